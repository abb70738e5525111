"""Filled forms over a line that drops, repeats and mixes up: each stands once, whole, and nothing else does.

TOGUNA_ODK_FORMS=1000    as many as the promise says (default: 60)
"""

from __future__ import annotations

import io
import os
import random
import sqlite3
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from collect import Collect, Instance, Line, LineDown, UploadFailed, filled
from office import Office
from PIL import Image

from toguna.domain.incidents import Report
from toguna.server.actions.arrivals import opened
from toguna.server.queries.phones import arrived, states
from toguna.server.records.models import Statement

FORMS = int(os.environ.get("TOGUNA_ODK_FORMS", "1000" if "TOGUNA_FUZZ" in os.environ else "60"))
SEED = 20310615
BAD = (0.2, 0.2, 0.2)
STRETCH = "valombrine-talvane~valombrine~ostrine"


def picture(drawn: random.Random, kind: str, **more: object) -> bytes:
    """A photo as a phone takes it, small."""
    out = io.BytesIO()
    Image.frombytes("RGB", (32, 24), drawn.randbytes(32 * 24 * 3)).save(out, kind, **more)  # type: ignore[arg-type]
    return out.getvalue()


def taken(drawn: random.Random, number: int) -> dict[str, bytes]:
    """No, one or two photos: bare ones, and one that says where it was taken."""
    found = {}
    if number % 3:
        found[f"{number}-a.jpg"] = picture(drawn, "JPEG", quality=80)
    if number % 3 == 2:
        said = Image.Exif()
        said[0x0110] = f"CANARI-appareil-{number}"
        said.get_ifd(0x8825)[2] = (16.0, 46.0, 12.0)
        found[f"{number}-b.jpg"] = picture(drawn, "JPEG", quality=80, exif=said.tobytes())
    return found


@dataclass
class Sent:
    """What one phone has to send, and what it was told."""

    instance: Instance
    told: str | None = None


@dataclass
class Journey:
    """A phone: its line, and its forms."""

    phone: Collect
    drawn: random.Random
    forms: list[Sent] = field(default_factory=list)
    tries: int = 0
    refused: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Send all, in any order, again and again, until each was acknowledged; then some once more."""
        waiting = list(self.forms)
        while waiting:
            self.drawn.shuffle(waiting)
            for one in list(waiting):
                self.tries += 1
                try:
                    one.told = self.phone.send(one.instance, chunked=self.drawn.random() < 0.3)
                except LineDown:
                    continue
                except UploadFailed as failed:
                    self.refused.append(str(failed))
                waiting.remove(one)
        self.phone.line.bad = (0.0, 0.0, 0.0)
        for one in self.drawn.sample(self.forms, len(self.forms) // 5):
            self.phone.send(one.instance)


def answers(number: int) -> dict[str, object]:
    return {
        "famille": "vol",
        "faits/kind": "ROB-ROAD",
        "faits/precision": "day",
        "faits/date": "2031-06-14",
        "faits/road": STRETCH,
        "faits/basis": "victim",
        "faits/words": f"Récit n° {number} : « deux véhicules » & 0 blessé…",
    }


def cut(xml: bytes) -> str:
    """What is kept of a form's XML: everything but what tells whose phone it was."""
    return xml.decode().replace("<deviceID>collect:CANARI</deviceID>", "<deviceID></deviceID>")


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.tobytes()


def test_each_form_once_and_whole_over_a_bad_line(office: Office) -> None:
    drawn = random.Random(SEED)
    print(f"seed {SEED}")
    journeys = [
        Journey(Collect(office.base(seat), Line(office.port, random.Random(SEED + n), BAD)), random.Random(SEED - n))
        for n, seat in enumerate(("mediation", "kite"))
    ]
    for number in range(FORMS):
        xml = filled("cadre-incident", answers(number), instanceID=f"uuid:{number}", deviceID="collect:CANARI")
        journeys[number % 2].forms.append(Sent(Instance(xml, taken(drawn, number))))
    threads = [threading.Thread(target=one.run) for one in journeys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sent = [one for journey in journeys for one in journey.forms]
    tries = sum(one.tries for one in journeys)
    print(f"{len(sent)} forms, {tries} tries")
    assert [said for one in journeys for said in one.refused] == []
    assert tries > len(sent) * 1.2, "the line was not bad"
    # One row a form, one report a form, and the number that its phone was told.
    rows = arrived(office.reading())
    assert len(rows) == FORMS
    assert states(office.reading()) == {"entered": FORMS}
    assert len({row.number for row in rows}) == FORMS
    reports = {one.receipt: one for one in office.reading("mediation").all(Report)}
    assert len(reports) == FORMS
    entered = Statement.objects.filter(register=office.register.hex(), type="report.received")
    assert entered.count() == FORMS
    assert sum(row.photos for row in rows) == sum(len(one.instance.photos) for one in sent)
    checked = Counter[str]()
    number_of = {one.told.split("n° ")[1].split(".")[0]: one for one in sent if one.told}
    for row in rows:
        one = number_of[row.number]
        ((content, photos),) = opened(office.register, office.key, row.number)
        assert content["xml"] == cut(one.instance.xml), "bytes differ"
        words = reports[row.number].told
        assert words is not None and words.fr is not None
        assert words.fr.splitlines()[0] in one.instance.xml.decode().replace("&amp;", "&")
        checked.update(kept_as_taken(photos, one.instance.photos))
    print(dict(checked))
    assert set(checked) == {"bytes", "pixels"} or FORMS < 3


def kept_as_taken(kept: Mapping[str, bytes], given: Mapping[str, bytes]) -> list[str]:
    """How each photo was found again: its very bytes, or, where it told more than the picture, its pixels."""
    assert set(kept) == set(given)
    found = []
    for name, data in kept.items():
        if b"CANARI" in given[name]:
            assert b"CANARI" not in data and b"Exif" not in data
            assert pixels(data) == pixels(given[name])
            found.append("pixels")
        else:
            assert data == given[name]
            found.append("bytes")
    return found


def test_photos_too_large_for_one_sending_come_in_several(office: Office) -> None:
    drawn = random.Random(SEED)
    photos = {f"{n}.png": noise(drawn, 4_000_000) for n in range(5)}
    phone = Collect(office.base("kite"), Line(office.port))
    posts: list[int] = []
    post = phone.line.post

    def counted(path: str, body: bytes, boundary: str, *, chunked: bool = False) -> object:
        posts.append(len(body))
        return post(path, body, boundary, chunked=chunked)

    phone.line.post = counted  # type: ignore[assignment,method-assign]
    said = phone.send(Instance(filled("cadre-incident", answers(1)), photos))
    assert len(posts) == 3 and max(posts) < 10_000_000, posts
    (row,) = arrived(office.reading())
    assert said == f"Déjà reçu sous le n° {row.number}. Merci."
    assert row.photos == 5
    ((_, kept),) = opened(office.register, office.key, row.number)
    assert kept == photos


def noise(drawn: random.Random, size: int) -> bytes:
    """A picture that cannot be made smaller."""
    out = io.BytesIO()
    side = int((size / 3) ** 0.5)
    Image.frombytes("RGB", (side, side), drawn.randbytes(side * side * 3)).save(out, "PNG", compress_level=0)
    return out.getvalue()


@pytest.mark.parametrize("order", ["as written", "the edit first"])
def test_an_edit_takes_the_place_of_what_it_edits(office: Office, order: str) -> None:
    phone = Collect(office.base("kite"), Line(office.port))
    first = filled("cadre-incident", answers(1) | {"faits/killed": 2}, instanceID="uuid:un")
    second = filled("cadre-incident", answers(2), instanceID="uuid:deux", deprecatedID="uuid:un")
    for xml in (first, second) if order == "as written" else (second, first):
        phone.send(Instance(xml))
    assert len({row.number for row in arrived(office.reading())}) == 1, "one report, one number"
    (report,) = office.reading("kite").all(Report)
    assert report.told is not None and report.told.fr is not None
    assert report.told.fr.startswith("Récit n° 2")
    assert report.killed is None, "what the edit leaves empty is not known any more"
    assert phone.send(Instance(first)).startswith("Déjà reçu")
    assert len(office.reading("kite").all(Report)) == 1


def test_what_comes_while_nobody_gave_the_passphrase_waits_closed(office: Office) -> None:
    from toguna.server.actions import serving
    from toguna.server.actions.arrivals import enter_waiting

    serving.hold(None)
    phone = Collect(office.base("kite"), Line(office.port))
    said = phone.send(Instance(filled("cadre-incident", answers(7))))
    assert "gardé au bureau" in said and "ouvrira son registre" in said
    assert states(office.reading()) == {"waiting": 1}
    assert "Récit".encode() not in stored(office.home.path), "readable without the passphrase"
    assert office.reading("kite").all(Report) == ()
    assert enter_waiting(office.register, office.key) == {"entered": 1, "refused": 0, "closed": 0}
    assert enter_waiting(office.register, office.key) == {"entered": 0, "refused": 0, "closed": 0}
    assert len(office.reading("kite").all(Report)) == 1
    assert phone.send(Instance(filled("cadre-incident", answers(8)))).startswith("Reçu")


def stored(folder: Path) -> bytes:
    """Everything that lies in a home."""
    with sqlite3.connect(folder / "toguna.sqlite3") as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
