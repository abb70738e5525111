"""Sentences of « Même événement ? »."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

PAIRS: Final = {
    "pairs.title": Text(fr="Même événement ?", en="Same event?"),
    "pairs.intro": Text(
        fr="Ces comptes rendus et ces incidents se ressemblent. Rien n’est réuni tant que vous ne le faites pas ; "
        "chacun garde ses mots et sa provenance, et tout s’annule.",
        en="These reports and incidents resemble each other. Nothing is joined unless you do it; each keeps its words "
        "and where it came from, and all of it can be undone.",
    ),
    "pairs.not-installed": Text(
        fr="Ce poste n’a pas les composants de calcul : rien n’est proposé. Demander à qui l’a installé d’ajouter "
        "toguna[analysis]. Un compte rendu se rattache depuis sa fiche.",
        en="This machine lacks the components that compute: nothing is suggested. Ask whoever installed it to add "
        "toguna[analysis]. A report is attached from its own record.",
    ),
    "pairs.none": Text(
        fr="Rien ne se ressemble assez pour être proposé, parmi les comptes rendus à traiter et les incidents inscrits "
        "depuis 60 jours.",
        en="Nothing is alike enough to be suggested, among the open reports and the incidents of the last 60 days.",
    ),
    "pairs.number": Text(fr="À regarder : {number}", en="To look at: {number}"),
    "pairs.more": Text(
        fr="Les {number} suivantes viendront quand celles-ci seront réglées.",
        en="The next {number} will come once these are settled.",
    ),
    "pairs.pair": Text(fr="Paire {number}", en="Pair {number}"),
    "pairs.why": Text(fr="Ce qui les rapproche ou les sépare", en="What speaks for it or against"),
    "pairs.noun.report": Text(fr="Compte rendu", en="Report"),
    "pairs.noun.incident": Text(fr="Incident", en="Incident"),
    "pairs.what": Text(fr="Quoi", en="What"),
    "pairs.came": Text(fr="Reçu par", en="Came by"),
    "pairs.words": Text(fr="Dit", en="Said"),
    "pairs.no-words": Text(fr="Aucun récit", en="No account"),
    "pairs.status": Text(fr="État", en="State"),
    "pairs.attach": Text(fr="Oui, rattacher", en="Yes, attach"),
    "pairs.gather": Text(fr="Oui, ouvrir un incident", en="Yes, open an incident"),
    "pairs.keep-first": Text(fr="Oui, garder le premier", en="Yes, keep the first"),
    "pairs.keep-second": Text(fr="Oui, garder le second", en="Yes, keep the second"),
    "pairs.apart": Text(fr="Non, deux événements", en="No, two events"),
    "pairs.joined": Text(fr="Réunis", en="Joined"),
    "pairs.joined-none": Text(fr="Rien n’a été réuni.", en="Nothing was joined."),
    "pairs.with": Text(fr="avec l’incident {id}", en="with incident {id}"),
    "pairs.undo": Text(fr="Annuler", en="Undo"),
    "pairs.told-apart": Text(fr="Jugés distincts", en="Found to be two events"),
    "pairs.apart-none": Text(fr="Aucune paire n’a été jugée distincte.", en="No pair was found to be two events."),
    "pairs.again": Text(fr="Revenir dessus", en="Look again"),
}
