"""Checkpoints: one way to write them, one key and one log for each."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.register import faults
from toguna.register.checkpoint import (
    Checkpoint,
    key_id,
    open_checkpoint,
    origin,
    read_note,
    sign_checkpoint,
    write_note,
)
from toguna.register.signing import DeviceKey

KEY = DeviceKey.from_seed(bytes(range(32)))
NAME = origin(bytes(32), KEY.public)
NOTE = sign_checkpoint(KEY, Checkpoint(NAME, 50, sha256(b"root").digest()))


def test_the_note_is_what_c2sp_says() -> None:
    text, _, line = NOTE.partition(b"\n\n")
    assert text == b"%s\n50\n%s" % (NAME.encode(), b64encode(sha256(b"root").digest()))
    dash, name, blob = line.decode().rstrip("\n").split(" ")
    assert (dash, name) == ("—", NAME)
    data = b64decode(blob)
    assert data[:4] == sha256(NAME.encode() + b"\n\x01" + KEY.public).digest()[:4] == key_id(NAME, KEY.public)
    assert data[4:] == KEY.sign(text + b"\n")
    assert "0" * 64 + "/" + KEY.public[:8].hex() == NAME


@given(st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_what_is_signed_is_opened(size: int, root: bytes) -> None:
    checkpoint = Checkpoint(NAME, size, root)
    note = sign_checkpoint(KEY, checkpoint)
    assert open_checkpoint(note, KEY.public, NAME) == checkpoint
    assert write_note(checkpoint, KEY.public, read_note(note)[2]) == note


@given(st.integers(0, len(NOTE) - 1), st.integers(1, 255))
def test_any_changed_byte_is_refused(at: int, change: int) -> None:
    damaged = NOTE[:at] + bytes([NOTE[at] ^ change]) + NOTE[at + 1 :]
    with pytest.raises(faults.NoteFault):
        open_checkpoint(damaged, KEY.public, NAME)


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_anything_else_is_refused(note: bytes) -> None:
    with pytest.raises(faults.NoteFault):
        open_checkpoint(note, KEY.public, NAME)


def test_a_note_is_good_for_one_log_and_one_key() -> None:
    other = DeviceKey.from_seed(bytes(32))
    with pytest.raises(faults.NoteOrigin):
        open_checkpoint(NOTE, KEY.public, origin(bytes(32), other.public))
    with pytest.raises(faults.NoteKey):
        open_checkpoint(NOTE, other.public, NAME)
    forged = write_note(read_note(NOTE)[0], KEY.public, other.sign(read_note(NOTE)[0].text))
    with pytest.raises(faults.BadSignature):
        open_checkpoint(forged, KEY.public, NAME)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "new\nline", "é", "x" * 129])
def test_a_name_that_would_break_the_note_is_refused(name: str) -> None:
    with pytest.raises(faults.NoteOrigin):
        Checkpoint(name, 1, bytes(32))


def test_a_note_published_by_others_has_the_same_key_id() -> None:
    """The example key of Go's sumdb/note: PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW."""
    blob = b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    assert key_id("PeterNeumann", blob[1:]).hex() == "c74f20a3"
