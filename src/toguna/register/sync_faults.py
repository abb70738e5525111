"""What can be wrong when copies exchange, one class and one sentence each (spec/sync.md §6).

SyncFault
├── FrontierShape       not a frontier or a greeting
├── BundleFault         the whole piece is put aside, nothing of it is stored
├── SectionFault        one log's section, or one content, is put aside; the rest of the piece counts
├── EvidenceFault       not the evidence of two histories
└── RestoredCopy        this device must not go on writing in its old log
"""

from __future__ import annotations

from toguna.base.errors import RegisterFault
from toguna.base.text import Text

_AGAIN_FR = " Rien n’en a été gardé : demander que le même envoi soit refait."
_AGAIN_EN = " Nothing of it was kept: ask for it to be sent again."


class SyncFault(RegisterFault):
    """An exchange between copies went wrong."""

    code = "sync"


class FrontierShape(SyncFault):
    code = "frontier-shape"
    text = Text(
        fr="Ceci ne dit pas ce qu’un exemplaire du registre contient." + _AGAIN_FR,
        en="This does not say what a copy of the register holds." + _AGAIN_EN,
    )


class BundleFault(SyncFault):
    """The whole piece is put aside."""

    code = "bundle"


class BundleShape(BundleFault):
    code = "bundle-shape"
    text = Text(
        fr="Ceci n’est pas un envoi du registre, ou il a été abîmé en route." + _AGAIN_FR,
        en="This is no bundle of a register, or it was damaged on its way." + _AGAIN_EN,
    )


class BundleVersion(BundleFault):
    code = "bundle-version"
    text = Text(
        fr="L’envoi est d’un format ({version}) que ce logiciel ne connaît pas : mettre le logiciel à jour.",
        en="The bundle has a format ({version}) that this software does not know: update the software.",
    )


class BundleTooLarge(BundleFault):
    code = "bundle-too-large"
    text = Text(
        fr="L’envoi dépasse {limit} octets une fois ouvert ; rien n’en a été gardé. Demander à l’expéditeur de"
        " mettre son logiciel à jour.",
        en="The bundle has more than {limit} bytes once opened; nothing of it was kept. Ask the sender to update the"
        " software.",
    )


class UnknownDictionary(BundleFault):
    code = "unknown-dictionary"
    text = Text(
        fr="L’envoi est abrégé avec un lexique ({packing}) que ce logiciel n’a pas : mettre le logiciel à jour, ou"
        " demander un envoi sans lexique.",
        en="The bundle was shortened with a dictionary ({packing}) that this software lacks: update the software, or"
        " ask for a bundle without a dictionary.",
    )


class OtherRegister(BundleFault):
    code = "other-register"
    text = Text(
        fr="L’envoi appartient à un autre registre ({found}) : l’ouvrir dans le cadre auquel il est destiné, ne pas le"
        " joindre à celui-ci.",
        en="The bundle belongs to another register ({found}): open it in the framework it is meant for, do not join it"
        " to this one.",
    )


class SectionFault(SyncFault):
    """One log's section, or one content, is put aside; everything else in the piece counts."""

    code = "section"


class SectionGap(SectionFault):
    code = "section-gap"
    text = Text(
        fr="Journal {log} : l’envoi commence à l’inscription n° {index}, il en manque ici avant elle. Joindre d’abord"
        " les envois précédents, ou faire un nouvel échange.",
        en="Log {log}: the bundle begins at entry no. {index}, and some before it are not here. Use the earlier"
        " bundles first, or exchange anew.",
    )


class SectionNotSigned(SectionFault):
    code = "section-not-signed"
    text = Text(
        fr="Journal {log} : les inscriptions à partir du n° {index} ne sont pas celles que l’appareil a signées, ou"
        " suivent une autre histoire que celle qui est ici. Rien n’en a été gardé : faire un nouvel échange ; si cela"
        " se répète, prévenir le médiateur.",
        en="Log {log}: the entries from no. {index} on are not those that the device signed, or they follow another"
        " history than the one here. Nothing of them was kept: use a new exchange; if it happens again, tell the"
        " mediator.",
    )


class SectionBroken(SectionFault):
    code = "section-broken"
    text = Text(
        fr="Journal {log} : une inscription à partir du n° {index} est mal formée ({why}). Rien n’en a été gardé :"
        " demander un nouvel envoi à une autre partie.",
        en="Log {log}: an entry from no. {index} on is malformed ({why}). Nothing of them was kept: ask another party"
        " for a new bundle.",
    )


class DeviceNotAdmitted(SectionFault):
    code = "device-not-admitted"
    text = Text(
        fr="Le journal {log} vient d’un appareil que personne n’a admis ; rien n’en a été gardé. Demander à la partie"
        " concernée l’inscription qui l’admet, puis refaire l’échange.",
        en="Log {log} comes from a device that nobody admitted; nothing of it was kept. Ask the party concerned for the"
        " entry that admits it, then exchange again.",
    )


class ThirdHistory(SectionFault):
    code = "third-history"
    text = Text(
        fr="Journal {log} : encore une version divergente, à partir du n° {index}. Deux suffisent à prouver la faute et"
        " sont gardées ; demander à la partie concernée d’ouvrir un nouveau journal.",
        en="Log {log}: yet another diverging version, from no. {index} on. Two prove the fault and are kept; ask the"
        " party concerned to open a new log.",
    )


class PartNotNamed(SectionFault):
    code = "part-not-named"
    text = Text(
        fr="L’envoi contient un volet qu’aucune inscription présente ici ne nomme ; il n’a pas été gardé. Joindre"
        " d’abord les envois précédents.",
        en="The bundle holds a part that no entry here names; it was not kept. Use the earlier bundles first.",
    )


class RestoredCopy(SyncFault):
    code = "restored-copy"
    text = Text(
        fr="Cet exemplaire contient {held} inscriptions de l’appareil {log}, d’autres parties en ont vu {seen} : il"
        " vient sans doute d’une sauvegarde. Ne pas écrire dans l’ancien journal : en ouvrir un nouveau.",
        en="This copy holds {held} entries of device {log}, other parties have seen {seen}: it probably comes from a"
        " backup. Do not write in the old log: have a new one opened.",
    )


class EvidenceFault(SyncFault):
    """Not the evidence of two histories."""

    code = "evidence"


class EvidenceShape(EvidenceFault):
    code = "evidence-shape"
    text = Text(
        fr="Ce fichier n’est pas la preuve de deux versions d’un journal, ou il a été abîmé : demander à qui l’a envoyé"
        " de l’exporter de nouveau.",
        en="This file is not the evidence of two versions of a log, or it was damaged: ask whoever sent it to export it"
        " again.",
    )


class EvidenceNotSigned(EvidenceFault):
    code = "evidence-not-signed"
    text = Text(
        fr="L’appareil {log} n’a pas signé la version n° {side} de ce fichier : il ne prouve rien contre lui. Ne pas"
        " s’en servir.",
        en="Device {log} did not sign version no. {side} in this file: it proves nothing against it. Do not use it.",
    )


class EvidenceAgrees(EvidenceFault):
    code = "evidence-agrees"
    text = Text(
        fr="Les deux versions de ce fichier ne se contredisent pas : il ne prouve rien contre l’appareil {log}. Ne pas"
        " s’en servir.",
        en="The two versions in this file do not contradict each other: it proves nothing against device {log}. Do not"
        " use it.",
    )
