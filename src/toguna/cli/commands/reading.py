"""Reading: the situation, the cover calendar, the brief."""

from __future__ import annotations

from toguna.base.text import Text
from toguna.cli.commands.options import PATH, READING, Command, option

LOOKS = (
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
)
