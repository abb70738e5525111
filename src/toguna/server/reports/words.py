"""Every word of the brief that is the software's own, in both languages. The template holds none."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

LABELS: Final[dict[str, Text]] = {
    "kind": Text(fr="Note de situation", en="Situation brief"),
    "restricted": Text(fr="Diffusion restreinte", en="Restricted"),
    "as_of": Text(fr="Situation au", en="As of"),
    "addressee": Text(fr="Destinataire", en="Addressee"),
    "copy": Text(fr="Exemplaire", en="Copy"),
    "control": Text(fr="Numéro de contrôle", en="Control number"),
    "essential": Text(fr="L’essentiel", en="The essential"),
    "decisions": Text(fr="Décisions attendues de vous", en="Decisions awaited from you"),
    "all_decisions": Text(fr="Décisions attendues", en="Decisions awaited"),
    "ends": Text(fr="Relèves et échéances", en="Hand-overs and ends"),
    "axes": Text(fr="Axes, soixante derniers jours", en="Roads, past sixty days"),
    "incidents": Text(fr="Incidents, soixante derniers jours", en="Incidents, past sixty days"),
    "undertakings": Text(fr="Engagements", en="Undertakings"),
    "stuck": Text(fr="Plaidoyers sans réponse, blocages", en="Unanswered requests, blockages"),
    "unknowns": Text(fr="Ce que nous ne savons pas", en="What we do not know"),
    "remarks": Text(fr="Remarques des parties", en="Remarks of the parties"),
    "map": Text(fr="Axes du cadre", en="The framework’s roads"),
    "months": Text(fr="Incidents inscrits, par mois", en="Recorded incidents, by month"),
    "results": Text(fr="Résultats annoncés", en="Announced results"),
    "effects": Text(fr="Effet des mesures", en="Effect of the measures"),
    "doubts": Text(fr="Ce qui pourrait être faux", en="What could be wrong with it"),
    "favour": Text(fr="Parle pour", en="Speaks for"),
    "against": Text(fr="Parle contre", en="Speaks against"),
    "reply": Text(fr="Réponse d’une partie", en="A party’s reply"),
    "clauses": Text(fr="Accords : où en sont les dispositions", en="Agreements: where the clauses stand"),
    "all_undertakings": Text(fr="Engagements, un par un", en="Undertakings, one by one"),
    "reserved": Text(fr="Feuillet réservé", en="Reserved sheet"),
    "collected": Text(fr="à rendre après la réunion", en="to be collected after the meeting"),
    "gaps": Text(fr="Vides sécuritaires", en="Cover gaps"),
    "ending": Text(fr="Mesures qui prennent fin", en="Measures that end"),
    "hand_overs": Text(fr="Relèves", en="Hand-overs"),
    "reasons": Text(fr="Pourquoi la protection est fragile", en="Why protection is fragile"),
    "days": Text(fr="Jour par jour, à venir", en="Day by day, to come"),
    "page": Text(fr="page", en="page"),
    "of": Text(fr="sur", en="of"),
}

HEADS: Final[dict[str, tuple[Text, ...]]] = {
    "decisions": (
        Text(fr="Objet", en="Object"),
        Text(fr="Avant le", en="Before"),
        Text(fr="Sinon", en="Otherwise"),
    ),
    "incidents": (
        Text(fr="Fait", en="What"),
        Text(fr="Où", en="Where"),
        Text(fr="Quand", en="When"),
        Text(fr="Précision", en="Precision"),
        Text(fr="Base et source", en="Basis and source"),
    ),
    "undertakings": (
        Text(fr="Engagement", en="Undertaking"),
        Text(fr="Par", en="By"),
        Text(fr="État", en="State"),
    ),
    "all_undertakings": (
        Text(fr="Engagement", en="Undertaking"),
        Text(fr="Par", en="By"),
        Text(fr="Où", en="Where"),
        Text(fr="État", en="State"),
        Text(fr="Points non précisés", en="Points left open"),
    ),
    "stuck": (
        Text(fr="Objet", en="Object"),
        Text(fr="Où cela en est", en="Where it stands"),
        Text(fr="Niveau", en="Level"),
        Text(fr="Depuis", en="For"),
    ),
    "clauses": (
        Text(fr="Disposition", en="Clause"),
        Text(fr="Lieu", en="Place"),
        Text(fr="État", en="Status"),
        Text(fr="Depuis", en="Since"),
        Text(fr="Base", en="Basis"),
    ),
    "gaps": (
        Text(fr="Axe", en="Road"),
        Text(fr="Du (au plus tôt)", en="From (at the earliest)"),
        Text(fr="Au", en="To"),
        Text(fr="Motif", en="Reason"),
        Text(fr="Relève", en="Successor"),
    ),
    "ending": (
        Text(fr="Mesure", en="Measure"),
        Text(fr="Par", en="By"),
        Text(fr="Fin (au plus tôt)", en="Ends (at the earliest)"),
        Text(fr="Jours restants", en="Days left"),
        Text(fr="Relève", en="Successor"),
    ),
    "hand_overs": (
        Text(fr="De", en="From"),
        Text(fr="À", en="To"),
        Text(fr="Fin de l’une", en="First ends"),
        Text(fr="Début de l’autre", en="Second begins"),
        Text(fr="Confirmé par", en="Confirmed by"),
    ),
}

REPLAY = Text(
    fr="Rejeu de faits documentés : personne n’a inscrit ces faits à l’époque",
    en="Replay of documented facts: nobody recorded these facts at the time",
)
EXERCISE = Text(fr="EXERCICE — région, groupes et faits inventés", en="EXERCISE — invented region, groups and facts")

FOR_ALL = Text(fr="copie pour tous", en="copy for all")
ALTERNATE = Text(fr="{party}, suppléant", en="{party}, alternate")
NUMBER = Text(fr="n° {number}", en="no. {number}")
FOOT = Text(
    fr="Note n° {number} · situation au {day} · exemplaire n° {copy} · contrôle {control}",
    en="Brief no. {number} · as of {day} · copy no. {copy} · control {control}",
)
CONTROL_ALT = Text(
    fr="Code QR : cadre {framework}, situation au {day}, numéro de contrôle {control}",
    en="QR code: framework {framework}, as of {day}, control number {control}",
)
CONTROL_HOW = Text(
    fr="Deux registres qui donnent le même numéro tiennent les mêmes inscriptions.",
    en="Two registers that give the same number hold the same entries.",
)
NOTHING = Text(fr="rien d’inscrit", en="nothing recorded")
NOT_STATED = Text(fr="non précisé", en="not stated")
NOT_KNOWN = Text(fr="non connu", en="not known")
MORE = Text(fr="et {number} de plus, au registre", en="and {number} more, in the register")
MORE_LATER = Text(fr="et {number} de plus, voir plus loin", en="and {number} more, further on")
HELD_BACK = Text(fr="[date non imprimée]", en="[date not printed]")

GAP_OPEN = Text(
    fr="Vide sécuritaire en cours : {roads} (dates au feuillet réservé).",
    en="Cover gap open now: {roads} (dates on the reserved sheet).",
)
TO_CONFIRM = Text(
    fr="Relève à confirmer dans les trente jours : {roads} (dates au feuillet réservé).",
    en="Hand-over to be confirmed within thirty days: {roads} (dates on the reserved sheet).",
)
ENDS_UNKNOWN = Text(
    fr="Date de fin non connue pour une mesure en cours : {roads} (feuillet réservé).",
    en="End not known for a measure under way: {roads} (reserved sheet).",
)
ELSEWHERE = Text(fr="hors des axes", en="off the roads")
INCIDENTS = Text(
    fr="Incidents inscrits en soixante jours : {number}, {places}.",
    en="Incidents recorded in sixty days: {number}, {places}.",
)
NO_INCIDENT = Text(
    fr="Aucun incident n’est inscrit pour les soixante derniers jours, ce qui n’est pas un calme constaté.",
    en="No incident is recorded for the past sixty days, which is not the same as calm.",
)
LONGEST_BLOCKED = Text(fr="bloqué depuis le plus longtemps : {what} ({days})", en="blocked longest: {what} ({days})")
LONGEST_SILENT = Text(
    fr="sans réponse depuis le plus longtemps : plaidoyer de niveau {level}, {about} ({days})",
    en="silent longest: request at {level} level, {about} ({days})",
)
NOTHING_STUCK = Text(
    fr="Rien n’est inscrit comme bloqué ni comme resté sans réponse.",
    en="Nothing is recorded as blocked or as left without an answer.",
)
UNKNOWN_FIRST = Text(fr="Principale lacune — {what}", en="Main unknown — {what}")
NO_UNKNOWN = Text(
    fr="Le registre ne signale aucune lacune ; il peut en rester qu’il ne voit pas.",
    en="The register reports nothing unknown; there may be more than it can see.",
)
DAYS = Text(fr="{days}\u00a0jours", en="{days}\u00a0days")
ONE_DAY = Text(fr="{days}\u00a0jour", en="{days}\u00a0day")

DECISIONS_FOR_ALL = Text(
    fr="Les décisions attendues figurent sur l’exemplaire de la partie concernée.",
    en="Decisions awaited stand on the copy of the party concerned.",
)
AWAITED_FROM = Text(fr="{what} — de : {who}", en="{what} — from: {who}")
ENDS_RULE = Text(
    fr="Les dates ne sont pas imprimées ici : voir le feuillet réservé, remis aux seules parties concernées.",
    en="Dates are not printed here: see the reserved sheet, given only to the parties concerned.",
)
ENDS_LINE = Text(fr="{measure}, {by} : {state}", en="{measure}, {by}: {state}")
SEE_SHEET = Text(fr="voir le feuillet réservé", en="see the reserved sheet")
CONFIRMED = Text(fr="relève confirmée", en="hand-over confirmed")
TO_BE_CONFIRMED = Text(fr="relève à confirmer", en="hand-over to be confirmed")
NO_SUCCESSOR = Text(fr="sans relève nommée", en="no successor named")
STRIP_TITLE = Text(
    fr="Protection des axes par semaine, {first} – {last}", en="Protection of the roads by week, {first} – {last}"
)
STRIP_ROW = Text(fr="{road} : {weeks}", en="{road}: {weeks}")
STRIP_NOTE = Text(
    fr="Chaque case est la semaine qui commence ce lundi-là. Une case vide n’est pas un vide sécuritaire : rien n’y "
    "est montré, ou rien n’est connu ; les quatorze derniers jours ne sont jamais montrés.",
    en="Each box is the week that begins on that Monday. An empty box is not a gap: nothing is shown there, or nothing "
    "is known; the last fourteen days are never shown.",
)
STRIP_NOTE_FULL = Text(
    fr="Chaque case est la semaine qui commence ce lundi-là, à sa demi-journée la plus faible.",
    en="Each box is the week that begins on that Monday, at its weakest half-day.",
)
LEVELS: Final[dict[str, Text]] = {
    "regular": Text(fr="régulière", en="regular"),
    "light": Text(fr="légère", en="light"),
    "none": Text(fr="aucune", en="none"),
    "unknown": Text(fr="non connue", en="not known"),
    "": Text(fr="rien de montré", en="nothing shown"),
}
PRECISIONS: Final[tuple[Text, ...]] = (
    Text(fr="heure", en="hour"),
    Text(fr="jour", en="day"),
    Text(fr="semaine", en="week"),
    Text(fr="mois", en="month"),
    Text(fr="trimestre", en="quarter"),
    Text(fr="année", en="year"),
    Text(fr="entre deux dates", en="between two dates"),
    Text(fr="date non connue", en="date not known"),
)
PLACE_COARSE = Text(fr="axe ou lieu", en="road or place")
PLACE_AREA = Text(fr="zone entière", en="whole area")
PRECISION = Text(fr="{place}, {time}", en="{place}, {time}")
FACTS = Text(fr="{what}, {number} faits", en="{what}, {number} acts")
KILLED = Text(fr="{what} ; morts : {number}", en="{what}; killed: {number}")
BASIS = Text(fr="{basis}, {source}", en="{basis}, {source}")
HEARD = Text(fr="Localités dont des nouvelles sont venues : {places}.", en="Localities heard from: {places}.")
HEARD_UNKNOWN = Text(fr="Localités dont des nouvelles sont venues : non connu.", en="Localities heard from: not known.")
INCIDENTS_RULE = Text(
    fr="Ni lieu précis, ni jour ; rien avant 72 heures après la fin de la semaine.",
    en="No exact place, no day; nothing before 72 hours after the end of the week.",
)
COUNTED = Text(fr="{state} : {number}", en="{state}: {number}")
REPEATED = Text(fr="promis pour la {number}e fois", en="promised {number} times")
LAPSED = Text(fr="{state} ; échu, non tenu : {days}", en="{state}; was due, not kept: {days}")
DUE_ON = Text(fr="échéance le {day}", en="due {day}")
DUE_PERIOD = Text(fr="preuve de la période attendue le {day}", en="proof of the period due {day}")
DUE_SOON = Text(fr="échéance dans les trente jours", en="due within thirty days")
OVERDUE_SINCE = Text(fr="échu le {day}, non tenu", en="was due {day}, not kept")
OPEN_POINTS = Text(fr="{number} sur {total}", en="{number} of {total}")
REQUEST = Text(fr="plaidoyer : {about}", en="request: {about}")
OFFICE = Text(fr="{request} — à : {office}", en="{request} — to: {office}")
SENT = Text(fr="envoyé, {when}, sans réponse inscrite", en="sent, {when}, no recorded answer")
BLOCKED = Text(fr="bloqué : {reason}", en="blocked: {reason}")
REASON = Text(fr="{reason} ({why})", en="{reason} ({why})")
REMARK = Text(fr="{party}, {when} : {what}", en="{party}, {when}: {what}")
A_PARTY = Text(fr="une partie", en="a party")

MAP_TITLE = Text(fr="Schéma des axes", en="Sketch of the roads")
MAP_ALT = Text(
    fr="Schéma des axes du cadre et des localités traversées : {roads}. Aucun incident n’y figure.",
    en="Sketch of the framework’s roads and the places along them: {roads}. No incident is drawn on it.",
)
MAP_NOTE = Text(
    fr="Schéma, sans incident ni patrouille. Cercle vide : position approchée.{unplaced}",
    en="Sketch, without incidents or patrols. Hollow circle: rough position.{unplaced}",
)
MAP_UNPLACED = Text(fr=" Sans coordonnées : {places}.", en=" Without coordinates: {places}.")
MONTHS_ALT = Text(fr="Incidents inscrits par mois : {months}.", en="Recorded incidents by month: {months}.")
MONTHS_ONE = Text(fr="{month} {number}", en="{month} {number}")
MONTHS_NONE = Text(fr="{month} rien d’inscrit", en="{month} nothing recorded")
MONTHS_NOTE = Text(
    fr="Rayé : date connue à un mois près ou moins bien. Tiret : rien d’inscrit, ce qui n’est pas un calme constaté.",
    en="Striped: date known to more than a month. Dash: nothing recorded, which is not the same as calm.",
)
MONTH_NAMES = Text(
    fr="janv. févr. mars avril mai juin juil. août sept. oct. nov. déc.",
    en="Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
)
SAYS = Text(fr="« {says} »", en="“{says}”")
ABOUT = Text(fr="Mesure visée : {measures}.", en="Measure concerned: {measures}.")
WINDOW = Text(fr="Période : {window}.", en="Period: {window}.")
SPAN = Text(fr="{first} – {last}", en="{first} – {last}")
BARE = Text(
    fr="Rien d’inscrit ne parle pour, rien ne parle contre ; aucune partie n’a répondu.",
    en="Nothing recorded speaks for it, nothing against it; no party has replied.",
)
CONTEXT = Text(fr="Contexte : {items}.", en="Context: {items}.")
CONFOUNDERS = Text(fr="Autres explications possibles : {items}.", en="Other possible explanations: {items}.")
REFUSED = Text(fr="le mot « {word} » n’est pas retenu", en="the word “{word}” is not retained")
TESTIMONY = Text(fr="témoignage, jamais compté", en="testimony, never counted")
PERCEPTION = Text(fr="ressenti, et non un effet mesuré", en="a perception, not a measured effect")
SINCE = Text(fr="à partir de : {first}", en="from {first}")
BESIDE = Text(
    fr="À côté, autre version : {status}, {since} ({basis}){why}",
    en="Beside it, another account: {status}, {since} ({basis}){why}",
)
WHY = Text(fr=" : {why}", en=": {why}")

SHEET_RULE = Text(
    fr="Ce feuillet montre l’avenir des axes. Il ne se copie pas, ne se photographie pas, et se rend à la fin de la "
    "réunion.",
    en="This sheet shows the future of the roads. It is not to be copied or photographed, and is handed back when the "
    "meeting ends.",
)
SHEET_PART = Text(
    fr="N’y figure que ce qui concerne le destinataire : ce qui n’y est pas n’est pas pour autant protégé.",
    en="It holds only what concerns the addressee: what is not on it is not therefore protected.",
)
OPEN_END = Text(fr="fin non connue", en="end not known")
CLOSED_BY = Text(fr="au plus tard le {day}", en="{day} at the latest")
ALARM = Text(fr="{days} ({alarm})", en="{days} ({alarm})")
EXPIRED = Text(fr="terme passé", en="end passed")
GAP_ROAD = Text(fr="{road} : {segments}", en="{road}: {segments}")
WHOLE_ROAD = Text(fr="{road}, en entier", en="{road}, the whole of it")
NEXT_MEETING = Text(fr="Prochaine rencontre convoquée : {day}.", en="Next meeting called: {day}.")
BY = Text(fr="{party}, {when}", en="{party}, {when}")
NOBODY_YET = Text(fr="personne à ce jour", en="nobody so far")
DAYS_TITLE = Text(fr="Protection à venir, du {first} au {last}", en="Protection to come, {first} to {last}")
