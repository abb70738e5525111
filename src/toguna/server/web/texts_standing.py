"""The sentences of how things stand: divergences, recommendations, bodies, frameworks side by side."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

STANDING: Final = {
    "apart.title": Text(fr="Où les versions divergent", en="Where accounts differ"),
    "apart.rule": Text(
        fr="Du plus bas au plus haut de ce que chacun a dit en dernier, sur une même échelle. Rien ne dit qui l’a dit.",
        en="From the lowest to the highest of what each last said, on one scale. Nothing tells who said it.",
    ),
    "apart.none": Text(
        fr="Aucun écart inscrit à ce jour : soit les avis concordent, soit une seule partie s’est prononcée.",
        en="No difference recorded on this day: either accounts agree, or only one party has spoken.",
    ),
    "kept.alone": Text(
        fr="Seules les parties qui s’y sont engagées l’ont noté : ce n’est pas un constat.",
        en="Only the parties that undertook it have rated it: that is no finding.",
    ),
    "rec.title": Text(fr="Recommandations", en="Recommendations"),
    "rec.list": Text(fr="Une par une", en="One by one"),
    "rec.rule": Text(
        fr="Faites par le cadre, un comité ou un observateur. Leur suite est dite par ceux qui comptent, jamais par "
        "ceux à qui elles s’adressent.",
        en="Made by the framework, a committee or an observer. Their uptake is said by those who count, never by those "
        "whom they are for.",
    ),
    "rec.uptake": Text(fr="Suite donnée aux recommandations", en="Uptake of recommendations"),
    "rec.taken_up": Text(fr="Suivies", en="Taken up"),
    "rec.partly": Text(fr="Suivies en partie", en="Partly taken up"),
    "rec.not_taken_up": Text(fr="Non suivies", en="Not taken up"),
    "rec.unknown": Text(fr="Suite non connue", en="Uptake not known"),
    "rec.for": Text(fr="pour : {who}", en="for: {who}"),
    "rec.by": Text(fr="faite par : {who}", en="made by: {who}"),
    "rec.one": Text(fr="Recommandation", en="Recommendation"),
    "rec.back": Text(fr="Toutes les recommandations", en="All recommendations"),
    "rec.history": Text(fr="Ce qui en est advenu", en="What became of it"),
    "rec.history-rule": Text(
        fr="Chaque constat reste avec son jour : ce qui a été suivi peut être défait.",
        en="Each finding stays with its day: what was taken up can be undone.",
    ),
    "rec.waits": Text(fr="rien n’en est connu, {days} jours après", en="nothing is known of it, {days} days after"),
    "rec.made-by": Text(fr="Faite par", en="Made by"),
    "rec.made-for": Text(fr="Pour", en="For"),
    "rec.since": Text(fr="Faite le", en="Made on"),
    "rec.meeting": Text(fr="Rencontre", en="Meeting"),
    "rec.about": Text(fr="Au sujet de", en="About"),
    "rec.source": Text(fr="D’après", en="According to"),
    "rec.level": Text(fr="Échelon", en="Level"),
    "rec.state": Text(fr="Suite", en="Uptake"),
    "rec.any": Text(fr="Toutes", en="All"),
    "rec.any-level": Text(fr="Tous les échelons", en="Every level"),
    "rec.none-such": Text(
        fr="Aucune recommandation de ce genre n’est inscrite.", en="No such recommendation is recorded."
    ),
    "rec.step.made": Text(fr="Recommandation faite.", en="Recommendation made."),
    "rec.step.amended": Text(fr="Recommandation précisée.", en="Recommendation made more precise."),
    "rec.step.taken_up": Text(fr="Suivie.", en="Taken up."),
    "rec.step.taken_up-evidence": Text(fr="Suivie, d’après : {evidence}", en="Taken up, on: {evidence}"),
    "rec.step.partly_taken_up": Text(fr="Suivie en partie.", en="Partly taken up."),
    "rec.step.partly_taken_up-why": Text(fr="Suivie en partie : {why}", en="Partly taken up: {why}"),
    "rec.step.partly_taken_up-evidence": Text(
        fr="Suivie en partie, d’après : {evidence}", en="Partly taken up, on: {evidence}"
    ),
    "rec.step.partly_taken_up-both": Text(
        fr="Suivie en partie : {why} (d’après : {evidence})", en="Partly taken up: {why} (on: {evidence})"
    ),
    "rec.step.not_taken_up": Text(fr="Non suivie.", en="Not taken up."),
    "rec.step.not_taken_up-why": Text(fr="Non suivie : {why}", en="Not taken up: {why}"),
    "rec.none": Text(fr="Aucune recommandation n’est inscrite.", en="No recommendation is recorded."),
    "rec.reserved": Text(
        fr="Les recommandations se lisent entre membres du cadre.",
        en="Recommendations are read among the framework’s members.",
    ),
    "body.title": Text(fr="Vie des organes", en="Life of the bodies"),
    "body.own": Text(fr="Ce cadre", en="This framework"),
    "body.now": Text(fr="Aujourd’hui : {status} (depuis : {day}).", en="Today: {status} (since: {day})."),
    "body.fell": Text(fr="revenu en arrière", en="fell back"),
    "body.unrecorded": Text(fr="pas inscrit", en="not recorded"),
    "body.none": Text(fr="Aucune disposition ne crée d’organe.", en="No clause creates a body."),
    "body.yardstick": Text(
        fr="Les mêmes points pour chacun, mécanisme conjoint compris : ce qui le bloque, depuis quand, ce qu’il a "
        "manqué, ce qui en est dit.",
        en="The same points for each, the joint mechanism included: what blocks it, since when, what it missed, what "
        "is said of it.",
    ),
    "body.stage.legal_act": Text(fr="Texte pris", en="Legal act"),
    "body.stage.named": Text(fr="Membres désignés", en="Members named"),
    "body.stage.installed": Text(fr="Installé", en="Installed"),
    "body.stage.met": Text(fr="S’est réuni", en="Met"),
    "body.stage.quorate": Text(fr="Quorum atteint", en="Quorate"),
    "body.stage.acted_on": Text(fr="Avis suivi d’effet", en="Advice acted on"),
    "compare.title": Text(fr="Cadres côte à côte", en="Frameworks side by side"),
    "compare.rule": Text(
        fr="Chaque échelle à part, chaque chiffre avec son calcul ; jamais de classement. D’un autre cadre, "
        "seulement des décomptes.",
        en="Each scale apart, each figure with its formula; never a ranking. Of another framework, counts only.",
    ),
    "compare.clauses": Text(
        fr="Accords nationaux : où en sont les dispositions", en="National agreements: how clauses stand"
    ),
    "compare.level.local": Text(fr="Engagements locaux", en="Local undertakings"),
    "compare.level.national": Text(fr="Engagements d’accords nationaux", en="Undertakings of national agreements"),
    "compare.few": Text(
        fr="Trop peu d’engagements pour en donner un décompte.", en="Too few undertakings to be counted."
    ),
    "result.fell": Text(fr="Notés plus bas qu’avant", en="Rated lower than before"),
    "result.agreement": Text(fr="Accord entre ceux qui comptent", en="Agreement between those who count"),
    "result.agreement-note": Text(
        fr="Kappa pondéré : 1 − somme des écarts observés ÷ somme des écarts attendus au hasard ; l’écart est la "
        "distance des deux échelons (linéaire) ou son carré (quadratique).",
        en="Weighted kappa: 1 − sum of distances seen ÷ sum of distances expected by chance; the distance of the two "
        "steps (linear) or its square (quadratic).",
    ),
    "result.raters": Text(fr="{one} et {two}, {scale}", en="{one} and {two}, {scale}"),
    "result.agreed": Text(fr="Même échelon : {same} sur {number}", en="Same step: {same} of {number}"),
    "result.kappa": Text(
        fr="kappa linéaire {linear}, quadratique {quadratic}", en="linear kappa {linear}, quadratic {quadratic}"
    ),
    "result.kappa-few": Text(
        fr="pas de kappa sous dix engagements notés par les deux", en="no kappa under ten undertakings rated by both"
    ),
}
