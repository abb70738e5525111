"""Every command of `toguna`, in the order in which the help lists them."""

from __future__ import annotations

from toguna.cli.commands.acting import ACTING
from toguna.cli.commands.evidence import EVIDENCE
from toguna.cli.commands.exchange import EXCHANGE
from toguna.cli.commands.intake import INTAKE
from toguna.cli.commands.messages import MESSAGES
from toguna.cli.commands.people import PEOPLE
from toguna.cli.commands.reading import LOOKS
from toguna.cli.commands.registers import REGISTERS
from toguna.cli.commands.upkeep import UPKEEP

COMMANDS = (*REGISTERS, *LOOKS, *ACTING, *MESSAGES, *INTAKE, *EVIDENCE, *EXCHANGE, *PEOPLE, *UPKEEP)
