"""What a photo tells beside the picture never arrives: position, phone, hour, thumbnail, what hangs behind."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

import pytest
from PIL import Image, PngImagePlugin

from toguna.server.intake.odk.photos import cleaned

CANARY = b"CANARI-16.7666N-3.0026W"


def jpeg(mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    side = 64
    data = random.Random(5).randbytes(side * side * len(Image.new(mode, (1, 1)).getbands()))
    Image.frombytes(mode, (side, side), data).save(out, "JPEG", **more)  # type: ignore[arg-type]
    return out.getvalue()


def png(**more: object) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (16, 16), random.Random(5).randbytes(768)).save(out, "PNG", **more)  # type: ignore[arg-type]
    return out.getvalue()


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def exif() -> bytes:
    """Everything that a phone writes: make, position, and a thumbnail that still shows what was cut from the photo."""
    said = Image.Exif()
    said[0x010F] = CANARY.decode()
    said[0x9286] = CANARY.decode()
    gps = said.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (16.0, 46.0, 12.5), "W", (3.0, 0.0, 26.0)
    return said.tobytes() + b"thumbnail" + CANARY


def written() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Place", CANARY.decode())
    info.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    return info


def pixels(data: bytes) -> tuple[str, bytes]:
    with Image.open(io.BytesIO(data)) as image:
        return image.mode, image.tobytes()


PLAIN = jpeg()
AFTER_SOI = PLAIN[:2]


def with_segments(*segments: bytes) -> bytes:
    return AFTER_SOI + b"".join(segments) + PLAIN[2:]


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("lieu.txt", CANARY)
    return out.getvalue()


TELLING = {
    "exif, position and thumbnail": jpeg(exif=exif()),
    "xmp": with_segments(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + CANARY)),
    "iptc": with_segments(segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + CANARY)),
    "colour profile with a name": jpeg(icc_profile=b"\0" * 128 + CANARY),
    "comment": jpeg(comment=CANARY),
    "a thumbnail in the first segment": AFTER_SOI
    + segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\x03\x03" + CANARY + bytes(27 - len(CANARY)))
    + PLAIN[20:],
    "an unknown segment of each number": with_segments(*(segment(0xE0 + n, CANARY) for n in range(16))),
    "a film behind the end": PLAIN + b"\0\0\0\x18ftypmp42" + CANARY,
    "an archive behind the end": PLAIN + zipped(),
    "between the scans of a progressive picture": jpeg(progressive=True, exif=exif(), comment=CANARY),
    "in a picture for the press": jpeg("CMYK", exif=exif()),
    "png: text, position, hour": png(pnginfo=written(), exif=exif()),
    "png: an unknown chunk": (lambda data: data[:33] + chunk(b"caNr", CANARY) + data[33:])(png()),
    "png: an archive behind the end": png() + zipped(),
}


@pytest.mark.parametrize("data", TELLING.values(), ids=TELLING)
def test_only_the_picture_is_kept(data: bytes) -> None:
    assert CANARY in data
    kept = cleaned(data)
    assert kept is not None
    assert CANARY not in kept and b"thumbnail" not in kept
    assert pixels(kept) == pixels(data)
    with Image.open(io.BytesIO(kept)) as image:
        assert not image.getexif()
        assert set(image.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "adobe",
            "adobe_transform",
            "progressive",
            "progression",
        }
    assert cleaned(kept) == kept


@pytest.mark.parametrize(
    "data", [PLAIN, jpeg(progressive=True), jpeg("L"), png()], ids=["jpeg", "progressive", "grey", "png"]
)
def test_a_bare_picture_stays_byte_for_byte(data: bytes) -> None:
    assert cleaned(data) == data


def heic() -> bytes:
    return struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic" + CANARY * 40


def webp() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "WEBP", exif=exif())
    return out.getvalue()


OTHERS = {
    "heic": heic(),
    "webp": webp(),
    "gif": b"GIF89a" + CANARY,
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "film": b"\0\0\0\x18ftypmp42" + CANARY,
    "voice": b"ID3\x04" + CANARY,
    "archive": zipped(),
    "page": b"<html><script>1</script></html>",
    "nothing": b"",
    "a cut jpeg": PLAIN[: len(PLAIN) // 2],
    "a cut png": png()[:-20],
    "a damaged png": png().replace(b"IDAT", b"IDAS"),
    "no picture in it": PLAIN[:2] + segment(0xE1, CANARY) + b"\xff\xd9",
    "a length that leads nowhere": PLAIN[:4] + b"\xff\xff" + PLAIN[6:40],
    "a length of nothing": PLAIN[:4] + b"\0\0" + PLAIN[6:],
    "wider than any": png()[:16] + struct.pack(">II", 2_000_000, 2_000_000) + png()[24:],
}


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS)
def test_what_is_no_whole_photo_is_not_kept(data: bytes) -> None:
    assert cleaned(data) is None


def test_damaged_at_random_it_never_fails_and_never_tells() -> None:
    drawn = random.Random(7)
    print("seed 7")
    whole = [TELLING["exif, position and thumbnail"], TELLING["png: text, position, hour"]]
    told = 0
    for _ in range(3_000):
        data = bytearray(drawn.choice(whole))
        for _ in range(drawn.randint(1, 6)):
            match drawn.randrange(3):
                case 0:
                    data[drawn.randrange(len(data))] = drawn.randrange(256)
                case 1:
                    at = drawn.randrange(len(data))
                    del data[at : at + drawn.randrange(1, 40)]
                case _:
                    at = drawn.randrange(len(data))
                    data[at:at] = drawn.randbytes(drawn.randrange(1, 20))
        kept = cleaned(bytes(data))
        told += kept is not None and b"CANARI" in kept
    assert told == 0
