"""The page on importing is held to the code: options, mapping and columns that it names exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toguna.cli.commands import COMMANDS
from toguna.server.intake.csv import published
from toguna.server.layers.rows import SPOTS

ROOT = Path(__file__).resolve().parents[3]
PAGES = [ROOT / "docs" / "fr" / "howto" / "importer.md", ROOT / "docs" / "en" / "howto" / "import.md"]


@pytest.mark.parametrize("page", PAGES, ids=["fr", "en"])
def test_what_the_page_names_exists(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    (command,) = [command for command in COMMANDS if command.name == "import"]
    options = {flag for option in command.options for flag in option.flags} | {"--as-of"}
    assert set(re.findall(r"--[a-z][a-z-]+", text)) <= options
    sources = next(option for option in command.options if option.flags == ("what",)).keywords["choices"]
    assert set(re.findall(r"toguna import ([a-z-]+)", text)) <= set(sources)  # type: ignore[call-overload]
    for name in (*published.COLUMNS, *SPOTS):
        assert name in text, name


@pytest.mark.parametrize("page", PAGES, ids=["fr", "en"])
def test_the_mapping_on_the_page_is_one(page: Path, tmp_path: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    # The first on the page is that of a partner's reports; this one says how precisely a place is known.
    begin = next(n for n, line in enumerate(lines) if line.startswith("    spots:")) - 2
    path = tmp_path / "m.yaml"
    path.write_text("\n".join(line.strip() for line in lines[begin : begin + 4]), encoding="utf-8")
    held = published.mapping(path)
    assert held.day_first and held.spots["exact"] == "spot" and set(held.kinds.values()) == {"ROB-ROAD", "ABD"}
