"""Every error a person can meet, as one tree.

    TogunaError                 code, data, and a sentence in both languages that says what to do next
    ├── InputError              something given from outside is wrong: a file, a field, an option
    │   ├── DateError           not a date with precision
    │   └── …                   one class a fault, beside the code that finds it
    ├── RuleError               the act is not allowed in this state, or not to this seat
    ├── RegisterFault           a log or an entry is wrong (toguna.register.faults: one class a fault)
    └── InstallationError       this machine: a full disk, a locked database, a missing file

A subclass sets `code` (English, kebab-case, stable) and `text`. Delivery chooses the language; `code` and `data`
never change with it.
"""

from __future__ import annotations

from typing import ClassVar

from toguna.base.text import Text


class TogunaError(Exception):
    """Base of all errors that are shown to people."""

    code: ClassVar[str] = "error"
    text: ClassVar[Text] = Text(fr="Une erreur est survenue.", en="Something went wrong.")

    def __init__(self, **data: object) -> None:
        self.data = data
        super().__init__(self.say("en"))

    def say(self, lang: str) -> str:
        """The sentence for a person, in `lang`."""
        return self.text.say(lang, **self.data)


class InputError(TogunaError):
    """Something given from outside is wrong."""

    code = "input"


class RuleError(TogunaError):
    """The act is not allowed in this state, or not to this seat."""

    code = "rule"


class RegisterFault(TogunaError):
    """A log, an entry or a signature is wrong."""

    code = "register"


class InstallationError(TogunaError):
    """This machine cannot do what was asked."""

    code = "installation"


class DateError(InputError):
    """Not a date with precision."""

    code = "bad-date"
    text = Text(
        fr="« {value} » n’est pas une date : écrire 2019-04-09, 2019-W15, 2019-04, 2019-Q2 ou 2019.",
        en="“{value}” is not a date: write 2019-04-09, 2019-W15, 2019-04, 2019-Q2 or 2019.",
    )
