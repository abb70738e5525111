"""Bringing data in."""

from __future__ import annotations

from toguna.base.text import Text
from toguna.cli.commands.options import FILE, IMPORTS, NAME, READING, WORDS, Command, option

INTAKE = (
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
                fr="pour csv avec --layer, reports et kobo : quelles colonnes sont quoi (YAML)",
                en="for csv with --layer, reports and kobo: which columns are what (YAML)",
                metavar=FILE,
            ),
            option(
                "--source",
                fr="pour reports : d’où vient le fichier",
                en="for reports: where the file comes from",
                metavar=NAME,
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
)
