"""Reports, the incidents that are merged from them, and their joint verification.

Who did it is not a field. An incident holds only how far attribution has come (`unknown` by default); a party or a
community is never stored with it, and a model never sets it (domain notes §0.10, §12).
"""

from __future__ import annotations

from typing import ClassVar, Final

from toguna.base.dates import When
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine
from toguna.domain.parts import Grade, Reply


class Report(Entity):
    """What somebody passed on, as it came in.

    The receipt is a number given back to the reporter; nothing here tells who that is. An empty number is not known,
    never zero. `external` is the id under which a partner's file knows it, `revision` that file's version of it.

    `where_said` is where it was in the reporter's words. `along_m` is where on the road that was, as somebody chose it:
    metres from the road's first place, hundreds of them, true to `within_m`; `gazetteer` is the version of the names
    that the words were read with. An incident has none of these: it is placed at a named place, never at a measured
    point (domain notes §9.1). `said_by` is the party whose words somebody else typed in, never a person.
    """

    CODES: ClassVar[dict[str, CodeList]] = {
        "channel": codes.CHANNELS,
        "kind": codes.INCIDENT_KINDS,
        "basis": codes.BASIS,
    }

    framework: str
    channel: str
    received: When
    date: When | None = None
    kind: str | None = None
    where: tuple[str, ...] = ()
    near: str | None = None
    what: Words | None = None
    told: Words | None = None
    assessment: Words | None = None
    killed: int | None = None
    injured: int | None = None
    abducted: int | None = None
    basis: str | None = None
    grade: Grade | None = None
    receipt: str | None = None
    incident: str | None = None
    answer_text: Words | None = None
    why: Words | None = None
    external: str | None = None
    revision: str | None = None
    undoes: str | None = None
    where_said: Words | None = None
    along_m: int | None = None
    within_m: int | None = None
    gazetteer: str | None = None
    said_by: str | None = None
    place_precision: str | None = None
    status: str = "received"


_NOT_PROVED: Final = Text(fr="SMS, non authentifié", en="SMS, not authenticated")


def came_by(channel: str) -> Text:
    """By which way a report came, and whether that way proves nothing about who sent it."""
    return _NOT_PROVED if channel == "sms" else codes.CHANNELS.labels[channel]


_RAW = (
    "framework",
    "channel",
    "received",
    "date",
    "kind",
    "where",
    "near",
    "what",
    "told",
    "assessment",
    "killed",
    "injured",
    "abducted",
    "basis",
    "grade",
    "receipt",
    "external",
    "revision",
    "where_said",
    "along_m",
    "within_m",
    "gazetteer",
    "said_by",
)

REPORT = Noun(
    "report",
    Report,
    (
        EntryType("report.received", 210, _RAW, to="received"),
        EntryType("report.screened", 211, ("grade", "assessment"), to="screened"),
        EntryType("report.merged", 212, ("incident",), to="merged"),
        EntryType("report.set_aside", 213, ("why",), to="set_aside"),
        EntryType("report.answered", 214, ("answer_text",), to="answered"),
        EntryType("report.amended", 215, _RAW),
        EntryType("report.detached", 216, ("undoes", "why"), takes_back=("report.merged",)),
        EntryType("report.located", 217, ("where", "near", "place_precision", "along_m", "within_m", "gazetteer")),
    ),
    Machine(
        labels={
            "received": Text(fr="reçu", en="received"),
            "screened": Text(fr="examiné", en="screened"),
            "merged": Text(fr="rattaché à un incident", en="merged into an incident"),
            "set_aside": Text(fr="mis de côté", en="set aside"),
            "answered": Text(fr="réponse donnée", en="answered"),
        },
        first=frozenset({"received"}),
        moves={
            "received": frozenset({"screened", "merged", "set_aside"}),
            "screened": frozenset({"merged", "set_aside"}),
            "merged": frozenset({"answered"}),
            "set_aside": frozenset({"screened", "answered"}),
        },
    ),
)


OUT_OF_FIGURES: Final = frozenset({"retracted", "merged"})
"""Incidents that no list, map, count, chart or analysis holds: withdrawn, or the same event as another that stays."""


class Incident(Entity):
    """What happened, where, to what effect, as far as it is known. An empty number is not known, never zero.

    `incident` is the one that stays where this one turned out to be the same event.
    """

    CODES: ClassVar[dict[str, CodeList]] = {
        "kind": codes.INCIDENT_KINDS,
        "basis": codes.BASIS,
        "place_precision": codes.PLACE_PRECISIONS,
        "attribution": codes.ATTRIBUTIONS,
    }

    date: When
    kind: str
    where: tuple[str, ...]
    framework: str | None = None
    near: str | None = None
    place_precision: str | None = None
    hours: str | None = None
    count: int | None = None
    over_days: int | None = None
    killed: int | None = None
    injured: int | None = None
    abducted: int | None = None
    vehicles: int | None = None
    escorted: bool | None = None
    against: str | None = None
    note: Words | None = None
    basis: str | None = None
    source: str | None = None
    grade: Grade | None = None
    handling: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    attribution: str = "unknown"
    why: Words | None = None
    incident: str | None = None
    undoes: str | None = None
    status: str = "reported"


_ACT = (
    "date",
    "kind",
    "where",
    "framework",
    "near",
    "place_precision",
    "hours",
    "count",
    "over_days",
    "killed",
    "injured",
    "abducted",
    "vehicles",
    "escorted",
    "against",
    "note",
    "basis",
    "source",
    "grade",
    "handling",
    "reports",
)

INCIDENT = Noun(
    "incident",
    Incident,
    (
        EntryType("incident.reported", 220, _ACT, to="reported"),
        EntryType("incident.screened", 221, ("grade", "handling"), to="screened"),
        EntryType("incident.needs_corroboration", 222, ("why",), to="needs_corroboration"),
        EntryType("incident.corroborated", 223, ("grade", "reports"), to="corroborated"),
        EntryType("incident.under_verification", 224, (), to="in_verification"),
        EntryType("incident.verified", 225, (), to="verified"),
        EntryType("incident.not_confirmed", 226, ("why",), to="not_confirmed"),
        EntryType("incident.inconclusive", 227, ("why",), to="inconclusive"),
        EntryType("incident.access_denied", 228, ("why",), to="access_denied"),
        EntryType("incident.closed", 229, (), to="closed"),
        EntryType("incident.retracted", 230, ("why",), to="retracted"),
        EntryType("incident.attribution_settled", 231, ("attribution",)),
        EntryType("incident.amended", 232, _ACT),
        EntryType("incident.merged", 233, ("incident", "why"), to="merged"),
        EntryType("incident.detached", 234, ("undoes", "why"), takes_back=("incident.merged", "incident.corroborated")),
        EntryType("incident.located", 237, ("where", "near", "place_precision")),
    ),
    Machine(
        labels={
            "reported": Text(fr="rapporté", en="reported"),
            "screened": Text(fr="examiné", en="screened"),
            "needs_corroboration": Text(fr="à recouper", en="needs corroboration"),
            "corroborated": Text(fr="recoupé", en="corroborated"),
            "in_verification": Text(fr="en vérification conjointe", en="in joint verification"),
            "verified": Text(fr="vérifié", en="verified"),
            "not_confirmed": Text(fr="non confirmé", en="not confirmed"),
            "inconclusive": Text(fr="non concluant", en="inconclusive"),
            "access_denied": Text(fr="accès refusé", en="access denied"),
            "closed": Text(fr="clos", en="closed"),
            "retracted": Text(fr="retiré", en="retracted"),
            "merged": Text(fr="réuni à un autre incident", en="merged into another incident"),
        },
        first=frozenset({"reported"}),
        moves={
            "reported": frozenset({"screened", "retracted", "merged"}),
            "screened": frozenset(
                {"needs_corroboration", "corroborated", "in_verification", "closed", "retracted", "merged"}
            ),
            "needs_corroboration": frozenset({"corroborated", "in_verification", "closed", "retracted", "merged"}),
            "corroborated": frozenset({"in_verification", "closed", "retracted", "merged"}),
            "in_verification": frozenset({"verified", "not_confirmed", "inconclusive", "access_denied", "retracted"}),
            "verified": frozenset({"closed", "retracted", "merged"}),
            "not_confirmed": frozenset({"in_verification", "closed", "retracted", "merged"}),
            "inconclusive": frozenset({"in_verification", "closed", "retracted", "merged"}),
            "access_denied": frozenset({"in_verification", "closed", "retracted", "merged"}),
            "closed": frozenset({"in_verification", "retracted", "merged"}),
        },
    ),
)


class Verification(Entity):
    """A joint look at an incident by a team in parity.

    Access denied is itself a finding; dissent stands beside the finding.
    """

    incident: str
    framework: str | None = None
    team: tuple[str, ...] = ()
    date: When | None = None
    method: Words | None = None
    finding: Words | None = None
    dissent: tuple[Reply, ...] = ()
    why: Words | None = None
    status: str = "named"


VERIFICATION = Noun(
    "verification",
    Verification,
    (
        EntryType("verification.named", 240, ("incident", "framework", "team", "method"), to="named"),
        EntryType("verification.in_field", 241, ("date",), to="in_field"),
        EntryType("verification.findings_exchanged", 242, ("finding",), to="exchanged"),
        EntryType("verification.adopted", 243, ("date", "finding"), to="adopted"),
        EntryType("verification.not_adopted", 244, ("date", "why"), to="not_adopted"),
        EntryType("verification.access_denied", 245, ("date", "why"), to="access_denied"),
        EntryType("verification.dissented", 246, ("what", "party", "date"), appends="dissent"),
    ),
    Machine(
        labels={
            "named": Text(fr="équipe désignée", en="team named"),
            "in_field": Text(fr="sur le terrain", en="in the field"),
            "exchanged": Text(fr="constats échangés", en="findings exchanged"),
            "adopted": Text(fr="constat adopté", en="finding adopted"),
            "not_adopted": Text(fr="constat non adopté", en="finding not adopted"),
            "access_denied": Text(fr="accès refusé", en="access denied"),
        },
        first=frozenset({"named"}),
        moves={
            "named": frozenset({"in_field", "access_denied", "not_adopted"}),
            "in_field": frozenset({"exchanged", "access_denied", "not_adopted"}),
            "exchanged": frozenset({"adopted", "not_adopted"}),
            "access_denied": frozenset({"in_field", "not_adopted"}),
            "not_adopted": frozenset({"exchanged"}),
        },
    ),
)


SAFEST: Final = 10
"""The end of the scale on which people say how safe they feel."""


class HeardFrom(Entity):
    """The localities that the secretariat had news from in a week, whether or not anything happened: silence is not
    calm.

    `asked` is the function that answered, never a person. `safety` is how safe it feels, from 0 to 10; `patrols` is how
    many it saw. What was not asked is None, never zero.
    """

    CODES: ClassVar[dict[str, CodeList]] = {"asked": codes.FUNCTIONS, "market": codes.MARKET_DAYS}

    framework: str
    week: When
    where: tuple[str, ...]
    asked: str | None = None
    safety: int | None = None
    patrols: int | None = None
    market: str | None = None


class Distinction(Entity):
    """Two reports or incidents that somebody looked at and found to be two events: not suggested as one again."""

    framework: str
    cases: tuple[str, ...]
    why: Words | None = None
    status: str = "made"


DISTINCTION = Noun(
    "distinction",
    Distinction,
    (
        EntryType("distinction.made", 235, ("framework", "cases", "why"), to="made"),
        EntryType("distinction.withdrawn", 236, ("why",), to="withdrawn"),
    ),
    Machine(
        labels={
            "made": Text(fr="deux événements distincts", en="two events"),
            "withdrawn": Text(fr="à revoir", en="to be looked at again"),
        },
        first=frozenset({"made"}),
        moves={"made": frozenset({"withdrawn"}), "withdrawn": frozenset({"made"})},
    ),
)


HEARD_FROM = Noun(
    "heard_from",
    HeardFrom,
    (EntryType("heard_from.recorded", 248, ("framework", "week", "where", "asked", "safety", "patrols", "market")),),
)

NOUNS = (REPORT, INCIDENT, VERIFICATION, HEARD_FROM, DISTINCTION)
