"""Code lists of alert rules, dialogues and what carries a charter to people. Read them from `toguna.domain.codes`."""

from __future__ import annotations

from typing import Final

from toguna.domain.codelist import code_list

ALERT_RULES: Final = code_list(
    "rule of alerts",
    {
        "gap-near": ("un vide sécuritaire s’ouvre sous deux semaines", "a gap in cover opens within two weeks"),
        "gap-open": ("un vide sécuritaire est ouvert", "a gap in cover is open"),
        "relief-missing": (
            "une mesure prend fin sous une semaine, sans relève",
            "a measure ends within a week, unrelieved",
        ),
        "abrupt-stop": ("une mesure s’est arrêtée brusquement", "a measure stopped abruptly"),
        "gap-and-incident": ("un incident dans un vide sécuritaire", "an incident within a gap in cover"),
        "growth": ("les incidents augmentent", "incidents grow"),
        "growth-and-signs": ("hausse des incidents et signes de tension", "incidents grow and signs of tension"),
        "signs": ("plusieurs signes de tension au même endroit", "several signs of tension in one place"),
        "signs-agree": ("des composantes différentes signalent la tension", "different constituencies report tension"),
        "after-violence": ("tension après une violence grave", "tension after grave violence"),
    },
)
DIALOGUE_ISSUES: Final = code_list(
    "issue of a dialogue",
    {
        "pasture_water": ("pâturage, point d’eau, terre", "pasture, water point, land"),
        "livestock": ("bétail enlevé, dégâts aux champs", "livestock taken, damage to fields"),
        "abduction": ("enlèvement de personne ou de véhicule", "abduction of a person, or vehicle taken"),
        "killing": ("mort d’homme", "killing"),
        "road": ("passage sur un axe, poste, taxes", "passage on a road, post, taxes"),
        "market": ("accès au marché, commerce", "access to the market, trade"),
        "representation": ("représentation, places à la table", "representation, places at the table"),
        "youth": ("tensions entre jeunes", "tension among young people"),
        "insult": ("paroles, rumeurs, provocations", "words, rumours, provocation"),
        "other": ("autre", "other"),
    },
)
DIALOGUE_STAGES: Final = code_list(
    "stage of a dialogue",
    {
        "contact": ("premiers contacts", "first contacts"),
        "apart": ("rencontres séparées", "meetings apart"),
        "together": ("rencontre commune", "meeting together"),
        "text": ("texte en discussion", "text under discussion"),
        "follow_up": ("suivi du règlement", "follow-up of the settlement"),
    },
)
DISSEMINATION_LANGUAGES: Final = code_list(
    "language of a dissemination",
    {
        "french": ("français", "French"),
        "tamasheq": ("tamasheq", "Tamasheq"),
        "songhai": ("songhaï", "Songhai"),
        "arabic": ("arabe, hassanya", "Arabic, Hassaniya"),
        "fulfulde": ("fulfuldé", "Fulfulde"),
        "bambara": ("bambara", "Bambara"),
        "other": ("autre", "other"),
    },
)
