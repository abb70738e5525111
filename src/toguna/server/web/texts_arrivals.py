"""The sentences of what comes in: reports, forms from phones, the phones themselves, and being sure of it."""

from __future__ import annotations

from typing import Final

from toguna.base.text import Text

ARRIVALS: Final = {
    "given.near": Text(fr="Près de", en="Near"),
    "given.when": Text(fr="Quand", en="When"),
    "given.basis": Text(fr="D’après", en="How it is known"),
    "given.sent": Text(fr="Voir l’envoi et ses photos", en="See the sending and its photos"),
    "arrivals.title": Text(fr="Envois reçus", en="What came in"),
    "arrivals.what": Text(
        fr="Ce que des téléphones ont envoyé à ce bureau. Le contenu reste scellé au bureau ; un numéro, rendu à la "
        "personne, permet de lui répondre.",
        en="What phones have sent to this office. Contents stay sealed at the office; a number, given back to the "
        "person, "
        "lets you answer.",
    ),
    "arrivals.rest": Text(fr="Le reste", en="The rest"),
    "verify.late-count": Text(
        fr="En retard : {late} sur {number} incidents à vérifier.", en="Late: {late} of {number} incidents to verify."
    ),
    "verify.late": Text(fr="{days} j de retard", en="{days} d late"),
    "verify.left": Text(fr="encore {days} j", en="{days} d left"),
    "verify.today": Text(fr="aujourd’hui au plus tard", en="today at the latest"),
    "verify.stage.screen": Text(fr="à examiner", en="to screen"),
    "verify.stage.settle": Text(fr="à recouper ou à vérifier", en="to corroborate or verify"),
    "verify.older": Text(
        fr="Incidents plus anciens restés sans suite : {number}.",
        en="Older incidents that were never settled: {number}.",
    ),
    "verify.answered": Text(
        fr="Signalements des soixante derniers jours : réponse donnée à {answered} sur {received}.",
        en="Reports of the past sixty days: answered to those who reported, {answered} of {received}.",
    ),
    "verify.no-report": Text(
        fr="Aucun signalement reçu ces soixante derniers jours : ce n’est pas un calme constaté.",
        en="No report received in the past sixty days: that is not the same as calm.",
    ),
    "arrivals.open": Text(fr="Voir les signalements", en="See the reports"),
    "arrivals.waiting": Text(
        fr="Envois qui attendent quelqu’un au bureau : {number}.",
        en="Sendings that await somebody at the office: {number}.",
    ),
    "arrivals.to-do": Text(fr="Ce qui attend quelqu’un", en="What awaits somebody"),
    "arrivals.nothing-to-do": Text(
        fr="Rien n’attend : tout ce qui est arrivé est traité.", en="Nothing awaits anybody."
    ),
    "arrivals.caption": Text(fr="Envois des téléphones à traiter", en="Sendings of phones to be dealt with"),
    "arrivals.number": Text(fr="N°", en="No."),
    "arrivals.form": Text(fr="Formulaire", en="Form"),
    "arrivals.came": Text(fr="Arrivé le", en="Came on"),
    "arrivals.state": Text(fr="État", en="State"),
    "arrivals.phone": Text(fr="téléphone n° {number}", en="phone no. {number}"),
    "arrivals.photos": Text(fr="photos : {number}", en="photos: {number}"),
    "arrivals.sms": Text(fr="SMS", en="SMS"),
    "arrivals.state.waiting": Text(fr="attend la phrase de passe", en="awaits the passphrase"),
    "arrivals.state.incomplete": Text(fr="à compléter", en="to complete"),
    "arrivals.state.refused": Text(fr="refusé par le registre", en="refused by the register"),
    "arrivals.state.entered": Text(fr="inscrit", en="entered"),
    "arrivals.state.kept": Text(fr="gardé pour être compté", en="kept to be counted"),
    "arrivals.state.replaced": Text(fr="remplacé par une correction", en="replaced by a correction"),
    "arrivals.state.set_aside": Text(fr="mis de côté", en="put aside"),
    "arrivals.state.nothing": Text(fr="rien n’en a été gardé", en="nothing of it was kept"),
    "arrivals.state.over": Text(fr="resté sans suite, effacé", en="never completed, deleted"),
    "arrival.forgotten": Text(
        fr="Effacé après 90 jours, avec ce qui disait de qui il venait. Le registre garde ce qui y a été inscrit.",
        en="Deleted after 90 days, with what told whom it came from. The register keeps what was entered.",
    ),
    "keeping.title": Text(fr="Ce que ce bureau garde, et jusqu’à quand", en="What this office keeps, and until when"),
    "keeping.sms": Text(
        fr="Les SMS et les formulaires tels qu’ils sont venus, leurs photos, et de quoi reconnaître qui les a envoyés "
        ": 90 jours, puis effacés. Gardés en ce moment : {number} SMS, {forms} formulaires. Les photos d’un incident "
        "restent avec lui, jusqu’à un an après sa clôture.",
        en="SMS and forms as they came, their photos, and what recognises who sent them: 90 days, then deleted. Held "
        "at present: {number} SMS, {forms} forms. Photos of an incident stay with it, until a year after it was "
        "closed.",
    ),
    "keeping.oldest": Text(
        fr="Le plus ancien sera effacé après le {day}.", en="The oldest will be deleted after {day}."
    ),
    "keeping.late": Text(
        fr="À effacer dès maintenant : {number}. Lancer « toguna keys », ou servir ce poste aux téléphones.",
        en="To be deleted now: {number}. Run “toguna keys”, or serve this machine to the phones.",
    ),
    "keeping.stays": Text(
        fr="Reste : le numéro, le jour, et ce qui est inscrit au registre. Le numéro de téléphone n’y est jamais.",
        en="What stays: the number, the day, and what was entered in the register. A telephone number is never in it.",
    ),
    "arrivals.counts": Text(
        fr="Inscrits : {entered}. Mis de côté : {aside}. Corrigés depuis : {replaced}. Non gardés (hors de ce qui "
        "s’inscrit ici) : {nothing}.",
        en="Entered: {entered}. Put aside: {aside}. Corrected since: {replaced}. Not kept (not recorded here): "
        "{nothing}.",
    ),
    "arrivals.last": Text(fr="Dernier envoi reçu le {day}.", en="Last sending received on {day}."),
    "arrivals.never": Text(
        fr="Aucun envoi n’est encore arrivé d’un téléphone.", en="No sending has come from a phone yet."
    ),
    "arrivals.kept": Text(
        fr="{form} : gardées au bureau pour être comptées, {number}.",
        en="{form}: kept at the office to be counted, {number}.",
    ),
    "arrival.title": Text(fr="Envoi n° {number}", en="Sending no. {number}"),
    "arrival.refused-why": Text(fr="Le registre l’a refusé : {code}.", en="The register refused it: {code}."),
    "arrival.perhaps-again": Text(
        fr="Ce poste a été rétabli depuis une sauvegarde : il ne sait plus tout ce que ce téléphone avait envoyé, et "
        "ce message est peut-être ancien. Demander à qui l’a envoyé s’il est nouveau, puis l’inscrire ; sinon, le "
        "mettre de côté.",
        en="This machine was put back from a backup: it no longer knows all that this telephone had sent, and this "
        "message may be an old one. Ask whoever sent it whether it is new, then enter it; if not, put it aside.",
    ),
    "arrival.closed": Text(
        fr="Le contenu est scellé : relancer ce poste avec la phrase de passe de l’appareil pour le lire.",
        en="The content is sealed: start this machine again with the device’s passphrase to read it.",
    ),
    "arrival.said": Text(fr="Ce qui a été envoyé", en="What was sent"),
    "arrival.earlier": Text(fr="Version précédente", en="Earlier version"),
    "arrival.no-answers": Text(fr="Aucune réponse lisible.", en="No answer that can be read."),
    "arrival.photo": Text(fr="Photo {name}", en="Photo {name}"),
    "arrival.photos": Text(fr="Photos", en="Photos"),
    "arrival.complete": Text(fr="Compléter et inscrire", en="Complete and enter"),
    "arrival.complete-note": Text(
        fr="Ce sera inscrit pour le titulaire dont le téléphone l’a envoyé. Ce qui n’est pas su reste vide.",
        en="It will be entered for the seat whose phone sent it. What is not known stays empty.",
    ),
    "arrival.enter": Text(fr="Inscrire", en="Enter"),
    "arrival.aside": Text(fr="Mettre de côté", en="Put aside"),
    "arrival.why": Text(fr="Pour quelle raison", en="For what reason"),
    "arrival.aside-why": Text(fr="Mis de côté : {why}", en="Put aside: {why}"),
    "phones.title": Text(fr="Téléphones", en="Phones"),
    "phones.what": Text(
        fr="Un téléphone avec ODK Collect ou KoboCollect envoie ici des signalements, des sorties faites et les "
        "nouvelles "
        "de la semaine, même après des jours sans réseau. Il est connu par un numéro, jamais par un nom.",
        en="A phone with ODK Collect or KoboCollect sends reports, outings done and the week’s news here, even after "
        "days "
        "without a network. It is known by a number, never by a name.",
    ),
    "phones.admit": Text(fr="Admettre un téléphone", en="Admit a phone"),
    "phones.seat": Text(fr="Pour quel titulaire", en="For which seat"),
    "phones.address": Text(
        fr="Adresse de ce poste, vue du téléphone", en="Address of this machine, seen from the phone"
    ),
    "phones.local": Text(
        fr="Cette adresse n’est joignable que depuis ce poste : le servir avec --host, et donner ici son adresse sur "
        "le "
        "réseau du bureau.",
        en="This address can only be reached from this machine: serve it with --host, and give its address on the "
        "office’s "
        "network here.",
    ),
    "phones.plain": Text(
        fr="Sans https, qui écoute le réseau peut lire ce qui est envoyé : ne le faire que sur le réseau du bureau.",
        en="Without https, whoever listens to the network can read what is sent: do it on the office’s own network "
        "only.",
    ),
    "phones.new": Text(fr="Faire le code", en="Make the code"),
    "phones.issued": Text(fr="Téléphone n° {number}", en="Phone no. {number}"),
    "phones.scan": Text(
        fr="Dans l’application : « Configurer avec un code QR », puis viser cette image.",
        en="In the app: “Configure with QR code”, then aim at this picture.",
    ),
    "phones.secret": Text(
        fr="Cette image contient un secret et ne sera plus montrée. Ne pas la photographier, ne pas l’envoyer : qui "
        "l’a "
        "peut envoyer au nom du titulaire, jusqu’à ce que le téléphone soit révoqué.",
        en="This picture holds a secret and will not be shown again. Do not photograph it, do not send it: whoever "
        "has it "
        "can send in the seat’s name, until the phone is revoked.",
    ),
    "phones.typed": Text(fr="Ou saisir cette adresse de serveur :", en="Or type this server address:"),
    "phones.image": Text(fr="Code à lire avec le téléphone", en="Code to be read by the phone"),
    "phones.shown": Text(
        fr="Ce téléphone est déjà admis, et son code n’est plus montré. S’il n’a pas été lu, révoquer ce téléphone "
        "et en "
        "admettre un autre.",
        en="This phone has been admitted, and its code is not shown again. If it was not read, revoke this phone and "
        "admit "
        "another.",
    ),
    "phones.list": Text(fr="Téléphones admis", en="Phones admitted"),
    "phones.none": Text(fr="Aucun téléphone n’a été admis.", en="No phone has been admitted."),
    "phones.number": Text(fr="N°", en="No."),
    "phones.since": Text(fr="depuis le {day}", en="since {day}"),
    "phones.sent": Text(fr="envois : {number}", en="sendings: {number}"),
    "phones.ended": Text(fr="révoqué le {day}", en="revoked on {day}"),
    "phones.revoke": Text(fr="Révoquer", en="Revoke"),
    "phones.revoke-note": Text(
        fr="Un téléphone perdu ou pris : le révoquer aussitôt. Ce qu’il a envoyé reste ; ce qu’il garde en mémoire se "
        "lit encore.",
        en="A phone lost or taken: revoke it at once. What it sent stays; what it keeps can still be read.",
    ),
}
