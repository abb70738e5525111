"""Sentences of Point du jour."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

DAY: Final = {
    "day.title": Text(fr="Point du jour", en="Today’s situation"),
    "day.as-of": Text(fr="Ce que le registre savait le {day}.", en="What the register knew on {day}."),
    "day.choose": Text(fr="Jour à voir", en="Day to show"),
    "day.show": Text(fr="Voir", en="Show"),
    "day.before": Text(fr="La veille", en="Day before"),
    "day.after": Text(fr="Le lendemain", en="Day after"),
    "day.essential": Text(fr="L’essentiel", en="The essential"),
    "day.nothing-fragile": Text(
        fr="D’après ce qui est inscrit, aucune mesure ne fait défaut dans les trente jours.",
        en="As far as is recorded, no measure fails within thirty days.",
    ),
    "day.no-measure": Text(
        fr="Aucune mesure inscrite. Cela ne veut pas dire que tout est calme.",
        en="No measure recorded. That does not mean that all is calm.",
    ),
    "day.reserved": Text(
        fr="Les relèves, les échéances et les vides sécuritaires ne figurent pas ici : ils vont, sur un feuillet "
        "réservé, à ceux qui peuvent y répondre.",
        en="Hand-overs, ends of measures and gaps in cover are not shown here: they go, on a reserved sheet, to those "
        "who can answer them.",
    ),
    "day.partly-reserved": Text(
        fr="De la couverture sécuritaire à venir, cette page ne montre que ce qui concerne votre partie.",
        en="Of the cover to come, this page shows only what concerns your party.",
    ),
    "day.to-decide": Text(fr="À décider :", en="To decide:"),
    "day.of": Text(fr="{name} – {day}", en="{name} – {day}"),
}

HAND_OVERS: Final = {
    "hand-overs.title": Text(fr="Relèves à confirmer", en="Hand-overs to confirm"),
    "hand-overs.none": Text(fr="Aucune relève à confirmer n’est inscrite.", en="No hand-over to confirm is recorded."),
    "hand-overs.ends": Text(fr="fin : {day}", en="ends: {day}"),
    "hand-overs.nobody": Text(fr="personne de désigné", en="nobody named"),
    "hand-overs.to-confirm": Text(fr="relève à confirmer", en="hand-over to confirm"),
    "hand-overs.confirmed": Text(fr="relève confirmée", en="hand-over confirmed"),
}

GAPS: Final = {
    "gaps.title": Text(fr="Vides sécuritaires", en="Gaps in cover"),
    "gaps.none": Text(fr="Aucun vide sécuritaire connu.", en="No gap in cover known."),
    "gaps.open": Text(fr="ouvert", en="open"),
    "gaps.coming": Text(fr="à venir", en="to come"),
    "gaps.past": Text(fr="passé", en="past"),
    "gaps.since": Text(fr="Depuis le {day} au plus tôt", en="Since {day} at the earliest"),
    "gaps.from": Text(fr="À partir du {day} au plus tôt", en="From {day} at the earliest"),
    "gaps.to": Text(fr="jusqu’au {day}", en="until {day}"),
    "gaps.closed-by": Text(fr="fin non connue, au plus tard le {day}", en="end not known, {day} at the latest"),
    "gaps.no-end": Text(fr="fin non connue", en="end not known"),
}

ENDS: Final = {
    "ends.title": Text(fr="Ce qui arrive à échéance", en="What runs out"),
    "ends.none": Text(fr="Aucune échéance dans les trente jours.", en="Nothing runs out within thirty days."),
    "ends.day": Text(fr="Le {day} au plus tôt", en="{day} at the earliest"),
    "ends.unknown": Text(fr="Fin non connue", en="End not known"),
    "ends.today": Text(fr="aujourd’hui", en="today"),
    "ends.in-one": Text(fr="demain", en="tomorrow"),
    "ends.in": Text(fr="dans {days} jours", en="in {days} days"),
    "ends.past-one": Text(fr="passée depuis hier", en="passed yesterday"),
    "ends.past": Text(fr="passée depuis {days} jours", en="passed {days} days ago"),
    "ends.missing": Text(fr="non connu : {points}", en="not known: {points}"),
    "ends.missing.authorisation": Text(fr="l’autorisation", en="the authorisation"),
    "ends.missing.means": Text(fr="les moyens", en="the means"),
    "ends.missing.end": Text(fr="la date de fin", en="the end date"),
}

PROCESS: Final = {
    "decisions.title": Text(fr="Décisions attendues", en="Decisions awaited"),
    "decisions.none": Text(fr="Aucune décision attendue n’est inscrite.", en="No awaited decision is recorded."),
    "decisions.reserved": Text(
        fr="Rien n’est attendu de votre partie. Ce qui est attendu d’autres ne figure pas ici.",
        en="Nothing is awaited from your party. What is awaited from others is not shown here.",
    ),
    "decisions.to-seats": Text(
        fr="Ce qui est attendu de chacun va aux titulaires : entrer pour le lire.",
        en="What is awaited from each goes to the seats: log in to read it.",
    ),
    "decisions.from": Text(fr="de : {who}", en="from: {who}"),
    "decisions.before": Text(fr="avant le {day}", en="before {day}"),
    "decisions.otherwise": Text(fr="Sinon : {what}", en="Otherwise: {what}"),
    "due.title": Text(fr="Engagements à échéance", en="Undertakings due"),
    "due.none": Text(fr="Aucun engagement à échéance n’est inscrit.", en="No undertaking due is recorded."),
    "due.as-numbers": Text(
        fr="L’état des engagements vous est donné en chiffres, tous ensemble :",
        en="The state of undertakings is given to you in figures, all together:",
    ),
    "due.overdue": Text(fr="échu, non tenu", en="overdue"),
    "due.by": Text(fr="pour le {day}", en="by {day}"),
    "due.undated": Text(fr="dans le mois", en="within the month"),
    "due.recurring": Text(fr="preuve à renouveler", en="needs a new proof"),
    "requests.title": Text(fr="Plaidoyers à relancer", en="Requests to chase"),
    "requests.none": Text(fr="Aucun plaidoyer sans réponse n’est inscrit.", en="No unanswered request is recorded."),
    "requests.members": Text(
        fr="Les plaidoyers se lisent entre membres du cadre.", en="Requests are read among the framework’s members."
    ),
    "requests.days": Text(fr="sans réponse depuis {days} jours", en="{days} days without an answer"),
    "requests.level": Text(fr="niveau {level}", en="{level} level"),
    "requests.office": Text(fr="adressé à : {office}", en="addressed to: {office}"),
    "requests.sent": Text(fr="envoyé : {day}", en="sent: {day}"),
    "blocked.title": Text(fr="Bloqué", en="Blocked"),
    "blocked.none": Text(fr="Rien de bloqué n’est inscrit.", en="Nothing blocked is recorded."),
    "blocked.days": Text(fr="depuis {days} jours au moins", en="for {days} days at least"),
    "blocked.reason": Text(fr="cause : {reason}", en="cause: {reason}"),
    "blocked.agreed": Text(fr="convenu : {day}", en="agreed: {day}"),
    "changes.title": Text(fr="Ce qui a changé en trente jours", en="What changed in thirty days"),
    "changes.line": Text(fr="{kind} : {name}", en="{kind}: {name}"),
    "changes.none": Text(fr="Rien de nouveau n’est inscrit.", en="Nothing new is recorded."),
    "changes.all": Text(fr="Ce qui a changé", en="What has changed"),
    "since.visit": Text(fr="Depuis votre visite du {day}", en="Since your visit of {day}"),
    "since.count": Text(fr="{number}", en="{number}"),
    "since.nothing": Text(
        fr="Rien de nouveau pour vous depuis cette visite.", en="Nothing new for you since that visit."
    ),
    "since.more": Text(fr="Voir les {number} autres changements", en="See {number} more changes"),
    "morning.title": Text(fr="Point du matin", en="Morning call"),
    "morning.note": Text(
        fr="Un appel par axe : passage constaté, non constaté, ou pas de réponse.",
        en="One call for each road: passage seen, not seen, or no answer.",
    ),
    "morning.answer": Text(fr="{half} : {what}", en="{half}: {what}"),
    "morning.not-yet": Text(fr="pas encore appelé", en="not called yet"),
    "verify.title": Text(fr="À vérifier", en="To verify"),
    "verify.none": Text(
        fr="Aucun incident en attente de vérification n’est inscrit.", en="No incident awaits verification."
    ),
    "open-alerts.title": Text(fr="Alertes ouvertes", en="Open alerts"),
    "open-alerts.none": Text(fr="Aucune alerte ouverte n’est inscrite.", en="No open alert is recorded."),
    "next.title": Text(fr="Prochaine rencontre", en="Next meeting"),
    "next.none": Text(fr="Aucune rencontre convoquée n’est inscrite.", en="No meeting called is recorded."),
    "next.reserved": Text(fr="La date va aux membres du cadre.", en="The date goes to the members of the framework."),
    "backup.last": Text(fr="Dernière sauvegarde : {day}.", en="Last backup: {day}."),
    "backup.none": Text(fr="Aucune sauvegarde connue de ce poste.", en="No backup of this machine is known."),
}
