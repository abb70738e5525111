"""The sentences of sealed notes, and of what is read aloud after a meeting."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

NOTES: Final = {
    "notes.title": Text(fr="Mes notes scellées", en="My sealed notes"),
    "notes.rule": Text(
        fr="Elles s’ouvrent avec la phrase de passe de ce titulaire, et avec rien d’autre : ni le secrétariat, ni "
        "l’autre titulaire de votre partie, ni qui tient ce poste ou sa base ne les lit. Qui perd sa phrase les perd.",
        en="They open with this seat’s passphrase and with nothing else: neither the secretariat, nor your party’s "
        "other seat, nor whoever keeps this machine or its database reads them. Whoever loses the passphrase loses "
        "them.",
    ),
    "notes.begin": Text(fr="Commencer", en="Begin"),
    "notes.begin-what": Text(
        fr="Votre phrase de passe fait d’abord la clé de vos notes. Elle n’est plus nécessaire pour écrire, seulement "
        "pour lire.",
        en="Your passphrase first makes the key of your notes. It is not asked for again to write, only to read.",
    ),
    "notes.begin-do": Text(fr="Faire la clé", en="Make the key"),
    "notes.phrase": Text(fr="Phrase de passe de ce titulaire", en="This seat’s passphrase"),
    "notes.open": Text(fr="Lire", en="Read"),
    "notes.open-do": Text(fr="Ouvrir mes notes", en="Open my notes"),
    "notes.opened": Text(fr="Vos notes, les plus récentes d’abord", en="Your notes, the latest first"),
    "notes.none": Text(fr="Aucune note pour l’instant.", en="No note yet."),
    "notes.unreadable": Text(
        fr="Notes qui ne s’ouvrent pas : {number}. Abîmées, ou mises là par quelqu’un d’autre : le dire à qui tient ce "
        "poste.",
        en="Notes that do not open: {number}. Damaged, or put there by somebody else: tell whoever keeps this machine.",
    ),
    "notes.write": Text(fr="Écrire une note", en="Write a note"),
    "notes.write-what": Text(
        fr="Ce qui s’est dit à part, ce qu’il faut préparer. Jamais de nom : une note peut être prise avec la phrase "
        "qui l’ouvre.",
        en="What was said apart, what to prepare. Never a name: a note can be taken together with the passphrase that "
        "opens it.",
    ),
    "notes.close": Text(fr="Refermer", en="Close"),
    "notes.discard": Text(fr="Détruire cette note", en="Destroy this note"),
    "aloud.title": Text(fr="À lire à voix haute", en="To be read aloud"),
    "aloud.rule": Text(
        fr="Tel quel et en entier. Si une phrase n’est pas comprise, la relire ; ne pas la commenter. Le même texte "
        "pour tous : rien de scellé, de réservé ni de dit à part n’y figure.",
        en="As it stands and whole. If a sentence is not understood, read it again; do not comment on it. The same "
        "text for all: nothing sealed, reserved or said apart stands in it.",
    ),
    "aloud.length": Text(fr="Environ {minutes} min de lecture.", en="About {minutes} min to read."),
    "aloud.left-out": Text(fr="Ce qui n’est pas lu", en="What is not read"),
    "aloud.print": Text(fr="Imprimer (PDF)", en="Print (PDF)"),
    "acts.done-here": Text(fr="C’est fait", en="Done"),
    "acts.send-sealed": Text(fr="Envoyer", en="Send"),
    "acts.sealed": Text(
        fr="Rien n’est inscrit au registre. Ce que vous écrivez est fermé sur ce poste avec la clé de votre titulaire.",
        en="Nothing is recorded in the register. What you write is closed on this machine with your seat’s key.",
    ),
}
