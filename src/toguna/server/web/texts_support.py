"""The sentences of *Ce que le soutien porte*."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

SUPPORT: Final = {
    "support.title": Text(fr="Ce que le soutien porte", en="What support carries"),
    "support.how": Text(
        fr="Des nombres par mois entier, dits une seule fois et par pas de trois, sans personne, sans axe et sans date "
        "à venir. Un nombre trop petit n’est pas montré : ce n’est pas zéro.",
        en="Numbers for whole months, told once and in steps of three, without persons, roads or dates to come. A "
        "number that is too small is not shown: that is not zero.",
    ),
    "support.results": Text(
        fr="Les résultats annoncés, et ce qui les étaye", en="Announced results, and what backs them"
    ),
    "support.no-results": Text(
        fr="Aucun résultat annoncé n’est ouvert à cette lecture.", en="No announced result is open to this reader."
    ),
    "support.judge": Text(fr="Effets estimés, avec leur incertitude", en="Estimated effects, with their uncertainty"),
    "support.cover": Text(fr="Présence constatée", en="Cover that was seen"),
    "support.cover-note": Text(
        fr="Un tronçon où un passage a été inscrit ou constaté un jour compte pour un tronçon-jour. Ce qui était prévu "
        "n’y est pas.",
        en="A stretch on which a passage was logged or seen on a day counts as one stretch-day. What was planned is "
        "not in it.",
    ),
    "support.days": Text(fr="{number} tronçons-jours au moins", en="at least {number} stretch-days"),
    "support.too-few": Text(fr="trop peu pour être montré", en="too few to be shown"),
    "support.no-month": Text(fr="Aucun mois n’est encore clos.", en="No month is over yet."),
    "support.cut": Text(fr="Ce qu’une coupe arrêterait", en="What a cut would end"),
    "support.cut-note": Text(
        fr="Mesures qui reposaient sur ces moyens, au {day}. Sans eux, elles s’arrêtent quand ils sont épuisés.",
        en="Measures that stood on these means on {day}. Without them they stop when these run out.",
    ),
    "support.measures": Text(fr="{number} mesures au moins", en="at least {number} measures"),
    "support.no-means": Text(
        fr="Aucune mesure n’a de moyens inscrits : ce n’est pas qu’elle n’en a pas besoin.",
        en="No measure has means on record: that is not to say that it needs none.",
    ),
    "support.ended": Text(fr="Déjà arrêtées faute de moyens", en="Already ended for want of means"),
    "support.cost": Text(fr="Ce que coûte un jour de présence", en="What a day of cover costs"),
    "support.cost-note": Text(
        fr="Le registre ne tient aucune somme. Diviser ce que vous avez payé pour un mois par les tronçons-jours de ce "
        "mois ; jamais par des arrestations.",
        en="The register holds no sums. Divide what you paid for a month by the stretch-days of that month; never by "
        "arrests.",
    ),
    "result.told-note": Text(
        fr="Comptés au {day}, une fois par mois et par pas de trois. Un nombre trop petit n’est pas montré : ce n’est "
        "pas zéro.",
        en="Counted on {day}, once a month and in steps of three. A number that is too small is not shown: that is not "
        "zero.",
    ),
    "result.told-total": Text(fr="Engagements : {number} au moins", en="Undertakings: at least {number}"),
    "result.told-least": Text(fr="{number} au moins", en="at least {number}"),
    "result.told-few": Text(
        fr="Trop peu pour être montré, ou aucun : {states}.", en="Too few to be shown, or none: {states}."
    ),
    "result.told-scale": Text(fr="{scale} : {number} cotés au moins", en="{scale}: at least {number} rated"),
    "result.told-step": Text(fr="degré {step} : {number} au moins", en="step {step}: at least {number}"),
    "result.told-step-few": Text(fr="degré {step} : trop peu pour être montré", en="step {step}: too few to be shown"),
    "review.title": Text(fr="Revues, et jusqu’à quand elles valent", en="Reviews, and until when they hold"),
    "review.how": Text(
        fr="Le secrétariat inscrit chaque revue avec sa date. Ce qui n’est pas inscrit n’est pas connu : ce n’est pas "
        "« en règle ».",
        en="The secretariat records each review with its date. What is not recorded is not known: that is not “in "
        "order”.",
    ),
    "review.made": Text(fr="{day} : {finding}", en="{day}: {finding}"),
    "review.in-date": Text(fr="valable jusqu’au {day}", en="in date until {day}"),
    "review.out": Text(fr="périmée depuis le {day}", en="out of date since {day}"),
    "review.until-unknown": Text(fr="on ne sait pas jusqu’à quand", en="until when is not known"),
    "review.by": Text(fr="par : {by}", en="by: {by}"),
    "review.kept": Text(fr="papier : {where}", en="paper: {where}"),
    "review.note": Text(fr="à corriger : {note}", en="to correct: {note}"),
    "review.none": Text(fr="aucune n’est inscrite", en="none is recorded"),
}
