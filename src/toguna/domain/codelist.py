"""A code list: stable codes, their numbers on the wire, and what people call them in French and English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from toguna.base.errors import InputError
from toguna.base.text import Text


class UnknownCode(InputError):
    """A value stands in no code list."""

    code = "unknown-code"
    text = Text(
        fr="« {value} » n’est pas un code de la liste « {list} ». Codes admis : {known}.",
        en="“{value}” is not a code of the list “{list}”. Codes allowed: {known}.",
    )


@dataclass(frozen=True)
class CodeList:
    """Codes in a fixed order: the place of a code in the list, from 1, is its number on the wire and never changes."""

    name: str
    labels: dict[str, Text]
    _numbers: dict[str, int] = field(init=False, repr=False)
    _codes: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_codes", tuple(self.labels))
        object.__setattr__(self, "_numbers", {code: n for n, code in enumerate(self._codes, 1)})

    def __contains__(self, code: object) -> bool:
        return code in self.labels

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def number(self, code: str) -> int | None:
        """The number of a code on the wire; None for a code that a framework added itself."""
        return self._numbers.get(code)

    def code(self, number: int) -> str:
        """The code with that number.

        Raises
        ------
        UnknownCode
            The list is shorter: the entry was written by a newer version.
        """
        if not 1 <= number <= len(self._codes):
            raise UnknownCode(list=self.name, value=number, known=self.listing())
        return self._codes[number - 1]

    def say(self, code: str, lang: str) -> str:
        """What people call it."""
        return self.labels[code].say(lang)

    def listing(self) -> str:
        """All codes, for a message."""
        return ", ".join(self._codes)


def code_list(name: str, words: Mapping[str, tuple[str, str]]) -> CodeList:
    """A list from `code: (French, English)`."""
    return CodeList(name, {code: Text(fr=fr, en=en) for code, (fr, en) in words.items()})
