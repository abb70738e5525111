"""The words of what is read aloud after a meeting, in both languages: short, and without a judgement."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

MET_ON: Final = Text(fr="{name} : réunion du {day}", en="{name}: meeting of {day}")
MET: Final = Text(fr="{name} : une réunion s’est tenue", en="{name}: a meeting was held")
MISSED_ON: Final = Text(
    fr="{name} : la réunion du {day} ne s’est pas tenue", en="{name}: the meeting of {day} was not held"
)
MISSED: Final = Text(fr="{name} : une réunion prévue ne s’est pas tenue", en="{name}: a planned meeting was not held")
QUORATE: Final = Text(fr="Assez de parties étaient là pour décider", en="Enough parties were there to decide")
NOT_QUORATE: Final = Text(
    fr="Il n’y avait pas assez de parties pour décider", en="There were not enough parties to decide"
)
CONCLUDED: Final = Text(fr="Voici ce qui a été conclu : {what}", en="This is what was concluded: {what}")
NOT_ADOPTED: Final = Text(
    fr="Le relevé n’est pas encore adopté : il n’est pas lu", en="The record is not adopted yet: it is not read"
)
RESERVED: Final = Text(
    fr="Une partie a fait inscrire une réserve : {what}", en="A party had a reservation recorded: {what}"
)
DECIDED: Final = Text(fr="Décision {state} : {what}", en="Decision {state}: {what}")
UNDERTAKEN: Final = Text(fr="Engagement ({who}) : {what}", en="Undertaking ({who}): {what}")
AGREED: Final = Text(fr="Engagement : {what}", en="Undertaking: {what}")
BRANDS: Final = Text(
    fr="Une phrase n’est pas lue, car elle désigne un camp ({words}). La reformuler au relevé.",
    en="One sentence is not read, for it brands a side ({words}). Word it anew in the record.",
)
TELLS_WHO: Final = Text(
    fr="Une phrase n’est pas lue, car un numéro y figure. L’ôter du relevé.",
    en="One sentence is not read, for a number stands in it. Take it out of the record.",
)
RULE: Final = Text(
    fr="Tel quel et en entier. Si une phrase n’est pas comprise, la relire ; ne pas la commenter. Le même texte pour "
    "tous : rien de scellé, de réservé ni de dit à part n’y figure.",
    en="As it stands and whole. If a sentence is not understood, read it again; do not comment on it. The same text "
    "for all: nothing sealed, reserved or said apart stands in it.",
)
LENGTH: Final = Text(fr="Environ {minutes} min de lecture", en="About {minutes} min to read")
