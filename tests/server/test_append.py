"""Appending to one's own log: fast, and never on top of what was not signed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from homes import PASSPHRASE, Home

from toguna.domain.wire import Payload
from toguna.register.signing import DeviceKey
from toguna.server.actions.entering import enter
from toguna.server.actions.registers import open_key
from toguna.server.ledger import store
from toguna.server.queries.reading import read
from toguna.server.records.models import MODELS

AT = datetime(2031, 6, 17, 8, tzinfo=UTC)


def desk(home: Home) -> tuple[bytes, DeviceKey]:
    return read(home, framework="ostrine", seat="mediation", as_of=None).register, open_key(home, PASSPHRASE)


def say(register: bytes, key: DeviceKey, case: str) -> None:
    fields = {"framework": "ostrine", "date": "2031-06-17", "kind": "THR", "where": ["ostrine"]}
    enter(register, key, [(Payload("incident.reported", case, fields), "framework")], at=AT)


def test_one_after_the_other_each_under_its_checkpoint(own: Home) -> None:
    register, key = desk(own)
    before = store.frontier(register)[0][1]
    for n in range(5):
        say(register, key, f"x{n}")
    report = store.verify_all()
    assert report.ok and store.frontier(register)[0][1] == before + 5


def test_what_was_rolled_back_is_not_remembered(own: Home) -> None:
    register, key = desk(own)
    say(register, key, "x1")
    for n in range(2):
        with transaction.atomic():
            say(register, key, "x2")
            transaction.set_rollback(True)
        say(register, key, f"x3-{n}")
    assert store.verify_all().ok


def test_what_another_process_appended_is_seen(own: Home) -> None:
    register, key = desk(own)
    say(register, key, "x1")
    held = dict(store._ENDS)
    say(register, key, "x2")
    store._ENDS.clear()
    store._ENDS.update(held)  # as if somebody else had written x2
    say(register, key, "x3")
    assert store.verify_all().ok


@pytest.mark.parametrize("remembered", [True, False])
def test_nothing_is_signed_on_top_of_a_log_that_was_changed(own: Home, remembered: bool) -> None:
    register, key = desk(own)
    say(register, key, "x1")
    if not remembered:
        store._ENDS.clear()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_entry_no_delete")
        cursor.execute("DELETE FROM ledger_entry WHERE register = %s AND idx >= 5", [register])
    before = store.frontier(register)
    with pytest.raises(store.NotAsSigned) as raised:
        say(register, key, "x2")
    assert "toguna verify" in raised.value.say("fr") and "toguna verify" in raised.value.say("en")
    assert store.frontier(register) == before


def test_two_nouns_may_have_a_case_of_one_name(own: Home) -> None:
    """What is said of one answers nothing of the other: who corrects his own words has read them, whatever was said of
    the other in between.
    """
    register, key = desk(own)
    report = {"framework": "ostrine", "channel": "phone", "received": "2031-06-17", "kind": "THR"}
    say(register, key, "x1")
    enter(register, key, [(Payload("report.received", "x1", report), "group")], at=AT)
    enter(register, key, [(Payload("incident.amended", "x1", {"kind": "ROB-ROAD"}), "framework")], at=AT)
    (row,) = MODELS["incident"].objects.at(register, None).filter(case="x1")
    assert row.data["kind"] == "ROB-ROAD" and not row.contests
