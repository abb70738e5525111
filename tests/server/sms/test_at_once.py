"""What several clerks and gateways do at the same moment, on SQLite; `test_postgresql.py` does it on PostgreSQL."""

from __future__ import annotations

import shutil
from pathlib import Path

from moments import all_at_once, once_each


def test_each_once(loaded: Path, tmp_path: Path) -> None:
    shutil.copytree(loaded, tmp_path / "home")
    once_each(all_at_once(tmp_path / "home"))
