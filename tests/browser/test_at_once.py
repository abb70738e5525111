"""Several at once, in real threads on a home served by the real command: nothing lost, nothing twice, and each is told
what happened.
"""

from __future__ import annotations

import html
import http.cookiejar
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from functools import partial
from typing import Any

from served import Served

FRAMEWORK = "ostrine"
MEASURE = {"kind": "road_patrol", "by": "army", "until": "2032-03-01", "where": ""}


class Browser:
    """One person's browser: cookies, pages, forms."""

    def __init__(self, served: Served, seat: str) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._open, self._url, self.at = urllib.request.build_opener(jar).open, served.url, ""
        phrase = served.phrases[FRAMEWORK][seat]
        self.get("entrer/")
        status, _ = self.post("entrer/", {"titulaire": seat, "phrase": phrase}, self.page)
        assert status == 200

    def get(self, path: str) -> str:
        self.page = self._ask(urllib.request.Request(self._address(path)))[1]  # noqa: S310 - of this machine
        return self.page

    def post(self, path: str, data: dict[str, str], page: str) -> tuple[int, str]:
        """Send a form that stands on a page; the status where it led, and what was said there."""
        sent = {**data, **{name: hidden(page, name) for name in ("csrfmiddlewaretoken", "jeton", "vu")}}
        body = urllib.parse.urlencode({name: value for name, value in sent.items() if value}).encode()
        return self._ask(urllib.request.Request(self._address(path), body))  # noqa: S310 - of this machine

    def _ask(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._open(request, timeout=60) as answer:
                self.at = answer.url
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def _address(self, path: str) -> str:
        return f"{self._url}/fr/{FRAMEWORK}/{path}"


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of the form."""
    form = page[page.find('<form class="act"') :] if '<form class="act"' in page else page
    found = re.search(rf'name="{name}" value="([^"]*)"', form)
    return html.unescape(found.group(1)) if found else ""


def said(page: str) -> str:
    """What a person reads."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def together(works: list[Callable[[], Any]]) -> list[Any]:
    """Begun at the same moment; what each gave."""
    start, out = threading.Barrier(len(works)), [None] * len(works)

    def run(n: int, work: Callable[[], Any]) -> None:
        start.wait()
        out[n] = work()

    threads = [threading.Thread(target=run, args=(n, work)) for n, work in enumerate(works)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return out


def test_a_form_sent_by_six_clicks_is_recorded_once(acting_alone: Served) -> None:
    army = Browser(acting_alone, "army")
    form = army.get("agir/measure.propose/")
    answers = together([lambda: army.post("agir/measure.propose/", MEASURE, form)] * 6)
    assert {status for status, _ in answers} == {200}
    numbers = set(re.findall(r"\b[2-9A-HJKMNP-Z]{7}\b", " ".join(said(page) for _, page in answers)))
    cases = set(re.findall(r"/mesures/(m-[a-z0-9]+)/", " ".join(page for _, page in answers)))
    assert len(numbers) == 1, numbers
    assert len(cases) == 1
    listed = re.findall(r"/mesures/(m-[a-z0-9]{7})/", army.get("mesures/"))
    assert set(listed) == cases


def test_two_secretaries_at_once_one_is_told_and_loses_nothing(acting_alone: Served) -> None:
    one, two = Browser(acting_alone, "mediation"), Browser(acting_alone, "mediation-suppleant")
    _, page = one.post("agir/measure.propose/", MEASURE, one.get("agir/measure.propose/"))
    case = re.search(r"/mesures/(m-[a-z0-9]+)/", page).group(1)  # type: ignore[union-attr]
    path = f"agir/measure.authorise/?cas={case}"
    forms = [one.get(path), two.get(path)]
    told = [{"by": "governorate", "ref": f"note {n}"} for n in (1, 2)]
    answers = together([partial(who.post, path, told[n], forms[n]) for n, who in enumerate((one, two))])
    assert sorted(status for status, _ in answers) == [200, 409], [said(page)[:300] for _, page in answers]
    late = next(n for n, (status, _) in enumerate(answers) if status == 409)
    page = answers[late][1]
    assert "quelqu’un a écrit dans cette fiche" in said(page)
    assert f'value="note {late + 1}"' in page
    # Read again, and sent again from the page that was given back: now it says what the record is at.
    status, page = (one, two)[late].post(path, told[late], page)
    assert status == 409
    assert "n’est pas possible depuis cet état" in said(page)


def test_eight_people_at_once_are_all_heard(acting_alone: Served) -> None:
    people = [
        Browser(acting_alone, seat)
        for seat in ("army", "kite", "chiefs", "youth", "women", "faith", "lantern", "interim")
    ]
    sent = {"kind": "CHK-ILL", "date": "2031-06-15", "where": "valombrine-talvane"}
    forms = [who.get("compte-rendu/") for who in people]
    answers = together(
        [
            lambda who=who, form=form: who.post("compte-rendu/", sent, form)
            for who, form in zip(people, forms, strict=True)
        ]  # type: ignore[misc]
    )
    assert [status for status, _ in answers] == [200] * 8, [
        said(page)[:200] for status, page in answers if status != 200
    ]
    assert all("C’est inscrit" in said(page) for _, page in answers)
    assert len({who.at for who in people}) == 8


def test_the_back_button_after_a_receipt_does_nothing_twice(acting_alone: Served) -> None:
    army = Browser(acting_alone, "army")
    form = army.get("agir/measure.propose/")
    army.post("agir/measure.propose/", MEASURE, form)
    first = army.at
    status, page = army.post("agir/measure.propose/", {**MEASURE, "by": "gendarmerie"}, form)
    assert status == 409
    assert "déjà été envoyé avec d’autres réponses" in said(page)
    army.post("agir/measure.propose/", MEASURE, form)
    assert army.at == first
