"""Acts on a partner's file: its rows enter as reports under the partner's own ids, once; a row that changed amends its
report, one that was taken back sets it aside. Nothing is entered unless all fits.

What fits is entered in steps, each signed and kept by itself: others can write in between, and where the work is broken
off, the same file brings the rest, and nothing twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple, TypeAlias

from django.db import transaction

from toguna.base.errors import InputError
from toguna.base.text import Text, Words
from toguna.domain.checking import check
from toguna.domain.codelist import UnknownCode
from toguna.domain.entity import BadField, typed
from toguna.domain.incidents import Report
from toguna.domain.visibility import Reader
from toguna.domain.wire import Payload
from toguna.register.constitution import Mode
from toguna.register.signing import DeviceKey
from toguna.server.actions.entering import enter
from toguna.server.actions.incidents import may_report
from toguna.server.actions.reports import LEVEL
from toguna.server.database.counting import count_rows
from toguna.server.ledger import store
from toguna.server.office.models import SavedMapping
from toguna.server.records.models import MODELS
from toguna.server.records.projector import statements_of

TOLD: Final = 20
_CHUNK: Final = 500
_STEP: Final = 5_000
"""Rows in one transaction, about a second: so long does anybody else wait who wants to write."""
_CLEARED: Final[Mapping[str, Any]] = {
    **dict.fromkeys(
        ("date", "kind", "near", "where_said", "what", "told", "assessment", "basis", "killed", "injured", "abducted")
    ),
    "where": [],
}
_WITHDRAWN: Final = Words(fr="Retiré par le partenaire qui l’avait donné.", en="Withdrawn by the partner who gave it.")
_LINE = Text(fr="ligne {line}, colonne {column} : {problem}", en="line {line}, column {column}: {problem}")
_LINE_ONLY = Text(fr="ligne {line} : {problem}", en="line {line}: {problem}")
_MORE = Text(fr="… et {number} autres.", en="… and {number} more.")
_TWICE = Text(
    fr="l’identifiant « {id} » figure déjà plus haut dans le fichier. N’en garder qu’une ligne.",
    en="the id “{id}” stands further up in the file already. Keep one line.",
)


class RefusedReports(InputError):
    """Some rows do not fit; each is told on a line of its own."""

    code = "reports-refused"
    text = Text(
        fr="Lignes à corriger : {number} ; rien n’a été inscrit.\n{listing}\nPour inscrire le reste sans ces lignes : "
        "--skip-refused.",
        en="Lines to correct: {number}; nothing was recorded.\n{listing}\nTo record the rest without these lines: "
        "--skip-refused.",
    )


Said: TypeAlias = tuple[str, str, Mapping[str, Any]]
"""Entry type, case and fields."""


class Row(NamedTuple):
    """What a file says of one report: `fields` is None where its partner took it back, `problem` where it does not
    fit.
    """

    line: int
    external: str
    revision: str = ""
    fields: Mapping[str, Any] | None = None
    column: str | None = None
    problem: Text | None = None
    left_out: bool = False


@dataclass(slots=True)
class Account:
    """What a file did, or would do. `kept`: taken back, or absent from a whole file, but people had already worked on
    it.
    """

    rows: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    older: int = 0
    taken_back: int = 0
    kept: int = 0
    left_out: int = 0
    refused: int = 0
    told: list[Row] = field(default_factory=list)

    def refuse(self, row: Row) -> None:
        """Count a row that does not fit; the first are told."""
        self.refused += 1
        if len(self.told) < TOLD:
            self.told.append(row)

    def listing(self) -> Text:
        """The first rows that do not fit, a line each."""
        return Text(fr=self._in("fr"), en=self._in("en"))

    def _in(self, lang: str) -> str:
        lines = []
        for row in self.told:
            problem = row.problem.say(lang) if row.problem else ""
            where = _LINE if row.column else _LINE_ONLY
            lines.append(where.say(lang, line=row.line, column=row.column or "", problem=problem))
        if self.refused > len(self.told):
            lines.append(_MORE.say(lang, number=self.refused - len(self.told)))
        return "\n".join(lines).replace("{", "(").replace("}", ")")


def bring_reports(
    register: bytes,
    reader: Reader,
    key: Callable[[int], DeviceKey] | None,
    rows: Iterable[Row],
    *,
    received: date,
    whole: str | None = None,
    skip_refused: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Account:
    """Enter, amend and set aside the reports of a file; what that did.

    `key` is asked for once all is known to be good and something is to be signed, and told how many rows there are;
    without it nothing is written, and the account is what would be done. `received` is the day it came. `whole` is a
    source: the file is all that it holds, so that what it no longer names was taken back. `progress` is told how many
    rows are entered, and how many there are.

    Raises
    ------
    ReadOnly, NotYourAct
    RefusedReports
        Some rows do not fit, and `skip_refused` is not set.
    """
    may_report(register, reader)
    framework = store.constitution(register).frameworks[0]
    account = Account()
    good = _checked(rows, account, framework, received)
    if account.refused and not skip_refused:
        raise RefusedReports(number=account.refused, listing=account.listing())
    dated = received if store.constitution(register).mode is Mode.EXERCISE else None
    opened: list[DeviceKey] = []

    def sign(said: Iterable[Said]) -> None:
        held = [(Payload(*one, dated, reader.seat), LEVEL) for one in said]
        if held and key is not None:
            if not opened:
                opened.append(key(len(good)))
            enter(register, opened[0], held)

    for begin in range(0, len(good), _STEP):
        if progress is not None:
            progress(begin, len(good))
        with transaction.atomic():
            sign(_said(register, good[begin : begin + _STEP], account))
    if whole is not None:
        with transaction.atomic():
            sign(_absent(register, f"{whole}:", {row.external for row in good}, account))
    if opened:
        count_rows()
    return account


def case_of(register: bytes, external: str) -> str:
    """The case of a partner's id: always the same, and not to be read back from it."""
    return "p" + hashlib.blake2b(register + external.encode(), digest_size=8).hexdigest()


def _checked(rows: Iterable[Row], account: Account, framework: str, received: date) -> list[Row]:
    """The rows that fit; each must be what a report may hold, and stand once."""
    good: list[Row] = []
    seen = set[str]()
    for row in rows:
        account.rows += 1
        if row.problem is not None:
            account.refuse(row)
        elif row.left_out:
            account.left_out += 1
        elif row.external in seen:
            account.refuse(row._replace(problem=_filled(_TWICE, id=row.external)))
        else:
            seen.add(row.external)
            try:
                good.append(row if row.fields is None else row._replace(fields=_whole(row, framework, received)))
            except (BadField, UnknownCode) as wrong:
                account.refuse(row._replace(problem=Text(fr=_plain(wrong.say("fr")), en=_plain(wrong.say("en")))))
    return good


def _whole(row: Row, framework: str, received: date) -> Mapping[str, Any]:
    fields = {
        "framework": framework,
        "channel": "file",
        "received": received.isoformat(),
        **(row.fields or {}),
        "external": row.external,
    }
    if row.revision:
        fields["revision"] = row.revision
    return check("report.received", row.external[:80], fields)


def _said(register: bytes, rows: list[Row], account: Account) -> Iterator[Said]:
    cases = {case_of(register, row.external): row for row in rows}
    held = _held(register, cases)
    changed = [case for case, row in cases.items() if case in held and _differs(held[case], row)]
    before = _revisions(register, changed)
    for case, row in cases.items():
        if case not in held:
            if row.fields is None:
                account.left_out += 1
            else:
                account.new += 1
                yield "report.received", case, row.fields
        elif row.fields is None:
            yield from _aside(case, held[case], account)
        elif case not in changed:
            account.unchanged += 1
        elif row.revision and row.revision in before.get(case, ()) and row.revision != held[case].revision:
            # An export made before the edit that is here already.
            account.older += 1
        else:
            account.updated += 1
            told = {name: value for name, value in row.fields.items() if name not in ("framework", "received")}
            yield "report.amended", case, {**_CLEARED, **told}


def _held(register: bytes, cases: Mapping[str, Row]) -> dict[str, Report]:
    names, found = list(cases), dict[str, Report]()
    for begin in range(0, len(names), _CHUNK):
        page = MODELS["report"].objects.at(register, None).filter(case__in=names[begin : begin + _CHUNK])
        found.update({case: typed(data, Report) for case, data in page.values_list("case", "data")})
    return found


_COMPARED: Final = tuple(_CLEARED)


def _differs(held: Report, row: Row) -> bool:
    if row.fields is None:
        return True
    told = typed({"id": held.id, **row.fields}, Report)
    return any(getattr(held, name) != getattr(told, name) for name in _COMPARED)


def _revisions(register: bytes, cases: list[str]) -> dict[str, set[str]]:
    """The versions of these reports that were entered so far."""
    found: dict[str, set[str]] = {}
    for begin in range(0, len(cases), _CHUNK):
        for one in statements_of(register, "report", cases[begin : begin + _CHUNK]):
            if one.fields.get("revision"):
                found.setdefault(one.case, set()).add(one.fields["revision"])
    return found


def _aside(case: str, held: Report, account: Account) -> Iterator[Said]:
    if held.status in ("received", "screened"):
        account.taken_back += 1
        yield "report.set_aside", case, {"why": _WITHDRAWN}
    elif held.status == "set_aside":
        account.unchanged += 1
    else:
        account.kept += 1


def _absent(register: bytes, source: str, named: set[str], account: Account) -> Iterator[Said]:
    """What the source gave before and no longer holds."""
    rows = MODELS["report"].objects.at(register, None).filter(data__external__startswith=source)
    for case, data in rows.order_by("case").values_list("case", "data"):
        held = typed(data, Report)
        if held.external not in named and held.status != "set_aside":
            yield from _aside(case, held, account)


def keep_mapping(register: bytes, source: str, text: str) -> None:
    """Keep how a source's columns are read, for its next file."""
    SavedMapping.objects.update_or_create(register=register.hex(), source=source, defaults={"text": text})


def kept_mapping(register: bytes, source: str) -> str | None:
    """How the source's last file was read."""
    return SavedMapping.objects.filter(register=register.hex(), source=source).values_list("text", flat=True).first()


def _filled(text: Text, **data: str) -> Text:
    said = {name: _plain(value) for name, value in data.items()}
    return Text(fr=text.fr.format(**said), en=text.en.format(**said))


def _plain(text: str) -> str:
    return text.replace("{", "(").replace("}", ")")
