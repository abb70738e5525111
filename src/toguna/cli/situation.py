"""`toguna situation`: gaps, ends, undertakings, requests, results, fragility, on a day."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from toguna.base.dates import say_day
from toguna.base.text import Text
from toguna.cli.opening import opened, reading_of
from toguna.cli.output import print_json, table

if TYPE_CHECKING:
    from toguna.domain.verifying import Clock
    from toguna.server.queries.situation import Situation
    from toguna.server.queries.verifications import Pending


def situation(options: argparse.Namespace) -> int:
    """Print the situation; 0."""
    with opened(options) as home:
        from toguna.server.queries.situation import situation as read_situation

        found = read_situation(reading_of(options, home))
        if options.json:
            print_json(as_json(found))
        else:
            print_situation(found, options.lang)
    return 0


def as_json(found: Situation) -> dict[str, Any]:
    """The situation with English codes, ISO dates and text ids; keys are final (issue “From documented facts to the
    first brief”).
    """
    return {
        "as_of": found.as_of,
        "framework": found.framework,
        "mode": found.mode.name.lower(),
        "control_number": found.control_number,
        "cover_gaps": [
            {
                "road": g.road,
                "segments": [s.en for s in g.segments],
                "from": g.start,
                "to": g.to,
                "closed_by": g.closed_by,
                "open": g.is_open,
                "reason": g.reason,
                "after": g.after,
                "successor": g.successor,
                "successor_confirmed": g.successor_confirmed,
                "incidents": list(g.incidents),
            }
            for g in found.gaps
        ],
        "expiring": [
            {
                "measure": e.measure,
                "ends": e.ends,
                "days_left": e.days_left,
                "successor": e.successor,
                "successor_confirmed": e.successor_confirmed,
                "alarm": e.alarm,
                "missing": list(e.missing),
            }
            for e in found.ending
        ],
        "undertakings_due": [
            {"id": d.id, "due": d.due, "days_left": d.days_left, "overdue": d.overdue} for d in found.due
        ],
        "requests_open": [
            {"id": r.id, "days_silent": r.days_silent, "level": r.level, "sent": r.sent.iso()} for r in found.requests
        ],
        "blocked": [
            {"id": b.id, "reason": b.reason, "level": b.level, "since": b.since, "days": b.days, "agreed": b.agreed}
            for b in found.blocked
        ],
        "claims": [
            {
                "id": c.id,
                "verdict": c.verdict,
                "for": len(c.favour),
                "against": len(c.against),
                "refused_words": list(c.refused),
            }
            for c in found.claims
        ],
        "clauses": [
            {
                "id": c.id,
                "place": c.place.en,
                "status": c.status,
                "since": c.since.iso(),
                "beside": [{"status": b.status, "since": b.since.iso(), "basis": b.basis} for b in c.beside],
            }
            for c in found.clauses
        ],
        "verification": {
            "pending": found.verifying.number,
            "late": found.verifying.late,
            "older": found.verifying.older,
            "incidents": [
                {"id": one.row.id, "awaited": one.clock.stage, "due": one.clock.due, "days_late": one.clock.late}
                for one in found.verifying.rows
            ],
        }
        if found.verifying
        else None,
        "reports": {
            "since": found.feedback.since,
            "received": found.feedback.received,
            "answered": found.feedback.answered,
        }
        if found.feedback
        else None,
        "forward_cover": found.forward,
        "measures_recorded": found.measures_recorded,
        "fragility": {
            "level": found.fragility.level,
            "reasons": [{"code": code, "sentence": said.en} for code, said in found.fragility.reasons],
        },
    }


_AS_OF = Text(fr="{name} — situation au {day}", en="{name} — situation on {day}")
_GAPS = Text(fr="Vides sécuritaires", en="Gaps in cover")
_ENDS = Text(fr="Échéances et relèves", en="Ends and hand-overs")
_DUE = Text(fr="Engagements à échéance", en="Undertakings due")
_REQUESTS = Text(fr="Plaidoyers sans réponse", en="Requests without an answer")
_BLOCKED = Text(fr="Bloqué", en="Blocked")
_FRAGILE = Text(fr="Fragilité", en="Fragility")
_VERIFY = Text(fr="À vérifier", en="To verify")
_AWAITED = {
    "screen": Text(fr="à examiner", en="to be screened"),
    "settle": Text(fr="à recouper ou à vérifier", en="to be corroborated or verified"),
}
_LATE = Text(fr="en retard de {days} j", en="{days} d late")
_BEFORE = Text(fr="avant le {day}", en="by {day}")
_OLDER = Text(fr="plus anciens, restés sans suite : {number}", en="older ones that were never settled: {number}")
_REPORTS = Text(fr="Signalements des soixante derniers jours", en="Reports of the past sixty days")
_ANSWERED = Text(
    fr="réponse donnée à {answered} sur {received}", en="answered to those who reported: {answered} of {received}"
)
_UNKNOWN = Text(fr="Ce que nous ne savons pas", en="What we do not know")
_NONE = Text(fr="rien d’inscrit", en="nothing recorded")
_FROM = Text(fr="à partir du {day}", en="from {day}")
_TO = Text(fr="jusqu’au {day}", en="until {day}")
_CLOSED_BY = Text(fr="fin non connue, au plus tard le {day}", en="end not known, {day} at the latest")
_OPEN = Text(fr="fin non connue", en="end not known")
_CONFIRMED = Text(fr="relève confirmée", en="successor confirmed")
_NOT_CONFIRMED = Text(fr="relève à confirmer", en="successor not confirmed")
_DAYS = Text(fr="{days} jours", en="{days} days")
_END_UNKNOWN = Text(fr="fin non connue", en="end not known")
_RESERVED = Text(fr="réservé", en="reserved")
_NOT_SHOWN = Text(
    fr="n’est pas communiqué à ce titulaire : cela ne veut dire ni vide, ni couverture sécuritaire",
    en="not shown to this seat: that means neither gap nor cover",
)
_NAMED_ONLY = Text(
    fr="rien que ce titulaire puisse combler ; le reste ne lui est pas communiqué",
    en="nothing that this seat can fill; the rest is not shown to it",
)


def print_situation(found: Situation, lang: str) -> None:
    """The same for a person at a terminal."""
    print(_AS_OF.say(lang, name=found.name, day=say_day(found.today, lang)))
    hidden = {"all": _NONE, "named": _NAMED_ONLY}.get(found.forward, _NOT_SHOWN)
    gaps = [g for g in found.gaps if g.is_open or (found.today - (g.closed_by or found.today)).days <= 60]
    _section(
        _GAPS,
        [
            (
                g.road_name.say(lang),
                _FROM.say(lang, day=say_day(g.start, lang)),
                _until(g.to, g.closed_by, lang),
                (_CONFIRMED if g.successor_confirmed else _NOT_CONFIRMED).say(lang),
            )
            for g in gaps
        ],
        lang,
        hidden,
    )
    _section(
        _ENDS,
        [
            (
                e.name.say(lang),
                say_day(e.ends, lang) if e.ends else _END_UNKNOWN.say(lang),
                e.alarm or "",
                (_CONFIRMED if e.successor_confirmed else _NOT_CONFIRMED).say(lang),
            )
            for e in found.ending
        ],
        lang,
        hidden,
    )
    _section(
        _DUE, [(d.what.say(lang), say_day(d.due, lang) if d.due else _RESERVED.say(lang)) for d in found.due], lang
    )
    _section(_REQUESTS, [(r.id, r.about.say(lang), _DAYS.say(lang, days=r.days_silent)) for r in found.requests], lang)
    _section(
        _BLOCKED,
        [(b.what.say(lang), _DAYS.say(lang, days=b.days) if b.days is not None else "") for b in found.blocked],
        lang,
    )
    _section(
        _FRAGILE,
        [(said.say(lang),) for _, said in found.fragility.reasons],
        lang,
        _NONE if found.forward == "all" else _NOT_SHOWN,
    )
    if found.verifying is not None:
        verifying = found.verifying
        _section(_VERIFY, [_pending(one, lang) for one in verifying.rows], lang)
        if verifying.older:
            print("  " + _OLDER.say(lang, number=verifying.older))
    if found.feedback is not None:
        told = found.feedback
        _section(_REPORTS, [(_ANSWERED.say(lang, answered=told.answered, received=told.received),)], lang)
    _section(_UNKNOWN, [(said.say(lang),) for said in found.unknowns], lang)


def _pending(one: Pending, lang: str) -> tuple[str, ...]:
    awaited = _AWAITED[one.clock.stage or "settle"].say(lang)
    return one.row.id, one.row.label.say(lang), awaited, _due(one.clock, lang)


def _due(clock: Clock, lang: str) -> str:
    if clock.late:
        return _LATE.say(lang, days=clock.late)
    return _BEFORE.say(lang, day=say_day(clock.due, lang)) if clock.due is not None else ""


def _until(to: object, closed_by: object, lang: str) -> str:
    from datetime import date

    if isinstance(to, date):
        return _TO.say(lang, day=say_day(to, lang))
    return _CLOSED_BY.say(lang, day=say_day(closed_by, lang)) if isinstance(closed_by, date) else _OPEN.say(lang)


def _section(title: Text, rows: list[tuple[str, ...]], lang: str, empty: Text = _NONE) -> None:
    print(f"\n{title.say(lang)}")
    table(rows or [(empty.say(lang),)])
