"""What completes a filled form that could not be entered by itself: the fields of the act that says the same.

These are no acts of the catalogue: they are done on a sending of this office, which is no case of the register.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from toguna.base.dates import Precision, When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.doing import MEMBERS
from toguna.server.actions.completing import complete
from toguna.server.acts.act import Act, Asking, Field, Kind, Said
from toguna.server.acts.charters import ACTS as ON_CHARTERS
from toguna.server.acts.fields import code, count
from toguna.server.acts.incidents import ACTS as ON_INCIDENTS
from toguna.server.acts.outings import ACTS as ON_OUTINGS
from toguna.server.acts.placing import as_report

_FIELDS: Final = {act.name: act.fields for act in (*ON_INCIDENTS, *ON_OUTINGS, *ON_CHARTERS)}
_WEEK: Final = (
    Field("week", Kind.DAY, Text(fr="Un jour de cette semaine-là", en="A day of that week"), required=True),
    Field("where", Kind.SPOT, Text(fr="De quelles localités", en="From which places"), required=True, many=True),
    code("asked", "Quelle fonction a répondu", "Which function answered", codes.FUNCTIONS),
    count("safety", "Se sent en sécurité, de 0 (pas du tout) à 10", "Feels safe, from 0 (not at all) to 10"),
    count("patrols", "Patrouilles vues cette semaine-là", "Patrols seen that week"),
    code("market", "Le marché", "The market", codes.MARKET_DAYS),
)
_STATE: Final = Field(
    "state", Kind.CODE, Text(fr="Ce qu’on en sait", en="What is known of it"), codes=codes.OUTING_STATES, required=True
)
_BETWEEN: Final = ("road", "segment_from", "segment_to")


def _report(said: Said) -> dict[str, Any]:
    told = dict(as_report(said))
    if told.get("basis") == "seen" and "told" in told:
        told["what"] = told.pop("told")
    return told


def _outings(said: Said) -> dict[str, Any]:
    return {**said, "stretches": [[one[name] for name in _BETWEEN] for one in said["stretches"]]}


def _heard(said: Said) -> dict[str, Any]:
    day = date.fromisoformat(said["week"])
    monday = day - timedelta(days=day.weekday())
    return {**said, "week": When(monday, monday + timedelta(days=6), Precision.WEEK).iso()}


def _completing(kind: str, fields: tuple[Field, ...], shape: Callable[[Said], dict[str, Any]]) -> Act:
    def done(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
        reader = asking.reading.reader
        complete(asking.register, reader, asking.key, case, (kind, shape(said)), known=asking.known)
        return []

    return Act("arrival.complete", "report", Text(fr="Compléter", en="Complete"), fields, done, MEMBERS)


COMPLETIONS: Final[Mapping[str, Act]] = {
    "report": _completing("report", _FIELDS["report.give"], _report),
    "outings": _completing("outings", (*_FIELDS["outing.log"], _STATE), _outings),
    "heard": _completing("heard", _WEEK, _heard),
    "dissemination": _completing("dissemination", _FIELDS["dissemination.log"], dict),
}
"""By what the sending comes to; the case that such an act is done on is the sending's number."""


def begun(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a form begins with: what was understood of the sending."""
    known = {name: value for name, value in fields.items() if value not in (None, "", [])}
    if kind == "report" and "what" in known:
        known.setdefault("told", known["what"])
    if kind == "outings":
        known["stretches"] = [dict(zip(_BETWEEN, one, strict=True)) for one in fields.get("stretches", ())]
    if kind == "heard":
        known.pop("week", None)
    return known


def kind_of(fields: Mapping[str, Any]) -> str:
    """What a sending comes to, by what was understood of it."""
    marks = {"measure": "outings", "week": "heard", "charter": "dissemination"}
    return next((kind for mark, kind in marks.items() if mark in fields), "report")
