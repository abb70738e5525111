"""The homes that these tests share (../server/homes.py), and the briefs printed from them (printed.py)."""

import sys
from pathlib import Path

# Tests are imported by path (importlib mode), so modules that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from homes import home, loaded, own

__all__ = ["home", "loaded", "own"]
