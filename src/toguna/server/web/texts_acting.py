"""The sentences around the forms of the acts."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

ACTING: Final = {
    "acts.can": Text(fr="Ce que vous pouvez faire", en="What you can do"),
    "acts.back-case": Text(fr="Retour à la fiche", en="Back to the record"),
    "acts.send": Text(fr="Inscrire au registre", en="Record in the register"),
    "acts.signed": Text(
        fr="L’inscription est signée par ce poste pour votre titulaire. Elle ne s’efface pas ; on la complète ou on la "
        "corrige par une autre.",
        en="The entry is signed by this machine for your seat. It is not erased; it is completed or corrected by "
        "another.",
    ),
    "acts.phrase-again": Text(fr="Votre phrase de passe, encore une fois", en="Your passphrase, once more"),
    "acts.must": Text(fr="à remplir", en="needed"),
    "acts.each-line": Text(fr="Un par ligne.", en="One a line."),
    "acts.another": Text(fr="Ajouter une ligne", en="Add a line"),
    "acts.choose": Text(fr="Choisir…", en="Choose…"),
    "acts.not-said": Text(fr="Ne pas le dire", en="Not said"),
    "acts.yes": Text(fr="Oui", en="Yes"),
    "acts.no": Text(fr="Non", en="No"),
    "acts.about": Text(fr="Date moins précise", en="Less exact"),
    "acts.about-when": Text(fr="Vers", en="About"),
    "acts.about-like": Text(fr="avril 2019, 2019", en="April 2019, 2019"),
    "acts.not-known": Text(fr="Pas connue", en="Not known"),
    "acts.read-only": Text(
        fr="Ce poste est ouvert en lecture seule : l’envoi sera refusé. Le relancer avec la phrase de passe de "
        "l’appareil.",
        en="This machine is open for reading only: sending will be refused. Start it again with the device’s "
        "passphrase.",
    ),
    "acts.done": Text(fr="C’est inscrit", en="Recorded"),
    "acts.receipt": Text(fr="Reçu {number}", en="Receipt {number}"),
    "acts.number": Text(fr="Numéro du reçu", en="Receipt number"),
    "acts.case": Text(fr="Fiche", en="Record"),
    "acts.entries": Text(fr="Au registre", en="In the register"),
    "acts.once": Text(
        fr="Envoyer le même formulaire une seconde fois ne l’inscrit pas deux fois.",
        en="Sending the same form a second time does not record it twice.",
    ),
    "acts.read": Text(fr="Lire la fiche", en="Read the record"),
    "acts.ended": Text(fr="Votre session a pris fin", en="Your session has ended"),
    "acts.ended-kept": Text(
        fr="Rien n’a été inscrit, et rien n’est perdu : entrer de nouveau, puis relire et envoyer le formulaire.",
        en="Nothing was recorded and nothing is lost: log in again, then read the form through and send it.",
    ),
    "morning.how": Text(
        fr="Un appel par axe, à une fonction. Cocher ce qui a été répondu ; laisser vide ce qui n’a pas été appelé.",
        en="One call per road, to a function. Tick what was answered; leave empty what was not called.",
    ),
    "morning.half": Text(fr="Demi-journée", en="Half-day"),
    "morning.asked": Text(
        fr="Fonction appelée, jamais un nom ni un numéro", en="Function called, never a name or number"
    ),
    "morning.call.seen": Text(fr="Passage constaté", en="Seen"),
    "morning.call.not_seen": Text(fr="Rien vu", en="Not seen"),
    "morning.call.no_answer": Text(fr="Pas de réponse", en="No answer"),
    "morning.do": Text(fr="Faire le point du matin", en="Make the morning’s round"),
    "out.title": Text(fr="Sortie faite", en="Outing done"),
    "out.how": Text(fr="Ce qui a été fait, demi-journée par demi-journée.", en="What was done, half-day by half-day."),
    "out.none": Text(
        fr="Aucune mesure en cours de votre partie ne passe par un axe.",
        en="No running measure of your party is on a road.",
    ),
    "out.measure": Text(fr="Mesure", en="Measure"),
    "out.day": Text(fr="Jour", en="Day"),
    "out.stretches": Text(fr="Tronçons parcourus", en="Stretches covered"),
    "out.never": Text(
        fr="La prochaine sortie ne s’inscrit jamais ici. Les autres parties liront celle-ci plus tard, de plus loin.",
        en="The next outing is never recorded here. The other parties read this one later, and more coarsely.",
    ),
}
