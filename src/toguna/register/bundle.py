"""Pieces of a bundle: sections of logs on their way from one copy to another (spec/sync.md §3).

    [1, first 8 bytes of the register's id, packing, raw, packed]

`raw` holds what no compressor shortens (keys, signatures, salts, hashes, ciphertext), `packed` the rest, column by
column, structure and texts apart, for their letters are of another kind. What the receiver can compute is not sent:
hashes of contents that travel, roots, sizes. It rebuilds the leaves, and the signature must fit what it built; so no
altered bit can get into a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from toguna.register import columns
from toguna.register import sync_faults as faults
from toguna.register.cbor_faults import CborFault
from toguna.register.encoding import read_head, write_head, write_int
from toguna.register.entry import HASH_SIZE, MAX_CONTENT, MAX_PARENTS, MAX_PARTS, SALT_SIZE
from toguna.register.packing import LEVEL, MAX_OUTPUT, pack, unpack
from toguna.register.signing import PUBLIC_SIZE, SIGNATURE_SIZE

FORMAT: Final = 1
NAME_SIZE: Final = 8
MAX_PIECE: Final = 2 * MAX_OUTPUT
MAX_ITEMS: Final = 50_000
"""Sections, entries, parents, parts and contents in one piece, together."""
_START: Final = b"\x85\x01\x48"


@dataclass(frozen=True, slots=True)
class WirePart:
    """A part on its way: the content, or only its hash."""

    audience: int
    content: bytes | None
    hash: bytes


@dataclass(frozen=True, slots=True)
class WireEntry:
    """An entry on its way. A parent is a leaf hash, or how many entries back it stands in the same log."""

    kind: int
    time: int
    parents: tuple[bytes | int, ...]
    parts: tuple[WirePart, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Entries of one log from number `start` on, and the signature over the log up to the last of them."""

    device: bytes
    start: int
    entries: tuple[WireEntry, ...]
    signature: bytes
    # Which of two histories, for the sender only: the end of one may be the number at which the other goes on.
    branch: int = field(default=0, compare=False)
    # Whether the device travels by its first eight bytes; read, it is whole wherever the reader knows the device.
    short: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """What one piece carries: sections, and contents of entries that the receiver has already."""

    sections: tuple[Section, ...]
    contents: tuple[bytes, ...] = ()


def write_piece(register: bytes, piece: Piece, dictionaries: Mapping[int, bytes], level: int = LEVEL) -> bytes:
    """The bytes of a piece."""
    body = [write_int(len(piece.sections))]
    raw: list[bytes] = []
    payloads: list[bytes] = []
    for section in piece.sections:
        _write_section(section, body, raw, payloads)
    body.append(write_int(len(piece.contents)))
    for content in piece.contents:
        _write_content(content, body, raw, payloads)
    texts = columns.write(payloads, body, raw, _parents(piece))
    first, structure = pack(b"".join(body), {}, level)
    packing, packed = pack(texts, dictionaries, level)
    packed = write_int(first) + write_int(len(structure)) + structure + packed
    out = [_START, register[:NAME_SIZE], write_int(packing)]
    for data in (b"".join(raw), packed):
        out += (write_head(2, len(data)), data)
    return b"".join(out)


def _parents(piece: Piece) -> Iterator[bytes]:
    """The parents that stand in `raw`: what an endorsement names is among them."""
    for section in piece.sections:
        for entry in section.entries:
            yield from (parent for parent in entry.parents if isinstance(parent, bytes))


def _write_content(content: bytes, body: list[bytes], raw: list[bytes], payloads: list[bytes]) -> None:
    """Salt, and how the payload travels: 0 by columns, else its length and 1, and as it is."""
    payload = content[SALT_SIZE:]
    raw.append(content[:SALT_SIZE])
    if columns.fits(payload):
        body.append(write_int(0))
        payloads.append(payload)
    else:
        body.append(write_int(len(payload) + 1))
        raw.append(payload)


def _write_section(section: Section, body: list[bytes], raw: list[bytes], payloads: list[bytes]) -> None:
    entries = section.entries
    raw += (section.device[: NAME_SIZE if section.short else PUBLIC_SIZE], section.signature)
    body += (write_int(2 * section.start + section.short), write_int(len(entries)))
    body += [write_int(entry.kind) for entry in entries]
    last = 0
    for entry in entries:
        body.append(write_int(entry.time - last))
        last = entry.time
    body += [write_int(len(entry.parents)) for entry in entries]
    for parent in (parent for entry in entries for parent in entry.parents):
        if isinstance(parent, bytes):
            raw.append(parent)
        body.append(write_int(0 if isinstance(parent, bytes) else parent))
    body += [write_int(len(entry.parts)) for entry in entries]
    parts = [part for entry in entries for part in entry.parts]
    body += [write_int(2 * part.audience + (part.content is not None)) for part in parts]
    for part in parts:
        if part.content is None:
            raw.append(part.hash)
        else:
            _write_content(part.content, body, raw, payloads)


def read_pieces(data: bytes) -> list[bytes]:
    """The pieces of a file, one after the other; the last may be cut short by a broken connection."""
    pieces, at = [], 0
    while at < len(data):
        end = _walk(data, at)
        pieces.append(data[at:end])
        at = end
    return pieces


def _walk(data: bytes, at: int) -> int:
    """The end of the piece at `at`; of the data where it is cut, so that reading it names the fault."""
    try:
        _, end = _head(data, at)
        for _ in range(2):
            _, length, start = read_head(data, end)
            end = start + length
    except (CborFault, faults.BundleFault):
        return len(data)
    return min(end, len(data))


def _head(data: bytes, at: int) -> tuple[int, int]:
    """Packing, and where raw begins."""
    if data[at : at + 1] == _START[:1] and data[at + 1 : at + 2] not in (b"", _START[1:2]):
        raise faults.BundleVersion(version=data[at + 1])
    if data[at : at + 3] != _START:
        raise faults.BundleShape()
    major, packing, end = read_head(data, at + 3 + NAME_SIZE)
    if major:
        raise faults.BundleShape()
    return packing, end


def read_piece(data: bytes, register: bytes, dictionaries: Mapping[int, bytes], devices: Iterable[bytes] = ()) -> Piece:
    """Read one piece of a bundle for this register; signatures are checked where the logs are held.

    `devices` are those that the reader knows. A section of another one that travels by eight bytes keeps these as its
    device, which nobody knows.

    Raises
    ------
    BundleFault
        `bundle-shape`, `bundle-version`, `bundle-too-large`, `unknown-dictionary`, `other-register`.
    """
    if len(data) > MAX_PIECE:
        raise faults.BundleTooLarge(limit=MAX_PIECE)
    try:
        packing, at = _head(data, 0)
        found = data[3 : 3 + NAME_SIZE]
        if found != register[:NAME_SIZE]:
            raise faults.OtherRegister(found=found.hex())
        raw, at = _bytes(data, at)
        packed, at = _bytes(data, at)
        if at != len(data):
            raise faults.BundleShape()
        first, start = _number(packed, 0)
        length, start = _number(packed, start)
        if start + length > len(packed):
            raise faults.BundleShape()
        body = unpack(first, packed[start : start + length], {})
        texts = unpack(packing, packed[start + length :], dictionaries, MAX_OUTPUT - len(body))
        return _Reader(body, raw, texts, devices).piece()
    except CborFault:
        raise faults.BundleShape() from None


def _number(data: bytes, at: int) -> tuple[int, int]:
    major, value, at = read_head(data, at)
    if major:
        raise faults.BundleShape()
    return value, at


def _bytes(data: bytes, at: int) -> tuple[bytes, int]:
    major, length, start = read_head(data, at)
    if major != 2 or start + length > len(data):
        raise faults.BundleShape()
    return data[start : start + length], start + length


class _Reader:
    """Walks structure, raw and texts together; every byte of all three must be used."""

    def __init__(self, body: bytes, raw: bytes, texts: bytes, devices: Iterable[bytes]) -> None:
        self._body, self._raw, self._texts = body, raw, texts
        self._devices = {device[:NAME_SIZE]: device for device in devices}
        self._left = MAX_ITEMS
        self._at = self._raw_at = 0
        # Salt and payload of each content in turn; None: by columns, which stand at the end of the structure.
        self._salts: list[bytes] = []
        self._payloads: list[bytes | None] = []
        self._parents: list[bytes] = []

    def piece(self) -> Piece:
        """The whole piece."""
        shapes = [self._section() for _ in range(self._count())]
        for _ in range(self._count()):
            self._content()
        contents = self._contents()
        sections = tuple(_fill(*shape, contents) for shape in shapes)
        return Piece(sections, tuple(contents))

    def _number(self, limit: int) -> int:
        major, value, self._at = read_head(self._body, self._at)
        if major or value > limit:
            raise faults.BundleShape()
        return value

    def _count(self) -> int:
        # Each thing counted takes at least one byte, so no count can be more than what is left.
        return self._spend(self._number(len(self._body) - self._at))

    def _spend(self, count: int) -> int:
        """A million entries of nothing take little room on the wire and much in memory."""
        self._left -= count
        if self._left < 0:
            raise faults.BundleTooLarge(limit=MAX_ITEMS)
        return count

    def _time(self) -> int:
        major, value, self._at = read_head(self._body, self._at)
        if major > 1:
            raise faults.BundleShape()
        return -1 - value if major else value

    def _take(self, size: int) -> bytes:
        data = self._raw[self._raw_at : self._raw_at + size]
        if len(data) != size:
            raise faults.BundleShape()
        self._raw_at += size
        return data

    def _content(self) -> None:
        self._salts.append(self._take(SALT_SIZE))
        length = self._number(MAX_CONTENT - SALT_SIZE + 1)
        self._payloads.append(self._take(length - 1) if length else None)

    def _contents(self) -> Iterator[bytes]:
        count = self._payloads.count(None)
        rest = (self._body[self._at :], self._raw[self._raw_at :], self._texts)
        written = iter(columns.read(count, *rest, self._parents))
        for salt, payload in zip(self._salts, self._payloads, strict=True):
            yield salt + (next(written) if payload is None else payload)

    def _section(self) -> tuple[bytes, bytes, int, list[_Row]]:
        start, short = divmod(self._number(2**64 - 1), 2)
        device, signature = self._device(bool(short)), self._take(SIGNATURE_SIZE)
        count = self._count()
        kinds = [self._number(255) for _ in range(count)]
        times, last = [], 0
        for _ in range(count):
            last += self._time()
            times.append(last)
        counts = [self._spend(self._number(MAX_PARENTS)) for _ in range(count)]
        parents = [tuple(self._parent() for _ in range(number)) for number in counts]
        counts = [self._spend(self._number(MAX_PARTS)) for _ in range(count)]
        flags = [tuple(self._number(511) for _ in range(number)) for number in counts]
        parts = [tuple(self._part(flag) for flag in one) for one in flags]
        return device, signature, start, list(zip(kinds, times, parents, parts, strict=True))

    def _device(self, short: bool) -> bytes:
        if not short:
            return self._take(PUBLIC_SIZE)
        name = self._take(NAME_SIZE)
        return self._devices.get(name, name)

    def _parent(self) -> bytes | int:
        back = self._number(2**63 - 1)
        if not back:
            self._parents.append(self._take(HASH_SIZE))
        return back or self._parents[-1]

    def _part(self, flag: int) -> tuple[int, bytes | None]:
        if flag & 1:
            self._content()
            return flag >> 1, None
        return flag >> 1, self._take(HASH_SIZE)


_Row = tuple[int, int, tuple[bytes | int, ...], tuple[tuple[int, bytes | None], ...]]


def _fill(device: bytes, signature: bytes, start: int, rows: Sequence[_Row], contents: Iterator[bytes]) -> Section:
    """The section with its contents, which are the next ones."""
    entries = []
    for kind, time, parents, named in rows:
        parts = []
        for audience, hash_ in named:
            if hash_ is None:
                content = next(contents)
                parts.append(WirePart(audience, content, sha256(content).digest()))
            else:
                parts.append(WirePart(audience, None, hash_))
        entries.append(WireEntry(kind, time, parents, tuple(parts)))
    return Section(device, start, tuple(entries), signature)
