"""The sentences of the page that shows the pieces."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

PIECES: Final = {
    "pieces.title": Text(fr="De quoi ces pages sont faites", en="What these pages are made of"),
    "pieces.intro": Text(
        fr="Chaque page emploie ces pièces, et aucune autre. Tout se lit en noir et blanc, sans image ni réseau.",
        en="Every page uses these pieces, and no others. All of it can be read in black and white, without images or "
        "network.",
    ),
    "pieces.type": Text(fr="Tailles du texte", en="Sizes of text"),
    "pieces.size-1": Text(fr="Titre d’une page", en="Title of a page"),
    "pieces.size-2": Text(fr="Titre d’une partie", en="Title of a part"),
    "pieces.size-3": Text(fr="Ce qui compte le plus", en="What matters most"),
    "pieces.size-4": Text(fr="Le texte courant", en="Running text"),
    "pieces.size-5": Text(fr="Sources, précisions, réserves", en="Sources, details, caveats"),
    "pieces.colours": Text(fr="Couleurs", en="Colours"),
    "pieces.colours-note": Text(
        fr="Aucune n’est celle d’une partie ; aucune ne dit seule un état.",
        en="No party owns any of them; a state is never told by colour alone.",
    ),
    "pieces.colour.ink": Text(fr="encre : le texte", en="ink: text"),
    "pieces.colour.soft": Text(fr="encre légère : précisions", en="light ink: details"),
    "pieces.colour.line": Text(fr="trait : bords et séparations", en="line: edges and separations"),
    "pieces.colour.sand": Text(fr="sable : fond des pages", en="sand: background of pages"),
    "pieces.colour.slate": Text(fr="ardoise : liens et boutons", en="slate: links and buttons"),
    "pieces.colour.mark": Text(fr="brique : ce qui manque ou presse", en="brick: what is missing or urgent"),
    "pieces.icons": Text(fr="Signes", en="Icons"),
    "pieces.icons-note": Text(fr="Toujours avec un mot à côté.", en="Always with a word beside them."),
    "pieces.icon.gap": Text(fr="vide sécuritaire", en="gap in cover"),
    "pieces.icon.relay": Text(fr="relève", en="hand-over"),
    "pieces.icon.clock": Text(fr="échéance", en="end of a measure"),
    "pieces.icon.doc": Text(fr="document à emporter", en="document to take along"),
    "pieces.icon.lock": Text(fr="réservé à certains lecteurs", en="reserved for some readers"),
    "pieces.states": Text(fr="États", en="States"),
    "pieces.states-note": Text(
        fr="Le mot dit l’état ; le bord aide à le voir.", en="The word tells the state; the edge helps to see it."
    ),
    "pieces.state-firm": Text(fr="tenu, confirmé", en="kept, confirmed"),
    "pieces.state-plain": Text(fr="en cours", en="under way"),
    "pieces.state-weak": Text(fr="non connu, sans réponse", en="not known, no answer"),
    "pieces.state-ill": Text(fr="à confirmer, bloqué, échu", en="to confirm, blocked, overdue"),
    "pieces.state-over": Text(fr="terminé, retiré", en="over, withdrawn"),
    "pieces.cover-note": Text(
        fr="Une lettre et un motif pour chaque niveau.", en="A letter and a pattern for each level."
    ),
    "pieces.story": Text(fr="Récit d’une inscription", en="Story of a record"),
    "pieces.story-known": Text(
        fr="Un fait daté, aussi précisément qu’on le sait.", en="A dated fact, as precisely as it is known."
    ),
    "pieces.story-source": Text(fr="D’où on le tient.", en="Where it is known from."),
    "pieces.story-missing": Text(fr="Ce qui manque a sa ligne aussi.", en="What is missing has its line too."),
    "pieces.table": Text(fr="Tableaux et faits", en="Tables and facts"),
    "pieces.table-row": Text(fr="Sur un téléphone, une ligne devient une fiche", en="On a phone, a row becomes a card"),
    "pieces.fact": Text(fr="Ce qu’il faut savoir", en="What must be known"),
    "pieces.fact-known": Text(fr="ce qu’on en sait", en="what is known of it"),
    "pieces.form": Text(fr="Choisir et saisir", en="Choosing and entering"),
    "pieces.form-note": Text(
        fr="Un champ a toujours son nom au-dessus ; un bouton dit ce qu’il fait.",
        en="A field always has its name above; a button says what it does.",
    ),
}
