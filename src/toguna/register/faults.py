"""Every way in which bytes given to the register can be wrong; the tree of all its faults.

    RegisterFault
    ├── CborFault            not the register's form of CBOR (cbor_faults)
    ├── LogFault             a stored log is not what was signed (log_faults)
    ├── LeafFault            not an entry
    ├── PartFault            not a part, or not the part that the entry names
    ├── BodyFault            an entry of the register's own kinds says nothing that can be understood
    ├── ProofFault           an inclusion or consistency proof does not prove
    ├── NoteFault            not a checkpoint of this log by this device
    ├── KeyFileFault         not a key, or not opened by this passphrase
    └── ConstitutionFault    not a founding act

A person sees one sentence that says what happened and what to do; `code` and `data` say it to programs.
"""

from __future__ import annotations

from toguna.base.errors import RegisterFault
from toguna.base.text import Text

_RESEND_FR = " Ne rien corriger à la main : demander un nouvel exemplaire à qui l’a envoyé."
_RESEND_EN = " Do not mend it by hand: ask whoever sent it for a fresh copy."
_PROOF_FR = " Demander une nouvelle preuve à la partie qui tient le journal."
_PROOF_EN = " Ask the party that keeps the log for a new proof."
_ACT_FR = " Reprendre l’acte constitutif signé sur papier et corriger le fichier."
_ACT_EN = " Go back to the founding act signed on paper and correct the file."


class LeafFault(RegisterFault):
    """Not an entry."""

    code = "leaf"


class LeafTooLong(LeafFault):
    code = "leaf-too-long"
    text = Text(
        fr="L’en-tête de l’inscription a {size} octets, la limite est {limit}." + _RESEND_FR,
        en="The entry’s header has {size} bytes, the limit is {limit}." + _RESEND_EN,
    )


class LeafShape(LeafFault):
    code = "leaf-shape"
    text = Text(
        fr="Ces données sont bien écrites mais ne forment pas une inscription du registre." + _RESEND_FR,
        en="This data is well formed but is no entry of a register." + _RESEND_EN,
    )


class LeafFormat(LeafFault):
    code = "leaf-format"
    text = Text(
        fr="L’inscription est d’un format ({format}) que ce logiciel ne connaît pas : mettre le logiciel à jour.",
        en="The entry has a format ({format}) that this software does not know: update the software.",
    )


class LeafKind(LeafFault):
    code = "leaf-kind"
    text = Text(
        fr="« {kind} » n’est pas un genre d’inscription (un nombre de 1 à 255)." + _RESEND_FR,
        en="“{kind}” is no kind of entry (a number from 1 to 255)." + _RESEND_EN,
    )


class LeafTime(LeafFault):
    code = "leaf-time"
    text = Text(
        fr="L’heure de l’inscription ({time}) sort du calendrier 1900–2200 : vérifier l’horloge de l’appareil.",
        en="The entry’s time ({time}) is outside the years 1900–2200: check the device’s clock.",
    )


class LeafParents(LeafFault):
    code = "leaf-parents"
    text = Text(
        fr="Les renvois de l’inscription sont mal formés : au plus {limit} empreintes, toutes différentes."
        + _RESEND_FR,
        en="The entry’s references are malformed: at most {limit} hashes, no two alike." + _RESEND_EN,
    )


class LeafParts(LeafFault):
    code = "leaf-parts"
    text = Text(
        fr="Les volets de l’inscription sont mal formés : au plus {limit}, chacun un cercle de lecteurs et une "
        "empreinte." + _RESEND_FR,
        en="The entry’s parts are malformed: at most {limit}, each an audience and a hash." + _RESEND_EN,
    )


class PartFault(RegisterFault):
    """Not a part, or not the part that the entry names."""

    code = "part"


class PartSalt(PartFault):
    code = "part-salt"
    text = Text(
        fr="Un volet n’a que {size} octets de sel sur 16." + _RESEND_FR,
        en="A part has a salt of {size} bytes where 16 are needed." + _RESEND_EN,
    )


class PartTooLong(PartFault):
    code = "part-too-long"
    text = Text(
        fr="Un volet a {size} octets, la limite est {limit} : raccourcir le texte ou en faire plusieurs inscriptions.",
        en="A part has {size} bytes, the limit is {limit}: shorten the text or make it several entries.",
    )


class PartCount(PartFault):
    code = "part-count"
    text = Text(
        fr="L’inscription nomme {named} volets, {given} sont joints." + _RESEND_FR,
        en="The entry names {named} parts, {given} came with it." + _RESEND_EN,
    )


class PartContent(PartFault):
    code = "part-content"
    text = Text(
        fr="Le volet {position} joint n’est pas celui que l’inscription nomme." + _RESEND_FR,
        en="Part {position} is not the one that the entry names." + _RESEND_EN,
    )


class BodyFault(RegisterFault):
    """An entry of the register's own kinds says nothing that can be understood."""

    code = "body"


class BadBody(BodyFault):
    code = "bad-body"
    text = Text(
        fr="Une inscription « {kind} » est mal remplie (champ {field}). Son auteur doit en faire une nouvelle ;"
        " celle-ci reste sans effet.",
        en="A “{kind}” entry is badly filled in (field {field}). Its author must make a new one; this has no effect.",
    )


class ProofFault(RegisterFault):
    """A proof does not prove."""

    code = "proof"


class ProofPosition(ProofFault):
    code = "proof-position"
    text = Text(
        fr="La preuve parle du n° {index} dans un journal de {size} inscriptions, ce qui ne se peut." + _PROOF_FR,
        en="The proof speaks of no. {index} in a log of {size} entries, which cannot be." + _PROOF_EN,
    )


class ProofHash(ProofFault):
    code = "proof-hash"
    text = Text(
        fr="Une empreinte de la preuve a {length} octets sur 32." + _PROOF_FR,
        en="A hash in the proof has {length} bytes where 32 are needed." + _PROOF_EN,
    )


class ProofLength(ProofFault):
    code = "proof-length"
    text = Text(
        fr="La preuve n’a pas la bonne longueur ({length} empreintes)." + _PROOF_FR,
        en="The proof is of the wrong length ({length} hashes)." + _PROOF_EN,
    )


class ProofRoot(ProofFault):
    code = "proof-root"
    text = Text(
        fr="La preuve ne mène pas au numéro de contrôle signé : l’inscription ou le journal n’est pas celui annoncé."
        + _PROOF_FR,
        en="The proof does not lead to the signed root: the entry or the log is not the one announced." + _PROOF_EN,
    )


class NoteFault(RegisterFault):
    """Not a checkpoint of this log by this device."""

    code = "note"


class NoteShape(NoteFault):
    code = "note-shape"
    text = Text(
        fr="Ceci n’est pas un numéro de contrôle signé." + _RESEND_FR,
        en="This is not a signed checkpoint." + _RESEND_EN,
    )


class NoteOrigin(NoteFault):
    code = "note-origin"
    text = Text(
        fr="Ce numéro de contrôle est celui d’un autre journal ({origin}) : joindre celui du bon appareil.",
        en="This checkpoint belongs to another log ({origin}): use the one of the right device.",
    )


class NoteSize(NoteFault):
    code = "note-size"
    text = Text(
        fr="Le nombre d’inscriptions du numéro de contrôle est mal écrit ({size})." + _RESEND_FR,
        en="The checkpoint’s number of entries is badly written ({size})." + _RESEND_EN,
    )


class NoteRoot(NoteFault):
    code = "note-root"
    text = Text(
        fr="L’empreinte du numéro de contrôle est mal écrite." + _RESEND_FR,
        en="The checkpoint’s root is badly written." + _RESEND_EN,
    )


class NoteKey(NoteFault):
    code = "note-key"
    text = Text(
        fr="Ce numéro de contrôle est signé par la clé d’un autre appareil." + _RESEND_FR,
        en="This checkpoint is signed with another device’s key." + _RESEND_EN,
    )


class BadSignature(NoteFault):
    code = "bad-signature"
    text = Text(
        fr="La signature n’est pas celle de cet appareil : le contenu a été changé ou vient d’un autre. "
        "Ne pas s’y fier ; demander l’exemplaire d’une autre partie.",
        en="The signature is not this device’s: the content was changed or comes from somebody else. "
        "Do not rely on it; ask another party for its copy.",
    )


class KeyFileFault(RegisterFault):
    """Not a key, or not opened by this passphrase."""

    code = "key"


class KeyShape(KeyFileFault):
    code = "key-shape"
    text = Text(
        fr="Une clé d’appareil a exactement 32 octets : reprendre le fichier de clé de cet appareil.",
        en="A device key has exactly 32 bytes: use the key file of this device.",
    )


class KeyFile(KeyFileFault):
    code = "key-file"
    text = Text(
        fr="Ce fichier n’est pas une clé d’appareil, ou il est abîmé. S’il est perdu, en faire admettre un autre.",
        en="This file is no device key, or it is damaged. If it is lost, have a new device admitted.",
    )


class KeyFileCost(KeyFileFault):
    code = "key-file-cost"
    text = Text(
        fr="Ce fichier de clé demande un calcul démesuré : il n’a pas été fait par ce logiciel. Ne pas l’ouvrir.",
        en="This key file asks for an excessive computation: this software did not make it. Do not open it.",
    )


class WrongPassphrase(KeyFileFault):
    code = "wrong-passphrase"
    text = Text(
        fr="La phrase secrète n’ouvre pas cette clé : vérifier majuscules, accents et espaces, puis réessayer.",
        en="The passphrase does not open this key: check capitals, accents and spaces, then try again.",
    )


class KeyFileMismatch(KeyFileFault):
    code = "key-file-mismatch"
    text = Text(
        fr="Ce fichier de clé annonce un appareil et contient la clé d’un autre : ne pas s’en servir, faire admettre"
        " un nouvel appareil.",
        en="This key file announces one device and holds another’s key: do not use it, have a new one admitted.",
    )


class ConstitutionFault(RegisterFault):
    """Not a founding act."""

    code = "constitution"


class ConstitutionVersion(ConstitutionFault):
    code = "constitution-version"
    text = Text(
        fr="L’acte constitutif est d’une version ({version}) que ce logiciel ignore : mettre le logiciel à jour.",
        en="The founding act has a version ({version}) that this software does not know: update the software.",
    )


class ConstitutionShape(ConstitutionFault):
    code = "constitution-shape"
    text = Text(
        fr="L’acte constitutif est mal rempli à « {field} »." + _ACT_FR,
        en="The founding act is badly filled in at “{field}”." + _ACT_EN,
    )


class ConstitutionReference(ConstitutionFault):
    code = "constitution-reference"
    text = Text(
        fr="L’acte constitutif nomme à « {field} » une partie qui n’y convient pas : « {party} »." + _ACT_FR,
        en="The founding act names at “{field}” a party that does not fit there: “{party}”." + _ACT_EN,
    )


class ConstitutionRepeated(ConstitutionFault):
    code = "constitution-repeated"
    text = Text(
        fr="L’acte constitutif nomme deux fois « {value} » à « {field} »." + _ACT_FR,
        en="The founding act names “{value}” twice at “{field}”." + _ACT_EN,
    )
