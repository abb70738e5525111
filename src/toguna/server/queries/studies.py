"""Plans of studies and the looks taken since: what was agreed before anything was known, and when somebody looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toguna.base.dates import When
from toguna.base.text import NNBSP, Text
from toguna.base.verdicts import WORDS, Reason
from toguna.domain.measures import Measure
from toguna.domain.studies import Study, in_review
from toguna.domain.visibility import level_visible
from toguna.server.queries.reading import Reading
from toguna.server.records.models import Statement

_BEFORE = Text(
    fr="Plan inscrit le {day}, avant le début de la mesure ; empreinte de l’inscription : {entry}.",
    en="The plan was entered on {day}, before the measure began; hash of the entry: {entry}.",
)
_LATE = Text(
    fr="Plan inscrit le {day}, après le début de la mesure : il a pu être écrit en connaissant les premiers résultats "
    "; empreinte de l’inscription : {entry}.",
    en="The plan was entered on {day}, after the measure began: it may have been written with the first results in "
    "sight; hash of the entry: {entry}.",
)
_EXPECTED = Text(fr="Effet attendu : {fall} d’incidents en moins.", en="Expected effect: {fall} fewer incidents.")
_REVIEWS = Text(fr="Dates de revue convenues : {reviews}.", en="Review dates agreed: {reviews}.")
_OUTSIDE = Text(
    fr="Ce jour n’est pas une date de revue : à regarder souvent, on finit par voir par hasard ce qu’on espère.",
    en="This day is no review date: who looks often ends by seeing, by chance, what is hoped for.",
)


@dataclass(frozen=True)
class PlanRow:
    """The plan of a measure's study. `entry` is the hash of its entry; `said` are its sentences for this reader."""

    study: Study
    entry: str
    known: date
    expected_milli: int
    reviews: tuple[When, ...]
    before_start: bool
    in_review: bool
    said: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LookRow:
    """A result that somebody recorded: when they looked, what word it came to, and whether that was agreed."""

    id: str
    looked: When | None
    word: Text | None
    planned: bool
    in_review: bool


def plan_of(reading: Reading, measure: str) -> PlanRow | None:
    """The first plan that was entered about a measure, or about one that it relieves; None: there is none."""
    from toguna.server.queries.effect_panels import relay

    chain = {one.id for one in relay(reading, measure)}
    plans = [s for s in reading.all(Study) if s.status == "planned" and chain & set(s.about)]
    held = [(known, entry, plan) for plan in plans for known, entry in _entered(reading, plan)]
    if not held or not level_visible(reading.reader, "framework"):
        return None
    known, entry, plan = min(held, key=lambda one: (one[0], one[1]))
    starts = [m.start.first for m in reading.all(Measure) if m.id in chain and m.start and m.start.known]
    before = not starts or known <= min(starts)
    return PlanRow(
        plan,
        entry,
        known,
        plan.expected_milli or 0,
        plan.reviews,
        before,
        in_review(plan, reading.today),
        _said(reading, plan, entry, known, before),
    )


def _entered(reading: Reading, plan: Study) -> list[tuple[date, str]]:
    rows = Statement.objects.filter(register=reading.register.hex(), noun="study", case=plan.id, type="study.planned")
    return list(rows.values_list("known", "entry"))


def _said(reading: Reading, plan: Study, entry: str, known: date, before: bool) -> tuple[Reason, ...]:
    share = round(100 - (plan.expected_milli or 0) / 10)
    fall = Text(fr=f"{share}{NNBSP}%", en=f"{share}%")
    out = [
        Reason("plan", _BEFORE if before else _LATE, {"day": _day(When.on(known)), "entry": entry[:12]}),
        Reason("expected", _EXPECTED, {"fall": fall}),
    ]
    # A paper for all names no day to come, whatever it is the day of.
    shown = [r for r in plan.reviews if reading.reader.party is not None or r.first <= reading.today]
    if shown:
        days = [_day(review) for review in shown]
        listed = Text(fr=", ".join(d.fr for d in days), en=", ".join(d.en for d in days))
        out.append(Reason("reviews", _REVIEWS, {"reviews": listed}))
    if not in_review(plan, reading.today):
        out.append(Reason("outside-review", _OUTSIDE))
    return tuple(out)


def _day(when: When) -> Text:
    return Text(fr=when.say("fr"), en=when.say("en"))


def looks(reading: Reading, measures: tuple[str, ...]) -> tuple[LookRow, ...]:
    """The results recorded about these measures, the latest last."""
    if not level_visible(reading.reader, "framework"):
        return ()
    held = reading.all(Study)
    plans = {entry: plan for plan in held if plan.status == "planned" for _, entry in _entered(reading, plan)}
    rows = []
    for study in held:
        if study.status != "recorded" or not set(study.about) & set(measures):
            continue
        plan = plans.get(study.plan or "")
        agreed = plan is not None and study.looked is not None and study.looked.known
        inside = agreed and plan is not None and study.looked is not None and in_review(plan, study.looked.first)
        word = WORDS[study.verdict] if study.verdict else None
        rows.append(LookRow(study.id, study.looked, word, plan is not None, bool(inside)))
    return tuple(
        sorted(rows, key=lambda row: (row.looked.first if row.looked and row.looked.known else date.min, row.id))
    )
