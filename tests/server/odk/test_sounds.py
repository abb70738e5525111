"""Sounds that an office recorded: what is heard stays byte for byte, what tells of anybody goes, the rest is refused.

The files in `sounds/` were made with FFmpeg's own encoders (PyAV 18) from a tone of 0.3 seconds: with a title, a name,
a remark and a place wherever their kind holds them.
"""

from __future__ import annotations

import io
import random
import struct
import time
import wave
from pathlib import Path

import pytest
from PIL import Image

from toguna.server.intake.odk.sounds import cleaned

FOLDER = Path(__file__).parent / "sounds"
FILES = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir())}
TELLING = (b"CANARI", b"+16.7666")


def inside(data: bytes, name: bytes) -> bytes:
    """What the first box of that name holds."""
    at = data.index(name) - 4
    (size,) = struct.unpack_from(">I", data, at)
    return data[at + 8 : at + size]


@pytest.mark.parametrize("name", FILES)
def test_only_the_sound_is_left(name: str) -> None:
    data = FILES[name]
    sound = cleaned(data)
    assert sound is not None
    assert sound.kind == name.rpartition(".")[2]
    assert any(word in data for word in TELLING) or name == "a.amr", "the file tells something to begin with"
    assert not any(word in sound.data for word in TELLING)
    assert cleaned(sound.data) == sound, "nothing is left to be taken away"
    if sound.kind in ("mp3", "amr"):
        assert sound.data in data
    elif sound.kind == "ogg":
        assert sound.data[-100:] == data[-100:] or sound.data[-60:] in data
    else:
        assert inside(sound.data, b"mdat") == inside(data, b"mdat")
        assert len(sound.data) == len(data), "samples stay where the file says they are"


def test_what_hides_behind_the_sound_goes_too() -> None:
    m4a = FILES["a.m4a"]
    at = m4a.index(b"mdat") - 4
    (size,) = struct.unpack_from(">I", m4a, at)
    if at + size == len(m4a):
        raise AssertionError("the data was to lie before the index")
    # The index follows the data, so that data may grow without any place changing.
    more = m4a[:at] + struct.pack(">I", size + 6) + m4a[at + 4 : at + size] + b"CANARI" + m4a[at + size :]
    sound = cleaned(more)
    assert sound is not None and b"CANARI" not in sound.data
    mp3 = cleaned(FILES["a.mp3"])
    assert mp3 is not None
    for behind in (b"TAG" + b"CANARI".ljust(125, b"\0"), b"APETAGEX" + b"CANARI" * 9, b"LYRICSBEGINCANARILYRICSEND"):
        assert cleaned(mp3.data + behind) == mp3
    days = struct.pack(">II", 0xC0FFEE01, 0xC0FFEE02)
    at = m4a.index(b"mvhd") + 8
    dated = cleaned(m4a[:at] + days + m4a[at + 8 :])
    assert dated is not None and days[:4] not in dated.data and days[4:] not in dated.data


def not_sounds() -> dict[str, bytes]:
    """What is no sound, or not one that can be taken apart."""
    picture, spoken = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "JPEG")
    with wave.open(spoken, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\1\2" * 800)
    mp3, m4a, ogg, amr = FILES["a.mp3"], FILES["a.m4a"], FILES["a.opus.ogg"], FILES["a.amr"]
    track = m4a.index(b"trak") - 4
    (size,) = struct.unpack_from(">I", m4a, track)
    index = m4a.index(b"moov") - 4
    (whole,) = struct.unpack_from(">I", m4a, index)
    twice = m4a[:index] + struct.pack(">I", whole + size) + m4a[index + 4 : track + size] + m4a[track:]
    other = ogg[:14] + b"\7\7\7\7" + ogg[18:]
    return {
        "nothing": b"",
        "words": "Que s’est-il passé ?".encode() * 50,
        "a picture": picture.getvalue(),
        "a program": b"\x7fELF" + bytes(400),
        "pcm": spoken.getvalue(),
        "a film": m4a.replace(b"soun", b"vide"),
        "two tracks": twice,
        "data elsewhere": m4a.replace(b"url \0\0\0\1", b"url \0\0\0\0"),
        "a codec of its own": m4a.replace(b"mp4a", b"xxxx"),
        "half an m4a": m4a[: len(m4a) // 2],
        "half an amr frame": amr[:-3],
        "words in an amr": amr + b"CANARI" * 8,
        "words between mp3 frames": mp3[:700] + b"CANARI" + mp3[700:],
        "words behind mp3 frames": mp3[:-128] + b"CANARI",
        "only a tag": b"ID3\4\0\0\0\0\0\x0a" + b"x" * 10,
        "two streams": other + ogg,
        "half an ogg": ogg[: len(ogg) // 2],
        "words behind an ogg": ogg + b"CANARI",
    }


@pytest.mark.parametrize("name", not_sounds())
def test_what_is_not_one_whole_sound_is_refused(name: str) -> None:
    assert cleaned(not_sounds()[name]) is None


def test_files_damaged_at_random_are_cleaned_or_refused() -> None:
    drawn = random.Random(23)
    print("seed 23")
    kept = 0
    for data in FILES.values():
        for _ in range(400):
            held = bytearray(data)
            for _ in range(drawn.randint(1, 6)):
                held[drawn.randrange(len(held))] = drawn.randrange(256)
            sound = cleaned(bytes(held[: drawn.choice((len(held), drawn.randrange(len(held))))]))
            kept += sound is not None
            assert sound is None or b"CANARI" not in sound.data
    assert 0 < kept < 2400


def test_harmful_ones_cost_less_than_a_second() -> None:
    """Many chunks that claim the whole data, many tiny boxes, many tiny pages, frames of the least size."""
    m4a = FILES["a.m4a"]
    at, many = m4a.index(b"stco") - 4, 19_000
    index = struct.pack(">I4sII", 16 + 4 * many, b"stco", 0, many) + struct.pack(">I", 44) * many
    crowded = m4a[:at] + index + m4a[at + 20 :]
    for name in (b"moov", b"trak", b"mdia", b"minf", b"stbl"):
        place = crowded.index(name) - 4
        (size,) = struct.unpack_from(">I", crowded, place)
        crowded = crowded[:place] + struct.pack(">I", size + len(index) - 20) + crowded[place + 4 :]
    page = struct.pack("<4sBBqIIIB", b"OggS", 0, 0, 0, 1, 0, 0, 0)
    for name, data in {
        "chunks": crowded,
        "boxes": m4a + struct.pack(">I4s", 8, b"junk") * 37_000,
        "pages": FILES["a.opus.ogg"] + page * 11_000,
        "amr": b"#!AMR\n" + b"\x7c" * 299_000,
        "mp3": FILES["a.mp3"] * 200,
        "zeros": bytes(300_000),
    }.items():
        began = time.process_time()
        cleaned(data)
        took = time.process_time() - began
        print(f"{name}: {len(data)} bytes, {took:.2f} s")
        assert took < 1, name
