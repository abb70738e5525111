"""Signatures: libsodium's accept set, neither one more nor one less."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.register import faults
from toguna.register.signing import DeviceKey, verify

KEY = DeviceKey.from_seed(bytes(range(32)))


def test_the_first_vector_of_rfc_8032() -> None:
    key = DeviceKey.from_seed(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    assert key.public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert key.sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8")


@given(st.binary(max_size=80), st.integers(0, 511))
def test_a_flipped_bit_in_a_signature_is_refused(message: bytes, bit: int) -> None:
    signature = bytearray(KEY.sign(message))
    assert verify(KEY.public, message, bytes(signature))
    signature[bit // 8] ^= 1 << bit % 8
    assert not verify(KEY.public, message, bytes(signature))


def test_wrong_lengths_are_refused_not_raised() -> None:
    assert not verify(b"", b"", KEY.sign(b""))
    assert not verify(KEY.public, b"", b"")
    with pytest.raises(faults.KeyShape):
        DeviceKey(b"short")


def test_keys_differ_and_do_not_show_their_seed() -> None:
    one, two = DeviceKey.generate(), DeviceKey.generate()
    assert one.public != two.public
    assert one.seed.hex() not in repr(one)


def test_the_accept_set_of_the_edge_cases_is_libsodiums(public: Callable[[str], Path]) -> None:
    """The 914 cases on which Ed25519 libraries disagree; the 43 that libsodium accepts are those without any oddity
    in A or R.
    """
    cases = json.loads(public("ed25519-cctv/ed25519vectors.json").read_text())
    accepted = [
        case for case in cases if verify(bytes.fromhex(case["key"]), case["msg"].encode(), bytes.fromhex(case["sig"]))
    ]
    assert (len(cases), len(accepted)) == (914, 43)
    flags = {flag for case in accepted for flag in case["flags"] or ()}
    assert not flags & {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R"}


def test_wycheproof(public: Callable[[str], Path]) -> None:
    groups = json.loads(public("wycheproof/ed25519_test.json").read_text())["testGroups"]
    wrong, count = [], 0
    for group in groups:
        key = bytes.fromhex(group["publicKey"]["pk"])
        for case in group["tests"]:
            count += 1
            accepted = verify(key, bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
            if accepted != (case["result"] == "valid"):
                wrong.append(case["tcId"])
    assert (wrong, count) == ([], 151)
