"""What a program is told where its request cannot be taken: each with a code and a sentence."""

from __future__ import annotations

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text


class NoKey(InputError):
    """No key, a revoked one, or one of another framework: the same answer for all."""

    code = "api-key"
    text = Text(
        fr="Cette adresse demande une clé de titulaire de ce cadre (Authorization: Bearer …). En demander une au "
        "secrétariat.",
        en="This address asks for a key of a seat of this framework (Authorization: Bearer …). Ask the secretariat for "
        "one.",
    )


class NothingThere(InputError):
    """Nothing of that name, or nothing that this seat may know of."""

    code = "not-found"
    text = Text(
        fr="Il n’y a rien à cette adresse pour ce titulaire. Voir /api/v1/openapi.json.",
        en="There is nothing at this address for this seat. See /api/v1/openapi.json.",
    )


class WrongMethod(InputError):
    """The address takes another method."""

    code = "method"
    text = Text(
        fr="Cette adresse n’accepte pas cette méthode : lire par GET, agir par POST.",
        en="This address does not take that method: read by GET, act by POST.",
    )


class NotJson(InputError):
    """The body is not a JSON object."""

    code = "not-json"
    text = Text(
        fr="Le corps de l’envoi doit être un objet JSON (Content-Type: application/json). Le corriger.",
        en="The body must be a JSON object (Content-Type: application/json). Correct it.",
    )


class TooLong(InputError):
    """The body is too long."""

    code = "too-long"
    text = Text(fr="Plus d’un mégaoctet : envoyer moins.", en="More than one megabyte: send less.")


class BadParameter(InputError):
    """A parameter of the address is wrong."""

    code = "bad-parameter"
    text = Text(
        fr="Le paramètre « {name} » ne convient pas : une date (2019-04-09), ou de 1 à {most} pour « limit ». Le "
        "corriger.",
        en="The parameter “{name}” does not fit: a date (2019-04-09), or 1 to {most} for “limit”. Correct it.",
    )


class StaleMark(RuleError):
    """Somebody has written in the case since the mark was given."""

    code = "stale-mark"
    text = Text(
        fr="Pendant ce temps, quelqu’un a écrit dans cette fiche : la marque donnée (If-Match) n’est plus la sienne. "
        "Rien n’a été inscrit. Relire la fiche, puis envoyer de nouveau avec sa nouvelle marque (ETag) si cela "
        "convient encore.",
        en="Meanwhile somebody has written in this record: the mark that was given (If-Match) is no longer its own. "
        "Nothing was recorded. Read the record again, then send again with its new mark (ETag) if it still holds.",
    )


class SlowDown(RuleError):
    """Too many wrong passphrases from one machine."""

    code = "slow-down"
    text = Text(
        fr="Trop d’essais depuis ce poste. Attendre {seconds} secondes, puis recommencer ; rien n’est bloqué.",
        en="Too many tries from this machine. Wait {seconds} seconds and try again; nothing is locked.",
    )
