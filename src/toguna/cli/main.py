"""Parsing and dispatch. Only the command that is called gets imported, so that `toguna --help` stays light."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise

from toguna import __version__
from toguna.base.errors import InputError, TogunaError
from toguna.base.text import LANGUAGES, Text

OK, PROBLEM, WRONG_USE = 0, 1, 2


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
IMPORTS = ("scenario", "csv", "acled", "ucdp-ged", "insecurity-insight", "geojson")

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
UNIT, UNITS = Text(fr="UNITÉ", en="UNIT"), Text(fr="UNITÉ,…", en="UNIT,…")
PERIOD, ID = Text(fr="PÉRIODE", en="PERIOD"), "ID"
DEVICE, ENTRY = Text(fr="APPAREIL", en="DEVICE"), Text(fr="ÉCRITURE", en="ENTRY")
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

COMMANDS = (
    Command(
        "demo",
        "demo:demo",
        Text(
            fr="charger un scénario dans un registre neuf, montrer la situation, écrire les notes, ouvrir les pages",
            en="load a scenario into a fresh register, show the situation, write the briefs, serve the pages",
        ),
        (
            option(
                "--scenario",
                fr="timbuktu-taoudeni, veranda ou exercise",
                en="timbuktu-taoudeni, veranda or exercise",
                default="timbuktu-taoudeni",
            ),
            option("--no-serve", fr="ne pas ouvrir les pages", en="do not serve the pages", action="store_true"),
            option("--out", fr="dossier des notes PDF", en="folder for the PDF briefs", metavar=FOLDER),
            option("--port", fr="port des pages", en="port of the pages", type=int, metavar="N"),
        ),
    ),
    Command(
        "new",
        "registers:new",
        Text(fr="fonder un registre à partir de son acte constitutif", en="found a register from its founding act"),
        (option("file", fr="l’acte constitutif, en YAML", en="the founding act, in YAML", metavar=FILE), SEALED),
    ),
    Command(
        "serve",
        "registers:serve",
        Text(fr="ouvrir les pages dans le navigateur", en="serve the pages"),
        (
            option("--port", fr="port (8000 sinon)", en="port (else 8000)", type=int, metavar="N"),
            option("--host", fr="adresse (127.0.0.1 sinon)", en="address (else 127.0.0.1)", metavar=ADDRESS),
        ),
    ),
    Command(
        "situation",
        "situation:situation",
        Text(
            fr="vides sécuritaires, échéances, engagements, plaidoyers, fragilité",
            en="cover gaps, ends, undertakings, requests, fragility",
        ),
        READING,
    ),
    Command(
        "cover",
        "cover:cover",
        Text(fr="le calendrier de couverture sécuritaire", en="the cover calendar"),
        (
            *READING,
            option("--from", fr="premier jour", en="first day", dest="first", metavar="DATE"),
            option("--to", fr="dernier jour", en="last day", dest="last", metavar="DATE"),
            option("--road", fr="un seul axe", en="one road only", metavar="ID"),
        ),
    ),
    Command(
        "import",
        "imports:import_file",
        Text(
            fr="faire entrer un scénario, des incidents, des données publiées par d’autres ou un fond de carte",
            en="bring in a scenario, incidents, data that others published or a base map",
        ),
        (
            option("what", fr="ce que c’est", en="what it is", choices=IMPORTS),
            option("file", fr="le fichier", en="the file", metavar=FILE),
            option("--dry-run", fr="vérifier sans rien écrire", en="check and write nothing", action="store_true"),
            option("--layer", fr="nom de la couche", en="name of the layer", metavar=NAME),
            option(
                "--mapping",
                fr="pour csv avec --layer : quelles colonnes sont quoi (YAML)",
                en="for csv with --layer: which columns are what (YAML)",
                metavar=FILE,
            ),
            option("--edition", fr="version du fichier (25.1)", en="version of the file (25.1)", metavar=NAME),
            option("--licence", fr="licence du fond de carte", en="licence of the base map", metavar=WORDS),
            option("--credit", fr="mention de la source", en="credit to its source", metavar=WORDS),
            option(
                "--whole",
                fr="le fichier est complet : retirer ce qu’il ne contient plus",
                en="the file is complete: withdraw what it no longer holds",
                action="store_true",
            ),
            option(
                "--skip-refused",
                fr="laisser de côté les lignes refusées",
                en="leave out the lines that are refused",
                action="store_true",
            ),
            *READING,
        ),
    ),
    Command(
        "brief",
        "brief:brief",
        Text(fr="la note de situation, en PDF", en="the brief, as PDF"),
        (
            *READING,
            option(
                "--out", fr="le fichier ou dossier où l’écrire", en="the file or folder to write it to", metavar=PATH
            ),
            option("--copy", fr="numéro d’exemplaire", en="copy number", type=int, default=1, metavar="N"),
        ),
    ),
    Command(
        "effect",
        "effect:effect",
        Text(fr="la mesure a-t-elle eu un effet ?", en="did the measure work?"),
        (
            option("measure", fr="une mesure du registre", en="a measure of the register", nargs="?", metavar=ID),
            *READING,
            option(
                "--table",
                fr="un tableau à la place du registre : colonnes period, unit, count",
                en="a table in place of the register: columns period, unit, count",
                metavar=FILE,
            ),
            option("--treated", fr="l’unité qui porte la mesure", en="the unit with the measure", metavar=UNIT),
            option("--start", fr="première période de la mesure", en="first period of the measure", metavar=PERIOD),
            option("--stop", fr="première période après elle", en="first period after it", metavar=PERIOD),
            option("--ring", fr="les voisines, séparées par des virgules", en="neighbours, by commas", metavar=UNITS),
            option(
                "--blackout",
                fr="périodes à laisser de côté avant le début",
                en="periods before the start to leave out",
                type=int,
                default=0,
                metavar="N",
            ),
            *EXPECTED,
            option(
                "--record",
                fr="inscrire ce résultat au registre, avec le plan qu’il suit",
                en="record this result in the register, with the plan it goes by",
                action="store_true",
            ),
            option(
                "--replicates", fr="nombre de tirages", en="number of replicates", type=int, default=1999, metavar="N"
            ),
            option("--seed", fr="graine du hasard", en="seed", type=int, default=0, metavar="N"),
        ),
    ),
    Command(
        "power",
        "power:power",
        Text(
            fr="ce qui pourrait être vu, et après combien de temps, avant toute mesure",
            en="what could be seen, and after how long, before any measure",
        ),
        (
            option("--mean", fr="incidents par période sur l’axe", en="incidents a period on the road", type=float),
            option(
                "--size",
                fr="régularité k (petite : très irrégulier)",
                en="regularity k (small: very irregular)",
                type=float,
                default=2.0,
                metavar="K",
            ),
            option("--comparisons", fr="axes de comparaison", en="comparison roads", type=int, default=6, metavar="N"),
            option("--before", fr="périodes avant la mesure", en="periods before", type=int, default=24, metavar="N"),
            option("--periods", fr="périodes avec la mesure", en="periods with it", type=int, default=6, metavar="N"),
            option("--table", fr="lire tout cela d’un tableau", en="read all this off a table", metavar=FILE),
            option("--treated", fr="l’unité qui porterait la mesure", en="the unit that would have it", metavar=UNIT),
            option("--start", fr="première période de la mesure", en="first period of the measure", metavar=PERIOD),
            *EXPECTED,
            option("--seed", fr="graine du hasard", en="seed", type=int, default=0, metavar="N"),
        ),
    ),
    Command(
        "scan",
        "scan:scan",
        Text(fr="ce qui ressort dans l’espace et le temps", en="what stands out in space and time"),
        (
            option("--prm", fr="fichier de réglages", en="settings file", metavar=FILE),
            option("--case", fr="fichier des cas", en="case file", metavar=FILE),
            option("--coordinates", fr="fichier des coordonnées", en="coordinates file", metavar=FILE),
            option("--population", fr="fichier de population", en="population file", metavar=FILE),
            option("--control", fr="fichier des témoins (cas de comparaison)", en="control file", metavar=FILE),
            option(
                "--model",
                fr="modèle",
                en="model",
                choices=("permutation", "poisson", "bernoulli"),
                default="permutation",
            ),
            option(
                "--interval-days", fr="jours par intervalle", en="days in an interval", type=int, default=1, metavar="N"
            ),
            option(
                "--max-window",
                fr="fenêtre la plus longue, en intervalles",
                en="longest window, in intervals",
                type=int,
                metavar="N",
            ),
            option("--max-radius-km", fr="rayon le plus grand", en="greatest radius", type=float, metavar="KM"),
            option(
                "--max-share",
                fr="plus grande part des cas",
                en="greatest share of the cases",
                type=float,
                default=0.5,
                metavar="P",
            ),
            option("--replicates", fr="nombre de tirages", en="number of replicates", type=int, metavar="N"),
            option("--seed", fr="graine du hasard", en="seed", type=int, default=1, metavar="N"),
            option("--study-start", fr="premier jour de l’étude", en="first day of the study", metavar="DATE"),
            option("--study-end", fr="dernier jour de l’étude", en="last day of the study", metavar="DATE"),
            option(
                "--retrospective",
                fr="toute l’étude, pas seulement sa fin",
                en="the whole study, not only its end",
                action="store_true",
            ),
            option(
                "--planar", fr="coordonnées planes, en mètres", en="planar coordinates, in metres", action="store_true"
            ),
            option("--dask", fr="répartir sur ce groupe de machines", en="spread over this cluster", metavar=ADDRESS),
            option(
                "--null",
                fr="ce que fait le hasard seul (registre : blocks, qui connaît les répétitions)",
                en="what chance alone does (register: blocks, which knows repeats)",
                choices=("independent", "episodes", "negative-binomial", "blocks"),
            ),
            option(
                "--zones",
                fr="registre : où chercher (distances par la route, tronçons qui se suivent, cercles)",
                en="register: where to look (road distance, stretches in a row, circles)",
                choices=("network", "stretches", "circles"),
                default="network",
            ),
            *READING,
        ),
    ),
    Command(
        "watch",
        "watch:watch",
        Text(
            fr="la veille : ce qui ressort cette semaine, au plus une fausse alerte par an",
            en="the watch: what stands out this week, at most one false alarm a year",
        ),
        (
            *READING,
            option(
                "--record",
                fr="inscrire les signaux au registre",
                en="record the signals in the register",
                action="store_true",
            ),
            option("--seed", fr="graine du hasard", en="seed", type=int, default=1, metavar="N"),
        ),
    ),
    Command(
        "monitor",
        "monitor:monitor",
        Text(fr="une série sort-elle de son propre passé ?", en="is a series out of line with its own past?"),
        (
            option(
                "--series",
                fr="série, colonnes week et count (sinon les axes du registre)",
                en="series, columns week and count (else the roads of the register)",
                metavar=FILE,
            ),
            option(
                "--method",
                fr="méthode (fichier : farrington-improved ; registre : les quatre dernières semaines)",
                en="method (file: farrington-improved; register: the last four weeks)",
                choices=("farrington", "farrington-improved", "cusum", "glr"),
            ),
            option("--threshold", fr="seuil", en="threshold", choices=("delta", "nbplugin", "muan"), default="delta"),
            option("--alpha", fr="niveau", en="level", type=float, default=0.1, metavar="A"),
            option(
                "--run-length",
                fr="semaines entre deux fausses alertes",
                en="weeks between two false alarms",
                type=float,
                default=120.0,
                metavar="N",
            ),
            option("--from", fr="première semaine", en="first week", dest="first", type=int, metavar="N"),
            option("--until", fr="dernière semaine", en="last week", dest="last", type=int, metavar="N"),
            *READING,
        ),
    ),
    Command(
        "bundle",
        "exchange:bundle",
        Text(fr="faire un fichier d’échange pour un autre bureau", en="make an exchange file for another office"),
        (
            option(
                "--for",
                fr="partie, ou fichier de demande ; sans cela, tout ce que toutes les parties peuvent tenir",
                en="party, or request file; without it, all that every party may hold",
                dest="whom",
                metavar=OFFICE,
            ),
            option(
                "--ask",
                fr="écrire la demande de ce bureau : ce qu’il tient déjà",
                en="write this office’s request: what it holds already",
                action="store_true",
            ),
            option("--out", fr="le fichier à écrire (.toguna)", en="the file to write", required=True, metavar=FILE),
            FRAMEWORK,
        ),
    ),
    Command(
        "sync",
        "exchange:sync",
        Text(fr="échanger avec un autre exemplaire du registre", en="exchange with another copy of the register"),
        (
            option("what", fr="fichier .toguna, ou adresse", en=".toguna file, or address", metavar=PATH),
            FRAMEWORK,
        ),
    ),
    Command(
        "join",
        "exchange:join",
        Text(fr="tenir un exemplaire d’un registre existant", en="keep a copy of an existing register"),
        (
            option("file", fr="un envoi complet (.toguna)", en="a whole bundle (.toguna)", metavar=FILE),
            option("--party", fr="la partie de ce bureau", en="this office’s party", required=True, metavar=OFFICE),
            SEALED,
        ),
    ),
    Command(
        "renew",
        "exchange:renew",
        Text(fr="ouvrir un nouveau journal avec un nouvel appareil", en="open a new log with a new device"),
    ),
    Command(
        "people",
        "people:people",
        Text(
            fr="qui parle pour chaque partie : responsables, appareils, ce qui attend des signatures",
            en="who speaks for each party: officers, devices, what awaits signatures",
        ),
        (FRAMEWORK,),
    ),
    Command(
        "device",
        "people:device",
        Text(fr="la carte de cet appareil, à montrer à qui l’admet", en="this device’s card, for whoever admits it"),
        (option("--out", fr="écrire le code QR (SVG)", en="write the QR code (SVG)", metavar=FILE),),
    ),
    Command(
        "admit",
        "people:admit",
        Text(fr="admettre un appareil d’après sa carte", en="admit a device by its card"),
        (
            option("card", fr="la carte, ou un fichier qui la contient", en="the card, or a file that holds it"),
            option("--party", fr="la partie de l’appareil", en="the device’s party", required=True, metavar=OFFICE),
            FRAMEWORK,
        ),
    ),
    Command(
        "officers",
        "people:officers",
        Text(fr="nommer les responsables d’une partie", en="name a party’s officers"),
        (
            option("party", fr="la partie", en="the party", metavar=OFFICE),
            option("device", fr="appareils ou cartes", en="devices or cards", nargs="+", metavar=DEVICE),
            option(
                "--threshold",
                fr="combien décident ensemble (2 sinon)",
                en="how many decide together (else 2)",
                type=int,
                default=2,
                metavar="M",
            ),
            FRAMEWORK,
        ),
    ),
    Command(
        "endorse",
        "people:endorse",
        Text(fr="reprendre des écritures à son compte", en="stand by entries"),
        (
            option("entry", fr="numéros d’écritures", en="numbers of entries", nargs="+", metavar=ENTRY),
            option(
                "--seat", fr="titulaire pour qui l’hôte le dit", en="seat for which the host says so", metavar=WHOSE
            ),
            FRAMEWORK,
        ),
    ),
    Command(
        "revoke",
        "people:revoke",
        Text(fr="révoquer un appareil perdu ou saisi", en="revoke a device that was lost or seized"),
        (
            option("device", fr="l’appareil", en="the device", metavar=DEVICE),
            option(
                "--reason",
                fr="motif",
                en="reason",
                choices=("lost", "seized", "replaced", "holder-left", "restored"),
                required=True,
            ),
            option(
                "--size",
                fr="nombre d’écritures qui comptent encore (toutes celles d’ici, sinon)",
                en="how many entries still count (else all that are here)",
                type=int,
                metavar="N",
            ),
            FRAMEWORK,
        ),
    ),
    Command(
        "recovery",
        "sealing:recovery",
        Text(
            fr="faire la feuille de secours de cette partie, ou s’en servir",
            en="make this party’s recovery sheet, or use it",
        ),
        (
            option(
                "--out",
                fr="la feuille à imprimer (.svg ou .txt)",
                en="the sheet to print (.svg or .txt)",
                default="feuille-de-secours.svg",
                metavar=FILE,
            ),
            option("--sheet", fr="lire cette feuille (- : la taper)", en="read this sheet (-: type it)", metavar=FILE),
            FRAMEWORK,
        ),
    ),
    Command(
        "erase",
        "sealing:erase",
        Text(fr="effacer ce que disent des écritures, partout", en="erase what entries say, everywhere"),
        (
            option("what", fr="écritures ou cas", en="entries or cases", nargs="+", metavar=ENTRY),
            option(
                "--reason",
                fr="motif",
                en="reason",
                choices=("retention", "person", "court", "danger", "error"),
                required=True,
            ),
            FRAMEWORK,
        ),
    ),
    Command(
        "keys",
        "sealing:keys",
        Text(fr="détruire les clés dont le temps est passé", en="destroy the keys whose time is over"),
        (FRAMEWORK,),
    ),
    Command(
        "lock",
        "sealing:lock",
        Text(fr="sceller ce dossier au repos", en="seal this folder at rest"),
    ),
    Command(
        "withdraw",
        "sealing:withdraw",
        Text(
            fr="en danger, à deux : détruire ce dossier, ne laisser que des comptes",
            en="in danger, two together: destroy this folder, leave counts only",
        ),
        (
            option("--prepare", fr="choisir les deux phrases", en="choose the two phrases", action="store_true"),
            option("--rehearse", fr="répéter sans rien toucher", en="rehearse, touching nothing", action="store_true"),
            option(
                "--phrases",
                fr="les deux phrases, une par ligne (sinon, saisies)",
                en="the two phrases, one a line (else typed)",
                metavar=FILE,
            ),
        ),
    ),
    Command(
        "verify",
        "verify:verify",
        Text(fr="vérifier signatures et chaînes du registre", en="verify the register's signatures and logs"),
    ),
    Command(
        "rebuild",
        "maintenance:rebuild",
        Text(fr="recalculer les tables à partir des entrées", en="compute the tables again from the entries"),
    ),
    Command(
        "doctor",
        "maintenance:doctor",
        Text(fr="ce qui ne va pas dans cette installation", en="what is wrong with this installation"),
    ),
)

_USAGE = Text(fr="usage : ", en="usage: ")
_OPTIONS = Text(fr="options", en="options")
_ARGUMENTS = Text(fr="arguments", en="arguments")
_COMMANDS = Text(fr="commandes", en="commands")
_HELP = Text(fr="montrer cette aide", en="show this help")
_VERSION = Text(fr="montrer la version", en="show the version")
_WHAT = Text(
    fr="La mémoire de travail d’un cadre de gestion concertée de la sécurité.",
    en="The working memory of a framework for collaborative security management.",
)
_WRONG_USE = Text(
    fr="Commande incomplète ou mal écrite ({detail}). Voir « {prog} --help ».",
    en="The command is incomplete or misspelt ({detail}). See “{prog} --help”.",
)
_INTERRUPTED = Text(fr="Interrompu.", en="Interrupted.")


class Parser(argparse.ArgumentParser):
    """argparse with every sentence in the user's language."""

    lang = "fr"
    given: Sequence[str] = ()

    def error(self, message: str) -> None:  # type: ignore[override]
        detail = message if self.lang == "en" else " ".join(self.given) or "…"
        print(_WRONG_USE.say(self.lang, detail=detail, prog=self.prog), file=sys.stderr)
        raise SystemExit(WRONG_USE)

    def format_usage(self) -> str:
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups, _USAGE.say(self.lang))
        return formatter.format_help()

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", _USAGE.say(self.lang), 1)


def language(arguments: Sequence[str]) -> str:
    """The language asked for: `--lang`, else TOGUNA_LANG, else French."""
    for here, following in pairwise([*arguments, ""]):
        if here == "--lang" and following in LANGUAGES:
            return following
        if here.startswith("--lang=") and here[7:] in LANGUAGES:
            return here[7:]
    asked = os.environ.get("TOGUNA_LANG", "fr")[:2]
    return asked if asked in LANGUAGES else "fr"


def parser(lang: str) -> argparse.ArgumentParser:
    """The whole command line in one language."""
    Parser.lang = lang
    top = Parser(prog="toguna", description=_WHAT.say(lang), add_help=False)
    _titles(top, lang)
    top.add_argument("-h", "--help", action="help", help=_HELP.say(lang))
    top.add_argument("--version", action="version", version=f"toguna {__version__}", help=_VERSION.say(lang))
    commands = top.add_subparsers(dest="command", metavar=_COMMANDS.say(lang).upper(), title=_COMMANDS.say(lang))
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name, help=command.help.say(lang), description=command.help.say(lang), add_help=False
        )
        _titles(sub, lang)
        sub.add_argument("-h", "--help", action="help", help=_HELP.say(lang))
        for item in (*command.options, *COMMON):
            keywords = {
                name: value.say(lang) if isinstance(value, Text) else value for name, value in item.keywords.items()
            }
            sub.add_argument(*item.flags, help=item.help.say(lang), **keywords)  # type: ignore[arg-type]
        sub.set_defaults(target=command.target)
    return top


def _titles(made: argparse.ArgumentParser, lang: str) -> None:
    made._optionals.title = _OPTIONS.say(lang)
    made._positionals.title = _ARGUMENTS.say(lang)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 ok, 1 a problem was found, 2 wrong use."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = language(given)
    Parser.given = given
    made = parser(lang)
    options = made.parse_args(given)
    if options.command is None:
        made.print_help()
        return WRONG_USE
    options.lang = lang
    try:
        return _call(options)
    except TogunaError as error:
        from toguna.cli.output import say_error

        say_error(error, lang, as_json=options.json)
        return WRONG_USE if isinstance(error, InputError) else PROBLEM
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); that is its right.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print(_INTERRUPTED.say(lang), file=sys.stderr)
        return PROBLEM


def _call(options: argparse.Namespace) -> int:
    module, _, name = options.target.partition(":")
    function: Callable[[argparse.Namespace], int] = getattr(import_module(f"toguna.cli.{module}"), name)
    return function(options)


if __name__ == "__main__":
    sys.exit(main())
