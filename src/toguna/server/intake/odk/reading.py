"""A filled form as a phone sends it: which form and version, which instance, and every answer.

What tells whose phone it was (its number, its identifier, the name typed into the app) is cut out before anything is
kept; every other byte stays as it came.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.server.intake.odk.xml import Element, parse, without

LONGEST_ID: Final = 249
IDENTITY: Final = frozenset(
    {
        *("deviceid", "device_id", "phonenumber", "phone_number", "username", "userid", "user_id", "email"),
        *("simserial", "sim_serial", "subscriberid", "subscriber_id", "imei", "_submitted_by", "audit"),
    }
)
_META: Final = "meta"


class NotASubmission(InputError):
    """A form without its number, or without the mark that tells it from another filling."""

    code = "submission-without-id"
    text = Text(
        fr="Le formulaire envoyé ne dit pas lequel il est (il manque {missing}). Rien n’a été gardé ; télécharger de "
        "nouveau les formulaires, le remplir et l’envoyer.",
        en="The form that was sent does not say which one it is ({missing} is missing). Nothing was kept; download the "
        "forms again, fill it and send it.",
    )


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form."""

    form: str
    version: str
    instance: str
    replaces: str
    answers: Mapping[str, str]
    xml: bytes


def read_filled(data: bytes, identity: Collection[str] = ()) -> Filled:
    """The filled form in these bytes.

    Raises
    ------
    NotUsableXml, NotASubmission
    """
    root = parse(data)
    meta = root.child(_META)
    form = root.attributes.get("id", "").strip() or root.space
    instance = _meta(meta, "instanceID")
    for value, name in ((form, "formID"), (instance, "instanceID")):
        if not 0 < len(value) <= LONGEST_ID:
            raise NotASubmission(missing=name)
    replaces = _meta(meta, "deprecatedID") or _meta(meta, "rootUuid")
    hidden = {*IDENTITY, *(name.lower() for name in identity)}
    own = [one for one in root.every() if one.name.lower() in hidden]
    passed_over = set(own)
    return Filled(
        form,
        root.attributes.get("version", "").strip()[:LONGEST_ID],
        instance,
        "" if replaces == instance else replaces[:LONGEST_ID],
        {one.name: one.text for one in root.every() if not one.children and one.text and one not in passed_over},
        without(data, own),
    )


def _meta(meta: Element | None, name: str) -> str:
    held = meta.child(name) if meta is not None else None
    return held.text if held is not None else ""
