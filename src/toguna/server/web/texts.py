"""Every sentence of the pages, in both languages: `{% t "gaps.none" %}` in a template, `TEXTS["gaps.none"]` in Python.

Keys are `place.thing`. A test walks templates and code: each key used stands here, and each key here is used.
"""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text
from toguna.server.web.texts_access import ACCESS
from toguna.server.web.texts_acting import ACTING
from toguna.server.web.texts_agreements import KEPT, PACTS
from toguna.server.web.texts_alerts import WARNINGS
from toguna.server.web.texts_arrivals import ARRIVALS
from toguna.server.web.texts_claims import RESULTS
from toguna.server.web.texts_codings import CODINGS
from toguna.server.web.texts_countersigning import BY_TWO
from toguna.server.web.texts_day import DAY, ENDS, GAPS, HAND_OVERS, PROCESS
from toguna.server.web.texts_dialogues import DIALOGUES
from toguna.server.web.texts_effects import EFFECTS
from toguna.server.web.texts_forms import FORMS
from toguna.server.web.texts_founding import FOUNDING
from toguna.server.web.texts_heard import HEARD
from toguna.server.web.texts_incidents import INCIDENTS
from toguna.server.web.texts_measures import MEASURES
from toguna.server.web.texts_meetings import MET
from toguna.server.web.texts_notes import NOTES
from toguna.server.web.texts_pairs import PAIRS
from toguna.server.web.texts_papers import PAPERS
from toguna.server.web.texts_parity import PARITY
from toguna.server.web.texts_partners import PARTNERS
from toguna.server.web.texts_pieces import PIECES
from toguna.server.web.texts_register import EXCHANGE, PROVES, REGISTER, SEALING
from toguna.server.web.texts_reporting import REPORTING
from toguna.server.web.texts_requests import ASKS
from toguna.server.web.texts_rules import RULES
from toguna.server.web.texts_standing import STANDING
from toguna.server.web.texts_story import STORY
from toguna.server.web.texts_support import SUPPORT
from toguna.server.web.texts_watch import WATCH
from toguna.server.web.texts_where import WHERE
from toguna.server.web.texts_yardstick import YARDSTICK

ROADS: Final = {
    "incidents.title": Text(fr="Incidents des soixante derniers jours", en="Incidents of the past sixty days"),
    "incidents.none": Text(
        fr="Aucun incident inscrit : ce n’est pas un calme constaté.",
        en="No incident recorded: that is not the same as calm.",
    ),
    "incidents.as-numbers": Text(
        fr="Les incidents vous sont donnés en nombre :", en="Incidents are given to you as numbers:"
    ),
    "incidents.heard": Text(fr="Nouvelles reçues de : {places}.", en="News received from: {places}."),
    "incidents.not-heard": Text(
        fr="On ne sait pas de quelles localités des nouvelles sont venues.",
        en="From which localities news came is not known.",
    ),
    "incidents.count": Text(fr="{number} faits", en="{number} events"),
    "incidents.killed": Text(fr="morts : {number}", en="killed: {number}"),
    "incidents.vehicles": Text(fr="véhicules : {number}", en="vehicles: {number}"),
    "incidents.coarse": Text(
        fr="Lieux et dates volontairement peu précis, montrés avec retard.",
        en="Places and dates are coarse on purpose, and shown late.",
    ),
    "roads.title": Text(fr="Axes : couverture sécuritaire", en="Roads: security cover"),
    "roads.none": Text(fr="Aucun axe inscrit.", en="No road recorded."),
    "roads.caption": Text(
        fr="{road} : couverture sécuritaire par semaine, chaque colonne commence le lundi indiqué",
        en="{road}: security cover by week, each column begins on the Monday shown",
    ),
    "roads.whole": Text(fr="tout l’axe", en="whole road"),
    "roads.ahead": Text(fr="Trente jours à venir", en="Thirty days to come"),
    "roads.open": Text(fr="Calendrier de l’axe", en="Calendar of the road"),
    "roads.run": Text(fr="du {first} au {last} : {level}", en="from {first} to {last}: {level}"),
    "roads.run-one": Text(fr="le {first} : {level}", en="{first}: {level}"),
    "roads.run-from": Text(fr="à partir du {first} : {level}", en="from {first} on: {level}"),
    "roads.in-gap": Text(fr="vide sécuritaire", en="gap in cover"),
    "roads.uncertain": Text(fr="incertain", en="uncertain"),
    "roads.legend": Text(fr="Lire le calendrier", en="How to read the calendar"),
    "roads.weakest": Text(
        fr="Une semaine est notée d’après sa demi-journée la moins couverte.",
        en="A week is marked by its least covered half-day.",
    ),
    "roads.late": Text(
        fr="Les deux dernières semaines ne sont pas montrées. Une case sans lettre ne dit rien : ni protection, "
        "ni vide.",
        en="The last two weeks are not shown. A cell without a letter says nothing: neither cover nor gap.",
    ),
    "roads.past-one": Text(fr="Semaines passées", en="Past weeks"),
    "roads.level": Text(fr="Couverture sécuritaire", en="Security cover"),
    "roads.weekdays": Text(
        fr="lundi mardi mercredi jeudi vendredi samedi dimanche",
        en="Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    ),
    "roads.halves": Text(fr="Demi-journées", en="Half-days"),
    "roads.halves-note": Text(
        fr="Dans chaque case : le matin, puis l’après-midi. Un cadre épais marque un vide sécuritaire.",
        en="In each cell: morning, then afternoon. A thick frame marks a gap in cover.",
    ),
    "roads.calendar-caption": Text(
        fr="{stretch} : couverture sécuritaire par demi-journée", en="{stretch}: security cover by half-day"
    ),
    "roads.back": Text(fr="Tous les axes", en="All roads"),
    "roads.weeks-of": Text(fr="Semaines du", en="Weeks of"),
    "roads.weeks": Text(fr="{first} au {last}", en="{first} to {last}"),
    "roads.incidents-day": Text(fr="incidents : {number}", en="incidents: {number}"),
    "roads.dot": Text(
        fr="Un point marque un jour avec incident.", en="A dot marks a day on which an incident happened."
    ),
    "roads.advice": Text(fr="Conseils du cadre pour la route", en="The framework’s advice for the road"),
    "roads.advice-note": Text(
        fr="Les mêmes pour tous, qu’une mesure soit en cours ou non.",
        en="The same for everybody, whether a measure is running or not.",
    ),
    "roads.advice-none": Text(fr="Aucun conseil convenu n’est inscrit.", en="No agreed advice is recorded."),
    "roads.able": Text(fr="Peuvent répondre : {who}.", en="Able to answer: {who}."),
    "roads.nobody-able": Text(
        fr="Personne n’est encore désigné pour y répondre.", en="Nobody is named yet to answer it."
    ),
    "roads.measures": Text(fr="Mesures sur cet axe", en="Measures on this road"),
    "roads.since": Text(fr="début : {day}", en="start: {day}"),
    "roads.incidents": Text(fr="Incidents des quatre derniers mois", en="Incidents of the past four months"),
    "roads.week-of": Text(fr="Semaine du", en="Week of"),
    "roads.today": Text(fr="jour affiché", en="day shown"),
    "cover.regular": Text(fr="régulière", en="regular"),
    "cover.light": Text(fr="légère", en="light"),
    "cover.planned": Text(fr="prévue, non constatée", en="planned, not seen"),
    "cover.unknown": Text(fr="non connue", en="not known"),
    "cover.none": Text(fr="aucune", en="none"),
    "cover.hidden": Text(fr="non montrée ou non connue", en="not shown or not known"),
    "cover.basis.stated": Text(fr="déclarée", en="stated"),
    "cover.basis.logged": Text(fr="rapportée", en="reported"),
    "cover.basis.seen": Text(fr="constatée", en="seen"),
}

FRAME: Final = {
    "unknowns.title": Text(fr="Ce que nous ne savons pas", en="What we do not know"),
    "unknowns.none": Text(
        fr="Aucune question ouverte n’est inscrite ; cela ne veut pas dire que tout est connu.",
        en="No open question is recorded; that does not mean that everything is known.",
    ),
    "brief.title": Text(fr="Note de situation à emporter", en="Brief to take along"),
    "brief.all": Text(fr="Exemplaire pour tous (PDF)", en="Copy for all (PDF)"),
    "brief.all-note": Text(fr="sans aucune date à venir", en="carries no date to come"),
    "brief.own": Text(fr="Votre exemplaire, numéroté (PDF)", en="Your own numbered copy (PDF)"),
    "brief.own-note": Text(
        fr="ne pas laisser circuler ; les feuillets réservés se rendent en fin de rencontre",
        en="not to be passed on; reserved sheets are given back when the meeting ends",
    ),
    "control.title": Text(fr="Numéro de contrôle", en="Control number"),
    "control.note": Text(
        fr="Deux copies du registre qui montrent le même numéro contiennent les mêmes inscriptions.",
        en="Two copies of the register that show the same number hold the same entries.",
    ),
    "stamp.replay": Text(
        fr="Reconstitution d’après des sources publiques : saisie après coup, signée par aucune partie.",
        en="Replay from public sources: entered afterwards, signed by no party.",
    ),
    "stamp.exercise": Text(
        fr="Exercice : lieux, parties et faits inventés.", en="Exercise: places, parties and facts are invented."
    ),
    "frame.skip": Text(fr="Aller au contenu", en="Skip to the content"),
    "frame.other-language": Text(fr="English", en="Français"),
    "frame.enter": Text(fr="Entrer", en="Log in"),
    "frame.leave": Text(fr="Sortir", en="Log out"),
    "frame.everybody": Text(fr="Vous lisez l’exemplaire pour tous.", en="You are reading the copy for all."),
    "frame.as-seat": Text(fr="Vous lisez comme : {seat}.", en="You are reading as: {seat}."),
    "frame.more": Text(fr="Autres pages", en="Other pages"),
    "frame.frameworks": Text(fr="Cadres de ce poste", en="Frameworks on this machine"),
    "frame.back": Text(fr="Retour au point du jour", en="Back to today’s situation"),
    "nav.again": Text(fr="Toutes les rubriques", en="All sections"),
    "nav.menu": Text(fr="Menu", en="Menu"),
    "nav.label": Text(fr="Pages du cadre", en="Pages of the framework"),
    "nav.day": Text(fr="Point du jour", en="Today"),
    "nav.meetings": Text(fr="Rencontres", en="Meetings"),
    "nav.agreements": Text(fr="Accords et engagements", en="Agreements and undertakings"),
    "nav.measures": Text(fr="Mesures et relèves", en="Measures and hand-overs"),
    "nav.roads": Text(fr="Axes", en="Roads"),
    "nav.incidents": Text(fr="Incidents et alertes", en="Incidents and alerts"),
    "nav.requests": Text(fr="Plaidoyers", en="Requests"),
    "nav.results": Text(fr="Bilan", en="Results"),
    "nav.register": Text(fr="Registre", en="Register"),
}

SEATS: Final = {
    "seats.title": Text(fr="Entrer comme titulaire ou suppléant", en="Log in as a holder or an alternate"),
    "seats.intro": Text(
        fr="Sans entrer, on lit l’exemplaire pour tous. Chaque titulaire a sa phrase de passe, remise par le "
        "secrétariat.",
        en="Without logging in you read the copy for all. Each holder has a passphrase, given by the secretariat.",
    ),
    "seats.seat": Text(fr="Titulaire ou suppléant", en="Holder or alternate"),
    "seats.choose": Text(fr="Choisir…", en="Choose…"),
    "seats.passphrase": Text(fr="Phrase de passe", en="Passphrase"),
    "seats.passphrase-help": Text(
        fr="Cinq groupes de lettres séparés par des tirets.", en="Five groups of letters, with hyphens between them."
    ),
    "seats.submit": Text(fr="Entrer", en="Log in"),
    "seats.holder": Text(fr="{party}, titulaire", en="{party}, holder"),
    "seats.alternate": Text(fr="{party}, suppléant", en="{party}, alternate"),
    "seats.wrong": Text(
        fr="Titulaire et phrase de passe ne vont pas ensemble. Vérifier les deux, puis recommencer ; "
        "en cas d’oubli, s’adresser au secrétariat.",
        en="Holder and passphrase do not go together. Check both and try again; if it is forgotten, ask the "
        "secretariat.",
    ),
    "seats.incomplete": Text(
        fr="Choisir un titulaire ou un suppléant et saisir sa phrase de passe.",
        en="Choose a holder or an alternate and type the passphrase.",
    ),
    "seats.code": Text(fr="Code du téléphone, s’il est demandé", en="Code from the phone, if one is asked for"),
    "seats.code-wrong": Text(
        fr="Ce titulaire demande aussi un code : saisir la phrase et les six chiffres que montre le téléphone.",
        en="This seat asks for a code as well: type the passphrase and the six digits that the phone shows.",
    ),
    "seats.slow-down": Text(
        fr="Trop d’essais depuis ce poste. Attendre {seconds} secondes, puis recommencer ; rien n’est bloqué.",
        en="Too many tries from this machine. Wait {seconds} seconds and try again; nothing is locked.",
    ),
    "seats.idle": Text(
        fr="Après trente minutes sans activité, il faut entrer de nouveau.",
        en="After thirty minutes without activity you need to log in again.",
    ),
}

FAULTS: Final = {
    "faults.title": Text(fr="Cette page ne peut pas être montrée", en="This page cannot be shown"),
    "faults.not-found": Text(
        fr="Rien ne se trouve à cette adresse, ou rien qui puisse être montré ici à ce jour.",
        en="There is nothing at this address, or nothing that can be shown here on this day.",
    ),
    "faults.forbidden": Text(
        fr="Cette page n’est pas ouverte à ce lecteur. Entrer avec sa phrase de passe, ou revenir au point du jour.",
        en="This page is not open to this reader. Log in with a passphrase, or go back to today’s situation.",
    ),
    "faults.entry": Text(
        fr="Ce lien d’entrée ne sert plus ou ne sert pas ici. Entrer avec la phrase de passe.",
        en="This entry link no longer works, or does not work here. Log in with the passphrase.",
    ),
    "faults.form": Text(
        fr="Le formulaire a expiré. Revenir à la page, puis recommencer.",
        en="The form has expired. Go back to the page and try again.",
    ),
    "faults.request": Text(
        fr="Cette adresse est mal formée. Revenir au point du jour.",
        en="This address is not well formed. Go back to today’s situation.",
    ),
    "faults.server": Text(
        fr="Une erreur est survenue sur ce poste ; rien n’a été modifié. Recommencer ; si elle revient, lancer "
        "« toguna doctor ».",
        en="Something went wrong on this machine; nothing was changed. Try again; if it comes back, run "
        "“toguna doctor”.",
    ),
    "faults.method": Text(
        fr="Cette adresse ne s’utilise pas ainsi. Revenir au point du jour.",
        en="This address is not used that way. Go back to today’s situation.",
    ),
}

TEXTS: Final[dict[str, Text]] = {
    **ACCESS,
    **ACTING,
    **WHERE,
    **ARRIVALS,
    **FORMS,
    **HEARD,
    **FOUNDING,
    **ASKS,
    **MET,
    **PAPERS,
    **NOTES,
    **STANDING,
    **CODINGS,
    **YARDSTICK,
    **PARITY,
    **BY_TWO,
    **PARTNERS,
    **PAIRS,
    **DAY,
    **HAND_OVERS,
    **GAPS,
    **ENDS,
    **PROCESS,
    **ROADS,
    **FRAME,
    **SEATS,
    **FAULTS,
    **STORY,
    **KEPT,
    **PACTS,
    **RESULTS,
    **INCIDENTS,
    **WARNINGS,
    **DIALOGUES,
    **WATCH,
    **MEASURES,
    **EFFECTS,
    **PIECES,
    **REGISTER,
    **REPORTING,
    **RULES,
    **SUPPORT,
    **PROVES,
    **EXCHANGE,
    **SEALING,
}
