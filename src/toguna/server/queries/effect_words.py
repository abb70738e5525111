"""What must be said about how a measure was compared, in words for a prefect."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text
from toguna.base.verdicts import Reason
from toguna.server.queries.effect_panels import Panel

WORKING: Final = Reason("working", Text(fr="Le calcul est en cours.", en="The answer is being worked out."))
NOT_INSTALLED: Final = Reason(
    "not-installed",
    Text(
        fr="Le module d’analyse n’est pas installé sur ce poste : aucun effet n’y est calculé.",
        en="The analysis module is not installed on this machine: no effect is worked out here.",
    ),
)
_SHARED = Text(
    fr="Aussi en cours sur ces axes pendant ce temps : {measures}.", en="Also on these roads in that time: {measures}."
)
_RELAY = Text(
    fr="La mesure et sa relève sont jugées ensemble, vide sécuritaire compris.",
    en="The measure and its relief are judged together, with any gap between them.",
)
_PEAK = Text(
    fr="Le mois d’avant est laissé de côté : une mesure commence souvent après une vague, et une vague retombe d’elle-"
    "même.",
    en="The month before is left out: a measure often begins after a wave, and a wave falls by itself.",
)
_UNHEARD = Text(
    fr="Le registre ne dit pas d’où les nouvelles sont venues chaque mois : le silence d’un axe peut n’être qu’un "
    "silence.",
    en="The register does not say where news came from each month: a road’s silence may be silence only.",
)
_HEARD = Text(
    fr="Il est tenu compte des localités dont les nouvelles sont venues, mois par mois ; leur part n’est connue qu’à "
    "peu près.",
    en="Account is taken of the localities that news came from, month by month; their share is only roughly known.",
)
_LEFT_OUT = Text(
    fr="{number} incidents du registre ne sont pas comptés ici : date ou lieu trop vagues, ou jamais placés finement.",
    en="{number} incidents of the register are not counted here: date or place too vague, or never placed finely.",
)


def shared_with(measures: tuple[Text, ...]) -> Reason:
    """The other measures of the window."""
    names = Text(fr=", ".join(m.fr for m in measures), en=", ".join(m.en for m in measures))
    return Reason("shared-with", _SHARED, {"measures": names})


def of_the_question(asked: Panel, shared: tuple[Text, ...]) -> list[Reason]:
    """What the way of counting and comparing leaves open."""
    out = [shared_with(shared)] if shared else []
    if len(asked.measures) > 1:
        out.append(Reason("relay", _RELAY))
    if asked.before_left_out:
        out.append(Reason("peak", _PEAK))
    out.append(Reason("reporting-unknown", _UNHEARD) if asked.exposure is None else Reason("reporting-known", _HEARD))
    if asked.left_out:
        out.append(Reason("left-out", _LEFT_OUT, {"number": asked.left_out}))
    return out
