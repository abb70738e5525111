"""Key files open with their passphrase, and with nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toguna.register import faults
from toguna.register.encoding import decode
from toguna.register.keyfile import Cost, public_key, seal, unseal
from toguna.register.signing import DeviceKey

SEED = bytes(range(32))
FILE = seal(SEED, "clé d’étude", Cost.MINIMUM)


def test_sealed_and_unsealed() -> None:
    assert unseal(FILE, "clé d’étude") == SEED
    assert unseal(FILE, "cle\u0301 d’e\u0301tude".encode().decode()) == SEED
    assert public_key(FILE) == DeviceKey(SEED).public
    assert seal(SEED, "clé d’étude", Cost.MINIMUM) != FILE


def test_the_usual_cost_is_argon2id_moderate() -> None:
    data = seal(SEED, "une longue phrase")
    assert decode(data)[3:5] == [3, 262_144]
    assert unseal(data, "une longue phrase") == SEED


@pytest.mark.parametrize("passphrase", ["", "autre", "Clé d’étude", "x" * 2000])
def test_another_passphrase_does_not_open(passphrase: str) -> None:
    with pytest.raises(faults.WrongPassphrase):
        unseal(FILE, passphrase)


def test_an_empty_passphrase_does_not_seal() -> None:
    with pytest.raises(faults.WrongPassphrase):
        seal(SEED, "", Cost.MINIMUM)


@settings(max_examples=300)
@given(st.integers(0, 8 * len(FILE) - 1))
def test_any_flipped_bit_is_found(bit: int) -> None:
    data = bytearray(FILE)
    data[bit // 8] ^= 1 << bit % 8
    # A cost that grew would be paid before the fault is seen; the bound itself is tested by the vectors.
    try:
        cost = decode(bytes(data))[3:5]
    except (faults.RegisterFault, TypeError):
        cost = [1, 8]
    if all(isinstance(number, int) for number in cost) and cost[1] <= 16_384 and cost[0] <= 4:
        with pytest.raises(faults.KeyFileFault):
            unseal(bytes(data), "clé d’étude")


@given(st.binary(max_size=300))
def test_anything_else_is_no_key_file(data: bytes) -> None:
    with pytest.raises(faults.KeyFile):
        unseal(data, "x")
