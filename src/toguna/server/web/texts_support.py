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
    "support.not-held": Text(
        fr="Ce registre ne dit rien de la diligence raisonnable, de l’analyse d’impact ni de la revue des "
        "consentements : les demander au secrétariat, avec leur date.",
        en="This register says nothing of due diligence, of the impact assessment or of the review of consents: ask "
        "the secretariat for them, with their dates.",
    ),
}
