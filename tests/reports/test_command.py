"""`toguna brief`: where it writes, what it is called, and what it says when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from homes import Home, call
from printed import pages


def test_without_a_seat_it_is_the_copy_for_all(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = call("brief", "--home", home.path, "--framework", "ostrine", "--as-of", "2031-06-16", "--lang", "en")
    assert (answer.code, answer.out) == (0, "note-ostrine-2031-06-16-en.pdf\n")
    text = " ".join(pages((tmp_path / "note-ostrine-2031-06-16-en.pdf").read_bytes()))
    assert "copy for all" in text
    assert [path.name for path in tmp_path.iterdir()] == ["note-ostrine-2031-06-16-en.pdf"]


def test_a_seat_a_copy_and_a_folder(home: Home, tmp_path: Path) -> None:
    asked = "--framework ostrine --as-of 2031-06-16 --seat army --copy 3 --lang fr --json".split()
    answer = call("brief", "--home", home.path, *asked, "--out", tmp_path)
    path = tmp_path / "note-ostrine-2031-06-16-fr-army.pdf"
    assert answer.json == {
        "path": str(path),
        "framework": "ostrine",
        "as_of": "2031-06-16",
        "seat": "army",
        "lang": "fr",
        "copy": 3,
    }
    text = " ".join(pages(path.read_bytes()))
    assert "Forces armées" in text
    assert "exemplaire n° 3" in text


def test_a_file_is_written_where_it_was_asked_for_and_replaced(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "réunion.pdf"
    path.write_bytes(b"old")
    assert call("brief", "--home", home.path, "--out", path, "--lang", "fr").out == f"{path}\n"
    assert path.read_bytes().startswith(b"%PDF")


SENTENCES = {
    "fr": "Impossible d’écrire la note dans {} (le dossier n’existe pas). "
    "Choisir un autre dossier ou fichier avec --out.",
    "en": "The brief cannot be written to {} (the folder does not exist). Choose another folder or file with --out.",
}


@pytest.mark.parametrize("lang", SENTENCES)
def test_one_sentence_where_it_cannot_write(home: Home, tmp_path: Path, lang: str) -> None:
    path = tmp_path / "nowhere" / "note.pdf"
    answer = call("brief", "--home", home.path, "--out", path, "--lang", lang)
    assert answer.code == 2
    assert answer.err == SENTENCES[lang].format(path) + "\n"
    assert answer.out == ""
    inside = tmp_path / "file"
    inside.write_text("")
    refused = call("brief", "--home", home.path, "--out", inside / "note.pdf", "--lang", lang)
    assert refused.code == 2
    assert ("n’est pas un dossier" if lang == "fr" else "not a folder") in refused.err


def test_copies_are_numbered_from_one(home: Home, tmp_path: Path) -> None:
    answer = call("brief", "--home", home.path, "--out", tmp_path, "--copy", "0", "--lang", "en")
    assert answer.code == 2
    assert answer.err == "“0” is not a copy number: write --copy 1, 2, 3…\n"
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_seat_is_named(home: Home, tmp_path: Path) -> None:
    asked = "--framework ostrine --seat nobody --lang en".split()
    answer = call("brief", "--home", home.path, *asked, "--out", tmp_path)
    assert answer.code == 2
    assert "“nobody” is not a seat" in answer.err
