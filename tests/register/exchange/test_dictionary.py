"""The shipped dictionary: it is what the script makes of invented sentences, and it never changes under its number."""

from __future__ import annotations

import importlib.util
import os
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pytest
import zstandard
from world import ACT

from toguna.register import dictionary
from toguna.register.packing import pack, unpack

ROOT = Path(__file__).parents[3]
REFERENCE = Path(os.environ.get("TOGUNA_REFERENCE", ROOT.parent / "shared" / "reference"))


@pytest.fixture
def sentences() -> list[bytes]:
    """The forty sentences; the test is skipped, saying so, where they are not at hand."""
    path = REFERENCE / "register" / "training-sentences-fr.txt"
    if not path.exists():
        pytest.skip("reference data not at hand: training-sentences-fr.txt (set TOGUNA_REFERENCE)")
    return path.read_bytes().strip().split(b"\n")


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("train_dictionary", ROOT / "scripts" / "train_dictionary.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_number_never_changes_its_meaning() -> None:
    assert {number: sha256(data).hexdigest() for number, data in dictionary.SHIPPED.items()} == {
        1: "4184df40b378b62ac48e6fb607a6be94ab8d7bcfe4210a978a11f0931fd1d1a0"
    }


def test_it_is_a_few_tables_and_the_invented_sentences(sentences: list[bytes]) -> None:
    data, content = dictionary.SHIPPED[1], b"".join(sentences)
    assert data.endswith(content)
    assert len(data) - len(content) < 200


def test_the_script_makes_it(sentences: list[bytes]) -> None:
    if zstandard.ZSTD_VERSION != (1, 5, 7):
        pytest.skip(f"the trainer of zstd {zstandard.ZSTD_VERSION} may choose other tables than that of 1.5.7")
    assert _script().train(sentences) == dictionary.SHIPPED[1]


def test_an_act_that_names_none_exchanges_without() -> None:
    assert dictionary.dictionaries(ACT) == {}
    text = "Barrage illégal installé à l'entrée du village, les chauffeurs doivent payer pour passer.".encode()
    with_it, without = pack(text, dictionary.SHIPPED), pack(text, {})
    assert len(with_it[1]) < len(without[1])
    assert unpack(*with_it, dictionary.SHIPPED) == unpack(*without, {}) == text
