"""The sentences of the parties’ pages and of what two people do together."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

BY_TWO: Final = {
    "parties.tab": Text(fr="Parties", en="Parties"),
    "parties.title": Text(fr="Parties du cadre", en="Parties of the framework"),
    "parties.none": Text(fr="Aucune partie inscrite.", en="No party recorded."),
    "parties.reserved": Text(fr="Réservé aux membres du cadre.", en="For the members of the framework."),
    "parties.since": Text(fr="depuis le {day}", en="since {day}"),
    "parties.pending": Text(
        fr="Un départ est proposé : une seconde personne doit le confirmer.",
        en="Leaving is proposed: a second person must confirm it.",
    ),
    "parties.follows": Text(fr="Ce qui suit de son départ", en="What follows from its leaving"),
    "parties.would-follow": Text(fr="Ce qui suivrait d’un départ", en="What would follow if it left"),
    "parties.endorsed": Text(fr="Ce qu’elle a repris à son compte", en="What it stands by"),
    "parties.endorsed-stay": Text(
        fr="{number} inscriptions : elles restent au registre avec leur date, rien n’est réécrit.",
        en="{number} entries: they stay in the register with their dates, nothing is rewritten.",
    ),
    "parties.undertakings": Text(fr="Ses engagements", en="Its undertakings"),
    "parties.undertakings-stay": Text(
        fr="Ils restent au registre ; la prochaine rencontre dit de chacun s’il est repris, remplacé ou caduc.",
        en="They stay in the register; the next meeting says of each whether it is taken over, replaced or lapsed.",
    ),
    "parties.measures": Text(fr="Les mesures qui dépendent d’elle", en="The measures that depend on it"),
    "parties.measures-weak": Text(
        fr="Affaiblies le jour même ; un plaidoyer est rédigé pour la remplacer.",
        en="Degraded the same day; a request to replace it is drafted.",
    ),
    "parties.measures-would": Text(
        fr="Elles seraient affaiblies le jour même, et un plaidoyer rédigé pour la remplacer.",
        en="They would be degraded the same day, and a request to replace it drafted.",
    ),
    "parties.hand-overs": Text(fr="Les relèves qu’elle devait prendre", en="The hand-overs it was to take"),
    "parties.hand-overs-open": Text(fr="Une autre relève est à trouver.", en="Another relief has to be found."),
    "parties.nothing": Text(fr="rien", en="nothing"),
    "parties.none-of-these": Text(fr="aucun", en="none"),
    "parties.none-for-you": Text(fr="aucune que vous puissiez lire", en="none that you may read"),
    "parties.seats": Text(fr="Ses titulaires et suppléants", en="Its holders and alternates"),
    "parties.seats-close": Text(
        fr="{number} places fermées sur les postes des autres : phrases de passe, codes, clés et notes scellées y sont "
        "oubliés, ses téléphones et programmes n’y remettent plus rien. À son propre poste, elle lit ce qu’elle avait "
        "et n’inscrit plus rien.",
        en="{number} places closed on the machines of the others: passphrases, codes, keys and sealed notes are "
        "forgotten there, its phones and programs hand on nothing more. At its own machine it reads what it had and "
        "enters nothing more.",
    ),
    "parties.keys": Text(fr="Ce qui était scellé pour elle", en="What was sealed for it"),
    "parties.keys-end": Text(
        fr="Les clés sont détruites sur chaque exemplaire qui l’apprend, le sien compris ; celles communes à tous les "
        "membres restent. Ce qui est inscrit ensuite n’est plus scellé pour elle.",
        en="The keys are destroyed on each copy that hears of it, its own included; those that all members share stay. "
        "What is entered afterwards is no longer sealed for it.",
    ),
    "parties.copy": Text(fr="Son exemplaire", en="Its copy"),
    "parties.copy-keeps": Text(
        fr="Elle garde tout ce qu’elle avait et peut le vérifier. Personne ne le lui reprend.",
        en="It keeps all that it had and can verify it. Nobody takes it back.",
    ),
    "parties.no-more": Text(fr="Ce qu’elle ne reçoit plus", en="What it no longer receives"),
    "parties.no-more-what": Text(
        fr="Par un échange ou un fichier fait pour elle : rien de ce que les autres inscrivent après son départ. Les "
        "journaux s’arrêtent là pour elle, et son exemplaire se vérifie toujours. Un fichier fait pour toutes les "
        "parties, qu’un membre lui remettrait, n’est pas retenu par ce logiciel.",
        en="By an exchange, or a file made for it: nothing that the others enter after it left. The logs end there for "
        "it, and its copy still verifies. A file made for all parties that a member hands to it is not held back by "
        "this software.",
    ),
    "two.tab": Text(fr="À deux personnes", en="By two people"),
    "two.title": Text(fr="Ce qui se fait à deux personnes", en="What takes two people"),
    "two.rule": Text(
        fr="Le départ d’une partie, un effacement, l’ouverture d’un contenu scellé : un titulaire le propose, un autre "
        "de la partie concernée le confirme, chacun avec sa phrase de passe.",
        en="A party’s leaving, an erasure, the opening of a sealed content: one seat proposes it, another of the party "
        "concerned confirms, each with its passphrase.",
    ),
    "two.none": Text(fr="Rien, que vous puissiez lire.", en="Nothing that you may read."),
    "two.open": Text(fr="Contenu ouvert", en="Opened content"),
    "two.open-until": Text(
        fr="Devant vous deux seuls, jusqu’au {day}. Ne pas le recopier.",
        en="Before the two of you alone, until {day}. Do not copy it.",
    ),
    "two.what": Text(fr="De quoi il s’agit", en="What it is"),
    "two.whose": Text(fr="Partie concernée", en="Party concerned"),
    "two.reason": Text(fr="Motif", en="Reason"),
    "two.since": Text(fr="Départ depuis le", en="Left since"),
    "two.why": Text(fr="Sa lettre ou sa déclaration", en="Its letter or statement"),
    "two.asked": Text(fr="Proposé", en="Proposed"),
    "two.answered": Text(fr="Réponse", en="Answered"),
    "two.about": Text(fr="Porte sur", en="About"),
    "two.not-yours": Text(
        fr="Ce qui a été effacé ou ouvert, et par qui dans la partie, n’est dit qu’à elle.",
        en="What was erased or opened, and by whom within the party, is told to that party only.",
    ),
    "two.erase-this": Text(fr="Proposer d’effacer ce contenu", en="Propose to erase this content"),
}
