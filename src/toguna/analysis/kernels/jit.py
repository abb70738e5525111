"""Compile a function once per machine and keep it in the user's cache."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

F = TypeVar("F", bound=Callable[..., object])


def cache_dir() -> Path:
    """Where compiled kernels are kept: `NUMBA_CACHE_DIR`, else a folder of the user's cache that can be written."""
    named = os.environ.get("NUMBA_CACHE_DIR")
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local")))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache")))
    return base / "toguna" / "numba"


# Before numba is imported: it reads its settings once. An installed package's own folder may be read-only.
os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_dir()))

import numba  # noqa: E402


def jit(function: F) -> F:
    """Compile `function` for machine integers and floats; it runs without the interpreter's lock."""
    return cast(F, numba.njit(nogil=True, cache=True, error_model="numpy")(function))


def inline(function: F) -> F:
    """Like `jit`, for small functions that only other kernels call: their code is cached inside their callers."""
    return cast(F, numba.njit(nogil=True, inline="never", error_model="numpy")(function))
