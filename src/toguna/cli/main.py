"""Parsing and dispatch. Only the command that is called gets imported, so that `toguna --help` stays light."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import pairwise

from toguna import __version__
from toguna.base.errors import InputError, TogunaError
from toguna.base.text import LANGUAGES, Text
from toguna.cli.commands import COMMANDS
from toguna.cli.commands.options import COMMON

OK, PROBLEM, WRONG_USE = 0, 1, 2

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
