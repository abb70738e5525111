"""What a scan refuses, one class a fault.

InputError
├── ScanInputError       arrays or options that do not fit together
└── scan_files.FileError a line of a file (toguna.analysis.scan_files)
"""

from __future__ import annotations

from toguna.base.errors import InputError
from toguna.base.text import Text


class ScanInputError(InputError):
    """What was asked of the scan does not fit together."""

    code = "scan-input"
    text = Text(fr="Analyse impossible : {why}", en="The scan cannot run: {why}")

    def __init__(self, why: Text, **data: object) -> None:
        self.why = why
        super().__init__(why=why, **data)

    def say(self, lang: str) -> str:
        """The sentence, its reason filled in the same language."""
        data = {name: value for name, value in self.data.items() if name != "why"}
        return self.text.say(lang, why=self.why.say(lang, **data))


UNKNOWN_OPTION = Text(
    fr="l’option {option} ne connaît pas « {value} » ; choisir parmi : {choices}.",
    en="option {option} does not know “{value}”; choose one of: {choices}.",
)
BAD_NUMBER = Text(
    fr="{option} vaut {value} ; il faut un nombre {wanted}.",
    en="{option} is {value}; it must be {wanted}.",
)
OUT_OF_RANGE = Text(
    fr="l’incident n° {row} est {what} {value}, hors de l’étude (de 0 à {last}) ; corriger la ligne ou la période.",
    en="incident {row} is {what} {value}, outside the study (0 to {last}); correct the row or the period.",
)
LENGTHS = Text(
    fr="{one} compte {n_one} valeurs et {two} en compte {n_two} ; il en faut autant.",
    en="{one} has {n_one} values and {two} has {n_two}; they must have the same number.",
)
NEEDS = Text(
    fr="le modèle {model} a besoin de {what} ; fournir ce tableau ou choisir un autre modèle.",
    en="model {model} needs {what}; give that table or choose another model.",
)
NOT_TOGETHER = Text(
    fr="{one} ne va pas avec {two} ; choisir l’hypothèse « independent ».",
    en="{one} does not go with {two}; choose the null “independent”.",
)
NO_BASELINE = Text(
    fr="{cases} incident(s) là où la population est nulle (lieu {place}) ; corriger la population ou les incidents.",
    en="{cases} incident(s) where the population is zero (place {place}); correct the population or the incidents.",
)
OFF_THE_GLOBE = Text(
    fr="le lieu n° {row} est hors du globe ({value}) ; vérifier l’ordre : la latitude d’abord.",
    en="place {row} is off the globe ({value}); check the order: latitude first.",
)
NOT_FINITE = Text(
    fr="{what} contient une valeur manquante ou infinie (ligne {row}) ; la corriger.",
    en="{what} holds a missing or infinite value (row {row}); correct it.",
)
