"""YAML as checked text: every value keeps the line it came from, keys stand once, nothing is guessed.

All scalars stay strings, so that `2019-03` and `2019-03-26` are read by one rule (`toguna.base.dates`); `true`,
`false` and an empty value are
the only exceptions. Anchors, tags and anything beyond plain maps, lists and scalars are refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from toguna.base.errors import InputError
from toguna.base.text import Text

LARGEST_FILE: Final = 5_000_000
DEEPEST: Final = 12


class FileProblem(InputError):
    """A scenario file cannot be used; the sentence names file and line."""

    code = "bad-file"
    text = Text(
        fr="{file}, ligne {line} : {problem}",
        en="{file}, line {line}: {problem}",
    )


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
    fr="les renvois YAML (&, *, <<) ne sont pas admis. Écrire la valeur en clair.",
    en="YAML anchors (&, *, <<) are not allowed. Write the value out.",
)
_NOT_A_MAP = Text(
    fr="le fichier doit commencer par des sections (« scenario: », « places: » …).",
    en="the file must begin with sections (“scenario:”, “places:” …).",
)
_MISSING = Text(
    fr="le fichier n’existe pas ou ne peut pas être lu ({why}). Vérifier son nom.",
    en="the file does not exist or cannot be read ({why}). Check its name.",
)


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
        data = path.read_bytes()
    except OSError as error:
        raise problem(name, 0, _MISSING, why=error.strerror or "?") from None
    if len(data) > LARGEST_FILE:
        raise problem(name, 1, _TOO_LARGE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise problem(name, data[: error.start].count(b"\n") + 1, _NOT_UTF8) from None


def parse(text: str, name: str) -> Item:
    """The same from text."""
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise problem(name, event.start_mark.line + 1, _NO_ANCHORS)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark: yaml.Mark | None = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise problem(name, mark.line + 1 if mark is not None else 1, _NOT_YAML, why=why) from None
    except RecursionError:
        raise problem(name, 1, _TOO_DEEP) from None
    if not isinstance(node, yaml.MappingNode):
        raise problem(name, 1, _NOT_A_MAP)
    item = _value(node, name, 0)
    assert isinstance(item, Item)
    return item


def _value(node: yaml.Node, name: str, depth: int) -> Any:
    line = node.start_mark.line + 1
    if depth > DEEPEST:
        raise problem(name, line, _TOO_DEEP)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, name, depth + 1) for child in node.value]
    item = Item(line)
    last = ""
    for key_node, value_node in node.value:
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
        item.values[key] = _value(value_node, name, depth + 1)
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
