"""Template tags: every word a page shows passes through one of them, in the page's language.

{% t "gaps.since" day=gap.start %}   a sentence of `texts.TEXTS`; dates, numbers and texts in it are said like it
{% say row.name %}                   a text from the records; words in the other language carry `lang`
{% url_for "day" %}                  an address of the same framework, on the same day
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from toguna.base.dates import When, say_day, say_number
from toguna.base.text import Text, Words, sentence
from toguna.domain import codes as lists
from toguna.domain.codelist import CodeList
from toguna.domain.cover import GAP_REASONS
from toguna.server.queries.stories import Link
from toguna.server.web.pages_of import record_url
from toguna.server.web.texts import TEXTS

register = template.Library()
LISTS = {
    "alert-level": lists.ALERT_LEVELS,
    "alert-rule": lists.ALERT_RULES,
    "alert-decision": lists.ALERT_DECISIONS,
    "place-precision": lists.PLACE_PRECISIONS,
    "incident": lists.INCIDENT_KINDS,
    "review": lists.REVIEW_KINDS,
    "review-finding": lists.REVIEW_FINDINGS,
    "signal": lists.SIGNAL_KINDS,
    "finding": lists.RUMOUR_FINDINGS,
    "function": lists.FUNCTIONS,
    "market-day": lists.MARKET_DAYS,
    "indicator": lists.INDICATORS,
    "issue": lists.DIALOGUE_ISSUES,
    "language": lists.DISSEMINATION_LANGUAGES,
    "stage": lists.DIALOGUE_STAGES,
    "agreement": lists.AGREEMENT_LEVELS,
    "answer": lists.ANSWERS,
    "binding": lists.BINDING,
    "clause": lists.CLAUSE_STATUSES,
    "nature": lists.UNDERTAKING_NATURES,
    "point": lists.UNDERTAKING_POINTS,
    "scale": lists.SCALES,
    "basis": lists.BASIS,
    "body": lists.BODY_KINDS,
    "channel": lists.CHANNELS,
    "constituency": lists.CONSTITUENCIES,
    "means": lists.MEANS_KINDS,
    "meeting": lists.MEETING_KINDS,
    "level": lists.DECISION_LEVELS,
    "reason": lists.BLOCKAGE_REASONS,
    "verdict": lists.VERDICTS,
    "gap": CodeList("why a road is left", {**lists.END_REASONS.labels, **GAP_REASONS.labels}),
}


def said(value: Any, lang: str) -> Any:
    """A value as people of this language say it."""
    match value:
        case When() | Text() | Words():
            return value.say(lang)
        case date():
            return say_day(value, lang)
        case bool() | str():
            return value
        case int():
            return say_number(value, lang)
        case _:
            return value


@register.simple_tag(takes_context=True)
def t(context: Context, key: str, **data: Any) -> str:
    """The sentence of a key, filled."""
    lang = context["lang"]
    return TEXTS[key].say(lang, **{name: said(value, lang) for name, value in data.items()})


@register.simple_tag(takes_context=True)
def say(context: Context, value: Any) -> str | SafeString:
    """A text, a date or a number in words."""
    lang = context["lang"]
    words = said(value, lang)
    only = getattr(value, "only", None)
    if only is not None and only != lang:
        return format_html('<span lang="{}">{}</span>', only, words)
    return conditional_escape(words)


@register.simple_tag(takes_context=True)
def said_plain(context: Context, value: Any) -> str:
    """The same without a mark of its language, for places that take no markup."""
    return conditional_escape(said(value, context["lang"]))


@register.simple_tag(takes_context=True)
def code(context: Context, which: str, value: str) -> str:
    """The label of a code: `{% code "level" row.level %}`."""
    return LISTS[which].say(value, context["lang"])


@register.simple_tag(takes_context=True)
def codes(context: Context, which: str, values: tuple[str, ...]) -> str:
    """The labels of several codes in a row."""
    return ", ".join(LISTS[which].say(one, context["lang"]) for one in values)


@register.simple_tag(takes_context=True)
def points(context: Context, prefix: str, codes: str | tuple[str, ...]) -> str:
    """The sentences of one family, for one code or for several in a row."""
    several = (codes,) if isinstance(codes, str) else codes
    return ", ".join(TEXTS[f"{prefix}.{one}"].say(context["lang"]) for one in several)


@register.simple_tag(takes_context=True)
def url_for(context: Context, name: str, *args: str) -> str:
    """The address of a page of this framework, on the day shown."""
    found: str = context["visit"].url(name, *args)
    return found


@register.simple_tag(takes_context=True)
def record(context: Context, link: Link) -> str | SafeString:
    """A record that a query has found for this reader: its name, linked to its page where it has one."""
    name = say(context, upper_first_text(link.name))
    url = record_url(context["visit"], link.noun, link.id)
    return format_html('<a href="{}">{}</a>', url, name) if url else name


@register.simple_tag(takes_context=True)
def fill(context: Context, key: str, data: dict[str, Any]) -> str:
    """`t` for data that Python has put together."""
    return t(context, key, **data)


@register.simple_tag(takes_context=True)
def names(context: Context, several: tuple[Text, ...]) -> str:
    """Names in a row, for a sentence."""
    return ", ".join(one.say(context["lang"]) for one in several)


@register.simple_tag(takes_context=True)
def weekdays(context: Context) -> list[tuple[str, str]]:
    """The heads of a calendar, Monday first: short and in full."""
    return [(name[:2], name) for name in TEXTS["roads.weekdays"].say(context["lang"]).split()]


@register.inclusion_tag("offers.html", takes_context=True)
def acts_here(context: Context) -> dict[str, Any]:
    """What the reader may do from this page."""
    from toguna.server.web.acting import offers_here

    visit, here = context.get("visit"), context.get("here")
    if visit is None or here is None:
        return {"offers": []}
    return {"offers": offers_here(visit, here, context.get("case_here")), "lang": context["lang"], "visit": visit}


@register.filter
def iso(day: date) -> str:
    """The machine's form of a day."""
    return day.isoformat()


@register.filter
def when(day: str) -> When:
    """A day that a query gives in the machine's form."""
    return When.parse(day)


@register.filter
def short(day: date) -> str:
    """`09/04`: the head of a narrow column."""
    return f"{day:%d/%m}"


@register.filter
def upper_first_text(text: Text) -> Text:
    """A capital at the beginning of a heading, in both languages; words keep the mark of their only language."""
    return replace(text, fr=sentence(text.fr), en=sentence(text.en))


@register.filter
def upper_first_said(value: Any) -> Any:
    """The same for what may be a date instead."""
    return upper_first_text(value) if isinstance(value, Text) else value


@register.filter(name="abs")
def absolute(number: int) -> int:
    """Days without their sign."""
    return abs(number)


@register.filter
def groups(number: str) -> str:
    """`123 456 789 012`: digits that can be read aloud, grouped as the brief prints them."""
    return " ".join(number[n : n + 3] for n in range(0, len(number), 3))


@register.filter
def lookup(held: dict[str, Any], key: str) -> Any:
    """An item of a mapping; an empty text where it has none."""
    return held.get(key, "")
