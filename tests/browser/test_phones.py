"""A phone is set up in a real browser, and what it sent is completed there, on a phone's own screen, without "
"scripts."""

from __future__ import annotations

import http.client
import re
from urllib.parse import urlsplit

from effort import follow

FORM = (
    '<data id="cadre-sortie" version="2026112401"><measure>autre</measure><date>2031-06-12</date><half>am</half>'
    "<state>logged</state><meta><instanceID>uuid:1</instanceID></meta></data>"
)


def send(address: str) -> int:
    """One filled form, as an app sends it."""
    where = urlsplit(address)
    part = 'Content-Disposition: form-data; name="xml_submission_file"; filename="a.xml"'
    body = f"--x\r\n{part}\r\n\r\n{FORM}\r\n--x--\r\n"
    line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    line.request("POST", f"{where.path}/submission", body.encode(), kind)
    status = line.getresponse().status
    line.close()
    return status


def test_a_phone_is_admitted_sends_and_is_revoked(page_fr, acting, enter, axe, overflow):
    page = page_fr("phone")
    enter(page, acting, "mediation")
    page.goto(f"{acting.url}/fr/ostrine/telephones/")
    assert axe(page) == [] and overflow(page) == 0
    quiet = page_fr("phone", java_script_enabled=False, storage_state=page.context.storage_state())
    quiet.goto(page.url)
    quiet.get_by_label("Pour quel titulaire").select_option("chiefs")
    follow(quiet.get_by_role("button", name="Faire le code"))
    assert "contient un secret" in quiet.inner_text("body")
    drawn = quiet.locator(".drawn-code svg").bounding_box()
    assert drawn is not None and 250 < drawn["width"] <= 360, "large enough to be scanned"
    address = quiet.locator("code.code").inner_text().strip()
    assert re.fullmatch(re.escape(acting.url) + r"/odk/[\w-]{32}", address)
    assert send(address) == 201
    page.goto(f"{acting.url}/fr/ostrine/envois/")
    assert axe(page) == [] and overflow(page) == 0
    follow(page.get_by_role("link", name=re.compile(r"^\d{6}$")))
    assert axe(page) == [] and overflow(page) == 0
    page.get_by_label("Pour quelle raison").fill("envoyé pour essayer")
    follow(page.get_by_role("button", name="Mettre de côté"))
    assert "mis de côté" in page.inner_text("body") and "envoyé pour essayer" in page.inner_text("body")
    page.goto(f"{acting.url}/fr/ostrine/telephones/")
    follow(page.get_by_role("button", name=re.compile("^Révoquer")).first)
    assert "révoqué le" in page.inner_text("body")
    assert send(address) == 403
