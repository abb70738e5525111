"""Fiches et SMS: what is printed for the field, what is typed in from paper, and the messages that wait."""

from __future__ import annotations

import secrets
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.domain import codes
from toguna.server.actions import serving
from toguna.server.actions.completing import OPEN
from toguna.server.actions.paper_forms import give_numbers
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.choices import choices
from toguna.server.acts.numbering import numbered
from toguna.server.acts.performing import perform
from toguna.server.queries.cards import CardRow, printed
from toguna.server.queries.naming import party_name
from toguna.server.queries.phones import arrived
from toguna.server.queries.reading import for_all
from toguna.server.queries.referrals import referral
from toguna.server.web.exchange import seated
from toguna.server.web.resuming import given_back, resumable
from toguna.server.web.typed import BASIS, BOXES, WORDS, Typed, read_typed
from toguna.server.web.visits import Visit, begin, page

_ACT: Final = "report.type"
_SPOTS: Final = {"road": "axe", "place": "lieu"}
_SHORT: Final = ("fiche", "genre", "jour", "precis", "axe", "lieu", "source", "tues", "blesses", "enleves")


@require_http_methods(["GET", "HEAD", "POST"])
def forms(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """What to print, where to type, and how many messages await somebody; sent: numbers for forms, and their PDF."""
    visit = _here(request, lang, framework)
    if request.method == "POST":
        from toguna.server.reports.field_forms import MOST_FORMS

        many = _number(request.POST.get("nombre", ""), 1)
        if not 1 <= many <= MOST_FORMS:
            raise TooManyForms(most=MOST_FORMS)
        first = give_numbers(visit.reading.register, visit.reading.reader, many)
        return HttpResponseRedirect(f"{visit.now_url('forms-sheets')}{_joint(visit)}de={first}&nombre={many}")
    waiting = sum(one.by_sms and one.state in OPEN for one in arrived(visit.reading))
    data = {"waiting": waiting, "type_url": visit.now_url("forms-type"), "printed": printed(visit.reading)}
    return page(request, "forms.html", visit, data)


@resumable
@require_http_methods(["GET", "HEAD", "POST"])
def typing(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The screen on which form after form is typed in."""
    visit = _here(request, lang, framework)
    if visit.today != visit.present:
        return HttpResponseRedirect(visit.now_url("forms-type"))
    rows = numbered(visit.reading)
    sent = {name: request.POST.get(name, "") for name in (*BOXES, *WORDS)}
    faults: dict[str, str] = {}
    fault = ""
    if request.method == "POST" and not given_back(request):
        typed = read_typed(sent, rows, visit.today, lang)
        faults = {name: text.say(lang) for name, text in typed.faults.items()}
        fault = _WRONG if faults else ""
        if not faults:
            done = _recorded(request, visit, typed, sent)
            if isinstance(done, HttpResponse):
                return done
            fault = done
    elif request.method != "POST":
        sent = {**sent, "fiche": _digits(request.GET.get("fiche", "")), "partie": request.GET.get("pour", "")}
    data = {
        "sent": sent,
        "faults": faults,
        "fault": fault,
        "boxes": [(name, sent[name], faults.get(name, "")) for name in _SHORT],
        "lists": _lists(rows, lang),
        "parties": _parties(visit),
        "first": next((name for name in _SHORT if name in faults), "genre" if sent["fiche"] else "fiche"),
        "token": request.POST.get("jeton") if fault or given_back(request) else secrets.token_urlsafe(16),
        "read_only": serving.held() is None,
        "done": _done(request, visit),
        "action": visit.now_url("forms-type"),
    }
    return page(request, "typing.html", visit, data, status=400 if fault else 200)


@require_safe
def sheets(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Numbered incident forms as PDF."""
    visit = _here(request, lang, framework)
    from toguna.server.reports import field_forms

    first, many = _number(request.GET.get("de", ""), 1), _number(request.GET.get("nombre", ""), 1)
    if not (first and 1 <= many <= field_forms.MOST_FORMS):
        raise TooManyForms(most=field_forms.MOST_FORMS)
    if first + many - 1 > printed(visit.reading):
        raise NumbersNotGiven(last=printed(visit.reading))
    contact = referral(settings.HOME, visit.reading.framework)
    made = field_forms.forms(for_all(visit.reading), contact, range(first, first + many), lang)
    return _pdf(field_forms.pdf(made), field_forms.file_name(visit.reading, made, lang))


@require_safe
def card(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The card of numbers as PDF."""
    visit = _here(request, lang, framework)
    from toguna.server.reports import field_forms

    numbered(visit.reading)
    made = field_forms.number_card(visit.reading, lang)
    return _pdf(field_forms.pdf(made), field_forms.file_name(visit.reading, made, lang))


class TooManyForms(InputError):
    """More forms than are made at once."""

    code = "too-many-forms"
    text = Text(
        fr="On imprime de 1 à {most} fiches à la fois. Corriger, puis recommencer.",
        en="From 1 to {most} forms are made at once. Correct this and try again.",
    )


class NumbersNotGiven(InputError):
    """Forms are printed again with numbers that were given, never with others."""

    code = "form-numbers-not-given"
    text = Text(
        fr="Ces numéros n’ont pas encore été donnés à des fiches : le dernier est {last}. Faire de nouvelles fiches, "
        "ou réimprimer jusqu’à {last}.",
        en="These numbers have not been given to forms yet: the last one is {last}. Make new forms, or print again up "
        "to {last}.",
    )


_WRONG: Final = "forms.wrong"


def _here(request: HttpRequest, lang: str, framework: str) -> Visit:
    visit = seated(begin(request, lang, framework))
    if not visit.reports:
        raise Http404
    return visit


def _recorded(request: HttpRequest, visit: Visit, typed: Typed, sent: dict[str, str]) -> HttpResponse | str:
    """On to the next form, or what is wrong in words."""
    said = {**typed.fields, "paper": sent["fiche"], "said_by": sent["partie"]}
    token = request.POST.get("jeton", "")
    try:
        done = perform(visit.reading, serving.held(), _ACT, said, token=token, lang=visit.lang)
    except (InputError, RuleError) as wrong:
        return wrong.say(visit.lang)
    number = int(sent["fiche"])
    query = f"saisie={number}&recu={done.number}&fiche={number + 1}&pour={sent['partie']}"
    return HttpResponseRedirect(f"{visit.now_url('forms-type')}{_joint(visit)}{query}")


def _done(request: HttpRequest, visit: Visit) -> dict[str, Any] | None:
    """What the form before this one became, from the address that it led to."""
    number, receipt = _digits(request.GET.get("saisie", "")), request.GET.get("recu", "")
    whom = request.GET.get("pour", "")
    if not number or not receipt.isalnum() or whom not in {code for code, _ in _parties(visit)}:
        return None
    seat = visit.reading.reader.party or ""
    return {
        "number": number,
        "receipt": receipt[:16],
        "by": party_name(visit.reading, seat),
        "whom": party_name(visit.reading, whom),
    }


def _parties(visit: Visit) -> list[tuple[str, Text]]:
    """Whoever may have filled in a form: a party that left since too, and it says so."""
    return [(one.value, one.name) for one in choices(visit.reading, ACTS[_ACT].by_name["said_by"])]


def _lists(rows: tuple[CardRow, ...], lang: str) -> dict[str, list[tuple[str, str]]]:
    """What the numbers of each box mean, offered while one types."""
    lists: dict[str, list[tuple[str, str]]] = {
        "genre": [(str(n), codes.INCIDENT_KINDS.say(code, lang)) for n, code in codes.INCIDENT_NUMBERS.items()],
        "source": [(str(n), codes.BASIS.say(code, lang)) for n, code in enumerate(BASIS, 1)],
    }
    for row in rows:
        if row.noun in _SPOTS and row.number is not None:
            lists.setdefault(_SPOTS[row.noun], []).append((str(row.number), row.name.say(lang)))
    return lists


def _number(said: str, default: int) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else default if not said else 0


def _digits(said: str) -> str:
    return said if said.isascii() and said.isdecimal() and len(said) < 8 else ""


def _joint(visit: Visit) -> str:
    return "&" if "?" in visit.now_url("forms") else "?"


def _pdf(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
