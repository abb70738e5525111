"""Rebuilt equals incremental, and the order in which entries arrive changes nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from homes import Home, call

from toguna.base.text import Words
from toguna.domain.wire import Payload, to_wire
from toguna.register.constitution import Constitution, Device, Mode, Party, Seat
from toguna.register.encoding import encode
from toguna.register.entry import Entry, Kind, Part, minutes
from toguna.register.signing import DeviceKey
from toguna.server.ledger import store
from toguna.server.queries import measures
from toguna.server.queries.reading import present, read, registers
from toguna.server.queries.situation import situation
from toguna.server.records import projector
from toguna.server.records.models import MODELS, Statement

Tables = dict[str, list[dict[str, Any]]]


def tables(register: bytes) -> Tables:
    """Every column of every record of a register."""
    return {
        name: list(model._default_manager.filter(register=register.hex()).order_by("pk").values())
        for name, model in {**MODELS, "statement": Statement}.items()
    }


def known_days(register: bytes) -> list[date]:
    """Every day on which the register learnt something, with the days before and after."""
    days = Statement.objects.filter(register=register.hex()).values_list("known", flat=True).distinct()
    near = {day + timedelta(days=n) for day in days for n in (-1, 0, 1)}
    return sorted(near)


def shown(home: Home, framework: str) -> Iterator[Any]:
    """What the secretariat is shown on each of these days."""
    for day in known_days(bytes.fromhex(next(r["id"] for r in registers(home) if r["framework"] == framework))):
        reading = read(home, framework=framework, seat=None, as_of=day)
        yield day, situation(reading), measures.hand_overs(reading)


@pytest.mark.parametrize("framework", ["timbuktu-taoudeni", "gao", "ostrine", "hautebrise"])
def test_rebuild_changes_no_row_and_no_answer_on_any_day(own: Home, framework: str) -> None:
    register = bytes.fromhex(next(r["id"] for r in registers(own) if r["framework"] == framework))
    others = [bytes.fromhex(r["id"]) for r in registers(own) if r["framework"] != framework]
    before, untouched = tables(register), [tables(other) for other in others]
    answers = list(shown(own, framework))
    assert len(answers) >= 3
    entries = projector.rebuild(register)
    assert entries == len(before["statement"]) > 0
    assert tables(register) == before
    assert [tables(other) for other in others] == untouched
    assert list(shown(own, framework)) == answers


def test_records_that_were_spoilt_are_mended_by_the_command(own: Home) -> None:
    held = {r["framework"]: tables(bytes.fromhex(r["id"])) for r in registers(own)}
    MODELS["measure"]._default_manager.update(data={"id": "forged"})
    MODELS["clause"]._default_manager.all().delete()
    Statement.objects.filter(noun="incident").delete()
    answer = call("rebuild", "--home", own.path, "--json")
    assert answer.code == 0
    assert {r["framework"] for r in answer.json["registers"]} == set(held)
    assert {r["framework"]: tables(bytes.fromhex(r["id"])) for r in registers(own)} == held


# Three devices of three parties, writing at the same time

START = datetime(2040, 1, 1, 8, tzinfo=UTC)
PARTIES = (("office", "mediator"), ("wardens", "internal_security"), ("elders", "traditional_authority"))


def statement(payload: Payload, at: int, parents: Sequence[Entry]) -> Entry:
    part = Part.make(encode(to_wire(payload)), 0, at.to_bytes(16, "big"))
    time = minutes(START + timedelta(hours=7 * at))
    return Entry(Kind.STATEMENT, time, tuple(sorted(p.hash for p in parents)), (part,))


def measure(case: str, **more: Any) -> Payload:
    fields = {"framework": "lagoon", "kind": "road_patrol", "by": ["wardens"], "where": ["causeway"], **more}
    return Payload("measure.proposed", case, fields)


def written() -> dict[str, list[Entry]]:
    """What each party's device wrote, oldest first: amendments that cross, confirmations, moves that cannot both be."""
    out: dict[str, list[Entry]] = {party: [] for party, _ in PARTIES}
    clock = iter(range(1, 1000))

    def say(party: str, payload: Payload, *read: Entry) -> Entry:
        entry = statement(payload, next(clock), read)
        out[party].append(entry)
        return entry

    for n in range(6):
        case = f"w{n}"
        first = say("wardens", measure(case, level="light"))
        text = {"authorised": {"by": "office"}}
        allowed = say("office", Payload("measure.authorised", case, text), first)
        means = say("wardens", Payload("measure.resourced", case, {"means": [{"kind": "fuel"}]}), allowed)
        started = say("wardens", Payload("measure.activated", case, {"start": "2040-01-05"}), means)
        # Two who have read the same and say different things; a third who agrees with one of them.
        one = say("wardens", Payload("measure.amended", case, {"level": "regular"}), started)
        say("elders", Payload("measure.amended", case, {"level": "light", "where": ["ferry"]}), started)
        say("office", Payload("measure.amended", case, {"level": "regular"}), started, one)
        say("wardens", Payload("measure.amended", case, {"level": "light"}), one)
        say("wardens", Payload("measure.ended", case, {"end": "2040-02-01"}), one)
        say("elders", Payload("measure.suspended", case, {}), started)
        if n:
            plan = {"framework": "lagoon", "from_measure": f"w{n - 1}", "to_measure": case}
            planned = say("office", Payload("hand_over.planned", f"h{n}", plan))
            for party in ("wardens", "elders"):
                say(party, Payload("hand_over.confirmed", f"h{n}", {"party": party, "date": "2040-01-09"}), planned)
    return out


def founded(seeds: dict[str, DeviceKey]) -> bytes:
    return store.found(
        Constitution(
            mode=Mode.LIVE,
            frameworks=("lagoon",),
            parties=tuple(Party(code, Words(en=code.title()), constituency) for code, constituency in PARTIES),
            devices=tuple(Device(seeds[code].public, code) for code, _ in PARTIES),
            seats=tuple(Seat(code, code) for code, _ in PARTIES),
            opened=minutes(START),
        )
    )


def deliver(register: bytes, keys: dict[str, DeviceKey], logs: dict[str, list[Entry]], random_: random.Random) -> None:
    """Append the logs in random batches, device by device as it comes, projecting each batch on its own or late."""
    at = dict.fromkeys(logs, 0)
    late: list[tuple[bytes, int]] = []
    while any(at[party] < len(log) for party, log in logs.items()):
        party = random_.choice([p for p, log in logs.items() if at[p] < len(log)])
        size = random_.choice([1, 1, 2, 3, 7, 40])
        batch = logs[party][at[party] : at[party] + size]
        start = store.append(register, keys[party], batch)
        assert start == at[party]
        at[party] += len(batch)
        late += [(keys[party].public, start + n) for n in range(len(batch))]
        if random_.random() < 0.7:
            random_.shuffle(late)
            projector.project(register, late)
            if random_.random() < 0.3:
                projector.project(register, late)  # the same again changes nothing
            late = []
    projector.project(register, late)


def wipe(register: bytes) -> None:
    """Start again with nothing but the founding act: what only a test may do."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger%%'")
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        for table in ("ledger_entry", "ledger_part", "ledger_checkpoint"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        for _, sql in guards:
            cursor.execute(sql)
    for model in (Statement, *MODELS.values()):
        model._default_manager.all().delete()


def test_entries_of_three_devices_in_any_order_give_the_same_records(empty: Home, seed: int) -> None:
    keys = {code: DeviceKey.from_seed(bytes([n]) * 32) for n, (code, _) in enumerate(PARTIES, 1)}
    register, logs, random_ = founded(keys), written(), random.Random(seed)
    reference: Tables | None = None
    for _ in range(8):
        deliver(register, keys, logs, random_)
        assert store.verify_all().ok
        found = tables(register)
        reference = reference or found
        assert found == reference
        projector.rebuild(register)
        assert tables(register) == reference
        wipe(register)
    assert reference is not None
    contested = [row for row in reference["measure"] if row["contests"]]
    assert {c["field"] for row in contested for c in row["contests"]} >= {"level", "where", "status"}
    assert all(row["valid"] for rows in reference.values() for row in rows if "valid" in row)
    closed = [row for row in reference["hand_over"] if row["known_to"] is None]
    assert {len(row["data"]["confirmed_by"]) for row in closed} == {2}


def test_a_live_register_dates_by_the_entry_and_not_by_what_a_payload_claims(empty: Home) -> None:
    keys = {code: DeviceKey.from_seed(bytes([n]) * 32) for n, (code, _) in enumerate(PARTIES, 1)}
    register = founded(keys)
    said = measure("w0")
    claimed = Payload(said.type, said.case, said.fields, date(1999, 1, 1))
    store.append(register, keys["wardens"], [statement(claimed, 1, ())])
    projector.project(register, [(keys["wardens"].public, 0)])
    (row,) = tables(register)["measure"]
    assert row["known_from"] == date(2040, 1, 1)
    assert present(register, Mode.REPLAY) == date(2040, 1, 1)
