"""Acts on agreements, clauses and undertakings: written down, signed, begun, proved, rated, blocked, judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.agreements import Agreement
from toguna.domain.doing import MEMBERS
from toguna.domain.entity import plain
from toguna.domain.undertakings import proved
from toguna.server.actions.endorsing import endorse_text
from toguna.server.acts.act import Act, Asking, Field, Kind, Said
from toguna.server.acts.fields import (
    BASIS,
    DATE,
    VOICE,
    WHERE,
    WHY,
    WHY_NEEDED,
    case,
    code,
    count,
    party,
    text,
    when,
    words,
)
from toguna.server.acts.plain import saying
from toguna.server.queries.integrity import awaits_endorsement
from toguna.server.queries.reading import Reading

_OPEN = Text(
    fr="Laisser vide ce qui n’a pas été dit ; cocher plus bas ce que l’on a renoncé à convenir.",
    en="Leave empty what was not said; tick below what was left unagreed on purpose.",
)
NOT_AGREED: Final = Field(
    "not_agreed",
    Kind.CODE,
    Text(fr="Non convenu, c’est dit", en="Not agreed, and said so"),
    many=True,
    codes=codes.UNDERTAKING_POINTS,
)
_TWELVE: Final = (
    text("what", "Quoi", "What", needed=True),
    party("who", "Qui", "Who", many=True),
    words("who_text", "Qui, en d’autres mots", "Who, in other words"),
    WHERE,
    when("start", "À partir du", "From"),
    when("due", "Avant le", "By"),
    count("days", "Ou dans un délai de (jours)", "Or within (days)"),
    words("after", "après quel événement", "after which event"),
    case(
        "event_agreement",
        "si c’est la signature d’un accord inscrit",
        "if it is the signing of a recorded agreement",
        "agreement",
    ),
    case("event_meeting", "si c’est une rencontre inscrite", "if it is a recorded meeting", "meeting"),
    when("happened", "sinon, survenu le", "else, it happened on"),
    code("every", "À quel rythme", "How often", codes.PERIODS),
    words("means_text", "Avec quels moyens, de qui", "With which means, from whom"),
    words("authority", "Qui peut autoriser", "Who may authorise"),
    words("proof", "Comment on le saura", "How one will know"),
    words("verifier", "Qui vérifie", "Who verifies"),
    words("ends_when", "Ce qui y met un terme", "What ends it"),
    words("handed_to", "À qui c’est remis", "To whom it is handed"),
    words("fallback", "Et si c’est impossible", "And if it cannot be done"),
    case("clauses", "Quelle disposition il sert", "Which clause it serves", "clause", many=True),
    NOT_AGREED,
    case("same_as", "La même promesse que", "The same promise as", "undertaking", many=True),
    code("nature", "Préparation ou fond", "Preparatory or substantive", codes.UNDERTAKING_NATURES),
    code("binding", "Force", "Strength", codes.BINDING),
)


def _written(asking: Asking, said: Said) -> dict[str, Any]:
    told = {"framework": asking.reading.framework, **said}
    return _with_deadline(told)


def _with_deadline(told: dict[str, Any]) -> dict[str, Any]:
    days, after, happened = (told.pop(name, None) for name in ("days", "after", "happened"))
    event = next((one for one in (told.pop("event_agreement", None), told.pop("event_meeting", None)) if one), None)
    if days is not None and after:
        offset = {"days": days, "after": after, "event": event, "happened": happened}
        told["due_after"] = {name: value for name, value in offset.items() if value is not None}
    return told


def _amended(asking: Asking, said: Said) -> dict[str, Any]:
    return _with_deadline(dict(said))


def _as_it_is(reading: Reading, undertaking: Any) -> Said:
    names = {field.name for field in _TWELVE}
    held = {name: plain(getattr(undertaking, name)) for name in names if hasattr(undertaking, name)}
    told = {name: value for name, value in held.items() if value}
    if undertaking.due_after is not None:
        told |= {"days": undertaking.due_after.days, "after": plain(undertaking.due_after.after)}
        if undertaking.due_after.happened is not None:
            told["happened"] = undertaking.due_after.happened.iso()
        if (event := undertaking.due_after.event) is not None:
            told["event_agreement" if event in reading.by_id(Agreement) else "event_meeting"] = event
    return told


def _still_open(reading: Reading, undertaking: Any) -> Said:
    return {"not_agreed": list(undertaking.not_agreed)}


def _blocked(asking: Asking, said: Said) -> dict[str, Any]:
    return {"blocked": dict(said)}


def _ended(asking: Asking, said: Said) -> dict[str, Any]:
    return {"ended": dict(said)}


def _endorse(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    return endorse_text(asking.register, asking.reading.reader, asking.key, "undertaking", case)


def _signed_paper(asking: Asking, said: Said) -> dict[str, Any]:
    digest = next(iter(said["sha256"].values())).lower()
    return {"paper": {"sha256": digest} | ({"kept_at": said["kept_at"]} if "kept_at" in said else {})}


ACTS: Final[tuple[Act, ...]] = (
    saying(
        "agreement.negotiated",
        "agreement.write",
        "Inscrire un accord",
        "Record an agreement",
        words("name", "Son nom", "Its name", needed=True),
        code("level", "Niveau", "Level", codes.AGREEMENT_LEVELS, needed=True),
        party("parties", "Entre qui", "Between whom", many=True, past=True),
        case("parent", "Met en œuvre", "Implements", "agreement"),
        words("authentic", "Langue qui fait foi", "Authentic language"),
        opens="a",
    ),
    saying(
        "agreement.signed",
        "agreement.sign",
        "Inscrire une signature",
        "Record a signature",
        DATE,
        party("by", "Par", "By", needed=True, many=True, past=True),
    ),
    saying(
        "agreement.amended",
        "agreement.keep_paper",
        "Inscrire où est le papier signé",
        "Record where the signed paper is",
        words("sha256", "Empreinte du papier signé", "Fingerprint of the signed paper", needed=True),
        words("kept_at", "Où ce papier est gardé", "Where that paper is kept"),
        shape=_signed_paper,
    ),
    saying("agreement.suspended", "agreement.suspend", "Inscrire sa suspension", "Record its suspension", WHY_NEEDED),
    saying("agreement.resumed", "agreement.resume", "Inscrire sa reprise", "Record that it resumes"),
    saying(
        "agreement.ended",
        "agreement.end",
        "Inscrire sa fin",
        "Record its end",
        DATE,
        words("how", "Comment", "How"),
        shape=_ended,
        note=Text(
            fr="Ses engagements seront gelés, et la protection des données est à revoir.",
            en="Its undertakings will be frozen, and data protection must be reviewed.",
        ),
        strong=True,
    ),
    saying(
        "clause.recorded",
        "clause.write",
        "Inscrire une disposition",
        "Record a clause",
        case("agreement", "De quel accord", "Of which agreement", "agreement", needed=True),
        words("ref", "Référence", "Reference", needed=True),
        words("theme", "Objet", "Subject"),
        opens="c",
        shape=lambda asking, said: dict(said),
    ),
    saying(
        "clause.status_recorded",
        "clause.say",
        "Dire où elle en est quelque part",
        "Say how it stands somewhere",
        when("date", "Depuis le", "Since", needed=True),
        code("status", "État", "State", codes.CLAUSE_STATUSES, needed=True),
        words("place", "Où (vide : partout)", "Where (empty: everywhere)"),
        words("what", "Quoi", "What"),
        WHY,
        BASIS,
    ),
    saying(
        "undertaking.drafted",
        "undertaking.draft",
        "Rédiger un engagement",
        "Draft an undertaking",
        case("agreement", "De quel accord", "Of which agreement", "agreement"),
        case("meeting", "Dans quelle rencontre", "In which meeting", "meeting"),
        *_TWELVE,
        opens="e",
        shape=_written,
        note=_OPEN,
    ),
    saying(
        "undertaking.amended",
        "undertaking.amend",
        "Compléter l’engagement",
        "Complete the undertaking",
        *(replace(one, past=True) if one.name == "who" else one for one in _TWELVE),
        shape=_amended,
        filled=_as_it_is,
        note=_OPEN,
    ),
    saying(
        "undertaking.agreed",
        "undertaking.agree",
        "Inscrire qu’il est convenu",
        "Record it as agreed",
        when("agreed", "Convenu le", "Agreed on", needed=True),
        NOT_AGREED,
        filled=_still_open,
        note=Text(
            fr="Chaque point est rempli, ou il est dit qu’il n’est pas convenu : un engagement sans l’un ni l’autre "
            "n’est pas inscrit comme convenu.",
            en="Each point is filled, or it is said that it is not agreed: an undertaking with neither is not "
            "recorded as agreed.",
        ),
    ),
    saying(
        "undertaking.started",
        "undertaking.start",
        "Inscrire qu’il a commencé",
        "Record that it has begun",
        when("start", "Depuis le", "Since", needed=True),
    ),
    saying(
        "undertaking.waiting",
        "undertaking.wait",
        "Inscrire ce qu’il attend",
        "Record what it waits for",
        code("waiting_for", "En attente de", "Waiting for", codes.WAITING_FOR, needed=True),
        WHY,
    ),
    saying(
        "undertaking.proved",
        "undertaking.prove",
        "Ajouter une preuve",
        "Add a proof",
        DATE,
        code("kind", "De quelle sorte", "Of which kind", codes.EVIDENCE_KINDS),
        text("what", "Laquelle", "Which"),
        party("verified_by", "Vérifiée par", "Verified by", many=True, past=True),
        VOICE,
    ),
    saying(
        "undertaking.partly_fulfilled",
        "undertaking.part",
        "Inscrire qu’il est tenu en partie",
        "Record it as partly fulfilled",
        WHY,
    ),
    saying("undertaking.fulfilled", "undertaking.fulfil", "Inscrire qu’il est tenu", "Record it as fulfilled"),
    saying(
        "undertaking.maintained",
        "undertaking.maintain",
        "Inscrire qu’il est tenu dans la durée",
        "Record it as maintained",
        offered=lambda reading, held: proved(held, reading.today),
    ),
    saying(
        "undertaking.blocked",
        "undertaking.block",
        "Inscrire qu’il est bloqué",
        "Record it as blocked",
        code("reason", "Pourquoi", "Why", codes.BLOCKAGE_REASONS, needed=True),
        code("level", "À quel échelon", "At which level", codes.DECISION_LEVELS),
        when("since", "Depuis le", "Since", needed=True),
        text("why", "En quelques mots", "In a few words"),
        shape=_blocked,
    ),
    saying(
        "undertaking.resumed",
        "undertaking.resume",
        "Inscrire qu’il reprend",
        "Record that it resumes",
        when("start", "Depuis le", "Since", needed=True),
        offered=lambda reading, held: held.status in ("stalled", "breached"),
    ),
    saying(
        "undertaking.breached",
        "undertaking.breach",
        "Inscrire qu’il n’est pas tenu",
        "Record it as breached",
        WHY_NEEDED,
        party("verified_by", "Vérifié par", "Verified by", needed=True, many=True),
        note=Text(
            fr="Nul ne le constate seul pour ce qui le concerne.", en="Nobody finds so alone in what concerns him."
        ),
        strong=True,
    ),
    saying("undertaking.lapsed", "undertaking.lapse", "Inscrire qu’il est caduc", "Record it as lapsed", WHY_NEEDED),
    saying(
        "undertaking.superseded",
        "undertaking.supersede",
        "Inscrire qu’il est remplacé",
        "Record it as superseded",
        WHY_NEEDED,
    ),
    Act(
        "undertaking.endorse",
        "undertaking",
        Text(fr="L’approuver au nom de votre partie", en="Endorse it for your party"),
        (),
        _endorse,
        MEMBERS,
        note=Text(
            fr="Il entre en vigueur quand chacune des parties qui s’engagent l’a approuvé. Ce qui est approuvé, c’est "
            "son texte tel qu’il est aujourd’hui.",
            en="It comes into force when each of the parties that undertake it has endorsed it. What is endorsed is "
            "its text as it stands today.",
        ),
        offered=awaits_endorsement,
        strong=True,
    ),
    saying(
        "undertaking.withdrawn", "undertaking.withdraw", "Retirer l’engagement", "Withdraw the undertaking", WHY_NEEDED
    ),
)
