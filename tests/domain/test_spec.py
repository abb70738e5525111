"""spec/entry-types.md says what the code does."""

from __future__ import annotations

import runpy
from pathlib import Path

SPEC = Path(__file__).resolve().parents[2] / "spec"


def test_the_specification_is_written_from_the_code():
    written = runpy.run_path(str(SPEC / "entry_types.py"))["text"]()
    assert (SPEC / "entry-types.md").read_text(encoding="utf-8") == written, "run: python spec/entry_types.py"
