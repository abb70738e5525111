"""The sentences of the results: the figures, the announced results, the page of each."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

RESULTS: Final = {
    "result.back": Text(fr="Bilan", en="Results"),
    "result.fulfilled": Text(fr="Où en sont les engagements", en="How far undertakings are fulfilled"),
    "result.fulfilled-none": Text(fr="Aucun engagement inscrit à compter.", en="No recorded undertaking to count."),
    "result.fulfilled-few": Text(
        fr="Trop peu d’engagements pour en donner le compte : il dirait l’état de l’un d’eux.",
        en="Too few undertakings to give a count: it would tell the state of one of them.",
    ),
    "result.fulfilled-note": Text(
        fr="Un chiffre ne va jamais seul : les engagements comptent tous autant, qu’il s’agisse de créer un comité ou "
        "de tenir une route.",
        en="No figure stands alone: every undertaking counts the same, be it to create a committee or to hold a road.",
    ),
    "result.by-state": Text(fr="Par état", en="By state"),
    "result.complete": Text(fr="Tenus", en="Fulfilled"),
    "result.not-begun": Text(fr="Non commencés", en="Not begun"),
    "result.distribution": Text(fr="Répartition", en="Distribution"),
    "result.mean": Text(fr="Moyenne", en="Mean"),
    "result.share": Text(fr="{part} sur {whole}", en="{part} of {whole}"),
    "result.share-percent": Text(fr="{part} ÷ {whole} = {percent}", en="{part} ÷ {whole} = {percent}"),
    "result.mean-formula": Text(
        fr="somme des échelons ÷ (échelon le plus haut × notés) = {weighted} ÷ ({top} × {rated}) = {mean}",
        en="sum of steps ÷ (highest step × rated) = {weighted} ÷ ({top} × {rated}) = {mean}",
    ),
    "result.mean-few": Text(
        fr="{weighted} ÷ ({top} × {rated}) ; pas de pourcentage sous dix engagements",
        en="{weighted} ÷ ({top} × {rated}); no percentage under ten undertakings",
    ),
    "result.few-percent": Text(
        fr="Sous dix engagements, aucun pourcentage n’est donné.", en="Under ten undertakings no percentage is given."
    ),
    "result.scale": Text(fr="{scale} : {number} engagements notés", en="{scale}: {number} undertakings rated"),
    "result.step-count": Text(fr="échelon {step} : {number}", en="step {step}: {number}"),
    "result.announced": Text(fr="Résultats annoncés", en="Announced results"),
    "result.one": Text(fr="Résultat annoncé", en="Announced result"),
    "result.says": Text(fr="Ce qui est annoncé", en="What is announced"),
    "result.announced-note": Text(
        fr="Un résultat annoncé est une parole ; le mot du verdict vient d’une règle, la même pour tous.",
        en="An announced result is somebody’s word; the word of the verdict comes from a rule, the same for all.",
    ),
    "result.none": Text(fr="Aucun résultat annoncé à montrer ici.", en="No announced result to show here."),
    "result.reserved": Text(
        fr="Les résultats annoncés se lisent entre membres du cadre ; aucun n’a été ouvert au-delà.",
        en="Announced results are read among the framework’s members; none has been opened further.",
    ),
    "result.figures": Text(
        fr="Ce qui en était connu à la fin du mois dernier. Les mots, les lieux, les preuves et les réponses des "
        "parties se lisent entre membres du cadre ; un nombre plus petit que trois n’est pas montré.",
        en="What was known of them at the end of last month. Words, places, evidence and the parties’ replies are read "
        "among the framework’s members; a number below three is not shown.",
    ),
    "result.months": Text(fr="{first} – {last}", en="{first} – {last}"),
    "result.for-least": Text(fr="pour : {number} au moins", en="for: at least {number}"),
    "result.for-few": Text(fr="pour : moins de trois", en="for: fewer than three"),
    "result.against-least": Text(fr="contre : {number} au moins", en="against: at least {number}"),
    "result.against-few": Text(fr="contre : moins de trois", en="against: fewer than three"),
    "result.ratio": Text(
        fr="Incidents après la mesure, rapportés à ce qui était attendu sans elle : entre {low} et {high} fois.",
        en="Incidents after the measure against what was expected without it: between {low} and {high} times.",
    ),
    "result.ratio-none": Text(
        fr="Aucune étude inscrite n’en donne l’intervalle : on ne sait pas.",
        en="No study on record gives its interval: it is not known.",
    ),
    "result.for-count": Text(fr="pour : {number}", en="for: {number}"),
    "result.against-count": Text(fr="contre : {number}", en="against: {number}"),
    "result.about": Text(fr="Porte sur", en="About"),
    "result.window": Text(fr="Période", en="Period"),
    "result.verdict": Text(fr="Verdict", en="Verdict"),
    "result.reply": Text(fr="En réponse, {party}", en="In reply, {party}"),
    "result.reply-unnamed": Text(fr="Réponse", en="Reply"),
    "result.refused": Text(
        fr="Aucune preuve ne permet de dire « {words} » : il y faudrait une durée sans incident et des remontées "
        "suffisantes.",
        en="No evidence allows “{words}”: that would take a stated time without incident and adequate reporting.",
    ),
    "result.side.for": Text(fr="Ce qui va dans ce sens", en="What speaks for it"),
    "result.side.against": Text(fr="Ce qui va en sens contraire", en="What speaks against it"),
    "result.side.context": Text(fr="Contexte", en="Context"),
    "result.side.confounder": Text(fr="Autres explications possibles", en="Other possible explanations"),
    "result.side-none": Text(fr="Rien d’inscrit.", en="Nothing recorded."),
    "result.comparator": Text(fr="Comparé à", en="Compared with"),
    "result.expected": Text(fr="Effet attendu au départ", en="Effect expected at the outset"),
    "result.testable": Text(fr="Comment le vérifier", en="How it can be checked"),
    "result.not-known": Text(fr="non indiqué", en="not stated"),
    "result.studies": Text(fr="Études", en="Studies"),
    "result.studies-none": Text(fr="Aucune étude n’est inscrite.", en="No study is recorded."),
    "result.look": Text(fr="Regardé : {day}.", en="Looked at: {day}."),
    "result.look-unplanned": Text(fr="sans plan convenu à l’avance", en="without a plan agreed beforehand"),
    "result.look-outside": Text(fr="hors des dates de revue", en="outside the review dates"),
    "result.judge": Text(fr="Juger l’effet d’une mesure", en="Judge the effect of a measure"),
    "result.voices": Text(fr="Paroles recueillies", en="Voices"),
    "result.voices-note": Text(
        fr="Rapportées telles quelles, jamais comptées ; seule la région est gardée, et pour douze mois au plus.",
        en="Passed on as they are, never counted; only the region is kept, and for twelve months at most.",
    ),
    "result.voices-none": Text(
        fr="Aucune parole dont le consentement permette de la montrer.", en="No voice whose consent allows showing it."
    ),
    "result.step.announced": Text(fr="Résultat annoncé.", en="Result announced."),
    "result.step.announced-window": Text(fr="Résultat annoncé ({window}).", en="Result announced ({window})."),
    "result.step.evidence_added": Text(fr="Élément ajouté.", en="Item added."),
    "result.step.item-for": Text(fr="Dans ce sens.", en="For."),
    "result.step.item-for-what": Text(fr="Dans ce sens : {what}.", en="For: {what}."),
    "result.step.item-against": Text(fr="En sens contraire.", en="Against."),
    "result.step.item-against-what": Text(fr="En sens contraire : {what}.", en="Against: {what}."),
    "result.step.item-context": Text(fr="Contexte.", en="Context."),
    "result.step.item-context-what": Text(fr="Contexte : {what}.", en="Context: {what}."),
    "result.step.item-confounder": Text(fr="Autre explication possible.", en="Other explanation."),
    "result.step.item-confounder-what": Text(
        fr="Autre explication possible : {what}.", en="Other explanation: {what}."
    ),
    "result.step.replied": Text(fr="Réponse : {what}.", en="Reply: {what}."),
    "result.step.replied-both": Text(fr="En réponse, {party} : {what}.", en="In reply, {party}: {what}."),
    "result.step.withdrawn": Text(fr="Résultat retiré.", en="Result withdrawn."),
    "result.step.withdrawn-why": Text(fr="Résultat retiré : {why}.", en="Result withdrawn: {why}."),
    "result.step.amended": Text(fr="Annonce précisée.", en="Announcement made more precise."),
}
