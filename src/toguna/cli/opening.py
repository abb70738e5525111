"""What most commands begin with: the home, Django, the day asked about, the reader."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.cli.output import note
from toguna.server.boot import plain_faults, setup
from toguna.server.home import Home

if TYPE_CHECKING:
    from toguna.server.queries.reading import Reading

_DEMO = Text(fr="(démonstration : {path})", en="(demonstration: {path})")


def home_of(options: argparse.Namespace) -> Home:
    """The home asked for; where none is named and the user has none, the demonstration's."""
    home = Home.choose(options.home)
    named = options.home or os.environ.get("TOGUNA_HOME")
    if not named and not home.exists() and (demo := Home(demo_folder())).exists():
        note(_DEMO.say(options.lang, path=demo.path))
        return demo
    return home


def demo_folder() -> Path:
    """Where the demonstration lives: `demo/` of a checkout, else the user's cache."""
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").exists() and (checkout / "src" / "toguna").exists():
        return checkout / "demo"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "toguna-demo"


def day_of(text: str | None) -> date | None:
    """The day a `--as-of` means: the last one of its precision.

    Raises
    ------
    DateError
    """
    return When.parse(text).last if text else None


@contextmanager
def opened(options: argparse.Namespace, *, create: bool = False) -> Iterator[Home]:
    """The home with Django running on it; what the disk or SQLite reports becomes a plain sentence."""
    home = home_of(options)
    setup(home, create=create)
    with plain_faults(home):
        yield home


def reading_of(options: argparse.Namespace, home: Home) -> Reading:
    """The reading that the options ask for."""
    from toguna.server.queries.reading import read

    return read(home, framework=options.framework, seat=options.seat, as_of=day_of(options.as_of))
