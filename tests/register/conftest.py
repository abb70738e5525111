"""What the register's tests share: our own vectors with their generator, and the public ones where they are at hand."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from toguna.register.rows import Report
from toguna.register.verify import verify

ROOT = Path(__file__).parents[2]
VECTORS = ROOT / "spec" / "vectors"
PUBLIC = Path(os.environ.get("TOGUNA_VECTORS", ROOT.parent / "shared" / "vectors"))


@pytest.fixture(scope="session")
def vectors() -> ModuleType:
    """`spec/vectors/generate.py`, which also makes the ledgers that the tests damage."""
    spec = importlib.util.spec_from_file_location("register_vectors", VECTORS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def book(vectors: ModuleType) -> Any:
    """The three sound logs of the vectors; tests copy its tables before changing them."""
    return vectors.ledger()


@pytest.fixture(scope="session")
def check() -> Callable[[dict[str, list[Any]]], Report]:
    """`verify` over tables named as in the vectors."""
    return lambda tables: verify(*(iter(tables[name]) for name in ("register", "entry", "part", "checkpoint")))


@pytest.fixture(scope="session")
def public() -> Callable[[str], Path]:
    """A file or folder of the public vectors; the test is skipped, saying so, where it is absent."""

    def find(name: str) -> Path:
        path = PUBLIC / name
        if not path.exists():
            pytest.skip(f"public vectors not at hand: {name} (set TOGUNA_VECTORS)")
        return path

    return find
