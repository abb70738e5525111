"""Forms of a framework's own: from a workbook to the phone and back; wrong ones are refused with a sentence, harmful
ones in a second and 64 MB.
"""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from collect import Collect, Instance, Line, filled
from homes import call
from office import Office
from workbooks import HOUSEHOLD, SHAPES, WRONG, book, harmful

from toguna.base.errors import TogunaError
from toguna.server.actions.arrivals import opened
from toguna.server.actions.forms import publish_form
from toguna.server.intake.odk.xforms import Draft, read_form
from toguna.server.queries.phones import arrived

ALL = {**SHAPES, **{name: sheets for name, (sheets, _) in WRONG.items()}}


@pytest.mark.parametrize("name", SHAPES)
def test_a_form_as_they_go_round_becomes_one_that_phones_read(name: str) -> None:
    draft = read_form(book(SHAPES[name]))
    assert (draft.form, draft.version, draft.title) == ("visite-marche", "2031061501", "Visite de marché")
    assert read_form(draft.xml) == draft, "the XForm itself is as good"
    if name == "household":
        assert set(draft.identity) == {"appareil", "mon_numero", "qui"}
        assert draft.left_out == ("carte.png",)
        assert b"<name>2</name>" in draft.xml, "a whole number stays one"


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_form_is_refused_with_what_is_wrong(name: str) -> None:
    sheets, sentence = WRONG[name]
    with pytest.raises(TogunaError) as refused:
        read_form(book(sheets))
    assert sentence in refused.value.say("fr")
    assert refused.value.say("en") != refused.value.say("fr")


def test_what_is_no_form_is_refused() -> None:
    for data in (
        b"",
        b"<html/>",
        b"<data id='x'/>",
        b"\0" * 100,
        "<h:html xmlns:h='x'><h:head/></h:html>".encode("utf-16"),
    ):
        with pytest.raises(TogunaError) as refused:
            read_form(data)
        assert refused.value.say("fr").strip()


def test_from_the_workbook_to_the_phone_and_back(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    path.write_bytes(book(HOUSEHOLD))
    at = ("--home", office.home.path, "--framework", "ostrine")
    said = call("phones", *at, "--publish", path)
    assert said.code == 0, said.err
    assert "est publié" in said.out and "carte.png" in said.out
    assert "était déjà publié" in call("phones", *at, "--publish", path).out
    army = call("phones", *at, "--publish", path, "--seat", "army")
    assert (army.code, "le secrétariat" in army.err) == (1, True)
    phone = Collect(office.base("kite"), Line(office.port))
    xml, _ = phone.download(phone.forms()["visite-marche"])
    assert xml == read_form(book(HOUSEHOLD)).xml
    answers = {"appareil": "CANARI-1", "mon_numero": "CANARI-2", "qui": "CANARI-3", "region": "n"}
    phone.send(Instance(filled("visite-marche", answers, version="2031061501")))
    (row,) = arrived(office.reading())
    assert (row.form, row.state) == ("visite-marche", "kept")
    ((content, _),) = opened(office.register, office.key, row.number)
    assert "CANARI" not in json.dumps(content) and "<region>n</region>" in content["xml"]


def test_a_version_that_was_published_never_changes(office: Office) -> None:
    draft = read_form(book(HOUSEHOLD))
    reader = office.reading("mediation").reader

    def publish(one: Draft, xml: bytes | None = None) -> bool:
        named = (one.form, one.version, one.title)
        return publish_form(office.register, reader, named, xml or one.xml, one.identity)

    assert publish(draft)
    with pytest.raises(TogunaError, match="2031061501"):
        publish(draft, draft.xml.replace(b"Bonjour", b"Salut"))
    phone = Collect(office.base("kite"), Line(office.port))
    newer = draft.xml.replace(b"2031061501", b"2031070101").replace(b"Bonjour", b"Salut")
    assert publish(read_form(newer))
    assert phone.forms()["visite-marche"]["version"] == "2031070101"
    for version in ("2031061501", "2031070101", "1999010101"):
        phone.send(Instance(filled("visite-marche", {"region": "n"}, version=version)))
    assert {row.version for row in arrived(office.reading())} == {"2031061501", "2031070101", "1999010101"}


def test_harmful_ones_cost_less_than_a_second_and_64_megabytes(tmp_path: Path) -> None:
    if not Path("/proc/self/clear_refs").exists():
        pytest.skip("memory is read where Linux tells it")
    cases = {**harmful(), **{name: book(sheets) for name, sheets in ALL.items()}}
    for number, data in enumerate(cases.values()):
        (tmp_path / f"{number}.xlsx").write_bytes(data)
    (tmp_path / "many.xml").write_bytes(b"<h:html xmlns:h='h'>" + b"<a/>" * 700_000 + b"</h:html>")
    (tmp_path / "large.xml").write_bytes(b"<h:html xmlns:h='h'>" + b"a" * 4_000_000 + b"</h:html>")
    done = subprocess.run([sys.executable, "-c", MEASURED, tmp_path], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert len(told) == len(cases) + 2
    names = dict(enumerate(cases))
    for file, (seconds, megabytes, said) in told.items():
        stem = Path(file).stem
        name = names[int(stem)] if stem.isdecimal() else stem
        print(f"{name}: {seconds:.2f} s, {megabytes:.1f} MB, {said or 'read'}")
        assert seconds < 1, name
        assert megabytes <= 64, name
        assert (said == "") is (name in SHAPES), name


MEASURED = """
import json, re, sys, time
from pathlib import Path
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["toguna.server.records", "toguna.server.ledger", "toguna.server.office"])
django.setup()
from toguna.base.errors import TogunaError
from toguna.server.intake.odk.xforms import read_form
from pyxform.xls2xform import convert
convert(xlsform={"survey": [{"type": "text", "name": "a", "label": "A"}]}, form_name="data")
def most(name):
    return int(re.search(name + r":\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1000
told = {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    data = path.read_bytes()
    # What the system tells of the highest use counts what stood in this process before it became Python.
    Path("/proc/self/clear_refs").write_text("5")
    before = most("VmRSS")
    began, said = time.process_time(), ""
    try:
        read_form(data)
    except TogunaError as error:
        said = error.code
    took = time.process_time() - began
    told[path.name] = took, most("VmHWM") - before, said
json.dump(told, sys.stdout)
"""


def test_an_archive_damaged_at_random_is_read_or_refused() -> None:
    drawn = random.Random(11)
    print("seed 11")
    whole = book(SHAPES["patrol"])
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as one, zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as other:
        for name in one.namelist():
            other.writestr(name, one.read(name))
    refused = 0
    for _ in range(300):
        data = bytearray(drawn.choice((whole, stored.getvalue())))
        for _ in range(drawn.randint(1, 8)):
            data[drawn.randrange(len(data))] = drawn.randrange(256)
        try:
            read_form(b"PK" + bytes(data[2:]))
        except TogunaError:
            refused += 1
    assert refused > 100
