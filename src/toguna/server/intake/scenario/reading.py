"""YAML as checked text: every value keeps the line it came from, keys stand once, nothing is guessed.

All scalars stay strings, so that `2019-03` and `2019-03-26` are read by one rule (`toguna.base.dates`); `true`,
`false` and an empty value are
the only exceptions. Anchors, tags and anything beyond plain maps, lists and scalars are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.server.intake.scenario.reasons import NO_KEY, of_parser, of_system

LARGEST_FILE: Final = 5_000_000
DEEPEST: Final = 12


class FileProblem(InputError):
    """A scenario file cannot be used; the sentence names file and line."""

    code = "bad-file"
    text = Text(
        fr="{file}, ligne {line} : {problem}",
        en="{file}, line {line}: {problem}",
    )


class NoFile(FileProblem):
    """The file itself cannot be had: there is no line to name."""

    code = "file-not-readable"
    text = Text(fr="{file} : {problem}", en="{file}: {problem}")


@dataclass
class Item:
    """One map of the file with the line of each of its keys."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        return self.values.get(key)


_DUPLICATE = Text(
    fr="le champ « {key} » figure deux fois (déjà à la ligne {before}). En garder un seul.",
    en="the field “{key}” stands twice (already on line {before}). Keep only one.",
)
_NOT_YAML = Text(
    fr="le fichier n’est pas du YAML lisible ({why}). Vérifier les retraits, les deux-points et les guillemets "
    "à cet endroit.",
    en="the file is not readable YAML ({why}). Check indents, colons and quotes at this place.",
)
_NOT_UTF8 = Text(
    fr="le fichier n’est pas en UTF-8. L’enregistrer en UTF-8 puis recommencer.",
    en="the file is not UTF-8. Save it as UTF-8 and try again.",
)
_TOO_LARGE = Text(fr="le fichier dépasse 5 Mo. Le découper.", en="the file is larger than 5 MB. Split it.")
_TOO_DEEP = Text(
    fr="les niveaux sont trop imbriqués. Simplifier cet endroit.",
    en="the levels are nested too deeply. Simplify this place.",
)
_NO_ANCHORS = Text(
    fr="les renvois et types YAML (&, *, !!) ne sont pas admis. Écrire la valeur en clair.",
    en="YAML anchors and tags (&, *, !!) are not allowed. Write the value out.",
)
_NOT_A_MAP = Text(
    fr="le fichier doit commencer par des sections (« scenario: », « places: » …).",
    en="the file must begin with sections (“scenario:”, “places:” …).",
)
_CONTROL = Text(
    fr="cette ligne contient un caractère invisible. L’ôter, ou enregistrer de nouveau le fichier en UTF-8.",
    en="this line holds an invisible control character. Remove it, or save the file again as UTF-8.",
)
_INVISIBLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]")


def problem(file: str, line: int, text: Text, **data: object) -> FileProblem:
    """A problem at a line, whose wording is itself in both languages."""
    return FileProblem(
        file=file, line=line, problem=Text(fr=_filled(text.fr, data, "fr"), en=_filled(text.en, data, "en"))
    )


def _filled(template: str, data: dict[str, object], lang: str) -> str:
    said = {k: v.say(lang) if isinstance(v, Text) else v for k, v in data.items()}
    return template.format(**said).replace("{", "(").replace("}", ")")


def read(path: Path) -> Item:
    """The file as items.

    Raises
    ------
    FileProblem
        It cannot be opened, decoded or parsed, or holds a key twice, an anchor, or too deep a nesting.
    """
    return parse(contents(path), path.name)


def contents(path: Path) -> str:
    """The text of a file from outside, bounded and in UTF-8.

    Raises
    ------
    FileProblem
        It cannot be opened, is too large, or is not UTF-8.
    """
    name = path.name
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise NoFile(file=name, problem=of_system(error)) from None
    if len(data) > LARGEST_FILE:
        raise NoFile(file=name, problem=_TOO_LARGE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise problem(name, data[: error.start].count(b"\n") + 1, _NOT_UTF8) from None
    if found := _INVISIBLE.search(text):
        raise problem(name, text.count("\n", 0, found.start()) + 1, _CONTROL)
    return text


def parse(text: str, name: str) -> Item:
    """The same from text."""
    try:
        node = _Loader(text, name).get_single_node()
    except yaml.YAMLError as error:
        mark: yaml.Mark | None = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise problem(name, mark.line + 1 if mark is not None else 1, _NOT_YAML, why=of_parser(why)) from None
    if not isinstance(node, yaml.MappingNode):
        raise problem(name, 1, _NOT_A_MAP)
    item = _value(node, name)
    assert isinstance(item, Item)
    return item


class _Loader(yaml.BaseLoader):
    """Refuses what goes beyond plain maps, lists and scalars where it begins, before it is read any further."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self._file, self._depth = name, 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise problem(self._file, line, _NO_ANCHORS)
        if self._depth > DEEPEST:
            raise problem(self._file, line, _TOO_DEEP)
        self._depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node


def _value(node: yaml.Node, name: str) -> Any:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, name) for child in node.value]
    item = Item(line)
    last = ""
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise problem(name, line, _NOT_YAML, why=NO_KEY)
        key = str(key_node.value)
        at = key_node.start_mark.line + 1
        if getattr(node, "flow_style", False) and " " in key and isinstance(item.get(last), str) and _empty(value_node):
            # `{note: deaths, number not stated here}`: a comma inside words that nobody quoted. A field name has no
            # space.
            item.values[last] += f", {key}"
            continue
        last = key
        if key in item.values:
            raise problem(name, at, _DUPLICATE, key=key, before=item.lines[key])
        item.values[key] = _value(value_node, name)
        item.lines[key] = at
    return item


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value == ""


def _scalar(node: yaml.ScalarNode) -> Any:
    if node.style is None:
        if node.value in ("", "~", "null"):
            return None
        if node.value in ("true", "false"):
            return node.value == "true"
    return str(node.value)
