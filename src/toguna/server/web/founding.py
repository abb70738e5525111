"""The first fifteen minutes: a browser founds the register of a living framework on this machine.

First the passphrase, then the recovery sheet on paper, then the framework, then a slip for each seat. Only this machine
may do so, by the entry link that `toguna serve` prints, and only while it holds no register.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from secrets import compare_digest
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toguna import __version__
from toguna.base.errors import RegisterFault, TogunaError
from toguna.domain.codes import CONSTITUENCIES
from toguna.domain.templates import ALARM_DAYS, SILENCE_HOURS, TEMPLATES, Template
from toguna.server.actions.backups import back_up
from toguna.server.actions.founding import Founded, PartyPlan, Plan, RoadPlan, found_live, prepare
from toguna.server.actions.recovering import announce_printed, new_sheet
from toguna.server.home import NothingHere
from toguna.server.passphrases import generate
from toguna.server.queries.beginnings import first_steps, next_called
from toguna.server.queries.day import last_backup
from toguna.server.queries.reading import chosen, registers
from toguna.server.queries.seats import seats
from toguna.server.web.acting import act_url
from toguna.server.web.exchange import beside, seated
from toguna.server.web.meetings import PAPERS
from toguna.server.web.seats import LOOPBACK, EntryLinkRefused
from toguna.server.web.visits import begin, home_of, page, sit

PARTY_ROWS: Final = 4
ROAD_ROWS: Final = 4
ASKED_BLOCK: Final = 5
"""The block of the sheet that must be copied back: it can only be read on the paper."""


@dataclass
class _Begun:
    """What a founding holds in this process's memory until it is done: never written down."""

    phrase: str = ""
    token: str = ""
    founded: Founded | None = None
    blocks: tuple[str, ...] = ()
    secret: bytes = b""
    copied: bool = False

    def forget(self) -> None:
        """What is on paper now is nowhere else."""
        self.phrase, self.secret, self.blocks = "", b"", ()


_begun = _Begun()


@sensitive_post_parameters("phrase", "encore")
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """The passphrase, the recovery sheet, the framework, then the slips to print."""
    home = home_of(lang)
    right = os.environ.get("TOGUNA_ENTRY_TOKEN", "")
    if (
        request.META.get("REMOTE_ADDR") not in LOOPBACK
        or not right
        or not compare_digest(token.encode(), right.encode())
    ):
        raise EntryLinkRefused
    if request.method == "POST" and _begun.founded is not None and request.POST.get("jeton") == _begun.token:
        return _papers(request, lang, _begun.founded)
    if held := _held():
        return HttpResponseRedirect(reverse("day", args=[lang, held]))
    if request.method != "POST":
        return _first(request, lang, token)
    template = next((one for one in TEMPLATES if one.code == request.POST.get("modele")), TEMPLATES[0])
    try:
        if "phrase" in request.POST:
            prepare(home, request.POST["phrase"].strip(), request.POST.get("encore", "").strip())
            _begun.phrase, _begun.token = request.POST["phrase"].strip(), secrets.token_urlsafe(16)
            if not _begun.copied:
                _begun.secret, _begun.blocks = new_sheet()
            return _sheet(request, lang, template)
        if not _begun.phrase:
            return _first(request, lang, token)
        if "bloc" in request.POST:
            _begun.copied = _same_block(request.POST["bloc"])
            return _second(request, lang, template) if _begun.copied else _sheet(request, lang, template, fault=True)
        if not _begun.copied:
            return _sheet(request, lang, template)
        founded = found_live(home, _plan(request, lang), _begun.phrase)
    except TogunaError as wrong:
        fault = wrong.say(lang)
        status = 400 if not isinstance(wrong, RegisterFault) else 403
        if "phrase" in request.POST:
            return _first(request, lang, token, fault=fault, status=status)
        return _second(request, lang, template, fault=fault, status=status)
    # The sheet is on paper already: its key is announced before anything is sealed for it.
    announce_printed(founded.register, _begun.secret)
    _begun.founded = founded
    _begun.forget()
    return _papers(request, lang, founded)


def _same_block(said: str) -> bool:
    plain = "".join(said.split()).lower()
    return bool(_begun.blocks) and plain == "".join(_begun.blocks[ASKED_BLOCK - 1].split()).lower()


def _held() -> str:
    """The framework that this home holds already; empty: none."""
    if not settings.HOME.exists():
        return ""
    try:
        name: str = registers(settings.HOME)[0]["framework"]
    except NothingHere:
        return ""
    return name


def _page(request: HttpRequest, template: str, lang: str, data: dict[str, Any], status: int = 200) -> HttpResponse:
    other = "en" if lang == "fr" else "fr"
    match = request.resolver_match
    there = reverse("found", args=[other, match.kwargs["token"]]) if match is not None else "/"
    common = {"lang": lang, "other": other, "other_url": there, "version": __version__}
    return render(request, template, {**common, **data}, status=status)


def _first(request: HttpRequest, lang: str, token: str, *, fault: str = "", status: int = 200) -> HttpResponse:
    data = {"suggested": generate(), "templates": TEMPLATES, "fault": fault, "chosen": request.POST.get("modele")}
    return _page(request, "founding_first.html", lang, data, status)


def _sheet(request: HttpRequest, lang: str, template: Template, *, fault: bool = False) -> HttpResponse:
    """The recovery sheet, to be printed before anything else; a block of it copied back shows that it was."""
    data = {"blocks": list(enumerate(_begun.blocks, 1)), "asked": ASKED_BLOCK, "template": template, "fault": fault}
    return _page(request, "founding_sheet.html", lang, data, 400 if fault else 200)


def _second(request: HttpRequest, lang: str, template: Template, *, fault: str = "", status: int = 200) -> HttpResponse:
    sent = request.POST
    if "nom" in sent:
        parties = list(zip(sent.getlist("partie"), sent.getlist("famille"), strict=False))
        roads = list(zip(sent.getlist("axe"), sent.getlist("lieux"), strict=False))
    else:
        parties = [(one.name.say(lang), one.constituency) for one in template.members] + [("", "")] * PARTY_ROWS
        roads = [("", "")] * ROAD_ROWS
    quorum = template.quorum if "nom" not in sent else sent.get("quorum", "")
    data = {
        "template": template,
        "token": _begun.token,
        "fault": fault,
        "name_said": sent.get("nom", ""),
        "parties": parties,
        "roads": roads,
        "families": [(code, CONSTITUENCIES.labels[code]) for code in CONSTITUENCIES],
        "quorum": quorum if quorum is not None else "",
        "silence": sent.get("silence", str(SILENCE_HOURS)),
        "alarms": sent.get("alarmes", ", ".join(map(str, ALARM_DAYS))),
        "rules": sent.get("regles", template.rules.say(lang)),
    }
    return _page(request, "founding_second.html", lang, data, status)


def _plan(request: HttpRequest, lang: str) -> Plan:
    sent = request.POST
    parties = zip(sent.getlist("partie"), sent.getlist("famille"), strict=False)
    roads = zip(sent.getlist("axe"), sent.getlist("lieux"), strict=False)
    return Plan(
        name=sent.get("nom", "").strip()[:200],
        parties=tuple(PartyPlan(name.strip()[:120], family) for name, family in parties if name.strip() and family),
        roads=tuple(
            RoadPlan(name.strip()[:120], tuple(dict.fromkeys(p.strip()[:80] for p in places.split(",") if p.strip())))
            for name, places in roads
            if name.strip()
        ),
        quorum=_number(sent.get("quorum", "")),
        silence_hours=_number(sent.get("silence", "")),
        alarm_days=tuple(n for part in sent.get("alarmes", "").split(",") if (n := _number(part)) is not None),
        rules=sent.get("regles", "").strip()[:4000] or None,
        lang=lang,
    )


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else None


def _papers(request: HttpRequest, lang: str, founded: Founded) -> HttpResponse:
    home = home_of(lang)
    sit(request, home, founded.framework, founded.seat)
    slips = [(seat, founded.phrases[seat.code]) for seat in seats(home, founded.framework)]
    return _page(request, "founding_papers.html", lang, {"slips": slips, "framework": founded.framework})


@require_POST
def printed(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The slips are on paper: this process forgets them."""
    visit = seated(begin(request, lang, framework))
    if _begun.founded is not None and visit.reading.register == _begun.founded.register:
        _begun.founded = None
    return HttpResponseRedirect(visit.url("beginning"))


@require_safe
def beginning(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The first steps, with what is done."""
    visit = seated(begin(request, lang, framework))
    meeting = next_called(visit.reading)
    urls = {
        "measure": act_url(visit, "measure.observe"),
        "meeting": act_url(visit, "meeting.call"),
        "note": visit.url("brief"),
        "agenda": visit.url("meeting-paper", meeting, PAPERS["agenda"]) if meeting else visit.url("meetings"),
        "backup": visit.url("backup"),
    }
    steps = [(step, urls[step.code]) for step in first_steps(visit.reading, last_backup(visit.register))]
    return page(request, "beginning.html", visit, {"steps": steps})


@require_POST
def backup(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Everything this machine holds of the register, as one file: for the home's own seat."""
    visit = seated(begin(request, lang, framework))
    home = home_of(lang)
    if visit.reading.reader.seat != visit.register.own_seat:
        raise EntryLinkRefused
    with beside(home) as path:
        back_up(home, chosen(home, framework), path)
        answer = HttpResponse(path.read_bytes(), content_type="application/octet-stream")
    name = f"{framework}-sauvegarde-{visit.register.clock.isoformat()}.toguna"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
