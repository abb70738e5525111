"""Who sends: the phone behind the token in the address, what it may read, and the lists it may choose from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain.places import Place
from toguna.register.constitution import Mode
from toguna.server.actions.phones import hidden
from toguna.server.home import Home
from toguna.server.intake.odk.prompts import prompted
from toguna.server.queries import day as days
from toguna.server.queries.phone_forms import Form, published
from toguna.server.queries.phone_lists import LISTS, REFERRAL, Choice
from toguna.server.queries.phones import Sender, sender
from toguna.server.queries.prompts import PromptRow, prompts
from toguna.server.queries.reading import Reading, read, registers
from toguna.server.queries.referrals import referral

_CONTACT = "contact"


class NotAdmitted(RuleError):
    """The token is nobody's, or its phone was revoked."""

    code = "phone-not-admitted"
    text = Text(
        fr="Ce téléphone n’est pas admis, ou ne l’est plus. Garder le formulaire, et demander au bureau un nouveau "
        "code à scanner.",
        en="This phone is not admitted, or no longer. Keep the form, and ask the office for a new code to scan.",
    )


@dataclass(frozen=True)
class Phone:
    """A phone that may send, with what it may see."""

    home: Home
    sender: Sender

    @cached_property
    def reading(self) -> Reading:
        """What the phone's seat may read: in an exercise on the day it plays, as pages do."""
        held = next((one for one in registers(self.home) if one["id"] == self.sender.register.hex()), None)
        if held is None:
            raise NotAdmitted()
        register = days.held(self.home, held["framework"])
        played = days.days(register).last if register.act.mode is Mode.EXERCISE else None
        return read(self.home, framework=held["framework"], seat=self.sender.seat, as_of=played)

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """Every version of every form, as it was published."""
        return published(self.sender.register)

    @cached_property
    def served(self) -> tuple[Form, ...]:
        """The same forms as this phone gets them, with the questions that its office had spoken."""
        return tuple(prompted(form, self.sounds) for form in self.forms)

    @cached_property
    def sounds(self) -> tuple[PromptRow, ...]:
        """Every question that the office had spoken."""
        return prompts(self.sender.register)

    def choices(self, name: str) -> tuple[Choice, ...] | None:
        """The lines of a list; None where there is no such list."""
        if name == REFERRAL:
            return (Choice(_CONTACT, referral(self.home, self.reading.framework)),)
        found: Callable[[Reading], tuple[Choice, ...]] | None = LISTS.get(name)
        return found(self.reading) if found is not None else None

    def known(self) -> dict[str, frozenset[str]]:
        """The ids of each list that are taken: those that are offered, and places that an older list may have held."""
        offered = {name: frozenset(one.name for one in found(self.reading)) for name, found in LISTS.items()}
        return {**offered, "places": offered["places"] | self.reading.by_id(Place).keys()}


def admitted(home: Home, token: str) -> Phone:
    """The phone behind a token.

    Raises
    ------
    NotAdmitted
    """
    found = sender(hidden(token))
    if found is None:
        raise NotAdmitted()
    return Phone(home, found)
