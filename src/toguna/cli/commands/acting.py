"""Doing an act from the command line."""

from __future__ import annotations

from toguna.base.text import Text
from toguna.cli.commands.options import (
    ADDRESS,
    FILE,
    FOLDER,
    FRAMEWORK,
    ID,
    NAME,
    PHRASE,
    WHOSE,
    WORDS,
    Command,
    option,
)

ACTING = (
    Command(
        "act",
        "act:act",
        Text(
            fr="inscrire un acte au registre, ou dire lesquels sont possibles", en="do an act, or say which there are"
        ),
        (
            option(
                "name", fr="l’acte ; sans lui, la liste", en="the act; without it, the list", nargs="?", metavar=NAME
            ),
            option("--data", fr="ses données, en JSON (- : entrée)", en="its data, in JSON (-: stdin)", metavar=FILE),
            option("--case", fr="la fiche sur laquelle il porte", en="the record it is done on", metavar=ID),
            option("--fields", fr="dire ce qu’il faut donner", en="say what must be given", action="store_true"),
            option(
                "--token",
                fr="jeton de l’envoi : le même jeton ne s’inscrit qu’une fois",
                en="token of the request: the same token is recorded once",
                metavar=ID,
            ),
            option("--seat", fr="agir comme ce titulaire", en="act as this seat", metavar=WHOSE),
            PHRASE,
            FRAMEWORK,
        ),
    ),
    Command(
        "notes",
        "notes:notes",
        Text(fr="lire ses notes scellées, ou en faire la clé", en="read one’s sealed notes, or make their key"),
        (
            option("--begin", fr="faire la clé de ces notes", en="make the key of these notes", action="store_true"),
            PHRASE,
            option("--seat", fr="pour ce titulaire", en="for this seat", metavar=WHOSE),
            FRAMEWORK,
        ),
    ),
    Command(
        "tokens",
        "tokens:tokens",
        Text(
            fr="clés par lesquelles un programme lit et agit comme un titulaire",
            en="keys by which a program reads and acts as a seat",
        ),
        (
            option("--new", fr="faire une clé, et pour quel usage", en="make a key, and what for", metavar=WORDS),
            option(
                "--revoke", fr="retirer la clé de ce numéro", en="revoke the key of this number", type=int, metavar="N"
            ),
            option("--seat", fr="pour ce titulaire", en="for this seat", metavar=WHOSE),
            FRAMEWORK,
        ),
    ),
    Command(
        "gateways",
        "gateways:gateways",
        Text(fr="passerelles qui remettent des SMS pour un titulaire", en="gateways that hand on SMS for a seat"),
        (
            option(
                "--new",
                fr="admettre une passerelle de plus, et de quelle sorte",
                en="admit one more gateway, and of which kind",
                choices=("smssync", "medic", "httpsms", "signed"),
            ),
            option(
                "--url",
                fr="adresse à laquelle les passerelles joignent ce poste",
                en="the address at which gateways reach this machine",
                metavar=ADDRESS,
            ),
            option(
                "--revoke",
                fr="ne plus rien prendre de la passerelle de ce numéro",
                en="take nothing more from the gateway of this number",
                type=int,
                metavar="N",
            ),
            option("--seat", fr="pour ce titulaire", en="for this seat", metavar=WHOSE),
            FRAMEWORK,
        ),
    ),
    Command(
        "phones",
        "phones:phones",
        Text(
            fr="téléphones (ODK Collect, KoboCollect) qui envoient pour un titulaire",
            en="phones (ODK Collect, KoboCollect) that send for a seat",
        ),
        (
            option("--new", fr="admettre un téléphone de plus", en="admit one more phone", action="store_true"),
            option(
                "--url",
                fr="adresse à laquelle les téléphones joignent ce poste",
                en="the address at which phones reach this machine",
                metavar=ADDRESS,
            ),
            option("--out", fr="écrire le code ici (.png, .svg)", en="write the code here (.png, .svg)", metavar=FILE),
            option(
                "--revoke",
                fr="ne plus rien prendre du téléphone de ce numéro",
                en="take nothing more from the phone of this number",
                type=int,
                metavar="N",
            ),
            option(
                "--publish",
                fr="donner aux téléphones ce formulaire du cadre (XLSForm .xlsx, XForm .xml)",
                en="give phones this form of the framework (XLSForm .xlsx, XForm .xml)",
                metavar=FILE,
            ),
            option("--seat", fr="pour ce titulaire", en="for this seat", metavar=WHOSE),
            FRAMEWORK,
        ),
    ),
    Command(
        "prompts",
        "prompts:prompts",
        Text(
            fr="faire entendre les formulaires des téléphones dans une langue que le logiciel n’écrit pas",
            en="let the phone forms be heard in a language that the software does not write",
        ),
        (
            option(
                "folder",
                fr="un enregistrement par question, nommé comme elle ; sans dossier, dire ce qu’il y a à enregistrer",
                en="one sound a question, named like it; without a folder, say what there is to be said",
                nargs="?",
                metavar=FOLDER,
            ),
            option("--form", fr="le formulaire (cadre-incident)", en="the form (cadre-incident)", metavar=NAME),
            option("--language", fr="la langue parlée (Songhay)", en="the language spoken (Songhay)", metavar=NAME),
            option("--seat", fr="comme ce titulaire", en="as this seat", metavar=WHOSE),
            FRAMEWORK,
        ),
    ),
    Command(
        "phrase",
        "tokens:phrase",
        Text(
            fr="donner une nouvelle phrase de passe à un titulaire qui a perdu la sienne",
            en="give a new passphrase to a seat that lost its own",
        ),
        (option("whose", fr="le titulaire", en="the seat", metavar=WHOSE), FRAMEWORK),
    ),
)
