"""A party that left, over a real line: what is said afterwards reaches it neither as caller nor as the one called."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from homes import environment
from parties import ACT, KEYS, THREE, Office, admit_newcomer, begin, incident, meet_all
from test_line import reached, serve

from toguna.domain.frameworks import Party
from toguna.domain.wire import Payload
from toguna.register.bodies import Revoke, RevokeReason
from toguna.register.bundle import read_piece
from toguna.register.dictionary import dictionaries
from toguna.register.frontier import Frontier
from toguna.register.merkle import EMPTY_ROOT
from toguna.register.signing import DeviceKey
from toguna.server.actions import meeting, sealing
from toguna.server.actions.entering import enter
from toguna.server.acts.performing import perform
from toguna.server.ledger import store
from toguna.server.queries.exchange import audience_of
from toguna.server.queries.reading import read
from toguna.server.records.models import MODELS
from toguna.server.records.parties import left
from toguna.server.sync import files, protocol
from toguna.server.sync.protocol import Given, Step, Word

CANARY = "CANARI dit après son départ"
NOW = datetime.now(UTC)
BEFORE, AFTER = NOW - timedelta(days=1), NOW + timedelta(minutes=10)


def say(office: Office, case: str, at: datetime, text: str, level: str = "framework") -> None:
    with office.open():
        enter(ACT.id, office.key, [(incident(case, text), level)], at=at)


def cases(office: Office) -> set[str]:
    """The incidents that an office can read."""
    with office.open():
        return set(MODELS["incident"].objects.at(ACT.id, None).values_list("case", flat=True))


def call(office: Office, port: int) -> meeting.Outcome:
    """The office calls another over the line, as `toguna sync URL` does."""
    with office.open() as copy:
        outcome = meeting.meet(copy, office.key, meeting.Line(f"http://127.0.0.1:{port}"))
        sealing.open_new(ACT.id, office.key)
        assert store.verify_all().ok
    return outcome


def does(office: Office, name: str, data: Mapping[str, Any], case: str | None = None) -> str:
    with office.open():
        seat = read(office.home, framework="veranda", seat=office.name, as_of=None)
        token = f"{office.name}-{name}"
        return perform(seat, office.key, name, data, token=token, lang="fr", case=case, proof=True).case


@pytest.fixture
def parting(world: dict[str, Office]) -> Iterator[tuple[dict[str, Office], int]]:
    """West has left, by an act of two people that travelled over the line; the host serves, and goes on saying things.

    What the host said the day before, West has not fetched yet.
    """
    begin(world, *THREE)
    west, host = world["ouest"], world["mediation"]
    with host.open():
        recorded = {"name": {"fr": "Ouest"}, "constituency": "signatory_movement"}
        enter(ACT.id, host.key, [(Payload("party.recorded", "ouest", recorded), "framework")], at=BEFORE)
    meet_all(world, THREE)
    with serve(host.home) as port:
        say(host, "veille", BEFORE, "dit la veille")
        case = does(west, "departure.propose", {"party": "ouest", "since": "2031-06-17", "why": "Sa lettre."})
        host.take(west.pieces_for(host))  # what it brings; it fetches nothing yet
        with host.open():
            sealing.open_new(ACT.id, host.key)
        does(host, "countersigning.confirm", {}, case)
        with host.open():
            assert left(ACT.id) == {"ouest"}
        say(host, "apres", AFTER, CANARY)
        say(host, "groupe", AFTER, CANARY, "group")
        yield world, port


def test_it_fetches_what_was_said_before_and_nothing_since(parting: tuple[dict[str, Office], int]) -> None:
    world, port = parting
    west, east = world["ouest"], world["est"]
    first = call(west, port)
    assert first.account.received and not first.account.refused and not first.put_aside_there
    assert "veille" in cases(west) and not {"apres", "groupe"} & cases(west)
    with west.open():
        assert [one.status for one in read(west.home, framework="veranda", seat="ouest", as_of=None).all(Party)] == [
            "left"
        ], "it hears that it left"
    # It asks again, and by name for every content that it knows to be missing: nothing more comes.
    again = call(west, port)
    assert (again.account.received, again.account.contents) == (0, 0)
    assert CANARY.encode() not in everything(west)
    # The others are given all of it by the same server.
    call(east, port)
    assert {"veille", "apres", "groupe"} <= cases(east)


def test_a_caller_that_says_it_holds_nothing_is_given_no_word_of_it_either(
    parting: tuple[dict[str, Office], int],
) -> None:
    """A frontier is the caller's own claim: emptied, it must bring no more than a true one."""
    _, port = parting
    told = b"".join(given_to(KEYS["ouest"], port))
    assert b"dit la veille" in told and CANARY.encode() not in told
    assert CANARY.encode() in b"".join(given_to(KEYS["est"], port))


def given_to(key: DeviceKey, port: int) -> Iterator[bytes]:
    """The contents that a device is given which says that it holds nothing."""
    line = meeting.Line(f"http://127.0.0.1:{port}")
    frontier = Frontier(ACT.id).encode()
    word, rest = protocol.read(line.ask(protocol.write(Word.GREET, ACT.id, bytes(12), bytes(16))))
    assert word is Word.ASK
    word, answer = protocol.read(line.ask(Step.sign(key, ACT.id, rest[0], line.host, frontier, b"").encode()))
    assert word is Word.GIVEN
    given = Given.of(answer)
    assert not given.more, "all of it in one piece"
    yield from words_of(given.piece)
    line.close()


def words_of(data: bytes) -> Iterator[bytes]:
    """The contents that travel in a piece."""
    piece = read_piece(data, ACT.id, dictionaries(ACT), [one.public for one in KEYS.values()])
    for section in piece.sections:
        for entry in section.entries:
            yield from (part.content for part in entry.parts if part.content)
    yield from piece.contents


def test_a_request_by_file_of_a_device_that_nobody_admitted_brings_no_more(
    parting: tuple[dict[str, Office], int], tmp_path: Path
) -> None:
    world, _ = parting
    for name, told in (("nouveau", False), ("ouest", False), ("est", True)):
        path = tmp_path / f"{name}.toguna"
        path.write_bytes(files.write_ask(KEYS[name], Frontier(ACT.id)))
        with world["mediation"].open() as copy:
            to, frontier, _ = audience_of(ACT.id, str(path)) or pytest.fail("a request")
            given = b"".join(word for piece in copy.pieces(frontier, to) for word in words_of(piece))
        assert b"dit la veille" in given and (CANARY.encode() in given) is told, name


def test_whoever_calls_it_gives_it_nothing_since(parting: tuple[dict[str, Office], int]) -> None:
    world, port = parting
    west, host, east = world["ouest"], world["mediation"], world["est"]
    call(east, port)
    with serve(west.home) as theirs:
        outcome = call(host, theirs)
        assert not outcome.account.refused and not outcome.put_aside_there
        call(east, theirs)
    assert "veille" in cases(west) and not {"apres", "groupe"} & cases(west)
    assert CANARY.encode() not in everything(west)


def test_nor_where_it_does_not_prove_who_it_is(parting: tuple[dict[str, Office], int]) -> None:
    """Served without its key it is nobody in particular; it may be the party that left."""
    world, _ = parting
    west, host = world["ouest"], world["mediation"]
    with serve_without_key(west) as theirs:
        call(host, theirs)
    assert not {"apres", "groupe"} & cases(west)
    assert CANARY.encode() not in everything(west)


def test_a_revoked_device_that_is_called_is_given_no_more_than_anybody(world: dict[str, Office]) -> None:
    west, lost = world["ouest"], world["nouveau"]
    west.write(admit_newcomer())
    lost.take(west.pieces_for(lost))  # it holds what tells it whose it is
    west.say("pour-tous", text="dit la veille")
    west.say("groupe", level="group", text=CANARY)
    west.write(Revoke(KEYS["nouveau"].public, 0, EMPTY_ROOT, RevokeReason.SEIZED))
    with serve(lost.home) as theirs:
        call(west, theirs)
    assert b"dit la veille" in everything(lost) and CANARY.encode() not in everything(lost)


@contextmanager
def serve_without_key(office: Office) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    bare = {name: value for name, value in environment().items() if name != "TOGUNA_PASSPHRASE"}
    command = [sys.executable, "-m", "toguna.cli.main", "serve", "--home", office.home.path, "--port", str(port)]
    with subprocess.Popen(
        command, env=bare, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as server:
        try:
            assert server.stderr is not None
            said = ""
            for line in server.stderr:
                said += line
                if f":{port}/" in line:
                    break
            assert f":{port}/" in said, said
            while not reached(port):
                assert server.poll() is None
            yield port
        finally:
            server.terminate()


def everything(office: Office) -> bytes:
    """Every byte of an office's home: what is for all parties is not sealed in it."""
    return b"".join(path.read_bytes() for path in office.home.path.rglob("*") if path.is_file())
