"""A seat's own passphrase at the command line: typed, or from a file. The device's passphrase alone proves no seat."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text

if TYPE_CHECKING:
    from toguna.server.home import Home
    from toguna.server.queries.reading import Reading

_ASK = Text(fr="Phrase de passe de « {seat} » : ", en="Passphrase of “{seat}”: ")


class NoPhrase(InputError):
    """The file of the passphrase cannot be read, or nobody can be asked."""

    code = "seat-phrase"
    text = Text(
        fr="La phrase de passe du titulaire manque : la saisir, ou la donner par --phrase FICHIER (- : entrée).",
        en="The seat’s passphrase is missing: type it, or give it by --phrase FILE (-: stdin).",
    )


class WrongSeatPhrase(RuleError):
    """It is not that seat's passphrase, or the seat has none on this machine."""

    code = "seat-phrase-wrong"
    text = Text(
        fr="Ce n’est pas la phrase de passe de « {seat} » sur ce poste. Rien n’a été inscrit : la donner de nouveau, "
        "ou en faire une nouvelle avec « toguna phrase {seat} ».",
        en="That is not the passphrase of “{seat}” on this machine. Nothing was recorded: give it again, or make a new "
        "one with “toguna phrase {seat}”.",
    )


def seat_phrase(options: argparse.Namespace, seat: str) -> str:
    """The seat's passphrase: from the file that was named, or typed.

    Raises
    ------
    NoPhrase
    """
    try:
        if options.phrase == "-":
            return sys.stdin.readline().strip()
        if options.phrase is not None:
            return Path(options.phrase).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise NoPhrase from None
    if not sys.stdin.isatty():
        raise NoPhrase
    return getpass.getpass(_ASK.say(options.lang, seat=seat))


def prove(options: argparse.Namespace, home: Home, reading: Reading) -> None:
    """Have the seat that acts give its passphrase, as on its page.

    Raises
    ------
    NoPhrase, WrongSeatPhrase
    """
    from toguna.server.actions.seats import proved

    seat = reading.reader.seat or ""
    if not proved(home, reading.framework, seat, seat_phrase(options, seat)):
        raise WrongSeatPhrase(seat=seat)
