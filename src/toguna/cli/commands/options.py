"""What a command and its options are, and the options that several commands share."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.base.text import LANGUAGES, Text


@dataclass(frozen=True)
class Option:
    """One option or argument of a command."""

    flags: tuple[str, ...]
    help: Text
    keywords: dict[str, object]


def option(*flags: str, fr: str, en: str, **keywords: object) -> Option:
    """An option with its explanation in both languages."""
    return Option(flags, Text(fr=fr, en=en), keywords)


@dataclass(frozen=True)
class Command:
    """One subcommand: `module:function` is imported when it is called."""

    name: str
    target: str
    help: Text
    options: tuple[Option, ...] = ()


FOLDER, FILE = Text(fr="DOSSIER", en="FOLDER"), Text(fr="FICHIER", en="FILE")
PATH, ADDRESS = Text(fr="CHEMIN", en="PATH"), Text(fr="ADRESSE", en="ADDRESS")
WHOSE, OFFICE = Text(fr="TITULAIRE", en="SEAT"), Text(fr="PARTIE", en="PARTY")
NAME, WORDS = Text(fr="NOM", en="NAME"), Text(fr="MOTS", en="WORDS")
IMPORTS = ("scenario", "csv", "acled", "ucdp-ged", "insecurity-insight", "geojson", "gazetteer", "kobo", "reports")

HOME = option(
    "--home", fr="dossier de données (sinon TOGUNA_HOME)", en="data folder (else TOGUNA_HOME)", metavar=FOLDER
)
LANG = option("--lang", fr="langue : fr ou en", en="language: fr or en", choices=LANGUAGES)
JSON = option("--json", fr="répondre en JSON", en="answer in JSON", action="store_true")
AS_OF = option(
    "--as-of",
    fr="ce que le registre savait à la fin de ce jour (2019-03-26, 2019-06, 2018)",
    en="what the register knew at the end of that day (2019-03-26, 2019-06, 2018)",
    metavar="DATE",
)
SEAT = option("--seat", fr="lire comme ce titulaire", en="read as this seat", metavar=WHOSE)
FRAMEWORK = option("--framework", fr="le cadre (le premier, sinon)", en="the framework (else the first)", metavar="ID")
PHRASE = option(
    "--phrase",
    fr="lire dans ce fichier la phrase du titulaire (- : entrée ; sinon, saisie)",
    en="read the seat’s passphrase from this file (-: stdin; else typed)",
    metavar=FILE,
)
UNIT, UNITS = Text(fr="UNITÉ", en="UNIT"), Text(fr="UNITÉ,…", en="UNIT,…")
PERIOD, ID = Text(fr="PÉRIODE", en="PERIOD"), "ID"
DEVICE, ENTRY = Text(fr="APPAREIL", en="DEVICE"), Text(fr="INSCRIPTION", en="ENTRY")
EXPECTED = (
    option(
        "--ratio",
        fr="rapport attendu : 0.5 pour une moitié d’incidents en moins",
        en="expected ratio: 0.5 for half the incidents",
        type=float,
        default=0.5,
        metavar="R",
    ),
)
SEALED = option(
    "--sealed",
    fr="sceller le dossier avant d’y écrire quoi que ce soit",
    en="seal the folder before anything is written to it",
    action="store_true",
)
COMMON = (HOME, LANG, JSON, AS_OF)
READING = (SEAT, FRAMEWORK)
