"""Who has seen what: attests, what follows from them for each entry, and what they show to be missing here
(spec/register.md §4.2, §8.6).

An entry that another party has attested cannot be dropped or rewritten any more without that party noticing: "seen by
N parties". And a log of which others have attested more than is here was cut on its way: whoever carries entries cannot
drop the newest ones for longer than until two parties next attest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from toguna.register.bodies import Attest
from toguna.register.said import Said
from toguna.register.standing import Standing

RootsOf = Callable[[bytes, int], Collection[bytes]]
"""The roots of a device's log as held, at a size: none where less is held, two where its histories differ."""


@dataclass(frozen=True, slots=True)
class Short:
    """A log of which less is here than others attested; `differs`: here it has another root at `seen`."""

    device: bytes
    held: int
    seen: int
    witnesses: tuple[bytes, ...]
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Views:
    """How far each party has seen each log, and what is short here."""

    sizes: Mapping[bytes, Mapping[str, int]] = field(default_factory=dict)
    """By device, and by party other than its own: the largest size attested with the root held here."""
    short: tuple[Short, ...] = ()

    def parties(self, device: bytes, index: int) -> list[str]:
        """The parties, other than its author's own, that have seen an entry; "seen by N parties" counts them."""
        return sorted(party for party, size in self.sizes.get(device, {}).items() if size > index)


def look(standing: Standing, said: Iterable[Said], held: Mapping[bytes, int], roots_of: RootsOf) -> Views:
    """What the attests say about the logs held, of which `held` gives the sizes.

    An attest counts where its device may speak (`standing`); a device's word about its own log is no witness, nor is
    another device of the same party one for "seen by".
    """
    sizes: dict[bytes, dict[str, int]] = {}
    beyond: dict[bytes, dict[tuple[int, bool], set[bytes]]] = {}
    for one in said:
        if not isinstance(one.body, Attest) or one.contested or not standing.counts(one.device, one.idx):
            continue
        party = standing.parties.get(one.device, "")
        for seen in one.body.seen:
            if seen.device == one.device or not standing.knows(seen.device):
                continue
            roots = roots_of(seen.device, seen.size)
            if seen.root not in roots:
                beyond.setdefault(seen.device, {}).setdefault((seen.size, bool(roots)), set()).add(one.device)
            elif party != standing.parties.get(seen.device):
                known = sizes.setdefault(seen.device, {})
                known[party] = max(known.get(party, 0), seen.size)
    short = []
    for device, found in sorted(beyond.items()):
        size, differs = max(found, key=lambda place: (place[1], place[0]))
        short.append(Short(device, held.get(device, 0), size, tuple(sorted(found[size, differs])), differs))
    return Views(sizes, tuple(short))
