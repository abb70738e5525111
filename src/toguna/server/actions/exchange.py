"""Taking what another copy gave, and giving it what it lacks: by file, or in turns over a line (spec/sync.md).

Whatever comes in is stored exactly as received, in one transaction, and the records follow once at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.register.bundle import NAME_SIZE
from toguna.register.frontier import Frontier
from toguna.register.replica import Account, Refusal
from toguna.register.signing import DeviceKey
from toguna.server.actions.attesting import attest
from toguna.server.home import Home
from toguna.server.ledger import contents, store
from toguna.server.records import projector, remembering
from toguna.server.sync import files
from toguna.server.sync.copy import Copy, Taken
from toguna.server.sync.opening import copy_of
from toguna.server.sync.receivers import Receiver

Progress = Callable[[int, int], None]
_LATER = frozenset({"section-gap", "device-not-admitted", "part-not-named", "section-not-signed"})
"""What is put aside for these reasons may fit once the rest is there."""


class RegisterNotHere(InputError):
    """The bundle belongs to a register that this home does not keep."""

    code = "register-not-here"
    text = Text(
        fr="Cet envoi appartient à un registre ({register}) que ce dossier ne tient pas. Pour en tenir un exemplaire, "
        "lancer « toguna join {file} ».",
        en="This bundle belongs to a register ({register}) that this folder does not keep. To keep a copy of it, run "
        "“toguna join {file}”.",
    )


def quiet(done: int, of: int) -> None:
    """No progress is shown."""


@dataclass
class Outcome:
    """The true account of an exchange."""

    account: Account = field(default_factory=Account)
    pieces: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    erased: int = 0
    attested: bool = False
    own_returned: bool = False
    put_aside_there: tuple[tuple[str, str, int | None], ...] = ()
    """What the other copy did not take: code, log, number."""

    def add(self, other: Outcome) -> None:
        """What one more turn brought."""
        self.account += other.account
        self.pieces += other.pieces
        self.erased += other.erased
        self.own_returned |= other.own_returned

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """What was put aside, and why."""
        return self.account.refused


def take(copy: Copy, pieces: Iterable[bytes], *, progress: Progress = quiet, of: int = 0) -> Outcome:
    """Take pieces, in whatever order they come; all of it or, after a power cut, nothing."""
    outcome, taken, again = Outcome(), Taken(), list[bytes]()
    with transaction.atomic():
        for piece in pieces:
            outcome.pieces += 1
            outcome.bytes_in += len(piece)
            again += _apply(copy, piece, taken)
            progress(outcome.bytes_in, of)
        _apply_again(copy, again, taken)
        project(copy.register, taken)
    if taken.erased:
        contents.forget()
        remembering.forget()
    outcome.account, outcome.erased = taken.account, len(taken.erased)
    outcome.own_returned = any(device == copy.holder.device for device, _ in taken.places)
    return outcome


def _apply(copy: Copy, piece: bytes, taken: Taken) -> list[bytes]:
    """Take one piece; the piece itself where some of it may fit later."""
    found = copy.apply(piece)
    later = any(one.why in _LATER for one in found.account.refused)
    if later:
        found.account = Account(found.account.received, found.account.contents)
    taken += found
    return [piece] if later else []


def _apply_again(copy: Copy, again: list[bytes], taken: Taken) -> None:
    """Pieces that came before what they need are tried until nothing more fits; what is left is refused."""
    while again:
        before = taken.account.received + taken.account.contents
        rest: list[bytes] = []
        for piece in again:
            rest += _apply(copy, piece, taken)
        if taken.account.received + taken.account.contents == before:
            for piece in rest:
                taken.account += Account(refused=copy.apply(piece).account.refused)
            return
        again = rest


def project(register: bytes, taken: Taken) -> None:
    """Bring the records up to date with what was taken."""
    projector.project(register, [*taken.places, *contents.places(register, taken.filled)])
    if taken.unsettled or taken.erased:
        projector.settle(register)


def take_file(home: Home, path: Path, *, progress: Progress = quiet) -> tuple[bytes, Outcome]:
    """Take a file; the register it belongs to, and the account.

    Raises
    ------
    NotABundle, RegisterNotHere
    """
    with path.open("rb") as file:
        register = whose(path)
        device = bytes.fromhex(home.settings()["device"])
        files.read_act(file, path.name)
        pieces = files.read_pieces(file)
        return register, take(copy_of(register, device), pieces, progress=progress, of=path.stat().st_size)


def whose(path: Path) -> bytes:
    """The register that a file belongs to.

    Raises
    ------
    NotABundle, RegisterNotHere
    """
    with path.open("rb") as file:
        act = files.read_act(file, path.name)
        name = act.id[:NAME_SIZE] if act else file.read(3 + NAME_SIZE)[3:]
    for register in store.registers():
        if register.startswith(name) and len(name) == NAME_SIZE:
            return register
    raise RegisterNotHere(register=name.hex(), file=path.name)


def write_file(
    copy: Copy, path: Path, to: Receiver, frontier: Frontier, *, whole: bool = False, progress: Progress = quiet
) -> Outcome:
    """Write what a receiver lacks as one file; `whole` puts the founding act in front, for who has nothing yet."""
    outcome, before = Outcome(), copy.sent
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("wb") as file:
            if whole:
                outcome.bytes_out += file.write(files.write_act(store.constitution(copy.register)))
            for piece in copy.pieces(frontier, to):
                outcome.pieces += 1
                outcome.bytes_out += file.write(piece)
                progress(outcome.pieces, 0)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    outcome.account = Account(sent=copy.sent - before)
    return outcome


def acknowledge(copy: Copy, key: DeviceKey) -> bool:
    """Attest what came in; whether there was anything to attest."""
    return attest(copy.register, key) is not None
