"""R9: two monthly bulletins set against each other reveal no cell, replayed through the acts."""

from __future__ import annotations

from collections.abc import Callable

from theatre import RIVER, SEATS, VALLEY, Theatre

from toguna.server.queries.incident_export import cells, exports
from toguna.server.queries.incident_pages import Asked, by_month, counts_only

Play = Callable[[str], Theatre]


def bulletin(stage: Theatre, seat: str) -> dict[str, int | None]:
    """The months as a seat is told them."""
    return {row.month.isoformat()[:7]: row.dated for row in by_month(stage.reads(seat))}


def file_of(stage: Theatre, seat: str) -> dict[tuple[str, tuple[str, ...]], int]:
    """What a seat may take along: events by week and road."""
    return {(cell.first.isoformat(), cell.spots): cell.events for cell in cells(stage.reads(seat), Asked())}


def test_r9_a_late_report_shows_in_no_difference_of_two_bulletins_or_files(play: Play) -> None:
    stage = play("2019-04-20")
    for n in range(4):
        stage.incident("ROB-ROAD", f"2019-04-{15 + n}", VALLEY)
    stage.incident("ROB-ROAD", "2019-04-16", RIVER)
    assert bulletin(play("2019-05-20"), "bailleur")["2019-04"] is None, "not before its month of grace is over"
    # An exercise has come as far as the last day on which it learnt something.
    play("2019-06-02").does("notables", "signal.record", kind="market_open", date="2019-06-01", where=["aubane"])
    # Who reads each incident learns nothing from a difference; the others get numbers, on the page and in a file.
    numbers = [seat for seat in SEATS if counts_only(stage.reads(seat))]
    files = [seat for seat in numbers if exports(stage.reads(seat)) == "file"]
    assert numbers == files == ["bailleur"]
    first = {seat: bulletin(stage, seat) for seat in numbers}
    taken = {seat: file_of(stage, seat) for seat in files}
    assert first["bailleur"]["2019-04"] == 5, "the bulletin tells something"
    assert list(taken["bailleur"].values()) == [5], "and so does the file"
    # A single incident of April is heard of in June: a difference of one would be that very incident.
    late = play("2019-06-05").incident("KIL-ROB", "2019-04-17", VALLEY, killed=1)
    wrong = stage.incident("ROB-ROAD", "2019-04-18", RIVER)
    play("2019-07-05")
    for seat in numbers:
        second = bulletin(stage, seat)
        for month in first[seat].keys() & second.keys():
            if first[seat][month] is not None:
                assert second[month] == first[seat][month], (seat, month)
    for seat in files:
        second_file = file_of(stage, seat)
        for cell in taken[seat].keys() | second_file.keys():
            assert taken[seat].get(cell, 0) == second_file.get(cell, 0), (seat, cell)
    # Taken back, it does not show by its absence either; and no filter tells one road from the other.
    stage.does("bureau", "incident.retract", wrong, why="compté deux fois")
    stage.does("bureau", "incident.retract", late, why="autre année")
    for seat in numbers:
        assert bulletin(stage, seat)["2019-04"] == first[seat]["2019-04"]
        for asked in (Asked(road=RIVER), Asked(road=VALLEY)):
            told = {row.month.isoformat()[:7]: row.dated for row in by_month(stage.reads(seat), asked)}
            assert told["2019-04"] == first[seat]["2019-04"], "the same whatever is looked for"
