"""Acts on withdrawals: a force leaves, or comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.doing import DOING
from toguna.server.actions.withdrawals import record_withdrawal
from toguna.server.acts.act import Act, Asking, Field, Kind, Said
from toguna.server.acts.fields import BASIS


def _withdraw(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    fields = {"framework": asking.reading.framework, **said}
    return record_withdrawal(
        asking.register, asking.reading.reader, asking.key, case, fields, token=asking.token, known=asking.known
    )


ACTS: Final = (
    Act(
        "withdrawal.record",
        "withdrawal",
        Text(fr="Inscrire un retrait", en="Record a withdrawal"),
        (
            Field("kind", Kind.CODE, Text(fr="Quoi", en="What"), codes=codes.EVENT_KINDS, required=True),
            Field("by", Kind.PARTY, Text(fr="De qui", en="Whose"), required=True, many=True, past=True),
            Field("where", Kind.SPOT, Text(fr="D’où", en="From where"), required=True, many=True),
            Field("date", Kind.WHEN, Text(fr="Le", en="On"), required=True),
            BASIS,
        ),
        _withdraw,
        DOING["withdrawal.recorded"].roles,
        note=Text(
            fr="Les mesures qui s’appuient dessus seront dites affaiblies le jour même, et un plaidoyer sera préparé.",
            en="Measures that rely on it will be called degraded the same day, and a request will be drafted.",
        ),
        opens="rt",
    ),
)
