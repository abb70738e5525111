"""The verdict words, by rule, in one table.

    no_data → reported → consistent_with → supported → strongly_supported;   contested;   cannot_tell_yet

`judge` walks down `RULES`; the first rule that applies gives the word. The rules that only hold a word down come before
the words that they forbid. Announced results (`domain.claims`) and measured effects (`analysis.effect`) are judged by
this one table, and so it stands below both. Nothing else in the software chooses a word, and no model does (domain.md
§12).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from toguna.base.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "no_data": Text(fr="aucune donnée", en="no data"),
        "reported": Text(fr="rapporté", en="reported"),
        "consistent_with": Text(fr="compatible avec les données", en="consistent with the data"),
        "supported": Text(fr="étayé", en="supported"),
        "strongly_supported": Text(fr="solidement étayé", en="strongly supported"),
        "contested": Text(fr="contesté", en="contested"),
        "cannot_tell_yet": Text(fr="on ne peut pas encore conclure", en="cannot tell yet"),
    }
)

LEVEL: Final = 0.05
STRONG_LEVEL: Final = 0.01
LIKELY: Final = 0.9
STRONGLY_LIKELY: Final = 0.95
FRAGILE: Final = 1.1
SOLID: Final = 1.5
FEWEST_FOR_PERCENT: Final = 10
OVERLAP: Final = 0.25
RESIDUAL_SHARE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about one claim or measure; None where it is not known.

    Attributes
    ----------
    claimed : bool
        Somebody says that it worked.
    voice : bool
        A testimony, or what may never become a number.
    contrary : int
        Dated sources that say the opposite.
    backed : bool
        Something more than words speaks for it: a count, a document, a verification.
    dated : bool
        The month in which the measure began, and that of its end if it ended, are known.
    compared : bool
        There is something to compare with.
    measured : bool
        There are counts before and in the window, and something to compare with.
    incidents : int
        On the treated units, before and in the window.
    informative : bool
        The comparisons had incidents.
    ratio : float or None
    interval : tuple of float
    p_value, p_month, p_shift : float or None
    floor : float
        Smallest p-value that the method can give here.
    chance_lower, chance_quarter : float or None
        Posterior chance of a reduction, and of one by more than 25 %.
    tipping : float
        Factor by which reporting would have to have changed to undo the finding; 1 where there is none.
    overlap : float
        Part of the window shared with other measures.
    moved : bool
        The ring rose, and with it the treated units no longer show a reduction.
    control_moved : bool
        Incidents that the measure cannot change fell alike.
    returned : bool
        Quiet inside the window, then a return.
    """

    claimed: bool = False
    voice: bool = False
    contrary: int = 0
    backed: bool = False
    dated: bool = True
    compared: bool = True
    measured: bool = False
    incidents: int = 0
    informative: bool = True
    ratio: float | None = None
    interval: tuple[float, float] = (0.0, float("inf"))
    p_value: float | None = None
    p_month: float | None = None
    p_shift: float | None = None
    floor: float = 0.0
    chance_lower: float | None = None
    chance_quarter: float | None = None
    tipping: float = 1.0
    overlap: float = 0.0
    moved: bool = False
    control_moved: bool = False
    returned: bool = False

    @property
    def found(self) -> bool:
        """A reduction at 5 %."""
        return self.p_value is not None and self.p_value <= LEVEL and self.ratio is not None and self.ratio < 1

    @property
    def rose(self) -> bool:
        """An increase at 5 %."""
        return self.p_value is not None and self.p_value <= LEVEL and self.ratio is not None and self.ratio > 1

    @property
    def likely(self) -> bool:
        """A reduction that the tests do not confirm but the posterior finds likely."""
        return self.chance_lower is not None and self.chance_lower >= LIKELY and not self.rose

    @property
    def strong(self) -> bool:
        """All that the strongest word asks for."""
        tests = [p for p in (self.p_month, self.p_shift) if p is not None]
        return (
            self.found
            and self.p_value is not None
            and self.p_value <= STRONG_LEVEL
            and len(tests) == 2
            and max(tests) <= LEVEL
            and (self.chance_quarter or 0.0) >= STRONGLY_LIKELY
            and self.tipping >= SOLID
            and self.incidents >= FEWEST_FOR_PERCENT
        )


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a word was chosen, in a sentence for a prefect."""

    code: str
    text: Text
    data: Mapping[str, object] = field(default_factory=dict)

    def say(self, lang: str) -> str:
        return self.text.say(lang, **self.data)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table."""

    word: str
    code: str
    applies: Callable[[Evidence], bool]
    text: Text


RULES: Final[tuple[Rule, ...]] = (
    Rule("reported", "voice", lambda e: e.voice,
         Text(
             fr="C’est une parole : elle est rapportée telle quelle, jamais comptée.",
             en="This is somebody’s word: it is passed on as it is, never counted.")),
    Rule("contested", "contrary-sources", lambda e: e.contrary > 0,
         Text(fr="Des sources datées disent le contraire.", en="Dated sources say the opposite.")),
    Rule("cannot_tell_yet", "not-dated", lambda e: not e.dated and not e.backed and not e.claimed,
         Text(
             fr="On ne sait pas dans quel mois la mesure a commencé ou fini : rien ne peut être comparé.",
             en="The month in which the measure began or ended is not known: nothing can be compared.")),
    Rule("cannot_tell_yet", "no-comparison", lambda e: not e.compared and not e.backed and not e.claimed,
         Text(
             fr="Aucune autre route, sans mesure et hors du voisinage, ne peut servir de comparaison.",
             en="No other road, without a measure and outside the neighbourhood, can serve as a comparison.")),
    Rule("consistent_with", "backed", lambda e: not e.measured and e.backed,
         Text(
             fr="Autre chose que des paroles va dans ce sens ; rien n’est encore mesuré.",
             en="More than words points that way; nothing is measured yet.")),
    Rule("reported", "claim-only", lambda e: not e.measured and e.claimed,
         Text(
             fr="Quelqu’un l’annonce ; aucun compte d’incidents ne permet de le vérifier.",
             en="Somebody says so; no count of incidents allows a check.")),
    Rule("no_data", "no-counts", lambda e: not e.measured,
         Text(
             fr="Il n’y a pas d’incidents comptés avant et pendant la mesure.",
             en="No incidents are counted before and during the measure.")),
    Rule("no_data", "no-incidents", lambda e: e.incidents == 0,
         Text(
             fr="Aucun incident n’est compté ici, ni avant ni pendant la mesure.",
             en="No incident is counted here, neither before nor during the measure.")),
    Rule("cannot_tell_yet", "comparisons-empty", lambda e: not e.informative,
         Text(fr="Les routes de comparaison n’ont aucun incident : rien ne dit ce qui serait arrivé sans la mesure.",
              en="The comparison roads have no incident: nothing says what would have happened without the measure.")),
    Rule("contested", "rose", lambda e: e.rose,
         Text(
             fr="Les incidents ont augmenté par rapport aux routes de comparaison.",
             en="Incidents rose compared with the other roads.")),
    Rule("contested", "moved-next-door", lambda e: e.found and e.moved,
         Text(fr="La baisse ici va avec une hausse dans le voisinage ; ensemble, il ne reste pas de baisse.",
              en="The fall here goes with a rise next door; taken together no fall remains.")),
    Rule("contested", "control-moved", lambda e: e.found and e.control_moved,
         Text(fr="Des incidents que la mesure ne peut pas changer ont baissé de même : le signalement a pu changer.",
              en="Incidents that the measure cannot change fell alike: reporting may have changed.")),
    Rule("cannot_tell_yet", "floor", lambda e: not e.found and e.floor > LEVEL,
         Text(fr="Avec si peu de périodes ou de comparaisons, aucun résultat ne pourrait être distingué du hasard.",
              en="With so few periods or comparisons no result could be told from chance.")),
    Rule("consistent_with", "overlapping-measures", lambda e: e.found and e.overlap > OVERLAP,
         Text(fr="D’autres mesures couvraient la même période : la baisse ne peut être attribuée à une seule.",
              en="Other measures covered the same time: the fall cannot be attributed to a single one.")),
    Rule("consistent_with", "returned", lambda e: e.found and e.returned,
         Text(fr="Une accalmie, puis un retour pendant la mesure : ni « elle a marché », ni « elle n’a pas marché ».",
              en="A lull, then a return while the measure was on: neither “it worked” nor “it did not”.")),
    Rule("consistent_with", "fragile", lambda e: e.found and e.tipping < FRAGILE,
         Text(
             fr="Un petit changement du signalement suffirait à effacer la baisse.",
             en="A small change of reporting would be enough to undo the fall.")),
    Rule("strongly_supported", "strong", lambda e: e.strong,
         Text(fr="La baisse résiste aux deux tests, au voisinage et à un large changement du signalement.",
              en="The fall withstands both tests, the neighbourhood and a large change of reporting.")),
    Rule("supported", "found", lambda e: e.found,
         Text(
             fr="La baisse est plus forte que ce que le hasard explique (au seuil de 5 %).",
             en="The fall is larger than chance explains (at the 5 % level).")),
    Rule("consistent_with", "likely", lambda e: e.likely and (e.p_value or 1.0) <= 2 * LEVEL,
         Text(
             fr="Une baisse est probable ; le hasard n’est pas écarté.",
             en="A fall is likely; chance is not ruled out.")),
    Rule("cannot_tell_yet", "chance-not-excluded", lambda _: True,
         Text(fr="Le hasard suffit à expliquer ce que l’on voit.", en="Chance is enough to explain what is seen.")),
)  # fmt: skip

NOTES: Final[tuple[Rule, ...]] = (
    Rule("", "not-dated-noted", lambda e: not e.dated and (e.backed or e.claimed),
         Text(
             fr="On ne sait pas dans quel mois la mesure a commencé ou fini.",
             en="The month in which the measure began or ended is not known.")),
    Rule("", "few-incidents", lambda e: e.measured and 0 < e.incidents < FEWEST_FOR_PERCENT,
         Text(
             fr="Moins de dix incidents en tout : aucun pourcentage n’est donné.",
             en="Fewer than ten incidents in all: no percentage is given.")),
    Rule("", "overlap-refused", lambda e: e.overlap > OVERLAP and not e.found,
         Text(
             fr="D’autres mesures couvraient la même période : aucun effet ne serait attribué à une seule.",
             en="Other measures covered the same time: no effect would be attributed to a single one.")),
    Rule("", "overlap-noted", lambda e: 0 < e.overlap <= OVERLAP,
         Text(
             fr="D’autres mesures étaient en cours pendant une partie du temps.",
             en="Other measures were on for part of the time.")),
    Rule("", "return-noted", lambda e: e.returned and not e.found,
         Text(
             fr="Une accalmie, puis un retour pendant la mesure.",
             en="A lull, then a return while the measure was on.")),
    Rule("", "ring-rose", lambda e: e.moved and not e.found,
         Text(fr="Les incidents ont augmenté dans le voisinage.", en="Incidents rose next door.")),
    Rule("", "control-moved-noted", lambda e: e.control_moved and not e.found,
         Text(
             fr="Des incidents que la mesure ne peut pas changer ont baissé.",
             en="Incidents that the measure cannot change fell.")),
)  # fmt: skip


def judge(evidence: Evidence) -> tuple[str, tuple[Reason, ...]]:
    """Return the verdict word and why: the deciding rule first, then what else must be said."""
    decided = next(rule for rule in RULES if rule.applies(evidence))
    noted = [rule for rule in NOTES if rule.applies(evidence)]
    return decided.word, tuple(Reason(rule.code, rule.text) for rule in (decided, *noted))


def percentage_allowed(incidents: int) -> bool:
    """Return whether a change may be printed as a percentage: never under ten incidents."""
    return incidents >= FEWEST_FOR_PERCENT


@dataclass(frozen=True, slots=True)
class Ended:
    """Whether “it ended” may be said.

    Attributes
    ----------
    allowed : bool
    periods : int
        Quiet periods with adequate reporting.
    upper_rate : float
        Incidents a period that the quiet does not exclude (95 %, rule of three: 3 / n).
    wait : int or None
        Further quiet periods after which it may be said; None where quiet alone is not what is missing.
    reason : Reason
    """

    allowed: bool
    periods: int
    upper_rate: float
    wait: int | None
    reason: Reason


def ended(incidents: int, periods_reported: int, periods: int, rate_before: float) -> Ended:
    """Decide whether violence of this kind may be said to have ended.

    Zero incidents in n adequately reported periods exclude, at 95 %, a rate above 3 / n (rule of three: Hanley &
    Lippman-Hand 1983, JAMA 249:1743–1745). The word is allowed when that bound lies under a quarter of the rate before.

    Parameters
    ----------
    incidents : int
        In the stated time.
    periods_reported, periods : int
        Periods with adequate reporting, and all periods of the stated time.
    rate_before : float
        Incidents a period before.
    """
    upper = 3 / periods_reported if periods_reported else float("inf")
    data = {"periods": periods_reported, "upper": f"{upper:.2g}" if periods_reported else "–"}
    if incidents > 0:
        text = Text(fr="Il y a encore eu des incidents.", en="There were still incidents.")
        return Ended(False, periods_reported, upper, None, Reason("still-incidents", text))
    if periods_reported < periods:
        text = Text(
            fr="Le silence ne prouve rien : le signalement était insuffisant pendant une partie du temps.",
            en="Silence proves nothing: reporting was inadequate for part of the time.",
        )
        return Ended(False, periods_reported, upper, None, Reason("reporting-inadequate", text))
    if rate_before <= 0:
        text = Text(fr="Il n’y avait pas d’incidents avant non plus.", en="There were no incidents before either.")
        return Ended(False, periods_reported, upper, None, Reason("nothing-before", text))
    needed = int(3 / (RESIDUAL_SHARE * rate_before)) + 1
    if periods_reported < needed:
        text = Text(
            fr=(
                "Aucun incident en {periods} périodes n’exclut pas encore {upper} par période ; attendre {wait} "
                "période(s) de plus."
            ),
            en="No incident in {periods} periods does not yet exclude {upper} a period; wait {wait} more period(s).",
        )
        wait = needed - periods_reported
        return Ended(False, periods_reported, upper, wait, Reason("too-short", text, {**data, "wait": wait}))
    text = Text(
        fr="Aucun incident en {periods} périodes bien signalées : au plus {upper} par période (95 %).",
        en="No incident in {periods} well-reported periods: at most {upper} a period (95 %).",
    )
    return Ended(True, periods_reported, upper, 0, Reason("quiet", text, data))
