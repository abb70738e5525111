"""The sentences of alerts: the list, the rules that hold, what is due, what alerts are worth."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

WARNINGS: Final = {
    "warn.title": Text(fr="Alerte : {level}", en="Alert: {level}"),
    "warn.heading": Text(fr="Alertes", en="Alerts"),
    "warn.back": Text(fr="Toutes les alertes", en="All alerts"),
    "warn.intro": Text(
        fr="Une alerte ne se clôt pas sans décision inscrite, même celle de ne rien faire, avec sa raison.",
        en="An alert is not closed without a recorded decision, even that of no action, with its reason.",
    ),
    "warn.none": Text(fr="Aucune alerte n’est inscrite à ce jour.", en="No alert is recorded on this day."),
    "warn.own": Text(
        fr="Seules les alertes qui concernent votre partie sont montrées ici.",
        en="Only the alerts that concern your party are shown here.",
    ),
    "warn.reserved": Text(
        fr="Les alertes se lisent entre ceux qui y répondent. À tous, le cadre donne ses conseils :",
        en="Alerts are read among those who answer them. To all, the framework gives its advice:",
    ),
    "warn.advice": Text(fr="Conseils du cadre", en="The framework’s advice"),
    "warn.no-advice": Text(fr="Aucun conseil n’est inscrit.", en="No advice is recorded."),
    "warn.counts": Text(fr="Alertes par niveau", en="Alerts by level"),
    "warn.few": Text(fr="moins de {fewest}, ou aucune", en="fewer than {fewest}, or none"),
    "warn.at-least": Text(
        fr="au moins {number}, à la fin du mois dernier", en="{number} at least, at the end of last month"
    ),
    "warn.level": Text(fr="Niveau", en="Level"),
    "warn.date": Text(fr="Date", en="Date"),
    "warn.where": Text(fr="Où", en="Where"),
    "warn.state": Text(fr="État", en="State"),
    "warn.answer": Text(fr="Suite", en="Answer"),
    "warn.decided": Text(fr="décision inscrite", en="decision recorded"),
    "warn.undecided": Text(fr="aucune décision inscrite", en="no decision recorded"),
    "warn.part": Text(
        fr="Ce sur quoi l’alerte repose est connu de ceux qui y répondent.",
        en="What the alert stands on is known to those who answer it.",
    ),
    "warn.rule": Text(fr="Règle", en="Rule"),
    "warn.responder": Text(fr="Premier à répondre", en="First to answer"),
    "warn.decision": Text(fr="Décision", en="Decision"),
    "warn.because": Text(fr="Ce qui l’a fait lancer", en="What it was raised on"),
    "warn.feedback": Text(fr="Retour à ceux qui ont alerté", en="Feedback to those who raised it"),
    "warn.not-known": Text(fr="non inscrit", en="not recorded"),
    "warn.step.raised": Text(fr="Alerte lancée, niveau {level} : {where}.", en="Alert raised, level {level}: {where}."),
    "warn.step.raised-by": Text(
        fr="Alerte lancée, niveau {level} : {where}. Confirmée par : {by}.",
        en="Alert raised, level {level}: {where}. Confirmed by: {by}.",
    ),
    "warn.step.acknowledged": Text(fr="Prise en compte.", en="Acknowledged."),
    "warn.step.decided": Text(fr="Décision : {decision}.", en="Decision: {decision}."),
    "warn.step.decided-why": Text(fr="Décision : {decision}. Raison : {why}", en="Decision: {decision}. Reason: {why}"),
    "warn.step.responded": Text(fr="Réponse engagée.", en="Response begun."),
    "warn.step.response": Text(fr="Réponse de {by}.", en="Response by {by}."),
    "warn.step.response-what": Text(fr="Réponse de {by} : {what}", en="Response by {by}: {what}"),
    "warn.step.outcome_known": Text(fr="Suite connue.", en="Outcome known."),
    "warn.step.outcome_known-what": Text(fr="Suite : {what}", en="Outcome: {what}"),
    "warn.step.feedback_given": Text(
        fr="Retour fait à ceux qui ont alerté.", en="Feedback given to those who raised it."
    ),
    "warn.step.feedback_given-what": Text(
        fr="Retour à ceux qui ont alerté : {what}", en="Feedback to those who raised it: {what}"
    ),
    "warn.step.escalated": Text(fr="Portée à l’échelon supérieur.", en="Escalated to the level above."),
    "warn.step.escalated-to": Text(fr="Portée au niveau {to}.", en="Escalated to the {to} level."),
    "warn.step.closed": Text(fr="Close.", en="Closed."),
    "warn.step.amended": Text(fr="Inscription corrigée.", en="Entry corrected."),
    "warn.step.confirmed": Text(fr="Confirmée par une autre partie.", en="Confirmed by another party."),
    "warn.step.confirmed-by": Text(fr="Confirmée par : {by}.", en="Confirmed by: {by}."),
    "warn.lower": Text(
        fr="Lancée à « {level} » ; elle tient à ce niveau quand une seconde composante la confirme.",
        en="Raised at “{level}”; it stands at that level once a second constituency confirms it.",
    ),
    "warn.due": Text(fr="Ce qui est dû", en="What is due"),
    "warn.due.acknowledge": Text(fr="prendre en compte", en="acknowledge"),
    "warn.due.decide": Text(fr="décider", en="decide"),
    "warn.due.act": Text(fr="agir", en="act"),
    "warn.until": Text(fr="{step}, jusqu’au {due}", en="{step}, by {due}"),
    "warn.late": Text(fr="échu", en="overdue"),
    "warn.done": Text(fr="{step} : fait le {day}", en="{step}: done on {day}"),
    "warn.days": Text(
        fr="Délais : {acknowledge} h pour prendre en compte, {decide} h pour décider, {act} h pour agir. Le registre "
        "connaît les jours : un délai finit avec son dernier jour. Rien ne se fait tout seul quand il est passé.",
        en="Limits: {acknowledge} h to acknowledge, {decide} h to decide, {act} h to act. The register knows days: a "
        "limit ends with its last day. Nothing happens by itself when it has passed.",
    ),
    "warn.carry": Text(
        fr="Délai passé : l’alerte est à porter à l’échelon {level}.",
        en="Past its limit: the alert is to be carried to the {level} level.",
    ),
    "warn.overdue": Text(fr="Délais passés", en="Overdue"),
    "warn.holds": Text(fr="Règles qui tiennent aujourd’hui", en="Rules that hold today"),
    "warn.holds-intro": Text(
        fr="Le registre propose, le secrétariat lance. Rien n’est lancé sans vous.",
        en="The register proposes, the secretariat raises. Nothing is raised without you.",
    ),
    "warn.holds-none": Text(fr="Aucune règle ne tient à ce jour.", en="No rule holds on this day."),
    "warn.signs": Text(fr="Signes reçus ces quatre semaines", en="Signs received these four weeks"),
    "warn.signs-none": Text(
        fr="Aucun signe n’a été reçu : ce n’est pas un calme constaté.",
        en="No sign was received: that is not the same as calm.",
    ),
    "warn.raise": Text(fr="Lancer l’alerte", en="Raise the alert"),
    "warn.worth": Text(fr="Ce que valent les alertes, sur un an", en="What alerts are worth, over a year"),
    "warn.precision": Text(
        fr="Alertes suivies d’un incident grave au même endroit sous {days} jours : {followed} sur {judged}.",
        en="Alerts followed by a grave incident in the same place within {days} days: {followed} of {judged}.",
    ),
    "warn.precision-none": Text(
        fr="Aucune alerte ne peut encore être jugée : il faut {days} jours.",
        en="No alert can be judged yet: that takes {days} days.",
    ),
    "warn.pending": Text(fr="À juger plus tard : {open}.", en="To be judged later: {open}."),
    "warn.missed": Text(
        fr="Incidents graves venus sans alerte : {missed} sur {events}. Les derniers :",
        en="Grave incidents that came without an alert: {missed} of {events}. The latest:",
    ),
    "warn.missed-no": Text(
        fr="Incidents graves venus sans alerte : aucun sur {events}.",
        en="Grave incidents that came without an alert: none of {events}.",
    ),
    "warn.missed-none": Text(fr="Aucun incident grave n’est inscrit sur un an.", en="No grave incident in a year."),
    "warn.worth-note": Text(
        fr="Une alerte qui a fait agir peut avoir évité l’incident : peu d’alertes suivies ne veut pas dire qu’elles "
        "étaient fausses. Affrontements et représailles, connus par cercle seulement, ne sont pas comptés.",
        en="An alert that led to action may have prevented the incident: few alerts followed does not mean that they "
        "were false. Clashes and reprisals, known by cercle only, are not counted.",
    ),
}
