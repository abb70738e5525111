"""A register of three founding devices, and copies of it, for the tests of exchange."""

from __future__ import annotations

from hashlib import sha256

from toguna.base.text import Words
from toguna.register.constitution import Constitution, Device, Mode, Party
from toguna.register.encoding import encode
from toguna.register.entry import Entry, Kind, Part
from toguna.register.files import tables
from toguna.register.replica import Account, Replica
from toguna.register.signing import DeviceKey

KEYS = [DeviceKey.from_seed(sha256(b"exchange %d" % number).digest()) for number in range(5)]
ACT = Constitution(
    mode=Mode.EXERCISE,
    frameworks=("veranda",),
    parties=(Party("host", Words(fr="Secrétariat"), "mediator"),),
    devices=tuple(Device(key.public, "host") for key in KEYS),
)


def entry(label: object, *, size: int = 0, audience: int = 0, parents: tuple[bytes, ...] = ()) -> Entry:
    """A statement that belongs to a label."""
    filling = b"".join(sha256(b"%d" % n + str(label).encode()).digest() for n in range(size))
    payload = encode({1: str(label), 2: filling})
    return Entry(Kind.STATEMENT, 7, parents, (Part.make(payload, audience, sha256(str(label).encode()).digest()[:16]),))


def copy(*, level: int = 1) -> Replica:
    """A fresh copy. Tests need no short bundles, so they pack at the fastest level."""
    return Replica(ACT, level=level)


def give(sender: Replica, receiver: Replica) -> Account:
    """Everything that `receiver` lacks and `sender` has, in one exchange."""
    pieces, account = sender.make_bundle(receiver.frontier())
    for piece in pieces:
        account += receiver.apply(piece)
    return account


def state(replica: Replica) -> object:
    """What must be equal on copies that have met."""
    return replica.valid(), replica.contested(), replica.contents


rows = tables
"""A copy as the tables that `verify` reads."""
