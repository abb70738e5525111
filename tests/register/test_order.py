"""The common order: parents first, and the order of arrival does not count."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from toguna.register.order import order


def _hash(number: int) -> bytes:
    return sha256(number.to_bytes(2, "big")).digest()


@st.composite
def _graphs(draw: st.DrawFn) -> dict[bytes, list[bytes]]:
    """Entries that name earlier ones and, now and then, one that is not held."""
    count = draw(st.integers(0, 25))
    return {
        _hash(number): [_hash(parent) for parent in draw(st.sets(st.integers(0, max(number - 1, 0)), max_size=3))]
        if number
        else [_hash(999)]
        for number in range(count)
    }


@given(_graphs(), st.randoms(use_true_random=False))
def test_arrival_does_not_count(graph: dict[bytes, list[bytes]], random: st.DataObject) -> None:
    items = list(graph.items())
    random.shuffle(items)
    shuffled = {hash_: random.sample(parents, len(parents)) for hash_, parents in items}
    assert order(shuffled) == order(graph)


@given(_graphs())
def test_parents_come_first_and_nothing_is_lost(graph: dict[bytes, list[bytes]]) -> None:
    result = order(graph)
    assert sorted(result) == sorted(graph)
    place = {hash_: number for number, hash_ in enumerate(result)}
    for hash_, parents in graph.items():
        assert all(place[parent] < place[hash_] for parent in parents if parent in place)


@given(_graphs())
def test_where_parents_leave_a_choice_the_smallest_hash_is_next(graph: dict[bytes, list[bytes]]) -> None:
    done: set[bytes] = set()
    for hash_ in order(graph):
        ready = [
            other
            for other, parents in graph.items()
            if other not in done and all(parent in done or parent not in graph for parent in parents)
        ]
        assert hash_ == min(ready)
        done.add(hash_)


@given(st.dictionaries(st.integers(0, 8), st.sets(st.integers(0, 8), max_size=3), max_size=9), st.randoms())
def test_even_a_cycle_has_one_order(edges: dict[int, set[int]], random: st.DataObject) -> None:
    graph = {_hash(number): [_hash(parent) for parent in parents] for number, parents in edges.items()}
    items = list(graph.items())
    random.shuffle(items)
    assert order(dict(items)) == order(graph)
    assert sorted(order(graph)) == sorted(graph)
