"""The fingerprint of a signed paper: worked out from a scan that is written nowhere."""

from __future__ import annotations

import hashlib
import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pages import text

ADDRESS = "/fr/ostrine/empreinte/"


def scan(size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("page signée.jpg", bytes(range(256)) * (size // 256), content_type="image/jpeg")


@pytest.mark.parametrize("size", [4096, 4_194_304])
def test_it_is_that_of_the_bytes_and_nothing_is_written(seated, monkeypatch, size):
    """The larger one is past the size at which Django would write it to a temporary file."""
    from django.core.files import uploadedfile

    def refused(*args: object, **kwargs: object) -> None:
        raise AssertionError("a scan was written to the disk")

    monkeypatch.setattr(uploadedfile.tempfile, "NamedTemporaryFile", refused)
    browser = seated("ostrine", "mediation")
    sent = {"papier": scan(size), "acte": "meeting.adopt", "cas": "k02"}
    answer = browser.post(ADDRESS, sent)
    digest = hashlib.sha256(bytes(range(256)) * (size // 256)).hexdigest()
    assert answer.status_code == 200 and digest in text(answer)
    (onward,) = re.findall(r'href="([^"]*agir/meeting\.adopt[^"]*)"', answer.content.decode())
    assert f"sha256={digest}" in html.unescape(onward) and "cas=k02" in onward


def test_the_form_that_it_leads_to_holds_it(seated):
    browser = seated("ostrine", "mediation")
    digest = hashlib.sha256(b"x").hexdigest()
    answer = browser.get(
        "/fr/ostrine/agir/agreement.keep_paper/",
        {"cas": "charter-2031", "sha256": digest, "le": "2031-06-16"},
        follow=True,
    )
    assert f'value="{digest}"' in answer.content.decode()


def test_only_seats_and_only_a_file_and_only_from_our_own_form(seated, client, new_client):
    assert client.get(ADDRESS).status_code in (302, 403)
    browser = seated("ostrine", "mediation")
    assert browser.post(ADDRESS, {"acte": "meeting.adopt"}).status_code == 400
    assert browser.post(ADDRESS, {"papier": scan(0)}).status_code == 400
    assert (
        "agir/" not in browser.post(ADDRESS, {"papier": scan(256), "acte": "measure.end", "cas": "x"}).content.decode()
    )
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = browser.cookies
    assert strict.post(ADDRESS, {"papier": scan(256)}).status_code == 403


@pytest.mark.parametrize(("path", "kept_in_memory"), [(ADDRESS, True), ("/fr/ostrine/registre/prendre/", False)])
def test_the_listener_keeps_a_scan_in_memory(path, kept_in_memory):
    """Waitress writes longer bodies to a temporary file: not this one."""
    from waitress.adjustments import Adjustments

    from toguna.server.listening import Bounded, _Request

    request = _Request(Adjustments())
    request.parse_header(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 900000".encode())
    assert isinstance(request.body_rcv.buf, Bounded) is kept_in_memory
