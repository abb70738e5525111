"""What can be wrong with a question about an effect: one class a fault, one sentence each.

InputError
└── EffectInputError
    ├── NotACountTable      not two-dimensional, or rows of different lengths
    ├── MissingCounts       NaN among the counts
    ├── NotWholeNumbers     fractions among the counts
    ├── NegativeCounts
    ├── UnequalPeriods      another table does not have the shape of the counts
    ├── BadExposure         zero, negative or missing exposure
    ├── UnknownUnit         no such column
    ├── SameUnitTwice
    ├── RingHoldsTreated    a treated unit in its own ring
    ├── NoComparison        every unit is treated or in the ring
    ├── StartOutside        the measure starts before or after the data
    ├── StopBeforeStart
    ├── UnequalStarts       as many starts and stops as treated units, or one for all
    └── BadSetting          blackout, replicates, expected ratio
"""

from __future__ import annotations

from toguna.base.errors import InputError
from toguna.base.text import Text


class EffectInputError(InputError):
    """A question about an effect that cannot be answered as it is put."""

    code = "effect-input"


class NotACountTable(EffectInputError):
    code = "effect-not-a-table"
    text = Text(
        fr=(
            "Les comptes doivent former un tableau, une ligne par période et une colonne par unité ; chaque ligne "
            "doit avoir autant de colonnes."
        ),
        en=(
            "The counts must form a table, one row a period and one column a unit; every row needs the same number "
            "of columns."
        ),
    )


class MissingCounts(EffectInputError):
    code = "effect-missing-counts"
    text = Text(
        fr=(
            "Il manque {missing} compte(s), le premier à la période {period} : écrire 0 si l’on sait que rien n’a eu"
            " lieu, sinon retirer la période."
        ),
        en=(
            "{missing} count(s) are missing, the first in period {period}: write 0 if it is known that nothing "
            "happened, else leave the period out."
        ),
    )


class NotWholeNumbers(EffectInputError):
    code = "effect-not-whole-numbers"
    text = Text(
        fr="« {value} » n’est pas un nombre d’incidents : écrire des nombres entiers, pas des taux ni des moyennes.",
        en="“{value}” is not a number of incidents: write whole numbers, not rates or averages.",
    )


class NegativeCounts(EffectInputError):
    code = "effect-negative-counts"
    text = Text(
        fr="Le compte de la période {period} est négatif ({value}) : corriger le tableau.",
        en="The count of period {period} is negative ({value}): correct the table.",
    )


class UnequalPeriods(EffectInputError):
    code = "effect-unequal-periods"
    text = Text(
        fr=(
            "Le tableau « {table} » a la forme {found} et les comptes {expected} : donner les mêmes périodes et les "
            "mêmes unités."
        ),
        en=(
            "The table “{table}” has the shape {found} and the counts {expected}: give the same periods and the same"
            " units."
        ),
    )


class BadExposure(EffectInputError):
    code = "effect-bad-exposure"
    text = Text(
        fr=(
            "L’exposition doit être connue et plus grande que zéro partout ; retirer les périodes où personne ne "
            "pouvait circuler ni signaler."
        ),
        en=(
            "Exposure must be known and above zero everywhere; leave out periods in which nobody could travel or "
            "report."
        ),
    )


class UnknownUnit(EffectInputError):
    code = "effect-unknown-unit"
    text = Text(
        fr="Il n’y a pas d’unité {unit} : le tableau en a {units}, numérotées à partir de 0.",
        en="There is no unit {unit}: the table has {units}, numbered from 0.",
    )


class SameUnitTwice(EffectInputError):
    code = "effect-same-unit-twice"
    text = Text(
        fr="L’unité {unit} est nommée deux fois : ne la nommer qu’une.",
        en="Unit {unit} is named twice: name it once.",
    )


class RingHoldsTreated(EffectInputError):
    code = "effect-ring-holds-treated"
    text = Text(
        fr="L’unité {unit} porte la mesure et figure aussi parmi ses voisines : la retirer des voisines.",
        en="Unit {unit} has the measure and also stands among its neighbours: take it out of the neighbours.",
    )


class NoComparison(EffectInputError):
    code = "effect-no-comparison"
    text = Text(
        fr="Il ne reste aucune unité de comparaison : ajouter au moins une route sans mesure et hors du voisinage.",
        en="No unit is left to compare with: add at least one road without the measure and outside the neighbourhood.",
    )


class StartOutside(EffectInputError):
    code = "effect-start-outside"
    text = Text(
        fr=(
            "La mesure commencerait à la période {start}, hors des données (0 à {last}) : donner un début compris "
            "dans les données."
        ),
        en="The measure would start in period {start}, outside the data (0 to {last}): give a start within the data.",
    )


class StopBeforeStart(EffectInputError):
    code = "effect-stop-before-start"
    text = Text(
        fr=(
            "La mesure finirait à la période {stop}, qui n’est pas après son début ({start}) : donner la première "
            "période sans elle."
        ),
        en=(
            "The measure would end in period {stop}, which is not after its start ({start}): give the first period "
            "without it."
        ),
    )


class UnequalStarts(EffectInputError):
    code = "effect-unequal-starts"
    text = Text(
        fr=(
            "Il y a {units} unité(s) avec la mesure et {given} date(s) de début ou de fin : en donner une pour "
            "toutes ou une par unité."
        ),
        en=(
            "There are {units} unit(s) with the measure and {given} start or end date(s): give one for all or one "
            "for each."
        ),
    )


class BadSetting(EffectInputError):
    code = "effect-bad-setting"
    text = Text(
        fr="Le réglage « {setting} » vaut {value} ; il faut {wanted}.",
        en="The setting “{setting}” is {value}; it must be {wanted}.",
    )
