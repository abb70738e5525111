"""Sealed SMS: keys for telephones, and writing one."""

from __future__ import annotations

from toguna.base.text import Text
from toguna.cli.commands.options import FILE, FRAMEWORK, WHOSE, WORDS, Command, option

MESSAGES = (
    Command(
        "sms-keys",
        "sealed_sms:keys",
        Text(
            fr="clés par lesquelles un téléphone écrit des SMS scellés pour un titulaire",
            en="keys by which a telephone writes sealed SMS for a seat",
        ),
        (
            option("--new", fr="donner une clé de plus", en="give one more key", action="store_true"),
            option(
                "--revoke",
                fr="ne plus rien prendre du téléphone de ce numéro",
                en="take nothing more from the telephone of this number",
                type=int,
                metavar="N",
            ),
            option("--seat", fr="pour ce titulaire", en="for this seat", metavar=WHOSE),
            FRAMEWORK,
        ),
    ),
    Command(
        "sms",
        "sealed_sms:write",
        Text(
            fr="écrire un SMS scellé, avec les numéros de la carte, sans dossier ni réseau",
            en="write a sealed SMS, with the numbers of the card, without a folder or network",
        ),
        (
            option(
                "key",
                fr="le fichier de la clé ; il ne doit servir que sur un seul téléphone",
                en="the file of the key; it must serve on one telephone only",
                metavar=FILE,
            ),
            option(
                "--learn",
                fr="d’abord, mettre dans ce fichier la clé reçue du bureau (saisie ou entrée)",
                en="first, put the key that the office gave into that file (typed or stdin)",
                action="store_true",
            ),
            option("--kind", fr="ce qui s’est passé, n°", en="what happened, no.", type=int, metavar="N"),
            option(
                "--at",
                fr="axe, localité, mesure, nos",
                en="road, place, measure, nos.",
                type=int,
                nargs="+",
                default=[],
                metavar="N",
            ),
            option("--day", fr="quel jour (2031-06-14)", en="which day (2031-06-14)", metavar="DATE"),
            option("--killed", fr="tués", en="killed", type=int, metavar="N"),
            option("--injured", fr="blessés", en="wounded", type=int, metavar="N"),
            option("--abducted", fr="personnes enlevées", en="people taken", type=int, metavar="N"),
            option("--words", fr="en quelques mots, sans nom", en="in a few words, no names", metavar=WORDS),
            option("--quiet", fr="semaine sans rien à signaler", en="a week without anything", action="store_true"),
            option("--safety", fr="sécurité ressentie, de 0 à 10", en="how safe, 0 to 10", type=int, metavar="N"),
            option("--patrols", fr="patrouilles vues", en="patrols seen", type=int, metavar="N"),
            option("--outing", fr="sortie faite : matin ou soir", en="outing done", choices=("am", "pm")),
            option("--about", fr="corriger le message de ce n°", en="correct the message no.", type=int, metavar="N"),
            option(
                "--take-back", fr="retirer le message de ce n°", en="take back the message no.", type=int, metavar="N"
            ),
            option(
                "--binary",
                fr="écrire les octets ici, pour un SMS de données",
                en="write the bytes here, for a data SMS",
                metavar=FILE,
            ),
        ),
    ),
)
