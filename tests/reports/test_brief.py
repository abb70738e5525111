"""The brief as a document: what it says by rule, how it is printed, and its golden text in both languages."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from homes import Home
from printed import ALL, LANGUAGES, OSTRINE, TIMBUKTU, pages, printed, reading, squeezed, strings
from pypdf import PdfReader

from toguna.server import reports
from toguna.server.queries.situation import situation
from toguna.server.reports import typst, words
from toguna.server.reports.withhold import days_to_come, withheld

OURS = {"NotoSans-Regular", "NotoSans-Bold", "NotoSans"}
GOLDEN = Path(__file__).parent / "golden"


def document(home: Home, framework: str, day: str, seat: str = ALL, lang: str = "fr") -> dict[str, Any]:
    return reports.document(reading(home, framework, day, seat), lang=lang)


def test_the_essential_is_three_sentences_by_rule(home: Home) -> None:
    gap, stuck, unknown = document(home, TIMBUKTU, "2019-04-10", "hd")["body"]["essential"]
    assert gap == "Vide sécuritaire en cours\u00a0: axe Tombouctou–Goundam (dates au feuillet réservé)."
    assert "Comité de suivi de l'accord (1\u202f390\u00a0jours)" in stuck
    assert "plaidoyer de niveau national" in stuck
    assert "on ne sait pas quand la route sera de nouveau protégée" in unknown
    calm, *_ = document(home, TIMBUKTU, "2019-04-10")["body"]["essential"]
    assert calm == "Incidents inscrits en soixante jours\u00a0: 9, axe Tombouctou–Goundam."
    soon, *_ = document(home, OSTRINE, "2031-06-16", "army")["body"]["essential"]
    assert soon.startswith("Relève à confirmer")


def test_nothing_recorded_is_not_calm(home: Home) -> None:
    calm, *_ = document(home, "gao", "2020-12-31", lang="en")["body"]["essential"]
    assert calm == "No incident is recorded for the past sixty days, which is not the same as calm."
    body = document(home, "gao", "2020-12-31", lang="en")["body"]
    assert body["incidents"]["heard"] == "Localities heard from: not known."
    assert body["map"] is None
    assert "nothing recorded" in body["months"]["alt"]


def test_decisions_are_those_of_the_addressee(home: Home) -> None:
    army = document(home, OSTRINE, "2031-06-16", "army")["decisions"]
    assert [row[0] for row in army["rows"]] == ["Dire si une patrouille peut prendre la relève sur l’axe de Talvane"]
    assert army["rows"][0][1:] == ["20\u00a0juin\u00a02031", "le secrétariat s’adresse au Mouvement de la Lanterne"]
    assert document(home, OSTRINE, "2031-06-16", "youth")["decisions"]["rows"] == []
    everybody = document(home, OSTRINE, "2031-06-16")["decisions"]
    assert everybody["rows"] == []
    assert "l’exemplaire de la partie" in everybody["nothing"]
    assert len(document(home, OSTRINE, "2031-06-16", "mediation")["decisions"]["rows"]) <= 5


def test_a_promise_made_again_is_told_once_with_its_past(home: Home) -> None:
    held = document(home, OSTRINE, "2031-06-16", "mediation")
    (again,) = held["body"]["undertakings"]["repeated"]
    assert squeezed(again[2]) == "promis pour la 3e fois ; échu, non tenu : 31 décembre 2030, 30 avril 2031"
    assert again[0] not in [row[0] for row in held["due"]["rows"]]


def test_a_reply_stands_beside_the_claim_at_the_same_size(home: Home) -> None:
    contested = next(r for r in document(home, OSTRINE, "2031-06-16", lang="en")["body"]["results"] if r["id"] == "c03")
    assert contested["verdict"] == "contested"
    assert contested["refused"] == ["the word “ended” is not retained"]
    (reply,) = contested["replies"]
    assert squeezed(reply) == "Kite Movement, 11 June 2031: the robbery of 1 April came before our first patrol"
    assert len(contested["favour"]) == 1
    assert len(contested["against"]) == 3
    template = typst.TEMPLATE.read_text(encoding="utf-8")
    assert '("favour", "against", "replies").map' in template  # one table, three columns of one width


def test_what_the_reserved_sheet_holds(home: Home) -> None:
    sheet = document(home, OSTRINE, "2031-06-16", "mediation", lang="en")["reserved"]
    talvane = next(row for row in sheet["gaps"]["rows"] if "Talvane" in row[0])
    assert talvane[1:3] == ["23\u00a0June\u00a02031", "end not known"]
    (v02,) = [row for row in sheet["ending"]["rows"] if "(v02)" in row[0]]
    assert v02[2:4] == ["23\u00a0June\u00a02031", "7\u00a0days (T-7)"]
    confirmed = next(row for row in sheet["hand_overs"]["rows"] if "(v05)" in row[0])
    assert "Gendarmerie, 9\u00a0June\u00a02031" in confirmed[4]
    assert "Armed forces, 10\u00a0June\u00a02031" in confirmed[4]
    assert sheet["days"]["svg"].startswith("<svg")
    assert sheet["part"] == ""
    army = document(home, OSTRINE, "2031-06-16", "army", lang="en")["reserved"]
    assert talvane[0] in [row[0] for row in army["gaps"]["rows"]]
    assert army["days"] is None
    assert army["reasons"] is None
    assert "only what concerns the addressee" in army["part"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pdf_is_accessible_and_in_our_fonts_only(home: Home, lang: str) -> None:
    made = PdfReader(io.BytesIO(reports.pdf(reading(home, OSTRINE, "2031-06-16", "mediation"), lang, copy=7)))
    root = made.trailer["/Root"]
    assert str(root["/Lang"]).lower().startswith(lang)
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert made.metadata is not None
    assert made.metadata.title
    held = [font.get_object() for page in made.pages for font in page["/Resources"]["/Font"].values()]
    assert {str(font["/BaseFont"]).split("+")[1].split("-Identity")[0] for font in held} <= OURS
    assert all(float(page.mediabox.width) == pytest.approx(595.28, abs=0.1) for page in made.pages)
    number = "n° 7" if lang == "fr" else "no. 7"
    assert number in " ".join(pages(reports.pdf(reading(home, OSTRINE, "2031-06-16"), lang, copy=7)))


def test_the_same_data_gives_the_same_bytes(home: Home) -> None:
    held = reading(home, TIMBUKTU, "2019-03-26", "hd")
    assert reports.pdf(held, "fr") == reports.pdf(held, "fr")


def test_the_code_holds_framework_day_and_control_number(home: Home) -> None:
    held = reading(home, TIMBUKTU, "2019-03-26")
    number = situation(held).control_number
    head = reports.document(held, lang="en")["head"]
    assert re.fullmatch(r"\d{12}", number)
    assert head["control"].replace(" ", "") == number
    assert head["control"] == " ".join(number[n : n + 3] for n in (0, 3, 6, 9))
    assert head["framework"] == "Framework for collaborative security management, Timbuktu and Taoudéni"
    assert "<svg" in head["qr"]["svg"]


def test_words_of_people_never_become_markup(home: Home) -> None:
    held = document(home, OSTRINE, "2031-06-16")
    bad = '#panic() *gras* $x$ \\ `code` <a> [b] #set page(fill: red) {"k": 1}'
    held["body"]["unknowns"]["lines"] = [bad]
    assert bad in " ".join(pages(typst.pdf(held)))


def test_a_full_register_still_fits_the_page_or_says_what_is_left_out(home: Home) -> None:
    held = document(home, OSTRINE, "2031-06-16", "mediation")
    held["body"]["unknowns"]["lines"] = [f"Lacune {n}, {'avec beaucoup de mots ' * 6}" for n in range(12)]
    made = pages(typst.pdf(held))
    assert "Lacune 11" in " ".join(made)
    assert 2 <= len(made) - 1 <= 5


def test_every_word_of_ours_is_in_both_languages() -> None:
    held = [*words.LABELS.values(), *(head for heads in words.HEADS.values() for head in heads), *words.LEVELS.values()]
    held += [value for value in vars(words).values() if isinstance(value, words.Text)]
    assert len(held) > 100
    assert all(text.fr and text.en for text in held)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jusqu’au 3 mai 2019", ["3 mai 2019"]),
        ("until 3 May", ["3 May"]),
        ("until May 3, 2019", ["May 3, 2019"]),
        ("of 4 cases, 1 may be older", []),
        ("le 1er avril", []),
        ("du 9 au 11 avril 2019", ["11 avril 2019"]),
        ("2019-05, 2019-W16, 12/04/2019", ["2019-05", "2019-W16", "12/04/2019"]),
        ("2e trimestre 2019, 3e trimestre 2019", ["3e trimestre 2019"]),
        ("third quarter of 2019", ["third quarter of 2019"]),
        ("en 2020, en 2019", ["2020"]),
        ("décret 2019-041, note 20190411, 2019-02-31", []),
    ],
)
def test_the_net_for_days_to_come(text: str, found: list[str]) -> None:
    assert days_to_come(text, date(2019, 4, 10)) == found
    kept = withheld({"a": [text]}, date(2019, 4, 10), "@")["a"][0]
    assert kept.count("@") == len(found)
    assert not days_to_come(kept, date(2019, 4, 10))


@pytest.mark.parametrize(
    ("framework", "day", "seat"),
    [
        (TIMBUKTU, "2019-03-26", ALL),
        (TIMBUKTU, "2019-04-10", "hd"),
        (OSTRINE, "2031-06-16", ALL),
        (OSTRINE, "2031-06-16", "army"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_golden_text(home: Home, framework: str, day: str, seat: str, lang: str) -> None:
    """The printed words; after a wanted change, delete the file, run once, read the difference and commit it."""
    made = normalised(printed(reading(home, framework, day, seat), lang))
    path = GOLDEN / f"{framework}-{day}-{seat or 'all'}-{lang}.txt"
    if not path.exists():
        path.write_text(made, encoding="utf-8")
        pytest.fail(f"{path.name} was written: read it, then run again")
    assert made == path.read_text(encoding="utf-8")


def normalised(made: list[str]) -> str:
    """A page after a page, a sentence or so a line, without the number that differs from register to register."""
    text = "\n\n".join(f"[{n}]\n{page.strip()}" for n, page in enumerate(made, 1))
    text = re.sub(r"\b\d{3} \d{3} \d{3} \d{3}\b", "### ### ### ###", text)
    return re.sub(r"(?<=\.) (?=\D)", "\n", text) + "\n"


def test_drawings_say_in_words_what_they_show(home: Home) -> None:
    body = document(home, TIMBUKTU, "2019-04-10", "hd")["body"]
    assert "4\u00a0mars – 25\u00a0mars régulière, 1\u00a0avril – 8\u00a0avril aucune" in body["strip"]["alt"]
    assert "Tombouctou–Goundam" in body["map"]["alt"]
    assert "mars 5" in body["months"]["alt"]
    assert not [text for text in strings(body) if "None" in text]
