"""The address of the page of a record, for whatever names one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toguna.server.queries.verifications import verified_by

if TYPE_CHECKING:
    from toguna.server.web.visits import Visit

PAGES: Final = {
    "agreement": "agreement",
    "alert": "alert",
    "claim": "result",
    "committee": "committee",
    "countersigning": "countersigning",
    "dialogue": "dialogue",
    "dissemination": "dissemination",
    "hand_over": "hand-over",
    "incident": "incident",
    "measure": "measure",
    "meeting": "meeting",
    "order": "order",
    "party": "party",
    "recommendation": "recommendation",
    "report": "report",
    "request": "request",
    "road": "road",
    "rumour": "rumour",
    "testimony": "testimony",
    "undertaking": "undertaking",
}
"""The nouns whose records have a page of their own, and the name of its address."""


def record_url(visit: Visit, noun: str, case: str) -> str:
    """Where a record is read, on the day shown; empty where it has no page.

    A joint verification is read in the story of its incident, a sealed note among its seat's others.
    """
    if noun == "entry":
        return visit.url("entry-of-register", case)
    if noun == "verification":
        incident = verified_by(visit.reading, case)
        return visit.url(PAGES["incident"], incident) if incident else ""
    if noun == "note":
        return visit.url("notes")
    return visit.url(PAGES[noun], case) if noun in PAGES else ""
