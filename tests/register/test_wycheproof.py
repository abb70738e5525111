"""The primitives that sealing stands on, as the libraries at hand compute them, against Wycheproof's cases. Ed25519 is
in test_signing: there the accept set itself is pinned.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESCCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Public = Callable[[str], Path]
Case = dict[str, Any]


def cases(path: Path) -> Iterator[tuple[Case, Case]]:
    """Every case with its group, its hexadecimal fields as bytes."""
    for group in json.loads(path.read_text())["testGroups"]:
        for case in group["tests"]:
            yield group, {name: _bytes(name, value) for name, value in case.items()}


def _bytes(name: str, value: object) -> object:
    return bytes.fromhex(value) if isinstance(value, str) and name not in ("comment", "result") else value


def wrong(found: Iterator[tuple[Case, bool]]) -> tuple[list[int], int]:
    """The numbers of the cases that were decided otherwise than they should, and how many there were."""
    decided = list(found)
    bad = [
        case["tcId"]
        for case, right in decided
        if right != (case["result"] == "valid") and case["result"] != "acceptable"
    ]
    return bad, len(decided)


def test_x25519(public: Public) -> None:
    def run() -> Iterator[tuple[Case, bool]]:
        for _, case in cases(public("wycheproof/x25519_test.json")):
            private = X25519PrivateKey.from_private_bytes(case["private"])
            try:
                shared = private.exchange(X25519PublicKey.from_public_bytes(case["public"]))
            except ValueError:
                # A point that gives everybody the same secret: refused, as sealing wants it.
                assert case["result"] == "acceptable"
                assert not any(case["shared"])
                continue
            assert shared == case["shared"]
            yield case, True

    assert wrong(run())[0] == []


def test_hkdf(public: Public) -> None:
    def run() -> Iterator[tuple[Case, bool]]:
        for _, case in cases(public("wycheproof/hkdf_sha256_test.json")):
            try:
                made = HKDF(SHA256(), case["size"], case["salt"], case["info"]).derive(case["ikm"])
            except ValueError:
                made = b""
            yield case, bool(made) and made == case["okm"]

    bad, count = wrong(run())
    assert bad == []
    assert count > 80


@pytest.mark.parametrize(("name", "least"), [("chacha20_poly1305", 300), ("aes_ccm", 500)])
def test_aead(public: Public, name: str, least: int) -> None:
    def cipher(group: Case, case: Case) -> Any:
        return (
            ChaCha20Poly1305(case["key"]) if name.startswith("chacha") else AESCCM(case["key"], group["tagSize"] // 8)
        )

    def run() -> Iterator[tuple[Case, bool]]:
        for group, case in cases(public(f"wycheproof/{name}_test.json")):
            try:
                plain = cipher(group, case).decrypt(case["iv"], case["ct"] + case["tag"], case["aad"])
            except (InvalidTag, ValueError):
                yield case, False
            else:
                yield case, plain == case["msg"]

    bad, count = wrong(run())
    assert bad == []
    assert count > least
