"""The code that sets a phone up: ODK Collect and KoboCollect read it once and know their server, forms and language.

It holds the phone's token in clear, as every such code does: whoever photographs it can send in the seat's name until
the phone is revoked (docs.getodk.org/collect-import-export).
"""

from __future__ import annotations

import base64
import json
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import segno

_PHONE: Final = {
    "form_update_mode": "match_exactly",
    "autosend": "wifi_and_cellular",
    "image_size": "small",
    "analytics": False,
}
"""New forms come and go by themselves, filled ones leave when there is a network, photos are small; nobody is told."""


def address(base: str, token: str) -> str:
    """What the app has as its server."""
    return f"{base.rstrip('/')}/odk/{token}"


def settings_of(server: str, project: str, lang: str) -> str:
    """The settings as the app reads them from a code: JSON, made smaller, in base64."""
    said = {
        "general": {"server_url": server, "app_language": lang, **_PHONE},
        "admin": {},
        "project": {"name": project},
    }
    return base64.b64encode(zlib.compress(json.dumps(said).encode(), 9)).decode()


def code(server: str, project: str, lang: str) -> segno.QRCode:
    """The same as a picture to be scanned."""
    import segno

    return segno.make(settings_of(server, project, lang), error="l", micro=False)
