"""What can be wrong with sealed contents and with keys on paper, one class and one sentence each (spec/sealing.md §8).

SealFault
├── KeyUnknown          this copy was not given the key, or destroyed it
├── NotOpened           the key is here and does not open the content
├── EpochNotNamed       a key that was given is not the one that its entry names
├── ReadingFile         the file of a device's reading keys
├── CardFault           a device's card: its shape, its check
└── SheetFault          a recovery sheet: its shape, one block, the whole
"""

from __future__ import annotations

from toguna.base.errors import RegisterFault
from toguna.base.text import Text


class SealFault(RegisterFault):
    """Something sealed does not open."""

    code = "seal"


class KeyUnknown(SealFault):
    code = "seal-key-unknown"
    text = Text(
        fr="Ce contenu est scellé pour d’autres, ou sa clé a été détruite. Demander à son auteur s’il peut être "
        "partagé.",
        en="This content is sealed for others, or its key was destroyed. Ask its author whether it may be shared.",
    )


class NotOpened(SealFault):
    code = "seal-not-opened"
    text = Text(
        fr="Ce contenu scellé ne s’ouvre pas avec la clé qu’il nomme : il a été abîmé, ou copié d’un autre journal. "
        "Demander à son auteur de l’écrire de nouveau.",
        en="This sealed content does not open with the key that it names: it was damaged, or copied from another log. "
        "Ask its author to write it again.",
    )


class EpochNotNamed(SealFault):
    code = "seal-key-not-named"
    text = Text(
        fr="La clé remise à cet appareil n’est pas celle que nomme l’inscription : elle n’a pas été gardée. Demander à "
        "son auteur d’en remettre une autre.",
        en="The key given to this device is not the one that the entry names: it was not kept. Ask its author to give "
        "another one.",
    )


class ReadingFile(SealFault):
    code = "reading-file"
    text = Text(
        fr="Le fichier des clés de lecture de cet appareil est abîmé, ou vient d’un autre appareil. Demander aux "
        "autres de resceller pour cet appareil, ou reprendre la feuille de secours.",
        en="The file of this device’s reading keys is damaged, or comes from another device. Ask the others to seal "
        "for this device anew, or go back to the recovery sheet.",
    )


class CardFault(SealFault):
    """Not the card of a device."""

    code = "card"


class CardShape(CardFault):
    code = "card-shape"
    text = Text(
        fr="Ceci n’est pas la carte d’un appareil : elle commence par TOGUNA-D1. Reprendre le texte ou le code QR que "
        "« toguna device » affiche sur le nouvel appareil.",
        en="This is not the card of a device: one begins with TOGUNA-D1. Go back to the text or QR code that "
        "“toguna device” shows on the new device.",
    )


class CardCheck(CardFault):
    code = "card-check"
    text = Text(
        fr="La carte de l’appareil contient une erreur de lecture ou de frappe : la vérifier caractère par caractère.",
        en="The device’s card has a misread or mistyped character: check it character by character.",
    )


class SheetFault(SealFault):
    """Not a recovery sheet."""

    code = "sheet"


class SheetShape(SheetFault):
    code = "sheet-shape"
    text = Text(
        fr="Une feuille de secours a {blocks} blocs de 5 caractères, {found} ont été lus. Vérifier qu’aucun ne manque.",
        en="A recovery sheet has {blocks} blocks of 5 characters, {found} were read. Check that none is missing.",
    )


class SheetBlock(SheetFault):
    code = "sheet-block"
    text = Text(
        fr="Le bloc n° {block} de la feuille de secours contient une erreur : le vérifier sur le papier.",
        en="Block no. {block} of the recovery sheet has an error in it: check it on the paper.",
    )


class SheetCheck(SheetFault):
    code = "sheet-check"
    text = Text(
        fr="Chaque bloc se lit bien, mais l’ensemble n’est pas une feuille de secours : vérifier que tous les blocs "
        "viennent de la même feuille.",
        en="Each block reads well, but together they are no recovery sheet: check that all blocks come from one sheet.",
    )
