"""Words of the pages: each in both languages, each used, none of those that harm or mislead."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from pages import text

from toguna.domain.parity import readings
from toguna.server.intake.partners.mapping import COLUMNS

SERVER = Path(__file__).resolve().parents[2] / "src" / "toguna" / "server"
TEMPLATES = sorted((SERVER / "templates").glob("*.html"))
CODE = [path for path in sorted((SERVER / "web").glob("*.py")) if not path.name.startswith("texts")]
# Families of keys whose last part is a code of the records: `points "cover" mark.level`, `t state`.
FAMILIES = {
    "parity": ["state", "movements", "others"],
    "parity.row": [one.row for one in readings()],
    "parity.rule": [rule.name for one in readings() for rule in (one.state, one.movements)],
    "cover": ["regular", "light", "planned", "unknown", "none", "hidden"],
    "cover.basis": ["stated", "logged", "seen"],
    "morning.call": ["seen", "not_seen", "no_answer"],
    "founding.step": ["measure", "meeting", "note", "agenda", "backup"],
    "founding.why": ["measure", "meeting", "note", "agenda", "backup"],
    "founding.do": ["measure", "meeting", "note", "agenda"],
    "gaps": ["open", "coming", "past"],
    "stamp": ["replay", "exercise"],
    "effects": ["before", "left_out", "during", "after"],
    "measures": ["running", "coming", "halted", "asked", "permitted", "begun", "over"],
    "result.side": ["for", "against", "context", "confounder"],
    "warn.due": ["acknowledge", "decide", "act"],
    "heard.why": ["soon", "few", "not_asked"],
    "indices.of": ["weapons", "market"],
    "indices.step": ["less", "usual", "more", "no_answer"],
    "met": ["next", "unsaid", "held", "missed"],
    "asks": ["silent", "prepared", "answered", "delivered", "dead"],
    "pieces.colour": ["ink", "soft", "line", "sand", "slate", "mark"],
    "pieces.icon": ["gap", "relay", "clock", "doc", "lock"],
    "register.ground": ["founding", "officer", "party", "paper", "waiting"],
    "ends.missing": ["authorisation", "means", "end"],
    "body.stage": ["legal_act", "named", "installed", "met", "quorate", "acted_on"],
    "compare.level": ["local", "national"],
    "papers.kind": ["ordre-du-jour", "presence", "releve", "a-lire"],
    "partner.column": COLUMNS,
    "open.decision": ["by", "due"],
    "yard.of": [
        *("measures", "authorised", "run", "seen", "missed", "untold", "undated"),
        *("ended", "relieved", "for_means", "unexplained", "due", "proved"),
    ],
    "coded": ["waiting", "agreed", "differs", "settled"],
    "rules.group": ["alert", "timers", "verification"],
    "rules.state": ["default", "decided", "off", "contested"],
    "verify.stage": ["screen", "settle"],
    "arrivals.state": [
        "waiting",
        "incomplete",
        "refused",
        "entered",
        "kept",
        "replaced",
        "set_aside",
        "nothing",
        "over",
    ],
    "forms.box": ["fiche", "genre", "jour", "precis", "axe", "lieu", "source", "tues", "blesses", "enleves"],
}
# domain notes §9, “words to avoid on screen”; `couverture` is right with its adjective.
AVOID = {
    "fr": [
        r"couverture(?! sécuritaire)", r"demandes?(?! que)", r"affirmations?", r"sièges?", r"constitutions?",
        r"cellules?", r"checkpoints? du registre", r"rebelles?", r"milices?", r"peaux blanches", r"succès",
    ],
    "en": [r"checkpoint number", r"rebels?", r"militias?", r"success", r"headquarters"],
}  # fmt: skip


def used_keys() -> set[str]:
    found: set[str] = set()
    for path in TEMPLATES:
        body = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'\{% (?:t|fill) "([\w.-]+)"', body))
        for family in re.findall(r'\{% points "([\w.-]+)"', body):
            found |= {f"{family}.{code}" for code in FAMILIES[family]}
    for path in CODE:
        found |= set(re.findall(r'"((?:\w[\w-]*)\.[\w.-]+)"', path.read_text(encoding="utf-8")))
    from toguna.server.web.navigation import SECTIONS

    steps = {f"measures.step.{kind}" for kind in step_kinds("measure_pages")}
    whys = {"measures.step.to-end-why", "measures.step.ended-why", "measures.step.to-justice-where"}
    return (found | {f"nav.{name}" for name, _ in SECTIONS} | steps | whys | told_keys()) - set(TOLD)


# Stories told by `web.telling.lines`: the prefix of their sentences, the query, the noun whose statements they tell.
TOLD = {
    "asks.step": ("requests", "request"),
    "facts.step": ("incident_stories", "incident"),
    "kept.step": ("undertaking_story", "undertaking"),
    "met.step": ("meetings", "meeting"),
    "pact.step": ("agreement_pages", "agreement"),
    "rec.step": ("recommendations", "recommendation"),
    "result.step": ("result_pages", "claim"),
    "rumour.step": ("rumours", "rumour"),
    "talks.step": ("dialogues", "dialogue"),
    "warn.step": ("alerts", "alert"),
}


def told_keys() -> set[str]:
    """A sentence for each kind of step and of statement, and the variants of each for what is known of it."""
    from toguna.domain.nouns import ALL_NOUNS
    from toguna.server.web.texts import TEXTS

    bases = {
        f"{prefix}.{kind}"
        for prefix, (queries, noun) in TOLD.items()
        for kind in step_kinds(queries) | {name.partition(".")[2] for name in ALL_NOUNS[noun].by_name}
    }
    bases |= {f"result.step.item-{side}" for side in FAMILIES["result.side"]}
    return bases | {key for key in TEXTS if key.rpartition("-")[0] in bases}


def step_kinds(queries: str) -> set[str]:
    """The kinds of steps that a query tells."""
    return set(re.findall(r'Step\(\s*"([\w-]+)"', (SERVER / "queries" / f"{queries}.py").read_text(encoding="utf-8")))


def story_keys() -> set[str]:
    """Keys put together from the kinds of steps and states: `story.<kind>` and `story.state.<state>`."""
    stories = (SERVER / "queries" / "stories.py").read_text(encoding="utf-8")
    kinds = set(re.findall(r'Step\(\s*"([\w-]+)"', stories))
    return (
        {f"story.{kind}" for kind in kinds}
        | {f"story.{kind}-why" for kind in ("ended", "to-end")}
        | {f"story.state.{state}" for state in ("closed", "cancelled")}
    )


def test_no_key_stands_in_two_files():
    from toguna.server.web import texts

    source = Path(texts.__file__).read_text(encoding="utf-8")
    parts = re.findall(r"^    \*\*([A-Z_]+),$", source, re.MULTILINE)
    keys = Counter(key for name in parts for key in getattr(texts, name))
    assert len(keys) > 1000
    assert [key for key, times in keys.items() if times > 1] == []


def test_each_key_used_exists_and_each_that_exists_is_used():
    from toguna.server.web.texts import TEXTS

    used = {key for key in used_keys() if key in TEXTS or key.split(".")[0] in {k.split(".")[0] for k in TEXTS}}
    missing = {key for key in used | story_keys() if key not in TEXTS and not key.endswith((".html", ".pdf"))}
    assert missing == set()
    assert set(TEXTS) - used - story_keys() == set()


def test_codes_of_the_records_have_their_words(home):
    from toguna.analysis.cover import Level
    from toguna.server.web.strips import LETTERS
    from toguna.server.web.texts import TEXTS

    assert {f"cover.{level.name.lower()}" for level in Level} <= set(TEXTS)
    assert {level.name.lower() for level in Level} | {"hidden", "planned"} == set(LETTERS)


def test_no_template_holds_words_of_its_own():
    for path in TEMPLATES:
        body = re.sub(r"\{[%#{].*?[%#}]\}|<svg.*?</svg>|<[^>]+>", " ", path.read_text(encoding="utf-8"), flags=re.S)
        left = set(re.findall(r"[^\W\d_]{2,}", body))
        assert left == set(), (path.name, left)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_word_to_avoid_is_on_any_page(client, seated, lang):
    pages = []
    for framework, seat, days in (
        ("timbuktu-taoudeni", "hd", ["2019-03-26", "2019-04-30", "2020-05-01", "2020-12-31"]),
        ("ostrine", "mediation", ["2031-04-02", "2031-06-16"]),
        ("hautebrise", "mediation", ["2031-06-16"]),
    ):
        browser = seated(framework, seat)
        for day in days:
            pages += [one.get(f"/{lang}/{framework}/", {"le": day}) for one in (client, browser)]
        pages.append(client.get(f"/{lang}/{framework}/entrer/"))
        pages.append(client.get(f"/{lang}/{framework}/", {"le": "x"}))
    browser = seated("timbuktu-taoudeni", "hd")
    pages.append(browser.get(f"/{lang}/timbuktu-taoudeni/releves/m03-m04/", {"le": "2019-04-30"}))
    pages.append(browser.get(f"/{lang}/timbuktu-taoudeni/axes/tombouctou-goundam/"))
    for address in ("incidents/", "incidents/i04/", "incidents/i06/", "incidents/carte/", "alertes/"):
        pages += [one.get(f"/{lang}/timbuktu-taoudeni/{address}", {"le": "2020-05-01"}) for one in (client, browser)]
    for answer in pages:
        said = text(answer)
        for word in AVOID[lang]:
            hit = re.search(rf"(?<![\w’'-]){word}(?![\w-])", said, flags=re.I)
            assert hit is None, said[max(0, hit.start() - 60) : hit.end() + 60]


def test_after_the_agreement_ended_nobody_is_called_signatory():
    from toguna.server.web.texts import TEXTS

    for held in TEXTS.values():
        assert "signataire" not in held.fr and "signatory" not in held.en


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_other_languages_words_slip_in(seated, lang):
    other = {"fr": r"\b(the|of the|hand-over|recorded|nothing)\b", "en": r"\b(le|la|les|relève|inscrit|aucune)\b"}[lang]
    browser = seated("timbuktu-taoudeni", "hd")
    for day in ("2019-03-26", "2019-04-30", "2020-05-01"):
        body = browser.get(f"/{lang}/timbuktu-taoudeni/", {"le": day})
        said = re.sub(r"Français|English", "", text(body))
        assert not re.search(other, said.split("Numéro de contrôle")[0], flags=re.I)
