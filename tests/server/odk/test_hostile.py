"""What is sent to do harm: refused or cleaned in a second of the processor and 64 MB, with a sentence, by the real
server.
"""

from __future__ import annotations

import http.client
import io
import os
import random
import re
import shutil
import socket
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from collect import RESPONSE, filled, multipart
from homes import command, environment
from PIL import Image

SECONDS, MEGABYTES = 1.0, 64.0
linux = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read where Linux tells it")
GOOD = {"famille": "vol", "kind": "ROB-ROAD", "date": "2031-06-14", "precision": "day", "basis": "seen"}


@dataclass
class Server:
    """`toguna serve` in a process of its own."""

    pid: int
    port: int
    base: str

    def spent(self) -> float:
        """Processor seconds so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, name: str) -> float:
        """Megabytes: now (VmRSS) or the most since the last reset (VmHWM)."""
        found = re.search(rf"{name}:\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text())
        assert found is not None
        return int(found.group(1)) / 1000

    def reset(self) -> float:
        """Forget the highest memory; what is used now."""
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")
        return self.memory("VmRSS")

    def send(self, pieces: Callable[[], Iterator[bytes]], length: int | None, boundary: str) -> tuple[int, str]:
        """One sending, chunked where no length is told; the status, and the sentence that the phone shows."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Accept-Language": "fr"}
        if length is not None:
            headers["Content-Length"] = str(length)
        line.request("POST", f"{self.base}/submission", pieces(), headers, encode_chunked=length is None)
        got = line.getresponse()
        said = fromstring(got.read()).findtext(f"{RESPONSE}message") or ""
        line.close()
        return got.status, said


@contextmanager
def fresh(loaded: Path, home: Path) -> Iterator[Server]:
    """A server that nobody has asked anything yet."""
    shutil.copytree(loaded, home)
    issued = command("phones", "--home", home, "--framework", "ostrine", "--seat", "mediation", "--new", "--json")
    base = "/odk/" + issued.json["address"].split("/odk/")[1]
    with running(home) as (pid, port):
        yield Server(pid, port, base)


@pytest.fixture(scope="module")
def server(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with fresh(loaded, tmp_path_factory.mktemp("hostile") / "home") as held:
        # The first forms bring in what any form brings in.
        for _ in range(3):
            assert held.send(*whole(filled("cadre-incident", GOOD), {"a.jpg": photo(200)}))[0] == 201
        yield held


@contextmanager
def running(home: Path) -> Iterator[tuple[int, int]]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "toguna.cli.main", "serve", "--home", str(home), "--port", str(port)],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while True:
            assert process.poll() is None
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                continue
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


def whole(xml: bytes, files: dict[str, bytes] | None = None) -> tuple[Callable[[], Iterator[bytes]], int, str]:
    """A sending as it should be, with whatever is in it."""
    parts = [("xml_submission_file", "a.xml", "text/xml", xml)]
    parts += [(name, name, "image/jpeg", data) for name, data in (files or {}).items()]
    body, boundary = multipart(parts, {})
    return lambda: iter([body]), len(body), boundary


def photo(side: int) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), random.Random(3).randbytes(side * side * 3)).save(out, "JPEG", quality=98)
    return out.getvalue()


def endless(megabytes: int, boundary: str) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        about = 'Content-Disposition: form-data; name="xml_submission_file"; filename="a.xml"'
        yield f"--{boundary}\r\n{about}\r\n\r\n<data>".encode()
        for _ in range(megabytes):
            yield b"<a>" * 333_333 + b" "

    return pieces


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
FORM = filled("cadre-incident", GOOD)
HOSTILE: dict[str, tuple[tuple[Callable[[], Iterator[bytes]], int | None, str], int, str]] = {
    "a hundred megabytes": ((endless(100, "x"), 100_000_000, "x"), 413, "dépasse 10 Mo"),
    "a hundred megabytes whose length is not told": ((endless(100, "x"), None, "x"), 413, "dépasse 10 Mo"),
    "a billion laughs": (
        whole(f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]><data id="cadre-incident">&l11;</data>'.encode()),
        400,
        "définitions de type de document",
    ),
    "a file of this machine": (
        whole(b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><data id="cadre-incident">&x;</data>'),
        400,
        "définitions de type de document",
    ),
    "a page from elsewhere": (
        whole(b'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd"><data id="cadre-incident"/>'),
        400,
        "définitions de type de document",
    ),
    "a hundred thousand levels": (whole(b"<a>" * 100_000), 400, "emboîtées trop profond"),
    "a hundred thousand questions": (whole(b"<data>" + b"<a/>" * 100_000 + b"</data>"), 400, "trop de questions"),
    "a thousand marks on one element": (
        whole(b"<data " + b" ".join(b'a%d="1"' % n for n in range(1_000)) + b"/>"),
        400,
        "trop de questions",
    ),
    "a form of ten megabytes": (whole(b"<data>" + b"a" * 10_000_000 + b"</data>"), 400, "dépasse 1 Mo"),
    "a name of a megabyte": (whole(b"<" + b"a" * 900_000 + b"/>"), 400, "ne dit pas lequel"),
    "a namespace for each element": (
        whole(b"<data>" + b"".join(b'<a xmlns="u:%d"/>' % n for n in range(40_000)) + b"</data>"),
        400,
        "trop de questions",
    ),
    "another way of writing": (whole(FORM.decode().encode("utf-16")), 400, "UTF-8"),
    "a nul byte": (whole(FORM.replace(b"<kind>", b"<kind>\0")), 400, "abîmé"),
    "a form without its end": (whole(FORM[:-9]), 400, "abîmé"),
}


@linux
@pytest.mark.parametrize("case", HOSTILE)
def test_refused_in_a_second_and_little_memory_with_a_sentence(server: Server, case: str) -> None:
    sent, status, sentence = HOSTILE[case]
    before, began = server.reset(), server.spent()
    got, said = server.send(*sent)
    assert (got, sentence in said) == (status, True), said
    assert "Rien n’a été gardé" in said or "rien n’a été gardé" in said
    used, took = server.memory("VmHWM") - before, server.spent() - began
    print(f"{case}: {took:.2f} s, {used:.1f} MB")
    assert took < SECONDS
    assert used <= MEGABYTES


def photo_pieces() -> bytes:
    """A PNG that is cut into empty pieces."""
    out = io.BytesIO()
    Image.new("L", (4, 4)).save(out, "PNG")
    whole_ = out.getvalue()
    return whole_[:33] + (b"\0\0\0\0IDAT\x35\xaf\x06\x1e" * 700_000) + whole_[33:]


LARGE: dict[str, dict[str, bytes]] = {
    "a photo of ten megabytes": {"a.jpg": photo(2_570)},
    "one that would unfold to four gigabytes": {},
    "a picture in two million pieces": {"a.png": photo_pieces()},
    "an archive that would unfold": {"a.jpg": b"PK\x03\x04" + bytes(9_000_000)},
    "two million pieces": {"a.jpg": b"\xff\xd8" + b"\xff\xe1\x00\x02" * 2_000_000},
    "a picture of nothing but beginnings": {"a.jpg": b"\xff\xd8" + b"\xff" * 9_000_000},
}


@linux
@pytest.mark.parametrize("case", LARGE)
def test_photos_are_cleaned_or_left_out_in_a_second_and_little_memory(server: Server, case: str) -> None:
    files = LARGE[case] or {"a.png": bomb()}
    sent = whole(filled("cadre-incident", GOOD), files)
    before, began = server.reset(), server.spent()
    got, said = server.send(*sent)
    assert got == 201, said
    kept = case.startswith(("a photo of", "one that"))
    assert ("pièce jointe n’a pas été gardée" in said) is not kept, said
    used, took = server.memory("VmHWM") - before, server.spent() - began
    print(f"{case}: {took:.2f} s, {used:.1f} MB")
    assert took < SECONDS
    assert used <= MEGABYTES


@linux
def test_a_large_photo_as_the_very_first_request_takes_little_memory(loaded: Path, tmp_path: Path) -> None:
    with fresh(loaded, tmp_path / "home") as held:
        sent = whole(filled("cadre-incident", GOOD), {"a.jpg": photo(2_570)})
        before, began = held.reset(), held.spent()
        assert held.send(*sent)[0] == 201
        used, took = held.memory("VmHWM") - before, held.spent() - began
    print(f"first of all, ten megabytes: {took:.2f} s, {used:.1f} MB")
    assert used <= MEGABYTES


def bomb() -> bytes:
    """A small file that says it is thirty thousand by thirty thousand."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    said = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return out.getvalue()[:8] + said + out.getvalue()[33:]


@linux
def test_it_still_serves_afterwards(server: Server) -> None:
    assert server.send(*whole(filled("cadre-incident", GOOD)))[0] == 201
