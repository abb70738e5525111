"""The sentences of *Faire un signalement*."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

REPORTING: Final = {
    "tell.title": Text(fr="Faire un signalement", en="Report"),
    "tell.nobody": Text(
        fr="Vous n’êtes pas entré : ce que vous écrivez ici reste sur cet appareil jusqu’à ce que vous entriez.",
        en="You have not logged in: what you write here stays on this device until you do.",
    ),
    "tell.enter": Text(fr="Entrer pour envoyer", en="Log in to send"),
    "tell.keeps-nothing": Text(
        fr="Cet appareil ne garde rien pour plus tard : envoyer quand il y a du réseau, et attendre le numéro du reçu.",
        en="This device keeps nothing for later: send while there is a network, and wait for the receipt’s number.",
    ),
    "tell.kept": Text(fr="Sur cet appareil", en="On this device"),
    "tell.warning": Text(
        fr="Ce qui attend peut être lu par quiconque tient ce téléphone ; ce qui est envoyé n’y est plus, sauf le "
        "numéro. S’il risque d’être pris, effacer.",
        en="What waits can be read by whoever holds this phone; what was sent is no longer on it, but for its number. "
        "If it may be taken from you, erase.",
    ),
    "tell.waiting": Text(
        fr="En attente : pas encore au secrétariat. L’envoi est retenté tant que cette page est ouverte, et quand elle "
        "se rouvre.",
        en="Waiting: not with the secretariat yet. It is tried again while this page is open, and when it is opened "
        "again.",
    ),
    "tell.door": Text(
        fr="En attente : il faut entrer de nouveau, puis rouvrir cette page.",
        en="Waiting: log in again, then open this page again.",
    ),
    "tell.sent": Text(fr="Envoyé, reçu {number} ({day})", en="Sent, receipt {number} ({day})"),
    "tell.refused": Text(fr="Refusé : {why}", en="Refused: {why}"),
    "tell.others": Text(
        fr="Écrits par un autre titulaire et non envoyés : {count}.",
        en="Written by another seat and not sent: {count}.",
    ),
    "tell.resume": Text(fr="Reprendre", en="Open again"),
    "tell.erase": Text(fr="Effacer", en="Erase"),
    "tell.sure": Text(
        fr="Effacer de cet appareil ? Ce qui n’a pas été envoyé est perdu ; ce qui est arrivé au secrétariat y reste.",
        en="Erase from this device? What was not sent is lost; what reached the secretariat stays there.",
    ),
    "tell.no-kind": Text(fr="sans précision", en="not said"),
    "tell.lacking": Text(
        fr="Il manque : quoi, ou dans quel lieu. Les cocher, puis envoyer.",
        en="What happened or where is missing. Tick them, then send.",
    ),
    "tell.what": Text(fr="Quoi", en="What"),
    "tell.other": Text(fr="Autre chose", en="Something else"),
    "tell.when": Text(fr="Quand", en="When"),
    "tell.another-day": Text(fr="Un autre jour", en="Another day"),
    "tell.where": Text(fr="Où", en="Where"),
    "tell.place": Text(fr="Ou une localité", en="Or a place"),
    "tell.harm": Text(fr="Des tués, des blessés, des personnes enlevées", en="Killed, wounded, abducted people"),
    "tell.words": Text(fr="Dans vos mots, sans nom", en="In your words, without a name"),
    "tell.send": Text(fr="Envoyer", en="Send"),
    "tell.how": Text(
        fr="Le secrétariat seul lit ce compte rendu, et y répond. Garder le numéro du reçu.",
        en="Only the secretariat reads this report, and answers it. Keep the receipt’s number.",
    ),
}
