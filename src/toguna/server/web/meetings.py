"""Rencontres: the next, those held and missed, the bodies, each meeting as a story; its papers, its screen for the
room, and what it leaves open.
"""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from toguna.server.queries import agenda as agendas
from toguna.server.queries import meetings as met
from toguna.server.queries import missing
from toguna.server.queries.reading import for_all
from toguna.server.queries.seats import place_of
from toguna.server.reports.spoken import spoken
from toguna.server.web.acting import act_url
from toguna.server.web.register import proof_of
from toguna.server.web.telling import told
from toguna.server.web.visits import Visit, begin, page


@require_safe
def meetings(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Every meeting, the next first."""
    visit = begin(request, lang, framework)
    rows = met.listed(visit.reading)
    groups = [(group, [row for row in rows if row.group == group]) for group in met.GROUPS]
    data = {
        "shown": met.shown(visit.reading),
        "groups": [one for one in groups if one[1]],
        "rhythm": met.rhythm(visit.reading),
        "bodies": met.bodies(visit.reading),
    }
    return page(request, "meetings.html", visit, data)


@require_safe
def meeting(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One meeting; the same answer for one that is hidden and one that does not exist."""
    visit = begin(request, lang, framework)
    story = met.story(visit.reading, id)
    if story is None:
        raise Http404
    data = {
        "story": story,
        "row": story.row,
        "paper_url": _fingerprint(visit, story),
        "papers": _papers(visit, id) if story.row.kind != "caucus" else (),
        "agenda": agendas.of(visit.reading, id),
        **told(visit, "met.step", story.steps),
        **proof_of(visit, "meeting", id),
    }
    return page(request, "meeting.html", visit, data)


def _fingerprint(visit: Visit, story: met.MeetingStory) -> str:
    """Where the signed record's fingerprint is worked out, for the secretariat, as long as none is recorded."""
    if visit.seat is None or not visit.sees_all or visit.stamp == "replay" or story.paper or not story.conclusions:
        return ""
    act = "meeting.keep_paper" if story.adopted else "meeting.adopt"
    return (
        f"{reverse('fingerprint', args=[visit.lang, visit.framework])}?{urlencode({'acte': act, 'cas': story.row.id})}"
    )


def _papers(visit: Visit, id_: str) -> tuple[tuple[str, str, str], ...]:
    """Each paper with the address of the copy for all, and of the seat's own."""
    aloud = spoken(visit.reading, id_, visit.lang) is not None
    named = (kind for name, kind in PAPERS.items() if name != "spoken" or aloud)
    kinds = ((kind, visit.url("meeting-paper", id_, kind)) for kind in named)
    own = "&" if visit.query else "?"
    return tuple((kind, url, f"{url}{own}exemplaire=titulaire" if visit.seat else "") for kind, url in kinds)


@require_safe
def paper(request: HttpRequest, lang: str, framework: str, id: str, kind: str) -> HttpResponse:  # noqa: A002 - the address's word
    """A paper of a meeting as PDF: the copy for all, or (`exemplaire=titulaire`) the one of the seat."""
    visit = begin(request, lang, framework)
    name = next((name for name, address in PAPERS.items() if address == kind), None)
    if name is None or met.story(visit.reading, id) is None:
        raise Http404
    reading, copy = for_all(visit.reading), 1
    if request.GET.get("exemplaire") == "titulaire":
        if visit.seat is None:
            raise PermissionDenied
        reading, copy = visit.reading, place_of(visit.reading.register, visit.seat.code)
    # Typst is heavy: a server that is never asked for a paper does not load it.
    from toguna.server.reports import papers

    made = papers.pdf(reading, id, name, lang, copy=copy)
    if made is None:
        raise Http404
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{papers.file_name(reading, id, name, lang)}"'
    return answer


PAPERS: Final = {"agenda": "ordre-du-jour", "attendance": "presence", "conclusions": "releve", "spoken": "a-lire"}
"""What each paper is called in an address."""


@require_safe
def aloud(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """What is read aloud after the meeting, the same for every reader."""
    visit = begin(request, lang, framework)
    text, story = spoken(visit.reading, id, lang), met.story(for_all(visit.reading), id)
    if text is None or story is None:
        raise Http404
    data = {"text": text, "row": story.row, "paper": visit.url("meeting-paper", id, PAPERS["spoken"])}
    return page(request, "aloud.html", visit, data)


@require_safe
def screen(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """What is shown on the wall of the room: one item at a time, what every member may read."""
    visit = begin(request, lang, framework)
    story = met.story(for_all(visit.reading), id)
    if story is None:
        raise Http404
    slides = agendas.slides(for_all(visit.reading), id)
    number = _number(request.GET.get("n", "1"), len(slides))
    here = visit.url("meeting-screen", id)
    joint = "&" if "?" in here else "?"
    data: dict[str, Any] = {
        "story": story,
        "row": story.row,
        "slide": slides[number - 1],
        "number": number,
        "count": len(slides),
        "before": f"{here}{joint}n={number - 1}" if number > 1 else "",
        "after": f"{here}{joint}n={number + 1}" if number < len(slides) else "",
        "back": visit.url("meeting", id),
    }
    return page(request, "screen.html", visit, data)


def _number(asked: str, most: int) -> int:
    return min(max(int(asked), 1), most) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else 1


@require_safe
def left_open(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """What a meeting leaves open, to be settled before people leave the room."""
    visit = begin(request, lang, framework)
    found, story = missing.of_meeting(visit.reading, id), met.story(visit.reading, id)
    if found is None or story is None:
        raise Http404
    data = {"called": story.row.name, "back": visit.url("meeting", id), **open_texts(visit, found)}
    return page(request, "missing.html", visit, data)


def open_texts(visit: Visit, found: missing.Missing) -> dict[str, Any]:
    """What `missing.html` takes: each text with the form that completes it, for those who may."""
    rows = []
    for text in found.texts:
        may = visit.seat is not None and visit.sees_all and text.noun == "undertaking" and visit.stamp != "replay"
        rows.append((text, act_url(visit, "undertaking.amend", text.id) if may else ""))
    return {"left": found, "rows": rows}
