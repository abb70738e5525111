"""The sentences of the meetings: the list, the bodies, and the page of each meeting."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

MET: Final = {
    "met.back": Text(fr="Toutes les rencontres", en="All meetings"),
    "met.reserved": Text(
        fr="Les rencontres se lisent entre membres du cadre.", en="Meetings are read among the framework’s members."
    ),
    "met.none": Text(
        fr="Aucune rencontre à montrer à ce jour. Il a pu s’en tenir qui ne sont pas inscrites.",
        en="No meeting to show on this day. There may have been some that are not recorded.",
    ),
    "met.next": Text(fr="À venir", en="To come"),
    "met.unsaid": Text(fr="Jour passé, rien d’inscrit", en="Day passed, nothing recorded"),
    "met.held": Text(fr="Tenues", en="Held"),
    "met.missed": Text(fr="Non tenues", en="Not held"),
    "met.what": Text(fr="Objet", en="Object"),
    "met.day": Text(fr="Date", en="Date"),
    "met.day-reserved": Text(fr="la date va aux titulaires", en="the date goes to the seats"),
    "met.day-unknown": Text(fr="date non connue", en="date not known"),
    "met.kind": Text(fr="Nature", en="Kind"),
    "met.quorum": Text(fr="Quorum", en="Quorum"),
    "met.quorum-yes": Text(fr="atteint", en="reached"),
    "met.quorum-no": Text(fr="non atteint", en="not reached"),
    "met.quorum-unsaid": Text(fr="non inscrit", en="not recorded"),
    "met.decided": Text(fr="Décisions", en="Decisions"),
    "met.rhythm": Text(fr="Le cadre s’est-il réuni ?", en="Did the framework meet?"),
    "met.rhythm-note": Text(
        fr="D’après ce qui est inscrit ; les apartés ne sont pas comptés.",
        en="As far as is recorded; meetings held apart are not counted.",
    ),
    "met.count-called": Text(fr="Convoquées ou constatées", en="Called or seen"),
    "met.count-held": Text(fr="Tenues", en="Held"),
    "met.count-quorate": Text(fr="avec quorum : {number}", en="quorate: {number}"),
    "met.count-not-quorate": Text(fr="sans quorum : {number}", en="not quorate: {number}"),
    "met.count-unsaid": Text(fr="quorum non inscrit : {number}", en="quorum not recorded: {number}"),
    "met.count-missed": Text(fr="Non tenues", en="Not held"),
    "met.count-decided": Text(fr="Décisions adoptées", en="Decisions adopted"),
    "met.count-carried": Text(fr="dont exécutées : {number}", en="of which carried out: {number}"),
    "met.bodies": Text(fr="Organes autour du cadre", en="Bodies around the framework"),
    "met.bodies-none": Text(fr="Aucun organe n’est inscrit.", en="No body is recorded."),
    "met.body-missed": Text(
        fr="Rencontres non tenues, {period} : {count}.", en="Meetings not held, {period}: {count}."
    ),
    "met.body-missed-unsaid": Text(
        fr="Rencontres non tenues, {period} ; leur nombre n’est pas indiqué.",
        en="Meetings not held, {period}; how many is not stated.",
    ),
    "met.body-reported": Text(fr="Ce qui en est rapporté : {what}", en="What is reported of it: {what}"),
    "met.body-over": Text(fr="désaccord sur", en="disagreement over"),
    "met.where": Text(fr="Lieu", en="Place"),
    "met.agenda": Text(fr="Ordre du jour", en="Agenda"),
    "met.present": Text(fr="Représentés", en="Represented"),
    "met.present-reserved": Text(
        fr="Les présences vont à ceux qui y étaient et au secrétariat.",
        en="Attendance goes to those who were there and to the secretariat.",
    ),
    "met.conclusions": Text(fr="Relevé de conclusions", en="Record of conclusions"),
    "met.conclusions-none": Text(fr="Aucun relevé n’est inscrit.", en="No record is entered."),
    "met.conclusions-draft": Text(fr="Projet, pas encore adopté.", en="Draft, not adopted yet."),
    "met.paper": Text(fr="Empreinte du papier signé", en="Fingerprint of the signed paper"),
    "met.kept-at": Text(fr="Papier conservé", en="Paper kept"),
    "met.decisions": Text(fr="Ce qui a été décidé", en="What was decided"),
    "met.decisions-none": Text(fr="Aucune décision à montrer ici.", en="No decision to show here."),
    "met.reservation": Text(fr="Réserve inscrite, partie : {party}.", en="Reservation recorded, party: {party}."),
    "met.counted": Text(
        fr="{number} parties présentes ; la règle du cadre en demande {quorum}.",
        en="{number} parties present; the framework’s rule asks for {quorum}.",
    ),
    "met.counted-unset": Text(
        fr="{number} parties présentes ; le cadre n’a pas fixé de quorum.",
        en="{number} parties present; the framework has set no quorum.",
    ),
    "met.due": Text(fr="avant le {day}", en="before {day}"),
    "met.step.because": Text(fr="Ce qui y a conduit.", en="What led to it."),
    "met.step.called": Text(fr="Rencontre convoquée.", en="Meeting called."),
    "met.step.called-day": Text(fr="Rencontre convoquée ({day}).", en="Meeting called ({day})."),
    "met.step.observed": Text(fr="Rencontre tenue.", en="Meeting held."),
    "met.step.quorate": Text(fr="Rencontre tenue, quorum atteint.", en="Meeting held, quorate."),
    "met.step.not_quorate": Text(fr="Rencontre tenue sans quorum.", en="Meeting held, not quorate."),
    "met.step.missed": Text(fr="Rencontre non tenue.", en="Meeting not held."),
    "met.step.missed-why": Text(fr="Rencontre non tenue : {why}.", en="Meeting not held: {why}."),
    "met.step.decided": Text(fr="Décision {status} : {what}.", en="Decision {status}: {what}."),
    "met.step.conclusions_drafted": Text(fr="Relevé de conclusions en projet.", en="Conclusions drafted."),
    "met.step.silence_begun": Text(
        fr="Relevé soumis à tous : {hours} heures pour réagir.", en="Conclusions put to all: {hours} hours to react."
    ),
    "met.step.silence_begun-until": Text(
        fr="Relevé soumis à tous : {hours} heures pour réagir, jusqu’au {until}.",
        en="Conclusions put to all: {hours} hours to react, until {until}.",
    ),
    "met.step.silence-over": Text(
        fr="Les {hours} heures sont passées ; l’adoption n’est pas inscrite.",
        en="The {hours} hours have passed; the adoption is not recorded.",
    ),
    "met.step.conclusions_adopted": Text(fr="Relevé de conclusions adopté.", en="Conclusions adopted."),
    "met.step.reserved": Text(fr="Réserve au relevé, partie : {party}.", en="Reservation in the conclusions: {party}."),
    "met.step.amended": Text(fr="Inscription précisée.", en="Record made more precise."),
    "met.step.unsaid": Text(
        fr="Le jour est passé ; rien ne dit si la rencontre a eu lieu.",
        en="The day has passed; nothing says whether the meeting took place.",
    ),
    "met.step.led-to": Text(fr="Ce qui a suivi.", en="What followed."),
}
