"""What a reader is shown of published events: the rule for the framework's own incidents holds for them too."""

from __future__ import annotations

from datetime import date

import pytest
from events import event, put
from homes import Home, call, seats

from toguna.domain.visibility import EVERYBODY, OUTSIDE
from toguna.server.queries import layers
from toguna.server.queries.reading import Reading, read

MEDIATOR = "mediation"


def seen(home: Home, seat: str | None = None) -> Reading:
    return read(home, framework="ostrine", seat=seat, as_of=date(2031, 6, 16))


def one(reading: Reading) -> layers.EventRow:
    (row,) = layers.shown(reading, "acled")
    return row


def test_the_secretariat_sees_the_point(own: Home) -> None:
    put(own, event("a", kind="ABD"))
    row = one(seen(own))
    assert (row.shown_as, row.lat, row.lon, row.date.iso()) == ("point", -30.1, -20.12, "2031-05-06")
    assert (row.label.fr, row.original) == ("enlèvement de personne", "robbery")


def test_no_other_seat_sees_a_point_or_a_day(own: Home) -> None:
    put(own, event("a"))
    others = [seat for framework, seat, _ in seats(own) if framework == "ostrine" and not seat.startswith(MEDIATOR)]
    assert len(others) > 10
    for reader in [seen(own, seat) for seat in others] + [seen(own).as_reader(r) for r in (EVERYBODY, OUTSIDE)]:
        row = one(reader)
        assert (row.lat, row.lon, row.place, row.date_code) == (None, None, None, None)
        assert row.date.iso() == ("2031-05" if row.shown_as == "cercle" else "2031-W19")
        assert (row.adm2, row.credit, row.licence) == ("Vallée", "credit", "terms")


@pytest.mark.parametrize("kind", ["REP", "CLA-COM"])
def test_reprisals_and_clashes_have_a_point_for_nobody(own: Home, kind: str) -> None:
    put(own, event("a", kind=kind))
    for seat in (MEDIATOR, "army", "chiefs"):
        row = one(seen(own, seat))
        assert (row.shown_as, row.lat, row.killed, row.date.iso()) == ("cercle", None, None, "2031-05")


def test_what_is_recent_waits(own: Home) -> None:
    put(own, event("a", "2031-06-15"))
    assert list(layers.shown(seen(own, "army"), "acled")) == []
    assert one(seen(own)).shown_as == "point"


def test_a_span_of_days_takes_what_may_have_happened_in_it(own: Home) -> None:
    put(own, event("a", "2031-03-01"), event("b", "2031-03-30", "2031-04-10"), event("c", "2031-05-01"))
    held = layers.published(seen(own), "acled", since=date(2031, 4, 1), until=date(2031, 4, 30))
    assert [row.id for row in held] == ["b"]


def test_what_has_no_counterpart_says_so(own: Home) -> None:
    put(own, event("a"))
    row = one(seen(own))
    assert row.kind is None and row.label.fr == "sans équivalent dans nos listes"


def test_published_events_are_in_no_answer_about_the_framework(own: Home) -> None:
    commands = ("situation", "cover")
    ask = [call(c, "--home", own.path, "--framework", "ostrine", "--json").out for c in commands]
    put(own, event("E77", original="robbery-of-elsewhere"))
    again = [call(c, "--home", own.path, "--framework", "ostrine", "--json").out for c in commands]
    assert ask == again
