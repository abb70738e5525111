"""What browsers load besides the pages: vendored scripts, compressed once, under a strict policy."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "src" / "toguna" / "server" / "static"
VENDORED = sorted(file for file in (STATIC / "vendor").rglob("*") if file.suffix in (".js", ".css"))
FIRST_MAP = 450_000


@pytest.mark.parametrize("file", VENDORED, ids=lambda file: file.name)
def test_each_compressed_copy_is_of_the_file_beside_it(file):
    assert gzip.decompress(file.with_name(f"{file.name}.gz").read_bytes()) == file.read_bytes()


@pytest.mark.parametrize("file", VENDORED, ids=lambda file: file.name)
def test_the_compressed_copy_is_what_is_served(client, file):
    address = f"/static/{file.relative_to(STATIC)}"
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(b"".join(answer.streaming_content)) == file.with_name(f"{file.name}.gz").stat().st_size


def test_the_first_map_is_light(client):
    page = client.get("/fr/ostrine/incidents/carte/", headers={"Accept-Encoding": "gzip"})
    own = sum((STATIC / name).stat().st_size for name in ("map.js", "toguna.css", "icon.svg"))
    maplibre = sum(file.stat().st_size for file in (STATIC / "vendor" / "maplibre").glob("*.gz"))
    tiles = [client.get(f"/fr/ostrine/incidents/carte/7/{x}/{y}.mvt") for x in (56, 57) for y in (75, 76)]
    assert len(page.content) + own + maplibre + sum(len(tile.content) for tile in tiles) < FIRST_MAP


def test_the_policy_lets_in_nothing_from_elsewhere_and_no_inline_code(client):
    policy = client.get("/fr/ostrine/incidents/carte/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "http" not in policy and "default-src 'none'" in policy
    page = client.get("/fr/ostrine/incidents/").content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)
