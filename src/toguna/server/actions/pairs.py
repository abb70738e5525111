"""Acts on accounts of the same event: joining them, and undoing it. Nothing is rewritten: an undoing names the entry
that it takes back, both stay in the register, and the records are what they would be without either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction

from toguna.base.errors import RuleError
from toguna.base.text import Text, Words
from toguna.domain.incidents import OUT_OF_FIGURES, Incident, Report
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import UnknownCase, held, state
from toguna.server.actions.corroborating import constituencies
from toguna.server.actions.doing import do
from toguna.server.records.projector import statements_of

_ENOUGH: Final = 2


class NotToJoin(RuleError):
    """An incident cannot be joined with itself, nor with one that left the figures."""

    code = "not-to-join"
    text = Text(
        fr="L’incident « {id} » ne peut pas recevoir celui-ci : c’est le même, ou il a été retiré ou réuni à un autre. "
        "En choisir un autre.",
        en="The incident “{id}” cannot take this one in: it is the same one, or it was retracted or merged. Choose "
        "another.",
    )


class NothingToUndo(RuleError):
    """What was joined was joined by another party, or it is not joined."""

    code = "nothing-to-undo"
    text = Text(
        fr="Il n’y a rien à annuler sur « {id} » : ce n’est pas réuni, ou une autre partie l’a fait et peut seule "
        "revenir dessus. Voir avec elle.",
        en="There is nothing to undo on “{id}”: it is not joined, or another party joined it and alone may take that "
        "back. See it with them.",
    )


def merge_incident(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    fields: Mapping[str, Any],
    *,
    known: date | None = None,
) -> list[bytes]:
    """Record that an incident is the same event as `fields["incident"]`, which stays; the new entries' hashes.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove, NotToJoin
    """
    with transaction.atomic():
        stays = held(register, Incident, fields["incident"])
        if stays.id == case or stays.status in OUT_OF_FIGURES:
            raise NotToJoin(id=stays.id)
        return [do(register, reader, key, ("incident.merged", case, fields), known=known)]


def separate_incident(
    register: bytes, reader: Reader, key: DeviceKey, case: str, why: Words | None, *, known: date | None = None
) -> list[bytes]:
    """Take back that an incident was merged; the new entries' hashes.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, NothingToUndo
    """
    with transaction.atomic():
        entry = _undo(register, reader, key, ("incident", "incident.merged", case), why, known)
        if held(register, Incident, case).status == "merged":
            raise NothingToUndo(id=case)
        return [entry]


def split_report(
    register: bytes, reader: Reader, key: DeviceKey, case: str, why: Words | None, *, known: date | None = None
) -> list[bytes]:
    """Take back that a report was attached to its incident; the new entries' hashes.

    Where the incident was corroborated by it, it no longer is: what is left of its reports says whether it stays so.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, NothingToUndo
    """
    with transaction.atomic():
        before = held(register, Report, case)
        if before.incident is None or before.status != "merged":
            raise NothingToUndo(id=case)
        entries = [_undo(register, reader, key, ("report", "report.merged", case), why, known)]
        if held(register, Report, case).incident is not None:
            raise NothingToUndo(id=case)
        return entries + _without(register, reader, key, held(register, Incident, before.incident), case, known)


def _without(
    register: bytes, reader: Reader, key: DeviceKey, incident: Incident, report: str, known: date | None
) -> list[bytes]:
    """What the incident no longer stands on."""
    if report not in incident.reports:
        return []
    left = [one for one in incident.reports if one != report]
    if incident.status == "corroborated" and len(constituencies(register, left)) < _ENOUGH:
        return [_undo(register, reader, key, ("incident", "incident.corroborated", incident.id), None, known)]
    said = ("incident.amended", incident.id, {"reports": left})
    return [state(register, reader, key, said, known=known)]


def _undo(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    what: tuple[str, str, str],
    why: Words | None,
    known: date | None,
) -> bytes:
    """Take back the last entry of a type (noun, type, case) that still stands."""
    noun, type_, case = what
    told = statements_of(register, noun, [case])
    undone = {one.fields.get("undoes") for one in told}
    standing = [one for one in told if one.type == type_ and one.entry.hex() not in undone]
    if not standing:
        raise NothingToUndo(id=case)
    last = max(standing, key=lambda one: (len(one.parents), one.known, one.entry))
    fields: dict[str, Any] = {"undoes": last.entry.hex()}
    if why is not None:
        fields["why"] = why
    return do(register, reader, key, (f"{noun}.detached", case, fields), known=known)


def gather(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    reports: Sequence[str],
    framework: str,
    *,
    known: date | None = None,
) -> list[bytes]:
    """Open an incident from reports of the same event, and attach them to it; the new entries' hashes.

    What the reports agree on is the incident's; where two counts differ, none is taken: somebody must find out.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove, AlreadyHeld, Undated
    """
    with transaction.atomic():
        if len(set(reports)) < _ENOUGH:
            raise UnknownCase(id=", ".join(reports))
        told = [held(register, Report, report) for report in reports]
        fields = {"framework": framework, **_agreed(told)}
        entries = [do(register, reader, key, ("incident.reported", case, fields), opens=True, known=known)]
        said = [("report.merged", report, {"incident": case}) for report in reports]
        return entries + [do(register, reader, key, one, known=known) for one in said]


class Undated(RuleError):
    """None of the reports says when it happened."""

    code = "reports-undated"
    text = Text(
        fr="Aucun de ces comptes rendus ne dit quand c’était. Inscrire l’incident soi-même, puis les y rattacher.",
        en="None of these reports says when it was. Record the incident yourself, then attach them.",
    )


def _agreed(told: Sequence[Report]) -> dict[str, Any]:
    dated = [one for one in told if one.date is not None and one.date.known]
    if not dated:
        raise Undated
    # The narrower date, place and kind: what one knows better, the other does not contradict by being vague.
    nearest = min(dated, key=lambda one: (_width(one), one.id))
    placed = min(told, key=lambda one: (one.near is None, not one.where, one.id))
    kinds = [one.kind for one in (nearest, *told) if one.kind not in (None, "OTH")]
    out: dict[str, Any] = {"date": nearest.date, "kind": kinds[0] if kinds else "OTH", "where": list(placed.where)}
    if placed.near is not None:
        out["near"] = placed.near
    for name in ("killed", "injured", "abducted"):
        counts = {count for one in told if (count := getattr(one, name)) is not None}
        if len(counts) == 1:
            out[name] = counts.pop()
    return out


def _width(one: Report) -> int:
    assert one.date is not None
    return (one.date.last - one.date.first).days


def tell_apart(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    fields: Mapping[str, Any],
    *,
    known: date | None = None,
) -> list[bytes]:
    """Record that two are two events; the new entries' hashes.

    Raises
    ------
    ReadOnly, NotYourMeasure, AlreadyHeld, UnknownCase
    """
    with transaction.atomic():
        if len(set(fields["cases"])) < _ENOUGH:
            raise UnknownCase(id=", ".join(fields["cases"]))
        return [do(register, reader, key, ("distinction.made", case, fields), opens=True, known=known)]
