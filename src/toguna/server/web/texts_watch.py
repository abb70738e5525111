"""The sentences of the page Veille."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

WATCH: Final = {
    "watch.title": Text(fr="Veille", en="Watch"),
    "watch.until": Text(fr="Incidents inscrits, jusqu’au {day}.", en="Recorded incidents, until {day}."),
    "watch.pending": Text(
        fr="Le calcul est en cours. Cette page se recharge toute seule dans quelques secondes.",
        en="The calculation is under way. This page reloads by itself in a few seconds.",
    ),
    "watch.not-installed": Text(
        fr="Ce poste n’a pas les composants de calcul de la veille. Demander à qui l’a installé d’ajouter "
        "toguna[analysis].",
        en="This machine lacks the components that the watch computes with. Ask whoever installed it to add "
        "toguna[analysis].",
    ),
    "watch.not-shown": Text(
        fr="Cette page est réservée aux membres du cadre : elle dit les choses par tronçon et par semaine.",
        en="This page is for members of the framework: it tells things by stretch and week.",
    ),
    "watch.verdict.signal": Text(fr="La veille donne un signal.", en="The watch gives a signal."),
    "watch.verdict.nothing": Text(
        fr="Rien ne ressort au-delà de ce que le hasard seul montre dans une année. Cela ne veut pas dire que "
        "tout est calme.",
        en="Nothing stands out beyond what chance alone shows within a year. That does not mean that all is calm.",
    ),
    "watch.verdict.cannot-tell": Text(
        fr="On ne peut pas encore conclure. Il faut un an d’incidents inscrits, dont au moins vingt placés "
        "avant les huit dernières semaines.",
        en="Cannot tell yet. A year of recorded incidents is needed, with at least twenty placed before the "
        "last eight weeks.",
    ),
    "watch.signals": Text(fr="Ce qui ressort", en="What stands out"),
    "watch.row": Text(
        fr="{observed} incidents du {first} au {last}, pour {expected} attendus d’après le passé.",
        en="{observed} incidents from {first} to {last}, for {expected} expected from the past.",
    ),
    "watch.most": Text(fr="Le plus marqué, sans être un signal :", en="Most marked, though no signal:"),
    "watch.reporting": Text(
        fr="Davantage d’incidents inscrits peut aussi vouloir dire qu’on en rapporte davantage. Un signal "
        "appelle une vérification, pas une conclusion ; il ne dit rien des auteurs.",
        en="More recorded incidents may also mean that more are reported. A signal calls for verification, not "
        "for a conclusion; it says nothing of who did it.",
    ),
    "watch.map": Text(fr="Sur la carte", en="On the map"),
    "watch.map-title": Text(
        fr="Les axes, et les tronçons qui ressortent", en="The roads, and the stretches that stand out"
    ),
    "watch.map-note": Text(
        fr="En trait épais : les tronçons qui ressortent. Rien n’est placé plus finement que le tronçon.",
        en="Thick: the stretches that stand out. Nothing is placed more finely than the stretch.",
    ),
    "watch.along": Text(fr="Le long de l’axe", en="Along the road"),
    "watch.mark": Text(fr="{observed} pour {expected}", en="{observed} for {expected}"),
    "watch.mark-all": Text(
        fr="{observed} pour {expected}, sur tous ces axes", en="{observed} for {expected}, on all these roads"
    ),
    "watch.ground": Text(fr="Ce qui est compté", en="What is counted"),
    "watch.weeks": Text(fr="Semaines du {since} au {until} : {weeks}.", en="Weeks from {since} to {until}: {weeks}."),
    "watch.counted": Text(
        fr="Incidents comptés : {counted}, dont {placed} placés sur un tronçon ou dans une localité.",
        en="Incidents counted: {counted}, of which {placed} on a stretch or in a town.",
    ),
    "watch.left.cercle": Text(
        fr="Laissés de côté, connus par cercle seulement : {n}. Représailles et affrontements "
        "intercommunautaires le sont toujours.",
        en="Left out, known by cercle only: {n}. Reprisals and intercommunal clashes always are.",
    ),
    "watch.left.kind": Text(
        fr="Laissés de côté, d’une autre nature (marche, barricade, départ de familles…) : {n}.",
        en="Left out, of another kind (march, barricade, families leaving…): {n}.",
    ),
    "watch.left.month": Text(
        fr="Laissés de côté, sans semaine connue : {n}.", en="Left out, without a known week: {n}."
    ),
    "watch.left.road": Text(
        fr="Sans tronçon connu, comptés pour leur axe seulement : {n}.",
        en="Without a known stretch, counted for their road only: {n}.",
    ),
    "watch.left.nowhere": Text(
        fr="Laissés de côté, sans axe ni localité connus : {n}.", en="Left out, without a known road or town: {n}."
    ),
    "watch.rule": Text(
        fr="Réglage : au plus une fausse alerte par an et par cadre. Mesuré sur des cadres inventés où rien de "
        "nouveau n’arrive : de {low} à {high} par an, même quand les violences s’enchaînent.",
        en="Setting: at most one false alarm a year and framework. Measured on invented frameworks where "
        "nothing new happens: {low} to {high} a year, even where violence breeds violence.",
    ),
    "watch.how": Text(
        fr="Chaque semaine, on compare les huit dernières avec le passé du même endroit, le long des axes, et "
        "les quatre dernières de chaque axe avec ses mois d’avant. Le hasard tient compte des mauvais mois "
        "et des incidents qui en entraînent d’autres.",
        en="Each week, the last eight are compared with the past of the same place, along the roads, and the "
        "last four of each road with its months before. Chance allows for bad months and for incidents that "
        "lead to others.",
    ),
    "watch.repeat": Text(
        fr="Pour refaire le calcul : tirages {replicates}, graine {seed}, empreinte des données {digest}.",
        en="To repeat the calculation: replicates {replicates}, seed {seed}, digest of the data {digest}.",
    ),
    "watch.recorded": Text(fr="Signaux inscrits au registre", en="Signals in the register"),
    "watch.recorded-none": Text(
        fr="Aucun signal de la veille n’est inscrit.", en="No signal of the watch is recorded."
    ),
}
