"""The sentences of dialogues, rumours, what carries charters to people, and the week's indicators."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

TALKS: Final = {
    "talks.heading": Text(fr="Dialogues", en="Dialogues"),
    "talks.one": Text(fr="Dialogue", en="Dialogue"),
    "talks.back": Text(fr="Tous les dialogues", en="All dialogues"),
    "talks.list": Text(fr="Dialogues et médiations", en="Dialogues and mediation"),
    "talks.intro": Text(
        fr="Entre composantes et groupes, jamais entre personnes. Qui a dit quoi n’est pas inscrit.",
        en="Between constituencies and groups, never people. Who said what is not recorded.",
    ),
    "talks.none": Text(fr="Aucun dialogue n’est inscrit.", en="No dialogue is recorded."),
    "talks.reserved": Text(
        fr="Les dialogues sont réservés aux membres du cadre.", en="Dialogues are for the members of the framework."
    ),
    "talks.what": Text(fr="Ce qui divise", en="What divides them"),
    "talks.issue": Text(fr="De quel ordre", en="Of which kind"),
    "talks.between": Text(fr="Entre", en="Between"),
    "talks.stage": Text(fr="Étape", en="Stage"),
    "talks.mediators": Text(fr="Médiation", en="Mediation"),
    "talks.agreement": Text(fr="Accord auquel il a mené", en="Agreement it led to"),
    "talks.because": Text(fr="Ce qui l’a fait ouvrir", en="What it was opened for"),
    "talks.led-to": Text(fr="Ce qui a suivi", en="What followed"),
    "talks.not-known": Text(fr="non inscrit", en="not recorded"),
    "talks.relapses": Text(fr="a repris {n} fois", en="relapsed {n} times"),
    "talks.step.opened": Text(fr="Dialogue ouvert.", en="Dialogue opened."),
    "talks.step.moved": Text(fr="Étape : {stage}.", en="Stage: {stage}."),
    "talks.step.settled": Text(fr="Réglé.", en="Settled."),
    "talks.step.relapsed": Text(fr="Cela a repris.", en="It began again."),
    "talks.step.relapsed-why": Text(fr="Cela a repris : {why}", en="It began again: {why}"),
    "talks.step.suspended": Text(fr="Suspendu.", en="Suspended."),
    "talks.step.suspended-why": Text(fr="Suspendu : {why}", en="Suspended: {why}"),
    "talks.step.resumed": Text(fr="Repris là où il en était.", en="Taken up where it was left."),
    "talks.step.closed": Text(fr="Clos.", en="Closed."),
    "talks.step.closed-why": Text(fr="Clos : {why}", en="Closed: {why}"),
    "talks.step.amended": Text(fr="Inscription corrigée.", en="Entry corrected."),
    "rumour.heading": Text(fr="Rumeurs", en="Rumours"),
    "rumour.one": Text(fr="Rumeur", en="Rumour"),
    "rumour.back": Text(fr="Toutes les rumeurs", en="All rumours"),
    "rumour.list": Text(fr="Ce qui se dit, et la réponse", en="What is said, and the answer"),
    "rumour.intro": Text(
        fr="Ce qui se dit, jamais qui l’a dit : ni nom, ni compte, ni numéro. Le message de réponse est à répéter mot "
        "pour mot.",
        en="What is being said, never who said it: no name, no account, no number. The counter-message is to be "
        "repeated word for word.",
    ),
    "rumour.none": Text(fr="Aucune rumeur n’est inscrite.", en="No rumour is recorded."),
    "rumour.reserved": Text(
        fr="Les rumeurs sont réservées aux membres du cadre.", en="Rumours are for the members of the framework."
    ),
    "rumour.being-checked": Text(
        fr="Une rumeur est en cours de vérification ; ses mots ne sont pas répétés ici.",
        en="A rumour is being checked; its words are not repeated here.",
    ),
    "rumour.what": Text(fr="Ce qui se dit", en="What is being said"),
    "rumour.message": Text(fr="Message de réponse", en="Counter-message"),
    "rumour.no-message": Text(fr="pas encore donné", en="not given yet"),
    "rumour.late": Text(fr="Plus de 48 h sans message de réponse.", en="More than 48 h without a counter-message."),
    "rumour.in-time": Text(fr="Réponses sous 48 h", en="Answers within 48 h"),
    "rumour.figure": Text(fr="{in_time} sur {due}", en="{in_time} of {due}"),
    "rumour.figure-note": Text(
        fr="Rumeurs répondues, ou qui devaient l’être à ce jour. Le registre connaît les jours : 48 h finissent "
        "avec le deuxième jour.",
        en="Rumours answered, or that should have been by now. The register knows days: 48 h end with the second day.",
    ),
    "rumour.finding": Text(fr="Vérification", en="Check"),
    "rumour.channel": Text(fr="Par quelle voie", en="By which channel"),
    "rumour.step.heard": Text(fr="Entendue.", en="Heard."),
    "rumour.step.checked": Text(fr="Vérifiée : {finding}.", en="Checked: {finding}."),
    "rumour.step.answered": Text(fr="Message de réponse donné.", en="Counter-message given."),
    "rumour.step.closed": Text(fr="Close.", en="Closed."),
    "rumour.step.amended": Text(fr="Inscription corrigée.", en="Entry corrected."),
}

CARRY: Final = {
    "carry.heading": Text(fr="Chartes, diffusion et ordres internes", en="Charters, dissemination, internal orders"),
    "carry.back": Text(fr="Chartes, diffusion et ordres internes", en="Charters, dissemination and internal orders"),
    "carry.intro": Text(
        fr="Ce qui a été porté aux gens, où, en quelles langues, à combien. Jamais par nom.",
        en="What was carried to people, where, in which languages, to how many. Never by name.",
    ),
    "carry.reserved": Text(
        fr="Cette page est réservée aux membres du cadre.", en="This page is for the members of the framework."
    ),
    "carry.reached": Text(fr="Localités atteintes : {n} sur {places}.", en="Places reached: {n} of {places}."),
    "carry.missing": Text(
        fr="Pas encore atteintes, le long des axes du cadre :", en="Not reached yet, along the roads:"
    ),
    "carry.people": Text(
        fr="Au moins {people} personnes (diffusions qui donnent un nombre : {counted} sur {held}).",
        en="At least {people} people (disseminations that give a number: {counted} of {held}).",
    ),
    "carry.languages": Text(fr="Langues : {languages}.", en="Languages: {languages}."),
    "carry.log": Text(fr="Diffusions", en="Disseminations"),
    "carry.log-none": Text(fr="Aucune diffusion n’est inscrite.", en="No dissemination is recorded."),
    "carry.told": Text(fr="Diffusion", en="Dissemination"),
    "carry.charter": Text(fr="De quelle charte", en="Of which charter"),
    "carry.language": Text(fr="Langues", en="Languages"),
    "carry.audience": Text(fr="Personnes", en="People"),
    "carry.by": Text(fr="Par", en="By"),
    "carry.not-said": Text(fr="non dit", en="not said"),
    "carry.planned-note": Text(
        fr="Prévue : lue seulement de ceux qui la préparent et du secrétariat.",
        en="Planned: read only by those who prepare it and by the secretariat.",
    ),
    "carry.committees": Text(fr="Comités de suivi", en="Follow-up committees"),
    "carry.committee": Text(fr="Comité de suivi", en="Follow-up committee"),
    "carry.committees-none": Text(fr="Aucun comité n’est inscrit.", en="No committee is recorded."),
    "carry.members": Text(fr="{n} membres", en="{n} members"),
    "carry.members-unknown": Text(fr="nombre de membres non inscrit", en="number of members not recorded"),
    "carry.since": Text(fr="depuis : {day}", en="since {day}"),
    "carry.until": Text(fr="jusqu’à : {day}", en="until {day}"),
    "carry.orders": Text(
        fr="Ordres internes des mouvements et des forces", en="Internal orders of movements and forces"
    ),
    "carry.orders-intro": Text(
        fr="Donné, relayé, compte rendu. Chaque côté dit quelle part l’ordre a atteinte ; jamais un nombre d’unités.",
        en="Issued, relayed, reported back. Each side says what share it reached; never a number of units.",
    ),
    "carry.order": Text(fr="Ordre interne", en="Internal order"),
    "carry.orders-none": Text(fr="Aucun ordre interne n’est inscrit.", en="No internal order is recorded."),
    "carry.no-order": Text(
        fr="Engagements qui demandent un ordre interne, sans ordre inscrit",
        en="Undertakings that ask for an order, none recorded",
    ),
    "carry.for": Text(fr="Pour l’engagement", en="For the undertaking"),
    "carry.shares": Text(fr="Part atteinte", en="Share reached"),
    "carry.share": Text(fr="part atteinte : de {least} à {most} %.", en="share reached: {least} to {most}%."),
    "carry.share-one": Text(fr="part atteinte : {share} %.", en="share reached: {share}%."),
    "carry.both-sides": Text(fr="Attestée des deux côtés.", en="Attested by both sides."),
    "carry.one-side": Text(fr="Attestée d’un seul côté.", en="Attested by one side only."),
    "carry.no-share": Text(
        fr="part atteinte : personne ne l’atteste encore.", en="share reached: attested by nobody yet."
    ),
    "carry.share-of": Text(fr="{party} : {share} %", en="{party}: {share}%"),
}

INDICES: Final = {
    "indices.heading": Text(fr="Indices de la semaine", en="Indicators of the week"),
    "indices.intro": Text(
        fr="Armes et marché, demandés une fois par semaine à une fonction : moins, autant ou plus que d’habitude.",
        en="Weapons and market, asked of a function once a week: less than usual, as usual, or more.",
    ),
    "indices.step.less": Text(fr="moins", en="less"),
    "indices.step.usual": Text(fr="comme d’habitude", en="as usual"),
    "indices.step.more": Text(fr="plus", en="more"),
    "indices.step.no_answer": Text(fr="pas de réponse", en="no answer"),
    "indices.not-asked": Text(fr="pas posé", en="not asked"),
    "indices.of.weapons": Text(fr="armes", en="weapons"),
    "indices.of.market": Text(fr="marché", en="market"),
    "indices.agree": Text(
        fr="{week} : deux indices ({what}), de deux fonctions, disent la même tension.",
        en="{week}: two indicators ({what}), from two functions, tell the same tension.",
    ),
    "indices.none": Text(
        fr="Personne n’a été interrogé ces quatre semaines : ce n’est pas un calme constaté.",
        en="Nobody was asked these four weeks: that is not the same as calm.",
    ),
    "indices.reserved": Text(
        fr="Ces indices sont réservés aux membres du cadre.",
        en="These indicators are for the members of the framework.",
    ),
    "indices.note": Text(
        fr="Ni prix ni nombre d’armes. Un seul indice est une réponse, pas une tendance.",
        en="No price and no count of weapons. One indicator alone is an answer, not a trend.",
    ),
}

GIVEN: Final = {
    "given.heading": Text(fr="Signalements", en="Reports"),
    "given.one": Text(fr="Signalement", en="Report"),
    "given.back": Text(fr="Tous les signalements", en="All reports"),
    "given.every": Text(fr="Signalements reçus", en="Reports received"),
    "given.own": Text(fr="Vos signalements, et la réponse", en="Your reports, and the answer"),
    "given.intro": Text(
        fr="Chaque signalement reçoit un numéro, puis une réponse. Seuls le secrétariat et vous lisez le vôtre.",
        en="Each report gets a number, then an answer. Only the secretariat and you read yours.",
    ),
    "given.none": Text(fr="Aucun signalement.", en="No report."),
    "given.received": Text(fr="reçu : {day}", en="received {day}"),
    "given.number": Text(fr="reçu n° {number}", en="receipt no. {number}"),
    "given.told": Text(fr="Ce qui a été dit", en="What was said"),
    "given.what": Text(fr="Ce qui s’est passé", en="What happened"),
    "given.answer": Text(fr="Réponse", en="Answer"),
    "given.no-answer": Text(fr="pas encore de réponse", en="no answer yet"),
    "given.became": Text(fr="Rattaché à :", en="Attached to:"),
    "given.conduct": Text(
        fr="Plaintes sur des barrages et taxes, par mois", en="Complaints about posts and taxes, by month"
    ),
    "given.conduct-none": Text(
        fr="Aucune plainte que vous puissiez lire n’est inscrite ces {months} mois.",
        en="No complaint that you may read is recorded in these {months} months.",
    ),
    "given.no-complaint": Text(fr="aucune plainte inscrite", en="no complaint recorded"),
    "given.conduct-note": Text(
        fr="Moins de plaintes peut vouloir dire une meilleure conduite, ou que les gens n’osent plus le dire. Montré "
        "après 72 h, par tronçon et par semaine.",
        en="Fewer complaints may mean better conduct, or that people no longer dare to say so. Shown after 72 h, by "
        "stretch and week.",
    ),
}

VOICES: Final = {
    "voice.one": Text(fr="Témoignage", en="Testimony"),
    "voice.taken": Text(fr="Recueillis, pour le secrétariat", en="Taken, for the secretariat"),
    "voice.back": Text(fr="Repris par qui les avait dits : {number}", en="Taken back by whoever spoke: {number}"),
    "voice.back-note": Text(
        fr="Plus un mot, une région ni une date n’en reste ; la preuve des inscriptions tient par leurs empreintes.",
        en="No word, region or date of them is left; the proof of the entries holds by their hashes.",
    ),
    "voice.back-on": Text(fr="Retiré le {day} ({case})", en="Withdrawn on {day} ({case})"),
    "voice.says": Text(fr="Ses mots", en="Their words"),
    "voice.region": Text(fr="Région", en="Region"),
    "voice.until": Text(fr="Peut être montré jusqu’au", en="May be shown until"),
    "voice.until-day": Text(fr="peut être montré jusqu’au {day}", en="may be shown until {day}"),
    "voice.over": Text(fr="n’est plus montré depuis le {day}", en="no longer shown since {day}"),
    "voice.no-consent": Text(fr="aucun consentement inscrit", en="no consent recorded"),
    "voice.kept": Text(
        fr="Lu ici par le secrétariat seul. Aux membres, la région et les mots, tant que le consentement dure.",
        en="Read here by the secretariat alone. Members get the region and the words, while the consent lasts.",
    ),
}

DIALOGUES: Final = {**VOICES, **GIVEN, **TALKS, **CARRY, **INDICES}
