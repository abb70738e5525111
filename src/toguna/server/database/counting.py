"""Telling SQLite about how many rows its tables hold.

Without that it takes the register as a narrow choice, when nearly all rows are of one, and goes through an index of all
incidents for one of them. PostgreSQL counts by itself.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from django.db import OperationalError, connection

_LOOKED_AT: Final = 400
"""Rows of each index that are looked at: milliseconds, however many there are."""


def count_rows() -> None:
    """Have the next connections choose their indexes by what is held now. Where somebody else is writing, it is left
    for another time: nothing but speed hangs on it.
    """
    if connection.vendor != "sqlite":
        return
    with suppress(OperationalError), connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {_LOOKED_AT}")
        cursor.execute("ANALYZE")
