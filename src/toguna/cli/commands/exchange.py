"""Copies of a register that meet."""

from __future__ import annotations

from toguna.base.text import Text
from toguna.cli.commands.options import FILE, FRAMEWORK, OFFICE, PATH, SEALED, Command, option

EXCHANGE = (
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
        "backup",
        "backup:backup",
        Text(fr="tout ce que ce poste tient d’un registre, en un fichier", en="all this machine holds, in one file"),
        (
            option("--out", fr="le fichier à écrire (.toguna)", en="the file to write", required=True, metavar=FILE),
            FRAMEWORK,
        ),
    ),
)
