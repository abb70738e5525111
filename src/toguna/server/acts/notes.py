"""Acts on a seat's own sealed notes: no entry of the register comes of them, and nothing of what they say is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from toguna.base.text import Text
from toguna.domain.matrix import MATRIX, Row, Rule
from toguna.server.actions import notes
from toguna.server.acts.act import Act, Asking, Said
from toguna.server.acts.fields import case as of_case
from toguna.server.acts.fields import text
from toguna.server.queries.reading import Reading

_KEEPERS: Final = frozenset(role for role, rule in MATRIX[Row.CAUCUS].items() if rule is Rule.OWN)


def _begun(reading: Reading, entity: Any) -> bool:
    return notes.begun(reading.register, reading.reader.seat)


def _keep(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    notes.keep_note(asking.register, asking.reading.reader, case, said, on=asking.reading.today)
    return []


def _discard(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    notes.discard_note(asking.register, asking.reading.reader, case)
    return []


ACTS: Final[tuple[Act, ...]] = (
    Act(
        "note.keep",
        "note",
        Text(fr="Écrire une note scellée", en="Write a sealed note"),
        (
            text("text", "La note", "The note", needed=True),
            of_case("meeting", "Pour quelle rencontre", "For which meeting", "meeting"),
            of_case("dialogue", "Pour quel dialogue", "For which dialogue", "dialogue"),
        ),
        _keep,
        _KEEPERS,
        note=Text(
            fr="Elle ne s’ouvre qu’avec votre phrase de passe : ni le secrétariat, ni qui tient ce poste ne la lit. Ce "
            "n’est pas une inscription : elle n’est ni signée, ni échangée, ni exportée.",
            en="It opens with your passphrase only: neither the secretariat nor whoever keeps this machine reads it. "
            "It is no entry: it is not signed, exchanged or exported.",
        ),
        opens="n",
        offered=_begun,
        sealed=True,
    ),
    Act(
        "note.discard",
        "note",
        Text(fr="Détruire la note", en="Destroy the note"),
        (),
        _discard,
        _KEEPERS,
        note=Text(fr="Il n’en restera rien sur ce poste.", en="Nothing of it will be left on this machine."),
        sealed=True,
    ),
)
