"""Each way in which data can leave the register's form of CBOR (spec/register.md §2)."""

from __future__ import annotations

from toguna.base.errors import RegisterFault
from toguna.base.text import Text

_RESEND_FR = " Ne rien corriger à la main : demander un nouvel exemplaire à qui l’a envoyé."
_RESEND_EN = " Do not mend it by hand: ask whoever sent it for a fresh copy."
_WRITE_FR = " L’inscription n’est pas enregistrée : corriger la saisie et recommencer."
_WRITE_EN = " The entry is not recorded: correct the input and start again."


class CborFault(RegisterFault):
    """Not the register's form of CBOR."""

    code = "cbor"
    text = Text(fr="Ces données ne sont pas lisibles." + _RESEND_FR, en="This data cannot be read." + _RESEND_EN)


def _cbor(fr: str, en: str) -> Text:
    return Text(
        fr=f"Ces données ne sont pas dans la forme du registre ({fr})." + _RESEND_FR,
        en=f"This data is not in the register’s form ({en})." + _RESEND_EN,
    )


class CborTooLarge(CborFault):
    code = "cbor-too-large"
    text = _cbor("{size} octets, limite {limit}", "{size} bytes, limit {limit}")


class CborTooDeep(CborFault):
    code = "cbor-too-deep"
    text = _cbor("plus de {limit} niveaux emboîtés", "nested more than {limit} levels deep")


class CborTruncated(CborFault):
    code = "cbor-truncated"
    text = _cbor("coupées à l’octet {at}", "cut short at byte {at}")


class CborTrailing(CborFault):
    code = "cbor-trailing"
    text = _cbor("{extra} octets de trop à la fin", "{extra} bytes too many at the end")


class CborTag(CborFault):
    code = "cbor-tag"
    text = _cbor("étiquette {tag} à l’octet {at}", "tag {tag} at byte {at}")


class CborFloat(CborFault):
    code = "cbor-float"
    text = _cbor("nombre à virgule à l’octet {at}", "fractional number at byte {at}")


class CborSimple(CborFault):
    code = "cbor-simple"
    text = _cbor("valeur inconnue à l’octet {at}", "unknown value at byte {at}")


class CborIndefinite(CborFault):
    code = "cbor-indefinite"
    text = _cbor("longueur non annoncée à l’octet {at}", "length not announced at byte {at}")


class CborNotShortest(CborFault):
    code = "cbor-not-shortest"
    text = _cbor("inscription trop longue à l’octet {at}", "not the shortest form at byte {at}")


class CborKeyOrder(CborFault):
    code = "cbor-key-order"
    text = _cbor("clé {key} mal rangée à l’octet {at}", "key {key} out of order at byte {at}")


class CborDuplicateKey(CborFault):
    code = "cbor-duplicate-key"
    text = _cbor("clé {key} en double à l’octet {at}", "key {key} twice, at byte {at}")


class CborKeyType(CborFault):
    code = "cbor-key-type"
    text = _cbor("clé qui n’est pas un nombre, à l’octet {at}", "key that is not a number, at byte {at}")


class CborTextNotUtf8(CborFault):
    code = "cbor-text-not-utf8"
    text = _cbor("texte illisible à l’octet {at}", "unreadable text at byte {at}")


class CborTextNotNfc(CborFault):
    code = "cbor-text-not-nfc"
    text = _cbor("accents mal composés à l’octet {at}", "accents not composed (NFC) at byte {at}")


class CborIntRange(CborFault):
    code = "cbor-int-range"
    text = Text(fr="Un nombre est trop grand pour le registre." + _WRITE_FR, en="A number is too large." + _WRITE_EN)


class CborType(CborFault):
    code = "cbor-type"
    text = Text(
        fr="Le registre ne sait pas écrire une valeur de type {type}." + _WRITE_FR,
        en="The register cannot write a value of type {type}." + _WRITE_EN,
    )
