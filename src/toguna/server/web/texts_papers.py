"""The sentences of a meeting's papers, of its screen for the room, and of what a text leaves open."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

PAPERS: Final = {
    "papers.title": Text(fr="Papiers de la rencontre", en="The meeting’s papers"),
    "papers.note": Text(
        fr="La copie pour tous ne porte aucune date à venir ; celle du titulaire a son feuillet réservé, numéroté, à "
        "rendre après la réunion.",
        en="The copy for all carries no day to come; the holder’s own has its numbered reserved sheet, to be collected "
        "after the meeting.",
    ),
    "papers.kind.ordre-du-jour": Text(fr="Ordre du jour", en="Agenda"),
    "papers.kind.presence": Text(fr="Feuille de présence", en="Attendance sheet"),
    "papers.kind.releve": Text(fr="Relevé de conclusions", en="Record of conclusions"),
    "papers.kind.a-lire": Text(fr="À lire à voix haute", en="To be read aloud"),
    "papers.all": Text(fr="pour tous (PDF)", en="for all (PDF)"),
    "papers.own": Text(fr="votre exemplaire (PDF)", en="your copy (PDF)"),
    "papers.screen": Text(fr="Projeter dans la salle", en="Show in the room"),
    "papers.open": Text(fr="Ce qui reste à dire", en="What is still to be said"),
    "papers.agenda": Text(fr="L’ordre du jour, à ce jour", en="The agenda, as of this day"),
    "print.title": Text(fr="Empreinte d’un papier signé", en="Fingerprint of a signed paper"),
    "print.choose": Text(fr="Choisir l’image du papier", en="Choose the paper’s scan"),
    "print.why": Text(
        fr="Elle n’est gardée nulle part : seule son empreinte de 64 signes s’inscrit, avec l’endroit où est le "
        "papier. La même image donne toujours la même empreinte ; garder l’image avec le papier.",
        en="It is kept nowhere: only its fingerprint of 64 characters is recorded, with the place of the paper. The "
        "same scan always gives the same fingerprint; keep the scan with the paper.",
    ),
    "print.file": Text(fr="Image ou PDF, 10 Mo au plus", en="Picture or PDF, 10 MB at most"),
    "print.work-out": Text(fr="Calculer l’empreinte", en="Work out the fingerprint"),
    "print.found": Text(fr="L’empreinte", en="The fingerprint"),
    "print.forgotten": Text(fr="L’image n’a pas été gardée.", en="The scan was not kept."),
    "print.onward": Text(fr="La reporter dans l’inscription", en="Carry it into the record"),
    "screen.nav": Text(fr="D’un point à l’autre", en="From item to item"),
    "screen.before": Text(fr="Précédent", en="Back"),
    "screen.after": Text(fr="Suivant", en="Next"),
    "screen.place": Text(fr="{number} sur {count}", en="{number} of {count}"),
    "screen.leave": Text(fr="Quitter l’affichage de salle", en="Leave the room’s screen"),
    "open.title": Text(fr="Ce qui reste à dire avant de se quitter", en="What is still to be said before leaving"),
    "open.points": Text(fr="Points encore ouverts : {number}.", en="Points still open: {number}."),
    "open.none-missing": Text(
        fr="Rien ne manque : chaque point est rempli, ou dit non convenu.",
        en="Nothing is missing: each point is filled, or said not to be agreed.",
    ),
    "open.nothing": Text(
        fr="Aucun engagement ni décision n’est inscrit ici.", en="No undertaking or decision is recorded here."
    ),
    "open.unwritten": Text(fr="Le relevé de conclusions n’est pas rédigé.", en="The conclusions are not drafted."),
    "open.texts": Text(fr="Engagements et décisions", en="Undertakings and decisions"),
    "open.rule": Text(
        fr="Un point est rempli, ou il est dit qu’il n’est pas convenu. Ce qui n’est ni l’un ni l’autre manque.",
        en="A point is filled, or it is said that it is not agreed. What is neither is missing.",
    ),
    "open.missing": Text(fr="manque", en="missing"),
    "open.whole": Text(fr="complet", en="complete"),
    "open.not-agreed": Text(fr="Non convenu, c’est dit : {points}.", en="Said not to be agreed: {points}."),
    "open.complete": Text(fr="Compléter", en="Complete"),
    "open.decision.by": Text(fr="qui l’exécute", en="who carries it out"),
    "open.decision.due": Text(fr="échéance", en="deadline"),
    "open.link": Text(fr="Ce qui reste à dire dans ces engagements", en="What these undertakings leave to be said"),
}
