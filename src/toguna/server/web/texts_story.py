"""The sentences of a hand-over's own page."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

STORY: Final = {
    "story.title": Text(fr="Relève", en="Hand-over"),
    "story.told": Text(fr="Du plus ancien au plus récent", en="Oldest first"),
    "story.state.confirmed": Text(fr="Relève confirmée par les deux côtés.", en="Hand-over confirmed by both sides."),
    "story.state.unconfirmed": Text(fr="Relève à confirmer.", en="Hand-over to be confirmed."),
    "story.state.never": Text(
        fr="Relève jamais confirmée dans le registre.", en="Hand-over never confirmed in the register."
    ),
    "story.state.closed": Text(fr="Relève faite.", en="Hand-over done."),
    "story.state.cancelled": Text(fr="Relève annulée.", en="Hand-over cancelled."),
    "story.awaited": Text(fr="Confirmation attendue de : {who}.", en="Confirmation awaited from: {who}."),
    "story.without": Text(fr="Sans confirmation de : {who}.", en="Not confirmed by: {who}."),
    "story.leaving": Text(fr="Mesure à relever", en="Measure to be relieved"),
    "story.taking": Text(fr="Mesure qui prend la relève", en="Measure that takes over"),
    "story.nobody": Text(fr="Personne de désigné.", en="Nobody named."),
    "story.basis": Text(fr="source : {basis}", en="source: {basis}"),
    "story.began": Text(
        fr="Début de la mesure à relever, par : {by}.", en="The measure to be relieved began, by: {by}."
    ),
    "story.not-authorised": Text(
        fr="On ne sait pas qui a autorisé cette mesure.", en="Who authorised this measure is not known."
    ),
    "story.authorised": Text(fr="Autorisée par : {by}.", en="Authorised by: {by}."),
    "story.authorised-ref": Text(fr="Autorisée par : {by} ({ref}).", en="Authorised by: {by} ({ref})."),
    "story.no-means": Text(fr="On ne sait pas avec quels moyens.", en="With which means is not known."),
    "story.means": Text(fr="Moyens : {means}.", en="Means: {means}."),
    "story.to-end": Text(fr="Fin prévue de la mesure à relever.", en="Planned end of the measure to be relieved."),
    "story.to-end-why": Text(
        fr="Fin prévue de la mesure à relever : {why}.", en="Planned end of the measure to be relieved: {why}."
    ),
    "story.ended": Text(fr="Fin de la mesure à relever.", en="End of the measure to be relieved."),
    "story.ended-why": Text(fr="Fin de la mesure à relever : {why}.", en="End of the measure to be relieved: {why}."),
    "story.ended-reported": Text(
        fr="Fin de la mesure à relever ; elle était seulement connue comme : {reported}.",
        en="End of the measure to be relieved; it was only known as: {reported}.",
    ),
    "story.relief-named": Text(fr="Relève désignée : {to}.", en="Relief named: {to}."),
    "story.relief-named-by": Text(fr="Relève désignée : {to}, par : {by}.", en="Relief named: {to}, by: {by}."),
    "story.no-relief": Text(fr="Aucune relève n’est désignée.", en="No relief is named."),
    "story.confirmed": Text(fr="Relève confirmée par : {by}.", en="Hand-over confirmed by: {by}."),
    "story.briefing": Text(fr="Passation en commun.", en="Joint briefing."),
    "story.gap": Text(
        fr="Début du vide sécuritaire au plus tôt ; on ne sait pas quand il finit.",
        en="Earliest start of the gap in cover; when it ends is not known.",
    ),
    "story.gap-to": Text(
        fr="Début du vide sécuritaire au plus tôt ; il finit le {to}.",
        en="Earliest start of the gap in cover; it ends on {to}.",
    ),
    "story.gap-by": Text(
        fr="Début du vide sécuritaire au plus tôt ; il finit au plus tard le {by}, sans jour connu.",
        en="Earliest start of the gap in cover; it ends by {by}, on a day that is not known.",
    ),
    "story.incident": Text(
        fr="Dans ces jours sans couverture sécuritaire connue : {what}, {where}.",
        en="In these days without known cover: {what}, {where}.",
    ),
    "story.relieved": Text(fr="Début de la relève, par : {by}.", en="The relief began, by: {by}."),
    "story.relief-expected": Text(
        fr="Début prévu de la relève, par : {by}.", en="Planned start of the relief, by: {by}."
    ),
    "frame.pair": Text(fr="{what} : {value}", en="{what}: {value}"),
    "story.host": Text(
        fr="intégrité : hôte ; inscrit pour la partie par le poste qui tient le registre",
        en="integrity: host; entered for the party by the machine that keeps the register",
    ),
    "story.known": Text(fr="inscrit le {day}", en="recorded on {day}"),
    "story.source-unnamed": Text(fr="source non indiquée", en="source not given"),
}
