"""A party leaves: what follows the same day (domain notes §8.3, §6.3, R6).

Its measures are degraded and one request is drafted for what they covered, as when a force withdraws. Its seats can no
longer enter here, and the keys of what was sealed for it alone, or with some others, are destroyed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from toguna.base.errors import RuleError
from toguna.base.text import Text, Words
from toguna.domain.entity import plain, typed
from toguna.domain.frameworks import Party
from toguna.domain.measures import RUNNING, Measure
from toguna.domain.visibility import Role, role_of
from toguna.register.constitution import Constitution
from toguna.server.actions.cases import held, may_move
from toguna.server.actions.erasing import end_epochs
from toguna.server.actions.factors import close_seat
from toguna.server.actions.receipts import case_of
from toguna.server.home import Home
from toguna.server.ledger import store
from toguna.server.office.models import Gateway, Phone, SealedPhone, SeatToken
from toguna.server.records.models import MODELS

if TYPE_CHECKING:
    from toguna.server.actions.countersigning import Signer

_WHY: Final = Text(fr="La partie qui la porte a quitté le cadre.", en="The party that carries it has left.")
_ASK: Final = Text(
    fr="Remplacer la présence d’une partie qui a quitté le cadre : des mesures en dépendent.",
    en="Replace the presence of a party that has left the framework: measures depend on it.",
)


class PartyHasLeft(RuleError):
    """A party that left says nothing more here; it keeps its copy and may come back."""

    code = "party-has-left"
    text = Text(
        fr="Cette partie a quitté le cadre : elle garde son exemplaire et ne peut plus rien y inscrire. Pour revenir, "
        "s’adresser au secrétariat.",
        en="This party has left the framework: it keeps its copy and can enter nothing more. To come back, turn to the "
        "secretariat.",
    )


def leave(signer: Signer, party: str, since: str, why: Words | None) -> list[bytes]:
    """Record that a party has left, and what follows; the new entries."""
    entries = []
    status = held(signer.register, Party, party).status
    if status is None:
        # It sat there from the founding on, which no entry of its own says.
        entries.append(signer.say("party.seated", party, {}))
    may_move("party", party, status or "seated", "left")
    entries.append(signer.say("party.left", party, {"since": since, **({"why": plain(why)} if why else {})}))
    touched = list(depending(signer.register, party))
    for measure in touched:
        if measure.status != "degraded":
            told = {"ended_why": {"fr": _WHY.fr, "en": _WHY.en}}
            entries.append(signer.say("measure.degraded", measure.id, told))
    if touched:
        ask = {
            "framework": signer.framework,
            "level": "regional",
            "by": _carriers(signer, party),
            "what": {"fr": _ASK.fr, "en": _ASK.en},
            "about": [measure.id for measure in touched],
        }
        drafted = case_of("p", signer.register, signer.reader.seat or "", signer.token)
        entries.append(signer.say("request.drafted", drafted, ask))
    # Keys that are destroyed do not come back: only once all of this stands.
    transaction.on_commit(lambda: _lock(signer, party))
    return entries


def _carriers(signer: Signer, party: str) -> list[str]:
    """Who carries the request: whoever confirms; the secretariat, where that is the party itself."""
    own = signer.reader.party
    if own is not None and own != party:
        return [own]
    act = store.constitution(signer.register)
    return [one.code for one in act.parties if role_of(one.constituency) is Role.MEDIATOR and one.code != party]


def depending(register: bytes, party: str) -> Iterator[Measure]:
    """The running measures that a party carries."""
    rows = MODELS["measure"].objects.at(register, None).values_list("data", flat=True)
    for measure in (typed(data, Measure) for data in rows):
        if measure.status in RUNNING and party in measure.by:
            yield measure


def own_party(home: Home, act: Constitution) -> str | None:
    """The party whose home this is, in a register."""
    settings_ = home.settings()
    held: Mapping[str, str] = next((one for one in settings_.get("registers", []) if one["id"] == act.id.hex()), {})
    seat = held.get("seat") or settings_.get("seat", "")
    return next((one.party for one in act.seats if one.code == seat), None)


def _lock(signer: Signer, party: str) -> None:
    """Close its seats here, and destroy the keys of what was sealed for it."""
    home, register = settings.HOME, signer.register
    act = store.constitution(register)
    if party != own_party(home, act):
        for seat in (one.code for one in act.seats if one.party == party):
            close_seat(home, signer.framework, seat)
            for kind in (SeatToken, Phone, SealedPhone, Gateway):
                kind.objects.filter(register=register.hex(), seat=seat, revoked=None).update(revoked=signer.today)
    end_epochs(register, signer.key, at=datetime.now(UTC), left_only=True)
