"""Over HTTP, with the real server: wrong requests, a line that is cut, and what is sent again afterwards."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha512
from pathlib import Path

import pytest
from homes import Home, environment, using
from lines import Line
from parties import ACT, KEYS, Office, make_office

from toguna.server.actions import meeting
from toguna.server.actions.meeting import NoLine, NotACopy, TurnedAway
from toguna.server.ledger import places, store

PIECE = 16_384


@contextmanager
def serve(home: Home) -> Iterator[int]:
    """The port of `toguna serve` on a home, once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "toguna.cli.main", "serve", "--home", home.path, "--port", str(port)]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        try:
            assert server.stderr is not None
            assert any(f":{port}/" in line for line in server.stderr)
            while not reached(port):  # the address is said just before it is listened on
                assert server.poll() is None
            yield port
        finally:
            server.terminate()


def reached(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        time.sleep(0.05)
        return False
    return True


@pytest.fixture(scope="module")
def hub(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, int]]:
    """The mediator's home with a month of reports, served."""
    folder = tmp_path_factory.mktemp("hub")
    office = office_of("mediation", blank, folder)
    for day in range(6):
        # Words that no compressor shortens much, so that there is something to carry.
        for n in range(25):
            digest = sha512(b"%d %d" % (day, n)).hexdigest()
            office.say(f"d{day}-{n}", text=digest + sha512(digest.encode()).hexdigest())
    with serve(office.home) as port:
        yield office, port


def office_of(name: str, blank: Path, folder: Path) -> Office:
    shutil.copytree(blank, folder / name)
    return make_office(name, folder / name)


def digits(office: Office) -> str:
    with office.open():
        return places.control_digits(ACT.id)


def post(port: int, body: bytes, method: str = "POST") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, "/sync", body)
        reply = connection.getresponse()
        return reply.status, reply.read()
    finally:
        connection.close()


def test_wrong_requests_are_answered_without_a_trace(hub: tuple[Office, int]) -> None:
    _, port = hub
    assert post(port, b"", "GET")[0] == 405
    assert post(port, b"nothing of ours")[0] == 400
    assert post(port, bytes(300_000))[0] == 413
    for body in (b"", b"\xff" * 1000):
        status, said = post(port, body)
        assert status == 400 and len(said) < 40


def test_an_office_fetches_and_brings_over_a_line_that_is_cut(
    hub: tuple[Office, int], world: dict[str, Office]
) -> None:
    host, port = hub
    west = world["ouest"]
    west.say("mine", "mine-too")
    line = Line(port, bits=2_000_000, delay_s=0.005, cut_after=13_000)
    with line.open() as near, west.open() as copy:
        over = meeting.Line(f"http://127.0.0.1:{near}", pause=lambda _: None)
        outcome = meeting.meet(copy, KEYS["ouest"], over)
    assert outcome.account.received == 150 and outcome.account.sent == 2 and not outcome.put_aside_there
    assert line.cuts >= 2
    # What was taken is not fetched again: after a cut, one message and the piece that answers it.
    assert over.again <= line.cuts * PIECE
    needed = sum(map(len, host.give()))
    assert line.carried <= needed + (line.cuts + 1) * (PIECE + 2_000) + 8_000
    assert digits(west) == digits(host)
    with west.open():
        assert store.verify_all().ok


def test_what_arrived_before_the_line_broke_for_good_is_kept(hub: tuple[Office, int], world: dict[str, Office]) -> None:
    _, port = hub
    east = world["est"]
    with east.open() as copy:
        whole = meeting.Line(f"http://127.0.0.1:{port}", pause=lambda _: None)
        ask, turns = whole.ask, []

        def breaks(body: bytes) -> bytes:
            turns.append(len(body))
            if len(turns) > 3:
                raise NoLine(address=whole.address)
            return ask(body)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(whole, "ask", breaks)
            with pytest.raises(NoLine):
                meeting.meet(copy, KEYS["est"], whole)
        kept = sum(size for _, size, _ in store.frontier(ACT.id))
        assert 0 < kept < 150
        again = meeting.meet(copy, KEYS["est"], meeting.Line(f"http://127.0.0.1:{port}"))
        assert kept + again.account.received >= 150


def test_who_is_turned_away_and_what_is_no_copy(hub: tuple[Office, int], world: dict[str, Office]) -> None:
    _, port = hub
    with world["nouveau"].open() as copy:
        with pytest.raises(TurnedAway):
            meeting.meet(copy, KEYS["nouveau"], meeting.Line(f"http://127.0.0.1:{port}"))
        with pytest.raises(NotACopy):
            meeting.meet(copy, KEYS["nouveau"], meeting.Line(f"http://127.0.0.1:{port}/elsewhere"))
    with using(world["est"].home), socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = closed.getsockname()[1]
    with world["est"].open() as copy, pytest.raises(NoLine):
        meeting.meet(copy, KEYS["est"], meeting.Line(f"http://127.0.0.1:{nobody}", tries=2, pause=lambda _: None))
