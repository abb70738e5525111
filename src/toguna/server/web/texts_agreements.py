"""The sentences of agreements and undertakings: the tree, the lists, the page of each, the ladder."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

PACTS: Final = {
    "pact.back": Text(fr="Accords et engagements", en="Agreements and undertakings"),
    "pact.none": Text(fr="Aucun accord n’est inscrit à ce jour.", en="No agreement is recorded on this day."),
    "pact.own": Text(fr="Engagements du texte", en="Undertakings of the text"),
    "pact.serving": Text(fr="Engagements qui servent cette disposition", en="Undertakings that serve this clause"),
    "pact.serving-none": Text(
        fr="Aucun engagement inscrit ne sert cette disposition.", en="No recorded undertaking serves this clause."
    ),
    "pact.loose": Text(fr="Engagements hors accord", en="Undertakings outside an agreement"),
    "pact.loose-note": Text(
        fr="Pris en rencontre, sans clause d’un accord.", en="Made in a meeting, under no agreement’s clause."
    ),
    "pact.all": Text(fr="Tous les engagements ({number})", en="All undertakings ({number})"),
    "pact.every": Text(fr="Tous les engagements, par état", en="All undertakings, by state"),
    "pact.missing": Text(fr="Le texte ne dit pas : {points}.", en="The text does not say: {points}."),
    "pact.clause-none": Text(fr="Rien d’inscrit sur cette disposition.", en="Nothing recorded about this clause."),
    "pact.at": Text(fr="{place} : {status}", en="{place}: {status}"),
    "pact.beside": Text(fr="À côté du registre", en="Beside the record"),
    "pact.beside-line": Text(fr="{place} : {status} ({day}).", en="{place}: {status} ({day})."),
    "pact.parties": Text(fr="Parties", en="Parties"),
    "pact.level": Text(fr="Niveau", en="Level"),
    "pact.signed": Text(fr="Signé", en="Signed"),
    "pact.ended": Text(fr="Fin", en="End"),
    "pact.parent": Text(fr="Découle de", en="Follows from"),
    "pact.children": Text(fr="Accords qui en découlent", en="Agreements that follow from it"),
    "pact.agreed": Text(fr="Convenu", en="Agreed"),
    "pact.paper": Text(fr="Empreinte du papier signé", en="Fingerprint of the signed paper"),
    "pact.step.negotiated": Text(fr="Texte de l’accord inscrit.", en="Text of the agreement recorded."),
    "pact.step.signed": Text(fr="Signé.", en="Signed."),
    "pact.step.signed-by": Text(fr="Signé par : {by}.", en="Signed by: {by}."),
    "pact.step.agreed": Text(fr="Accord conclu.", en="Agreement reached."),
    "pact.step.suspended": Text(fr="Accord suspendu.", en="Agreement suspended."),
    "pact.step.suspended-why": Text(fr="Accord suspendu : {why}.", en="Agreement suspended: {why}."),
    "pact.step.resumed": Text(fr="De nouveau en vigueur.", en="In force again."),
    "pact.step.ended": Text(fr="L’accord a pris fin.", en="The agreement ended."),
    "pact.step.ended-how": Text(fr="L’accord a pris fin : {how}.", en="The agreement ended: {how}."),
    "pact.step.replaced": Text(fr="Accord remplacé.", en="Agreement replaced."),
    "pact.step.replaced-how": Text(fr="Accord remplacé : {how}.", en="Agreement replaced: {how}."),
    "pact.step.amended": Text(fr="Inscription précisée.", en="Record made more precise."),
    "pact.step.clause": Text(fr="{ref}, {place} : {status}.", en="{ref}, {place}: {status}."),
    "pact.step.clause-more": Text(fr="{ref}, {place} : {status} ({more}).", en="{ref}, {place}: {status} ({more})."),
    "pact.step.clause-beside": Text(
        fr="Autre source, à côté du registre. {ref}, {place} : {status}.",
        en="Another source, beside the record. {ref}, {place}: {status}.",
    ),
    "pact.step.clause-beside-more": Text(
        fr="Autre source, à côté du registre. {ref}, {place} : {status} ({more}).",
        en="Another source, beside the record. {ref}, {place}: {status} ({more}).",
    ),
    "ladder.title": Text(fr="{what} : états dans le temps", en="{what}: states over time"),
    "ladder.note": Text(
        fr="Chaque ligne est un état, du plus bas au plus haut ; le trait monte ou redescend au jour du changement. "
        "La suite des états est dite en toutes lettres dans l’histoire de cette page.",
        en="Each line is a state, from the lowest to the highest; the trace goes up or down on the day of the change. "
        "The states are told in words in the story on this page.",
    ),
    "ladder.caption": Text(
        fr="Une barre grise : le jour n’est connu qu’à peu près.", en="A grey bar: the day is known only roughly."
    ),
}

KEPT: Final = {
    "kept.title": Text(fr="Engagement", en="Undertaking"),
    "kept.list": Text(fr="Engagements", en="Undertakings"),
    "kept.what": Text(fr="Engagement", en="Undertaking"),
    "kept.who": Text(fr="Qui", en="Who"),
    "kept.state": Text(fr="État", en="State"),
    "kept.due": Text(fr="Échéance", en="Deadline"),
    "kept.any": Text(fr="Tous les états", en="Every state"),
    "kept.choice": Text(fr="{state} ({number})", en="{state} ({number})"),
    "kept.show": Text(fr="Voir", en="Show"),
    "kept.none": Text(fr="Aucun engagement de ce genre n’est inscrit.", en="No such undertaking is recorded."),
    "kept.counts": Text(
        fr="L’état de chaque engagement se lit entre membres ; pour les autres, le bilan en donne les totaux.",
        en="The state of each undertaking is read among members; for others the results give the totals.",
    ),
    "kept.not-agreed": Text(fr="non convenu", en="not agreed"),
    "kept.absent": Text(fr="rien d’inscrit", en="nothing recorded"),
    "kept.due-reserved": Text(fr="l’échéance va aux titulaires", en="the deadline goes to the seats"),
    "kept.no-due": Text(fr="non convenue", en="not agreed"),
    "kept.divergent": Text(fr="versions divergentes", en="accounts diverge"),
    "kept.repeat": Text(fr="promesse répétée", en="promise repeated"),
    "kept.page": Text(fr="Page {number} sur {pages}", en="Page {number} of {pages}"),
    "kept.pager": Text(fr="Pages de la liste", en="Pages of the list"),
    "kept.before": Text(fr="Page précédente", en="Previous page"),
    "kept.after": Text(fr="Page suivante", en="Next page"),
    "kept.points": Text(fr="Ce qui est convenu, point par point", en="What is agreed, point by point"),
    "kept.points-missing": Text(
        fr="Points non convenus ou non inscrits : {number}. À régler avant de se séparer.",
        en="Points not agreed or not recorded: {number}. To be settled before people leave the room.",
    ),
    "kept.nature": Text(fr="Nature", en="Nature"),
    "kept.binding": Text(fr="Force", en="Strength"),
    "kept.ladder": Text(fr="États dans le temps", en="States over time"),
    "kept.blocked": Text(fr="Ce qui bloque", en="What blocks it"),
    "kept.blocked-over": Text(fr="porte sur", en="about"),
    "kept.ratings": Text(fr="Appréciations", en="Ratings"),
    "kept.ratings-none": Text(fr="Aucune appréciation n’est inscrite.", en="No rating is recorded."),
    "kept.rating": Text(fr="{rater} : {step} sur {top}, {scale}", en="{rater}: {step} of {top}, {scale}"),
    "kept.rating-fell": Text(fr="en recul", en="fell back"),
    "kept.spread": Text(
        fr="Les appréciations vont de {low} à {high} sur {top} ({scale}).",
        en="Ratings go from {low} to {high} of {top} ({scale}).",
    ),
    "kept.spread-note": Text(
        fr="Cette page dit où les versions divergent, jamais qui a dit quoi.",
        en="This page says where accounts diverge, never who said what.",
    ),
    "kept.contested": Text(fr="Deux versions de : {point}.", en="Two accounts of: {point}."),
    "kept.contested-values": Text(
        fr="Deux versions de : {point} ({values}).", en="Two accounts of: {point} ({values})."
    ),
    "kept.contested-status": Text(fr="l’état", en="the state"),
    "kept.belongs": Text(fr="À quoi il se rattache", en="What it belongs to"),
    "kept.agreement": Text(fr="Accord", en="Agreement"),
    "kept.meeting": Text(fr="Rencontre", en="Meeting"),
    "kept.requests": Text(fr="Plaidoyers", en="Requests"),
    "kept.measures": Text(fr="Mesures aux mêmes lieux", en="Measures in the same places"),
    "kept.claims": Text(fr="Résultats annoncés", en="Announced results"),
    "kept.same": Text(fr="Même promesse, avant", en="The same promise, before"),
    "kept.nothing": Text(fr="rien à montrer ici", en="nothing to show here"),
    "kept.step.promised-before": Text(
        fr="La même promesse avait déjà été faite ; elle se lit aujourd’hui : {status}.",
        en="The same promise had been made before; today it reads: {status}.",
    ),
    "kept.step.drafted": Text(fr="Engagement en projet.", en="Undertaking drafted."),
    "kept.step.agreed": Text(fr="Engagement convenu.", en="Undertaking agreed."),
    "kept.step.waiting": Text(fr="En attente.", en="Waiting."),
    "kept.step.waiting-for": Text(fr="En attente de : {for}.", en="Waiting for: {for}."),
    "kept.step.started": Text(fr="Commencé.", en="Started."),
    "kept.step.partly_fulfilled": Text(fr="Tenu en partie.", en="Partly fulfilled."),
    "kept.step.partly_fulfilled-why": Text(fr="Tenu en partie : {why}.", en="Partly fulfilled: {why}."),
    "kept.step.fulfilled": Text(fr="Tenu.", en="Fulfilled."),
    "kept.step.maintained": Text(fr="Tenu dans la durée.", en="Maintained."),
    "kept.step.blocked": Text(fr="Bloqué.", en="Blocked."),
    "kept.step.blocked-reason": Text(fr="Bloqué : {reason}.", en="Blocked: {reason}."),
    "kept.step.resumed": Text(fr="Repris.", en="Resumed."),
    "kept.step.breached": Text(fr="Non tenu.", en="Breached."),
    "kept.step.breached-by": Text(fr="Non tenu, constaté par : {by}.", en="Breached, verified by: {by}."),
    "kept.step.lapsed": Text(fr="Caduc.", en="Lapsed."),
    "kept.step.lapsed-why": Text(fr="Caduc : {why}.", en="Lapsed: {why}."),
    "kept.step.superseded": Text(fr="Remplacé.", en="Superseded."),
    "kept.step.superseded-why": Text(fr="Remplacé : {why}.", en="Superseded: {why}."),
    "kept.step.withdrawn": Text(fr="Retiré.", en="Withdrawn."),
    "kept.step.withdrawn-why": Text(fr="Retiré : {why}.", en="Withdrawn: {why}."),
    "kept.step.proved": Text(fr="Preuve inscrite.", en="Proof recorded."),
    "kept.step.proved-what": Text(fr="Preuve : {what}.", en="Proof: {what}."),
    "kept.step.proved-by": Text(fr="Preuve vérifiée par : {by}.", en="Proof verified by: {by}."),
    "kept.step.proved-both": Text(fr="Preuve : {what}, vérifiée par : {by}.", en="Proof: {what}, verified by: {by}."),
    "kept.step.rated": Text(fr="{rater} : {step} sur {top} ({scale}).", en="{rater}: {step} of {top} ({scale})."),
    "kept.step.amended": Text(fr="Engagement précisé.", en="Undertaking made more precise."),
    "kept.step.overdue": Text(
        fr="Échéance passée depuis {days} jours, sans preuve inscrite.",
        en="Deadline passed {days} days ago, no proof recorded.",
    ),
    "kept.step.unproved": Text(
        fr="Aucune preuve inscrite pour cette période.", en="No proof recorded for this period."
    ),
    "kept.step.lapsing": Text(
        fr="La preuve de cette période n’est pas inscrite.", en="The proof of this period is not recorded."
    ),
    "kept.step.lapsing-until": Text(
        fr="La preuve de cette période n’est pas inscrite ; elle est attendue jusqu’au {until}.",
        en="The proof of this period is not recorded; it is awaited until {until}.",
    ),
    "kept.step.frozen": Text(fr="Gelé : l’accord a pris fin.", en="Frozen: the agreement has ended."),
}
