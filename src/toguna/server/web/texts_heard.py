"""The sentences of what people answered of a week, and of what forms count."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

HEARD: Final = {
    "heard.safety": Text(fr="Se sent en sécurité", en="Feels safe"),
    "heard.middle": Text(
        fr="{safety} sur 10 (réponse du milieu, {number} réponses ou un peu plus)",
        en="{safety} out of 10 (answer in the middle, {number} answers or a few more)",
    ),
    "heard.why.soon": Text(fr="pas encore compté", en="not counted yet"),
    "heard.why.few": Text(fr="trop peu de réponses", en="too few answers"),
    "heard.why.not_asked": Text(fr="pas posé", en="not asked"),
    "heard.patrols": Text(fr="Patrouilles vues", en="Patrols seen"),
    "heard.range": Text(fr="de {least} à {most}", en="{least} to {most}"),
    "heard.not-told": Text(fr="pas posé, ou pas encore montré", en="not asked, or not shown yet"),
    "heard.market": Text(fr="Marché", en="Market"),
    "heard.asked": Text(fr="Qui a répondu", en="Who answered"),
    "heard.unsaid": Text(fr="fonction non précisée", en="function not stated"),
    "heard.nobody": Text(fr="personne", en="nobody"),
    "heard.note": Text(
        fr="La sécurité ressentie est comptée une fois, à la fin de la semaine suivante, à partir de trois réponses de "
        "deux fonctions ; qui a dit quoi n’est jamais montré. Ce qu’un autre bureau a recueilli n’est pas compté ici.",
        en="How safe people feel is counted once, at the end of the week after, from three answers of two functions "
        "on; who said what is never shown. What another office collected is not counted here.",
    ),
    "heard.here": Text(fr="Nouvelles et indices de la semaine", en="News and indicators of the week"),
    "heard.here-none": Text(
        fr="Personne n’a été interrogé le long de cet axe ces quatre semaines.",
        en="Nobody was asked along this road these four weeks.",
    ),
}
