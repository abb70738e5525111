"""The register's own pages: how the copies stand, its entries, its verification, and what all of that proves."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.base.text import Text
from toguna.register.rows import Report
from toguna.server.queries import entries as listed
from toguna.server.queries.day import Memory
from toguna.server.queries.entries import EntryRow
from toguna.server.queries.exchange import copies
from toguna.server.queries.health import verified
from toguna.server.queries.integrity import proofs
from toguna.server.queries.naming import party_name
from toguna.server.queries.people import people
from toguna.server.web.countersigning import erasing_url
from toguna.server.web.pages_of import record_url
from toguna.server.web.visits import Visit, begin, page

_VERIFIED = Memory(4)


@require_safe
def register(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The founding act in short, the copies, forks, and what is missing here."""
    visit = begin(request, lang, framework)
    data = {"held": copies(visit.reading), "who": people(visit.register.register), "names": names(visit)}
    return page(request, "register.html", visit, data)


@require_safe
def verify(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Everything this machine holds verified, in words."""
    visit = begin(request, lang, framework)
    report: Report = _VERIFIED.recall(visit.register.key, verified)
    return page(request, "register_verify.html", visit, {"report": report})


@require_safe
def entries(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The entries, the latest first."""
    visit = begin(request, lang, framework)
    found = listed.page(visit.reading, request.GET.get("apres", ""))
    rows = [(row, record(visit, row)) for row in found.rows]
    return page(request, "register_entries.html", visit, {"rows": rows, "after": found.after})


@require_safe
def entry(request: HttpRequest, lang: str, framework: str, hash: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One entry."""
    visit = begin(request, lang, framework)
    story = listed.entry(visit.reading, hash)
    if story is None:
        raise Http404
    return page(
        request,
        "register_entry.html",
        visit,
        {"story": story, "record": record(visit, story.row), "erase_url": erasing_url(visit, hash)},
    )


@require_safe
def proves(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """What a register like this proves, and what it does not."""
    return page(request, "register_proves.html", begin(request, lang, framework), {})


def record(visit: Visit, row: EntryRow) -> str:
    """The address of the record that an entry speaks of; empty where it has no page of its own."""
    return record_url(visit, row.noun, row.case)


def names(visit: Visit) -> dict[str, Text]:
    """The parties' names by code."""
    return {party.code: party_name(visit.reading, party.code) for party in visit.register.act.parties}


def proof_of(visit: Visit, noun: str, case: str) -> dict[str, Any]:
    """What stands behind a record, for its page."""
    found = proofs(visit.reading, noun, [case]).get(case)
    if found is None:
        return {"proof": None}
    return {
        "proof": found,
        "seen_by": [party_name(visit.reading, party) for party in found.seen_by],
        "endorsed_by": [party_name(visit.reading, party) for party in found.endorsed_by],
        # Only an undertaking names so few whom it binds that one may read who is still awaited.
        "awaited": [party_name(visit.reading, party) for party in found.awaited if noun == "undertaking"],
    }
