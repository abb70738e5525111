"""Code lists of what people agree, say and decide (domain notes, appendix A). Read them from `toguna.domain.codes`."""

from __future__ import annotations

from typing import Final

from toguna.base.verdicts import WORDS
from toguna.domain.codelist import CodeList, code_list

BLOCKAGE_REASONS: Final = code_list(
    "blockage reason",
    {
        "authority": ("autorité ou mandat", "authority or mandate"),
        "means": ("moyens", "means"),
        "text_disputed": ("désaccord sur le texte", "the parties disagree on the text"),
        "seat_dispute": ("désaccord sur la représentation", "dispute over representation"),
        "national_body": ("organe national", "national body"),
        "access": ("accès, terrain", "access, terrain"),
        "insecurity": ("insécurité", "insecurity"),
        "turnover": ("changement de responsables", "turnover of officials"),
        "law": ("textes de loi", "law"),
        "unknown": ("raison non connue", "reason not known"),
    },
)
EVIDENCE_KINDS: Final = code_list(
    "evidence kind",
    {
        "official_act": ("acte officiel", "official act"),
        "minutes": ("relevé de conclusions, compte rendu", "minutes"),
        "joint_finding": ("constat conjoint", "joint finding"),
        "party_statement": ("déclaration d’une partie", "party statement"),
        "observer_report": ("rapport d’observateur", "observer report"),
        "survey": ("enquête", "survey"),
        "incident_aggregate": ("décompte d’incidents", "incident aggregate"),
        "press": ("presse", "press"),
        "photo": ("photo, visages floutés", "photo, faces blurred"),
        "testimony": ("témoignage", "testimony"),
    },
)
EVIDENCE_SIDES: Final = code_list(
    "evidence side",
    {
        "for": ("va dans ce sens", "speaks for"),
        "against": ("va en sens contraire", "speaks against"),
        "context": ("contexte", "context"),
        "confounder": ("autre explication possible", "other possible explanation"),
    },
)
CONSTITUENCIES: Final = code_list(
    "constituency",
    {
        "state_administration": ("administration de l’État", "State administration"),
        "interim_authority": ("autorités intérimaires ou élues", "interim or elected authorities"),
        "armed_forces": ("forces armées", "armed forces"),
        "internal_security": ("forces de sécurité intérieure", "internal security forces"),
        "signatory_movement": ("mouvement signataire", "signatory movement"),
        "faith": ("confessions religieuses", "faith leaders"),
        "traditional_authority": ("autorités traditionnelles, notables", "traditional authorities"),
        "youth": ("jeunes", "youth"),
        "women": ("femmes", "women"),
        "mediator": ("médiateur, secrétariat", "mediator, secretariat"),
        "observer": ("observateur", "observer"),
        "donor": ("partenaire financier", "donor"),
        "member_movement": ("mouvement membre", "member movement"),
        "justice": ("justice", "justice"),
        "business": ("transporteurs, commerçants", "transporters, traders"),
    },
)
LEVELS: Final = code_list(
    "level of disclosure",
    {
        "open": ("public", "open"),
        "framework": ("membres du cadre", "members of the framework"),
        "group": ("groupe restreint", "restricted group"),
        "sealed": ("scellé", "sealed"),
    },
)
DECISION_LEVELS: Final = code_list(
    "level of decision",
    {
        "local": ("local", "local"),
        "commune": ("commune", "commune"),
        "cercle": ("cercle", "cercle"),
        "regional": ("régional", "regional"),
        "national": ("national", "national"),
        "international": ("international", "international"),
    },
)
BASIS: Final = code_list(
    "basis",
    {
        "note": ("note du médiateur", "mediator’s note"),
        "press": ("presse", "press"),
        "inferred": ("déduit", "inferred"),
        "seen": ("vu", "seen"),
        "victim": ("dit par la victime", "told by the victim"),
        "others": ("dit par d’autres", "told by others"),
        "media": ("médias", "media"),
        "party": ("dit par une partie", "stated by a party"),
        "joint": ("constaté en commun", "jointly established"),
        "official": ("acte officiel", "official act"),
    },
)
RELIABILITY: Final = code_list(
    "reliability of the source",
    {
        "A": ("A, sûre", "A, reliable"),
        "B": ("B, en général sûre", "B, usually reliable"),
        "C": ("C, assez sûre", "C, fairly reliable"),
        "D": ("D, en général peu sûre", "D, usually not reliable"),
        "E": ("E, peu sûre", "E, not reliable"),
        "F": ("F, ne peut être jugée", "F, cannot be judged"),
    },
)
CREDIBILITY: Final = code_list(
    "credibility of the information",
    {
        "1": ("1, confirmée", "1, confirmed"),
        "2": ("2, probable", "2, probable"),
        "3": ("3, possible", "3, possible"),
        "4": ("4, douteuse", "4, doubtful"),
        "5": ("5, improbable", "5, improbable"),
        "6": ("6, ne peut être jugée", "6, cannot be judged"),
    },
)
CLAUSE_STATUSES: Final = code_list(
    "clause status",
    {
        "not_established": ("non mis en place", "not established"),
        "legal_act": ("texte pris, aucun organe installé", "legal act, no body installed"),
        "named": ("membres désignés", "members named"),
        "first_installed": ("premier organe installé", "first body installed"),
        "installed": ("organe installé", "body installed"),
        "communal_bodies": ("organes communaux installés", "communal bodies installed"),
        "met": ("s’est réuni", "has met"),
        "quorate": ("s’est réuni avec le quorum", "has met with a quorum"),
        "acted_on": ("avis suivis d’effet", "advice acted on"),
        "not_initiated": ("non engagé", "not initiated"),
        "started": ("engagé", "started"),
        "completed": ("achevé", "completed"),
        "reversed": ("revenu en arrière", "reversed"),
    },
)
ANSWERS: Final = code_list(
    "answer",
    {
        "yes": ("oui", "yes"),
        "partly": ("en partie", "partly"),
        "no": ("non", "no"),
        "silence": ("sans réponse connue", "no answer known"),
    },
)
VERDICTS: Final = CodeList("verdict", dict(WORDS))
CLAIM_KINDS: Final = code_list(
    "kind of announced result",
    {
        "effect": ("effet d’une mesure", "effect of a measure"),
        "attribution": ("imputation", "attribution"),
        "perception": ("ressenti", "perception"),
        "testimony": ("témoignage", "testimony"),
    },
)
AGREEMENT_LEVELS: Final = code_list(
    "agreement level",
    {
        "national": ("national", "national"),
        "regional": ("régional", "regional"),
        "local": ("local", "local"),
        "charter": ("charte", "charter"),
    },
)
UNDERTAKING_POINTS: Final = code_list(
    "point of an undertaking",
    {
        "who": ("qui", "who"),
        "what": ("fait quoi", "does what"),
        "where": ("où", "where"),
        "deadline": ("échéance", "deadline"),
        "frequency": ("fréquence", "frequency"),
        "means": ("moyens", "means"),
        "authority": ("qui autorise", "who authorises"),
        "proof": ("preuve", "proof"),
        "verifier": ("qui vérifie", "who verifies"),
        "end": ("ce qui y met fin", "what ends it"),
        "handed_to": ("qui prend la suite", "who takes over"),
        "fallback": ("si c’est impossible", "what if it cannot be done"),
        "clause": ("clause servie", "clause it serves"),
    },
)
PERIODS: Final = code_list(
    "period",
    {
        "day": ("chaque jour", "every day"),
        "week": ("chaque semaine", "every week"),
        "month": ("chaque mois", "every month"),
        "quarter": ("chaque trimestre", "every quarter"),
        "year": ("chaque année", "every year"),
    },
)
BINDING: Final = code_list(
    "binding strength",
    {"shall": ("doit", "shall"), "should": ("devrait", "should"), "may": ("peut", "may")},
)
UNDERTAKING_NATURES: Final = code_list(
    "nature of an undertaking",
    {
        "preparatory": ("préparatoire", "preparatory"),
        "substantive": ("de fond", "substantive"),
        "internal_order": ("ordre interne", "internal order"),
    },
)
WAITING_FOR: Final = code_list(
    "what is waited for",
    {
        "authority": ("une autorisation", "an authorisation"),
        "means": ("des moyens", "means"),
        "condition": ("une condition", "a condition"),
    },
)
SCALES: Final = code_list(
    "rating scale",
    {
        "pam": ("échelle PAM, 0 à 3", "PAM scale, 0 to 3"),
        "carter": ("échelle Carter, 0 à 4", "Carter scale, 0 to 4"),
        "paimt": ("échelle PAIMT, 0 à 4", "PAIMT scale, 0 to 4"),
    },
)
SCALE_TOPS: Final[dict[str, int]] = {"pam": 3, "carter": 4, "paimt": 4}
"""The highest step of each scale; steps are counted from 0 (PAIMT: 0 / 2.5 / 5 / 7.5 / 10)."""

BODY_KINDS: Final = code_list(
    "kind of body",
    {
        "monitoring_committee": ("comité de suivi", "monitoring committee"),
        "technical_commission": ("commission technique de sécurité", "technical security commission"),
        "verification_team": ("équipe mixte d’observation et de vérification", "joint verification team"),
        "joint_force": ("mécanisme opérationnel de coordination", "operational coordination mechanism"),
        "advisory_body": ("comité consultatif de sécurité", "security advisory body"),
        "interim_authority": ("autorité intérimaire", "interim authority"),
        "good_offices": ("mission de bons offices", "good-offices mission"),
        "other": ("autre", "other"),
    },
)
SEAT_ROLES: Final = code_list(
    "role at the table", {"holder": ("titulaire", "holder"), "alternate": ("suppléant", "alternate")}
)
MEETING_KINDS: Final = code_list(
    "kind of meeting",
    {
        "ordinary": ("ordinaire", "ordinary"),
        "extraordinary": ("extraordinaire", "extraordinary"),
        "caucus": ("aparté", "caucus"),
    },
)
PLACE_KINDS: Final = code_list(
    "kind of place",
    {
        "city": ("ville", "city"),
        "town": ("localité", "town"),
        "village": ("village", "village"),
        "camp": ("campement", "camp"),
        "market": ("marché", "market"),
        "post": ("poste", "post"),
        "junction": ("carrefour", "junction"),
        "ford": ("gué, bac", "ford, ferry"),
    },
)
CHANNELS: Final = code_list(
    "channel",
    {
        "voice": ("de vive voix", "in person"),
        "phone": ("téléphone", "telephone"),
        "sms": ("SMS", "SMS"),
        "form": ("formulaire sur téléphone", "form on a phone"),
        "paper": ("fiche papier", "paper form"),
        "letter": ("courrier", "letter"),
        "radio": ("radio", "radio"),
        "network": ("réseaux sociaux", "social networks"),
        "meeting": ("rencontre", "meeting"),
        "other": ("autre", "other"),
        "file": ("fichier d’un partenaire", "a partner’s file"),
        "sealed_sms": ("SMS scellé, authentifié", "sealed SMS, authenticated"),
    },
)
TIME_PRECISIONS: Final = code_list(
    "time precision",
    {
        "1": ("au jour près", "to the day"),
        "2": ("à la semaine près", "to the week"),
        "3": ("au mois près", "to the month"),
    },
)
PLACE_PRECISIONS: Final = code_list(
    "place precision",
    {
        "1": ("lieu nommé", "named spot"),
        "2": ("tronçon ou commune", "stretch or commune"),
        "3": ("cercle ou plus large", "cercle or wider"),
    },
)
ATTRIBUTIONS: Final = code_list(
    "attribution",
    {
        "unknown": ("non connue", "unknown"),
        "alleged": ("alléguée, scellée", "alleged, sealed"),
        "jointly_established": ("établie en commun, scellée", "jointly established, sealed"),
        "rejected": ("écartée", "rejected"),
    },
)
ALERT_LEVELS: Final = code_list(
    "alert level",
    {
        "green": ("routine", "routine"),
        "yellow": ("vigilance", "watch"),
        "orange": ("préparation", "prepare"),
        "red": ("action", "act"),
    },
)
ALERT_DECISIONS: Final = code_list(
    "decision on an alert",
    {"act": ("agir", "act"), "watch": ("suivre", "watch"), "none": ("ne rien faire", "no action")},
)
RUMOUR_FINDINGS: Final = code_list(
    "finding on a rumour",
    {
        "true": ("exacte", "true"),
        "partly": ("en partie exacte", "partly true"),
        "false": ("fausse", "false"),
        "unknown": ("ne peut être établie", "cannot be established"),
    },
)
CONSENT_SCOPES: Final = code_list(
    "scope of consent",
    {
        "framework": ("membres du cadre", "members of the framework"),
        "publication": ("publication", "publication"),
    },
)
STUDY_METHODS: Final = code_list(
    "method of a study",
    {
        "share": ("part de l’axe dans l’ensemble des incidents", "the road’s share of all incidents"),
        "bayes": ("modèle bayésien", "Bayesian model"),
        "before_after": ("avant et après", "before and after"),
        "interviews": ("entretiens", "interviews"),
        "survey": ("enquête", "survey"),
    },
)
COUNTERSIGNED: Final = code_list(
    "act of two people",
    {
        "leave": ("départ d’une partie", "a party leaves"),
        "erase": ("effacement", "erasure"),
        "unseal": ("ouverture d’un contenu scellé", "opening of a sealed content"),
    },
)
ERASE_REASONS: Final = code_list(
    "reason for erasing",
    {
        "retention": ("durée de conservation atteinte", "kept as long as agreed"),
        "person": ("à la requête d’une personne concernée", "at the request of somebody concerned"),
        "court": ("décision de justice", "decision of a court"),
        "danger": ("danger pour quelqu’un", "danger to somebody"),
        "error": ("inscrit par erreur", "recorded in error"),
    },
)
"""In the order of the register’s own numbers (spec/register.md §4.2)."""
ALARM_DAYS: Final = (30, 14, 7, 2)
"""Days before an end at which the framework is warned (domain notes §8.3)."""
