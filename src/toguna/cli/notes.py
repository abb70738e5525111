"""`toguna notes`: a seat's own sealed notes, opened with the seat's passphrase; `toguna act note.keep` writes one."""

from __future__ import annotations

import argparse

from toguna.base.dates import say_day
from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import note, print_json
from toguna.cli.seat_phrase import seat_phrase

_BEGUN = Text(
    fr="La clé de ces notes est faite. En écrire une : « toguna act note.keep ».",
    en="The key of these notes is made. To write one: “toguna act note.keep”.",
)
_UNREADABLE = Text(
    fr="Notes qui ne s’ouvrent pas : {number}. Abîmées, ou mises là par quelqu’un d’autre.",
    en="Notes that do not open: {number}. Damaged, or put there by somebody else.",
)
_NONE = Text(fr="Aucune note pour l’instant.", en="No note yet.")


def notes(options: argparse.Namespace) -> int:
    """Open a seat's notes, or make their key; 0."""
    with opened(options) as home:
        from toguna.server.actions.notes import begin_notes, open_notes
        from toguna.server.queries.reading import read

        reading = read(home, framework=options.framework, seat=options.seat, as_of=None)
        phrase = seat_phrase(options, reading.reader.seat or "")
        if options.begin:
            begin_notes(home, reading.framework, reading.register, reading.reader, phrase)
            note(_BEGUN.say(options.lang))
            return 0
        held = open_notes(reading.register, reading.reader, phrase)
    if options.json:
        told = [
            {"id": one.id, "day": one.day, "meeting": one.meeting, "dialogue": one.dialogue, "text": one.text.say("fr")}
            for one in held.notes
        ]
        print_json({"notes": told, "unreadable": held.unreadable})
        return 0
    for one in held.notes:
        about = ", ".join(case for case in (one.meeting, one.dialogue) if case)
        print(f"{one.id}  {say_day(one.day, options.lang)}{f'  ({about})' if about else ''}")
        print(one.text.say(options.lang), end="\n\n")
    if not held.notes:
        print(_NONE.say(options.lang))
    if held.unreadable:
        note(_UNREADABLE.say(options.lang, number=held.unreadable))
    return 0
