"""The sentences of the measures: the list, and the page of each."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

MEASURES: Final = {
    "measures.to-list": Text(
        fr="Vingt sur {number} : voir toutes les mesures", en="Twenty of {number}: see all measures"
    ),
    "measures.more": Text(fr="La suite", en="More"),
    "measures.none": Text(fr="Aucune mesure inscrite n’est à montrer.", en="No recorded measure to show."),
    "measures.running": Text(fr="En cours", en="Running"),
    "measures.coming": Text(fr="En préparation", en="Being prepared"),
    "measures.halted": Text(fr="Suspendues", en="Suspended"),
    "measures.begun": Text(fr="Commencées", en="Begun"),
    "measures.begun-note": Text(
        fr="Cette page ne dit pas si elles sont encore en cours : cela va à ceux qui peuvent y répondre.",
        en="This page does not say whether they still run: that goes to those who can answer it.",
    ),
    "measures.over": Text(fr="Terminées", en="Over"),
    "measures.name": Text(fr="Mesure", en="Measure"),
    "measures.by": Text(fr="Par", en="By"),
    "measures.start": Text(fr="Début", en="Start"),
    "measures.end": Text(fr="Fin", en="End"),
    "measures.state": Text(fr="État", en="State"),
    "measures.not-known": Text(fr="non connu", en="not known"),
    "measures.not-shown": Text(fr="non montré", en="not shown"),
    "measures.where": Text(fr="Où", en="Where"),
    "measures.level": Text(fr="Couverture sécuritaire", en="Security cover"),
    "measures.frequency": Text(fr="Fréquence", en="How often"),
    "measures.authorised-by": Text(fr="Autorisée par", en="Authorised by"),
    "measures.authorised-until": Text(fr="jusqu’au {day}", en="until {day}"),
    "measures.means": Text(fr="Moyens", en="Means"),
    "measures.relies-on": Text(fr="S’appuie sur la garnison de", en="Relies on the garrison of"),
    "measures.able": Text(fr="Peuvent prendre la relève", en="Able to take over"),
    "measures.nobody-able": Text(fr="personne n’est désigné", en="nobody is named"),
    "measures.part": Text(
        fr="Vous lisez de cette mesure ce que tout membre peut lire. Les moyens et l’échéance vont à ceux qui peuvent "
        "prendre la relève.",
        en="You read of this measure what every member may read. Means and end go to those who can take over.",
    ),
    "measures.hand-over": Text(fr="Relève", en="Hand-over"),
    "measures.hand-over-to": Text(fr="Relève par : {name}", en="Relieved by: {name}"),
    "measures.hand-over-none": Text(fr="Aucune relève n’est inscrite.", en="No hand-over is recorded."),
    "measures.claims": Text(fr="Résultats annoncés", en="Announced results"),
    "measures.requests": Text(fr="Plaidoyers liés", en="Related requests"),
    "measures.request": Text(fr="Plaidoyer de niveau {level}", en="Request at {level} level"),
    "measures.back": Text(fr="Toutes les mesures", en="All measures"),
    "measures.step.began": Text(fr="Début de la mesure, par : {by}.", en="The measure began, by: {by}."),
    "measures.step.not-authorised": Text(fr="On ne sait pas qui l’a autorisée.", en="Who authorised it is not known."),
    "measures.step.no-means": Text(fr="On ne sait pas avec quels moyens.", en="With which means is not known."),
    "measures.step.withdrawn": Text(
        fr="Retrait de la garnison sur laquelle elle s’appuie : {places}.",
        en="The garrison that it relies on left: {places}.",
    ),
    "measures.step.incident": Text(fr="Incident : {what}, {where}.", en="Incident: {what}, {where}."),
    "measures.step.earlier-incidents": Text(
        fr="Incidents plus anciens sur ses axes : {number}. Les lire dans la liste des incidents.",
        en="Earlier incidents on its roads: {number}. Read them in the list of incidents.",
    ),
    "measures.step.to-end": Text(fr="Fin prévue.", en="Planned end."),
    "measures.step.to-end-why": Text(fr="Fin prévue : {why}.", en="Planned end: {why}."),
    "measures.step.ended": Text(fr="Fin de la mesure.", en="The measure ended."),
    "measures.step.ended-why": Text(fr="Fin de la mesure : {why}.", en="The measure ended: {why}."),
    "measures.step.output": Text(fr="Produit annoncé : {what}.", en="Announced output: {what}."),
    "measures.step.justice": Text(
        fr="Personnes remises aux autorités judiciaires : {number}.", en="Persons handed to justice: {number}."
    ),
    "measures.asked": Text(fr="À autoriser", en="Waiting for an authorisation"),
    "measures.asked-note": Text(
        fr="Proposées, sans autorisation inscrite. Moyens et dates vont à ceux qui peuvent prendre la relève.",
        en="Proposed, with no authorisation recorded. Means and dates go to those who can take over.",
    ),
    "measures.permitted": Text(fr="Autorisées", en="Authorised"),
    "measures.permitted-note": Text(
        fr="Qui peut être sur quel axe : personne ne doit être délogé pour cela. Cette page ne dit pas si elles sont "
        "en cours.",
        en="Who may be on which road: nobody is to be dislodged for it. This page does not say whether they run.",
    ),
    "measures.not-yet": Text(fr="pas encore", en="not yet"),
    "measures.valid": Text(fr="valable aujourd’hui", en="valid today"),
    "measures.not-valid": Text(fr="n’est plus valable", en="no longer valid"),
    "measures.conduct": Text(fr="Règles de conduite", en="Rules of conduct"),
    "measures.runway": Text(fr="Autonomie", en="Runway"),
    "measures.runs-out": Text(fr="épuisés le {day}", en="used up on {day}"),
    "measures.notice": Text(fr="Préavis", en="Notice"),
    "measures.notice-given": Text(fr="donné le {day} par : {who}", en="given on {day} by: {who}"),
    "measures.notice-days": Text(
        fr="donné le {day} par : {who}, {days} jours à l’avance", en="given on {day} by: {who}, {days} days ahead"
    ),
    "measures.to-justice": Text(fr="Personnes remises à la justice", en="Persons handed to justice"),
    "measures.seek": Text(fr="Demander une relève", en="Ask for a relief"),
    "measures.step.to-justice": Text(
        fr="Personnes remises à la justice : {number} ({authority}).",
        en="Persons handed to justice: {number} ({authority}).",
    ),
    "measures.step.to-justice-where": Text(
        fr="Personnes remises à la justice : {number} ({authority}, {place}).",
        en="Persons handed to justice: {number} ({authority}, {place}).",
    ),
    "presence.title": Text(fr="Présence amie aujourd’hui", en="Friendly presence today"),
    "presence.friendly": Text(fr="présence amie", en="friendly presence"),
    "presence.who": Text(fr="Autorisés sur ce tronçon : {who}.", en="Authorised on this stretch: {who}."),
    "presence.none": Text(
        fr="Rien d’annoncé par d’autres : ne pas en conclure qu’il n’y a personne.",
        en="Nothing announced by others: do not conclude that nobody is there.",
    ),
    "presence.note": Text(
        fr="Ni heure, ni itinéraire, ni effectif. S’annoncer à la vue, et appeler le secrétariat en cas de doute.",
        en="No time, route or strength. Make yourselves known on sight, and call the secretariat when in doubt.",
    ),
    "checklist.title": Text(fr="Liste de la relève", en="Checklist"),
    "checklist.last-seen": Text(fr="Dernier passage sur l’axe", en="Road last seen"),
    "checklist.hot-spots": Text(fr="Points à surveiller", en="Places to watch"),
    "checklist.contacts": Text(fr="Qui appeler, par fonction", en="Whom to call, by function"),
    "checklist.joint-patrol": Text(fr="Première patrouille faite ensemble", en="First patrol made together"),
    "checklist.empty": Text(fr="pas encore rempli", en="not filled in yet"),
    "checklist.lacking": Text(fr="Ce qui manque pour clore", en="What is missing before it closes"),
    "out.do": Text(fr="Inscrire une sortie faite", en="Log an outing done"),
}
