"""A bad telephone line between two copies on one machine: slow, late, stalling, and cut every so often."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Line:
    """A relay to a port. `bits`: bits a second each way; `delay_s`: one way; every `cut_after` bytes it hangs up."""

    target: int
    bits: float = 20_000.0
    delay_s: float = 0.4
    stall_s: float = 0.0
    stall_every: int = 4_000
    cut_after: int | None = None
    cuts: int = 0
    carried: int = 0
    rng: random.Random = field(default_factory=lambda: random.Random(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def open(self) -> Iterator[int]:
        """The port at which the line begins."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(0.2)
            closing = threading.Event()
            threading.Thread(target=self._listen, args=(listener, closing), daemon=True).start()
            try:
                yield listener.getsockname()[1]
            finally:
                closing.set()

    def _listen(self, listener: socket.socket, closing: threading.Event) -> None:
        while not closing.is_set():
            try:
                near, _ = listener.accept()
            except OSError:
                continue
            # The handshake of a connection takes the way there and back.
            time.sleep(2 * self.delay_s)
            far = socket.create_connection(("127.0.0.1", self.target))
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        """Bytes arrive after the delay and no faster than the line; what was sent later waits its turn."""
        free = 0.0
        try:
            while data := source.recv(512):
                now = time.monotonic()
                free = max(free, now) + len(data) * 8 / self.bits
                with self._lock:
                    before, self.carried = self.carried, self.carried + len(data)
                    hang_up = self.cut_after is not None and self.carried >= self.cut_after * (self.cuts + 1)
                    self.cuts += hang_up
                if self.stall_s and before // self.stall_every != self.carried // self.stall_every:
                    free += self.stall_s * self.rng.random()
                # The delay of what is on its way overlaps; only the first byte after a silence waits for all of it.
                time.sleep(max(0.0, free - now) + (self.delay_s if len(data) < 512 else 0.0))
                if hang_up:
                    break
                sink.sendall(data)
        except OSError:
            pass
        for one in (source, sink):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            one.close()
