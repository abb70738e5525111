"""Cells of outside tables: every form of a date that is taken, every one that is refused, numbers and positions."""

from __future__ import annotations

from datetime import date

import pytest

from toguna.server.intake.tables.cells import Wrong, code, day, name, number, position, stamp

GOOD = {
    "2023-02-16": date(2023, 2, 16),
    "2023-02-16 00:00:00.000": date(2023, 2, 16),
    "2023-02-16T00:00:00Z": date(2023, 2, 16),
    "2023/02/16": date(2023, 2, 16),
    " 2023-02-16 ": date(2023, 2, 16),
    "16 May 2025": date(2025, 5, 16),
    "6 May, 2025": date(2025, 5, 6),
    "06-May-2025": date(2025, 5, 6),
    "6 août 2025": date(2025, 8, 6),
    "1 févr. 2025": date(2025, 2, 1),
    "16-05-2025": date(2025, 5, 16),
    "05-06-2025": date(2025, 6, 5),
    "05.06.2025": date(2025, 6, 5),
    "16/05/2025": date(2025, 5, 16),
    "05/16/2025": date(2025, 5, 16),
    "05/05/2025": date(2025, 5, 5),
}


@pytest.mark.parametrize("text", GOOD)
def test_dates_that_are_taken(text: str) -> None:
    assert day(text, "d") == GOOD[text]


@pytest.mark.parametrize(
    "text",
    [
        *("", "2023", "2023-02", "2023-02-30", "2023-13-01", "16 Maj 2025", "05/06/2025", "16-05-25", "5 May 25"),
        *("31-04-2025", "13/13/2025", "45000", "yesterday", "2023-02-16x", "0000-01-01", "16 - 2025", "٢٠٢٣-٠٢-١٦"),
    ],
)
def test_dates_that_are_refused(text: str) -> None:
    with pytest.raises(Wrong) as wrong:
        day(text, "event_date")
    assert wrong.value.column == "event_date"
    for lang in ("fr", "en"):
        assert "{" not in wrong.value.text.say(lang)


def test_a_year_of_two_digits_needs_one_of_four_beside_it() -> None:
    assert day("16-05-25", "d", year="2025") == date(2025, 5, 16)
    assert day("5 May 98", "d", year="1998") == date(1998, 5, 5)
    for said in ("", "2024", "25", "year"):
        with pytest.raises(Wrong):
            day("16-05-25", "d", year=said)


def test_numbers() -> None:
    assert [number(t, "n") for t in ("", " ", "0", "12", " 3 ", "12.0")] == [None, None, 0, 12, 3, 12]
    for text in ("-1", "1.5", "1e3", "many", "1 000", "12345678", "²", "٣"):
        with pytest.raises(Wrong):
            number(text, "n")


def test_positions_are_kept_to_a_thousandth_of_a_degree() -> None:
    columns = ("lat", "lon")
    assert position("16.7736957242", "-3.0114899304", columns) == (16774, -3011)
    assert position("16,7737", "-3,0115", columns) == (16774, -3012)
    assert position("", " ", columns) == (None, None)
    assert position("0", "0.0", columns) == (None, None), "the 0, 0 of a blank form is no place"
    wrong = [("91", "0"), ("0", "181"), ("16.7", ""), ("", "3"), ("x", "3"), ("nan", "1"), ("inf", "1"), ("1_6", "3")]
    for latitude, longitude in wrong:
        with pytest.raises(Wrong) as refused:
            position(latitude, longitude, columns)
        assert refused.value.column in columns


def test_codes_stamps_and_names() -> None:
    assert code("1.0", "c", {"1": "one"}) == ("1", "one")
    with pytest.raises(Wrong):
        code("", "c", {"1": "one"})
    assert stamp("1700000000", "t") == 1700000000
    assert stamp("2023-11-14 22:13:20", "t") == stamp("2023-11-14T22:13:20Z", "t") == 1700000000
    assert stamp("", "t") is None
    for text in ("soon", "99999999999999"):
        with pytest.raises(Wrong):
            stamp(text, "t")
    assert name("  Ber \n (nord)\u200b ") == "Ber (nord)"
    assert (name(""), name("  "), len(name("x" * 999) or "")) == (None, None, 200)
