"""Verifying, rebuilding, finding what is wrong."""

from __future__ import annotations

from toguna.base.text import Text
from toguna.cli.commands.options import FILE, Command, option

UPKEEP = (
    Command(
        "verify",
        "verify:verify",
        Text(fr="vérifier signatures et chaînes du registre", en="verify the register's signatures and logs"),
        (
            option(
                "file",
                fr="un fichier .toguna ou une preuve ; sans cela, ce dossier",
                en="a .toguna file or an evidence file; without it, this folder",
                metavar=FILE,
                nargs="?",
            ),
        ),
    ),
    Command(
        "rebuild",
        "maintenance:rebuild",
        Text(fr="recalculer les tables à partir des inscriptions", en="compute the tables again from the entries"),
    ),
    Command(
        "doctor",
        "maintenance:doctor",
        Text(fr="ce qui ne va pas dans cette installation", en="what is wrong with this installation"),
    ),
)
