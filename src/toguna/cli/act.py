"""`toguna act`: every act that a seat may do, by name, with its data from a file."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import note, print_json
from toguna.cli.seat_phrase import prove

if TYPE_CHECKING:
    from toguna.server.acts.act import Act, Field
    from toguna.server.home import Home
    from toguna.server.queries.reading import Reading

MOST_BYTES = 1_000_000


class NoActData(InputError):
    """The file of an act cannot be read."""

    code = "act-data"
    text = Text(
        fr="Le fichier {path} ne peut pas être lu comme les données d’un acte ({detail}). Écrire un objet JSON, par "
        "exemple avec « toguna act {act} --fields ».",
        en="The file {path} cannot be read as the data of an act ({detail}). Write a JSON object; see “toguna act "
        "{act} --fields”.",
    )


_DONE = Text(fr="Inscrit. Reçu {number}, fiche {case}.", en="Recorded. Receipt {number}, record {case}.")
_AGAIN = Text(
    fr="Déjà inscrit, rien de plus. Reçu {number}, fiche {case}.",
    en="Recorded before, nothing more. Receipt {number}, record {case}.",
)
_NEEDED = Text(fr="à remplir", en="needed")
_TOO_BIG = Text(fr="plus d’un mégaoctet", en="more than one megabyte")
_NO_OBJECT = Text(fr="ce n’est pas un objet JSON", en="it is no JSON object")
_NO_NAME = Text(fr="Nommer un acte. Ceux qui sont ouverts à ce titulaire :", en="Name an act. Those open to this seat:")


def act(options: argparse.Namespace) -> int:
    """Do an act, list those that may be done, or say what one needs; 0."""
    with opened(options) as home:
        reading = now(options, home)
        if options.name is None:
            return _list(reading, options)
        from toguna.server.acts.performing import named

        found = named(reading, options.name)
        if options.fields:
            return _fields(found, options)
        return _do(home, reading, found, options)


def now(options: argparse.Namespace, home: Home) -> Reading:
    """The register's last day, as the seat that acts."""
    from toguna.cli.opening import day_of
    from toguna.server.queries import day as days
    from toguna.server.queries.reading import chosen, read

    framework = chosen(home, options.framework)["framework"]
    last = days.days(days.held(home, framework)).last
    return replace(read(home, framework=framework, seat=options.seat, as_of=None), today=day_of(options.as_of) or last)


def _list(reading: Reading, options: argparse.Namespace) -> int:
    from toguna.server.acts.catalogue import ACTS

    open_to = [one for one in ACTS.values() if reading.reader.seat and reading.reader.role in one.roles]
    if options.json:
        print_json({"acts": [{"act": one.name, "on": None if one.opens else one.noun} for one in open_to]})
        return 0
    print(_NO_NAME.say(options.lang))
    for one in open_to:
        print(f"  {one.name:34} {one.label.say(options.lang)}")
    return 0


def _fields(found: Act, options: argparse.Namespace) -> int:
    if options.json:
        print_json({"act": found.name, "fields": [_told(one) for one in found.fields]})
        return 0
    for line in _lines(found.fields, options.lang, "  "):
        print(line)
    return 0


def _told(field: Field) -> dict[str, Any]:
    known = {
        "name": field.name,
        "kind": field.kind.value,
        "required": field.required,
        "many": field.many,
        "codes": list(field.codes) if field.codes else None,
        "of": field.noun,
        "parts": [_told(one) for one in field.parts] or None,
    }
    return {name: value for name, value in known.items() if value is not None}


def _lines(fields: tuple[Field, ...], lang: str, margin: str) -> Iterator[str]:
    for field in fields:
        needed = f" ({_NEEDED.say(lang)})" if field.required else ""
        codes = f" : {', '.join(field.codes)}" if field.codes else ""
        many = "[]" if field.many else ""
        yield f"{margin}{field.name + many:24} {field.kind.value:8} {field.label.say(lang)}{needed}{codes}"
        yield from _lines(field.parts, lang, margin + "  ")


def _do(home: Home, reading: Reading, found: Act, options: argparse.Namespace) -> int:
    from toguna.cli.people import signing_key
    from toguna.server.acts.performing import perform

    data = _data(options, found.name)
    token = options.token or f"cli-{secrets.token_hex(12)}"
    if found.strong:
        # The device's passphrase opens the key that signs; it does not say who of the two is there.
        prove(options, home, reading)
    key = signing_key(home, options)
    done = perform(
        reading, key, found.name, data, token=token, lang=options.lang, case=options.case, proof=found.strong
    )
    if options.json:
        entries = [one.hex() for one in done.entries]
        told = {"receipt": done.number, "act": done.act, "case": done.case, "again": done.again, "entries": entries}
        print_json(told)
        return 0
    note((_AGAIN if done.again else _DONE).say(options.lang, number=done.number, case=done.case))
    return 0


def _data(options: argparse.Namespace, act: str) -> Mapping[str, Any]:
    if options.data is None:
        return {}
    try:
        if options.data == "-":
            text = sys.stdin.read(MOST_BYTES + 1)
        else:
            with Path(options.data).open(encoding="utf-8") as file:
                text = file.read(MOST_BYTES + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise NoActData(path=options.data, detail=type(error).__name__, act=act) from None
    if len(text) > MOST_BYTES:
        raise NoActData(path=options.data, detail=_TOO_BIG, act=act)
    try:
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoActData(path=options.data, detail=str(error)[:80], act=act) from None
    if not isinstance(held, dict):
        raise NoActData(path=options.data, detail=_NO_OBJECT, act=act)
    return held
