"""Who may speak, up to where, what is erased, who stands by what: the same whatever the order of arrival."""

from __future__ import annotations

import random
from hashlib import sha256

from toguna.base.text import Words
from toguna.register.bodies import Admit, Body, Endorse, Erase, EraseReason, Officers, Revoke, RevokeReason
from toguna.register.constitution import Constitution, Device, Mode, Party
from toguna.register.force import Integrity, endorsements, in_force, integrity
from toguna.register.said import Said
from toguna.register.standing import Ground, Standing, judge


def device(label: str) -> bytes:
    return sha256(label.encode()).digest()


HOST, NORTH, SOUTH, RIVAL, NEW, NEWER = map(device, ("host", "north", "south", "rival", "new", "newer"))
A, B, C, D = (device(f"officer {letter}") for letter in "abcd")
KEYS = tuple(sorted((A, B, C)))


def act(*, data_officer: str | None = None, south: bool = False) -> Constitution:
    """The north has three officers of whom two decide; the south is on paper."""
    return Constitution(
        Mode.EXERCISE,
        ("veranda",),
        (
            Party("host", Words(fr="H"), "mediator"),
            Party("north", Words(fr="N"), "community", 2, KEYS),
            Party("south", Words(fr="S"), "community"),
            Party("rival", Words(fr="R"), "community"),
        ),
        (
            Device(HOST, "host"),
            Device(NORTH, "north"),
            Device(RIVAL, "rival"),
            *([Device(SOUTH, "south")] if south else []),
        ),
        data_officer=data_officer,
    )


class Book:
    """What devices said, as it would stand in their logs."""

    def __init__(self) -> None:
        self.said: list[Said] = []

    def say(self, who: bytes, body: Body, *parents: bytes, contested: bool = False, time: int = 0) -> bytes:
        number = sum(one.device == who for one in self.said)
        hash_ = sha256(who + bytes([number])).digest()
        self.said.append(Said(who, number, hash_, time, body, parents, contested))
        return hash_

    def judge(self, constitution: Constitution) -> Standing:
        """In any order the same."""
        result = judge(constitution, self.said)
        rng = random.Random(7)
        for _ in range(5):
            other = rng.sample(self.said, len(self.said))
            assert judge(constitution, [*other, *other[:2]]) == result
        return result


def admit(new: bytes = NEW, party: str = "north") -> Admit:
    return Admit(new, party, "secretary")


def revoke(whom: bytes, size: int) -> Revoke:
    return Revoke(whom, size, bytes(32), RevokeReason.LOST)


def test_an_admission_counts_once_two_of_three_officers_endorse_it() -> None:
    book = Book()
    entry = book.say(A, admit())
    assert book.judge(act()).grounds[NEW] is Ground.WAITING
    assert not book.judge(act()).counts(NEW, 0)
    book.say(RIVAL, Endorse(entry))
    book.say(A, Endorse(entry))
    assert book.judge(act()).grounds[NEW] is Ground.WAITING
    book.say(B, Endorse(entry))
    assert book.judge(act()).grounds[NEW] is Ground.PARTY
    assert book.judge(act()).counts(NEW, 10**6)


def test_an_endorsement_in_a_forked_log_or_after_a_cut_does_not_count() -> None:
    book = Book()
    entry = book.say(A, admit())
    book.say(B, Endorse(entry), contested=True)
    assert book.judge(act()).grounds[NEW] is Ground.WAITING
    book.say(C, Endorse(entry))
    assert book.judge(act()).grounds[NEW] is Ground.PARTY
    for officer in (A, B):
        book.say(officer, revoke(C, 0))
    last = next(one.hash for one in book.said if isinstance(one.body, Revoke))
    book.say(B, Endorse(last))
    assert book.judge(act()).cuts[C].size == 0
    assert book.judge(act()).grounds[NEW] is Ground.WAITING


def test_on_paper_the_host_admits_and_another_party_does_not() -> None:
    book = Book()
    book.say(RIVAL, admit(NEWER, "south"))
    book.say(HOST, admit(NEW, "south"))
    assert book.judge(act(data_officer="host")).grounds[NEW] is Ground.PAPER
    assert book.judge(act(data_officer="host")).grounds[NEWER] is Ground.WAITING
    # Without a data officer, whoever has a device of its own in the act needs no host, and who has none has them all.
    assert book.judge(act(south=True)).grounds[NEW] is Ground.WAITING
    assert book.judge(act()).grounds[NEWER] is Ground.PAPER


def test_another_party_cannot_take_a_device_over_by_admitting_it_too() -> None:
    book = Book()
    own = book.say(A, admit())
    book.say(B, Endorse(own))
    book.say(RIVAL, admit(NEW, "rival"))
    book.say(RIVAL, revoke(NEW, 0))
    book.say(NEW, Endorse(own))
    standing = book.judge(act())
    assert standing.parties[NEW] == "north"
    assert NEW not in standing.cuts


def test_nothing_from_the_cut_on_counts_and_the_smallest_cut_stands() -> None:
    book = Book()
    book.say(HOST, admit(NEW, "south"))
    book.say(HOST, admit(NEWER, "south"))
    assert book.judge(act(data_officer="host")).end(NEW) is None
    book.say(HOST, revoke(NEW, 7))
    book.say(NEWER, revoke(NEW, 3))
    book.say(RIVAL, revoke(NEW, 0))
    standing = book.judge(act(data_officer="host"))
    assert standing.end(NEW) == 3
    assert [standing.counts(NEW, number) for number in (2, 3)] == [True, False]


def test_a_device_ends_itself_from_there_on_and_takes_nothing_back() -> None:
    book = Book()
    book.say(HOST, admit(NEW, "south"))
    for _ in range(4):
        book.say(NEW, Endorse(bytes(32)))
    book.say(NEW, revoke(NEW, 0))
    assert book.judge(act(data_officer="host")).end(NEW) == 5


def test_a_revocation_is_not_undone_by_revoking_its_author() -> None:
    book = Book()
    for new in (NEW, NEWER):
        book.say(HOST, admit(new, "south"))
    book.say(NEW, revoke(NEWER, 0))
    book.say(NEWER, revoke(NEW, 0))
    standing = book.judge(act(data_officer="host"))
    assert {device: cut.size for device, cut in standing.cuts.items()} == {NEW: 0, NEWER: 0}


def test_a_revocation_by_officers_needs_as_many_as_an_admission() -> None:
    book = Book()
    entry = book.say(A, revoke(NORTH, 4))
    assert book.judge(act()).end(NORTH) is None
    book.say(C, Endorse(entry))
    assert book.judge(act()).end(NORTH) == 4


def test_a_list_of_officers_is_followed_by_one_that_old_and_new_sign() -> None:
    book = Book()
    new = book.say(NORTH, Officers("north", 2, tuple(sorted((B, C, D)))))
    book.say(D, Endorse(new))
    book.say(B, Endorse(new))
    assert book.judge(act()).voices["north"].entry is None
    book.say(C, Endorse(new))
    standing = book.judge(act())
    assert standing.voices["north"].keys == {B, C, D}
    assert standing.grounds[D] is Ground.OFFICER
    assert standing.leaving() == [("north", A)]
    entry = book.say(B, revoke(A, 0))
    book.say(D, Endorse(entry))
    assert book.judge(act()).leaving() == []


def test_an_officer_signs_one_list_after_his_own_the_first() -> None:
    book = Book()
    lists = []
    for keys in ((A, B), (B, C)):
        entry = book.say(NORTH, Officers("north", 2, tuple(sorted(keys))))
        lists.append(entry)
        for signer in keys:
            book.say(signer, Endorse(entry))
    # B had handed over with the first list, so of the old officers only C signed the second.
    assert book.judge(act()).voices["north"].entry == lists[0]
    # Nor do they admit by the old list any more, which both have left.
    left = book.say(A, admit())
    book.say(C, Endorse(left))
    assert book.judge(act()).grounds[NEW] is Ground.WAITING
    book.say(B, Endorse(left))
    assert book.judge(act()).grounds[NEW] is Ground.PARTY


def test_two_lists_signed_crosswise_are_rivals_until_both_sign_a_third() -> None:
    book = Book()
    lists = [book.say(NORTH, Officers("north", 2, tuple(sorted(keys)))) for keys in ((A, B), (A, B, D))]
    for signer, order in ((A, lists), (B, lists[::-1])):
        for entry in order:
            book.say(signer, Endorse(entry))
    standing = book.judge(act())
    assert standing.voices["north"].rivals == tuple(sorted(lists))
    assert standing.voices["north"].keys == frozenset()
    third = book.say(NORTH, Officers("north", 2, KEYS), *lists)
    for signer in (A, B):
        book.say(signer, Endorse(third))
    assert book.judge(act()).voices["north"].keys == set(KEYS)
    assert book.judge(act()).voices["north"].rivals == ()


def test_old_officers_cannot_undo_their_revocation_by_signing_a_rival_list() -> None:
    book = Book()
    new = book.say(NORTH, Officers("north", 2, tuple(sorted((C, D, NEW)))))
    for signer in (A, C, D):
        book.say(signer, Endorse(new))
    for officer in (A, B):
        entry = book.say(D, revoke(officer, 1))
        book.say(C, Endorse(entry))
    book.say(B, Endorse(bytes(32)))
    assert set(book.judge(act()).cuts) == {A, B}
    # Both sign on, after their cuts: first a list of their own, then whatever they like.
    rival = book.say(A, Officers("north", 2, tuple(sorted((A, B)))))
    book.say(B, Endorse(rival))
    taken = book.say(A, revoke(D, 0))
    book.say(B, Endorse(taken))
    standing = book.judge(act())
    assert standing.voices["north"].keys == {C, D, NEW}
    assert {A, B} <= set(standing.cuts)


def test_a_party_cannot_take_another_s_officer_by_listing_him() -> None:
    book = Book()
    new = book.say(NORTH, Officers("north", 2, tuple(sorted((B, C, D)))))
    for signer in (B, C, D):
        book.say(signer, Endorse(new))
    stolen = book.say(HOST, Officers("host", 1, tuple(sorted((D, HOST)))))
    book.say(HOST, Endorse(stolen))
    standing = book.judge(act())
    assert standing.voices["host"].keys == {D, HOST}
    assert standing.parties[D] == "north"


def test_who_is_admitted_by_a_stranger_does_not_speak_for_a_party_on_paper() -> None:
    book = Book()
    book.say(RIVAL, admit(NEWER, "south"))
    listed = book.say(NEWER, Officers("south", 1, (NEWER,)))
    book.say(NEWER, Endorse(listed))
    book.say(HOST, admit(NEW, "south"))
    book.say(NEWER, revoke(NEW, 0))
    standing = book.judge(act(data_officer="host"))
    assert standing.voices["south"].paper
    assert standing.cuts == {}
    assert standing.grounds[NEWER] is Ground.WAITING


def test_nobody_erases_what_a_device_wrote_whose_party_is_not_settled() -> None:
    book, part = Book(), sha256(b"part").digest()
    own = book.say(A, admit())
    book.say(RIVAL, admit(NEW, "rival"))
    book.say(RIVAL, Erase((part,), EraseReason.DANGER))
    assert not book.judge(act(data_officer="host")).erased(NORTH, part)
    book.said = [one for one in book.said if one.device != RIVAL]
    book.say(NORTH, Erase((part,), EraseReason.DANGER))
    assert not book.judge(act()).erased(NEW, part)
    book.say(B, Endorse(own))
    assert book.judge(act()).erased(NEW, part)


def test_a_party_on_paper_gets_its_first_officers_from_itself_or_its_host_only() -> None:
    for author, counts in ((HOST, True), (RIVAL, False)):
        book = Book()
        entry = book.say(author, Officers("south", 1, (D,)))
        assert book.judge(act(data_officer="host")).voices["south"].keys == frozenset()
        book.say(D, Endorse(entry))
        assert (book.judge(act(data_officer="host")).voices["south"].keys == {D}) is counts


def test_erasing_is_for_the_author_s_party_and_the_data_officer() -> None:
    book = Book()
    mine, theirs = sha256(b"mine").digest(), sha256(b"theirs").digest()
    book.say(NORTH, Erase((mine,), EraseReason.DANGER))
    book.say(RIVAL, Erase((theirs,), EraseReason.DANGER))
    standing = book.judge(act(data_officer="host"))
    assert standing.erased(NORTH, mine)
    assert not standing.erased(NORTH, theirs)
    assert standing.erasures == {mine, theirs}
    book.say(HOST, Erase((theirs,), EraseReason.COURT))
    assert book.judge(act(data_officer="host")).erased(NORTH, theirs)
    assert not book.judge(act()).erased(NORTH, theirs)


def test_what_a_revoked_device_erases_from_its_cut_on_is_not_erased() -> None:
    book = Book()
    part = sha256(b"part").digest()
    book.say(HOST, admit(NEW, "south"))
    book.say(NEW, Erase((part,), EraseReason.DANGER))
    assert book.judge(act(data_officer="host")).erased(NEW, part)
    book.say(HOST, revoke(NEW, 0))
    assert not book.judge(act(data_officer="host")).erased(NEW, part)


def test_in_force_since_the_last_party_that_was_needed() -> None:
    book, target = Book(), sha256(b"charter").digest()
    seats = {"south-1": "south"}

    def force() -> tuple[int | None, dict[str, Integrity]]:
        standing = book.judge(act())
        given = endorsements(book.said, standing).get(target, [])
        found = in_force(standing, given, seats, 2, ("north", "south"))
        return found.since, {party: one.integrity for party, one in found.backings.items()}

    book.say(A, Endorse(target), time=10)
    assert force() == (None, {})
    book.say(NORTH, Endorse(target), time=11)
    assert force() == (None, {})
    book.say(C, Endorse(target), time=20)
    assert force() == (None, {"north": Integrity.PARTY})
    book.say(HOST, Endorse(target, "south-1"), time=15)
    assert force() == (20, {"north": Integrity.PARTY, "south": Integrity.HOST})
    book.say(HOST, admit(NEW, "south"))
    book.say(NEW, Endorse(target), time=30)
    assert force() == (30, {"north": Integrity.PARTY, "south": Integrity.PARTY})


def test_the_host_s_word_becomes_the_party_s_once_a_device_of_it_endorses() -> None:
    book, entry = Book(), sha256(b"entry").digest()
    standing = book.judge(act())
    assert integrity(standing, HOST, "north", []) is Integrity.HOST
    assert integrity(standing, NORTH, "north", []) is Integrity.PARTY
    book.say(NORTH, Endorse(entry))
    given = endorsements(book.said, book.judge(act()))[entry]
    assert integrity(standing, HOST, "north", given) is Integrity.PARTY


def test_without_a_founding_act_every_device_passes() -> None:
    book = Book()
    part = sha256(b"part").digest()
    book.say(NORTH, Erase((part,), EraseReason.DANGER))
    standing = judge(None, book.said)
    assert standing.knows(NEW)
    assert standing.counts(NEW, 0)
    assert standing.erased(RIVAL, part)
