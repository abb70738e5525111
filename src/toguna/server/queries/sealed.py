"""What stands sealed inside records that are read otherwise: shown to nobody until two people open it together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.claims import Claim
from toguna.domain.visibility import attribution_visible, level_visible
from toguna.server.queries.incidents import held_case, held_cases
from toguna.server.queries.naming import both
from toguna.server.queries.reading import Reading
from toguna.server.records.models import MODELS
from toguna.server.records.speaking import holders

_LABELS: Final = {
    "incident": Text(fr="Jusqu’où va l’attribution", en="How far attribution has come"),
    "claim": Text(fr="Qui l’a annoncé", en="Who announced it"),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A sealed field, opened: what it is called, and what it says."""

    label: Text
    value: Text


def sealed_cases(reading: Reading) -> list[tuple[str, str]]:
    """Noun and id of the records in which this reader's party holds something sealed."""
    named = MODELS["incident"].objects.at(reading.register, reading.as_of).filter(data__has_key="attribution")
    incidents = held_cases(reading, sorted(named.values_list("case", flat=True)))
    held = [("incident", id_) for id_, one in incidents.items() if one.attribution != "unknown"]
    held += [("claim", one.id) for one in reading.all(Claim) if one.who_text is not None]
    return [(noun, case) for noun, case in held if _may(reading, noun, case)]


def holds_sealed(reading: Reading, case: str) -> bool:
    """Whether this is one of `sealed_cases`, without going through all incidents."""
    incident, claim = held_case(reading, case), reading.by_id(Claim).get(case)
    return (incident is not None and incident.attribution != "unknown" and _may(reading, "incident", case)) or (
        claim is not None and claim.who_text is not None and _may(reading, "claim", case)
    )


def sealed_name(reading: Reading, case: str) -> Text:
    """What a record in which something stands sealed is called."""
    incident, claim = held_case(reading, case), reading.by_id(Claim).get(case)
    if incident is not None:
        name = codes.INCIDENT_KINDS.labels[incident.kind]
    else:
        name = both(claim.says) if claim is not None and claim.says is not None else _LABELS["claim"]
    return Text(fr=f"{name.fr} ({case})", en=f"{name.en} ({case})")


def _may(reading: Reading, noun: str, case: str) -> bool:
    whose = holders(reading.register, case)
    if noun == "incident":
        return attribution_visible(reading.reader, whose)
    return level_visible(reading.reader, "sealed", owner=whose)


def what_is_sealed(reading: Reading, case: str) -> Opened | None:
    """What stands sealed in a case; for those only before whom it stands open (`domain.countersigning.opened`)."""
    incident = held_case(reading, case)
    if incident is not None:
        return Opened(_LABELS["incident"], codes.ATTRIBUTIONS.labels[incident.attribution])
    claim = reading.by_id(Claim).get(case)
    if claim is not None and claim.who_text is not None:
        return Opened(_LABELS["claim"], both(claim.who_text))
    return None
