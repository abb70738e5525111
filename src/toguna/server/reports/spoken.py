"""What is read aloud after a meeting: a short text in one language, the same for every reader.

It is made from what every member may read, so nothing sealed, reserved or said apart is in it, and no day to come.
Nobody is named but those who undertook something, and these in an order that changes from meeting to meeting. A
sentence that brands a side or holds a number is not read: whoever reads is told which, so that it is worded anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from toguna.base.text import sentence
from toguna.domain.speaking import tells_who, unfit
from toguna.server.queries import meetings, missing
from toguna.server.queries.meetings import MeetingStory
from toguna.server.queries.missing import OpenText
from toguna.server.queries.naming import framework_name
from toguna.server.queries.reading import Reading, for_all
from toguna.server.reports import words
from toguna.server.reports import words_spoken as said
from toguna.server.reports.withhold import withheld

A_MINUTE: Final = 120
"""Words that are read out in a minute, slowly enough to be followed."""
_ENDS: Final = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜ«])")
"""Where one sentence ends and another begins."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The sentences to read, those left out with the reason, and how long it takes."""

    lines: tuple[str, ...]
    left_out: tuple[str, ...]
    minutes: int


def spoken(reading: Reading, meeting: str, lang: str) -> Spoken | None:
    """The text of a meeting that was held or missed; None for one that this reader may not know of, that is still to
    be held, or that was held apart.
    """
    story = meetings.story(for_all(reading), meeting)
    if meetings.story(reading, meeting) is None or story is None or story.row.kind == "caucus":
        return None
    if story.row.group not in ("held", "missed"):
        return None
    lines, left_out = list[str](), list[str]()
    for line in _sentences(reading, story, lang):
        found = unfit(line)
        if found:
            left_out.append(said.BRANDS.say(lang, words=", ".join(found)))
        elif tells_who(line):
            left_out.append(said.TELLS_WHO.say(lang))
        else:
            lines.append(line)
    length = sum(len(line.split()) for line in lines)
    return Spoken(tuple(lines), tuple(left_out), max(1, round(length / A_MINUTE)))


def _sentences(reading: Reading, story: MeetingStory, lang: str) -> Iterator[str]:
    """One by one, each with its full stop, and with a note in place of every day to come."""
    note = words.HELD_BACK.say(lang)
    for text in _told(reading, story, lang):
        for part in _ENDS.split(withheld(text, reading.today, note).strip()):
            if part:
                yield sentence(part if part.endswith((".", "!", "?", "…")) else f"{part}.")


def _told(reading: Reading, story: MeetingStory, lang: str) -> Iterator[str]:
    row, name = story.row, framework_name(reading)
    day = row.day.say(lang) if row.day is not None and row.day.known else None
    if row.group == "missed":
        yield said.MISSED.say(lang, name=name) if day is None else said.MISSED_ON.say(lang, name=name, day=day)
        return
    yield said.MET.say(lang, name=name) if day is None else said.MET_ON.say(lang, name=name, day=day)
    if row.quorate is not None:
        yield (said.QUORATE if row.quorate else said.NOT_QUORATE).say(lang)
    if story.conclusions is not None:
        yield said.CONCLUDED.say(lang, what=story.conclusions) if story.adopted else said.NOT_ADOPTED.say(lang)
    reserved = story.reservations if story.adopted else ()
    for one in story.decisions:
        if not one.open:
            yield said.DECIDED.say(lang, what=one.what, state=one.status)
            reserved += one.reservations
    for _, what in reserved:
        yield said.RESERVED.say(lang, what=what)
    for undertaken in _undertakings(reading, story):
        text = said.UNDERTAKEN if undertaken.who else said.AGREED
        yield text.say(lang, who=undertaken.who, what=undertaken.what)


def _undertakings(reading: Reading, story: MeetingStory) -> tuple[OpenText, ...]:
    """What was undertaken, beginning with another one at each meeting: nobody always comes first."""
    left = missing.of_meeting(for_all(reading), story.row.id)
    rows = sorted((one for one in (left.texts if left else ()) if one.noun == "undertaking"), key=lambda one: one.id)
    day = story.row.day
    first = day.first.toordinal() % len(rows) if rows and day is not None and day.known else 0
    return (*rows[first:], *rows[:first])
