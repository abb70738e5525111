"""How a gateway proves itself: a signed token (JWT, HS256), or a signature over the second and the body."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from typing import Any, Final

WINDOW: Final = 300
"""Seconds by which a signed request's clock may differ from ours."""
_SIGNED: Final = re.compile(r"t=(\d{1,12}),\s*v1=([0-9a-f]{64})")


def signature(secret: str, at: int, body: bytes) -> str:
    """`t=…,v1=…`: HMAC-SHA256 over the second and the body, so that neither can be changed by itself."""
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mac}"


def is_signed(secret: str, header: str, body: bytes, now: float) -> bool:
    """Whether this body was signed with the secret, not long ago."""
    held = _SIGNED.fullmatch(header.strip())
    if held is None or abs(now - int(held[1])) > WINDOW:
        return False
    return hmac.compare_digest(signature(secret, int(held[1]), body), f"t={held[1]},v1={held[2]}")


def is_bearer(secret: str, header: str, now: float) -> bool:
    """Whether an Authorization header holds a JWT that was signed with the secret and is not over.

    Only HS256: whoever writes another algorithm into the token does not get to choose how it is checked.
    """
    kind, _, token = header.strip().partition(" ")
    parts = token.split(".")
    if kind.lower() != "bearer" or len(parts) != 3 or len(token) > 4096:
        return False
    head, claims = _json(parts[0]), _json(parts[1])
    if head is None or claims is None or head.get("alg") != "HS256":
        return False
    mac = hmac.new(secret.encode(), f"{parts[0]}.{parts[1]}".encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(mac, _bytes(parts[2]) or b""):
        return False
    until, since = claims.get("exp"), claims.get("nbf", 0)
    if not isinstance(until, int | float) or not isinstance(since, int | float):
        return False
    return since - WINDOW <= now <= until + WINDOW


def _json(part: str) -> dict[str, Any] | None:
    data = _bytes(part)
    try:
        found = json.loads(data) if data else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _bytes(part: str) -> bytes | None:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
