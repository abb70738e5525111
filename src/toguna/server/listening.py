"""The listener that `toguna serve` runs: waitress, but what phones send never touches the disk before it is sealed.

Waitress writes bodies of more than half a megabyte to a temporary file: a photo on its way into a sealed box would lie
on the disk in the clear. Below the phones' address bodies stay in memory, and one that is too long is read to its end,
dropped as it comes, and then refused with a sentence: a line that is cut in the middle says nothing to a phone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server

PHONES: Final = "/odk/"
SCANS: Final = "/empreinte/"
"""Where the scan of a signed paper is hashed and let go."""
LARGEST: Final = 10_500_000
"""What is taken from a phone at once: the form and the photos that it was asked for, and what stands between them."""
TABLES: Final = "/fichier-partenaire/"
"""Where a partner's file is given: who said what lies in it."""
LARGEST_TABLE: Final = 40_000_000
Application = Callable[..., Any]


class Bounded(OverflowableBuffer):
    """A body in memory; past the bound it is only counted."""

    def __init__(self, most: int = LARGEST) -> None:
        super().__init__(most + 1)
        self._most = most
        self._dropped = 0

    def append(self, data: bytes) -> None:
        """Take what came."""
        if not self._dropped and super().__len__() + len(data) <= self._most:
            super().append(data)
            return
        self._dropped += super().__len__() + len(data)
        self.buf, self.strbuf = None, b""

    def __len__(self) -> int:
        return self._dropped or int(super().__len__())

    def __bool__(self) -> bool:
        return len(self) > 0


class _Request(HTTPRequestParser):
    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.body_rcv is None:
            return
        if self.path.startswith(PHONES) or self.path.endswith(SCANS):
            self.body_rcv.buf = Bounded()
        elif self.path.endswith(TABLES):
            self.body_rcv.buf = Bounded(LARGEST_TABLE)


class _Channel(HTTPChannel):
    parser_class = _Request


def listener(application: Application, *, host: str, port: int, threads: int = 4) -> Any:
    """A server that listens; `run()` answers until it is interrupted."""
    sockets: dict[int, Any] = {}
    made = create_server(application, map=sockets, host=host, port=port, threads=threads, ident=None)
    for one in sockets.values():
        # A name may stand for several addresses, each with a socket of its own.
        if isinstance(one, BaseWSGIServer):
            one.channel_class = _Channel
    return made
