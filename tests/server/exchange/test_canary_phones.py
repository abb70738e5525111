"""Names of sources and numbers of phones that come from the field, looked for everywhere.

What tells whose phone it was (its number, its identifier, the name typed into it, what a photo tells besides) is
nowhere at all, not even in the box. What people wrote is in the collecting office only, under its keys: not in another
replica, a file, a page or interface of another office, a log, a temporary file, or the closed home.
"""

from __future__ import annotations

import http.client
import io
import json
import random
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from homes import command, environment
from parties import ACT, THREE, Office, begin
from PIL import Image
from test_canary import pages, served, tapped

from toguna.server.actions import exchange, meeting
from toguna.server.actions.arrivals import opened
from toguna.server.queries.exchange import audience_of
from toguna.server.queries.phones import arrived
from toguna.server.queries.reading import read

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "odk"))

from collect import Collect, Instance, Line, UploadFailed, filled

World = Mapping[str, Office]
SOURCE = "CANARI-Source"
"""A name that somebody wrote although the form asks for none."""
NUMBER = "70112233"
TELLS = (NUMBER, "CANARI-Appareil", "CANARI-Usager", "CANARI-Pixel")
"""What the app, the telephone and the camera add by themselves."""
META = {"deviceID": "collect:CANARI-Appareil", "userID": "CANARI-Usager", "phonenumber": f"+223{NUMBER}"}
COLLECTIONS = ("incidents", "reports", "measures", "alerts", "requests", "undertakings", "meetings", "results")


def photo() -> bytes:
    said = Image.Exif()
    said[0x010F] = f"CANARI-Pixel {NUMBER}"
    out = io.BytesIO()
    image = Image.frombytes("RGB", (32, 32), random.Random(1).randbytes(3072))
    image.save(out, "JPEG", exif=said.tobytes(), comment=b"CANARI-Pixel")
    return out.getvalue()


def forms() -> dict[str, Instance]:
    """One of each fate: entered, waiting to be completed, kept to be counted, and not kept at all."""
    facts = {"famille": "vol", "kind": "ROB-ROAD", "date": "2031-06-14", "precision": "day", "basis": "victim"}
    told = {**facts, "words": f"Dit par {SOURCE}, à rappeler.", "where_text": f"chez {SOURCE}"}
    return {
        "entered": Instance(filled("cadre-incident", told, **META), {"a.jpg": photo()}),
        "incomplete": Instance(filled("cadre-incident", {**told, "words": SOURCE * 400}, **META), {"b.jpg": photo()}),
        "kept": Instance(filled("cadre-perception", {"consent": "yes", "place": SOURCE}, **META)),
        "nothing": Instance(filled("cadre-incident", {**told, "famille": "orienter"}, **META), {"c.jpg": photo()}),
    }


def found(data: bytes, words: tuple[str, ...]) -> list[str]:
    """The words that stand in these bytes, plainly or in another of the usual ways of writing."""
    return [
        word
        for word in words
        if any(form in data for form in (word.encode(), word.encode("utf-16-le"), word.encode().hex().encode()))
    ]


def everything(*places: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for one in places
        for path in ([one] if one.is_file() else one.rglob("*"))
        if path.is_file()
    }


def asked(port: int, token: str, path: str) -> bytes:
    """An answer of the interface for programs, whatever it is."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", f"/api/v1/{path}", headers={"Authorization": f"Bearer {token}"})
    try:
        return line.getresponse().read()
    finally:
        line.close()


@pytest.mark.slow
def test_what_phones_send_stands_in_the_collecting_office_alone(world: World, tmp_path: Path) -> None:
    begin(world, *THREE)
    west, east, host = world["ouest"], world["est"], world["mediation"]
    temporary, log = tmp_path / "temporary", tmp_path / "west.log"
    temporary.mkdir()
    issued = command("phones", "--home", west.home.path, "--new", "--json").json
    heard: list[bytes] = []
    # From the phone to the collecting office, which exchanges with the mediator, and by file with the other party.
    with served(west.home, temporary, log) as (port, _):
        phone = Collect("/odk/" + issued["address"].split("/odk/")[1], Line(port))
        said = {name: phone.send(instance) for name, instance in forms().items()}
        other = forms()["entered"].xml.replace(b"uuid:", b"uuid:x")
        phone.send(Instance(other))
        with pytest.raises(UploadFailed):
            phone.send(Instance(other.replace(b"rappeler", b"revoir")))
        paths = ("ailleurs", "forms/x/1.xml", "lists/noms.csv")
        heard += [phone.line.ask("GET", f"{phone.base}/{path}").body for path in paths]
    assert len(said) == 4
    with west.open() as copy:
        reading = read(west.home, framework="veranda", seat="ouest", as_of=None)
        rows = arrived(reading)
        assert {row.state for row in rows} == {"entered", "incomplete", "kept", "nothing"}
        boxes = [opened(ACT.id, west.key, row.number) for row in rows]
        pieces = list(copy.pieces(host_frontier(host), copy.holder))
    kept = [(json.dumps(content), photos) for box in boxes for content, photos in box]
    assert sum(SOURCE in content for content, _ in kept) >= 3, "people’s words are in the box"
    assert not any(found(content.encode(), TELLS) for content, _ in kept)
    assert not any(found(data, TELLS) for _, photos in kept for data in photos.values())
    assert pieces
    log_host = tmp_path / "host.log"
    with served(host.home, temporary, log_host) as (port, link), tapped(port, heard) as tap:
        with west.open() as copy:
            met = meeting.meet(copy, west.key, meeting.Line(f"http://127.0.0.1:{tap}"))
            assert met.account.sent >= 1
        assert pages(link, heard) > 5
        token = command("tokens", "--new", "essai", "--seat", "mediation", "--home", host.home.path, "--json").json[
            "token"
        ]
        heard += [asked(port, token, f"veranda/{name}") for name in ("situation", "acts", *COLLECTIONS)]
        assert any(b'"' in one for one in heard)
    with host.open() as copy:
        to, frontier, whole = audience_of(ACT.id, "est") or (None, None, False)
        assert to is not None and frontier is not None
        exchange.write_file(copy, tmp_path / "east.toguna", to, frontier, whole=whole)
    env = environment(TMPDIR=str(temporary))
    assert command("sync", tmp_path / "east.toguna", "--home", east.home.path, env=env).code == 0
    asked_for = [("situation", host), ("rebuild", host), ("situation", east), ("brief", host)]
    for verb, office in asked_for:
        more = ("--out", tmp_path / "brief.pdf") if verb == "brief" else ("--json",)
        told = command(verb, "--home", office.home.path, *more, env=env)
        assert told.code == 0, told.err
        heard += [told.out.encode(), told.err.encode()]
    with served(east.home, temporary, tmp_path / "east.log") as (_, link):
        assert pages(link, heard) > 5
    assert command("backup", "--home", host.home.path, "--out", tmp_path / "b.toguna", env=env).code == 0
    # Nowhere else: neither what people wrote, nor what the phone tells.
    elsewhere = everything(host.home.path, east.home.path, temporary, tmp_path / "east.toguna", tmp_path / "b.toguna")
    logs = everything(log, log_host, tmp_path / "east.log")
    assert any(path.endswith("toguna.sqlite3") for path in elsewhere)
    for path, data in {**elsewhere, **logs}.items():
        assert found(data, (SOURCE, *TELLS)) == [], path
    assert [found(data, (SOURCE, *TELLS)) for data in heard if found(data, (SOURCE, *TELLS))] == []
    # And in the collecting office: what the phone tells, nowhere; what people wrote, in a closed home nowhere in clear.
    for path, data in everything(west.home.path).items():
        assert found(data, TELLS) == [], path
    assert any(found(data, (SOURCE,)) for data in everything(west.home.path).values()), "it is there to be found"
    locked = command("lock", "--home", west.home.path, env=env)
    assert locked.code == 0, locked.err
    for path, data in everything(west.home.path).items():
        assert found(data, (SOURCE, *TELLS)) == [], path


def host_frontier(host: Office) -> object:
    with host.open() as copy:
        return copy.frontier()
