"""The sentences of a measure's effect, and of the page “how we judge”."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from toguna.base.text import Text
from toguna.base.verdicts import WORDS

EFFECTS: Final = {
    "effects.title": Text(fr="Effet de la mesure", en="Effect of the measure"),
    "effects.back": Text(fr="La mesure", en="The measure"),
    "effects.picture": Text(fr="Les incidents, mois par mois", en="Incidents, month by month"),
    "effects.until": Text(
        fr="Compté jusqu’à fin {month} : un mois compte quand tous les membres peuvent en voir la dernière semaine.",
        en="Counted to the end of {month}: a month counts when all members may see its last week.",
    ),
    "effects.doubts": Text(fr="Ce qui pourrait être faux", en="What could be wrong with it"),
    "effects.compared": Text(fr="Ce qui est comparé", en="What is compared"),
    "effects.roads": Text(fr="Axes de la mesure", en="Roads of the measure"),
    "effects.others": Text(fr="Axes de comparaison", en="Comparison roads"),
    "effects.ring": Text(fr="Axes voisins, regardés à part", en="Neighbouring roads, looked at apart"),
    "effects.none": Text(fr="Aucun.", en="None."),
    "effects.plan": Text(fr="Ce qui avait été convenu", en="What had been agreed"),
    "effects.no-plan": Text(
        fr="Aucun effet attendu n’a été inscrit avant la mesure : on ne sait pas ce qu’elle devait changer.",
        en="No expected effect was entered before the measure: what it was to change is not known.",
    ),
    "effects.looks": Text(fr="Lectures inscrites", en="Looks recorded"),
    "effects.look-planned": Text(fr="à une date de revue convenue", en="on an agreed review date"),
    "effects.look-outside": Text(fr="hors des dates de revue convenues", en="outside the agreed review dates"),
    "effects.look-no-plan": Text(fr="sans plan", en="without a plan"),
    "effects.table": Text(fr="Les chiffres, mois par mois", en="The numbers, month by month"),
    "effects.month": Text(fr="Mois", en="Month"),
    "effects.counted": Text(fr="Compté", en="Counted"),
    "effects.expected": Text(fr="Attendu sans elle", en="Expected without it"),
    "effects.between": Text(fr="Entre", en="Between"),
    "effects.elsewhere": Text(fr="Axe de comparaison, en moyenne", en="Comparison road, mean"),
    "effects.phase": Text(fr="Temps", en="Time"),
    "effects.before": Text(fr="avant", en="before"),
    "effects.left_out": Text(fr="laissé de côté", en="left out"),
    "effects.during": Text(fr="avec la mesure", en="with the measure"),
    "effects.after": Text(fr="après", en="after"),
    "effects.how": Text(fr="Comment nous jugeons", en="How we judge"),
    "effects.open": Text(fr="La mesure a-t-elle eu un effet ?", en="Did the measure work?"),
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading, what is said under it, and points."""

    id: str
    title: Text
    said: tuple[Text, ...]
    points: tuple[tuple[Text | None, Text], ...] = ()


TITLE: Final = Text(fr="Comment nous jugeons", en="How we judge")
OPENING: Final = Text(
    fr="Cette page dit comment on répond à la question « la mesure a-t-elle eu un effet ? », et pourquoi la réponse "
    "est souvent « on ne peut pas encore conclure ». Elle se lit sans rien savoir de la statistique.",
    en="This page says how the question “did the measure work?” is answered, and why the answer is often “cannot tell "
    "yet”. It takes no knowledge of statistics.",
)
CHAPTERS: Final = (
    Chapter(
        "before-after",
        Text(fr="Avant et après ne suffisent pas", en="Before and after are not enough"),
        (
            Text(
                fr="Un axe devient plus calme pour bien des raisons : la saison, les marchés, la peur de voyager, une "
                "autre mesure, ou parce qu’une vague retombe d’elle-même. Comparer seulement avant et après fait voir "
                "un effet là où il n’y en a aucun, environ une fois sur quatre.",
                en="A road grows calmer for many reasons: the season, the markets, fear of travelling, another "
                "measure, or because a wave falls by itself. Comparing only before and after shows an effect where "
                "there is none about one time in four.",
            ),
        ),
    ),
    Chapter(
        "compared",
        Text(fr="Ce que nous comparons", en="What we compare"),
        (
            Text(
                fr="Nous regardons la part de l’axe dans l’ensemble des incidents, à côté d’axes sans mesure et hors "
                "du voisinage. Si toute la région se calme, cette part ne change pas : la mesure n’y est pour rien.",
                en="We look at the road’s share of all incidents, beside roads without a measure and outside its "
                "neighbourhood. If the whole region grows calmer this share does not change: it was not the measure.",
            ),
            Text(
                fr="Le mois qui précède la mesure est laissé de côté. On décide souvent une mesure au plus fort d’une "
                "vague, et toute vague retombe.",
                en="The month before the measure is left out. A measure is often decided at the height of a wave, and "
                "every wave falls.",
            ),
        ),
    ),
    Chapter(
        "picture",
        Text(fr="Le dessin d’abord", en="The picture first"),
        (
            Text(
                fr="Chaque page montre les incidents mois par mois, et une bande : entre ces bornes seraient restés "
                "les incidents sans la mesure, dix-neuf mois sur vingt. Une barre hors de la bande ne prouve rien à "
                "elle seule ; c’est l’ensemble des mois qui compte.",
                en="Each page shows the incidents month by month, and a band: without the measure, incidents would "
                "have stayed between its bounds in nineteen months out of twenty. One bar outside the band proves "
                "nothing by itself; all months together count.",
            ),
        ),
    ),
    Chapter(
        "words",
        Text(fr="Sept mots, par règle", en="Seven words, by rule"),
        (
            Text(
                fr="Le mot vient d’une table de règles, la même pour toutes les mesures et toutes les parties. "
                "Personne ne le choisit, le logiciel non plus ne le devine.",
                en="The word comes from a table of rules, the same for all measures and all parties. Nobody chooses "
                "it, and the software does not guess it.",
            ),
        ),
        (
            (WORDS["no_data"], Text(fr="aucun incident n’a été compté.", en="no incident has been counted.")),
            (
                WORDS["reported"],
                Text(
                    fr="quelqu’un l’annonce ; rien ne permet de le vérifier.",
                    en="somebody says so; nothing allows a check.",
                ),
            ),
            (
                WORDS["consistent_with"],
                Text(
                    fr="les faits vont dans ce sens sans l’établir : le hasard n’est pas tout à fait écarté, une autre "
                    "mesure était en cours, un petit changement du signalement suffirait, ou les incidents sont "
                    "revenus avant la fin.",
                    en="the facts point that way without establishing it: chance is not quite ruled out, another "
                    "measure was on, a small change of reporting would be enough, or incidents came back before the "
                    "end.",
                ),
            ),
            (
                WORDS["supported"],
                Text(
                    fr="le hasard seul donnerait une telle baisse moins d’une fois sur vingt.",
                    en="chance alone would give such a fall less than one time in twenty.",
                ),
            ),
            (
                WORDS["strongly_supported"],
                Text(
                    fr="moins d’une fois sur cent, et la baisse résiste à un large changement du signalement.",
                    en="less than one time in a hundred, and the fall withstands a large change of reporting.",
                ),
            ),
            (
                WORDS["contested"],
                Text(
                    fr="des faits datés disent le contraire, les incidents ont augmenté, ou ils sont passés à côté.",
                    en="dated facts say the opposite, incidents rose, or they went next door.",
                ),
            ),
            (
                WORDS["cannot_tell_yet"],
                Text(
                    fr="le hasard suffit à expliquer ce que l’on voit. C’est une réponse : elle dit aussi combien de "
                    "mois il faut encore.",
                    en="chance is enough to explain what is seen. That is an answer: it also says how many more months "
                    "it takes.",
                ),
            ),
        ),
    ),
    Chapter(
        "refused",
        Text(fr="Ce que nous refusons de dire", en="What we refuse to say"),
        (),
        (
            (
                None,
                Text(
                    fr="« C’est fini », tant qu’il n’y a pas eu un temps assez long sans aucun incident et bien "
                    "signalé. Dix mois sans incident laissent encore possibles trois incidents en dix mois.",
                    en="“It ended”, until there has been a long enough time with no incident at all and adequate "
                    "reporting. Ten months without an incident still leave three incidents in ten months possible.",
                ),
            ),
            (None, Text(fr="Un pourcentage, sous dix incidents.", en="A percentage, under ten incidents.")),
            (
                None,
                Text(
                    fr="Le mérite d’une seule mesure, quand d’autres couraient en même temps au même endroit.",
                    en="The merit of one measure, when others were on at the same time and place.",
                ),
            ),
            (
                None,
                Text(
                    fr="Qui a commis un acte, quelle partie vaut mieux qu’une autre, ce que vaut un témoignage.",
                    en="Who committed an act, which party is better than another, what a testimony is worth.",
                ),
            ),
        ),
    ),
    Chapter(
        "reporting",
        Text(fr="Un silence n’est pas un calme", en="Silence is not calm"),
        (
            Text(
                fr="Là où une patrouille passe, on signale davantage ; là où le réseau tombe, on ne signale plus. Nous "
                "tenons compte des localités dont les nouvelles sont venues, et nous disons toujours de combien le "
                "signalement aurait dû changer pour effacer une baisse.",
                en="Where a patrol passes, more is told; where the network is down, nothing is. We take account of the "
                "localities that news came from, and always say by how much reporting would have had to change to "
                "undo a fall.",
            ),
        ),
    ),
    Chapter(
        "next-door",
        Text(fr="Et à côté ?", en="And next door?"),
        (
            Text(
                fr="Ceux qui coupent les routes se déplacent. Les axes voisins ne servent jamais de comparaison : on y "
                "regarde si les incidents ont augmenté.",
                en="Those who rob on roads move. Neighbouring roads never serve as comparisons: we look whether "
                "incidents rose there.",
            ),
        ),
    ),
    Chapter(
        "plans",
        Text(fr="Dire d’abord ce qu’on attend", en="Say first what is expected"),
        (
            Text(
                fr="Quand une mesure est convenue, on inscrit l’effet attendu, les axes de comparaison et les dates de "
                "revue. L’inscription est signée, et chaque résultat la nomme : personne ne peut la changer après "
                "coup. Regarder à un autre moment est permis, mais marqué.",
                en="When a measure is agreed, the expected effect, the comparison roads and the review dates are "
                "entered. The entry is signed, and each result names it: nobody can change it afterwards. Looking at "
                "another time is allowed, but marked.",
            ),
        ),
    ),
    Chapter(
        "limits",
        Text(fr="Ce que ces nombres ne peuvent pas donner", en="What such numbers cannot give"),
        (
            Text(
                fr="Avec un ou deux incidents par mois, six axes de comparaison et six mois de mesure, une baisse des "
                "trois quarts n’est vue que quatre fois sur dix, une baisse de moitié une à deux fois sur dix. Avec "
                "ces nombres aucune méthode honnête ne fait beaucoup mieux ; il faut attendre, ou réunir plusieurs "
                "axes.",
                en="With one or two incidents a month, six comparison roads and six months of a measure, a fall by "
                "three quarters is seen only four times in ten, a fall by half once or twice in ten. With such numbers "
                "no honest method does much better; one has to wait, or to bring several roads together.",
            ),
            Text(
                fr="La méthode a été essayée sur des milliers de cas inventés dont la vérité est connue ; les "
                "résultats sont publiés avec le logiciel, y compris ceux qui manquent le but fixé.",
                en="The method was tried on thousands of invented cases whose truth is known; the results are "
                "published with the software, those that miss the mark included.",
            ),
        ),
    ),
)
