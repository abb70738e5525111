"""Reading: the situation, the cover calendar, the brief."""

from __future__ import annotations

from toguna.base.text import Text
from toguna.cli.commands.options import FOLDER, NAME, PATH, READING, WORDS, Command, option

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
        "where",
        "where:where",
        Text(
            fr="situer un lieu dit en mots : « 20 km au sud de … », « entre … et … »",
            en="place words such as “20 km south of …”, “between … and …”",
        ),
        (
            option("words", fr="les mots, entre guillemets", en="the words, in quotes", nargs="?", metavar=WORDS),
            option(
                "--layer",
                fr="au lieu de mots : les lignes sans position d’une couche importée",
                en="instead of words: the rows without a position of an imported layer",
                metavar=NAME,
            ),
            option("--road", fr="l’axe dont on parle", en="the road that is spoken of", metavar="ID"),
            option(
                "--near",
                fr="un lieu dont on parle aussi (à répéter)",
                en="a place spoken of besides (may be repeated)",
                action="append",
                default=[],
                metavar="ID",
            ),
            option("--on", fr="le jour dont on parle", en="the day that is spoken of", metavar="DATE"),
            *READING,
        ),
    ),
    Command(
        "papers",
        "papers:papers",
        Text(
            fr="les papiers d’une rencontre, en PDF : ordre du jour, présence, relevé, à lire à voix haute, note",
            en="a meeting’s papers, as PDF: agenda, attendance, conclusions, to be read aloud, brief",
        ),
        (
            option(
                "meeting",
                fr="la rencontre ; sans elle, la liste",
                en="the meeting; without it, the list",
                nargs="?",
                metavar="ID",
            ),
            option(
                "--kind",
                fr="un seul papier (tous, sinon)",
                en="one paper only (else all)",
                choices=("agenda", "attendance", "conclusions", "spoken", "brief"),
            ),
            option("--out", fr="le dossier où les écrire", en="the folder to write them to", metavar=FOLDER),
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
)
