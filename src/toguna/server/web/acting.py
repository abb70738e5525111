"""Forms of the acts, and their receipts."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.views.decorators.http import require_http_methods, require_safe

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.domain.codes import RULE_SUBJECTS
from toguna.domain.rules import subject_of
from toguna.server.actions import receipts, serving
from toguna.server.actions.cases import UnknownCase
from toguna.server.actions.seats import proved
from toguna.server.actions.throttle import throttle
from toguna.server.acts.act import Act, Field, Kind
from toguna.server.acts.catalogue import ACTS, offered
from toguna.server.acts.choices import Choice, choices, fits
from toguna.server.acts.parsing import MOST, ActIncomplete
from toguna.server.acts.performing import ChangedMeanwhile, UnknownAct, named, perform
from toguna.server.acts.placing import told_of
from toguna.server.acts.visible import entity_of
from toguna.server.queries.beginnings import pending
from toguna.server.queries.cases import mark, stands
from toguna.server.queries.countersigning import in_short
from toguna.server.queries.day import last_backup
from toguna.server.queries.verifications import of_incident, team_label
from toguna.server.queries.where import Told
from toguna.server.web.pages_of import PAGES, record_url
from toguna.server.web.resuming import resumable
from toguna.server.web.visits import Visit, begin, home_of, page

BLANK_ROWS = 2
"""Empty lines that a group offers beyond those that are filled."""
LISTED = 8
"""More choices than this are a list to open; fewer are boxes to tick."""


@dataclass(frozen=True)
class Box:
    """One field as the form shows it: its value as typed, its choices, its faults; `rows` of a group, and what a place
    in words may stand for.
    """

    field: Field
    name: str
    value: Any
    choices: tuple[Choice, ...]
    faults: tuple[str, ...]
    rows: tuple[tuple[Box, ...], ...] = ()
    told: Told | None = None

    @property
    def kind(self) -> str:
        """The template that draws it."""
        return self.field.kind.value

    @property
    def many(self) -> bool:
        """Whether several values may be given."""
        return self.field.many

    @property
    def ticked(self) -> bool:
        """Whether it is drawn as boxes to tick."""
        return self.field.many or len(self.choices) <= LISTED

    @property
    def longest(self) -> int:
        """The most characters."""
        return MOST.get(self.field.kind, 60)


_AGAIN: Final = frozenset({"plus", "ou", "garde"})
"""What a form is sent with to be shown again with what was said so far: another line, a place looked up, a return."""


@resumable
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, lang: str, framework: str, name: str) -> HttpResponse:
    """The form of an act; sent, its receipt."""
    visit = begin(request, lang, framework)
    if visit.seat is None:
        return HttpResponseRedirect(visit.url("enter"))
    try:
        found = named(visit.reading, name)
    except UnknownAct:
        raise Http404 from None
    case = request.GET.get("cas") or None
    if request.method != "POST" and visit.today != visit.present:
        # What is done is done on the register's last day, whatever day was being looked at.
        return HttpResponseRedirect(_form_url(visit, name, case, **_asked(found, request)))
    entity = entity_of(visit.reading, found.noun, case) if case else None
    if (found.opens is None) != (case is not None) or (case is not None and entity is None):
        raise Http404
    if request.method == "POST" and not _AGAIN & request.POST.keys():
        return _sent(request, visit, found, case)
    filled = found.filled(visit.reading, entity) if found.filled else {}
    begun = told_in(found.fields, request.POST) if request.method == "POST" else {**filled, **_asked(found, request)}
    return form(request, visit, found, case, begun, token=request.POST.get("jeton"))


def _sent(request: HttpRequest, visit: Visit, found: Act, case: str | None) -> HttpResponse:
    data = told_in(found.fields, request.POST)
    token = request.POST.get("jeton", "")
    try:
        done = perform(
            visit.reading,
            serving.held(),
            found.name,
            data,
            token=token,
            lang=visit.lang,
            case=case,
            seen=request.POST.get("vu"),
            proof=found.strong and _proof(request, visit),
        )
    except UnknownCase:
        raise Http404 from None
    except ActIncomplete as wrong:
        faults = {one.path: one.say(visit.lang) for one in wrong.faults}
        return form(request, visit, found, case, data, token=token, faults=faults, fault=wrong, status=400)
    except ChangedMeanwhile as wrong:
        return form(request, visit, found, case, data, token=token, fault=wrong, status=409)
    except (InputError, RuleError) as wrong:
        return form(
            request, visit, found, case, data, fault=wrong, status=400 if isinstance(wrong, InputError) else 409
        )
    if begin(request, visit.lang, visit.framework).seat is None:
        # Whoever confirmed that his own party leaves has no place any more, and no receipts.
        return HttpResponseRedirect(record_url(visit, done.noun, done.case))
    return HttpResponseRedirect(visit.now_url("receipt", done.number))


def _proof(request: HttpRequest, visit: Visit) -> bool:
    """Whether the seat's passphrase was given again; guesses are slowed down as at the door."""
    address, whose = request.META.get("REMOTE_ADDR", ""), f"{visit.framework}/{visit.reading.reader.seat}"
    if throttle.wait(address, whose):
        return False
    right = proved(
        home_of(visit.lang), visit.framework, visit.reading.reader.seat or "", request.POST.get("phrase", "")
    )
    (throttle.succeeded if right else throttle.failed)(address, whose)
    return right


def form(
    request: HttpRequest,
    visit: Visit,
    found: Act,
    case: str | None,
    begun: Mapping[str, Any],
    *,
    token: str | None = None,
    faults: Mapping[str, str] | None = None,
    fault: InputError | RuleError | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form, with what was said so far."""
    data = {
        "act": found,
        "boxes": tuple(boxes_of(visit, found.fields, begun, "", faults or {}, request)),
        "action": _form_url(visit, found.name, case),
        "token": token or secrets.token_urlsafe(16),
        "seen": mark(visit.reading.register, found.noun, case) if case else "",
        "case": case,
        "about": RULE_SUBJECTS.labels.get(subject_of(case or "") or "") if found.noun == "rule" else None,
        "in_short": in_short(visit.reading, found.noun, case),
        "case_url": record_url(visit, found.noun, case) if case else "",
        "fault": fault.say(visit.lang) if fault is not None else "",
        "read_only": serving.held() is None,
    }
    return page(request, "act.html", visit, data, status=status)


@dataclass(frozen=True)
class Offer:
    """An act offered on a page: what it is called, and where its form is."""

    label: Text
    url: str


OPENED: Final[dict[str, tuple[str, ...]]] = {
    "measures": ("measure", "hand_over", "outing", "withdrawal"),
    "meetings": ("meeting", "decision"),
    "agreements": ("agreement", "clause", "undertaking"),
    "undertakings": ("undertaking",),
    "requests": ("request",),
    "recommendations": ("recommendation",),
    "parity": ("review",),
    "alerts": ("signal", "alert", "advice"),
    "incidents": ("incident", "report"),
    "results": ("claim", "testimony"),
    "dialogues": ("dialogue",),
    "rumours": ("rumour",),
    "reports": ("report",),
    "charters": ("committee", "dissemination", "order"),
    "indicators": ("indicator",),
    "countersignings": ("countersigning",),
}
"""Which cases may be opened from a section's page, by the name of its address."""
ABOUT: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "measure": (("hand_over.plan", "leaving"), ("request.draft", "measures"), ("claim.announce", "about")),
    "meeting": (("decision.adopt_new", "meeting"), ("decision.await", "meeting"), ("undertaking.draft", "meeting")),
    "agreement": (("clause.write", "agreement"), ("undertaking.draft", "agreement")),
    "undertaking": (("request.draft", "promises"),),
    "incident": (("verification.name", "incident"), ("unsealing.propose", "about")),
    "claim": (("unsealing.propose", "about"),),
    "party": (("departure.propose", "party"),),
}
"""Which acts that open something else are offered on a case's page, and which of their fields it fills."""


def offers(visit: Visit, noun: str, case: str | None = None) -> list[Offer]:
    """The acts that this reader may do on a case, or those that open one of a noun."""
    entity = stands(visit.reading, noun, case) if case is not None else None
    if case is not None and entity is None:
        return []
    return [Offer(one.label, act_url(visit, one.name, case)) for one in offered(visit.reading, noun, entity)]


def offers_here(visit: Visit, name: str, case: str | None) -> list[Offer]:
    """What may be done from a page, by the name of its address and the case that it shows."""
    if visit.seat is None or visit.stamp == "replay":
        return []
    if case is None:
        return [one for noun in OPENED.get(name, ()) for one in offers(visit, noun)]
    noun = next((noun for noun, page_name in PAGES.items() if page_name == name), None)
    if noun is None:
        return []
    beside = [
        Offer(ACTS[act].label, act_url(visit, act, None, **{field: case}))
        for act, field in ABOUT.get(noun, ())
        if ACTS[act].may(visit.reading, None) and fits(visit.reading, act, case)
    ]
    within = of_incident(visit.reading, case) if noun == "incident" else ()
    joint = [
        Offer(team_label(visit.reading, one.label, verification), one.url)
        for verification in within
        for one in offers(visit, "verification", verification)
    ]
    return [*offers(visit, noun, case), *beside, *joint]


HOT: Final = {"outing.log": "outing", "morning.note": "morning", "report.give": "reporting"}
"""Acts that have a page of their own, made for the thumb."""


def act_url(visit: Visit, name: str, case: str | None = None, **filled: str) -> str:
    """The address of an act's form."""
    return visit.now_url(HOT[name]) if name in HOT else _form_url(visit, name, case, **filled)


def _form_url(visit: Visit, name: str, case: str | None = None, **filled: str) -> str:
    """The address of the form that has all of an act's fields."""
    asked = {**({"cas": case} if case else {}), **filled}
    url = visit.now_url("act", name)
    return f"{url}{'&' if '?' in url else '?'}{urlencode(asked)}" if asked else url


@require_safe
def receipt(request: HttpRequest, lang: str, framework: str, number: str) -> HttpResponse:
    """What was done, for the seat that did it."""
    visit = begin(request, lang, framework)
    seat = visit.reading.reader.seat
    held = receipts.numbered(visit.reading.register, seat, number) if seat else None
    if held is None:
        raise Http404
    data = {
        "receipt": held,
        "act": ACTS[held.act].label if held.act in ACTS else Text(fr=held.act, en=held.act),
        "url": record_url(visit, held.noun, held.case),
        "entries": [one.hex() for one in held.entries],
        "beginning": visit.url("beginning") if pending(visit.reading, last_backup(visit.register)) else "",
    }
    return page(request, "receipt.html", visit, data)


def _asked(found: Act, request: HttpRequest) -> dict[str, Any]:
    """What a link filled in before: only fields of the act."""
    return {name: value for name, value in request.GET.items() if name in found.by_name}


def told_in(fields: tuple[Field, ...], sent: QueryDict, path: str = "") -> dict[str, Any]:
    """What a browser's form says, in the plain form that the command line and the API send."""
    out: dict[str, Any] = {}
    for field in fields:
        name = f"{path}{field.name}"
        value = _value(field, name, sent)
        if value not in (None, "", [], {}):
            out[field.name] = value
    return out


def _value(field: Field, name: str, sent: QueryDict) -> Any:
    if field.kind is Kind.PARTS:
        rows = sorted(
            {
                int(n)
                for key in sent
                if key.startswith(f"{name}-") and (n := key[len(name) + 1 :].split("-")[0]).isdecimal()
            }
        )
        return [row for n in rows[:100] if (row := told_in(field.parts, sent, f"{name}-{n}-"))]
    if field.kind is Kind.SAID:
        words, spot = sent.get(name, "").strip(), sent.get(f"{name}-lieu", "")
        return {"words": words, **({"spot": spot} if spot else {})} if words else None
    if field.kind is Kind.FLAG:
        return {"oui": True, "non": False}.get(sent.get(name, ""))
    if field.kind in (Kind.WHEN, Kind.DAY):
        if sent.get(f"{name}~") == "inconnu":
            return "unknown"
        return sent.get(f"{name}^", "").strip() or sent.get(name, "").strip()
    if field.many:
        lines = field.kind is Kind.WORDS
        several = [line for value in sent.getlist(name) for line in (value.splitlines() if lines else [value])]
        return [value.strip() for value in several if value.strip()]
    return sent.get(name, "").strip()


def boxes_of(
    visit: Visit,
    fields: tuple[Field, ...],
    said: Mapping[str, Any],
    path: str,
    faults: Mapping[str, str],
    request: HttpRequest,
    where: str = "",
) -> Iterator[Box]:
    for field in fields:
        name, here = f"{path}{field.name}", f"{where}{field.name}"
        value = said.get(field.name)
        wrong = tuple(text for at, text in faults.items() if at == here or at.startswith(f"{here}["))
        if field.kind is Kind.PARTS:
            held = list(value or ()) if field.many else [value or {}]
            more = BLANK_ROWS if request.POST.get("plus") == name else 1
            held += [{}] * more if field.many else []
            rows = tuple(
                tuple(boxes_of(visit, field.parts, row, f"{name}-{n}-", faults, request, f"{here}[{n}]."))
                for n, row in enumerate(held)
            )
            yield Box(field, name, None, (), wrong if not field.many else wrong[:1], rows)
            continue
        if field.kind is Kind.SAID:
            typed: dict[str, str] = {"words": value} if isinstance(value, str) else dict(value or {})
            told = told_of(visit.reading, typed["words"], said.get("where", ())) if typed.get("words") else None
            yield Box(field, name, typed, (), wrong, told=told)
            continue
        listed = tuple(choices(visit.reading, field)) if field.kind in _CHOSEN else ()
        yield Box(field, name, _shown(field, value, visit.lang), listed, wrong)


_CHOSEN = frozenset({Kind.CODE, Kind.PARTY, Kind.SEAT, Kind.SPOT, Kind.STRETCH, Kind.CASE})


def _shown(field: Field, value: Any, lang: str) -> Any:
    """A value as the form types it."""
    if field.many:
        several = value if isinstance(value, list | tuple) else [value] if value else []
        return [_shown_one(one, lang) for one in several]
    return _shown_one(value, lang)


def _shown_one(value: Any, lang: str) -> Any:
    if isinstance(value, Mapping):
        if "road" in value:
            return f"{value['road']}|{value['segment_from']}|{value['segment_to']}"
        return value.get(lang) or next(iter(value.values()), "")
    return value
