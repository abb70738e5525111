"""Loading, founding and serving registers."""

from __future__ import annotations

from toguna.base.text import Text
from toguna.cli.commands.options import ADDRESS, FILE, FOLDER, SEALED, Command, option

REGISTERS = (
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
)
