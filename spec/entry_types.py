"""Write spec/entry-types.md from the code: `python spec/entry_types.py`. A test holds the file to the code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from toguna.base.dates import When  # noqa: E402 -- the package may not be installed
from toguna.base.text import Words  # noqa: E402
from toguna.domain.codes import ALL_CODES  # noqa: E402
from toguna.domain.cover import COVER_BASIS, COVER_STATES, GAP_REASONS  # noqa: E402
from toguna.domain.entity import Part  # noqa: E402
from toguna.domain.entries import EntryType, Noun  # noqa: E402
from toguna.domain.fields import FIELDS  # noqa: E402
from toguna.domain.nouns import ALL_NOUNS  # noqa: E402
from toguna.domain.shapes import bare, field_types, item, required, struct_of  # noqa: E402

FILE = ROOT / "spec" / "entry-types.md"

HEAD = """\
# Entry types

Written from the code by `python spec/entry_types.py`; a test holds this file to it. The bytes around a payload are in
`register.md`.

A *statement* says one thing about one case. Its payload is a map with whole numbers as keys:

| key | what | |
|---|---|---|
| 0 | entry type | number, below |
| 1 | case | text: the id that all statements about the same thing share |
| 2 | fields | map: number of the field → value |
| 3 | known | day on which it counts as known; only in a register of mode `replay` or `exercise` |
| 4 | seat | text: for which seat it was entered |

No other key, type, field or code is understood; a payload that holds one was written by a newer version and is kept
unread. There are no fractions: coordinates are in thousandths of a degree, ratios in thousandths.

| value | on the wire |
|---|---|
| text, id | text, NFC |
| number, flag | whole number, true or false |
| code | its number in its list, below |
| day | days since 2000-01-01 |
| hour | `[0, hours since 2000-01-01T00]` |
| week, month, quarter, year | `[2, first day]`, `[3, …]`, `[4, …]`, `[5, …]` |
| window; unknown | `[6, first day, last day]`; `[7]` |
| words | map: 0 French, 1 English; in one language or in both |
| part | map: number of the field → value |
| list | array |
| nothing (a value taken back) | null |

Numbers are final. Every form has one way to write it; any other way is refused.

In the tables, **bold** fields must stand in the first statement of a case. *Opens* marks the types that may be that
statement. *Moves to* is the state that the case goes to; *adds to* names the list that the statement adds one item to.
*Takes back* names the types of which the statement undoes one of the same party, named by its leaf hash in `undoes`:
both entries stay, and the case is what it is without them.
"""


def rows() -> Iterator[str]:
    """The file, line by line."""
    yield from HEAD.splitlines()
    yield from ("", "## Nouns")
    for noun in ALL_NOUNS.values():
        yield from _noun(noun)
    yield from ("", "## Parts")
    for part in _parts():
        yield ""
        yield from _shape(part)
    yield from ("", "## Numbers of the fields", "")
    yield ", ".join(f"{number} `{name}`" for name, number in FIELDS.items())
    yield from ("", "## Code lists")
    lists = {**ALL_CODES, "COVER_STATES": COVER_STATES, "COVER_BASIS": COVER_BASIS, "GAP_REASONS": GAP_REASONS}
    for codes in sorted(lists.values(), key=lambda c: c.name):
        yield from ("", f"### {codes.name}", "", "| | code | français | English |", "|---|---|---|---|")
        for number, (code, label) in enumerate(codes.labels.items(), 1):
            yield f"| {number} | `{code}` | {label.fr} | {label.en} |"


def _noun(noun: Noun) -> Iterator[str]:
    yield from ("", f"### {noun.name}", "", _summary(noun.entity), "")
    yield from ("| number | type | | moves to | adds to | fields |", "|---|---|---|---|---|---|")
    for kind in noun.types:
        yield _type(noun, kind)
    yield ""
    yield from _shape(noun.entity)
    if noun.machine is not None:
        yield from ("", "States: " + ", ".join(f"`{s}` {t.fr} / {t.en}" for s, t in noun.machine.labels.items()))
        first = ", ".join(f"`{s}`" for s in noun.machine.labels if s in noun.machine.first)
        yield from ("", f"First: {first}. Then: " + "; ".join(_moves(noun)) + ".")


def _summary(struct: type[Part]) -> str:
    return " ".join((struct.__doc__ or "").split("\n\n")[0].split())


def _moves(noun: Noun) -> Iterator[str]:
    labels = noun.machine.labels if noun.machine else {}
    moves = noun.machine.moves if noun.machine else {}
    for state in labels:
        if to := moves.get(state):
            yield f"`{state}` → " + ", ".join(f"`{s}`" for s in labels if s in to)


def _type(noun: Noun, kind: EntryType) -> str:
    must = set(required(noun.carrier(kind))) if kind.appends or noun.opens(kind) else set()
    fields = ", ".join(f"**{name}**" if name in must else name for name in kind.fields)
    opens = "opens" if noun.opens(kind) else ""
    taken = "takes back " + ", ".join(f"`{name}`" for name in kind.takes_back) if kind.takes_back else ""
    return f"| {kind.number} | `{kind.name}` | {opens} | {kind.to or taken} | {kind.appends or ''} | {fields} |"


def _shape(struct: type[Part]) -> Iterator[str]:
    fields = (
        f"`{name}` {_kind(struct, name, annotation)}"
        for name, annotation in field_types(struct).items()
        if name not in {"id", "status"} or (name == "status" and "status" in struct.CODES)
    )
    yield f"**{struct.__name__}**: " + ", ".join(fields) + "."


def _kind(struct: type[Part], name: str, annotation: object) -> str:
    inner = item(annotation)
    if inner is not None:
        return f"list of {_kind(struct, name, inner)}"
    if name in struct.CODES:
        return f"code ({struct.CODES[name].name})"
    part = struct_of(annotation)
    if part is not None:
        return part.__name__
    return {str: "text", int: "number", bool: "flag", When: "date", Words: "words"}[bare(annotation)]


def _parts() -> list[type[Part]]:
    found: dict[type[Part], None] = {}

    def walk(struct: type[Part]) -> None:
        for annotation in field_types(struct).values():
            part = struct_of(item(annotation) or annotation)
            if part is not None and issubclass(part, Part) and part not in found:
                found[part] = None
                walk(part)

    for noun in ALL_NOUNS.values():
        walk(noun.entity)
    return sorted(found, key=lambda part: part.__name__)


def text() -> str:
    """The whole file."""
    return "\n".join(rows()) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
