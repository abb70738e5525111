"""Questions that are heard: from a folder of sounds to the phone, and nothing else of the form changed."""

from __future__ import annotations

import dataclasses
import re
import shutil
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from collect import Collect, Instance, Line, filled
from homes import Answer, call
from office import Office
from workbooks import book

from toguna.base.errors import TogunaError
from toguna.base.text import NBSP
from toguna.server.actions import prompts as rules
from toguna.server.actions.phones import revoke_phone
from toguna.server.intake.odk.prompts import asked, prompted
from toguna.server.intake.odk.recordings import read_folder, script
from toguna.server.intake.odk.sounds import cleaned
from toguna.server.intake.odk.xforms import read_form
from toguna.server.queries.phone_forms import Form, newest, shipped
from toguna.server.queries.phones import arrived
from toguna.server.queries.prompts import PromptRow

SOUNDS = Path(__file__).parent / "sounds"
XF = "{http://www.w3.org/2002/xforms}"
GIVEN = {
    "famille.m4a": "a.m4a",
    "Killed.mp3": "a.mp3",  # as a telephone writes it
    "famille-vol.3gp": "a.3gp",
    "genre-ROB-ROAD.amr": "a.amr",
    "sans_nom.ogg": "a.opus.ogg",
    "orienter.ogg": "a.vorbis.ogg",
}
ANSWERS = {"famille": "vol", "faits/kind": "ROB-ROAD", "faits/precision": "day", "faits/date": "2031-06-14"}


def folder(at: Path, files: dict[str, str]) -> Path:
    """A folder of sounds under the names of questions."""
    at.mkdir()
    for name, source in files.items():
        shutil.copy(SOUNDS / source, at / name)
    return at


def give(office: Office, sounds: Path, language: str = "Songhay", *more: str, form: str = "cadre-incident") -> Answer:
    at = ("--home", office.home.path, "--framework", "ostrine", "--form", form, "--language", language)
    return call("prompts", sounds, *at, *more)


def incident() -> Form:
    return {form.id: form for form in newest(shipped())}["cadre-incident"]


def languages(xml: bytes) -> dict[str, dict[str, Element]]:
    """Each text of each translation, by language and id."""
    found = fromstring(xml).iter(f"{XF}translation")
    return {one.attrib["lang"]: {text.attrib["id"]: text for text in one} for one in found}


def said(text: Element) -> str | None:
    """The sound of a text."""
    return next((one.text for one in text if one.get("form") == "audio"), None)


def test_from_a_folder_to_the_phone(office: Office, tmp_path: Path) -> None:
    phone = Collect(office.base("kite"), Line(office.port))
    before, lists = phone.download(phone.forms()["cadre-incident"])
    told = give(office, folder(tmp_path / "s", GIVEN))
    assert told.code == 0, told.err
    assert f"«{NBSP}cadre-incident{NBSP}» s’écoute en Songhay{NBSP}: 6 sur " in told.out
    assert "Sans enregistrement" in told.out and "where_text" in told.out
    row = phone.forms()["cadre-incident"]
    xml, files = phone.download(row)  # insists that each fingerprint is that of the bytes
    assert row["version"] == incident().version
    assert {name: files[name] for name in lists} == lists
    heard = {name: data for name, (data, integrity) in files.items() if name not in lists and integrity is None}
    originals = [cleaned((SOUNDS / source).read_bytes()) for source in GIVEN.values()]
    assert sorted(heard.values()) == sorted(one.data for one in originals if one is not None)
    assert not any(b"CANARI" in data for data in heard.values())
    texts = languages(xml)
    assert list(texts) == ["Français (fr)", "English (en)", "Songhay (à écouter)"]
    assert len({tuple(one) for one in texts.values()}) == 1, "each language has the same texts"
    new = texts["Songhay (à écouter)"]
    assert {said(text) for text in new.values()} - {None} == {f"jr://audio/{name}" for name in heard}
    assert re.fullmatch(r"jr://audio/songhay-famille-[0-9a-f]{8}\.m4a", said(new["/data/famille:label"]) or "")
    assert (said(new["famille-0"]) or "").endswith(".3gp") and (said(new["genre-0"]) or "").endswith(".amr")
    for id_, text in new.items():
        written = [one for one in text if one.get("form") is None]
        french = list(texts["Français (fr)"][id_])
        assert [("".join(one.itertext())) for one in written] == ["".join(one.itertext()) for one in french]
    added = re.search(rb'<translation lang="Songhay .*?</translation>', xml, re.DOTALL)
    assert added is not None and xml.replace(added.group(), b"") == before == incident().xml
    for version in (incident().version, "2019010101"):
        phone.send(Instance(filled("cadre-incident", ANSWERS, version=version)))
    assert len(arrived(office.reading("kite"))) == 2


def test_another_sound_is_fetched_again_and_an_empty_folder_ends_it(office: Office, tmp_path: Path) -> None:
    phone = Collect(office.base("kite"), Line(office.port))
    shown = {id_: phone.download(form)[0] for id_, form in phone.forms().items()}
    assert shown == {form.id: form.xml for form in newest(shipped())}, "without sounds no byte is another"
    give(office, folder(tmp_path / "1", {"famille.m4a": "a.m4a", "killed.mp3": "a.mp3"}))
    first = phone.forms()["cadre-incident"]
    give(office, folder(tmp_path / "2", {"famille.m4a": "a.3gp"}), "songhay")
    second = phone.forms()["cadre-incident"]
    assert first["hash"] != second["hash"]
    xml, files = phone.download(second)
    assert list(languages(xml)) == ["Français (fr)", "English (en)", "songhay (à écouter)"], "one language, not two"
    assert [name for name in files if not name.endswith(".csv")] == [name for name in files if "famille" in name]
    give(office, folder(tmp_path / "3", {"famille.m4a": "a.amr"}), "Tamasheq")
    xml, _ = phone.download(phone.forms()["cadre-incident"])
    assert list(languages(xml))[2:] == ["Tamasheq (à écouter)", "songhay (à écouter)"]
    (tmp_path / "4").mkdir()
    for language in ("Songhay", "Tamasheq"):
        assert "ne s’écoute plus" in give(office, tmp_path / "4", language).out
    assert phone.download(phone.forms()["cadre-incident"])[0] == incident().xml


def test_a_form_without_lists_has_files_too_and_only_phones_that_are_admitted_get_them(
    office: Office, tmp_path: Path
) -> None:
    phone = Collect(office.base("kite"), Line(office.port))
    path = tmp_path / "f.xml"
    path.write_bytes(read_form(book(TWO_LANGUAGES)).xml)
    at = ("--home", office.home.path, "--framework", "ostrine")
    assert call("phones", *at, "--publish", path).code == 0
    assert "manifestUrl" not in phone.forms()["marche"]
    told = give(office, folder(tmp_path / "s", {"etals.mp3": "a.mp3", "oui-o.amr": "a.amr"}), form="marche")
    assert told.code == 0, told.err
    form = phone.forms()["marche"]
    xml, files = phone.download(form)
    assert len(files) == 2
    assert set(read_form(xml).left_out) == set(files), "the form as served is a form"
    (name, *_) = files
    place = f"{phone.base}/sounds/marche/{name}"
    assert phone.line.ask("GET", place).status == 200
    for wrong in ("sounds/marche/x.mp3", f"sounds/cadre-incident/{name}"):
        assert phone.line.ask("GET", f"{phone.base}/{wrong}").status == 404
    assert phone.line.ask("GET", place.replace(office.token("kite"), "jamais-donne")).status == 403
    revoke_phone(office.register, office.reading().reader, 1)
    assert phone.line.ask("GET", place).status == 403


TWO_LANGUAGES = {
    "survey": [
        ["type", "name", "label::Français (fr)", "label::English (en)"],
        ["integer", "etals", "Combien d’étals ?", "How many stalls?"],
        ["begin group", "matin", "Matin", "Morning"],
        ["select_one oui", "ouvert", "Ouvert ?", "Open?"],
        ["end group", "", "", ""],
        ["begin group", "soir", "Soir", "Evening"],
        ["select_one oui", "ouvert", "Encore ouvert ?", "Still open?"],
        ["end group", "", "", ""],
    ],
    "choices": [["list_name", "name", "label::Français (fr)", "label::English (en)"], ["oui", "o", "Oui", "Yes"]],
    "settings": [["form_title", "form_id", "version"], ["Marché", "marche", "2031061501"]],
}


def test_two_questions_of_one_name_are_told_apart_by_their_groups() -> None:
    names = [one.name for one in asked(read_form(book(TWO_LANGUAGES)).xml)]
    assert names == ["etals", "matin-ouvert", "oui-o", "soir-ouvert"]


def test_every_shipped_form_can_be_spoken_whole() -> None:
    for form in shipped():
        held = asked(form.xml)
        assert len(held) > 5
        rows = [PromptRow(form.id, "Bambara", one.name, one.mark, f"{n}.mp3", "md5:0") for n, one in enumerate(held)]
        made = prompted(form, rows)
        assert len(made.sounds) == len(held)
        texts = languages(made.xml)
        assert len({tuple(one) for one in texts.values()}) == 1
        for text_id in re.findall(rb"jr:itext\('([^']+)'\)", made.xml):
            assert text_id.decode() in texts["Bambara (à écouter)"]
        other = [dataclasses.replace(row, words="0" * 64) for row in rows]
        assert prompted(form, other) == form, "a sound that says other words is not given"


def test_each_refusal_says_why_and_nothing_changes(office: Office, tmp_path: Path) -> None:
    phone = Collect(office.base("kite"), Line(office.port))
    wrong = folder(tmp_path / "s", {"famille.m4a": "a.m4a", "Famille.mp3": "a.mp3", "chef.mp3": "a.mp3"})
    (wrong / "killed.mp3").write_bytes(b"\xff\xd8\xff" + bytes(500))
    (wrong / "injured.mp3").write_bytes((SOUNDS / "a.mp3").read_bytes() * 300)
    (wrong / ".nomedia").touch()
    told = give(office, wrong)
    assert (told.code, told.out) == (2, "")
    for sentence in (
        "chef.mp3 n’est le nom d’aucune question",
        "famille.m4a dit une question déjà dite par un autre fichier",
        "injured.mp3 dépasse 300 Ko",
        "killed.mp3 n’est pas un son entier",
        "Les corriger ou les retirer",
    ):
        assert sentence in told.err, told.err
    assert "nomedia" not in told.err
    right = folder(tmp_path / "r", {"famille.m4a": "a.m4a"})
    for language in ("<b>", "x", "", "S" * 60, "Songhay\n"[:-1] + "/.."):
        assert "n’est pas un nom de langue" in give(office, right, language).err or language == ""
    assert "n’existe pas" in give(office, tmp_path / "absent").err
    assert "n’est pas un formulaire donné aux téléphones" in give(office, right, form="autre").err
    army = give(office, right, "Songhay", "--seat", "army")
    assert (army.code, "celles de ce bureau" in army.err) == (1, True), army
    observer = give(office, right, "Songhay", "--seat", "observer")
    assert (observer.code, "ne peut pas inscrire" in observer.err) == (1, True), observer
    assert "Dire de quel formulaire" in call("prompts", right, "--home", office.home.path).err
    assert phone.download(phone.forms()["cadre-incident"])[0] == incident().xml


def test_a_form_is_not_heavier_than_a_bad_line_bears(office: Office, tmp_path: Path) -> None:
    reader = office.reading().reader
    held = script(shipped(), "cadre-incident")
    (one,) = read_folder(folder(tmp_path / "s", {"famille.amr": "a.amr"}), held)
    large = dataclasses.replace(one, data=one.data + bytes(rules.MOST // 2))
    rules.give_prompts(office.home, office.register, reader, ("cadre-incident", "Songhay"), [large])
    rules.give_prompts(office.home, office.register, reader, ("cadre-incident", "Songhaï"), [one])
    rules.give_prompts(office.home, office.register, reader, ("cadre-incident", "Songhay"), [large])
    with pytest.raises(TogunaError) as refused:
        rules.give_prompts(office.home, office.register, reader, ("cadre-incident", "Bambara"), [large])
    assert "5000 Ko au plus" in refused.value.say("fr")
    rules.give_prompts(office.home, office.register, reader, ("cadre-incident", "Bambara"), [one])


def test_nothing_of_it_leaves_the_office(office: Office, tmp_path: Path) -> None:
    at = ("--home", office.home.path, "--framework", "ostrine")
    made = []
    for number in range(2):
        path = tmp_path / f"{number}.toguna"
        assert call("backup", *at, "--out", path).code == 0
        made.append(path.read_bytes())
        assert give(office, folder(tmp_path / f"s{number}", GIVEN)).code == 0
    assert made[0] == made[1]


def test_what_there_is_to_say(office: Office, tmp_path: Path) -> None:
    at = ("--home", office.home.path, "--framework", "ostrine")
    assert "écrit seulement" in call("prompts", *at).out
    give(office, folder(tmp_path / "s", {"famille.m4a": "a.m4a"}))
    assert f"Songhay{NBSP}: 1" in call("prompts", *at).out
    assert call("prompts", *at, "--json").json["forms"][0] == {"form": "cadre-incident", "recorded": {"Songhay": 1}}
    told = call("prompts", *at, "--form", "cadre-incident", "--language", "Songhay")
    assert "famille [enregistré]\n    Que s'est-il passé" in told.out.replace("\u202f", " ")
    assert "killed\n    Combien de morts" in told.out and "vide veut dire" in told.out
    assert "La voix s’entendra sur chaque téléphone" in told.err
    rows = call("prompts", *at, "--form", "cadre-incident", "--json").json["questions"]
    assert {"name": "famille-vol", "words": "Vol, braquage, véhicule ou bétail enlevé", "recorded": False} in rows
    assert [row["name"] for row in rows if "-" not in row["name"]][:3] == ["sans_nom", "famille", "orienter"]


def test_a_form_written_without_a_language_is_told_what_to_change(office: Office, tmp_path: Path) -> None:
    bare = {**TWO_LANGUAGES, "survey": [["type", "name", "label"], ["integer", "etals", "Combien d’étals ?"]]}
    path = tmp_path / "f.xml"
    path.write_bytes(read_form(book({name: bare[name] for name in ("survey", "settings")})).xml)
    assert call("phones", "--home", office.home.path, "--framework", "ostrine", "--publish", path).code == 0
    told = give(office, folder(tmp_path / "s", {"etals.mp3": "a.mp3"}), form="marche")
    assert (told.code, "label::Français (fr)" in told.err) == (2, True), told
