"""Random histories of five copies: partitions, late, doubled, disordered and corrupted bundles, a device that signs
two histories, officers, admissions, revocations, erasures, and copies restored from backups, all together.

In the end all copies agree on what counts and on what is contested, nothing is lost, and what is erased is gone. More
of them: `make soak`.
"""

from __future__ import annotations

import os

import pytest
from game import YEARS, Game, play
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

HISTORIES = int(os.environ.get("TOGUNA_HISTORIES", "900"))
WHO = st.integers(0, 4)
NUMBER = st.integers(0, 1 << 16)


class Framework(RuleBasedStateMachine):
    """The game as Hypothesis plays it: what fails is made as short as it can be."""

    def __init__(self) -> None:
        super().__init__()
        self.game = Game()

    @rule(who=WHO, which=WHO, number=NUMBER)
    def write(self, who: int, which: int, number: int) -> None:
        self.game.write(who, which, number)

    @rule(who=WHO)
    def cheat(self, who: int) -> None:
        self.game.cheat(who)

    @rule(what=st.integers(0, 5), who=WHO, number=NUMBER)
    def say(self, what: int, who: int, number: int) -> None:
        self.game.say(what, who, number)

    @rule(what=st.integers(0, 3), number=NUMBER)
    def council(self, what: int, number: int) -> None:
        self.game.council(what, number)

    @rule(who=WHO, other=WHO)
    def give(self, who: int, other: int) -> None:
        self.game.give(who, other)

    @rule(who=WHO, other=WHO)
    def mail(self, who: int, other: int) -> None:
        self.game.mail(who, other)

    @rule(other=WHO, number=NUMBER, bit=st.just(0) | NUMBER)
    def arrive(self, other: int, number: int, bit: int) -> None:
        self.game.arrive(other, number, bit)

    @rule(who=WHO)
    def backup(self, who: int) -> None:
        self.game.backup(who)

    @rule(number=NUMBER)
    def restore(self, number: int) -> None:
        self.game.restore(number)

    def teardown(self) -> None:
        self.game.check()


Framework.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestFramework = Framework.TestCase


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_many_histories() -> None:
    """With those of Hypothesis, a thousand in `make test`; ten thousand in `make soak`."""
    for seed in range(HISTORIES):
        try:
            play(seed, 10 + seed % 20)
        except Exception as error:
            raise AssertionError(f"history {seed}") from error


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 1 << 32), st.lists(st.sampled_from((-YEARS, 0, YEARS)), min_size=5, max_size=5))
def test_no_decision_depends_on_a_clock(seed: int, shift: list[int]) -> None:
    """The same history with clocks five years wrong: the same is accepted, refused, counted, revoked."""
    right, wrong = play(seed, 25, fair=True), play(seed, 25, fair=True, shift=shift)
    assert wrong.accounts == right.accounts
    for one, two in zip(right.copies, wrong.copies, strict=True):
        assert {device: len(hashes) for device, hashes in one.counted().items()} == {
            device: len(hashes) for device, hashes in two.counted().items()
        }
        assert one.standing().grounds == two.standing().grounds
        assert one.standing().parties == two.standing().parties
        assert {device: cut.size for device, cut in one.standing().cuts.items()} == {
            device: cut.size for device, cut in two.standing().cuts.items()
        }
