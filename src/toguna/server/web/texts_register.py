"""The sentences of the register's own pages, and of what stands behind each record."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

REGISTER: Final = {
    "register.intro": Text(
        fr="Chaque partie peut tenir son exemplaire et le vérifier seule, sans réseau. Voici l’état de celui-ci.",
        en="Every party can keep its own copy and verify it alone, without a network. This is how this one stands.",
    ),
    "register.tab-copies": Text(fr="Exemplaires", en="Copies"),
    "register.tab-entries": Text(fr="Inscriptions", en="Entries"),
    "register.tab-verify": Text(fr="Vérification", en="Verification"),
    "register.tab-proves": Text(fr="Ce que ce registre prouve", en="What this register proves"),
    "register.copies": Text(fr="Qui tient un exemplaire", en="Who keeps a copy"),
    "register.copies-note": Text(
        fr="Chaque appareil admis tient son propre journal et dit, de temps en temps, ce qu’il a reçu des autres.",
        en="Each admitted device keeps its own log and says, from time to time, what it has received of the others.",
    ),
    "register.ground.founding": Text(fr="Nommé dans l’acte constitutif", en="Named in the founding act"),
    "register.ground.officer": Text(
        fr="Appareil d’un responsable de la partie", en="Device of an officer of the party"
    ),
    "register.ground.party": Text(fr="Admis par les responsables de la partie", en="Admitted by the party’s officers"),
    "register.ground.paper": Text(fr="Admis sur papier", en="Admitted on paper"),
    "register.ground.waiting": Text(
        fr="En attente : ce qu’il inscrit ne compte pas encore", en="Waiting: what it enters does not count yet"
    ),
    "register.revoked": Text(
        fr="révoqué : rien ne compte au-delà de l’inscription n° {number}",
        en="revoked: nothing counts from entry no. {number} on",
    ),
    "register.attested": Text(fr="Dernières nouvelles : {day}", en="Last heard of: {day}"),
    "register.behind": Text(fr="{number} inscriptions à lui transmettre", en="{number} entries to pass on to it"),
    "register.never": Text(fr="N’a pas encore dit ce qu’il tient.", en="Has not yet said what it holds."),
    "register.log": Text(fr="journal {log}", en="log {log}"),
    "register.size": Text(fr="{number} inscriptions ici", en="{number} entries here"),
    "register.state": Text(fr="En bref", en="In short"),
    "register.nothing-wrong": Text(
        fr="Aucune divergence et rien de manquant, d’après ce que les exemplaires se sont dit.",
        en="No divergence and nothing missing, from what the copies have told each other.",
    ),
    "register.something-wrong": Text(
        fr="Des exemplaires divergent ou il manque des inscriptions : voir ci-contre.",
        en="Copies diverge, or entries are missing: see beside.",
    ),
    "register.verify-now": Text(fr="Vérifier cet exemplaire maintenant", en="Verify this copy now"),
    "register.forks": Text(fr="Versions divergentes", en="Diverging versions"),
    "register.fork": Text(
        fr="Un appareil a signé deux suites différentes : {party}",
        en="A device signed two different histories: {party}",
    ),
    "register.fork-from": Text(
        fr="Ce qui précède l’inscription n° {number} reste valable ; la suite est contestée, des deux côtés.",
        en="What comes before entry no. {number} still stands; what follows is contested, on both sides.",
    ),
    "register.short": Text(fr="Ce qui manque ici", en="What is missing here"),
    "register.lacks": Text(
        fr="{party} : {held} inscriptions ici, d’autres en ont vu {seen}",
        en="{party}: {held} entries here, others have seen {seen}",
    ),
    "register.differs": Text(
        fr="{party} : d’autres ont vu autre chose que ce qui est ici", en="{party}: others have seen something else"
    ),
    "register.witness": Text(fr="Vu par :", en="Seen by:"),
    "register.short-next": Text(
        fr="Faire un échange avec l’une de ces parties ; si rien ne vient, le dire à la prochaine rencontre.",
        en="Exchange with one of these parties; if nothing comes, say so at the next meeting.",
    ),
    "register.whole": Text(fr="Cet exemplaire est intact.", en="This copy is whole."),
    "register.broken": Text(fr="Cet exemplaire a des défauts.", en="This copy has faults."),
    "register.counted": Text(
        fr="{entries} inscriptions dans {logs} journaux, toutes les signatures vérifiées.",
        en="{entries} entries in {logs} logs, every signature verified.",
    ),
    "register.fault": Text(fr="{sentence}", en="{sentence}"),
    "register.at": Text(fr="inscription n° {number}", en="entry no. {number}"),
    "register.notices": Text(fr="À savoir", en="To know"),
    "register.what-verified": Text(
        fr="Chaque inscription a été comparée à ce que son appareil a signé : rien n’a été changé, ajouté ni retiré "
        "au milieu d’un journal.",
        en="Each entry was compared with what its device signed: nothing was changed, added or taken out in the "
        "middle of a log.",
    ),
    "register.yourself": Text(
        fr="La même vérification se fait hors des pages, sur n’importe quel exemplaire : « toguna verify ».",
        en="The same check can be made without these pages, on any copy: “toguna verify”.",
    ),
    "register.latest": Text(fr="Les plus récentes d’abord", en="Latest first"),
    "register.none": Text(fr="Aucune inscription à montrer.", en="No entry to show."),
    "register.older": Text(fr="Plus anciennes", en="Older"),
    "register.only-yours": Text(
        fr="Seules figurent les inscriptions que vous pouvez lire.", en="Only entries that you may read are listed."
    ),
    "register.by-host": Text(
        fr="inscrit par l’hôte pour : {seat} – intégrité : hôte", en="entered by the host for: {seat} – integrity: host"
    ),
    "register.by-party": Text(fr="inscrit par : {party}", en="entered by: {party}"),
    "register.by-unknown": Text(fr="inscrit par un appareil non admis", en="entered by a device that is not admitted"),
    "register.entry": Text(fr="Inscription", en="Entry"),
    "register.written": Text(fr="Écrite le", en="Written on"),
    "register.clock": Text(
        fr="D’après l’horloge de l’appareil : elle ne prouve rien et ne décide de rien.",
        en="By the device’s clock: it proves nothing and decides nothing.",
    ),
    "register.signed": Text(fr="Signature", en="Signature"),
    "register.place": Text(fr="Place", en="Place"),
    "register.number": Text(fr="n° {number}", en="no. {number}"),
    "register.contested": Text(fr="contestée", en="contested"),
    "register.hash": Text(fr="Empreinte", en="Fingerprint"),
    "register.had-read": Text(fr="Son auteur avait lu", en="Its author had read"),
    "register.first": Text(fr="aucune inscription à ce sujet", en="no entry about this"),
    "register.record": Text(fr="Voir la fiche", en="See the record"),
}

SEALING: Final = {
    "sealing.title": Text(fr="Scellés et responsables", en="Seals and officers"),
    "sealing.on": Text(
        fr="Ce qui n’est pas pour toutes les parties est scellé : seuls les appareils admis à le lire l’ouvrent.",
        en="What is not for all parties is sealed: only devices admitted to read it open it.",
    ),
    "sealing.off": Text(
        fr="Ce registre ne scelle rien : chaque exemplaire lit tout ce qu’il tient.",
        en="This register seals nothing: each copy reads all that it holds.",
    ),
    "sealing.officers": Text(
        fr="{needed} signatures sur {number} responsables", en="{needed} signatures of {number} officers"
    ),
    "sealing.paper": Text(fr="signe sur papier", en="signs on paper"),
    "sealing.waiting": Text(fr="En attente de signatures : {number}", en="Waiting for signatures: {number}"),
}

EXCHANGE: Final = {
    "exchange.title": Text(fr="Échanger par un fichier", en="Exchange by a file"),
    "exchange.note": Text(
        fr="Par clé USB ou dans un message. Deux fois, en retard ou dans le désordre : rien n’est perdu ni doublé.",
        en="On a stick or in a message. Twice, late or out of order: nothing is lost or doubled.",
    ),
    "exchange.file": Text(fr="Fichier reçu d’un autre exemplaire (.toguna)", en="File from another copy (.toguna)"),
    "exchange.take": Text(fr="Prendre ce fichier", en="Take this file"),
    "exchange.give": Text(fr="Fichier pour l’exemplaire de votre partie", en="File for your party’s copy"),
    "exchange.done": Text(fr="Ce que le fichier a apporté", en="What the file brought"),
    "exchange.account": Text(fr="Compte exact", en="True account"),
    "exchange.other": Text(
        fr="Ce fichier appartient à un autre cadre tenu sur ce poste ; il y a été pris.",
        en="This file belongs to another framework kept on this machine; it was taken there.",
    ),
    "exchange.received": Text(
        fr="Reçu : {entries} inscriptions et {parts} volets.", en="Received: {entries} entries and {parts} parts."
    ),
    "exchange.nothing": Text(
        fr="Rien de nouveau : cet exemplaire avait déjà tout.", en="Nothing new: this copy had all of it already."
    ),
    "exchange.erased": Text(
        fr="Effacés ici à la demande de ceux qui le peuvent : {number} volets.",
        en="Erased here as those who may have asked: {number} parts.",
    ),
    "exchange.aside": Text(fr="Laissé de côté : {number}", en="Put aside: {number}"),
}

PROVES: Final = {
    "proves.yes": Text(fr="Ce qu’il prouve", en="What it proves"),
    "proves.yes-1": Text(
        fr="Telle inscription vient bien de tel appareil, et pas un mot n’en a été changé depuis.",
        en="This entry does come from that device, and not a word of it has been changed since.",
    ),
    "proves.yes-2": Text(
        fr="Elle était déjà là quand une autre partie a dit l’avoir vue : personne ne peut plus la retirer sans que "
        "cela se voie.",
        en="It was already there when another party said it had seen it: nobody can take it out any more unseen.",
    ),
    "proves.yes-3": Text(
        fr="Un appareil qui signe deux suites différentes est pris en faute par quiconque voit les deux.",
        en="A device that signs two different histories is caught by whoever sees both.",
    ),
    "proves.yes-4": Text(
        fr="Une partie a repris un texte à son compte, avec ses propres clés : c’est alors sa parole, plus celle de "
        "l’hôte.",
        en="A party stood by a text with its own keys: it is then its word, no longer the host’s.",
    ),
    "proves.yes-5": Text(
        fr="Ce qui a été effacé ou scellé l’a été à sa place : la preuve du reste tient toujours.",
        en="What was erased or sealed was so in its place: the proof of the rest still holds.",
    ),
    "proves.no": Text(fr="Ce qu’il ne prouve pas", en="What it does not prove"),
    "proves.no-1": Text(
        fr="Que ce qui est écrit est vrai. Il prouve qui l’a dit, pas que c’est arrivé.",
        en="That what is written is true. It proves who said it, not that it happened.",
    ),
    "proves.no-2": Text(
        fr="Le jour et l’heure : l’horloge d’un appareil peut se tromper ou être réglée autrement.",
        en="The day and the hour: a device’s clock may be wrong, or set so.",
    ),
    "proves.no-3": Text(
        fr="Quelle personne était devant l’appareil : il y a des titulaires et des appareils, pas de noms.",
        en="Which person sat before the device: there are seats and devices, no names.",
    ),
    "proves.no-4": Text(
        fr="Que tout a été dit : ce que personne n’inscrit n’y est pas.",
        en="That all has been said: what nobody enters is not in it.",
    ),
    "proves.no-5": Text(
        fr="Que les dernières inscriptions d’une partie sont toutes arrivées, tant qu’elle n’a pas échangé avec une "
        "autre que l’hôte.",
        en="That a party’s newest entries have all arrived, as long as it has exchanged with nobody but the host.",
    ),
    "proves.no-6": Text(
        fr="Qu’une copie sur papier, une photo d’écran ou un mot répété est bien ce qui est inscrit.",
        en="That a paper copy, a picture of a screen or a word passed on is what is entered.",
    ),
    "proves.how": Text(fr="Comment s’en assurer soi-même", en="How to make sure yourself"),
    "proves.how-1": Text(
        fr="Tenir son exemplaire : un dossier sur son propre poste, ouvert par sa propre phrase de passe.",
        en="Keep a copy: a folder on your own machine, opened by your own passphrase.",
    ),
    "proves.how-2": Text(
        fr="Échanger avec une autre partie que l’hôte, par clé USB ou par fichier, une fois par mois au moins.",
        en="Exchange with another party than the host, by stick or by file, at least once a month.",
    ),
    "proves.how-3": Text(
        fr="Lire à voix haute le numéro de contrôle en rencontre : s’il est le même, les exemplaires le sont aussi.",
        en="Read the control number aloud in a meeting: if it is the same, so are the copies.",
    ),
    "proves.close": Text(fr="Si une partie part, ou si la paix échoue", en="If a party leaves, or the peace fails"),
    "proves.close-where": Text(
        fr="Un départ, un effacement et l’ouverture d’un contenu scellé se font ici, à deux personnes. Fermer un poste "
        "et se retirer se fait à son clavier, avec sa phrase de passe.",
        en="A party’s leaving, an erasure and the opening of a sealed content are done here, by two people. A machine "
        "is locked and withdrawn at its own keyboard, with its passphrase.",
    ),
    "proves.close-1": Text(
        fr="Fermer : « toguna lock » scelle le dossier de ce poste.",
        en="To lock: “toguna lock” seals the folder of that machine.",
    ),
    "proves.close-2": Text(
        fr="Effacer : ce que disent des inscriptions est détruit ici, puis dans chaque exemplaire au prochain échange. "
        "Seule le peut la partie qui les a écrites, ou celle que l’acte constitutif charge des données.",
        en="To erase: what entries say is destroyed here, and then in each copy with the next exchange. Only the party "
        "that wrote them can, or the one that the founding act puts in charge of the data.",
    ),
    "proves.close-3": Text(
        fr="Se retirer : « toguna withdraw », à deux personnes, détruit l’exemplaire de ce poste, ses clés d’abord ; "
        "il n’en reste que des comptes. Le préparer à deux dès maintenant, le répéter chaque trimestre.",
        en="To withdraw: “toguna withdraw”, two people together, destroys the copy of that machine, its keys first; "
        "only counts are left. Prepare it now, two together, and rehearse it each quarter.",
    ),
    "proves.close-4": Text(
        fr="Une partie part : ce qui suit est dit sur sa page. Ses clés sont détruites, ses places fermées, ses "
        "mesures affaiblies le jour même.",
        en="A party leaves: what follows is told on its page. Its keys are destroyed, its places closed, its measures "
        "degraded the same day.",
    ),
    "proves.close-not": Text(
        fr="Un papier, une photo d’écran ou un exemplaire qui n’échange plus ne peut pas être repris.",
        en="Paper, a picture of a screen or a copy that no longer exchanges cannot be recalled.",
    ),
    "proof.title": Text(fr="Ce qui établit cette fiche", en="What stands behind this record"),
    "proof.integrity": Text(fr="Intégrité", en="Integrity"),
    "proof.party": Text(
        fr="partie : signée par l’appareil de celle qui parle", en="party: signed by the device of the one that speaks"
    ),
    "proof.host": Text(
        fr="hôte : inscrit par le poste qui tient le registre, pas encore repris par l’appareil de la partie",
        en="host: entered by the machine that keeps the register, not yet stood by from the party’s own device",
    ),
    "proof.seen": Text(fr="Vue par", en="Seen by"),
    "proof.seen-by": Text(fr="{number} autres parties", en="{number} other parties"),
    "proof.seen-none": Text(fr="aucune autre partie ne l’a encore attestée", en="no other party has attested it yet"),
    "proof.endorsed": Text(fr="Reprise à son compte par", en="Stood by"),
    "proof.endorsed-none": Text(fr="aucune partie encore", en="no party yet"),
    "proof.force": Text(fr="En vigueur", en="In force"),
    "proof.since": Text(fr="depuis le {day}", en="since {day}"),
    "proof.awaited": Text(fr="Encore attendues :", en="Still awaited:"),
    "proof.not-yet": Text(
        fr="pas encore : parties qui doivent la reprendre à leur compte : {number}",
        en="not yet: parties that must stand by it: {number}",
    ),
}
