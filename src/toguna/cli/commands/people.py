"""Officers, devices and keys; sealing, erasing, withdrawing."""

from __future__ import annotations

from toguna.base.text import Text
from toguna.cli.commands.options import DEVICE, ENTRY, FILE, FRAMEWORK, OFFICE, PHRASE, WHOSE, Command, option

PEOPLE = (
    Command(
        "people",
        "people:people",
        Text(
            fr="qui parle pour chaque partie : responsables, appareils, ce qui attend des signatures",
            en="who speaks for each party: officers, devices, what awaits signatures",
        ),
        (FRAMEWORK,),
    ),
    Command(
        "device",
        "people:device",
        Text(fr="la carte de cet appareil, à montrer à qui l’admet", en="this device’s card, for whoever admits it"),
        (option("--out", fr="écrire le code QR (SVG)", en="write the QR code (SVG)", metavar=FILE),),
    ),
    Command(
        "admit",
        "people:admit",
        Text(fr="admettre un appareil d’après sa carte", en="admit a device by its card"),
        (
            option("card", fr="la carte, ou un fichier qui la contient", en="the card, or a file that holds it"),
            option("--party", fr="la partie de l’appareil", en="the device’s party", required=True, metavar=OFFICE),
            FRAMEWORK,
        ),
    ),
    Command(
        "officers",
        "people:officers",
        Text(fr="nommer les responsables d’une partie", en="name a party’s officers"),
        (
            option("party", fr="la partie", en="the party", metavar=OFFICE),
            option("device", fr="appareils ou cartes", en="devices or cards", nargs="+", metavar=DEVICE),
            option(
                "--threshold",
                fr="combien décident ensemble (2 sinon)",
                en="how many decide together (else 2)",
                type=int,
                default=2,
                metavar="M",
            ),
            FRAMEWORK,
        ),
    ),
    Command(
        "endorse",
        "people:endorse",
        Text(fr="reprendre des inscriptions à son compte", en="stand by entries"),
        (
            option("entry", fr="numéros d’inscriptions", en="numbers of entries", nargs="+", metavar=ENTRY),
            option(
                "--seat", fr="titulaire pour qui l’hôte le dit", en="seat for which the host says so", metavar=WHOSE
            ),
            PHRASE,
            FRAMEWORK,
        ),
    ),
    Command(
        "revoke",
        "people:revoke",
        Text(fr="révoquer un appareil perdu ou saisi", en="revoke a device that was lost or seized"),
        (
            option("device", fr="l’appareil", en="the device", metavar=DEVICE),
            option(
                "--reason",
                fr="motif",
                en="reason",
                choices=("lost", "seized", "replaced", "holder-left", "restored"),
                required=True,
            ),
            option(
                "--size",
                fr="nombre d’inscriptions qui comptent encore (toutes celles d’ici, sinon)",
                en="how many entries still count (else all that are here)",
                type=int,
                metavar="N",
            ),
            FRAMEWORK,
        ),
    ),
    Command(
        "recovery",
        "sealing:recovery",
        Text(
            fr="faire la feuille de secours de cette partie, ou s’en servir",
            en="make this party’s recovery sheet, or use it",
        ),
        (
            option(
                "--out",
                fr="la feuille à imprimer (.svg ou .txt)",
                en="the sheet to print (.svg or .txt)",
                default="feuille-de-secours.svg",
                metavar=FILE,
            ),
            option("--sheet", fr="lire cette feuille (- : la taper)", en="read this sheet (-: type it)", metavar=FILE),
            FRAMEWORK,
        ),
    ),
    Command(
        "erase",
        "sealing:erase",
        Text(
            fr="proposer d’effacer ce que disent des inscriptions ; une seconde personne confirme",
            en="propose to erase what entries say; a second person confirms",
        ),
        (
            option("what", fr="inscriptions ou cas", en="entries or cases", nargs="+", metavar=ENTRY),
            option(
                "--reason",
                fr="motif",
                en="reason",
                choices=("retention", "person", "court", "danger", "error"),
                required=True,
            ),
            option("--seat", fr="agir comme ce titulaire", en="act as this seat", metavar=WHOSE),
            PHRASE,
            FRAMEWORK,
        ),
    ),
    Command(
        "keys",
        "sealing:keys",
        Text(
            fr="détruire les clés et effacer les SMS dont le temps est passé",
            en="destroy the keys and delete the SMS whose time is over",
        ),
        (FRAMEWORK,),
    ),
    Command(
        "lock",
        "sealing:lock",
        Text(fr="sceller ce dossier au repos", en="seal this folder at rest"),
    ),
    Command(
        "withdraw",
        "sealing:withdraw",
        Text(
            fr="en danger, à deux : détruire ce dossier, ne laisser que des comptes",
            en="in danger, two together: destroy this folder, leave counts only",
        ),
        (
            option("--prepare", fr="choisir les deux phrases", en="choose the two phrases", action="store_true"),
            option("--rehearse", fr="répéter sans rien toucher", en="rehearse, touching nothing", action="store_true"),
            option(
                "--phrases",
                fr="les deux phrases, une par ligne (sinon, saisies)",
                en="the two phrases, one a line (else typed)",
                metavar=FILE,
            ),
        ),
    ),
)
