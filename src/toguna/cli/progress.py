"""A bar on stderr for what takes longer than a second: one line that grows at a terminal, a line now and then
elsewhere. It says how much is left, by how long the part that is done took.
"""

from __future__ import annotations

import sys
import time
from typing import Final

from toguna.base.dates import say_left, say_number
from toguna.base.text import Text

_WIDTH: Final = 30
_PAUSE_S: Final = {True: 0.1, False: 5.0}
_SAID = Text(fr="{percent} % – {rows} lignes – {left}", en="{percent}% – {rows} rows – {left}")


class Bar:
    """Called with what is done and how much there is; says nothing within the first second of a stretch of work."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.live, self.drawn = sys.stderr.isatty(), False
        self._begin()

    def __call__(self, done: int, of: int) -> None:
        """One row more is read; `done` and `of` in any unit."""
        self.rows += 1
        if not self.rows & 127:
            self._draw(done, of)

    def entered(self, done: int, of: int) -> None:
        """So many rows of so many are entered; with none, entering begins."""
        if not done:
            self._begin()
            return
        self.rows = done
        self._draw(done, of)

    def end(self) -> None:
        """Take the growing line away; what follows is another stretch."""
        if self.live and self.drawn:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
        self._begin()

    def _begin(self) -> None:
        self.rows = 0
        self.began = time.monotonic()
        self.next = self.began + 1.0

    def _draw(self, done: int, of: int) -> None:
        now = time.monotonic()
        if now < self.next:
            return
        self.next = now + _PAUSE_S[self.live]
        part = min(done / of, 1.0) if of else 0.0
        left = say_left((now - self.began) * (1 / part - 1), self.lang) if part else ""
        said = _SAID.say(self.lang, percent=int(part * 100), rows=say_number(self.rows, self.lang), left=left)
        filled = int(part * _WIDTH)
        start, end = ("\r", "\033[K") if self.live else ("", "\n")
        sys.stderr.write(f"{start}[{'#' * filled}{'.' * (_WIDTH - filled)}] {said}{end}")
        sys.stderr.flush()
        self.drawn = True
