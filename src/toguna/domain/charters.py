"""What carries a charter or an agreement to people: disseminations, and the internal orders of movements.

A dissemination has a place, languages and the size of its audience, nobody's name. An order is that of a movement to
its own people: whether it was issued, relayed, reported back, and what share it reached as each side attests: a share,
never how many units there are (domain notes §11, §12).
"""

from __future__ import annotations

from typing import ClassVar

from toguna.base.dates import When
from toguna.base.errors import RuleError
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity, Part
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine


class Dissemination(Entity):
    """A charter or an agreement told to people in a place. One that is only planned is for those who plan it."""

    CODES: ClassVar[dict[str, CodeList]] = {"languages": codes.DISSEMINATION_LANGUAGES, "channel": codes.CHANNELS}

    framework: str
    charter: str
    where: tuple[str, ...]
    by: tuple[str, ...] = ()
    date: When | None = None
    languages: tuple[str, ...] = ()
    audience: int | None = None
    channel: str | None = None
    committee: str | None = None
    why: Words | None = None
    status: str = "planned"


_TOLD = ("framework", "charter", "where", "by", "date", "languages", "audience", "channel", "committee")

DISSEMINATION = Noun(
    "dissemination",
    Dissemination,
    (
        EntryType("dissemination.planned", 305, _TOLD, to="planned"),
        EntryType("dissemination.held", 306, _TOLD, to="held"),
        EntryType("dissemination.cancelled", 307, ("why",), to="cancelled"),
        EntryType("dissemination.amended", 308, ("charter", "where", "date", "languages", "audience", "channel")),
    ),
    Machine(
        labels={
            "planned": Text(fr="prévue", en="planned"),
            "held": Text(fr="faite", en="held"),
            "cancelled": Text(fr="annulée", en="cancelled"),
        },
        first=frozenset({"planned", "held"}),
        moves={"planned": frozenset({"held", "cancelled"})},
    ),
)


class Attestation(Part):
    """What share of those concerned an order has reached, in the words of one party, on a day."""

    party: str
    reach_percent: int
    date: When | None = None


class Order(Entity):
    """An order of a movement to its own, which serves an undertaking of the kind *internal order*."""

    framework: str
    by: tuple[str, ...]
    undertaking: str | None = None
    date: When | None = None
    attestations: tuple[Attestation, ...] = ()
    status: str = "issued"


ORDER = Noun(
    "order",
    Order,
    (
        EntryType("order.issued", 380, ("framework", "by", "undertaking", "date"), to="issued"),
        EntryType("order.relayed", 381, ("date",), to="relayed"),
        EntryType("order.reported", 382, ("date",), to="reported"),
        EntryType("order.attested", 383, ("party", "reach_percent", "date"), appends="attestations"),
    ),
    Machine(
        labels={
            "issued": Text(fr="donné", en="issued"),
            "relayed": Text(fr="relayé", en="relayed"),
            "reported": Text(fr="compte rendu reçu", en="reported back"),
        },
        first=frozenset({"issued"}),
        moves={"issued": frozenset({"relayed", "reported"}), "relayed": frozenset({"reported"})},
    ),
)


class NotAShare(RuleError):
    """A share is between 0 and 100."""

    code = "not-a-share"
    text = Text(
        fr="La part atteinte se dit en pour cent, de 0 à 100 ; jamais en nombre d’unités. Corriger, puis envoyer de "
        "nouveau.",
        en="The share reached is told in per cent, from 0 to 100; never as a number of units. Correct it, then send "
        "again.",
    )


def may_attest(percent: int) -> None:
    """Whether a number can be a share.

    Raises
    ------
    NotAShare
    """
    if not 0 <= percent <= 100:
        raise NotAShare


NOUNS = (DISSEMINATION, ORDER)
