"""The browser tests' own tools, on a page made here: they find what is wrong, and only that."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

GOOD = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>Point du jour</h1><p>Tout est là.</p></main></body></html>"""
BAD = """<!doctype html><html><head><meta charset="utf-8"><title></title></head>
<body><div style="width: 900px"><img src="/x.png"></div></body></html>"""
CURIOUS = GOOD.replace("</main>", '<img alt="" src="http://cdn.example/x.png"></main>')


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        pages = {"/good": GOOD, "/bad": BAD, "/curious": CURIOUS}
        body = pages.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("X-Lang", self.headers.get("Accept-Language", ""))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of http.server
        return


@pytest.fixture(scope="module")
def static_url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_good_page_has_no_fault(page_fr, axe, overflow, static_url):
    page = page_fr("phone")
    answer = page.goto(f"{static_url}/good")
    assert answer.headers["x-lang"].startswith("fr")
    assert page.evaluate("[innerWidth, innerHeight]") == [360, 740]
    assert axe(page) == []
    assert overflow(page) == 0


def test_a_bad_page_is_found_out(page_en, axe, overflow, static_url):
    page = page_en("phone")
    answer = page.goto(f"{static_url}/bad")
    assert answer.headers["x-lang"].startswith("en")
    faults = " ".join(axe(page))
    for rule in ("document-title", "html-has-lang", "image-alt"):
        assert rule in faults
    assert overflow(page) > 0


def test_a_request_outside_is_refused_and_recorded(new_page, outside_requests, static_url):
    page = new_page("en", "desk")
    page.goto(f"{static_url}/curious")
    assert outside_requests == ["http://cdn.example/x.png"]
    outside_requests.clear()


def test_a_seat_of_the_acting_copy_may_write(page_fr, acting, enter):
    page = page_fr("phone")
    enter(page, acting, "mediation")
    page.goto(f"{acting.url}/fr/ostrine/matin/")
    assert page.get_by_role("button", name="Inscrire").is_visible()
    assert "lecture seule" not in page.inner_text("main")
