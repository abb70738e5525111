"""The forms that phones download: those of the software, and those that a framework made itself.

Every version ever published is still here, and its answers are still taken: a phone may have been offline for a year.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from toguna.base.text import Text
from toguna.server.queries.phones import own_forms

FOLDER: Final = Path(__file__).parents[1] / "intake" / "odk" / "forms"
_LISTS: Final = re.compile(rb'src="jr://file-csv/([a-z_]+)\.csv"')
TITLES: Final = {
    "cadre-incident": Text(fr="Signaler un incident", en="Report an incident"),
    "cadre-sortie": Text(fr="Rapporter une sortie faite", en="Report an outing that was done"),
    "cadre-semaine": Text(fr="Nouvelles de la semaine", en="News of the week"),
    "cadre-sensibilisation": Text(fr="Séance de sensibilisation", en="Sensitisation session"),
    "cadre-perception": Text(fr="Se déplacer, se sentir en sécurité", en="Travelling and feeling safe"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """One version of a form. `identity` names the answers that would tell whose phone it is, `sounds` the files that
    say its questions.
    """

    id: str
    version: str
    title: Text
    xml: bytes
    identity: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        """What a phone compares to know whether the form changed."""
        return md5(self.xml)

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists that its questions choose from."""
        return tuple(dict.fromkeys(name.decode() for name in _LISTS.findall(self.xml)))


def md5(data: bytes) -> str:
    """The fingerprint that OpenRosa asks for; nothing is trusted for it."""
    return f"md5:{hashlib.md5(data, usedforsecurity=False).hexdigest()}"


@cache
def shipped() -> tuple[Form, ...]:
    """The forms of the software, every version, in the order of `TITLES`."""
    return tuple(
        Form(id_, path.stem, title, path.read_bytes())
        for id_, title in TITLES.items()
        for path in sorted((FOLDER / id_).glob("*.xml"))
    )


def published(register: bytes) -> tuple[Form, ...]:
    """Every version of every form of a framework, the newest of each last."""
    own = (
        Form(row.form, row.version, Text(fr=_plain(row.title), en=_plain(row.title)), row.xml, row.identity)
        for row in own_forms(register)
    )
    return (*shipped(), *own)


def newest(forms: Sequence[Form]) -> tuple[Form, ...]:
    """Only the newest version of each form."""
    return tuple({form.id: form for form in forms}.values())


def _plain(title: str) -> str:
    return title.replace("{", "(").replace("}", ")")
