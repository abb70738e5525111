"""Where this test finds what it shares with the channels'."""

import sys
from pathlib import Path

# Tests are imported by path (importlib mode), so modules that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "odk"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "sms"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "reports"))

from homes import loaded
from office import Office, office

__all__ = ["Office", "loaded", "office"]
