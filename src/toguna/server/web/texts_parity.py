"""The sentences of the parity audit: what each side may read and enter, and how its requests were answered."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

PARITY: Final = {
    "parity.title": Text(fr="Parité entre l’État et les mouvements", en="Parity of the State and the movements"),
    "parity.access": Text(fr="Ce que chacun peut lire", en="What each may read"),
    "parity.access-how": Text(
        fr="Compté dans les règles mêmes du logiciel, pour les titulaires de l’armée et de la gendarmerie et pour ceux "
        "des mouvements. Elles sont les mêmes dans tous les cadres.",
        en="Counted in the software’s own rules, for the seats of the army and the gendarmerie and for those of the "
        "movements. They are the same in every framework.",
    ),
    "parity.same": Text(
        fr="Aucune différence : {rows} sortes d’information et {acts} actes, les mêmes des deux côtés.",
        en="No difference: {rows} kinds of information and {acts} acts, the same on both sides.",
    ),
    "parity.differs": Text(
        fr="Les deux côtés n’ont pas les mêmes droits. Le dire au secrétariat : c’est un défaut à corriger.",
        en="The two sides do not have the same rights. Tell the secretariat: it is a fault to be mended.",
    ),
    "parity.what": Text(fr="Information", en="Information"),
    "parity.state": Text(fr="État", en="State"),
    "parity.movements": Text(fr="Mouvements", en="Movements"),
    "parity.others": Text(fr="Ensemble, ou d’autres", en="Together, or others"),
    "parity.only-state": Text(fr="Actes ouverts à l’État seul : {acts}.", en="Acts open to the State alone: {acts}."),
    "parity.only-movements": Text(
        fr="Actes ouverts aux mouvements seuls : {acts}.", en="Acts open to the movements alone: {acts}."
    ),
    "parity.asked": Text(fr="Plaidoyers, par côté qui les porte", en="Advocacy, by the side that carries it"),
    "parity.asked-how": Text(
        fr="Plaidoyers envoyés jusqu’à ce jour. Un petit nombre ne prouve aucune préférence : lire les durées avec "
        "les nombres.",
        en="Requests sent up to this day. A small number proves no preference: read the times with the numbers.",
    ),
    "parity.fewest": Text(
        fr="En dessous de {fewest}, un nombre n’est pas montré ici. Le secrétariat les lit tous.",
        en="A number below {fewest} is not shown here. The secretariat reads them all.",
    ),
    "parity.reserved": Text(
        fr="Les plaidoyers se lisent entre membres du cadre.", en="Advocacy is read among the framework’s members."
    ),
    "parity.side": Text(fr="Porté par", en="Carried by"),
    "parity.sent": Text(fr="Envoyés", en="Sent"),
    "parity.answered": Text(fr="Avec réponse", en="Answered"),
    "parity.waited": Text(fr="Réponse après (médiane)", en="Answer after (median)"),
    "parity.silent": Text(fr="Sans réponse", en="No answer"),
    "parity.silent-days": Text(fr="Silence (médiane)", en="Silence (median)"),
    "parity.days": Text(fr="{number} jours", en="{number} days"),
    "parity.days-between": Text(fr="entre {least} et {most} jours", en="between {least} and {most} days"),
    "parity.too-few": Text(fr="moins de {fewest}", en="fewer than {fewest}"),
    "parity.no-time": Text(fr="on ne peut pas le dire", en="cannot be said"),
    "parity.alleged": Text(fr="Allégations, par côté", en="Allegations, by side"),
    "parity.alleged-none": Text(
        fr="Pas comptées : le registre n’inscrit avec un incident aucune partie qui en serait l’auteur. Un tel compte "
        "serait un verdict sur une partie.",
        en="Not counted: with an incident the register enters no party as its author. Such a count would be a verdict "
        "on a party.",
    ),
    "parity.row.agreement-text": Text(fr="Texte des accords", en="Text of agreements"),
    "parity.row.undertaking-status": Text(fr="État de chaque engagement", en="State of each undertaking"),
    "parity.row.raw-report": Text(fr="Signalement tel que reçu", en="Report as it came in"),
    "parity.row.incident": Text(fr="Incident examiné", en="Incident, screened"),
    "parity.row.attribution": Text(fr="Attribution", en="Attribution"),
    "parity.row.plan-own": Text(fr="Patrouille prévue, la sienne", en="Planned patrol, one’s own"),
    "parity.row.plan-others": Text(fr="Patrouille prévue, celle d’autrui", en="Planned patrol, others’"),
    "parity.row.forward-cover": Text(fr="Couverture sécuritaire à venir", en="Cover to come"),
    "parity.row.hand-over": Text(fr="Relève", en="Hand-over"),
    "parity.row.measure-end": Text(fr="Fin d’une mesure", en="End of a measure"),
    "parity.row.done-own": Text(fr="Patrouille faite, la sienne", en="Patrol done, one’s own"),
    "parity.row.done-others": Text(fr="Patrouille faite, celle d’autrui", en="Patrol done, others’"),
    "parity.row.verification": Text(fr="Vérification conjointe", en="Joint verification"),
    "parity.row.alert": Text(fr="Niveau d’une alerte", en="Level of an alert"),
    "parity.row.caucus": Text(fr="Réunion à part", en="Meeting apart"),
    "parity.row.claim": Text(fr="Résultats annoncés et études", en="Announced results and studies"),
    "parity.row.testimony": Text(fr="Témoignage", en="Testimony"),
    "parity.row.request-office": Text(fr="Bureau à qui va un plaidoyer", en="Office to which advocacy goes"),
    "parity.row.export": Text(fr="Fichier à emporter", en="File to take away"),
    "parity.row.permit": Text(fr="Autorisation d’une mesure", en="Permit of a measure"),
    "parity.row.friendly-presence": Text(fr="Présence d’une autre force", en="Presence of another force"),
    "parity.rule.NOTHING": Text(fr="rien", en="nothing"),
    "parity.rule.FULL": Text(fr="tout", en="all"),
    "parity.rule.NAMED": Text(fr="le vide qu’il est désigné pour combler", en="the gap that it is named to fill"),
    "parity.rule.NAMED_OR_OWN": Text(
        fr="la sienne, ou celle où il est désigné pour combler le vide", en="its own, or where it is named for the gap"
    ),
    "parity.rule.OWN": Text(fr="ce qui est à lui", en="what is its own"),
    "parity.rule.AFTER_72H": Text(fr="la demi-journée, après 72 heures", en="the half-day, after 72 hours"),
    "parity.rule.COARSE": Text(fr="le tronçon et la semaine, après 72 heures", en="stretch and week, after 72 hours"),
    "parity.rule.REGION": Text(fr="la région, tant que dure le consentement", en="the region, while the consent lasts"),
    "parity.rule.COUNTS": Text(fr="des nombres seulement", en="numbers only"),
    "parity.rule.ISSUED": Text(fr="une fois délivrée, sans sa fin", en="once issued, without its end"),
    "parity.rule.ON_ROAD": Text(fr="qu’il y a quelqu’un sur son axe, sans l’heure", en="that somebody is on its road"),
}
