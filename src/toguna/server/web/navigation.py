"""The menu of domain notes §9, the same in this order on every page of a framework."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from toguna.server.web.visits import Visit

SECTIONS: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    ("day", frozenset({"brief", "changes"})),
    ("meetings", frozenset({"meeting", "meeting-open"})),
    (
        "agreements",
        frozenset(
            {
                "agreement",
                "agreement-open",
                "undertakings",
                "undertaking",
                "charters",
                "committee",
                "dissemination",
                "order",
            }
        ),
    ),
    ("measures", frozenset({"measure", "effect", "judging", "hand-over"})),
    ("roads", frozenset({"road"})),
    (
        "incidents",
        frozenset(
            {
                "incident",
                "incident-map",
                "alerts",
                "alert",
                "rules",
                "watch",
                "reports",
                "report",
                "arrivals",
                "arrival",
                "answers",
                "phones",
                "partner-file",
                "indicators",
                "dialogues",
                "dialogue",
                "rumours",
                "rumour",
                "forms",
                "forms-type",
            }
        ),
    ),
    ("requests", frozenset({"request"})),
    ("results", frozenset({"result", "comparing", "recommendations", "bodies", "testimony"})),
    (
        "register",
        frozenset(
            {
                "register-verify",
                "register-proves",
                "parity",
                "entries",
                "entry-of-register",
                "parties",
                "party",
                "countersignings",
                "countersigning",
            }
        ),
    ),
)
"""Each section by the name of its first page, with the pages that lie inside it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the menu; `current` is the value of aria-current, empty elsewhere."""

    key: str
    url: str
    current: str


def menu(visit: Visit, here: str) -> list[Item]:
    """The menu as seen from a page."""
    return [Item(f"nav.{name}", visit.url(name), _current(name, inside, here)) for name, inside in SECTIONS]


def _current(name: str, inside: frozenset[str], here: str) -> str:
    if here == name:
        return "page"
    return "true" if here in inside else ""
