"""Words on the pages of the process: none to avoid, none of the other language, sizes for a slow line."""

from __future__ import annotations

import re

import pytest
from pages import text
from test_texts import AVOID

SECTIONS = ("rencontres/", "accords/", "engagements/", "plaidoyers/", "bilan/")
RECORDS = {
    "timbuktu-taoudeni": (
        "2020-05-01",
        "hd",
        ("rencontres/m02/", "accords/apr-2015/", "accords/charter-2019/", "engagements/m01/", "engagements/ch-2/",
         "plaidoyers/m06/", "plaidoyers/m11/", "bilan/c01/"),
    ),
    "ostrine": (
        "2031-06-16",
        "mediation",
        ("rencontres/k02/", "rencontres/k03/", "rencontres/k05/", "accords/accord-2030/", "engagements/u03/",
         "engagements/u05/", "engagements/u06/", "plaidoyers/q02/", "bilan/c03/"),
    ),
}  # fmt: skip
# Names of things stay as they are entered; the words around them must be of the page's language.
OTHER = {
    "fr": r"\b(the|of the|recorded|nothing|meeting|undertaking)\b",
    "en": r"\b(inscrit|aucune|rencontre|engagement|plaidoyer)\b",
}


@pytest.mark.parametrize("framework", list(RECORDS))
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_word_to_avoid_and_none_of_the_other_language(seated, client, framework, lang):
    day, seat, records = RECORDS[framework]
    browser = seated(framework, seat)
    for address in (*SECTIONS, *records):
        for reader in (browser, client):
            answer = reader.get(f"/{lang}/{framework}/{address}", {"le": day})
            assert answer.status_code in (200, 404), address
            # Words that a party had recorded are its own.
            own = r'<span lang="\w+">.*?</span>|<blockquote.*?</blockquote>'
            body = re.sub(own, " ", answer.content.decode(), flags=re.S)
            answer.content = body.encode()
            said = re.sub(r"Français|English", "", text(answer))
            for word in AVOID[lang]:
                hit = re.search(rf"(?<![\w’'-]){word}(?![\w-])", said, flags=re.I)
                assert hit is None, (address, said[max(0, hit.start() - 60) : hit.end() + 60])
            slipped = re.search(OTHER[lang], said.split("Numéro de contrôle")[0], flags=re.I)
            assert slipped is None, (address, said[max(0, slipped.start() - 60) : slipped.end() + 60])


@pytest.mark.parametrize("framework", list(RECORDS))
def test_every_page_is_small(seated, framework):
    day, seat, records = RECORDS[framework]
    browser = seated(framework, seat)
    for address in (*SECTIONS, *records):
        assert len(browser.get(f"/fr/{framework}/{address}", {"le": day}).content) < 60_000, address


def test_each_section_stands_in_the_menu_and_says_where_one_is(client):
    for address in SECTIONS:
        body = client.get(f"/fr/ostrine/{address}").content.decode()
        assert body.count("aria-current=") == 1, address
        assert f'href="/fr/ostrine/{address}" aria-current="page"' in body or address == "engagements/", address
