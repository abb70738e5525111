"""The sentences of *Mon accès*."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

ACCESS: Final = {
    "access.title": Text(fr="Mon accès", en="My access"),
    "access.done": Text(fr="C’est changé.", en="Changed."),
    "access.phrase": Text(fr="Changer de phrase de passe", en="Change the passphrase"),
    "access.present": Text(fr="Votre phrase actuelle", en="Your present passphrase"),
    "access.new": Text(fr="La nouvelle, {least} caractères au moins", en="The new one, {least} characters or more"),
    "access.again": Text(fr="La nouvelle, encore une fois", en="The new one, once more"),
    "access.change": Text(fr="Changer la phrase", en="Change the passphrase"),
    "access.code": Text(fr="Un code du téléphone, en plus", en="A code from the phone, besides"),
    "access.code-what": Text(
        fr="Avec une application d’authentification, il faut aussi, pour entrer, six chiffres qui changent "
        "toutes les trente secondes. Le téléphone n’a pas besoin de réseau. S’il est perdu, le secrétariat rouvre "
        "l’accès.",
        en="With an authenticator, the door also asks for six digits that change every thirty seconds. The phone needs "
        "no network. Should it be lost, the secretariat opens the access again at the machine.",
    ),
    "access.code-image": Text(fr="Image à lire avec le téléphone", en="Picture to be read by the phone"),
    "access.code-typed": Text(fr="Ou à saisir dans le téléphone :", en="Or to be typed into the phone:"),
    "access.code-given": Text(fr="Les six chiffres que montre le téléphone", en="The six digits that the phone shows"),
    "access.code-use": Text(fr="Exiger ce code à l’entrée", en="Ask for this code at the door"),
    "access.code-on": Text(
        fr="Pour entrer, il faut un code de votre téléphone.", en="The door asks for a code from your phone."
    ),
    "access.code-off": Text(fr="Ne plus l’exiger", en="Ask for it no more"),
    "again.title": Text(fr="Emporter un fichier", en="Take a file away"),
    "again.why": Text(
        fr="Un fichier sort de ce poste. La dernière saisie de votre phrase de passe date de plus de dix minutes.",
        en="A file leaves this machine. You last gave your passphrase more than ten minutes ago.",
    ),
    "again.take": Text(fr="Prendre le fichier", en="Take the file"),
    "keys.title": Text(fr="Une clé de cet appareil, en plus", en="A key of this device, besides"),
    "keys.what": Text(
        fr="Le téléphone ou une clé à brancher répond à votre place, par le doigt ou son code. Elle ne porte ni nom ni "
        "titulaire. Si elle est perdue, le secrétariat rouvre l’accès.",
        en="The phone, or a key that is plugged in, answers for you, by finger or by its own code. It carries neither "
        "name nor seat. Should it be lost, the secretariat opens the access again.",
    ),
    "keys.on": Text(
        fr="Pour entrer, il faut une de vos clés (inscrites : {count}).",
        en="The door asks for one of your keys (registered: {count}).",
    ),
    "keys.add": Text(fr="Inscrire une clé", en="Register a key"),
    "keys.off": Text(fr="Ne plus en exiger", en="Ask for none any more"),
    "keys.user": Text(fr="titulaire", en="seat"),
    "keys.your": Text(fr="Votre clé", en="Your key"),
    "keys.door": Text(
        fr="La phrase de passe est juste. Ce titulaire se sert aussi d’une clé : la présenter.",
        en="The passphrase is right. This seat uses a key besides: show it.",
    ),
    "keys.show": Text(fr="Présenter la clé", en="Show the key"),
    "keys.no-answer": Text(
        fr="La clé n’a pas répondu, ou ce n’est pas la bonne. Recommencer.",
        en="The key did not answer, or it is not the right one. Try again.",
    ),
    "keys.not-here": Text(
        fr="À cette adresse, ce navigateur ne lit pas les clés : il faut une adresse en https, ou http://localhost sur "
        "la machine même. Le secrétariat peut rouvrir l’accès.",
        en="At this address the browser reads no keys: it takes an https address, or http://localhost on the machine "
        "itself. The secretariat can open the access again.",
    ),
    "keys.or-code": Text(
        fr="Ou revenir, et entrer avec le code du téléphone.", en="Or go back, and log in with the phone’s code."
    ),
}
