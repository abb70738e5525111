"""A wire between the browser and the office that can be cut, and can lose an answer: the office keeps its address."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

MOST = 65_536


class Wire:
    """Passes bytes on to a server while `whole`; with `deaf`, takes what is sent and gives nothing back."""

    def __init__(self, url: str) -> None:
        self._to = ("127.0.0.1", urlsplit(url).port or 80)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.whole, self.deaf = True, False
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """From now on nobody answers, and what was open is closed."""
        self.whole = False
        self._close()

    def mend(self) -> None:
        """As before."""
        self._close()
        self.whole, self.deaf = True, False

    def end(self) -> None:
        """Stop listening."""
        self.cut()
        self._listener.close()

    def _close(self) -> None:
        for one in list(self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self.whole:
                near.close()
                continue
            far = socket.create_connection(self._to)
            self._open |= {near, far}
            threading.Thread(target=self._pass, args=(near, far, False), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, True), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket, back: bool) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(MOST):
                if not (back and self.deaf):
                    other.sendall(data)
            other.shutdown(socket.SHUT_WR)


@contextmanager
def wired(url: str) -> Iterator[Wire]:
    """A wire to a server, until the block ends."""
    wire = Wire(url)
    try:
        yield wire
    finally:
        wire.end()
