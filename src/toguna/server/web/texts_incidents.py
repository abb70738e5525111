"""The sentences of incidents and alerts: the list, the page of each, the map, the file."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

FACTS: Final = {
    "facts.tabs": Text(fr="Pages de la rubrique", en="Pages of this section"),
    "facts.tab-list": Text(fr="Incidents", en="Incidents"),
    "facts.tab-alerts": Text(fr="Alertes", en="Alerts"),
    "facts.tab-map": Text(fr="Carte", en="Map"),
    "facts.filters": Text(fr="Choisir", en="Choose"),
    "facts.kind": Text(fr="Genre", en="Kind"),
    "facts.every-kind": Text(fr="tous les genres", en="every kind"),
    "facts.road": Text(fr="Axe", en="Road"),
    "facts.every-road": Text(fr="tous les axes", en="every road"),
    "facts.status": Text(fr="État", en="State"),
    "facts.every-status": Text(fr="tous les états", en="every state"),
    "facts.place": Text(fr="Lieu", en="Place"),
    "facts.first": Text(fr="Du", en="From"),
    "facts.last": Text(fr="Au", en="To"),
    "facts.show": Text(fr="Voir", en="Show"),
    "facts.all": Text(fr="Tout voir", en="Show all"),
    "facts.period-note": Text(
        fr="Une période est élargie aux semaines ou aux mois entiers.",
        en="A period is widened to whole weeks or months.",
    ),
    "facts.found": Text(fr="Incidents inscrits : {number}", en="Incidents recorded: {number}"),
    "facts.none": Text(
        fr="Aucun incident inscrit ne répond à ce choix : ce n’est pas un calme constaté.",
        en="No recorded incident answers this choice: that is not the same as calm.",
    ),
    "facts.when": Text(fr="Date", en="Date"),
    "facts.where": Text(fr="Où", en="Where"),
    "facts.what": Text(fr="Incident", en="Incident"),
    "facts.number": Text(fr="Nombre de faits", en="Number of events"),
    "facts.next": Text(fr="Plus anciens", en="Older"),
    "facts.first-page": Text(fr="Les plus récents", en="The latest"),
    "facts.back": Text(fr="Tous les incidents", en="All incidents"),
    "facts.to-list": Text(
        fr="Les {shown} plus récents sur {number} : voir la liste", en="The latest {shown} of {number}: see the list"
    ),
    "facts.months": Text(fr="Faits par mois", en="Events by month"),
    "facts.months-said": Text(fr="{month} : {number}", en="{month}: {number}"),
    "facts.months-none": Text(fr="{month} : rien d’inscrit", en="{month}: nothing recorded"),
    "facts.months-note": Text(
        fr="Hachuré : date à cheval sur plusieurs mois. Un tiret : rien d’inscrit, ce qui n’est pas un calme constaté.",
        en="Striped: a date that spans several months. A dash: nothing recorded, which is not the same as calm.",
    ),
    "facts.months-few": Text(fr="moins de {fewest}, ou non montré", en="fewer than {fewest}, or not shown"),
    "facts.months-names": Text(
        fr="janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        en="Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    ),
    "facts.counts-only": Text(
        fr="À ce lecteur, le cadre montre des nombres, et non la liste : chaque mois tel qu’il était connu un mois "
        "après, jamais revu ensuite.",
        en="To this reader the framework shows numbers and not the list: each month as it was known a month later, "
        "never revised.",
    ),
    "facts.map": Text(fr="Par axe et par localité", en="By road and town"),
    "facts.map-said": Text(fr="{name} : {number}", en="{name}: {number}"),
    "facts.map-none": Text(fr="rien d’inscrit", en="nothing recorded"),
    "facts.map-note": Text(
        fr="Chaque nombre compte les faits d’un axe entier ou d’une localité ; sa place sur le trait n’ajoute rien.",
        en="Each number counts the events of a whole road or a town; where it stands on the line says nothing more.",
    ),
    "facts.map-note-spots": Text(
        fr="Un nombre sur une localité compte les faits situés près d’elle ; un nombre au milieu d’un axe, ceux qui ne "
        "sont situés que sur l’axe.",
        en="A number at a place counts the events near it; one in the middle of a road, those placed on the road only.",
    ),
    "facts.map-area": Text(
        fr="Placés dans la zone du cadre seulement, sans axe ni localité : {number}. Affrontements et représailles ne "
        "sont montrés sur aucune carte.",
        en="Placed in the framework’s area only, on no road and in no town: {number}. Clashes and reprisals are "
        "shown on no map.",
    ),
    "facts.map-unplaced": Text(
        fr="En des lieux sans coordonnées : {number}.", en="In places without coordinates: {number}."
    ),
    "facts.map-move": Text(fr="Se déplacer sur la carte", en="Move about on the map"),
    "facts.map-title": Text(fr="Carte des incidents", en="Map of incidents"),
    "facts.map-wait": Text(
        fr="La carte mobile a besoin d’un navigateur récent et de ses scripts. Le dessin ci-dessous dit la même chose.",
        en="The map that moves needs a recent browser with scripts. The drawing below says the same.",
    ),
    "facts.map-fixed": Text(fr="La même carte, fixe", en="The same map, fixed"),
    "facts.map-label": Text(
        fr="Carte mobile : glisser pour se déplacer, + et − pour s’approcher ou s’éloigner",
        en="Map that moves: drag to move, + and − to come closer or go away",
    ),
    "facts.map-events": Text(fr="faits : ", en="events: "),
    "facts.map-open": Text(fr="Voir la liste", en="See the list"),
    "facts.map-few": Text(
        fr="De loin, des carrés comptent les faits ; moins de trois ne sont pas montrés.",
        en="From far, squares count the events; fewer than three are not shown.",
    ),
    "facts.map-base": Text(fr="Fond de carte : {name}, {provider}.", en="Base map: {name}, {provider}."),
    "facts.map-licence": Text(fr="licence : {licence}", en="licence: {licence}"),
    "facts.map-no-licence": Text(fr="licence non indiquée", en="licence not stated"),
    "facts.zoom-in": Text(fr="S’approcher", en="Come closer"),
    "facts.map-close": Text(fr="Fermer", en="Close"),
    "facts.zoom-out": Text(fr="S’éloigner", en="Go away"),
    "facts.file": Text(fr="Emporter", en="Take along"),
    "facts.file-note": Text(
        fr="Le fichier compte les faits par semaine et par axe ou localité, de tous genres ; les cases de moins de "
        "{fewest} faits et les semaines récentes n’y sont pas. Seuls la période et l’axe choisis s’y appliquent.",
        en="The file counts events by week and by road or town, of every kind; cells of fewer than {fewest} events and "
        "recent weeks are not in it. Of what was chosen only the period and the road apply.",
    ),
    "facts.file-csv": Text(fr="Tableau (CSV, étiquettes HXL)", en="Table (CSV, HXL tags)"),
    "facts.file-geojson": Text(fr="Carte (GeoJSON)", en="Map (GeoJSON)"),
    "facts.file-print": Text(
        fr="Imprimer cette page pour l’emporter : les fichiers ne sont pas ouverts à ce lecteur.",
        en="Print this page to take it along: files are not open to this reader.",
    ),
    "facts.file-source": Text(
        fr="Registre du cadre « {name} », tel que connu le {day}", en="Register of “{name}”, as known on {day}"
    ),
    "facts.status-now": Text(fr="État : {status}", en="State: {status}"),
    "facts.near": Text(fr="près de {place}", en="near {place}"),
    "facts.precision": Text(fr="Précision du lieu", en="Precision of the place"),
    "facts.hours": Text(fr="Heures", en="Hours"),
    "facts.killed": Text(fr="Morts", en="Killed"),
    "facts.injured": Text(fr="Blessés", en="Wounded"),
    "facts.abducted": Text(fr="Personnes enlevées", en="Persons abducted"),
    "facts.vehicles": Text(fr="Véhicules", en="Vehicles"),
    "facts.escorted": Text(fr="Escorte", en="Escort"),
    "facts.yes": Text(fr="oui", en="yes"),
    "facts.no": Text(fr="non", en="no"),
    "facts.note": Text(fr="Précisions", en="Details"),
    "facts.grade": Text(fr="Fiabilité de la source, crédibilité du fait", en="Reliability of the source, credibility"),
    "facts.handling": Text(fr="Suivi par", en="Handled by"),
    "facts.not-known": Text(fr="non connu", en="not known"),
    "facts.not-shown": Text(fr="non montré", en="not shown"),
    "facts.by-cercle": Text(
        fr="Affrontements et représailles ne sont situés que dans la zone du cadre, pour tous les lecteurs.",
        en="Clashes and reprisals are placed in the framework’s area only, for every reader.",
    ),
    "facts.coarse-note": Text(
        fr="Lieu et date volontairement peu précis : l’axe ou la localité, et la semaine.",
        en="Place and date are coarse on purpose: the road or town, and the week.",
    ),
    "facts.in-gap": Text(fr="Tombé dans un vide sécuritaire", en="Fell into a gap in cover"),
    "facts.attribution": Text(
        fr="Ce registre ne montre pas d’auteur présumé.", en="This register shows no presumed author."
    ),
}

STEPS: Final = {
    "facts.step.report": Text(fr="Signalement reçu, {channel}.", en="Report received, {channel}."),
    "facts.step.report-answered": Text(fr="Réponse à qui a signalé : {what}", en="Answer to who reported it: {what}"),
    "facts.step.happened": Text(fr="{what}, {where}.", en="{what}, {where}."),
    "facts.step.reported": Text(fr="Inscrit au registre.", en="Recorded in the register."),
    "facts.step.screened": Text(fr="Examiné par le secrétariat.", en="Screened by the secretariat."),
    "facts.step.needs_corroboration": Text(fr="À recouper.", en="Needs to be corroborated."),
    "facts.step.corroborated": Text(fr="Recoupé par une autre source.", en="Corroborated by another source."),
    "facts.step.under_verification": Text(fr="Vérification conjointe engagée.", en="Joint verification begun."),
    "facts.step.verified": Text(fr="Vérifié en commun.", en="Verified jointly."),
    "facts.step.not_confirmed": Text(fr="Non confirmé.", en="Not confirmed."),
    "facts.step.inconclusive": Text(fr="Vérification non concluante.", en="Verification inconclusive."),
    "facts.step.access_denied": Text(fr="Accès refusé à l’équipe.", en="The team was denied access."),
    "facts.step.closed": Text(fr="Clos.", en="Closed."),
    "facts.step.retracted": Text(fr="Retiré.", en="Retracted."),
    "facts.step.merged": Text(fr="Réuni à un autre incident.", en="Merged into another incident."),
    "facts.step.stays": Text(
        fr="Même événement que celui-ci, qui reste :", en="The same event as this one, which stays:"
    ),
    "facts.step.took-in": Text(fr="Réuni à celui-ci, comme même événement :", en="Merged into this one, as one event:"),
    "facts.step.detached": Text(fr="Acte précédent annulé.", en="Act before it undone."),
    "facts.step.amended": Text(fr="Inscription corrigée.", en="Entry corrected."),
    "facts.step.located": Text(fr="Localisé par le secrétariat.", en="Located by the secretariat."),
    "facts.step.located-at": Text(
        fr="Localisé par le secrétariat : {where} ({precision}). Avant : {before}.",
        en="Located by the secretariat: {where} ({precision}). Before: {before}.",
    ),
    "facts.step.attribution_settled": Text(fr="Suite réservée.", en="Follow-up under seal."),
    "facts.step.verification": Text(fr="Vérification conjointe : {state}.", en="Joint verification: {state}."),
    "facts.step.verification-team": Text(
        fr="Vérification conjointe : {state}. Équipe : {team}.", en="Joint verification: {state}. Team: {team}."
    ),
    "facts.step.finding": Text(fr="Constat : {what}", en="Finding: {what}"),
    "facts.step.dissent": Text(fr="Avis différent : {what}", en="Dissent: {what}"),
    "facts.step.dissent-by": Text(fr="Avis différent de {by} : {what}", en="Dissent of {by}: {what}"),
    "facts.step.alert": Text(fr="Une alerte en est partie :", en="An alert was raised on it:"),
    "facts.step.response": Text(fr="Ce qui a été fait : {what}", en="What was done: {what}"),
    "facts.step.claim": Text(fr="Cité dans un résultat annoncé :", en="Cited in an announced result:"),
    "facts.step.claim-for": Text(fr="Compte pour un résultat annoncé :", en="Counts for an announced result:"),
    "facts.step.claim-against": Text(
        fr="Compte contre un résultat annoncé :", en="Counts against an announced result:"
    ),
}

INCIDENTS: Final = {**FACTS, **STEPS}
