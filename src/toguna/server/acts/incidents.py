"""Acts on reports, incidents and their joint verification.

Sexual violence and what concerns a child are not recorded: the form says to whom to turn instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.doing import SECRETARIAT
from toguna.domain.incidents import OUT_OF_FIGURES
from toguna.domain.nouns import NOUNS
from toguna.server.actions.corroborating import corroborate
from toguna.server.actions.verifying import conclude, name_team
from toguna.server.acts.act import Act, Asking, Field, Kind, Said
from toguna.server.acts.fields import BASIS, VOICE, WHY_NEEDED, case, code, count, party, text, when, words
from toguna.server.acts.placing import IN_WORDS, LISTED, as_incident, as_report
from toguna.server.acts.plain import saying
from toguna.server.queries.reading import Reading

NOT_HERE: Final = Text(
    fr="Les violences sexuelles et ce qui touche un enfant ne s’inscrivent pas ici. Orienter la personne vers les "
    "services de santé ou sociaux de la localité, sans rien noter.",
    en="Sexual violence and what concerns a child are not recorded here. Refer the person to the local health or "
    "social services, and note nothing.",
)
_HARM: Final = (
    count("killed", "Tués", "Killed"),
    count("injured", "Blessés", "Wounded"),
    count("abducted", "Personnes enlevées", "People abducted"),
    count("vehicles", "Véhicules", "Vehicles"),
)
_GRADES: Final = (
    code("reliability", "Fiabilité de la source", "Reliability of the source", codes.RELIABILITY, needed=True),
    code("credibility", "Vraisemblance du fait", "Credibility of the information", codes.CREDIBILITY, needed=True),
)


def _reported(asking: Asking, said: Said) -> dict[str, Any]:
    told = {"framework": asking.reading.framework, **as_incident(said)}
    told.setdefault("where", [])
    return told


def _received(asking: Asking, said: Said) -> dict[str, Any]:
    told = {"framework": asking.reading.framework, "channel": "form", **as_report(said)}
    told["received"] = asking.reading.today.isoformat()
    return told


def _located(shape: Callable[[Said], dict[str, Any]]) -> Callable[[Asking, Said], dict[str, Any]]:
    def told(asking: Asking, said: Said) -> dict[str, Any]:
        # The words led to the spot; those of whoever reported stay as they were said.
        found = {name: value for name, value in shape(said).items() if name != IN_WORDS.name}
        return {**found, "place_precision": said["place_precision"]}

    return told


def _graded(asking: Asking, said: Said) -> dict[str, Any]:
    told = {name: value for name, value in said.items() if name not in ("reliability", "credibility")}
    told["grade"] = {"reliability": said["reliability"], "credibility": said["credibility"]}
    return told


def _named(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    told = {"framework": asking.reading.framework, **said}
    return name_team(asking.register, asking.reading.reader, asking.key, case, told, known=asking.known)


def _ending(type_: str, name: str, fr: str, en: str, *fields: Field, **more: Any) -> Act:
    """An act that says what an incident's joint verification came to."""
    noun, kind = NOUNS[type_]

    def done(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
        told = (type_, case, said)
        return conclude(asking.register, asking.reading.reader, asking.key, told, known=asking.known)

    def possible(reading: Reading, held: Any) -> bool:
        if kind.to is not None and noun.machine is not None:
            return noun.machine.allows(held.status, kind.to)
        return held.status not in OUT_OF_FIGURES

    label = Text(fr=fr, en=en)
    return Act(name, "incident", label, fields, done, SECRETARIAT, offered=possible, **more)


def _corroborated(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    told = _graded(asking, said)
    return corroborate(asking.register, asking.reading.reader, asking.key, case, told, known=asking.known)


_LOCATING: Final = (
    IN_WORDS,
    LISTED,
    Field("near", Kind.SPOT, Text(fr="Près de quel lieu", en="Near which place")),
    code("place_precision", "Précis comment", "How precisely", codes.PLACE_PRECISIONS, needed=True),
)
_LOCATING_NOTE: Final = Text(
    fr="Ce qui était inscrit avant reste dans l’historique. Dans le doute, garder l’axe entier et le dire.",
    en="What was recorded before stays in the history. In doubt, keep the whole road and say so.",
)

ACTS: Final[tuple[Act, ...]] = (
    saying(
        "incident.reported",
        "incident.report",
        "Inscrire un incident",
        "Record an incident",
        code("kind", "Quoi", "What", codes.INCIDENT_KINDS, needed=True),
        when("date", "Quand", "When", needed=True),
        IN_WORDS,
        LISTED,
        words("note", "En quelques mots, sans nom", "In a few words, without a name"),
        *_HARM,
        case("against", "Contre quelle mesure", "Against which measure", "measure"),
        BASIS,
        opens="i",
        shape=_reported,
        note=NOT_HERE,
    ),
    saying(
        "incident.screened",
        "incident.screen",
        "Examiner",
        "Screen",
        *_GRADES,
        party("handling", "Groupe qui le traite", "Group that handles it", many=True),
        shape=_graded,
        note=NOT_HERE,
    ),
    saying(
        "incident.needs_corroboration",
        "incident.ask",
        "Dire qu’il reste à recouper",
        "Say that it needs corroboration",
        WHY_NEEDED,
    ),
    Act(
        "incident.corroborate",
        "incident",
        Text(fr="Inscrire qu’il est recoupé", en="Record it as corroborated"),
        (
            *_GRADES,
            Field(
                "reports",
                Kind.CASE,
                Text(fr="D’après quels signalements", en="By which reports"),
                required=True,
                many=True,
                noun="report",
            ),
        ),
        _corroborated,
        SECRETARIAT,
        offered=lambda reading, held: held.status in ("screened", "needs_corroboration"),
        note=Text(
            fr="Au moins deux sources, de composantes différentes.",
            en="Two sources at least, of different constituencies.",
        ),
    ),
    saying(
        "incident.under_verification",
        "incident.verify",
        "Ouvrir une vérification conjointe",
        "Open a joint verification",
    ),
    _ending("incident.verified", "incident.confirm", "Inscrire qu’il est vérifié", "Record it as verified"),
    _ending(
        "incident.not_confirmed",
        "incident.deny",
        "Inscrire qu’il n’est pas confirmé",
        "Record it as not confirmed",
        WHY_NEEDED,
    ),
    _ending(
        "incident.inconclusive",
        "incident.leave_open",
        "Inscrire que c’est non concluant",
        "Record it as inconclusive",
        WHY_NEEDED,
    ),
    _ending(
        "incident.access_denied",
        "incident.no_access",
        "Inscrire l’accès refusé",
        "Record that access was denied",
        WHY_NEEDED,
    ),
    _ending(
        "incident.attribution_settled",
        "incident.attribute",
        "Inscrire jusqu’où va l’attribution",
        "Record how far attribution has come",
        code("attribution", "Attribution", "Attribution", codes.ATTRIBUTIONS, needed=True),
        note=Text(
            fr="Non connue, sauf constat commun. Le nom d’une partie ou d’une communauté ne s’inscrit nulle part ; "
            "ceci reste scellé, ne figure sur aucune carte et n’est jamais exporté.",
            en="Unknown, unless jointly found. The name of a party or of a community is recorded nowhere; this stays "
            "sealed, is on no map and is never exported.",
        ),
        strong=True,
    ),
    saying(
        "incident.located",
        "incident.locate",
        "Localiser l’incident",
        "Locate the incident",
        *_LOCATING,
        shape=_located(as_incident),
        offered=lambda reading, held: held.status not in OUT_OF_FIGURES,
        note=_LOCATING_NOTE,
    ),
    saying("incident.closed", "incident.close", "Clore", "Close"),
    saying(
        "incident.retracted",
        "incident.retract",
        "Retirer l’incident",
        "Retract the incident",
        WHY_NEEDED,
        note=Text(
            fr="Il reste lisible, barré, et sort de tous les chiffres.",
            en="It stays readable, struck out, and leaves every figure.",
        ),
    ),
    Act(
        "verification.name",
        "verification",
        Text(fr="Désigner une équipe conjointe", en="Name a joint team"),
        (
            Field(
                "incident",
                Kind.CASE,
                Text(fr="Sur quel incident", en="On which incident"),
                required=True,
                noun="incident",
            ),
            party("team", "Équipe, à parité", "Team, in parity", needed=True, many=True),
            text("method", "Comment", "How"),
        ),
        _named,
        SECRETARIAT,
        opens="w",
        note=Text(
            fr="Au moins deux composantes, dont une partie que l’incident ne concerne pas. Le secrétariat convoque ; "
            "il ne compte pas.",
            en="Two constituencies at least, and a party that the incident does not concern. The secretariat convenes; "
            "it does not count.",
        ),
    ),
    saying(
        "verification.in_field",
        "verification.go",
        "Inscrire la visite sur le terrain",
        "Record the visit",
        when("date", "Le", "On", needed=True),
    ),
    saying(
        "verification.findings_exchanged",
        "verification.exchange",
        "Inscrire les constats",
        "Record the findings",
        text("finding", "Constats", "Findings", needed=True),
    ),
    saying(
        "verification.adopted",
        "verification.adopt",
        "Adopter le constat",
        "Adopt the finding",
        when("date", "Le", "On", needed=True),
        text("finding", "Constat que tous peuvent signer", "Finding that all can sign", needed=True),
    ),
    saying(
        "verification.not_adopted",
        "verification.not_adopt",
        "Inscrire que le constat n’est pas adopté",
        "Record that the finding is not adopted",
        when("date", "Le", "On", needed=True),
        WHY_NEEDED,
    ),
    saying(
        "verification.access_denied",
        "verification.no_access",
        "Inscrire que l’équipe n’a pas eu accès",
        "Record that the team had no access",
        when("date", "Le", "On", needed=True),
        WHY_NEEDED,
    ),
    saying(
        "verification.dissented",
        "verification.dissent",
        "Faire inscrire un désaccord",
        "Have a dissent recorded",
        text("what", "Dans les mots de la partie", "In the party’s words", needed=True),
        VOICE,
        offered=lambda reading, held: held.status != "adopted",
    ),
    saying(
        "report.received",
        "report.give",
        "Faire un signalement",
        "Report",
        code("kind", "Ce qui s’est passé", "What happened", codes.INCIDENT_KINDS, needed=True),
        when("date", "Quand", "When", needed=True),
        IN_WORDS,
        replace(LISTED, required=False),
        Field("near", Kind.SPOT, Text(fr="Près de quel lieu", en="Near which place")),
        text("told", "Dans vos mots, sans nom", "In your words, without a name"),
        count("killed", "Tués", "Killed"),
        count("injured", "Blessés", "Wounded"),
        count("abducted", "Personnes enlevées", "People abducted"),
        BASIS,
        opens="cr",
        shape=_received,
        note=NOT_HERE,
    ),
    saying("report.screened", "report.screen", "Examiner le signalement", "Screen the report", *_GRADES, shape=_graded),
    saying(
        "report.merged",
        "report.merge",
        "Rattacher à un incident",
        "Attach to an incident",
        Field("incident", Kind.CASE, Text(fr="Lequel", en="Which"), required=True, noun="same_event"),
    ),
    saying(
        "report.located",
        "report.locate",
        "Localiser le signalement",
        "Locate the report",
        *_LOCATING,
        shape=_located(as_report),
        note=_LOCATING_NOTE,
    ),
    saying("report.set_aside", "report.set_aside", "Mettre de côté", "Set aside", WHY_NEEDED),
    saying(
        "report.answered",
        "report.answer",
        "Inscrire la réponse donnée",
        "Record the answer given",
        text("answer_text", "Ce qui a été répondu", "What was answered", needed=True),
    ),
)
