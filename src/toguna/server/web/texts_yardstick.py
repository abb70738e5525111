"""The sentences of the yardstick: joint forces and others on the same points."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

YARDSTICK: Final = {
    "yard.title": Text(fr="Forces conjointes et autres, aux mêmes points", en="Joint forces and others, same points"),
    "yard.until": Text(fr="Compté jusqu’au {day}, un mois plus tard.", en="Counted up to {day}, a month later."),
    "yard.rule": Text(
        fr="Ce que plusieurs forces assurent ensemble, et ce qu’une force assure seule ; aucune partie n’est nommée, "
        "rien n’est classé. « Inconnu » veut dire que rien n’est inscrit, pas que rien n’a été fait.",
        en="What several forces carry together, and what one force carries alone; no party is named, nothing is "
        "ranked. “Unknown” means that nothing is recorded, not that nothing was done.",
    ),
    "yard.point": Text(fr="Point", en="Point"),
    "yard.joint": Text(fr="Plusieurs forces", en="Several forces"),
    "yard.single": Text(fr="Une seule force", en="One force alone"),
    "yard.unknown": Text(fr="inconnu", en="unknown"),
    "yard.of.measures": Text(fr="Mesures commencées", en="Measures begun"),
    "yard.of.authorised": Text(fr="dont l’autorisation est connue", en="whose authorisation is known"),
    "yard.of.run": Text(fr="Jours de mesure, dates connues", en="Measure-days, dates known"),
    "yard.of.seen": Text(fr="jours avec un passage constaté", en="days with a passage recorded"),
    "yard.of.missed": Text(fr="jours où le passage n’a pas été vu", en="days when no passage was seen"),
    "yard.of.untold": Text(fr="jours dont rien n’est dit", en="days of which nothing is told"),
    "yard.of.undated": Text(fr="Mesures au début ou à la fin inconnus", en="Measures with an unknown beginning or end"),
    "yard.of.ended": Text(fr="Mesures terminées", en="Measures ended"),
    "yard.of.relieved": Text(fr="dont la relève était confirmée", en="with a confirmed relief"),
    "yard.of.for_means": Text(fr="dont faute de moyens", en="for want of means"),
    "yard.of.unexplained": Text(fr="dont la raison n’est pas connue", en="for a reason not known"),
    "yard.of.due": Text(fr="Engagements échus", en="Undertakings due"),
    "yard.of.proved": Text(fr="dont prouvés", en="of them proved"),
    "yard.body.blocked": Text(fr="Ce qui le bloque", en="What blocks it"),
    "yard.body.since": Text(fr="depuis : {day}", en="since: {day}"),
    "yard.body.since-unknown": Text(fr="depuis une date inconnue", en="since an unknown date"),
    "yard.body.missed": Text(fr="Rencontres manquées", en="Meetings missed"),
    "yard.body.uncounted": Text(fr="nombre inconnu", en="number unknown"),
    "yard.body.said": Text(fr="Ce qui en est dit", en="What is said of it"),
    "yard.months": Text(fr="Mois par mois", en="Month by month"),
    "yard.month": Text(fr="Mois", en="Month"),
    "yard.month-of": Text(
        fr="jours : {run} ; avec passage : {seen} ; sans nouvelle : {untold}",
        en="days: {run}; with a passage: {seen}; without news: {untold}",
    ),
}
