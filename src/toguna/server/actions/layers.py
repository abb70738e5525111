"""Acts on layers: bringing in what others published, whole or not at all. Nothing of it enters the register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.server.home import Home
from toguna.server.layers import merging, store
from toguna.server.layers.rows import Account, Event, Feature, File, Gone, Item, LeftOut, Refusal

TOLD: Final = 20
_LINE = Text(fr="ligne {line}, colonne {column} : {problem}", en="line {line}, column {column}: {problem}")
_LINE_ONLY = Text(fr="ligne {line} : {problem}", en="line {line}: {problem}")
_MORE = Text(fr="… et {number} autres.", en="… and {number} more.")
_ID_TWICE = Text(
    fr="l’identifiant « {id} » figure déjà à la ligne {before}. N’en garder qu’une.",
    en="the id “{id}” stands on line {before} already. Keep one of them.",
)


class RefusedRows(InputError):
    """Some rows do not fit; each is told on a line of its own."""

    code = "rows-refused"
    text = Text(
        fr="{file} : lignes à corriger : {number} ; rien n’a été importé.\n{listing}\nPour importer le reste sans ces "
        "lignes : --skip-refused.",
        en="{file}: lines to correct: {number}; nothing was imported.\n{listing}\nTo import the rest without these "
        "lines: --skip-refused.",
    )


class NoRows(InputError):
    """The file holds nothing to bring in."""

    code = "no-rows"
    text = Text(
        fr="{file} : le fichier ne contient aucune ligne à importer. Vérifier que c’est le bon.",
        en="{file}: the file holds no row to import. Check that it is the right one.",
    )


class _DryRun(Exception):
    def __init__(self, account: Account) -> None:
        self.account = account


@dataclass
class _Refused:
    """The rows refused so far: all are counted, the first are told."""

    number: int = 0
    told: list[Refusal] = field(default_factory=list)

    def add(self, row: Refusal) -> None:
        self.number += 1
        if len(self.told) < TOLD:
            self.told.append(row)

    def listing(self) -> Text:
        """The first of them, a line each."""
        return Text(fr=self._in("fr"), en=self._in("en"))

    def _in(self, lang: str) -> str:
        lines = []
        for line, column, problem in self.told:
            said = problem.say(lang)
            where = _LINE.say(lang, line=line, column=column, problem=said) if column else None
            lines.append(where or _LINE_ONLY.say(lang, line=line, problem=said))
        if self.number > len(self.told):
            lines.append(_MORE.say(lang, number=self.number - len(self.told)))
        return "\n".join(lines).replace("{", "(").replace("}", ")")


def bring(
    home: Home,
    file: File,
    items: Iterable[tuple[int, Item]],
    *,
    kind: type[Event] | type[Feature],
    whole: bool = False,
    dry_run: bool = False,
    skip_refused: bool = False,
    mapping: str | None = None,
    at: datetime | None = None,
) -> Account:
    """Bring a file's rows (with their lines) into its layer; what that did.

    `whole`: the file is all that its provider publishes, so what it does not name is deleted. With `dry_run` the
    account is that of the real thing, and nothing is kept.

    `mapping` is kept with the layer, for the next edition of its table.

    Raises
    ------
    RefusedRows
        Some rows do not fit, and `skip_refused` is not set.
    NoRows, OtherLayer
    """
    with store.to_write(home, dry_run=dry_run) as held:
        staging = merging.Staging(held, kind)
        refused, left_out = _stage(staging, items)
        if refused.number and not skip_refused:
            raise RefusedRows(file=file.name, number=refused.number, listing=refused.listing())
        if not staging.rows and not left_out:
            raise NoRows(file=file.name)
        try:
            with store.transaction(held):
                account = merging.merge(
                    staging, file, at or datetime.now(UTC), whole=whole, refused=refused.number, left_out=left_out
                )
                if mapping is not None:
                    store.keep_mapping(held, file.layer, mapping)
                if dry_run:
                    raise _DryRun(account)
        except _DryRun as done:
            return done.account
    return account


def _stage(staging: merging.Staging, items: Iterable[tuple[int, Item]]) -> tuple[_Refused, int]:
    """Stage the good rows; the refused ones, and how many were left out."""
    refused, left_out = _Refused(), 0
    seen: dict[str, int] = {}
    for line, item in items:
        if isinstance(item, Event | Feature):
            before = seen.setdefault(item.id, line)
            if before != line:
                refused.add(Refusal(line, None, _filled(_ID_TWICE, id=item.id, before=before)))
            else:
                staging.add(item)
        elif isinstance(item, Gone):
            staging.withdraw(item)
        elif isinstance(item, LeftOut):
            left_out += 1
        else:
            refused.add(item)
    staging.flush()
    return refused, left_out


def _filled(text: Text, **data: object) -> Text:
    said = {name: str(value).replace("{", "(").replace("}", ")") for name, value in data.items()}
    return Text(fr=text.fr.format(**said), en=text.en.format(**said))


def kept_mapping(home: Home, layer: str) -> str | None:
    """The mapping that a layer's last table was read by."""
    with store.to_read(home) as held:
        return store.mapping_of(held, layer) if held is not None else None
