"""Code lists of what happens on the ground: incidents, measures, outings, signals (domain notes, appendix A). Read
them from `toguna.domain.codes`.

Gender-based violence and cases of children have no code on purpose: they are referred, not recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from toguna.base.text import Text
from toguna.domain.codelist import code_list

INCIDENT_KINDS: Final = code_list(
    "incident kind",
    {
        "ROB-ROAD": ("braquage de passagers sur un axe", "robbery of travellers on a road"),
        "ROB-MKT": ("braquage de forains", "robbery of a market convoy"),
        "ROB-PREM": ("braquage de boutique, de domicile ou de service", "robbery of a shop, house or service"),
        "VEH-TAKE": ("enlèvement de véhicule", "vehicle taken"),
        "VEH-BURN": ("véhicule attaqué ou incendié", "vehicle attacked or burnt"),
        "LVS-TAKE": ("enlèvement de bétail", "livestock raid"),
        "KIL-TGT": ("assassinat ciblé", "targeted killing"),
        "KIL-ROB": ("meurtre lors d’un braquage", "killing in a robbery"),
        "INJ": ("blessure", "wounding"),
        "ABD": ("enlèvement de personne", "abduction of a person"),
        "THR": ("menace, ultimatum", "threat, ultimatum"),
        "CHK-ILL": ("barrage illégal, racket", "illegal roadblock, extortion"),
        "FIR": ("tirs sans cible connue", "shots, no known target"),
        "ATT-MEAS": ("attaque contre une patrouille, une escorte ou un poste", "attack on a patrol, escort or post"),
        "IED": ("engin explosif, mine", "explosive device, mine"),
        "CLA-COM": ("affrontement intercommunautaire", "intercommunal clash"),
        "REP": ("représailles contre un groupe", "reprisals against a group"),
        "BAR": ("barricade, axe fermé par des habitants", "barricade, road closed by residents"),
        "DEM": ("marche, ville morte", "march, dead-town strike"),
        "HAT": ("discours de haine", "hate speech"),
        "DIS": ("départ ou retour de familles", "families leave or return"),
        "CEA": ("violation du cessez-le-feu", "breach of the ceasefire"),
        "OTH": ("autre", "other"),
    },
)


@dataclass(frozen=True, slots=True)
class IncidentNature:
    """How much the count of a kind hangs on willingness to report (low, medium, high; None: not said), and its
    default weight in alert rules.
    """

    reporting: str | None
    weight: int


INCIDENT_NUMBERS: Final[dict[int, str]] = dict(enumerate(INCIDENT_KINDS, 1))
"""The number of each kind on paper and in messages: its place in the list (spec/sms.md §1)."""
INCIDENT_FAMILIES: Final[dict[str, tuple[Text, tuple[str, ...]]]] = {
    name: (Text(fr=fr, en=en), tuple(kinds.split()))
    for name, fr, en, kinds in (
        (
            "vol",
            "Vol, braquage, véhicule ou bétail enlevé",
            "Theft, robbery, vehicle or livestock taken",
            "ROB-ROAD ROB-MKT ROB-PREM VEH-TAKE LVS-TAKE",
        ),
        (
            "personnes",
            "Personne tuée, blessée ou enlevée",
            "Person killed, wounded or taken",
            "KIL-TGT KIL-ROB INJ ABD",
        ),
        (
            "menace",
            "Menace, barrage, tirs, paroles de haine",
            "Threat, roadblock, shots, hate speech",
            "THR CHK-ILL FIR HAT",
        ),
        ("attaque", "Attaque, mine, affrontement", "Attack, mine, clash", "ATT-MEAS IED CLA-COM REP VEH-BURN CEA"),
        (
            "autre",
            "Barricade, marche, départ de familles, autre",
            "Barricade, march, families leaving, other",
            "BAR DEM DIS OTH",
        ),
    )
}
"""How forms group the kinds of incidents, on a phone and on paper."""

# The order of INCIDENT_KINDS; appendix A, columns r and w.
_NATURES: Final = "M3 M4 H2 L3 L4 M3 L5 L5 M3 M5 H2 H3 H1 L4 L5 L5 L5 L2 L1 H3 L4 M5 -1".split()
_RELIANCE: Final = {"L": "low", "M": "medium", "H": "high", "-": None}
INCIDENT_NATURES: Final[dict[str, IncidentNature]] = {
    code: IncidentNature(_RELIANCE[nature[0]], int(nature[1]))
    for code, nature in zip(INCIDENT_KINDS, _NATURES, strict=True)
}
COARSE_KINDS: Final = frozenset({"REP", "CLA-COM"})
"""Kinds that are never placed below the cercle: a map of them is a map of communities (domain notes §9.1)."""

END_REASONS: Final = code_list(
    "end reason",
    {
        "planned_end": ("terme prévu", "planned end"),
        "handed_over": ("relève assurée", "handed over"),
        "means": ("manque de moyens", "want of means"),
        "withdrawn_force": ("retrait de la force", "force withdrawn"),
        "order": ("ordre de la hiérarchie", "order from above"),
        "attack": ("attaque", "attack"),
        "conduct": ("plaintes sur la conduite", "conduct complaints"),
        "replaced": ("remplacée", "replaced"),
        "unknown": ("raison non connue", "reason not known"),
    },
)
MEASURE_KINDS: Final = code_list(
    "measure kind",
    {
        "road_patrol": ("patrouille routière", "road patrol"),
        "armed_escort": ("escorte armée", "armed escort"),
        "checkpoint": ("poste de contrôle", "checkpoint"),
        "static_guard": ("garde statique", "static guard"),
        "deterrent_deployment": ("déploiement dissuasif", "deterrent deployment"),
        "area_operation": ("opération de zone", "area operation"),
        "night_restriction": ("restriction de circulation de nuit", "night restriction"),
        "weapons_free_zone": ("zone sans armes", "weapons-free zone"),
        "dialogue": ("dialogue, charte", "dialogue, charter"),
        "sensitisation": ("sensibilisation", "sensitisation"),
        "joint_patrol": ("patrouille mixte ou conjointe", "joint or mixed patrol"),
        "liaison": ("liaison téléphonique", "liaison hotline"),
    },
)
MEANS_KINDS: Final = code_list(
    "means kind",
    {
        "fuel": ("carburant", "fuel"),
        "vehicles": ("véhicules", "vehicles"),
        "per_diem": ("primes, indemnités", "per diem"),
        "communication": ("transmissions", "communications"),
        "food": ("vivres, eau", "food, water"),
        "maintenance": ("entretien, pièces", "maintenance, parts"),
        "personnel": ("effectifs", "personnel"),
        "other": ("autre", "other"),
    },
)
COVER_LEVELS: Final = code_list("cover level", {"light": ("légère", "light"), "regular": ("régulière", "regular")})
OUTING_STATES: Final = code_list(
    "outing state",
    {
        "planned": ("prévue", "planned"),
        "logged": ("rapportée", "logged"),
        "seen": ("constatée", "seen"),
        "not_seen": ("pas de passage constaté", "not seen"),
        "no_answer": ("pas de réponse", "no answer"),
        "cancelled": ("annulée", "cancelled"),
    },
)
HALVES: Final = code_list("half-day", {"am": ("matin", "morning"), "pm": ("après-midi", "afternoon")})
FUNCTIONS: Final = code_list(
    "function",
    {
        "chief": ("chefferie", "chief’s house"),
        "station": ("gare routière", "road station"),
        "carrier": ("transporteurs", "transporters"),
        "market": ("forains", "market traders"),
        "youth": ("jeunes", "young people"),
        "women": ("associations de femmes", "women’s associations"),
        "post": ("poste ou garnison", "post or garrison"),
        "town_hall": ("mairie", "town hall"),
        "other": ("autre", "other"),
    },
)
EVENT_KINDS: Final = code_list(
    "event kind",
    {
        "garrison_withdrawn": ("retrait d’une garnison", "garrison withdrawn"),
        "garrison_moved_in": ("installation d’une garnison", "garrison moved in"),
        "base_handed_over": ("base remise à une autre force", "base handed over to another force"),
        "force_recalled": ("force rappelée", "force recalled"),
    },
)


@dataclass(frozen=True, slots=True)
class _Signal:
    fr: str
    en: str
    polarity: int


_SIGNALS: Final[dict[str, _Signal]] = {
    "market_open": _Signal("marché ouvert à son niveau habituel", "market open at usual size", 1),
    "shared_feast": _Signal("fête suivie par plusieurs communautés", "cross-community attendance at a feast", 1),
    "night_travel": _Signal("voyages de nuit", "night travel", 1),
    "fare_falls": _Signal("prix du transport en baisse", "transport fare falls", 1),
    "return": _Signal("retour de déplacés", "displaced people return", 1),
    "youth_event": _Signal("activité commune de jeunes", "young people’s joint event", 1),
    "arms_handed_in": _Signal("armes remises", "arms handed in", 1),
    "shops_shut": _Signal("boutiques fermées", "shops shut", -1),
    "families_leave": _Signal("départ de familles", "families leave", -1),
    "separation": _Signal("séparation à l’école ou au marché", "separation at school or market", -1),
    "pupils_absent": _Signal("élèves absents", "pupils absent", -1),
    "ammunition_up": _Signal("prix des munitions en hausse", "ammunition price up", -1),
    "weapons_seen": _Signal("armes visibles", "weapons seen", -1),
    "barricade": _Signal("barricade", "barricade", -1),
    "voice_notes": _Signal("messages vocaux insultants", "insulting voice notes", -1),
    "male_movement": _Signal("déplacements d’hommes seuls", "all-male movement", -1),
    "convoy_asked": _Signal("convoi réclamé", "convoy asked for", -1),
    "garrison_packs": _Signal("une garnison prépare son départ", "garrison packs", -1),
    "fuel_low": _Signal("moins de 14 jours de carburant pour une patrouille", "fuel of a patrol under 14 days", -1),
    "liaison_silent": _Signal("liaison sans réponse depuis 48 h", "liaison does not answer for 48 h", -1),
    "meeting_missed": _Signal("rencontre manquée", "meeting missed", -1),
    "promise_repeated": _Signal("promesse répétée une troisième fois", "promise repeated a third time", -1),
    "growth": _Signal("incidents en hausse", "incidents grow", -1),
    "HAT": _Signal("discours de haine, provocations", "hate speech, provocation", -1),
    "DEM": _Signal("marche, ville morte", "march, dead-town strike", -1),
    "garrison_left": _Signal("incidents après le départ d’une garnison", "incidents after a garrison left", -1),
    "other": _Signal("autre", "other", 0),
    "market_shrinks": _Signal("marché moins fourni", "market smaller than usual", -1),
    "fare_rises": _Signal("prix du transport en hausse", "transport fare rises", -1),
    "fewer_travel": _Signal("moins de passage sur l’axe", "fewer travel the road", -1),
    "shots_heard": _Signal("tirs entendus la nuit", "shots heard at night", -1),
}
SIGNAL_KINDS: Final = code_list("signal kind", {code: (s.fr, s.en) for code, s in _SIGNALS.items()})
SIGNAL_POLARITY: Final[dict[str, int]] = {code: s.polarity for code, s in _SIGNALS.items()}
"""+1 a sign of peace, −1 a sign of tension, 0 neither by itself."""

WATCH_LOOKS: Final = code_list(
    "look of the watch",
    {
        "scan": ("balayage des tronçons et des semaines", "scan of stretches and weeks"),
        "road": ("quatre dernières semaines d’un axe ou d’une localité", "last four weeks of a road or town"),
    },
)


@dataclass(frozen=True, slots=True)
class Proxy:
    """What an indicator stands for, and which of its steps speaks for tension."""

    of: str
    tension: str


_PROXIES: Final[dict[str, tuple[str, str, Proxy]]] = {
    "weapons_seen": ("armes vues en ville", "weapons seen in town", Proxy("weapons", "more")),
    "shots_heard": ("tirs entendus la nuit", "shots heard at night", Proxy("weapons", "more")),
    "ammunition_price": ("prix des munitions", "price of ammunition", Proxy("weapons", "more")),
    "market_stalls": ("étals au marché", "stalls at the market", Proxy("market", "less")),
    "vehicles_passing": ("véhicules sur l’axe", "vehicles on the road", Proxy("market", "less")),
    "transport_fare": ("prix d’une place", "price of a seat", Proxy("market", "more")),
    "fuel_price": ("prix du carburant", "price of fuel", Proxy("market", "more")),
}
INDICATORS: Final = code_list("indicator", {code: (fr, en) for code, (fr, en, _) in _PROXIES.items()})
PROXIES: Final[dict[str, Proxy]] = {code: proxy for code, (_, _, proxy) in _PROXIES.items()}
STEPS: Final = code_list(
    "step of an indicator",
    {
        "less": ("moins que d’habitude", "less than usual"),
        "usual": ("comme d’habitude", "as usual"),
        "more": ("plus que d’habitude", "more than usual"),
        "no_answer": ("pas de réponse", "no answer"),
    },
)
MARKET_DAYS: Final = code_list(
    "market day",
    {
        "usual": ("tenu comme d’habitude", "held as usual"),
        "less": ("tenu, plus petit", "held, smaller"),
        "no": ("pas tenu", "not held"),
        "none": ("pas de marché ici", "no market here"),
    },
)
JUSTICE_AUTHORITIES: Final = code_list(
    "justice authority",
    {
        "prosecutor": ("parquet", "public prosecutor"),
        "judge": ("juge d’instruction ou de paix", "investigating judge or justice of the peace"),
        "gendarmerie": ("brigade de gendarmerie", "gendarmerie brigade"),
        "police": ("commissariat de police", "police station"),
        "military_justice": ("justice militaire", "military justice"),
        "other": ("autre autorité", "other authority"),
    },
)
