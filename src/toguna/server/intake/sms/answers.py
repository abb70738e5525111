"""What is answered to an SMS: at most 160 characters that every telephone has (GSM 03.38), in the sender's language.

The number comes first, then what was understood, then what is missing or how to say that it is wrong. Where it gets too
long, names are shortened; counts and the number never are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from toguna.base.text import Text
from toguna.server.actions.letters import LONGEST, gsm
from toguna.server.actions.messages import Outcome
from toguna.server.intake.sms.book import KIND_NUMBERS, Book
from toguna.server.intake.sms.parsing import Parsed

_TO_CHOOSE: Final = 24
SHORT_KINDS: Final[Mapping[str, Text]] = {
    "ROB-ROAD": Text(fr="braquage", en="robbery"),
    "ROB-MKT": Text(fr="braquage forains", en="traders robbed"),
    "ROB-PREM": Text(fr="braquage boutique", en="shop/house robbed"),
    "VEH-TAKE": Text(fr="véhicule enlevé", en="vehicle taken"),
    "VEH-BURN": Text(fr="véhicule brûlé", en="vehicle burnt"),
    "LVS-TAKE": Text(fr="bétail enlevé", en="livestock taken"),
    "KIL-TGT": Text(fr="assassinat", en="targeted killing"),
    "KIL-ROB": Text(fr="meurtre, braquage", en="killing, robbery"),
    "INJ": Text(fr="blessure", en="wounding"),
    "ABD": Text(fr="enlèvement", en="abduction"),
    "THR": Text(fr="menace", en="threat"),
    "CHK-ILL": Text(fr="barrage illégal", en="illegal roadblock"),
    "FIR": Text(fr="tirs", en="shots"),
    "ATT-MEAS": Text(fr="attaque patrouille", en="patrol attacked"),
    "IED": Text(fr="mine, engin", en="mine, device"),
    "CLA-COM": Text(fr="affrontement", en="clash"),
    "REP": Text(fr="représailles", en="reprisals"),
    "BAR": Text(fr="barricade", en="barricade"),
    "DEM": Text(fr="marche", en="march"),
    "HAT": Text(fr="discours de haine", en="hate speech"),
    "DIS": Text(fr="déplacement", en="families moving"),
    "CEA": Text(fr="cessez-le-feu violé", en="ceasefire breach"),
    "OTH": Text(fr="autre", en="other"),
}
_COUNTS: Final = {
    "killed": (Text(fr="mort", en="dead"), Text(fr="morts", en="dead")),
    "injured": (Text(fr="blessé", en="wounded"), Text(fr="blessés", en="wounded")),
    "abducted": (Text(fr="enlevé", en="taken"), Text(fr="enlevés", en="taken")),
}
ASKED: Final = {
    "kind": Text(fr="quoi", en="what"),
    "where": Text(fr="où", en="where"),
    "date": Text(fr="quel jour", en="which day"),
    "day": Text(fr="quel jour", en="which day"),
    "day_or_dead": Text(fr="jour ou morts", en="day or dead"),
    "killed": Text(fr="combien de morts", en="how many dead"),
    "injured": Text(fr="combien de blessés", en="how many wounded"),
    "abducted": Text(fr="combien d’enlevés", en="how many taken"),
    "numbers": Text(fr="morts et blessés", en="dead and wounded"),
    "safety": Text(fr="sécurité de 0 à 10", en="safety 0 to 10"),
    "calm": Text(fr="calme ou incident", en="calm or incident"),
    "measure": Text(fr="quelle mesure", en="which measure"),
    "half": Text(fr="matin ou soir", en="am or pm"),
    "words": Text(fr="trop long", en="too long"),
}
_RECEIVED: Final = Text(
    fr="Reçu {number}: {what}.{cut} Faux? répondez NON {number}",
    en="Received {number}: {what}.{cut} Wrong? reply WRONG {number}",
)
_CHANGED: Final = Text(
    fr="Corrigé {number}: {what}.{cut} Faux? répondez NON {number}",
    en="Corrected {number}: {what}.{cut} Wrong? reply WRONG {number}",
)
_DRAFT: Final = Text(
    fr="Reçu {number}: {what}.{cut} Il manque: {asked}. Répondez {number} puis ce qui manque",
    en="Received {number}: {what}.{cut} Missing: {asked}. Reply {number} then what is missing",
)
WITHDRAWN: Final = Text(
    fr="{number} est retiré. Pour dire autre chose, envoyez un nouveau message.",
    en="{number} is taken back. To say something else, send a new message.",
)
GONE: Final = Text(
    fr="{number} a été retiré. Envoyez de nouveau tout le message.",
    en="{number} was taken back. Please send the whole message again.",
)
UNKNOWN: Final = Text(
    fr="Le {number} n’est pas un de vos messages. Vérifiez le numéro, ou renvoyez tout le message.",
    en="{number} is none of your messages. Check the number, or send the whole message again.",
)
AHEAD: Final = Text(
    fr="Non gardé: une sortie à venir ne s’écrit nulle part. Envoyez SORTIE une fois la sortie faite.",
    en="Not kept: an outing to come is written nowhere. Send OUTING once it is done.",
)
_HELP: Final = Text(
    fr="Ecrivez: INC quoi où quel jour 2M 1B (morts, blessés). Ex: INC braquage {place} hier 2M. Semaine calme: "
    "RAS {place} S7 P2. Aucun nom.",
    en="Write: INC what where which day 2M 1B (dead, wounded). Eg: INC robbery {place} yesterday 2M. Quiet week: "
    "RAS {place} S7 P2. No names.",
)
_REFER: Final = Text(
    fr="Non gardé: ceci ne s’inscrit pas ici. Accompagnez la personne, si elle le veut: {contact}",
    en="Not kept: this is not recorded here. If the person wishes, go with them to: {contact}",
)
_QUIET: Final = Text(fr="rien à signaler, {where}, semaine du {day}", en="nothing to report, {where}, week of {day}")
_SAFETY: Final = Text(fr="sécurité {n}/10", en="safety {n}/10")
_PATROLS: Final = Text(fr="{n} patrouilles", en="{n} patrols")
_PATROL: Final = Text(fr="1 patrouille", en="1 patrol")
_OUTING: Final = Text(fr="sortie", en="outing")
_HALVES: Final = {"am": Text(fr="matin", en="am"), "pm": Text(fr="après-midi", en="pm")}
_CHECKED: Final = Text(fr=" Le bureau confirmera.", en=" The office will confirm.")
_CUT: Final = Text(fr=" N° de tél. ou plaque non gardé.", en=" Phone no. or plate not kept.")
_STRANGE: Final = Text(
    fr="Reçu {number}, pas compris: le bureau le lira. Pour un incident: INC quoi où quel jour 2M 1B (morts, blessés)",
    en="Received {number}, not understood: the office will read it. For an incident: INC what where which day 2M 1B "
    "(dead, wounded)",
)
_NO_DAY: Final = Text(fr="jour non dit", en="no day said")


def answer(outcome: Outcome, read: Parsed, book: Book, contact: Text) -> str:
    """What is sent back."""
    number, lang = outcome.number, read.lang
    match outcome.outcome:
        case "refer":
            return fit(_REFER, lang, contact=contact.say(lang))
        case "help" if read.intent == "refer":
            return fit(_REFER, lang, contact=contact.say(lang))
        case "ahead":
            return fit(AHEAD, lang)
        case "help":
            return fit(_HELP, lang, place=_example(book))
        case "withdrawn":
            return fit(WITHDRAWN, lang, number=number)
        case "gone":
            return fit(GONE, lang, number=number)
        case "unknown":
            return fit(UNKNOWN, lang, number=read.about or number)
    return _restated(outcome, read, book)


def _restated(outcome: Outcome, read: Parsed, book: Book) -> str:
    lang, cut = read.lang, _CUT if read.removed else Text(fr="", en="")
    if not read.fields and outcome.first:
        return fit(_STRANGE, lang, number=outcome.number)
    missing = [name for name in outcome.missing if name in ASKED]
    parts, names = _parts(outcome, read, book, lang)
    template = _DRAFT if missing else _RECEIVED if outcome.first else _CHANGED
    if outcome.outcome == "outing" and not missing:
        cut = Text(fr=_CHECKED.fr + cut.fr, en=_CHECKED.en + cut.en)
    for longest in (40, 24, 16, 12, 9, 6):
        for asked in (missing, missing[:3], missing[:2], missing[:1]):
            what = ", ".join(one[:longest].rstrip() if n in names else one for n, one in enumerate(parts))
            said = ", ".join(dict.fromkeys(_asked(name, read, longest) for name in asked))
            text = gsm(template.say(lang, number=outcome.number, what=what, asked=said, cut=cut.say(lang)))
            if len(text) <= LONGEST:
                return text
    return text[:LONGEST]


def _parts(outcome: Outcome, read: Parsed, book: Book, lang: str) -> tuple[list[str], set[int]]:
    """What was understood, piece by piece, and which pieces are names that may be shortened."""
    fields, parts, names = read.fields, list[str](), set[int]()
    if outcome.outcome == "quiet":
        where, day = _names(fields.get("where", ()), book, lang), fields.get("week")
        monday = _day(date.fromisoformat(f"{day}-1"), lang) if day else "?"
        parts.append(_QUIET.say(lang, where=where[:40] or "?", day=monday))
        if "safety" in fields:
            parts.append(_SAFETY.say(lang, n=fields["safety"]))
        if "patrols" in fields:
            parts.append((_PATROL if fields["patrols"] == 1 else _PATROLS).say(lang, n=fields["patrols"]))
        return parts, names
    if outcome.outcome == "outing":
        parts.append(_OUTING.say(lang))
    if "kind" in fields:
        parts.append(SHORT_KINDS[fields["kind"]].say(lang))
    spots = dict.fromkeys([*fields.get("where", ()), *([fields["near"]] if "near" in fields else [])])
    if spots:
        names.add(len(parts))
        parts.append(_names(spots, book, lang))
    day = fields.get("date") or fields.get("day")
    if day is not None:
        parts.append(_day(date.fromisoformat(day), lang))
    elif outcome.first and outcome.outcome == "report" and fields and "date" not in outcome.missing:
        parts.append(_NO_DAY.say(lang))
    if "half" in fields:
        parts.append(_HALVES[fields["half"]].say(lang))
    for role, (one, many) in _COUNTS.items():
        if role in fields:
            parts.append(f"{fields[role]} {(many if fields[role] > 1 else one).say(lang)}")
    return parts, names


def _asked(name: str, read: Parsed, longest: int) -> str:
    """What is asked; where it was, with what it may be."""
    said = ASKED[name].say(read.lang)
    if name != "where" or not read.choices or longest < _TO_CHOOSE:
        return said  # cut shorter than this, names can no longer be told apart
    joint = {"fr": " ou ", "en": " or "}[read.lang]
    return f"{said} ({joint.join(one.say(read.lang)[:longest].rstrip() for one in read.choices)}?)"


def _names(spots: Sequence[str] | Mapping[str, Any], book: Book, lang: str) -> str:
    held = [book.by_id[one] for one in spots if one in book.by_id]
    return " ".join(one.names[0 if lang == "fr" or len(one.names) < 2 else 1] for one in held)


def _day(day: date, lang: str) -> str:
    return f"{day:%d/%m}" if lang == "fr" else f"{day.day} {_MONTHS[day.month - 1]}"


_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def fit(text: Text, lang: str, **data: str) -> str:
    """The text, its data shortened until it fits."""
    for longest in (120, 60, 40, 24, 12):
        said = gsm(text.say(lang, **{name: value[:longest] for name, value in data.items()}))
        if len(said) <= LONGEST:
            return said
    return said[:LONGEST]


def _example(book: Book) -> str:
    return next((one.names[0] for one in book.entries if one.sort == "place"), str(min(KIND_NUMBERS)))
