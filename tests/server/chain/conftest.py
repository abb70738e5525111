"""Where this test finds what it shares with the channels'."""

import sys
from pathlib import Path

# Tests are imported by path (importlib mode), so modules that they share must be put where `import` looks.
SERVER = Path(__file__).resolve().parents[1]
for folder in (SERVER, SERVER / "odk", SERVER / "sms", SERVER.parent / "reports"):
    sys.path.insert(0, str(folder))

from homes import loaded
from office import Office, office

__all__ = ["Office", "loaded", "office"]
