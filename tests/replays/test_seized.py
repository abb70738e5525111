"""R7: a liaison's phone is seized. Exactly what can be read on it: the forms, the session left open, a copied home."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

# Tests are imported by path (importlib mode), so modules that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server" / "odk"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "web"))

from collect import Collect, Line
from django.test import override_settings
from homes import PASSPHRASE, Home, command, loaded, using
from office import Office, office
from pages import copy_of, dates_in, main_of, phrase, text

from toguna.register.keyfile import Cost
from toguna.server import vault
from toguna.server.locking import lock

__all__ = ["loaded", "office"]

TODAY = date(2031, 6, 16)
PAGES = (
    *("", "mesures/", "mesures/v02/", "releves/v02-v03/", "axes/", "axes/valombrine-talvane/", "plaidoyers/"),
    *("rencontres/", "incidents/", "alertes/", "bilan/", "registre/"),
)
# Names that no file on the phone may bring: other parties' measures, the relief, what was said under seal or apart.
OTHERS = ("v03", "v04", "v05", "v06", "v07", "v08", "n’étaient d’aucun", "personne de la région")


def test_r7_on_the_phone_itself_there_are_forms_places_and_its_own_running_measure(office: Office) -> None:
    phone = Collect(office.base("kite"), Line(office.port))
    held = b""
    for form in phone.forms().values():
        xml, files = phone.download(form)
        held += xml + b"".join(content for content, _ in files.values())
    said = held.decode()
    # Exactly one thing of the framework's work is there: that its own party carries v02. No day of any kind.
    assert set(re.findall(r'"(v\d\d)"', said)) == {"v02"}
    assert not {d for d in dates_in(said, "fr") if d.year == 2031}
    for word in (*OTHERS, "2031-06-23", "relève", "autorisé", "suppléant", "@"):
        assert word not in said, word
    assert "Valombrine" in said and "Talvane" in said
    # The token in its settings opens the forms and nothing else: no page, no list of what it sent.
    for path in ("/fr/ostrine/", "/api/v1/ostrine/measures", f"{office.base('kite')}/"):
        answer = Line(office.port).ask("GET", path, Authorization=f"Bearer {office.token('kite')}")
        assert "v02" not in answer.body.decode("utf-8", "replace"), path


@pytest.fixture
def seized(loaded: Path, tmp_path: Path) -> Iterator[Home]:
    """A copy whose seats may log in."""
    with (
        copy_of(loaded, tmp_path / "home") as home,
        override_settings(HOME=home, ALLOWED_HOSTS=["testserver"], SECRET_KEY="a key of the tests, to sign with"),
    ):
        yield home


def test_r7_a_session_left_open_reads_what_its_own_seat_reads_and_ends_by_itself(seized: Home) -> None:
    from django.test import Client

    from toguna.server.web import seats

    seats.throttle.forget()
    phone = Client(raise_request_exception=False)
    phone.post("/fr/ostrine/entrer/", {"titulaire": "kite", "phrase": phrase("kite")})
    ahead: set[date] = set()
    words = ""
    for address in PAGES:
        answer = phone.get(f"/fr/ostrine/{address}")
        assert answer.status_code == 200, address
        ahead |= {day for day in dates_in(main_of(answer), "fr") if day > TODAY}
        words += text(answer)
    # The days to come that it can read: the end of its own measure, where its relief stands, and what all members are
    # told of the process (meetings, deadlines). Of no other measure's end, and of no outing at all.
    ends = {date(2031, 6, 23)}
    foreign = {date(2031, 7, 1), date(2031, 7, 6)}
    assert ends <= ahead and not ahead & foreign, sorted(ahead)
    assert "d’aucun des deux quartiers" not in words, "the sealed claim"
    for address in ("mesures/v05/means/", "releves/v05-v06/", "registre/sauvegarde/"):
        assert phone.get(f"/fr/ostrine/{address}").status_code == 404, address
    # The seat's phrase is not in the session: nothing that weighs can be done with the phone alone.
    cookies = {name: morsel.value for name, morsel in phone.cookies.items()}
    assert not any(phrase("kite") in value for value in cookies.values())
    assert any(morsel["httponly"] for name, morsel in phone.cookies.items() if "session" in name or "toguna" in name)


def test_r7_a_home_copied_while_locked_tells_its_size_and_while_open_all_that_it_holds(
    loaded: Path, tmp_path: Path
) -> None:
    shutil.copytree(loaded, tmp_path / "home")
    with using(Home(tmp_path / "home")) as home:
        names = {"ostrine": b"ostrine", "a measure": b"patrouille", "a seat": b"kite", "a table": b"CREATE TABLE"}

        def readable(folder: Path) -> set[str]:
            files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
            return {name for name, word in names.items() if any(word in data for data in files)}

        # Before it is sealed everything but the device's key lies open: that is what the first page and the doctor say.
        assert readable(home.path) == set(names)
        assert all(PASSPHRASE.encode() not in path.read_bytes() for path in home.path.rglob("*") if path.is_file())
        lock(home, PASSPHRASE, Cost.MINIMUM)
        # Copied while somebody works in it, the files of a sealed home are as closed as when it is shut.
        shutil.copytree(home.path, tmp_path / "taken")
        assert readable(tmp_path / "taken") == set()
        left = {path.name for path in (tmp_path / "taken").rglob("*") if path.is_file()}
        assert left - {"toguna.sqlite3-wal", "toguna.sqlite3-shm"} >= {"home.key", "home.sealed", "toguna.sqlite3"}
        vault.forget(home.path)
    wrong = command("situation", "--home", tmp_path / "taken", "--json", env={"TOGUNA_PASSPHRASE": "une autre"})
    assert wrong.code != 0 and "kite" not in wrong.out + wrong.err
