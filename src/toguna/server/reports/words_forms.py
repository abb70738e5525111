"""The sentences of the paper form and of the card."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

TITLE: Final = Text(fr="Signaler un incident", en="Report an incident")
NUMBER: Final = Text(fr="Fiche n°", en="Form no.")
NO_NAME: Final = Text(
    fr="Aucun nom, aucun numéro de téléphone, aucune plaque. Ne pas remplir là où cela peut vous mettre en danger.",
    en="No name, no telephone number, no number plate. Do not fill in where it could put you in danger.",
)
REFER: Final = Text(
    fr="Violence sexuelle, ou un enfant est concerné : ne rien écrire ici. Accompagner la personne, si elle le veut, "
    "vers : {contact}.",
    en="Sexual violence, or a child is concerned: write nothing here. If the person wishes, go with her or him to: "
    "{contact}.",
)
WHAT: Final = Text(fr="Que s’est-il passé ? Entourer un seul numéro.", en="What happened? Circle one number only.")
WHEN: Final = Text(fr="Quel jour ?", en="Which day?")
SURE: Final = (
    Text(fr="ce jour-là", en="that day"),
    Text(fr="cette semaine-là", en="that week"),
    Text(fr="ce mois-là", en="that month"),
)
WHERE: Final = Text(fr="Où ? Les numéros sont sur la carte.", en="Where? The numbers are on the card.")
ROAD: Final = Text(fr="Axe n°", en="Road no.")
PLACE: Final = Text(fr="Localité n°", en="Place no.")
IN_WORDS: Final = Text(fr="avec vos mots", en="in your words")
HOW: Final = Text(fr="Comment le savez-vous ?", en="How do you know?")
HARM: Final = Text(fr="Combien ? Vide : on ne sait pas. 0 : aucun.", en="How many? Empty: not known. 0: none.")
KILLED: Final = Text(fr="Tués", en="Killed")
INJURED: Final = Text(fr="Blessés", en="Wounded")
ABDUCTED: Final = Text(fr="Enlevés", en="Taken")
TOLD: Final = Text(fr="Ce qui s’est passé, avec vos mots", en="What happened, in your words")
OPINION: Final = Text(fr="Ce que vous en pensez vous-même (facultatif)", en="What you think of it yourself (optional)")
BY: Final = Text(fr="Remplie pour quelle partie ou quelle localité", en="Filled in for which party or place")
HANDED: Final = Text(fr="Remise le", en="Handed in on")
OFFICE: Final = Text(fr="Au bureau", en="At the office")
TYPED: Final = Text(fr="Saisie le", en="Typed in on")
RECEIPT: Final = Text(fr="Reçu n°", en="Receipt no.")
STUB: Final = Text(
    fr="Talon à garder. Avec ce numéro, demander au bureau ce qui a été fait.",
    en="Stub to keep. With this number, ask the office what was done.",
)
CARD: Final = Text(fr="Carte des numéros", en="Card of numbers")
CARD_AS_OF: Final = Text(fr="Au {day}", en="As of {day}")
KINDS: Final = Text(fr="Ce qui s’est passé", en="What happened")
ROADS: Final = Text(fr="Axes", en="Roads")
PLACES: Final = Text(fr="Localités", en="Places")
MEASURES: Final = Text(fr="Mesures en cours de votre partie", en="Your party’s measures under way")
NO_MORE: Final = Text(fr="sans numéro : écrire le nom", en="no number: write the name")
BY_SMS: Final = Text(fr="Par SMS", en="By SMS")
SMS_LINES: Final = (
    (
        Text(fr="INC 1 31 102 0906 2M 1B", en="INC 1 31 102 0906 2M 1B"),
        Text(
            fr="incident : quoi (1), axe (31), localité (102), 9 juin, 2 morts, 1 blessé ; 3E : 3 enlevés. "
            "Dans n’importe quel ordre.",
            en="incident: what (1), road (31), place (102), 9 June, 2 dead, 1 wounded; 3E: 3 taken. In any order.",
        ),
    ),
    (
        Text(fr="INC braquage {place} hier 2 morts", en="INC robbery {place} yesterday 2 killed"),
        Text(fr="la même chose en mots", en="the same in words"),
    ),
    (
        Text(fr="RAS 102 S7 P2", en="RAS 102 S7 P2"),
        Text(
            fr="semaine calme : localité, sécurité de 0 à 10, patrouilles vues. À envoyer chaque semaine.",
            en="quiet week: place, safety from 0 to 10, patrols seen. To be sent every week.",
        ),
    ),
    (
        Text(fr="SORTIE 501 31 1506 matin", en="OUTING 501 31 1506 morning"),
        Text(
            fr="sortie faite : mesure, axe, 15 juin, matin ou soir. Jamais une sortie à venir.",
            en="outing done: measure, road, 15 June, morning or evening. Never one to come.",
        ),
    ),
    (Text(fr="NON 4214", en="WRONG 4214"), Text(fr="le message 4214 était faux", en="message 4214 was wrong")),
    (
        Text(fr="4214 3M", en="4214 3M"),
        Text(fr="corriger ou compléter le message 4214", en="correct or complete message 4214"),
    ),
)
SMS_NOTE: Final = Text(
    fr="Le bureau répond par un numéro. Un SMS n’est pas secret : aucun nom, aucun numéro de téléphone, aucune plaque.",
    en="The office answers with a number. An SMS is not secret: no name, no telephone number, no number plate.",
)
STAMP: Final = Text(fr="EXERCICE : région et personnes inventées", en="EXERCISE: invented region and people")
FORM_NAME: Final = Text(fr="fiche-incident", en="incident-form")
CARD_NAME: Final = Text(fr="carte-numeros", en="number-card")
