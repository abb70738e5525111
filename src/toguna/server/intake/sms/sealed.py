"""A sealed SMS (spec/sms.md §10): what its numbers and words come to, and what is answered.

The answer goes back in clear, past the operator that the message was sealed against: it tells its number and what is
missing, never what was said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from toguna.base.text import Text
from toguna.register.short_messages import FIRST_DAY, OUTING, QUIET, WITHDRAW, ShortMessage
from toguna.server.actions.letters import LONGEST, gsm
from toguna.server.actions.messages import Outcome
from toguna.server.intake.sms import parsing
from toguna.server.intake.sms.answers import AHEAD, ASKED, GONE, UNKNOWN, WITHDRAWN, fit
from toguna.server.intake.sms.book import KIND_NUMBERS, Book
from toguna.server.intake.sms.counts import ROLES
from toguna.server.intake.sms.dates import OLDEST
from toguna.server.intake.sms.parsing import Parsed, parse
from toguna.server.intake.sms.places import places_of

UNOPENED: Final = "unopened"
_HALVES: Final = ("am", "pm")
_RECEIVED: Final = Text(
    fr="Reçu {number}, scellé, authentifié. Pour corriger, renvoyez un message scellé sur le {number}.",
    en="Received {number}, sealed, authenticated. To correct, send a sealed message about {number}.",
)
_DOUBTED: Final = Text(
    fr="Reçu {number}, scellé, authentifié. Le bureau doit encore le confirmer.",
    en="Received {number}, sealed, authenticated. The office has yet to confirm it.",
)
_HELD: Final = Text(
    fr="{number} n’est pas encore retiré: le bureau doit le confirmer. Appelez-le.",
    en="{number} is not taken back yet: the office has to confirm it. Call the office.",
)
_CHANGED: Final = Text(fr="Corrigé {number}, scellé, authentifié.", en="Corrected {number}, sealed, authenticated.")
_DRAFT: Final = Text(
    fr="Reçu {number}, scellé, authentifié. Il manque: {asked}. Renvoyez un message scellé sur le {number}.",
    en="Received {number}, sealed, authenticated. Missing: {asked}. Send a sealed message about {number}.",
)
_REFER: Final = Text(
    fr="Non gardé: ceci ne s’inscrit pas ici. Demandez au bureau à qui s’adresser.",
    en="Not kept: this is not recorded here. Ask the office whom to turn to.",
)
_REPLAYED: Final = Text(
    fr="Non gardé: ce message scellé est déjà arrivé, ou il est trop vieux. Ecrivez-en un nouveau.",
    en="Not kept: this sealed message came before, or is too old. Write a new one.",
)
_UNOPENED: Final = Text(
    fr="Non gardé: ce message scellé ne s’ouvre pas. Renvoyez-le; si cela recommence, demandez une nouvelle clé au "
    "bureau.",
    en="Not kept: this sealed message does not open. Send it again; if it happens again, ask the office for a new key.",
)


def understood(message: ShortMessage, book: Book, today: date) -> Parsed:
    """What a sealed message comes to. The numbers stand; the words add what the numbers do not say, and a count that
    they say otherwise is asked back.
    """
    words = parse(message.words, book, today) if message.words else None
    about = str(message.about) if message.about is not None else None
    base = Parsed(parsing.REPORT, about, {}, (), words.told if words else "", bool(words and words.removed), "fr")
    if words is not None:
        base = replace(base, lang=words.lang)
        if words.intent == parsing.REFER:
            return replace(base, intent=parsing.REFER)
    if message.what == WITHDRAW:
        return replace(base, intent=parsing.WITHDRAW)
    fields, missing = _fields(message, book, today)
    if message.what == QUIET:
        return _quiet(base, message, fields, missing, today)
    if message.what == OUTING:
        return _outing(base, message, fields, missing, book, today)
    if words is not None and not message.spots:
        base = replace(base, place=words.place)
    return _report(base, fields, missing, words)


def _fields(message: ShortMessage, book: Book, today: date) -> tuple[dict[str, Any], list[str]]:
    """What the numbers say, and which of them mean nothing."""
    fields: dict[str, Any] = {role: held for role in ROLES if (held := getattr(message, role)) is not None}
    missing: list[str] = []
    if message.kind is not None:
        kind = KIND_NUMBERS.get(message.kind)
        fields, missing = ({**fields, "kind": kind}, missing) if kind else (fields, ["kind"])
    spots = [one for one in message.spots if one not in book.by_number or book.by_number[one].sort != "measure"]
    where, near, unclear = places_of(spots, book)
    fields.update({"where": [where]} if where else {}, **({"near": near} if near else {}))
    missing += ["where"] if unclear else []
    if message.day is not None:
        day = FIRST_DAY + timedelta(days=message.day)
        if timedelta(0) <= today - day < OLDEST:
            fields["date"] = day.isoformat()
        else:
            missing.append("date")
    return fields, missing


def _report(base: Parsed, fields: dict[str, Any], missing: list[str], words: Parsed | None) -> Parsed:
    counted = any(role in fields for role in ROLES)
    if words is not None and words.intent == parsing.REPORT:
        said = words.fields
        missing += [role for role in ROLES if role in fields and said.get(role, fields[role]) != fields[role]]
        unsure = {*words.missing} & {*ROLES, "numbers"}
        missing += [role for role in ROLES if role in unsure and role not in fields]
        missing += ["numbers"] if "numbers" in unsure and not counted else []
        settled = "killed" in fields or "date" in fields
        missing += ["day_or_dead"] if "day_or_dead" in words.missing and not settled else []
        if "where" not in fields and "where" not in missing:
            fields.update({name: said[name] for name in ("where", "near") if name in said})
        fields = {**{name: said[name] for name in ("kind", "date", *ROLES) if name in said}, **fields}
    if base.about is None:
        missing += [name for name in ("kind", "where") if name not in fields]
    return replace(base, fields=fields, missing=tuple(dict.fromkeys(missing)))


def _quiet(base: Parsed, message: ShortMessage, fields: dict[str, Any], missing: list[str], today: date) -> Parsed:
    day = date.fromisoformat(fields.pop("date")) if "date" in fields else today
    year, week, _ = day.isocalendar()
    told: dict[str, Any] = {"week": f"{year:04d}-W{week:02d}", "where": fields.get("where", []), "something": "no"}
    told.update({name: held for name in ("safety", "patrols") if (held := getattr(message, name)) is not None})
    missing += [] if told["where"] or "where" in missing else ["where"]
    missing += ["calm"] if "kind" in fields or any(fields.get(role) for role in ROLES) else []
    return replace(base, intent=parsing.QUIET, fields=told, missing=tuple(missing))


def _outing(
    base: Parsed, message: ShortMessage, fields: dict[str, Any], missing: list[str], book: Book, today: date
) -> Parsed:
    if message.day is not None and FIRST_DAY + timedelta(days=message.day) > today:
        return replace(base, intent=parsing.AHEAD, told="")
    told: dict[str, Any] = {name: fields[name] for name in ("where", "near") if name in fields}
    measures = [held.id for one in message.spots if (held := book.by_number.get(one)) and held.sort == "measure"]
    if len(measures) == 1:
        told["measure"] = measures[0]
    if "date" in fields:
        told["day"] = fields["date"]
    if message.half is not None:
        told["half"] = _HALVES[message.half]
    lacking = [name for name in ("measure", "day", "half") if name not in told]
    return replace(base, intent=parsing.OUTING, fields=told, missing=(*lacking, *(n for n in missing if n == "where")))


def answered(outcome: Outcome, read: Parsed) -> str:
    """What is sent back, in clear: nothing of what was said."""
    number, lang = outcome.number, read.lang
    plain = {
        "refer": _REFER,
        "help": _REFER,
        "replayed": _REPLAYED,
        "ahead": AHEAD,
        "withdrawn": WITHDRAWN,
        "gone": GONE,
        "unknown": UNKNOWN,
        "held": _HELD,
    }.get(outcome.outcome)
    if plain is not None:
        return fit(plain, lang, number=read.about or number)
    missing = [name for name in outcome.missing if name in ASKED]
    for many in range(len(missing), 0, -1):
        asked = ", ".join(dict.fromkeys(ASKED[name].say(lang) for name in missing[:many]))
        text = gsm(_DRAFT.say(lang, number=number, asked=asked))
        if len(text) <= LONGEST:
            return text
    if outcome.doubt:
        return fit(_DOUBTED, lang, number=number)
    return fit(_RECEIVED if outcome.first else _CHANGED, lang, number=number)


def not_opened(lang: str = "fr") -> str:
    """What is sent back where nothing could be read."""
    return gsm(_UNOPENED.say(lang))
