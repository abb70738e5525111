"""Acts on meetings and decisions: called, held, concluded, adopted after silence; decided, reserved, carried out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.doing import DOING
from toguna.domain.entity import plain
from toguna.domain.meetings import MEETING, Meeting
from toguna.server.actions.meetings import hold_meeting
from toguna.server.acts.act import Act, Asking, Field, Kind, Said
from toguna.server.acts.fields import DATE, VOICE, WHERE, WHY_NEEDED, case, code, party, text, when, words
from toguna.server.acts.plain import in_framework, saying
from toguna.server.queries.reading import Reading
from toguna.server.queries.silence import silence_over

_SEATS: Final = Field("present", Kind.SEAT, Text(fr="Présents", en="Present"), required=True, many=True)
_AGENDA: Final = Field(
    "agenda", Kind.WORDS, Text(fr="Points à ajouter à l’ordre du jour", en="Items to add to the agenda"), many=True
)
_CONCLUSIONS: Final = text("conclusions", "Relevé de conclusions", "Conclusions", needed=True)


def _hold(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    reader = asking.reading.reader
    return [hold_meeting(asking.register, reader, asking.key, case, said, known=asking.known)]


def _may_be_held(reading: Reading, meeting: Any) -> bool:
    assert MEETING.machine is not None
    return MEETING.machine.allows(meeting.status, "held")


def _called_as(reading: Reading, meeting: Any) -> Said:
    held: Meeting = meeting
    day = held.start or held.called_for
    return {"start": day.iso()} if day is not None and day.known and day.last <= reading.today else {}


def _call_as_it_is(reading: Reading, meeting: Any) -> Said:
    names = ("what", "called_for", "where", "agenda")
    return {name: value for name in names if (value := plain(getattr(meeting, name)))}


def _missed(asking: Asking, said: Said) -> dict[str, Any]:
    return {**said, "held": False}


def _paper(asking: Asking, said: Said) -> dict[str, Any]:
    told = dict(said)
    digest, kept = told.pop("sha256", None), told.pop("kept_at", None)
    if digest:
        told["paper"] = {"sha256": next(iter(digest.values())).lower()} | ({"kept_at": kept} if kept else {})
    return told


def _drafted(reading: Reading, meeting: Any) -> Said:
    held: Meeting = meeting
    return {"conclusions": {"fr": held.conclusions.say("fr")}} if held.conclusions else {}


ACTS: Final[tuple[Act, ...]] = (
    saying(
        "meeting.called",
        "meeting.call",
        "Convoquer une rencontre",
        "Call a meeting",
        code("kind", "Laquelle", "Which kind", codes.MEETING_KINDS, needed=True),
        when("called_for", "Quand", "When", needed=True),
        WHERE,
        case("body", "De quel organe", "Of which body", "body"),
        words("what", "Objet", "Subject"),
        _AGENDA,
        opens="r",
        note=Text(
            fr="L’ordre du jour s’écrit de lui-même : relèves, engagements à échéance, alertes, plaidoyers.",
            en="The agenda writes itself: hand-overs to confirm, undertakings due, alerts, requests.",
        ),
    ),
    saying(
        "meeting.amended",
        "meeting.prepare",
        "Compléter la convocation",
        "Complete the call",
        when("called_for", "Quand", "When"),
        WHERE,
        words("what", "Objet", "Subject"),
        _AGENDA,
        filled=_call_as_it_is,
        offered=lambda reading, meeting: meeting.status == "called",
    ),
    Act(
        "meeting.hold",
        "meeting",
        Text(fr="Inscrire la tenue", en="Record that it was held"),
        (when("start", "Tenue le", "Held on", needed=True), _SEATS),
        _hold,
        DOING["meeting.observed"].roles,
        note=Text(
            fr="Des titulaires et des suppléants, jamais des noms. Le quorum se compte d’après la règle du cadre : "
            "une partie compte une fois.",
            en="Holders and alternates, never names. The quorum is counted by the framework’s rule: a party counts "
            "once.",
        ),
        offered=_may_be_held,
        filled=_called_as,
    ),
    saying(
        "meeting.missed",
        "meeting.miss",
        "Inscrire qu’elle n’a pas été tenue",
        "Record that it was not held",
        WHY_NEEDED,
        shape=_missed,
    ),
    saying(
        "meeting.conclusions_drafted",
        "meeting.conclude",
        "Rédiger le relevé de conclusions",
        "Draft the conclusions",
        _CONCLUSIONS,
        filled=_drafted,
        note=Text(
            fr="Ce qui a été conclu, sans dire qui a dit quoi.", en="What was concluded, without saying who said what."
        ),
    ),
    saying(
        "meeting.silence_begun",
        "meeting.submit",
        "Soumettre le relevé au silence",
        "Put the conclusions under silence",
        _CONCLUSIONS,
        filled=_drafted,
        note=Text(
            fr="Les parties ont le délai du cadre (72 heures, s’il n’en a pas fixé d’autre) pour réagir.",
            en="The parties have the framework’s delay (72 hours, if it has set no other) to react.",
        ),
    ),
    saying(
        "meeting.conclusions_adopted",
        "meeting.adopt",
        "Adopter le relevé",
        "Adopt the conclusions",
        _CONCLUSIONS,
        words("sha256", "Empreinte du papier signé", "Fingerprint of the signed paper"),
        words("kept_at", "Où ce papier est gardé", "Where that paper is kept"),
        filled=_drafted,
        shape=_paper,
        offered=silence_over,
        note=Text(
            fr="Aucune image n’est gardée : l’empreinte (64 signes) et l’endroit suffisent.",
            en="No picture is kept: the fingerprint (64 characters) and the place are enough.",
        ),
    ),
    saying(
        "meeting.amended",
        "meeting.keep_paper",
        "Inscrire où est le papier signé",
        "Record where the signed paper is",
        words("sha256", "Empreinte du papier signé", "Fingerprint of the signed paper", needed=True),
        words("kept_at", "Où ce papier est gardé", "Where that paper is kept"),
        shape=_paper,
        offered=lambda reading, meeting: meeting.status == "adopted" and meeting.paper is None,
    ),
    saying(
        "meeting.reserved",
        "meeting.reserve",
        "Faire inscrire une réserve au relevé",
        "Have a reservation recorded in the conclusions",
        text("what", "La réserve, dans les mots de la partie", "The reservation, in the party’s words", needed=True),
        VOICE,
        offered=lambda reading, meeting: meeting.status in ("drafted", "silence"),
    ),
    saying(
        "decision.adopted",
        "decision.adopt_new",
        "Inscrire une décision",
        "Record a decision",
        text("what", "Ce qui est décidé", "What is decided", needed=True),
        case("meeting", "Dans quelle rencontre", "In which meeting", "meeting"),
        DATE,
        party("awaited_from", "À exécuter par", "To be carried out by", many=True),
        when("due", "Avant le", "Before"),
        opens="d",
        shape=in_framework,
    ),
    saying(
        "decision.awaited",
        "decision.await",
        "Inscrire une décision attendue",
        "Record a decision that is awaited",
        text("what", "Ce qui doit être décidé", "What must be decided", needed=True),
        case("meeting", "Pour quelle rencontre", "For which meeting", "meeting"),
        party("awaited_from", "Attendue de", "Awaited from", many=True),
        when("due", "Avant le", "Before"),
        words("otherwise", "Sinon", "Otherwise"),
        opens="d",
    ),
    saying("decision.adopted", "decision.adopt", "Adopter la décision", "Adopt the decision", DATE),
    saying(
        "decision.deferred",
        "decision.defer",
        "Reporter la décision",
        "Defer the decision",
        DATE,
        when("due", "Jusqu’au", "Until"),
        WHY_NEEDED,
    ),
    saying("decision.refused", "decision.refuse", "Ne pas la retenir", "Do not adopt it", DATE, WHY_NEEDED),
    saying(
        "decision.carried_out", "decision.carry_out", "Inscrire qu’elle est exécutée", "Record it as carried out", DATE
    ),
    saying(
        "decision.reserved",
        "decision.reserve",
        "Faire inscrire une réserve",
        "Have a reservation recorded",
        text("what", "La réserve, dans les mots de la partie", "The reservation, in the party’s words", needed=True),
        VOICE,
    ),
)
