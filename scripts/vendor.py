"""The browser scripts that the pages use, taken from npm at the versions below and checked against their hashes.

    python scripts/vendor.py           fetch, check, write src/toguna/server/static/vendor and the compressed copies
    python scripts/vendor.py --pack    only write the compressed copies again

The files are committed, so nobody needs npm or the network to run Toguna. Beside each stands its copy compressed once
and for all (.gz): a phone on the office's network loads the moving map in a third of the bytes, without a build step.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import chromium

VENDOR = Path(__file__).resolve().parents[1] / "src" / "toguna" / "server" / "static" / "vendor"
_POINTER = re.compile(rb"^//# sourceMappingURL=.*\n?", re.M)
# package: version, the integrity that the registry states, and the folder with its files.
PACKAGES = {
    "htmx.org": (
        "2.0.11",
        "Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==",
        ("htmx", {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE.txt"}),
    ),
    "maplibre-gl": (
        "5.24.1",
        "HyiYBwtsbk3L1n1EPLJHWqdoyMiF80n7tEYXFZyu2m1TjvaNx6KMLiFeDdmszt1/mq2zvsR1TJuX/NMu5BonXQ==",
        (
            "maplibre",
            {
                "dist/maplibre-gl-csp.js": "maplibre-gl-csp.js",
                "dist/maplibre-gl-csp-worker.js": "maplibre-gl-csp-worker.js",
                "dist/maplibre-gl.css": "maplibre-gl.css",
                "LICENSE.txt": "LICENSE.txt",
            },
        ),
    ),
}


class NotAsPinned(RuntimeError):
    """The registry gave something else than what these pages were tested with."""


def fetch() -> None:
    """Write the files of every package."""
    for name, (version, integrity, (folder, files)) in PACKAGES.items():
        with tarfile.open(fileobj=io.BytesIO(_archive(f"{name}@{version}", integrity))) as package:
            (VENDOR / folder).mkdir(parents=True, exist_ok=True)
            for inside, outside in files.items():
                held = package.extractfile(f"package/{inside}")
                assert held is not None
                # Without the pointer to a source map: it would send a browser's tools after a file that is not here.
                (VENDOR / folder / outside).write_bytes(_POINTER.sub(b"", held.read()))


def _archive(wanted: str, integrity: str) -> bytes:
    command = chromium.npm()
    with tempfile.TemporaryDirectory() as folder:
        pack = [*command, "pack", "--loglevel=error", wanted]
        subprocess.run(pack, cwd=folder, env=chromium.npm_environment(command), check=True, capture_output=True)
        held = next(Path(folder).glob("*.tgz")).read_bytes()
    if base64.b64encode(hashlib.sha512(held).digest()).decode() != integrity:
        raise NotAsPinned(wanted)
    return held


def pack() -> None:
    """The compressed copy of each script and style; the same bytes whenever it is made."""
    for file in sorted(VENDOR.rglob("*")):
        if file.suffix in (".js", ".css"):
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))


if __name__ == "__main__":
    if "--pack" not in sys.argv[1:]:
        fetch()
    pack()
