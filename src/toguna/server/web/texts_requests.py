"""The sentences of the requests (plaidoyers): the list, and the page of each."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

ASKS: Final = {
    "asks.title": Text(fr="Plaidoyer, niveau {level}", en="Request, {level} level"),
    "asks.back": Text(fr="Tous les plaidoyers", en="All requests"),
    "asks.intro": Text(
        fr="Ce que le cadre attend d’autres niveaux de décision. Un silence se compte en jours, à partir du dernier "
        "jour où l’envoi a pu se faire.",
        en="What the framework asks of other levels. A silence is counted in days, from the last day on which it may "
        "have been sent.",
    ),
    "asks.reserved": Text(
        fr="Les plaidoyers se lisent entre membres du cadre.", en="Requests are read among the framework’s members."
    ),
    "asks.none": Text(
        fr="Aucun plaidoyer à montrer à ce jour. Il a pu y en avoir qui ne sont pas inscrits.",
        en="No request to show on this day. There may have been some that are not recorded.",
    ),
    "asks.silent": Text(fr="Sans réponse", en="Without an answer"),
    "asks.prepared": Text(fr="En préparation", en="Being prepared"),
    "asks.answered": Text(fr="Réponse reçue", en="Answered"),
    "asks.delivered": Text(fr="Suivis d’effet", en="Delivered"),
    "asks.dead": Text(fr="Restés sans suite", en="Came to nothing"),
    "asks.about": Text(fr="Objet", en="About"),
    "asks.about-none": Text(fr="objet non indiqué", en="object not given"),
    "asks.what": Text(fr="Ce qui est demandé", en="What is asked"),
    "asks.level": Text(fr="Niveau saisi", en="Level asked"),
    "asks.sent": Text(fr="Envoyé", en="Sent"),
    "asks.state": Text(fr="État", en="State"),
    "asks.next": Text(fr="À faire ensuite", en="To be done next"),
    "asks.silence": Text(fr="Silence", en="Silence"),
    "asks.days": Text(fr="{days} jours au moins", en="{days} days at least"),
    "asks.answer": Text(fr="Réponse", en="Answer"),
    "asks.waited": Text(fr="Délai de réponse", en="Time to the answer"),
    "asks.waited-days": Text(fr="{days} jours", en="{days} days"),
    "asks.waited-between": Text(fr="entre {low} et {high} jours", en="between {low} and {high} days"),
    "asks.sender": Text(fr="Présenté par", en="Made by"),
    "asks.through": Text(fr="Par l’entremise de", en="Through"),
    "asks.office": Text(fr="Adressé à", en="Addressed to"),
    "asks.channel": Text(fr="Voie", en="Channel"),
    "asks.again": Text(fr="À relancer le", en="To be asked again on"),
    "asks.office-reserved": Text(
        fr="Le destinataire n’est connu que de l’auteur du plaidoyer et du secrétariat.",
        en="To whom it went is known only to its sender and the secretariat.",
    ),
    "asks.blocks": Text(fr="Ce qui attend cette réponse", en="What waits for this answer"),
    "asks.blocks-none": Text(fr="Rien d’inscrit comme bloqué.", en="Nothing recorded as blocked."),
    "asks.led-to": Text(fr="Ce qui a suivi", en="What followed"),
    "asks.led-to-none": Text(fr="Aucune suite à montrer ici.", en="Nothing that followed to show here."),
    "asks.not-known": Text(fr="non connu", en="not known"),
    "asks.step.drafted": Text(fr="Plaidoyer rédigé.", en="Request drafted."),
    "asks.step.endorsed": Text(fr="Approuvé par le cadre.", en="Endorsed by the framework."),
    "asks.step.endorsed-by": Text(fr="Approuvé par : {by}.", en="Endorsed by: {by}."),
    "asks.step.sent": Text(fr="Envoyé.", en="Sent."),
    "asks.step.received": Text(fr="Réception confirmée.", en="Receipt confirmed."),
    "asks.step.answered": Text(fr="Réponse : {answer}.", en="Answer: {answer}."),
    "asks.step.answered-words": Text(fr="Réponse : {answer}. « {words} »", en="Answer: {answer}. “{words}”"),
    "asks.step.delivered": Text(fr="Suivi d’effet.", en="Delivered."),
    "asks.step.dead": Text(fr="Resté sans suite.", en="Came to nothing."),
    "asks.step.dead-why": Text(fr="Resté sans suite : {why}.", en="Came to nothing: {why}."),
    "asks.step.amended": Text(fr="Plaidoyer précisé.", en="Request made more precise."),
    "asks.step.silent": Text(
        fr="Sans réponse inscrite depuis {days} jours au moins.", en="No answer recorded for {days} days at least."
    ),
}
