"""A bar on stderr for what takes longer than a second: one line that grows at a terminal, a line now and then
elsewhere.
"""

from __future__ import annotations

import sys
import time
from typing import Final

from toguna.base.dates import say_number
from toguna.base.text import Text

_WIDTH: Final = 30
_PAUSE_S: Final = {True: 0.1, False: 5.0}
_SAID = Text(fr="{percent} % – {rows} lignes", en="{percent}% – {rows} rows")


class Bar:
    """Called with what is done and how much there is; says nothing within the first second."""

    def __init__(self, lang: str) -> None:
        self.lang, self.rows = lang, 0
        self.live = sys.stderr.isatty()
        self.next = time.monotonic() + 1.0
        self.drawn = False

    def __call__(self, done: int, of: int) -> None:
        self.rows += 1
        if self.rows & 127:
            return
        now = time.monotonic()
        if now < self.next:
            return
        self.next = now + _PAUSE_S[self.live]
        part = min(done / of, 1.0) if of else 0.0
        said = _SAID.say(self.lang, percent=int(part * 100), rows=say_number(self.rows, self.lang))
        filled = int(part * _WIDTH)
        start = "\r" if self.live else ""
        sys.stderr.write(f"{start}[{'#' * filled}{'.' * (_WIDTH - filled)}] {said}")
        sys.stderr.write("" if self.live else "\n")
        sys.stderr.flush()
        self.drawn = True

    def end(self) -> None:
        """Take the growing line away."""
        if self.live and self.drawn:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
