"""The reference page "effort of each story", from what the browser journeys counted.

python scripts/effort_page.py        reads .cache/effort/*.json, writes docs/{fr,en}/reference/effort.md
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from effort import CHARACTER_S, KEPT, TAP_S  # noqa: E402 - the path comes first

SIZES: Final = {"phone": "360 px", "desk": "1280 px"}
BOUNDS: Final = {"morning": "≤ 60 s", "outing": "≤ 8", "founding": "≤ 900 s"}
STORIES: Final = {
    "founding": ("Le premier quart d’heure : fonder le cadre", "The first fifteen minutes: founding the framework"),
    "morning": ("Le point du matin, six axes", "The morning’s round, six roads"),
    "outing": ("Inscrire une sortie", "Logging an outing"),
    "1": ("Faire d’un texte signé des engagements", "Turning a signed text into undertakings"),
    "2": ("Voir les fins et les relèves à confirmer", "Seeing ends and hand-overs to be confirmed"),
    "3": ("Préparer une rencontre", "Preparing a meeting"),
    "4": ("Montrer où les parties divergent", "Showing where parties differ"),
    "5": ("Inscrire un plaidoyer et ce qu’il débloque", "Recording a request and what it unblocks"),
    "6": ("Conduire une vérification conjointe", "Running a joint verification"),
    "7": ("Fermer les données d’une partie qui part", "Locking the data of a party that leaves"),
    "8": ("Lire une page avant la rencontre", "Reading one page before the meeting"),
    "9": ("Délivrer une autorisation que les autres forces voient", "Issuing an authorisation that other forces see"),
    "10": ("Voir si le cadre s’est réuni", "Seeing whether the framework met"),
    "11": ("Inscrire une patrouille faite", "Logging a patrol done"),
    "12": ("Annoncer une fin à l’avance", "Declaring an end ahead"),
    "13": ("Contester une accusation", "Contesting an allegation"),
    "14": ("Savoir qu’une présence amie est là", "Knowing that friendly cover is there"),
    "15": ("Reprendre un axe par une liste de points", "Taking over a road by a checklist"),
    "16": ("Inscrire une remise à la justice", "Recording a person handed to justice"),
    "17": ("Rendre compte et recevoir une réponse", "Reporting and being answered"),
    "18": ("Lire les conseils du cadre", "Reading the framework’s advice"),
    "19": ("Signaler ce que prend un poste", "Saying what a post takes"),
    "20": ("Diffuser la charte", "Spreading the charter"),
    "21": ("Signaler une rumeur", "Raising a rumour"),
    "22": ("Éprouver un résultat annoncé", "Testing a claim"),
    "23": ("Comparer la mise en œuvre", "Comparing implementation"),
    "24": ("Voir ce qui a pris fin faute de moyens", "Seeing what ended for want of means"),
    "25": ("Contrôler où va l’appui", "Checking where support goes"),
}
HEADS: Final = {
    "fr": """# Effort de chaque récit

Ce que coûte chaque parcours à qui le fait, compté dans un vrai Chromium par les essais de `tests/browser`. Cette page
est écrite par `python scripts/effort_page.py` après eux.

Une touche d’écran vaut {tap} s (une décision 1,35 s, un déplacement 1,10 s, un appui 0,20 s), un caractère {key} s
(modèle « keystroke-level » de Card, Moran et Newell, 1980). L’entrée de la phrase de passe, la lecture, les appels et
la réponse de la machine n’y sont pas : ces secondes comparent des pages, elles ne chronomètrent personne. Un récit
absent du tableau n’est pas encore compté.
""",
    "en": """# Effort of each story

What each journey costs the person who makes it, counted in a real Chromium by the tests of `tests/browser`. This page
is written by `python scripts/effort_page.py` after them.

A tap is {tap} s (a decision 1.35 s, a movement 1.10 s, a press 0.20 s), a character {key} s (the keystroke-level
model of Card, Moran and Newell, 1980). Entering the passphrase, reading, calling and the machine’s answer are not in
it: these seconds compare pages, they time nobody. A story that is not in the table has not been counted yet.
""",
}
COLUMNS: Final = {
    "fr": ("récit", "écran", "touches", "caractères", "secondes", "demandé"),
    "en": ("story", "screen", "taps", "characters", "seconds", "asked"),
}


def table(lines: list[dict[str, Any]], lang: str) -> str:
    """The page in one language: a row a story and size, in the order of the stories."""
    columns = COLUMNS[lang]

    def number(value: float) -> str:
        return f"{value:.2f}".replace(".", "," if lang == "fr" else ".")

    rows = [columns, ("---",) * len(columns)]
    order = list(STORIES)
    for line in sorted(lines, key=lambda one: (order.index(one["story"]), one["size"] != "phone")):
        name = STORIES[line["story"]][lang == "en"]
        title = f"{line['story']}. {name}" if line["story"].isdecimal() else name
        seconds = f"{line['seconds']:.0f}"
        counts = (str(line["taps"]), str(line["typed"]), seconds, BOUNDS.get(line["story"], "–"))
        rows.append((title, SIZES[line["size"]], *counts))
    body = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{HEADS[lang].format(tap=number(TAP_S), key=number(CHARACTER_S))}\n{body}\n"


def main() -> int:
    """Write both pages; 1 where no journey has been counted."""
    lines = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(KEPT.glob("*.json"))]
    if not lines:
        print("no journey has been counted: run the tests of tests/browser first", file=sys.stderr)
        return 1
    for lang in HEADS:
        (ROOT / "docs" / lang / "reference" / "effort.md").write_text(table(lines, lang), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
