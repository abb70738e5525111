"""`toguna import acled|ucdp-ged|insecurity-insight|geojson|gazetteer FILE`: into a layer, never into the register."""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toguna.base.dates import say_number
from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import print_json
from toguna.cli.progress import Bar

if TYPE_CHECKING:
    from toguna.server.home import Home
    from toguna.server.intake.csv.published import Columns
    from toguna.server.layers.rows import Account, Event, Feature, File, Item

    Reader = Callable[[Path, Bar], Iterator[tuple[int, Item]]]

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_EDITION: Final = re.compile(r"(?i)ged(?:event)?[_-]?v?(\d\d)[_.]?(\d)(?:[_.](\d+))?(?!\d)")


class LayerName(InputError):
    """No name was given, or one that cannot be a layer's."""

    code = "layer-name"
    text = Text(
        fr="Nommer la couche avec --layer : lettres minuscules sans accent, chiffres et tirets (« {value} » ne va "
        "pas). Exemple : --layer cercles.",
        en="Name the layer with --layer: small letters without accents, digits and hyphens (“{value}” does not fit). "
        "Example: --layer cercles.",
    )


_WOULD = Text(
    fr="{file} : le fichier est bon. Rien n’a été importé (--dry-run). Couche « {layer} », ce qui changerait :",
    en="{file}: the file is good. Nothing was imported (--dry-run). Layer “{layer}”, what would change:",
)
_DONE = Text(fr="{file} est importé. Couche « {layer} » :", en="{file} is imported. Layer “{layer}”:")
_COUNTS: Final = {
    "new": Text(fr="nouvelles lignes : {n}", en="new rows: {n}"),
    "updated": Text(fr="lignes corrigées par l’éditeur : {n}", en="rows corrected by the publisher: {n}"),
    "deleted": Text(fr="lignes retirées : {n}", en="rows withdrawn: {n}"),
    "unchanged": Text(fr="lignes inchangées : {n}", en="rows unchanged: {n}"),
    "older": Text(
        fr="lignes plus anciennes que celles déjà présentes, ignorées : {n}",
        en="rows older than those held already, ignored: {n}",
    ),
    "refused": Text(fr="lignes refusées, laissées de côté : {n}", en="rows refused and left out: {n}"),
    "left_out": Text(
        fr="lignes non reprises (violences sexuelles, cas d’enfants : on oriente, on n’enregistre pas) : {n}",
        en="rows not taken (sexual violence, cases of children: these are referred, not recorded): {n}",
    ),
    "absent": Text(
        fr="lignes présentes ici mais absentes du fichier, gardées : {n}. Si le fichier est complet : --whole.",
        en="rows held here but not in the file, kept: {n}. If the file is complete: --whole.",
    ),
}
_TERMS = Text(fr="Source : {credit}. Licence : {licence}.", en="Source: {credit}. Licence: {licence}.")
_UNSTATED = Text(fr="non indiquée", en="not stated")
_KEEP = Text(
    fr="Ces données restent à part : elles ne sont ni signées, ni échangées, ni exportées comme les vôtres.",
    en="These data stay apart: they are not signed, exchanged or exported as yours.",
)


def import_layer(options: argparse.Namespace) -> int:
    """Bring in what others published; 0."""
    path = Path(options.file)
    layer = _layer_name(options)
    with opened(options) as home:
        from toguna.server.actions.layers import bring

        mapping = _mapping(options, home, layer)
        kind, reader, whole = _reader(options, mapping)
        bar = Bar(options.lang)
        file = _file(options, path, layer)
        try:
            account = bring(
                home,
                file,
                reader(path, bar),
                kind=kind,
                whole=whole,
                dry_run=options.dry_run,
                skip_refused=options.skip_refused,
                mapping=mapping.text() if mapping else None,
            )
        finally:
            bar.end()
    _say(options, file, account)
    return 0


def _layer_name(options: argparse.Namespace) -> str:
    name = options.layer or ("" if options.what in ("geojson", "gazetteer", "csv") else options.what)
    if not _NAME.fullmatch(name):
        raise LayerName(value=name)
    return str(name)


def _mapping(options: argparse.Namespace, home: Home, layer: str) -> Columns | None:
    """The mapping given, else the one that the layer was read by before, else what the table’s HXL tags say."""
    if options.what != "csv":
        return None
    from toguna.server.actions.layers import kept_mapping
    from toguna.server.intake.csv.published import Columns, mapping, tagged

    if options.mapping:
        return mapping(Path(options.mapping))
    kept = kept_mapping(home, layer)
    return Columns.from_text(kept) if kept else tagged(Path(options.file))


def _reader(options: argparse.Namespace, mapping: Columns | None) -> tuple[type[Event] | type[Feature], Reader, bool]:
    """What the file holds, who reads it, and whether it stands for the whole layer."""
    from toguna.server.layers.rows import Event, Feature

    if options.what == "geojson":
        from toguna.server.intake.geojson import features

        return Feature, features.load, True
    if options.what == "gazetteer":
        from toguna.server.intake.gazetteer import entries

        return Feature, entries.entries, True
    if options.what == "csv":
        from toguna.server.intake.csv import published

        return Event, lambda path, bar: published.events(path, bar, mapping), options.whole
    module = import_module(f"toguna.server.intake.{options.what.replace('-', '_')}.events")
    reader: Reader = module.events
    return Event, reader, options.whole


def _file(options: argparse.Namespace, path: Path, layer: str) -> File:
    from toguna.server.layers.providers import PROVIDERS
    from toguna.server.layers.rows import File

    provider = PROVIDERS[options.what]
    size, digest = _digest(path)
    licence, credit = options.licence or provider.licence, options.credit or provider.credit
    return File(layer, options.what, path.name, size, digest, options.edition or _edition(path), licence, credit)


def _edition(path: Path) -> str | None:
    """The version that UCDP writes into its file names."""
    found = _EDITION.search(path.name)
    return ".".join(part for part in found.groups() if part) if found else None


def _digest(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of the file; one that cannot be opened is told by whoever reads it next."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return path.stat().st_size, digest
    except OSError:
        return 0, ""


def _say(options: argparse.Namespace, file: File, account: Account) -> None:
    if options.json:
        print_json({"dry_run": options.dry_run, **asdict(account), "file": asdict(file)})
        return
    lang = options.lang
    head = _WOULD if options.dry_run else _DONE
    print(head.say(lang, file=file.name, layer=file.layer))
    for name, text in _COUNTS.items():
        number: int = getattr(account, name)
        if number or name == "new":
            print("  " + text.say(lang, n=say_number(number, lang)))
    print(_TERMS.say(lang, credit=file.credit or _UNSTATED, licence=file.licence or _UNSTATED))
    print(_KEEP.say(lang))
