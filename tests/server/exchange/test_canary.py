"""A word that an office sealed for itself, looked for wherever another office's machine could keep it: database and its
journal, exchange files, what goes over the line, what the server prints, temporary files, and every page it gives.
"""

from __future__ import annotations

import http.cookiejar
import re
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from homes import Home, command, environment
from parties import ACT, Office
from test_line import reached

from toguna.server.actions import exchange, keeping, meeting, sealing
from toguna.server.queries.exchange import audience_of

CANARY = "CANARI sous le fromager de Nulle-Part"
WORDS = (CANARY, "Nulle-Part", "fromager")
World = Mapping[str, Office]


@contextmanager
def tapped(port: int, heard: list[bytes]) -> Iterator[int]:
    """A port from which everything goes on to another, and is written down."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        closing = threading.Event()

        def carry(source: socket.socket, sink: socket.socket) -> None:
            try:
                with source, sink:
                    while data := source.recv(65_536):
                        heard.append(data)
                        sink.sendall(data)
            except OSError:
                return  # the other direction hung up first

        def listen() -> None:
            while not closing.is_set():
                try:
                    near, _ = listener.accept()
                except OSError:
                    continue
                far = socket.create_connection(("127.0.0.1", port))
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=carry, args=pair, daemon=True).start()

        waiting = threading.Thread(target=listen, daemon=True)
        waiting.start()
        try:
            yield listener.getsockname()[1]
        finally:
            closing.set()
            waiting.join()


@contextmanager
def served(home: Home, temporary: Path, log: Path) -> Iterator[tuple[int, str]]:
    """`toguna serve` on a home: its port and the link that lets its own seat in; what it prints goes to a file."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    arguments = ["serve", "--home", str(home.path), "--port", str(port), "--lang", "fr"]
    with log.open("wb") as printed:
        server = subprocess.Popen(
            [sys.executable, "-X", "dev", "-m", "toguna.cli.main", *arguments],
            env=environment(TMPDIR=str(temporary), TOGUNA_LANG="fr"),
            stdout=printed,
            stderr=printed,
        )
        try:
            while not reached(port):
                assert server.poll() is None, log.read_text("utf-8")
            (link,) = re.findall(r"http://\S+/ouvrir/\S+", log.read_text("utf-8"))
            yield port, link
        finally:
            server.terminate()
            server.wait()


def pages(link: str, heard: list[bytes]) -> int:
    """Follow every link of the pages from the entry link on; how many pages were read."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    root = "/".join(link.split("/")[:3])
    waiting, seen = [link], set[str]()
    while waiting and len(seen) < 120:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        try:
            with browser.open(address, timeout=30) as answer:
                body = answer.read()
                heard.append(str(answer.headers).encode() + body)
        except urllib.error.HTTPError as error:
            heard.append(error.read())
            continue
        found = re.findall(rb'href="(/[^"#]*)"', body)
        waiting += [root + one.decode() for one in found if b"/static/" not in one and b"sortir" not in one]
    return len(seen)


def traces(data: bytes) -> list[str]:
    """The words that stand in these bytes, plainly or in another of the usual ways of writing."""
    forms = {word: (word.encode(), word.encode("utf-16-le"), word.encode().hex().encode()) for word in WORDS}
    return [word for word, written in forms.items() if any(one in data for one in written)]


@pytest.mark.slow
def test_no_trace_of_what_is_sealed_on_a_machine_that_it_was_not_sealed_for(world: World, tmp_path: Path) -> None:
    west, east, host = world["ouest"], world["est"], world["mediation"]
    for office in (west, east, host):
        with office.open():
            sealing.begin(ACT.id, office.key)
    for giver in (west, east, host):
        for taker in (west, east, host):
            if giver is not taker:
                taker.take(giver.pieces_for(taker))
    west.say("s1", level="sealed", text=CANARY)
    west.say("g1", level="group", text="pour le groupe")
    heard: list[bytes] = []
    temporary, log = tmp_path / "temporary", tmp_path / "log"
    temporary.mkdir()
    # Over the line, to the mediator's machine; and from there by file to the east.
    with served(host.home, temporary, log) as (port, link), tapped(port, heard) as tap:
        with west.open() as copy:
            met = meeting.meet(copy, west.key, meeting.Line(f"http://127.0.0.1:{tap}"))
            assert met.account.sent >= 2
        assert pages(link, heard) > 5
    with host.open() as copy:
        to, frontier, whole = audience_of(ACT.id, "est") or (None, None, False)
        assert to is not None and frontier is not None
        exchange.write_file(copy, tmp_path / "east.toguna", to, frontier, whole=whole)
        keeping.take_keys(ACT.id, host.key)
    answer = command("sync", tmp_path / "east.toguna", "--home", east.home.path, env=environment(TMPDIR=str(temporary)))
    assert answer.code == 0
    for verb in ("situation", "verify", "people", "rebuild"):
        for office in (host, east):
            told = command(verb, "--home", office.home.path, "--json")
            heard += [told.out.encode(), told.err.encode()]
    with served(east.home, temporary, tmp_path / "log-2") as (_, link):
        assert pages(link, heard) > 5
    looked_at = [host.home.path, east.home.path, temporary, log, tmp_path / "log-2", tmp_path / "east.toguna"]
    files = [path for one in looked_at for path in ([one] if one.is_file() else one.rglob("*")) if path.is_file()]
    assert any(path.name == "toguna.sqlite3" for path in files)
    assert {path.name: traces(path.read_bytes()) for path in files if traces(path.read_bytes())} == {}
    assert [traces(data) for data in heard if traces(data)] == []
    # It is there to be found: in the home of those who wrote it.
    assert traces((west.home.path / "toguna.sqlite3").read_bytes() + _journal(west.home.path))


def _journal(folder: Path) -> bytes:
    path = folder / "toguna.sqlite3-wal"
    return path.read_bytes() if path.exists() else b""
