"""What commands print: JSON with English codes in every language, sentences and tables in the reader's."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from toguna.base.errors import TogunaError


def print_json(data: object) -> None:
    """One JSON document on stdout; dates in ISO form."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=1, default=_default)
    sys.stdout.write("\n")


def _default(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def say_error(error: TogunaError, lang: str, *, as_json: bool) -> None:
    """The error as one sentence on stderr; with --json also as `{"error": …}` on stdout."""
    if as_json:
        print_json({"error": {"code": error.code, "sentence": error.say(lang)}})
    print(error.say(lang), file=sys.stderr)


def note(text: str) -> None:
    """A line of progress or advice: on stderr, so that stdout stays what was asked for."""
    print(text, file=sys.stderr, flush=True)


def table(rows: Iterable[Sequence[str]], *, indent: str = "  ") -> None:
    """Columns as wide as their widest cell."""
    held = [tuple(row) for row in rows]
    if not held:
        return
    widths = [max(len(row[n]) for row in held) for n in range(len(held[0]))]
    for row in held:
        print(indent + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
