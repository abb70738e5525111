"""The sentences of what people answered of a week, and of what forms count."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

ANSWERS: Final = {
    "answers.title": Text(fr="Réponses comptées", en="Answers counted"),
    "answers.what": Text(
        fr="Ce que des gens ont répondu aux formulaires qui ne deviennent pas une inscription, par question, semaine "
        "et cercle.",
        en="What people answered to forms that become no entry, by question, week and cercle.",
    ),
    "answers.note": Text(
        fr="Une semaine est comptée une fois, à la fin de la semaine suivante, et ne change plus. Les nombres vont de "
        "trois en trois ; ce qui n’atteint pas trois, ou ne vient que d’un seul téléphone, n’est pas montré. Un "
        "formulaire corrigé compte une fois. Ni mots, ni localités.",
        en="A week is counted once, at the end of the week after, and does not change any more. Numbers go in steps of "
        "three; what is below three, or comes from one phone only, is not shown. A form that was corrected counts "
        "once. No words, no places.",
    ),
    "answers.none": Text(
        fr="Rien à montrer : personne n’a répondu au cours des semaines comptées, ou les formulaires ne sont pas "
        "encore arrivés. Ce n’est pas zéro.",
        en="Nothing to show: nobody answered in the weeks that are counted, or the forms have not come yet. That is "
        "not zero.",
    ),
    "answers.closed": Text(
        fr="Ce serveur n’a pas la clé de son bureau : les réponses restent fermées. Le relancer avec la phrase de "
        "passe du bureau.",
        en="This server does not hold its office’s key: the answers stay closed. Start it again with the office’s "
        "passphrase.",
    ),
    "answers.reserved": Text(
        fr="Ces réponses sont réservées aux membres du cadre.", en="These answers are for the members of the framework."
    ),
    "answers.file": Text(fr="Le tableau (CSV)", en="The table (CSV)"),
    "answers.week": Text(fr="{week}, {cercle}", en="{week}, {cercle}"),
    "answers.asked": Text(fr="Question", en="Question"),
    "answers.given": Text(fr="Réponses", en="Answers"),
    "answers.of": Text(fr="Ont répondu", en="Answered"),
    "answers.number": Text(fr="{answer} : {number}", en="{answer}: {number}"),
    "answers.few": Text(fr="trop peu", en="too few"),
    "answers.not-enough": Text(fr="trop peu de réponses pour être montrées", en="not enough answers to show"),
    "answers.elsewhere": Text(
        fr="{week} : des gens ont répondu dans d’autres cercles, trop peu, ou d’un seul téléphone, pour être montrés.",
        en="{week}: people answered in other cercles too, not enough of them, or from one phone only, to be shown.",
    ),
    "answers.middle": Text(fr="réponse du milieu : {middle}", en="answer in the middle: {middle}"),
}

HEARD: Final = {
    **ANSWERS,
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
