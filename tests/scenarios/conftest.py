"""The homes that these tests share (../server/homes.py)."""

import sys
from pathlib import Path

# Tests are imported by path (importlib mode), so a module that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server"))

from homes import empty, home, loaded, own

__all__ = ["empty", "home", "loaded", "own"]
