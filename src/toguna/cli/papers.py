"""`toguna papers`: a meeting's papers as PDF, the same as its page gives; without --seat the copies for all."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.brief import write_brief, write_whole
from toguna.cli.opening import day_of, opened
from toguna.cli.output import note, print_json, table

if TYPE_CHECKING:
    from toguna.server.home import Home
    from toguna.server.queries.reading import Reading


class NoSuchMeeting(InputError):
    """There is no such meeting, or none that this seat may know of: the same answer for both."""

    code = "unknown-meeting"
    text = Text(
        fr="« {id} » n’est pas une rencontre que ce titulaire connaisse. Voir la liste avec « toguna papers ».",
        en="“{id}” is not a meeting that this seat knows of. See the list with “toguna papers”.",
    )


class NotThisPaper(InputError):
    """The meeting has no such paper as it stands."""

    code = "no-such-paper"
    text = Text(
        fr="La rencontre « {id} » n’a pas encore ce papier ({kind}) : il vient quand elle s’est tenue. En demander un "
        "autre avec --kind.",
        en="The meeting “{id}” has no such paper yet ({kind}): it comes once it was held. Ask for another one with "
        "--kind.",
    )


_CHOOSE = Text(fr="Nommer une rencontre :", en="Name a meeting:")
_NONE = Text(fr="Aucune rencontre n’est inscrite.", en="No meeting is recorded.")


def papers(options: argparse.Namespace) -> int:
    """Write the papers and print their paths, or list the meetings; 0."""
    with opened(options) as home:
        from toguna.server.queries.reading import read, read_for_all

        day = day_of(options.as_of)
        if options.seat is None:
            reading = read_for_all(home, framework=options.framework, as_of=day)
        else:
            reading = read(home, framework=options.framework, seat=options.seat, as_of=day)
        if options.meeting is None:
            return _list(reading, options)
        written = _written(home, reading, options)
        if options.json:
            print_json({"meeting": options.meeting, "seat": options.seat, "lang": options.lang, "paths": written})
        else:
            print("\n".join(written))
    return 0


def _list(reading: Reading, options: argparse.Namespace) -> int:
    from toguna.server.queries.meetings import listed

    rows = [row for row in listed(reading) if row.kind != "caucus"]
    if options.json:
        print_json({"meetings": [{"id": row.id, "group": row.group, "name": row.name.say("fr")} for row in rows]})
        return 0
    note((_CHOOSE if rows else _NONE).say(options.lang))
    table(
        (row.id, row.day.say(options.lang) if row.day is not None else "", row.name.say(options.lang)) for row in rows
    )
    return 0


def _written(home: Home, reading: Reading, options: argparse.Namespace) -> list[str]:
    from toguna.server.queries.meetings import story
    from toguna.server.reports import papers as printed

    held = story(reading, options.meeting)
    if held is None or held.row.kind == "caucus":
        raise NoSuchMeeting(id=options.meeting)
    copy, folder, out = _copy(home, reading), Path(options.out or "."), list[str]()
    for kind in printed.KINDS if options.kind is None else (options.kind,):
        if kind == "brief":
            continue
        made = printed.pdf(reading, options.meeting, kind, options.lang, copy=copy)
        if made is None and options.kind is not None:
            raise NotThisPaper(id=options.meeting, kind=kind)
        if made is not None:
            path = folder / printed.file_name(reading, options.meeting, kind, options.lang)
            write_whole(path, made)
            out.append(str(path))
    if options.kind in (None, "brief"):
        out.append(str(write_brief(reading, options.lang, folder, copy)))
    return out


def _copy(home: Home, reading: Reading) -> int:
    """The number of the seat's copy: its place in the founding act, as on the page."""
    from toguna.server.queries.seats import seats

    codes = [one.code for one in seats(home, reading.framework)]
    return 1 + codes.index(reading.reader.seat) if reading.reader.seat in codes else 1
