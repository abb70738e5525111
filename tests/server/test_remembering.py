"""What is kept of records is what stands there: whoever wrote, undid, rebuilt or swapped the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.db import connection, transaction
from homes import PASSPHRASE, Home, using

from toguna.domain.alerts import Alert
from toguna.domain.incidents import Incident
from toguna.server.actions.registers import open_key
from toguna.server.acts.performing import perform
from toguna.server.queries.incidents import all_wheres
from toguna.server.queries.reading import Reading, read
from toguna.server.records import projector, remembering


class Undone(Exception):
    """Whoever wrote was interrupted."""


def look(home: Home) -> Reading:
    return read(home, framework="ostrine", seat=None, as_of=None)


def report(home: Home, token: str) -> str:
    """Record one more incident; its id."""
    data = {"kind": "ROB-ROAD", "date": "2031-06-10", "where": [look(home).all(Incident)[0].where[0]]}
    key = open_key(home, PASSPHRASE)
    return perform(look(home), key, "incident.report", data, token=token, lang="fr").case


def ids(home: Home) -> list[str]:
    return [one.id for one in look(home).all(Incident)]


def test_only_what_was_written_to_is_read_again(own: Home) -> None:
    before, alerts, on = look(own).all(Incident), look(own).all(Alert), all_wheres(look(own))
    assert look(own).all(Incident) is before
    assert all_wheres(look(own)) is on
    new = report(own, "one-more-incident")
    after = look(own).all(Incident)
    assert {one.id for one in after} == {one.id for one in before} | {new}
    assert look(own).all(Alert) is alerts
    assert all_wheres(look(own)) is not on
    # What stands as it stood is the same object still: it was not read again.
    assert {id(one) for one in after} >= {id(one) for one in before}


def test_what_was_undone_was_never_there(own: Home) -> None:
    before = ids(own)

    def undone() -> None:
        with transaction.atomic():
            new = report(own, "undone-incident")
            assert new in ids(own)
            raise Undone

    with pytest.raises(Undone):
        undone()
    assert ids(own) == before
    again = report(own, "kept-incident")
    assert ids(own) == sorted([*before, again])


def test_a_rebuild_is_seen(own: Home) -> None:
    before = look(own).all(Incident)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_incident WHERE register = %s", [look(own).register.hex()])
    projector.rebuild(look(own).register)
    after = look(own).all(Incident)
    assert after == before and after is not before


def test_another_file_in_the_same_place_is_another_register(own: Home, tmp_path: Path) -> None:
    """A backup put back: the same folder, an older register."""
    connection.close()
    shutil.copytree(own.path, tmp_path / "backup")
    with using(own):
        before = ids(own)
        report(own, "after-the-backup")
        assert len(ids(own)) == len(before) + 1
    shutil.rmtree(own.path)
    shutil.copytree(tmp_path / "backup", own.path)
    with using(own):
        assert ids(own) == before
        other = report(own, "another-history")
        assert ids(own) == sorted([*before, other])


def test_nothing_is_held_once_it_is_forgotten(own: Home) -> None:
    before = look(own).all(Incident)
    remembering.forget()
    assert look(own).all(Incident) is not before
