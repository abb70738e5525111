"""A sealed note is read by the seat that wrote it and by nobody else: not on any page, not in any file, not with the
keys of the machine.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from acted import TODAY, act, done
from homes import PASSPHRASE
from pages import phrase, text

from toguna.base.errors import TogunaError

if TYPE_CHECKING:
    from django.test import Client

    from toguna.server.home import Home

Sitting = Callable[[str], "Client"]
CANARY = "canari-jaune-entendu-au-puits"
SEATS = ("mediation-suppleant", "governorate", "army", "kite", "chiefs", "observer", "donor")
ADDRESSES = ("", "notes/", "rencontres/", "rencontres/k05/", "registre/", "registre/inscriptions/", "acces/", "parite/")


def notes(browser: Client, said: str | None = None) -> Any:
    address = f"/fr/ostrine/notes/{TODAY}"
    return browser.get(address) if said is None else browser.post(address, {"phrase": said})


@pytest.fixture
def written(acting: Home, sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> str:
    """The mediator's note about a meeting; its id. The key is sealed at the least cost: Argon2 is tested elsewhere."""
    from toguna.register.keyfile import Cost
    from toguna.server.actions import notes as sealed
    from toguna.server.office.models import Note, NoteKey

    monkeypatch.setattr(sealed, "COST", Cost.MINIMUM)
    Note.objects.all().delete()
    NoteKey.objects.all().delete()
    mediator = sitting("mediation")
    assert notes(mediator, phrase("mediation")).status_code == 302
    return done(mediator, "note.keep", text=f"À ne pas dire : {CANARY}.", meeting="k05")


def test_it_opens_with_the_seats_own_passphrase_and_is_shown_on_no_other_page(written: str, sitting: Sitting) -> None:
    mediator = sitting("mediation")
    assert CANARY not in text(notes(mediator))
    assert notes(mediator, phrase("mediation-suppleant")).status_code == 403
    read = notes(mediator, phrase("mediation"))
    assert CANARY in text(read) and "no-store" in read["Cache-Control"]
    for address in ADDRESSES:
        assert CANARY not in mediator.get(f"/fr/ostrine/{address}{TODAY}").content.decode(), address


@pytest.mark.parametrize("seat", SEATS)
def test_no_other_seat_reads_it_or_learns_of_it(written: str, sitting: Sitting, seat: str) -> None:
    browser = sitting(seat)
    for address in ADDRESSES:
        said = browser.get(f"/fr/ostrine/{address}{TODAY}").content.decode()
        assert CANARY not in said and written not in said, address
    for tried in (phrase(seat), phrase("mediation")):
        assert CANARY not in notes(browser, tried).content.decode()
    form = f"/fr/ostrine/agir/note.discard/{TODAY}&cas={written}"
    assert browser.get(form).status_code == 404
    assert browser.post(form, {"jeton": "a-token-of-8"}).status_code == 404


def test_whoever_holds_the_home_and_the_devices_key_finds_neither_the_note_nor_what_it_is_about(
    written: str, acting: Home
) -> None:
    """Every cell of every table, and every byte of every file of the home; then the key of the machine itself."""
    from django.apps import apps
    from django.db import connection

    from toguna.server.actions.registers import open_key
    from toguna.server.office.boxes import ClosedBox, open_box
    from toguna.server.office.models import Note, NoteKey

    plain = CANARY.encode()
    wanted = (plain, base64.b64encode(plain)[:-4], CANARY.encode("utf-16-le"), plain.hex().encode())
    for model in apps.get_models():
        for row in model.objects.values_list():
            assert CANARY not in repr(row), model
    connection.close()
    files = [path for path in acting.path.rglob("*") if path.is_file()]
    assert any(path.name.startswith("toguna.sqlite3") for path in files)
    for path in files:
        held = path.read_bytes()
        for one in wanted:
            assert one not in held, path
    row = Note.objects.get(case=written)
    told = {field.name for field in Note._meta.get_fields()} - {"pk"}
    assert told == {"register", "case", "seat", "content"}
    device = open_key(acting, PASSPHRASE)
    with pytest.raises(ClosedBox):
        open_box(device, bytes(row.content))
    sealed = bytes(NoteKey.objects.get(seat="mediation").sealed)
    assert device.seed not in sealed


def test_a_key_or_a_note_that_somebody_put_there_is_seen_when_they_are_opened(written: str, acting: Home) -> None:
    from toguna.register.signing import DeviceKey
    from toguna.server.actions.notes import open_notes
    from toguna.server.office.boxes import close
    from toguna.server.office.models import Note, NoteKey
    from toguna.server.queries.reading import read

    reading = read(acting, framework="ostrine", seat="mediation", as_of=None)
    register, other = reading.register, DeviceKey.generate()
    forged = close(other.public, b"{}")
    Note.objects.create(register=register.hex(), case="n-autre", seat="mediation", content=forged)
    found = open_notes(register, reading.reader, phrase("mediation"))
    assert [one.id for one in found.notes] == [written] and found.unreadable == 1
    NoteKey.objects.filter(seat="mediation").update(public=other.public)
    with pytest.raises(TogunaError) as touched:
        open_notes(register, reading.reader, phrase("mediation"))
    assert touched.value.code == "notes-touched"


def test_the_receipt_keeps_nothing_that_a_guess_could_be_tried_against(written: str) -> None:
    """Two notes of one form give one receipt; what they say plays no part in it."""
    import inspect

    from toguna.server.acts.performing import _digest
    from toguna.server.office.models import Receipt

    held = Receipt.objects.get(case=written)
    assert held.digest == _digest("note.keep", None, {}) and held.entries == []
    assert list(inspect.signature(_digest).parameters) == ["name", "case", "data"]


def test_it_is_no_entry_and_leaves_with_no_copy(written: str, acting: Home, sitting: Sitting, tmp_path: Path) -> None:
    copy = sitting("mediation").post(f"/fr/ostrine/sauvegarde.toguna{TODAY}", {})
    body = b"".join(copy.streaming_content) if getattr(copy, "streaming", False) else copy.content  # type: ignore[attr-defined]
    assert copy.status_code == 200 and len(body) > 10_000
    assert CANARY.encode() not in body and written.encode() not in body


def test_it_follows_a_new_passphrase_and_dies_with_a_lost_one(written: str, acting: Home, sitting: Sitting) -> None:
    from toguna.server.actions.factors import change_passphrase, renew_passphrase
    from toguna.server.actions.notes import begun, open_notes
    from toguna.server.office.models import Note
    from toguna.server.queries.reading import read

    reading = read(acting, framework="ostrine", seat="mediation", as_of=None)
    new = "une autre phrase de passe"
    change_passphrase(acting, "ostrine", "mediation", phrase("mediation"), new, new)
    try:
        (held,) = open_notes(reading.register, reading.reader, new).notes
        assert CANARY in (held.text.fr or "") and held.meeting == "k05"
        with pytest.raises(TogunaError) as old:
            open_notes(reading.register, reading.reader, phrase("mediation"))
        assert old.value.code == "notes-closed"
        renew_passphrase(acting, "ostrine", "mediation")
        assert not begun(reading.register, "mediation") and not Note.objects.filter(seat="mediation").exists()
    finally:
        from toguna.server.actions.seats import set_passphrases

        set_passphrases(acting, {"ostrine": {"mediation": phrase("mediation")}})


def test_it_is_written_only_once_begun_and_destroyed_by_its_own_seat(written: str, sitting: Sitting) -> None:
    from toguna.server.office.models import Note

    refused = act(sitting("kite"), "note.keep", text="avant la clé")
    assert refused.status_code == 409 and "commencer" in text(refused).lower()
    done(sitting("mediation"), "note.discard", written)
    assert not Note.objects.filter(case=written).exists()
    assert re.search("Aucune note", text(notes(sitting("mediation"), phrase("mediation"))))


def test_the_three_ways_give_the_same_and_only_to_the_seat(written: str, acting: Home, tmp_path: Path) -> None:
    """The API with the seat's key, and `toguna notes`; without the passphrase or for another seat, nothing."""
    from datetime import date

    from django.test import Client
    from homes import call

    from toguna.server.actions.tokens import new_token
    from toguna.server.queries.reading import read

    register = read(acting, framework="ostrine", seat="mediation", as_of=None).register

    def ask(seat: str, said: str) -> Any:
        _, token = new_token(register, seat, "essai", date(2031, 6, 16))
        headers = {"Authorization": f"Bearer {token}", "Toguna-Passphrase": said}
        return Client(raise_request_exception=False).get("/api/v1/ostrine/notes", headers=headers)

    right = ask("mediation", phrase("mediation"))
    assert [one["id"] for one in right.json()["items"]] == [written] and CANARY in right.content.decode()
    for seat, said, status in (
        ("mediation", phrase("army"), 403),
        ("mediation", "", 403),
        ("army", phrase("mediation"), 409),
        ("observer", phrase("mediation"), 404),
    ):
        answer = ask(seat, said)
        assert answer.status_code == status and CANARY not in answer.content.decode(), seat

    said = tmp_path / "phrase"

    def run(seat: str, typed: str) -> Any:
        said.write_text(typed, encoding="utf-8")
        return call(
            "notes", "--home", acting.path, "--framework", "ostrine", "--seat", seat, "--phrase", said, "--json"
        )

    told = run("mediation", phrase("mediation"))
    assert [one["id"] for one in told.json["notes"]] == [written] and CANARY in told.out
    for seat, typed in (("mediation", phrase("army")), ("mediation-suppleant", phrase("mediation"))):
        refused = run(seat, typed)
        assert refused.code == 1 and CANARY not in refused.out + refused.err
