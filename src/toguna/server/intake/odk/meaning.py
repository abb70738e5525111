"""What the answers of each form come to. What cannot be understood is kept for a person to complete, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Final

from toguna.domain import codes
from toguna.domain.incidents import SAFEST
from toguna.server.queries.phone_lists import BETWEEN, OTHER

Answers = Mapping[str, str]
Meaning = tuple[str, dict[str, Any]]

NOTHING: Final = "nothing"
INCOMPLETE: Final = "incomplete"
KEPT: Final = "kept"
_MOST: Final = 1000
_MOST_HEARERS: Final = 99_999
_LANGUAGES: Final = {
    "fr": "french",
    "bm": "bambara",
    "ses": "songhai",
    "taq": "tamasheq",
    "mey": "arabic",
    "ff": "fulfulde",
    "other": "other",
}
"""The forms name languages by their ISO codes, the register by its own."""
LONGEST_WORDS: Final = 4_000
_OUTING_STATES: Final = frozenset({"logged", "seen", "not_seen", "no_answer"})


def meaning(form: str, answers: Answers, lists: Mapping[str, Collection[str]]) -> Meaning:
    """What a filled form is to be entered as, and its fields. `lists` are the ids that this phone could choose from."""
    return _FORMS.get(form, _kept)(answers, lists)


def _kept(answers: Answers, lists: Mapping[str, Collection[str]]) -> Meaning:
    return KEPT, {}


def _incident(answers: Answers, lists: Mapping[str, Collection[str]]) -> Meaning:
    if answers.get("famille") == "orienter":
        return NOTHING, {}
    fields: dict[str, Any] = {}
    if (kind := answers.get("kind")) in codes.INCIDENT_KINDS:
        fields["kind"] = kind
    if (day := _day(answers.get("date"))) is not None:
        fields["date"] = dated(day, answers.get("precision", "day"))
    stretch = _stretch(answers.get("road", ""), lists["roads"])
    if stretch is not None:
        fields["where"] = [stretch[0]]
    if (near := answers.get("near", "")) in lists["places"]:
        fields["near"] = near
        fields.setdefault("where", [near])
    basis = answers.get("basis", "")
    if basis in codes.BASIS:
        fields["basis"] = basis
    if answers.get("where_text"):
        fields["where_said"] = {"fr": answers["where_text"]}
    said = _words(answers, stretch)
    if said:
        fields["what" if basis == "seen" else "told"] = {"fr": said}
    if answers.get("assessment"):
        fields["assessment"] = {"fr": answers["assessment"]}
    for name in ("killed", "injured", "abducted"):
        if (count := _count(answers.get(name))) is not None:
            fields[name] = count
    too_long = any(len(answers.get(name, "")) > LONGEST_WORDS for name in ("words", "where_text", "assessment"))
    return (INCOMPLETE if too_long else "report"), fields


def _words(answers: Answers, stretch: tuple[str, str, str] | None) -> str:
    """What was said, as it was said, and the stretch that was chosen, each in its line."""
    lines = [answers.get("words", "")]
    if stretch is not None:
        lines.append(f"Tronçon : {stretch[1]} – {stretch[2]}")
    return "\n".join(line for line in lines if line)


def _outing(answers: Answers, lists: Mapping[str, Collection[str]]) -> Meaning:
    day = _day(answers.get("date"))
    chosen = answers.get("stretches", "").split()
    stretches = [found for one in chosen if (found := _stretch(one, lists["roads"])) is not None]
    fields = {
        "measure": answers.get("measure", ""),
        "stretches": [list(one) for one in stretches],
        "day": day.isoformat() if day is not None else None,
        "half": answers.get("half"),
        "state": answers.get("state"),
    }
    whole = (
        fields["measure"] in lists["measures"]
        and fields["measure"] != OTHER
        and stretches
        and len(stretches) == len(chosen)
        and day is not None
        and fields["half"] in codes.HALVES
        and fields["state"] in _OUTING_STATES
    )
    return ("outings" if whole else INCOMPLETE), fields


def _week(answers: Answers, lists: Mapping[str, Collection[str]]) -> Meaning:
    day = _day(answers.get("date"))
    where = [one for one in answers.get("places", "").split() if one in lists["places"] and one != OTHER]
    fields: dict[str, Any] = {
        "where": where,
        "week": dated(day, "week") if day is not None else None,
        "safety": _count(answers.get("safety"), SAFEST),
        "patrols": _count(answers.get("patrols")),
    }
    for name, known in (("asked", codes.FUNCTIONS), ("market", codes.MARKET_DAYS)):
        fields[name] = answers.get(name) if answers.get(name) in known else None
    return ("heard" if where and day is not None else INCOMPLETE), fields


def _dissemination(answers: Answers, lists: Mapping[str, Collection[str]]) -> Meaning:
    day, place = _day(answers.get("date")), answers.get("place", "")
    spoken = answers.get("languages", "").split()
    fields: dict[str, Any] = {
        "charter": answers.get("charter", ""),
        "where": [place] if place in lists["places"] and place != OTHER else [],
        "date": dated(day, "day") if day is not None else None,
        "languages": [_LANGUAGES[one] for one in spoken if one in _LANGUAGES],
        "audience": _count(answers.get("audience"), _MOST_HEARERS),
    }
    # The first version asked for the text in words: somebody chooses which it is.
    known = fields["charter"] in lists["charters"] and fields["charter"] != OTHER
    whole = known and fields["where"] and day is not None and len(fields["languages"]) == len(spoken)
    return ("dissemination" if whole else INCOMPLETE), fields


def _perception(answers: Answers, lists: Mapping[str, Collection[str]]) -> Meaning:
    return (KEPT if answers.get("consent") == "yes" else NOTHING), {}


_FORMS: Final[dict[str, Callable[[Answers, Mapping[str, Collection[str]]], Meaning]]] = {
    "cadre-incident": _incident,
    "cadre-sortie": _outing,
    "cadre-semaine": _week,
    "cadre-sensibilisation": _dissemination,
    "cadre-perception": _perception,
}


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def dated(day: date, precision: str) -> str:
    """The day as precisely as it is known."""
    if precision == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    return f"{day:%Y-%m}" if precision == "month" else day.isoformat()


def _stretch(name: str, known: Collection[str]) -> tuple[str, str, str] | None:
    parts = name.split(BETWEEN)
    return (parts[0], parts[1], parts[2]) if name in known and len(parts) == 3 else None


def _count(text: str | None, most: int = _MOST) -> int | None:
    """A whole number that was given; what was left empty is not known, never zero."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 5:
        return None
    return int(text) if int(text) <= most else None
