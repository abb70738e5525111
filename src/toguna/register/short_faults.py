"""What can be wrong with a sealed short message, or with a telephone's key, one class and one sentence each
(spec/sms.md §10).

ShortFault
├── ShortSize           fewer or more bytes than one SMS can be
├── ShortSealed         it does not open with the telephone's key
├── ShortContent        it opens, and what is in it is no message
├── ShortWrong          what is to be sent says nothing, or is beyond its bounds
├── ShortTooLong        what is to be sent does not fit into one SMS
├── ShortCounter        the telephone has used all its numbers
└── ShortKey            not the line with a telephone's key
"""

from __future__ import annotations

from toguna.base.errors import RegisterFault
from toguna.base.text import Text


class ShortFault(RegisterFault):
    """A sealed short message, or its key, does not hold."""

    code = "sms-sealed"


class ShortSize(ShortFault):
    code = "sms-sealed-size"
    text = Text(
        fr="Un SMS scellé a de {least} à {most} octets, celui-ci en a {size} : il a été coupé en route. Demander qu’il "
        "soit envoyé de nouveau.",
        en="A sealed SMS has from {least} to {most} bytes, this one has {size}: it was cut on its way. Ask for it to "
        "be sent again.",
    )


class ShortSealed(ShortFault):
    code = "sms-sealed-not-opened"
    text = Text(
        fr="Ce SMS scellé ne s’ouvre pas avec la clé du téléphone qu’il nomme : il a été abîmé, ou vient d’un autre. "
        "Demander un nouvel envoi, ou une nouvelle clé pour ce téléphone.",
        en="This sealed SMS does not open with the key of the telephone that it names: it was damaged, or comes from "
        "another one. Ask for it to be sent again, or for a new key for that telephone.",
    )


class ShortContent(ShortFault):
    code = "sms-sealed-content"
    text = Text(
        fr="Ce SMS scellé s’ouvre, mais ce qu’il contient n’est pas un message de cette version. Mettre à jour le "
        "logiciel, ici ou sur le téléphone, et demander un nouvel envoi.",
        en="This sealed SMS opens, but what is in it is no message of this version. Update the software, here or on "
        "the telephone, and ask for it to be sent again.",
    )


class ShortWrong(ShortFault):
    code = "sms-sealed-wrong"
    text = Text(
        fr="Ce message ne dit rien, ou l’un de ses nombres n’existe pas : genre de 1 à 30, axes et lieux de 1 à 899, "
        "tués, blessés, enlevés jusqu’à 999, sécurité de 0 à 10. Le vérifier sur la carte.",
        en="This message says nothing, or one of its numbers does not exist: kind 1 to 30, roads and places 1 to 899, "
        "killed, wounded, taken up to 999, safety 0 to 10. Check it on the card.",
    )


class ShortTooLong(ShortFault):
    code = "sms-sealed-too-long"
    text = Text(
        fr="Ce message ferait {size} octets scellés, un SMS en porte {most}. Raccourcir les mots, et vérifier que "
        "l’essentiel est dans les numéros.",
        en="This message would be {size} bytes sealed, one SMS carries {most}. Shorten the words, and check that what "
        "matters is in the numbers.",
    )


class ShortCounter(ShortFault):
    code = "sms-sealed-counter"
    text = Text(
        fr="Ce téléphone a envoyé tous les SMS que sa clé permet. Demander une nouvelle clé au bureau.",
        en="This telephone has sent all the SMS that its key allows. Ask the office for a new key.",
    )


class ShortKey(ShortFault):
    code = "sms-key-shape"
    text = Text(
        fr="Ce n’est pas la clé d’un téléphone : elle commence par TOGUNA-S1. La vérifier caractère par caractère, ou "
        "en demander une autre au bureau.",
        en="This is not the key of a telephone: one begins with TOGUNA-S1. Check it character by character, or ask the "
        "office for another one.",
    )
