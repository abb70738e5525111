"""Reading pages as people do: their words, their days, their part that changes. And a home whose seats can log in."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from homes import using

from toguna.server.home import Home

_HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def phrase(seat: str) -> str:
    """The passphrase of a seat in these tests."""
    return f"phrase-{seat}"


def open_seats(home: Home) -> None:
    """Give every seat its passphrase, hashed at the least cost: Argon2 is tested elsewhere."""
    from toguna.server.queries.reading import registers
    from toguna.server.queries.seats import seats

    frameworks = [held["framework"] for held in registers(home)]
    hashes = {f: {s.code: _HASHER.hash(phrase(s.code)) for s in seats(home, f)} for f in frameworks}
    home.save_settings({**home.settings(), "seats": hashes})


@contextmanager
def copy_of(loaded: Path, path: Path) -> Iterator[Home]:
    """A copy of the loaded home, with seats, that Django is using."""
    shutil.copytree(loaded, path)
    with using(Home(path)) as home:
        open_seats(home)
        yield home


def text(answer: Any) -> str:
    """What a person reads: no tags, no entities, plain spaces."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", answer.content.decode(), flags=re.S)
    words = html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"\s+", " ", words)


def main_of(answer: Any) -> str:
    """The page without its head and the choice of the day, which names the days beside the one shown."""
    body = html.unescape(answer.content.decode().split("<main", 1)[1].replace("&nbsp;", " "))
    return re.sub(r'<div class="choose">.*?</div>', "", body, flags=re.S).replace("\u00a0", " ").replace("\u202f", " ")


def dates_in(body: str, lang: str) -> set[date]:
    """Every day named on a page, in words or in the machine's form."""
    names = "|".join(MONTHS[lang])
    found = {date(int(y), int(m), int(d)) for y, m, d in re.findall(r"(\d{4})-(\d\d)-(\d\d)", body)}
    for d, month, y in re.findall(rf"\b(\d{{1,2}})(?:er)? ({names}) (\d{{4}})", body):
        found.add(date(int(y), MONTHS[lang].index(month) + 1, int(d)))
    return found
