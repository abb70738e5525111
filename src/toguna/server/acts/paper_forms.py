"""The act of typing in a paper form: its number once, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.doing import DOING
from toguna.server.actions.paper_forms import type_form
from toguna.server.acts.act import Act, Asking, Said
from toguna.server.acts.fields import BASIS, WHERE, code, count, party, spot, text, when, words
from toguna.server.acts.incidents import NOT_HERE


def _typed(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    fields = {name: value for name, value in said.items() if name != "paper"}
    fields["received"] = asking.reading.today.isoformat()
    reader, key = asking.reading.reader, asking.key
    return [type_form(asking.register, reader, key, case, said["paper"], fields, known=asking.known)]


ACTS: Final = (
    Act(
        "report.type",
        "report",
        Text(fr="Saisir une fiche papier", en="Type in a paper form"),
        (
            count("paper", "Numéro de la fiche", "Number of the form", needed=True),
            party("said_by", "Remplie par quelle partie", "Filled in by which party", needed=True, past=True),
            code("kind", "Ce qui s’est passé", "What happened", codes.INCIDENT_KINDS, needed=True),
            when("date", "Quand", "When"),
            WHERE,
            spot("near", "Près de quel lieu", "Near which place"),
            words("where_said", "Où, dans les mots de la fiche", "Where, in the form’s words"),
            BASIS,
            text("told", "Ce qui est écrit, sans nom", "What is written, without a name"),
            text("assessment", "Ce qu’en pense qui a rempli la fiche", "What whoever filled it in thinks of it"),
            count("killed", "Tués", "Killed"),
            count("injured", "Blessés", "Wounded"),
            count("abducted", "Personnes enlevées", "People abducted"),
        ),
        _typed,
        DOING["report.received"].roles,
        note=NOT_HERE,
        opens="fp",
    ),
)
