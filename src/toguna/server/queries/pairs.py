"""« Même événement ? »: reports and incidents that may be of one event, with the reasons, for who joins them.

Only the secretariat reads raw reports and may join them, so only it is told. What was found to be two events is not
suggested again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import F, Q

from toguna.analysis.installed import missing
from toguna.analysis.pairs.levels import FARTHEST_DAYS
from toguna.analysis.pairs.matching import Pair, find
from toguna.analysis.pairs.sightings import Sighting, Table
from toguna.analysis.pairs.weights import SHIPPED
from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.entity import typed
from toguna.domain.incidents import INCIDENT, REPORT, Distinction, Incident, Report, came_by
from toguna.domain.visibility import Row, Rule, rule
from toguna.server.queries.incident_cuts import table
from toguna.server.queries.incidents import held_cases
from toguna.server.queries.naming import both, spot_name, spot_names
from toguna.server.queries.pair_reasons import reasons
from toguna.server.queries.pair_sightings import of_incident, of_report
from toguna.server.queries.reading import Reading
from toguna.server.records.models import MODELS, Statement

LOOK_BACK: Final = timedelta(days=60)
MOST_NEW: Final = 1000
MOST_SHOWN: Final = 30
OPEN: Final = ("received", "screened")
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what is said of it, as it was said. `harm` are counts with the names of their fields."""

    noun: str
    id: str
    label: Text
    date: When
    where: Text
    near: Text | None
    harm: tuple[tuple[str, int], ...]
    words: Text | None
    came: Text | None
    status: Text


@dataclass(frozen=True, slots=True)
class Suggested:
    """Two that may be of one event, and why; both without a place to attach to (`loose`) are two reports."""

    one: Side
    two: Side
    why: tuple[Text, ...]

    @property
    def loose(self) -> bool:
        """Whether neither is an incident yet."""
        return self.one.noun == self.two.noun == "report"


@dataclass(frozen=True, slots=True)
class Joined:
    """What was joined and may be undone: a report with its incident, or an incident with the one that stays."""

    noun: str
    id: str
    label: Text
    date: When | None
    incident: str


@dataclass(frozen=True, slots=True)
class Apart:
    """Two that were found to be two events."""

    id: str
    cases: tuple[str, ...]
    why: Text | None


def may_join(reading: Reading) -> bool:
    """Whether this reader reads raw reports, and so may see what resembles what."""
    return rule(reading.reader, Row.RAW_REPORT) is Rule.FULL


def suggested(reading: Reading) -> tuple[Suggested, ...]:
    """Pairs of open reports, and of incidents recorded in the last sixty days, with anything that the register holds;
    the surest first.
    """
    if not may_join(reading) or missing():
        return ()
    return reading.once("suggested pairs", lambda: tuple(_suggested(reading)))


def _suggested(reading: Reading) -> Iterable[Suggested]:
    accounts = _Accounts.of(reading)
    apart = {frozenset(one.cases) for one in reading.all(Distinction) if one.status == "made"}
    new, stored = Table(accounts.new), Table(accounts.stored)
    for pair in find(new, stored, SHIPPED):
        one, two = new.rows[pair.new], stored.rows[pair.stored]
        if frozenset({one.id, two.id}) not in apart:
            yield _shown(reading, accounts, pair, one, two)


def another_open(reading: Reading, case: str) -> bool:
    """Whether there is another report that is attached to nothing yet."""
    return any(one != case for one in _open_reports(reading))


def open_reports(reading: Reading) -> Iterable[Report]:
    """The reports that are attached to nothing yet, the latest first, for who joins them."""
    return _open_reports(reading).values() if may_join(reading) else ()


def _shown(reading: Reading, accounts: _Accounts, pair: Pair, one: Sighting, two: Sighting) -> Suggested:
    sides = [accounts.side(reading, held.id) for held in (one, two)]
    # An incident stands on the left of a report: the report is what comes to it.
    first, second = sides if sides[0].noun <= sides[1].noun else reversed(sides)
    return Suggested(first, second, reasons(reading, pair, one, two))


@dataclass(frozen=True)
class _Accounts:
    """What is compared, and what it was made of."""

    new: list[Sighting]
    stored: list[Sighting]
    reports: Mapping[str, Report]
    incidents: Mapping[str, Incident]

    @classmethod
    def of(cls, reading: Reading) -> _Accounts:
        reports = _open_reports(reading)
        latest = held_cases(reading, _lately(reading))
        new = [held for one in reports.values() if (held := of_report(reading, one)) is not None]
        new += _sightings(reading, latest)
        near = held_cases(reading, _about(reading, new))
        stored = [held for one in reports.values() if (held := of_report(reading, one)) is not None]
        return cls(new, stored + _sightings(reading, near), reports, {**latest, **near})

    def side(self, reading: Reading, case: str) -> Side:
        """One of a pair, for people."""
        held = self.reports.get(case)
        return _of_report(reading, held) if held is not None else _of_incident(reading, self.incidents[case])


def _sightings(reading: Reading, incidents: Mapping[str, Incident]) -> list[Sighting]:
    attached = _attached(reading, incidents)
    found = (of_incident(reading, one, attached.get(one.id, ())) for one in incidents.values())
    return [one for one in found if one is not None]


def _open_reports(reading: Reading) -> Mapping[str, Report]:
    rows = MODELS["report"].objects.at(reading.register, reading.as_of).filter(data__status__in=OPEN)
    held = rows.order_by("-known_from", "case").values_list("case", "data")[:MOST_NEW]
    return {case: typed(data, Report) for case, data in held}


def _attached(reading: Reading, incidents: Mapping[str, Incident]) -> Mapping[str, list[Report]]:
    """The reports attached to each incident, whose words are the incident's too."""
    found: dict[str, list[Report]] = {}
    cases = list(incidents)
    rows = MODELS["report"].objects.at(reading.register, reading.as_of).order_by("case")
    for begin in range(0, len(cases), _CHUNK):
        page = rows.filter(data__incident__in=cases[begin : begin + _CHUNK])
        for data in page.values_list("data", flat=True):
            held = typed(data, Report)
            found.setdefault(held.incident or "", []).append(held)
    return found


def _lately(reading: Reading) -> list[str]:
    """The incidents that were recorded lately, the latest first; none that left the figures."""
    told = Statement.objects.filter(
        register=reading.register.hex(), noun="incident", type="incident.reported", known__gt=reading.today - LOOK_BACK
    )
    told = told.filter(known__lte=reading.as_of or date.max)
    cases = list(told.order_by("-known", "case").values_list("case", flat=True)[:MOST_NEW])
    held = table(reading).filter(case__in=cases).values_list("case", flat=True)
    return sorted(held)


def _about(reading: Reading, new: list[Sighting]) -> list[str]:
    """The incidents of the days around these accounts."""
    found = set[str]()
    for first, last in _spans(new):
        days = Q(last_day__gte=date.fromordinal(max(1, first))) & Q(first_day__lte=date.fromordinal(last))
        found.update(
            table(reading)
            .filter(days, first_day__gte=F("last_day") - timedelta(days=92))
            .values_list("case", flat=True)
        )
    return sorted(found)


def _spans(new: list[Sighting]) -> list[tuple[int, int]]:
    """The days around the accounts, as few spans as possible."""
    out: list[tuple[int, int]] = []
    for first, last in sorted((one.first - FARTHEST_DAYS, one.last + FARTHEST_DAYS) for one in new):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out


def _of_report(reading: Reading, one: Report) -> Side:
    assert REPORT.machine is not None
    words = one.told or one.what
    return Side(
        "report",
        one.id,
        codes.INCIDENT_KINDS.labels[one.kind] if one.kind else _NO_KIND,
        one.date or one.received,
        spot_names(reading, one.where),
        spot_name(reading, one.near) if one.near else None,
        _harm(one),
        both(words) if words else None,
        came_by(one.channel),
        REPORT.machine.labels[one.status],
    )


def _of_incident(reading: Reading, one: Incident) -> Side:
    assert INCIDENT.machine is not None
    return Side(
        "incident",
        one.id,
        codes.INCIDENT_KINDS.labels[one.kind],
        one.date,
        spot_names(reading, one.where),
        spot_name(reading, one.near) if one.near else None,
        _harm(one),
        both(one.note) if one.note else None,
        None,
        INCIDENT.machine.labels[one.status],
    )


_NO_KIND = Text(fr="compte rendu", en="report")
_COUNTS: Final = ("killed", "injured", "abducted", "vehicles")


def _harm(one: Report | Incident) -> tuple[tuple[str, int], ...]:
    """The counts that are given; one that is not known is not zero, and is left out."""
    held = ((name, getattr(one, name, None)) for name in _COUNTS)
    return tuple((name, count) for name, count in held if count is not None)


def joined(reading: Reading) -> tuple[Joined, ...]:
    """What was joined last and may be undone, the latest first."""
    if not may_join(reading):
        return ()
    out: list[tuple[date, Joined]] = []
    for noun, label in (("incident", _incident_label), ("report", _report_label)):
        rows = MODELS[noun].objects.at(reading.register, reading.as_of).filter(data__status="merged")
        for data, known in rows.order_by("-known_from", "case").values_list("data", "known_from")[:MOST_SHOWN]:
            out.append((known, label(data)))
    return tuple(one for _, one in sorted(out, key=lambda one: (one[0], one[1].id), reverse=True)[:MOST_SHOWN])


def _incident_label(data: Mapping[str, Any]) -> Joined:
    one = typed(data, Incident)
    return Joined("incident", one.id, codes.INCIDENT_KINDS.labels[one.kind], one.date, one.incident or "")


def _report_label(data: Mapping[str, Any]) -> Joined:
    one = typed(data, Report)
    label = codes.INCIDENT_KINDS.labels[one.kind] if one.kind else _NO_KIND
    return Joined("report", one.id, label, one.date, one.incident or "")


def apart(reading: Reading) -> tuple[Apart, ...]:
    """What was found to be two events."""
    if not may_join(reading):
        return ()
    held = [one for one in reading.all(Distinction) if one.status == "made"]
    return tuple(Apart(one.id, one.cases, both(one.why) if one.why else None) for one in held[-MOST_SHOWN:])
