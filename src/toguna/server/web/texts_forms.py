"""The sentences of paper forms and messages: printing, typing in, completing."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

FORMS: Final = {
    "forms.title": Text(fr="Fiches et SMS", en="Forms and SMS"),
    "forms.how": Text(
        fr="Ce qui se passe arrive aussi sur papier et par SMS, avec les mêmes numéros que sur les téléphones.",
        en="What happens also comes on paper and by SMS, with the same numbers as on the phones.",
    ),
    "forms.type": Text(fr="Saisir un formulaire papier", en="Type in a paper form"),
    "forms.print": Text(fr="À imprimer", en="To be printed"),
    "forms.card": Text(fr="Carte des numéros (PDF)", en="Card of numbers (PDF)"),
    "forms.card-note": Text(
        fr="À donner à qui envoie des SMS ou remplit des fiches. Elle porte les mesures en cours de votre partie.",
        en="For whoever sends SMS or fills in forms. It holds your party’s measures under way.",
    ),
    "forms.sheets": Text(fr="Fiches « Signaler un incident »", en="Forms “Report an incident”"),
    "forms.from": Text(fr="À partir du numéro", en="From number"),
    "forms.many": Text(fr="Combien", en="How many"),
    "forms.make": Text(fr="Faire le PDF", en="Make the PDF"),
    "forms.sheets-note": Text(
        fr="Chaque fiche a son numéro, imprimé deux fois : en haut, et sur le talon que garde qui l’a remplie. Ce "
        "poste donne chaque numéro une seule fois, même si l’on imprime à deux.",
        en="Each form has its number, printed twice: at the top, and on the stub kept by whoever filled it in. This "
        "machine gives each number once only, even where two people print.",
    ),
    "forms.again": Text(fr="Réimprimer des fiches", en="Print forms again"),
    "forms.printed": Text(fr="Dernier numéro donné : {last}.", en="Last number given: {last}."),
    "forms.not-proved": Text(fr="SMS, non authentifié", en="SMS, not authenticated"),
    "forms.proved": Text(fr="SMS scellé, authentifié", en="Sealed SMS, authenticated"),
    "forms.done": Text(
        fr="Fiche {number} inscrite, reçu {receipt}, saisie par {by} pour {whom}. Fiche suivante :",
        en="Form {number} recorded, receipt {receipt}, typed in by {by} for {whom}. Next form:",
    ),
    "forms.for": Text(fr="saisi pour {party}", en="typed in for {party}"),
    "forms.waiting": Text(fr="SMS qui attendent quelqu’un : {number}", en="SMS that await somebody: {number}"),
    "forms.keys": Text(
        fr="Recopier les numéros entourés. Tabulation : case suivante. Entrée : inscrire.",
        en="Copy the numbers that are circled. Tab: next box. Enter: record.",
    ),
    "forms.wrong": Text(
        fr="Rien n’a été inscrit : corriger les cases marquées.", en="Nothing was recorded: correct the marked boxes."
    ),
    "forms.box.fiche": Text(fr="Fiche n°", en="Form no."),
    "forms.box.partie": Text(fr="Remplie pour", en="Filled in for"),
    "forms.box.genre": Text(fr="1. Quoi, n°", en="1. What, no."),
    "forms.box.jour": Text(fr="2. Jour", en="2. Day"),
    "forms.box.precis": Text(fr="Ce jour 1, semaine 2, mois 3", en="That day 1, week 2, month 3"),
    "forms.box.axe": Text(fr="3. Axe n°", en="3. Road no."),
    "forms.box.lieu": Text(fr="Localité n°", en="Place no."),
    "forms.box.ou": Text(fr="Où, avec les mots de la fiche", en="Where, in the form’s words"),
    "forms.box.source": Text(fr="4. Source, n°", en="4. Source, no."),
    "forms.box.tues": Text(fr="5. Tués", en="5. Killed"),
    "forms.box.blesses": Text(fr="Blessés", en="Wounded"),
    "forms.box.enleves": Text(fr="Enlevés", en="Taken"),
    "forms.box.mots": Text(fr="6. Ce qui s’est passé, sans nom", en="6. What happened, without a name"),
    "forms.box.avis": Text(fr="7. Ce qu’en pense qui a rempli la fiche", en="7. What whoever filled it in thinks"),
}
