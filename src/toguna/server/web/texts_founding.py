"""The sentences of a founding and of the first steps."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

FOUNDING: Final = {
    "founding.title": Text(fr="Fonder le registre d’un cadre", en="Found a framework’s register"),
    "founding.intro": Text(
        fr="Un quart d’heure suffit. Tout ce qui est proposé se corrige, et rien ne part d’ici.",
        en="A quarter of an hour is enough. Everything proposed can be changed, and nothing leaves here.",
    ),
    "founding.phrase": Text(fr="La phrase de passe de ce poste", en="This machine’s passphrase"),
    "founding.phrase-why": Text(
        fr="Elle ferme le dossier et signe vos inscriptions. Personne ne peut la retrouver à votre place : l’écrire "
        "sur papier maintenant, et garder ce papier ailleurs que près du poste.",
        en="It closes the folder and signs your entries. Nobody can find it again for you: write it on paper now, and "
        "keep that paper away from the machine.",
    ),
    "founding.suggested": Text(fr="En voici une, facile à dicter :", en="Here is one that can be read aloud:"),
    "founding.phrase-type": Text(fr="Votre phrase de passe", en="Your passphrase"),
    "founding.phrase-again": Text(fr="La même, recopiée du papier", en="The same, copied from the paper"),
    "founding.template": Text(fr="Partir de quel modèle ?", en="Begin with which template?"),
    "founding.next": Text(fr="Continuer", en="Continue"),
    "founding.all-changes": Text(
        fr="Corriger ce qui ne correspond pas : effacer un nom retire la partie, une ligne vide en ajoute une.",
        en="Correct what does not fit: clearing a name removes the party, an empty line adds one.",
    ),
    "founding.name": Text(fr="Le cadre", en="The framework"),
    "founding.name-said": Text(fr="Son nom", en="Its name"),
    "founding.name-help": Text(
        fr="Tel que ses membres le disent ; les pages le porteront en tête.",
        en="As its members say it; the pages will carry it at their head.",
    ),
    "founding.parties": Text(fr="Qui y siège", en="Who sits there"),
    "founding.parties-help": Text(
        fr="Des institutions et des groupes, jamais des noms de personnes. Chacune a un titulaire et un suppléant.",
        en="Institutions and groups, never people’s names. Each party has a holder and an alternate.",
    ),
    "founding.party": Text(fr="Partie", en="Party"),
    "founding.family": Text(fr="Composante", en="Constituency"),
    "founding.roads": Text(fr="Les axes suivis", en="The roads that are watched"),
    "founding.roads-help": Text(
        fr="Le nom de l’axe, puis ses lieux dans l’ordre, séparés par des virgules. D’autres s’ajoutent plus tard.",
        en="The road’s name, then its places in order, separated by commas. Others can be added later.",
    ),
    "founding.road": Text(fr="Axe", en="Road"),
    "founding.road-like": Text(fr="axe A–C", en="A–C road"),
    "founding.places": Text(fr="Lieux, dans l’ordre", en="Places, in order"),
    "founding.places-like": Text(fr="A, B, C", en="A, B, C"),
    "founding.rules": Text(fr="Les règles", en="The rules"),
    "founding.quorum": Text(fr="Parties présentes pour le quorum", en="Parties present for a quorum"),
    "founding.quorum-help": Text(fr="Vide : non fixé.", en="Empty: not set."),
    "founding.silence": Text(fr="Silence avant adoption (heures)", en="Silence before adoption (hours)"),
    "founding.alarms": Text(fr="Alarmes avant une fin (jours)", en="Alarms before an end (days)"),
    "founding.rules-text": Text(fr="En toutes lettres", en="In words"),
    "founding.sharing": Text(
        fr="Déjà réglé : ce qui est dit en réunion va aux membres, les signalements bruts au groupe qui traite "
        "l’incident (mots effacés après 90 jours), les plans de sortie à personne d’autre qu’à ceux qui sortent. "
        "Les listes (faits, mesures, motifs) sont celles du terrain.",
        en="Set already: what is said in meetings goes to the members, raw reports to the group that handles the "
        "incident (words erased after 90 days), plans of outings to nobody but those who go out. "
        "The lists (facts, measures, reasons) are those of the field.",
    ),
    "founding.found": Text(fr="Fonder le registre", en="Found the register"),
    "founding.paper": Text(
        fr="Les parties signent sur papier ; leurs propres appareils rejoindront le registre quand elles le voudront. "
        "Fermer les phrases de passe à clé prend quelques secondes.",
        en="The parties sign on paper; their own devices join the register whenever they want. Locking the "
        "passphrases takes a few seconds.",
    ),
    "founding.papers": Text(fr="À imprimer maintenant", en="To be printed now"),
    "founding.papers-why": Text(
        fr="Le registre est fondé. Cette page ne sera plus jamais montrée : l’imprimer, découper, remettre en main "
        "propre.",
        en="The register is founded. This page will never be shown again: print it, cut it up, hand it over in person.",
    ),
    "founding.sheet-first": Text(
        fr="À imprimer ou à recopier avant tout le reste : cette page ne sera plus montrée.",
        en="To be printed or copied before anything else: this page will not be shown again.",
    ),
    "founding.go-on": Text(fr="Continuer les premiers pas", en="Go on with the first steps"),
    "founding.sheet": Text(fr="Feuille de secours", en="Recovery sheet"),
    "founding.sheet-what": Text(
        fr="Elle rouvre ce qui est scellé si ce poste est perdu. Elle ne signe rien. La garder sous clé, sous "
        "enveloppe cachetée ; ne pas la photographier.",
        en="It opens again what is sealed should this machine be lost. It signs nothing. Keep it locked away in a "
        "sealed envelope; do not photograph it.",
    ),
    "founding.slips": Text(fr="Un billet par titulaire et suppléant", en="One slip for each holder and alternate"),
    "founding.slips-what": Text(
        fr="Chacun entre avec la sienne ; personne d’autre n’a à la connaître.",
        en="Each logs in with their own; nobody else needs to know it.",
    ),
    "founding.block": Text(
        fr="Recopier le bloc n° {number} de la feuille imprimée", en="Copy block no. {number} from the printed sheet"
    ),
    "founding.block-wrong": Text(
        fr="Ce n’est pas le bloc n° {number} : le relire sur le papier.",
        en="That is not block no. {number}: read it again on the paper.",
    ),
    "founding.printed": Text(fr="C’est imprimé, continuer", en="It is printed, continue"),
    "founding.steps": Text(fr="Les premiers pas", en="The first steps"),
    "founding.done": Text(fr="fait", en="done"),
    "founding.make-backup": Text(fr="Faire la sauvegarde", en="Make the backup"),
    "founding.step.measure": Text(fr="Une première mesure", en="A first measure"),
    "founding.step.meeting": Text(fr="La prochaine rencontre", en="The next meeting"),
    "founding.step.note": Text(fr="La note", en="The brief"),
    "founding.step.agenda": Text(fr="L’ordre du jour", en="The agenda"),
    "founding.step.backup": Text(fr="Une sauvegarde", en="A backup"),
    "founding.why.measure": Text(
        fr="Quoi, sur quel axe, par qui, autorisé par qui, jusqu’à quand, qui prend la relève. « Pas connu » est une "
        "réponse.",
        en="What, on which road, by whom, authorised by whom, until when, who takes over. “Not known” is an answer.",
    ),
    "founding.why.meeting": Text(
        fr="Sa date suffit : l’ordre du jour s’écrit de lui-même.", en="Its date is enough: the agenda writes itself."
    ),
    "founding.why.note": Text(
        fr="Une page à emporter, sans aucune date à venir.", en="A page to take along, with no date to come."
    ),
    "founding.why.agenda": Text(fr="À imprimer depuis la rencontre.", en="To be printed from the meeting."),
    "founding.why.backup": Text(
        fr="À garder ailleurs que sur ce poste. Elle ne contient aucune clé.",
        en="To be kept elsewhere than on this machine. It holds no key.",
    ),
    "founding.do.measure": Text(fr="Inscrire la mesure", en="Record the measure"),
    "founding.do.meeting": Text(fr="Convoquer la rencontre", en="Call the meeting"),
    "founding.do.note": Text(fr="Ouvrir la note", en="Open the brief"),
    "founding.do.agenda": Text(fr="Imprimer l’ordre du jour", en="Print the agenda"),
}
