"""What `verify` can find wrong in a stored log: one class and one sentence for each (spec/register.md §10).

`log` is the first eight bytes of the device's key in hex; entries are numbered from 0, in sentences as in data.
"""

from __future__ import annotations

from toguna.base.errors import RegisterFault
from toguna.base.text import Text

_ASK_FR = " Ne rien corriger à la main : demander à une autre partie son exemplaire du registre et comparer."
_ASK_EN = " Do not mend anything by hand: ask another party for its copy of the register and compare."
_JOIN_FR = " Demander à une autre partie son exemplaire du registre et le joindre à celui-ci."
_JOIN_EN = " Ask another party for its copy of the register and join it to this one."


class LogFault(RegisterFault):
    """A stored log is not what was signed."""

    code = "log"


def _entry(fr: str, en: str) -> Text:
    return Text(
        fr="Journal {log}, inscription n° {index} : " + fr + _ASK_FR, en="Log {log}, entry no. {index}: " + en + _ASK_EN
    )


def _gone(fr: str, en: str) -> Text:
    return Text(fr="Journal {log} : " + fr + _JOIN_FR, en="Log {log}: " + en + _JOIN_EN)


class WrongType(LogFault):
    code = "wrong-type"
    text = Text(
        fr="Journal {log} : la colonne « {column} » de la table « {table} » contient une valeur d’un type impossible ;"
        " la base a été touchée hors du logiciel." + _ASK_FR,
        en="Log {log}: column “{column}” of table “{table}” holds a value of an impossible type;"
        " the database was touched outside the software." + _ASK_EN,
    )


class DuplicateRow(LogFault):
    code = "duplicate-row"
    text = Text(
        fr="Journal {log} : la table « {table} » contient deux fois la ligne n° {index}." + _ASK_FR,
        en="Log {log}: table “{table}” holds row no. {index} twice." + _ASK_EN,
    )


class AlteredConstitution(LogFault):
    code = "altered-constitution"
    text = Text(
        fr="L’acte constitutif du registre {log} n’est plus celui dont le numéro figure sur l’accord signé." + _ASK_FR,
        en="The founding act of register {log} is no longer the one whose number is on the signed agreement." + _ASK_EN,
    )


class AlteredRegisterId(LogFault):
    code = "altered-register-id"
    text = Text(
        fr="Le numéro du registre {log} a été changé : l’acte constitutif donne {expected}." + _ASK_FR,
        en="The id of register {log} was changed: the founding act gives {expected}." + _ASK_EN,
    )


class UnknownRegister(LogFault):
    code = "unknown-register"
    text = Text(
        fr="Des lignes appartiennent à un registre {log} dont l’acte constitutif n’est pas ici." + _JOIN_FR,
        en="Some rows belong to a register {log} whose founding act is not here." + _JOIN_EN,
    )


class UnknownDevice(LogFault):
    code = "unknown-device"
    text = Text(
        fr="Le journal {log} vient d’un appareil que personne n’a admis : rien de ce qu’il dit ne compte."
        " Demander à la partie concernée l’inscription qui l’admet.",
        en="Log {log} comes from a device that nobody admitted: nothing it says counts."
        " Ask the party concerned for the entry that admits it.",
    )


class AlteredLeaf(LogFault):
    code = "altered-leaf"
    text = _entry("le texte signé a été changé après coup.", "the signed text was changed afterwards.")


class AlteredColumn(LogFault):
    code = "altered-column"
    text = _entry(
        "la colonne « {column} » ne dit pas ce que dit le texte signé.",
        "column “{column}” does not say what the signed text says.",
    )


class PartMissing(LogFault):
    code = "part-missing"
    text = _entry("le volet {position} a été supprimé.", "part {position} was deleted.")


class PartContentMissing(LogFault):
    code = "part-content-missing"
    text = _entry(
        "le contenu du volet {position} a disparu, sans inscription d’effacement ni restriction de lecture.",
        "the content of part {position} is gone, though nobody erased it and all may read it.",
    )


class AlteredPartContent(LogFault):
    code = "altered-part-content"
    text = _entry("le contenu du volet {position} a été changé.", "the content of part {position} was changed.")


class AlteredPartHash(LogFault):
    code = "altered-part-hash"
    text = _entry("l’empreinte du volet {position} a été changée.", "the hash of part {position} was changed.")


class AlteredPartAudience(LogFault):
    code = "altered-part-audience"
    text = _entry(
        "le cercle de lecteurs du volet {position} a été changé.", "the audience of part {position} was changed."
    )


class AlteredPartPosition(LogFault):
    code = "altered-part-position"
    text = _entry("le volet {position} a été rangé à la place {found}.", "part {position} was put in place {found}.")


class PartReplaced(LogFault):
    code = "part-replaced"
    text = _entry("le volet {position} a été remplacé par un autre.", "part {position} was replaced by another.")


class PartWithoutEntry(LogFault):
    code = "part-without-entry"
    text = _entry(
        "un volet (place {position}) est rangé ici sans qu’aucune inscription le nomme.",
        "a part (place {position}) is stored here though no entry names it.",
    )


class BodyNotOpen(LogFault):
    code = "body-not-open"
    text = _entry(
        "une inscription propre au registre n’a pas de premier volet lisible par tous ; elle reste sans effet.",
        "an entry of the register’s own has no first part that all may read; it has no effect.",
    )


class LogMissing(LogFault):
    code = "log-missing"
    text = _gone(
        "les {count} inscriptions signées ont toutes été supprimées.", "all {count} signed entries were deleted."
    )


class FirstEntryMissing(LogFault):
    code = "first-entry-missing"
    text = _gone(
        "le début a été supprimé, inscriptions n° {index} à {last} ({count}).",
        "the beginning was deleted, entries no. {index} to {last} ({count}).",
    )


class EntryMissing(LogFault):
    code = "entry-missing"
    text = _gone(
        "des inscriptions ont été supprimées au milieu, n° {index} à {last} ({count}).",
        "entries were deleted in the middle, no. {index} to {last} ({count}).",
    )


class LastEntryMissing(LogFault):
    code = "last-entry-missing"
    text = _gone(
        "la dernière inscription a été supprimée : {signed} sont signées, {held} sont ici.",
        "the last entry was deleted: {signed} are signed, {held} are here.",
    )


class TailMissing(LogFault):
    code = "tail-missing"
    text = _gone(
        "la fin a été coupée à partir du n° {index} : {signed} inscriptions sont signées, {held} sont ici.",
        "the end was cut off from no. {index}: {signed} entries are signed, {held} are here.",
    )


class EntriesRenumbered(LogFault):
    code = "entries-renumbered"
    text = _gone(
        "{count} inscription(s) ont été supprimées à partir du n° {index} et les suivantes renumérotées "
        "pour le cacher.",
        "{count} entry or entries were deleted from no. {index} on, and the following renumbered to hide it.",
    )


class EntriesSwapped(LogFault):
    code = "entries-swapped"
    text = Text(
        fr="Journal {log} : les inscriptions n° {index} et n° {other} ont échangé leurs places." + _ASK_FR,
        en="Log {log}: entries no. {index} and no. {other} have changed places." + _ASK_EN,
    )


class EntriesReplaced(LogFault):
    code = "entries-replaced"
    text = Text(
        fr="Journal {log} : entre les n° {index} et {last}, au moins une inscription n’est pas celle qui a été signée."
        + _ASK_FR,
        en="Log {log}: between no. {index} and no. {last}, at least one entry is not the one that was signed."
        + _ASK_EN,
    )


class UnsignedTail(LogFault):
    code = "unsigned-tail"
    text = Text(
        fr="Journal {log} : à partir du n° {index}, {count} inscription(s) ne sont couvertes par aucun numéro de"
        " contrôle signé. Les faire signer par leur appareil ; si elles n’en viennent pas, demander son exemplaire à"
        " une autre partie.",
        en="Log {log}: from no. {index} on, {count} entry or entries are covered by no signed checkpoint."
        " Have their device sign them; if they do not come from it, ask another party for its copy.",
    )


class TailBehindAttest(LogFault):
    code = "tail-behind-attest"
    text = _gone(
        "l’appareil {witness} a attesté y avoir vu {seen} inscriptions, {held} sont ici : la fin manque.",
        "device {witness} attested that it saw {seen} entries there, {held} are here: the end is missing.",
    )


class AttestDiffers(LogFault):
    code = "attest-differs"
    text = Text(
        fr="Journal {log} : l’appareil {witness} a attesté un autre contenu pour les {seen} premières inscriptions."
        " L’histoire a été réécrite ou existe en deux versions : garder les deux exemplaires et prévenir le médiateur.",
        en="Log {log}: device {witness} attested another content for the first {seen} entries."
        " History was rewritten or shown in two versions: keep both copies and tell the mediator.",
    )


class Forked(LogFault):
    code = "forked"
    text = Text(
        fr="Journal {log} : son appareil a signé deux histoires différentes de ses {size} premières inscriptions."
        " C’est une preuve : garder tous les exemplaires et prévenir le médiateur.",
        en="Log {log}: its device signed two different histories of its first {size} entries."
        " This is evidence: keep all copies and tell the mediator.",
    )


def _note(fr: str, en: str) -> Text:
    return Text(
        fr="Journal {log}, numéro de contrôle à {size} inscriptions : " + fr + _ASK_FR,
        en="Log {log}, checkpoint at {size} entries: " + en + _ASK_EN,
    )


class AlteredNote(LogFault):
    code = "altered-note"
    text = _note("le texte signé a été changé.", "the signed text was changed.")


class AlteredCheckpointSize(LogFault):
    code = "altered-checkpoint-size"
    text = _note("la colonne dit {found} inscriptions.", "the column says {found} entries.")


class AlteredCheckpointRoot(LogFault):
    code = "altered-checkpoint-root"
    text = _note("l’empreinte rangée à côté a été changée.", "the root stored beside it was changed.")


class NoteNotSigned(LogFault):
    code = "bad-signature"
    text = _note("la signature n’est pas celle de l’appareil.", "the signature is not the device’s.")


class ParentNotHeld(LogFault):
    """A notice, no fault: what is answered may still arrive."""

    code = "parent-not-held"
    text = Text(
        fr="Journal {log}, inscription n° {index} : elle répond à une inscription qui n’est pas encore arrivée ici."
        " Rien à faire, sinon joindre l’exemplaire d’une autre partie.",
        en="Log {log}, entry no. {index}: it answers an entry that has not arrived here yet."
        " Nothing to do, unless to join another party’s copy.",
    )


class AfterRevocation(LogFault):
    """A notice, no fault: these entries are kept and do not count."""

    code = "after-revocation"
    text = Text(
        fr="Journal {log} : l’appareil est révoqué à partir de l’inscription n° {index} ; {count} inscription(s) ne"
        " comptent pas. Si l’une d’elles vient bien de la partie, lui demander de la refaire depuis un appareil admis.",
        en="Log {log}: the device is revoked from entry no. {index} on; {count} entry or entries do not count."
        " If one of them did come from the party, ask it to make that entry again on an admitted device.",
    )


class AdmissionWaiting(LogFault):
    """A notice, no fault: these entries are kept and do not count yet."""

    code = "admission-waiting"
    text = Text(
        fr="Journal {log} : trop peu de responsables de la partie ont confirmé l’admission de cet appareil ; ses"
        " {count} inscription(s) ne comptent pas encore. Demander aux responsables de la confirmer.",
        en="Log {log}: too few of the party’s officers have endorsed the admission of this device; its {count} entry"
        " or entries do not count yet. Ask the officers to endorse it.",
    )


class OfficersRival(LogFault):
    """A notice, no fault: two lists of officers, both signed as they must be."""

    code = "officers-rival"
    text = Text(
        fr="Registre {log} : la partie « {party} » a deux listes de responsables, toutes deux signées ; aucune ne vaut."
        " Demander aux deux groupes de signer ensemble une nouvelle liste, qui nomme les deux autres.",
        en="Register {log}: party “{party}” has two lists of officers, both signed; neither counts."
        " Ask both groups to sign one new list together, which names the other two.",
    )


class OfficerLeft(LogFault):
    """A notice, no fault: who no longer speaks for the party could still do so."""

    code = "officer-left"
    text = Text(
        fr="Journal {log} : son appareil était celui d’un responsable de la partie « {party} », qui n’est plus sur sa"
        " liste, et n’est pas révoqué. Demander à la partie d’inscrire la révocation et jusqu’où il compte.",
        en="Log {log}: its device was that of an officer of party “{party}” who is no longer on its list, and is not"
        " revoked. Ask the party to enter the revocation, and up to where the device counts.",
    )
