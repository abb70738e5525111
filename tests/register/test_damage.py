"""Whatever is done to any column of any row is found, and nothing makes `verify` fall over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from toguna.base.text import LANGUAGES
from toguna.register.rows import CheckpointRow, EntryRow, PartRow, RegisterRow, Report

Tables = dict[str, list[Any]]
Check = Callable[[Tables], Report]
KINDS = {"register": RegisterRow, "entry": EntryRow, "part": PartRow, "checkpoint": CheckpointRow}

# Everything that an SQLite column can hold, whatever its declared type.
_CELLS = (
    st.none()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.text(max_size=4)
    | st.binary(max_size=4)
    | st.binary(min_size=32, max_size=32)
)


@st.composite
def _damage(draw: st.DrawFn, value: Any) -> Any:
    """Another value than this one: a changed byte, a cut, an addition, another type, nothing."""
    ways = [_CELLS]
    if isinstance(value, bytes) and value:
        at = st.integers(0, len(value) - 1)
        ways += [
            st.builds(lambda i, x: value[:i] + bytes([value[i] ^ x]) + value[i + 1 :], at, st.integers(1, 255)),
            st.builds(lambda i: value[:i], at),
            st.builds(lambda extra: value + extra, st.binary(min_size=1, max_size=3)),
            st.just(value.decode("latin-1")),
        ]
    elif isinstance(value, int):
        ways += [st.integers(-3, 3).map(lambda step: value + step), st.just(float(value)), st.just(str(value))]
    return draw(st.one_of(ways))


def _may_be_empty(book: Any, row: PartRow) -> bool:
    """A content above audience 0, or erased by right, may be absent: that is what withholding and erasing are."""
    return row.audience > 0 or row.hash in {part.hash for part in book.tables["part"] if part.content is None}


@settings(max_examples=700)
@given(st.data())
def test_any_change_in_any_column_of_any_row_is_found(book: Any, check: Check, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(KINDS)))
    rows = book.tables[table]
    at = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(KINDS[table]._fields))
    old = getattr(rows[at], column)
    new = data.draw(_damage(old))
    assume(type(new) is not type(old) or new != old)
    if column == "content" and new is None:
        assume(not _may_be_empty(book, rows[at]))
    changed = [*rows[:at], rows[at]._replace(**{column: new}), *rows[at + 1 :]]
    report = check({**book.tables, table: changed})
    assert not report.ok
    assert all(fault.sentence(lang) for fault in report.faults for lang in LANGUAGES)


@settings(max_examples=150)
@given(st.data())
def test_any_deleted_or_doubled_row_is_found(book: Any, check: Check, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(["register", "entry", "part"]))
    rows = book.tables[table]
    at = data.draw(st.integers(0, len(rows) - 1))
    assert not check({**book.tables, table: rows[:at] + rows[at + 1 :]}).ok
    assert not check({**book.tables, table: [*rows, rows[at]]}).ok


@settings(max_examples=100)
@given(st.data())
def test_any_two_swapped_entries_are_found(book: Any, check: Check, data: st.DataObject) -> None:
    rows = book.tables["entry"]
    one, two = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=2, max_size=2, unique=True))
    changed = list(rows)
    changed[one] = rows[one]._replace(device=rows[two].device, idx=rows[two].idx)
    changed[two] = rows[two]._replace(device=rows[one].device, idx=rows[one].idx)
    assert not check({**book.tables, "entry": changed}).ok


@settings(max_examples=60)
@given(st.randoms(use_true_random=False), st.data())
def test_the_order_of_rows_does_not_count(book: Any, check: Check, random: Any, data: st.DataObject) -> None:
    tables = dict(book.tables)
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(tables["entry"]) - 1))
        tables["entry"] = [*tables["entry"][:at], *tables["entry"][at + 1 :]]
    shuffled = {name: random.sample(rows, len(rows)) for name, rows in tables.items()}
    assert _said(check(shuffled)) == _said(check(tables))


def _said(report: Report) -> tuple[Any, ...]:
    return report.ok, report.logs, report.entries, [(f.code, f.log, f.index) for f in report.faults + report.notices]


@settings(max_examples=150)
@given(st.data())
def test_rubbish_is_a_report_and_never_a_crash(book: Any, check: Check, data: st.DataObject) -> None:
    tables: Tables = {}
    for name, kind in KINDS.items():
        cells = st.sampled_from([cell for row in book.tables[name] for cell in row]) | _CELLS
        rows = data.draw(st.lists(st.lists(cells, min_size=len(kind._fields), max_size=len(kind._fields)), max_size=5))
        tables[name] = book.tables[name][: data.draw(st.integers(0, 9))] + [kind(*row) for row in rows]
    report = check(tables)
    assert report.ok == (not report.faults)
    assert all(fault.sentence(lang) for fault in report.faults for lang in LANGUAGES)
