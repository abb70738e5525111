"""Every section over HTTP at the size a framework may reach: 20,000 incidents, 2,000 undertakings, 500 measures; 4
connections on the real server, as the secretariat. Then lists, filters and the map with 200,000 incidents.

*again* is a page somebody has just read, *first* one that nobody has read since the server began, *after a writing* one
that is asked for right after an act was entered by the HTTP API. To keep the homes for a second look:
python benchmarks/bench_pages.py FOLDER

`cpu_ms` is the processor time that the server spends on one page: it does not grow when the machine is busy with other
work, as waiting times do.
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from large import FRAMEWORK, PHRASE

CONNECTIONS, ROUNDS = 4, 20
COMMAND = [sys.executable, "-m", "toguna.cli.main"]
MAKE = "import sys, pathlib, large; large.large(pathlib.Path(sys.argv[1]), incidents=int(sys.argv[2]))"
SECTIONS = {
    "Point du jour": ("", "?le=2031-04-02"),
    "Rencontres": ("rencontres/",),
    "Accords et engagements": ("accords/", "engagements/", "engagements/u00010/"),
    "Mesures et relèves": ("mesures/", "mesures/m03-020/"),
    "Axes": ("axes/", "axes/r03/"),
    "Incidents et alertes": ("incidents/", "incidents/?genre=ABD&du=2031-01-01", "incidents/x000007/", "alertes/"),
    "Carte": ("incidents/carte/",),
    "Plaidoyers": ("plaidoyers/",),
    "Bilan": ("bilan/",),
    "Registre": ("registre/", "registre/inscriptions/"),
}
FRESH = (
    "incidents/?axe=r0{n}",
    "incidents/?genre=THR&axe=r0{n}",
    "incidents/x0000{n}1/",
    "mesures/m0{n}-003/",
    "axes/r0{n}/",
)
MANY = {
    "list": ("incidents/", "incidents/?avant=2029-01-15~x100000"),
    "filter": (
        "incidents/?genre=ABD&du=2031-01-01",
        "incidents/?axe=r03",
        "incidents/?genre=THR&axe=r01&au=2028-06-30",
    ),
    "one incident": ("incidents/x000007/", "incidents/x123456/"),
    "map, its page": ("incidents/carte/",),
    "same event": ("incidents/meme-evenement/?le=2031-06-16",),
}
"""What is asked for of very many incidents."""
TILES = [(z, x, y) for z, x, y in ((5, 14, 18), (6, 28, 37), (7, 56, 75), (7, 57, 75), (8, 114, 150), (9, 228, 301))]


@contextmanager
def served(home: Path) -> Iterator[tuple[int, str, int]]:
    """The port of the real server on a home, its entry link, and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*COMMAND, "serve", "--home", str(home), "--port", str(port)]
    signing = {**os.environ, "TOGUNA_PASSPHRASE": PHRASE}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=signing) as server:
        try:
            assert server.stderr is not None
            links = (re.search(rf":{port}(/\S+)", line) for line in server.stderr)
            yield port, next(link for link in links if link).group(1), server.pid
        finally:
            server.terminate()


def get(connection: http.client.HTTPConnection, path: str, cookie: str) -> tuple[http.client.HTTPResponse, bytes]:
    """One answer, read to its end."""
    connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    return answer, answer.read()


def enter(port: int, link: str) -> str:
    """The cookie of the home's own seat; the server is given a moment to begin."""
    for attempt in range(100):
        try:
            answer, _ = get(http.client.HTTPConnection("127.0.0.1", port), link, "")
        except ConnectionRefusedError:
            time.sleep(0.1 * (attempt > 0))
        else:
            return str(answer.headers["Set-Cookie"]).split(";")[0]
    raise RuntimeError("the server does not answer")


def timed(port: int, cookie: str, paths: list[str]) -> list[tuple[float, int, int]]:
    """For each page over one connection that stays open: seconds, bytes sent, bytes of the page."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    taken = []
    for path in paths:
        start = time.perf_counter()
        answer, body = get(connection, path, cookie)
        seconds = time.perf_counter() - start
        assert answer.status == 200, (path, answer.status)
        page = gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body
        taken.append((seconds, len(body), len(page)))
    return taken


def together(port: int, cookie: str, paths: list[str]) -> list[tuple[float, int, int]]:
    """The same over all connections at once, each in another order."""
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        runs = pool.map(
            lambda n: timed(port, cookie, (paths[n % len(paths) :] + paths[: n % len(paths)]) * ROUNDS),
            range(CONNECTIONS),
        )
        return [one for run in runs for one in run]


def token_for(home: Path) -> str:
    """A key by which a program acts for the secretariat."""
    command = [*COMMAND, "tokens", "--new", "bench", "--seat", "mediation", "--framework", FRAMEWORK, "--json"]
    done = subprocess.run([*command, "--home", str(home)], check=True, capture_output=True, text=True)
    return str(json.loads(done.stdout)["token"])


def write(port: int, token: str, number: int) -> None:
    """Enter one signal."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    said = json.dumps({"kind": "barricade", "date": "2031-06-15", "where": ["r03"]})
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": f"bench-pages-{os.getpid()}-{number:06d}",
    }
    connection.request("POST", f"/api/v1/{FRAMEWORK}/acts/signal.record", said, headers)
    answer = connection.getresponse()
    told = answer.read()
    assert answer.status == 201, told
    connection.close()


def after_writing(port: int, cookie: str, token: str, paths: list[str], process: int) -> None:
    """Each page, asked for once right after something was entered."""
    taken, cpu = list[tuple[float, int, int]](), list[float]()
    for number, path in enumerate(paths * 2):
        write(port, token, number)
        before = spent(process)
        taken += timed(port, cookie, [path])
        cpu.append(spent(process) - before)
    figure(
        "a page right after something was entered, p95 of one connection",
        "",
        p95(taken),
        "ms",
        median_ms=round(1000 * statistics.median(seconds for seconds, _, _ in taken)),
        cpu_ms=round(1000 * statistics.mean(cpu)),
    )


def spent(process: int) -> float:
    """Processor seconds of the server so far: what a busy machine cannot stretch. 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def p95(taken: list[tuple[float, int, int]]) -> float:
    """The 95th percentile, in milliseconds."""
    return 1000 * statistics.quantiles([seconds for seconds, _, _ in taken], n=20)[-1]


def figure(what: str, asked: str, measured: float, unit: str, **besides: object) -> None:
    """One line for benchmarks/run.py."""
    line = {
        "what": what,
        "asked": asked,
        "measured": measured,
        "unit": unit,
        "command": "python benchmarks/bench_pages.py",
    }
    print(json.dumps(line | besides, ensure_ascii=False), flush=True)


def made(folder: Path, incidents: int) -> Path:
    """A home of that size; made anew unless it is there."""
    home = folder / f"home-{incidents}"
    if not home.exists():
        here = {"PYTHONPATH": f"{Path(__file__).parent}:{Path(__file__).parents[1] / 'src'}"}
        subprocess.run([sys.executable, "-c", MAKE, str(home), str(incidents)], check=True, env=here)
    return home


def pages(home: Path) -> None:
    """Each section, again and again; the largest page of each; then pages that nobody has read."""
    root, sizes, token = f"/fr/{FRAMEWORK}/", list[int](), token_for(home)
    with served(home) as (port, link, process):
        cookie = enter(port, link)
        for name, paths in SECTIONS.items():
            held = [root + path for path in paths]
            first = max(seconds for seconds, _, _ in timed(port, cookie, held))
            before = spent(process)
            taken = together(port, cookie, held)
            cpu_ms = round(1000 * (spent(process) - before) / len(taken), 1)
            largest, packed = max(page for _, _, page in taken), max(sent for _, sent, _ in taken)
            sizes.append(largest)
            size = {"cpu_ms": cpu_ms, "largest_kb": round(largest / 1000, 1), "sent_kb": round(packed / 1000, 1)}
            figure(
                f"{name}, again, p95 of 4 connections",
                "< 60 ms",
                p95(taken),
                "ms",
                **size,
                first_ms=round(1000 * first),
            )
        fresh = [root + path.format(n=n) for path in FRESH for n in range(4)]
        figure("pages that nobody has read, p95 of one connection", "", p95(timed(port, cookie, fresh)), "ms")
        every = [root + path for paths in SECTIONS.values() for path in paths]
        after_writing(port, cookie, token, every, process)
    figure("largest page of all sections", "< 60 kB", max(sizes) / 1000, "kB")


def tiles(home: Path, incidents: int) -> None:
    """The tiles of a view, as four windows of the map ask for them."""
    with served(home) as (port, link, process):
        cookie = enter(port, link)
        held = [f"/fr/{FRAMEWORK}/incidents/carte/{z}/{x}/{y}.mvt" for z, x, y in TILES]
        asked(port, cookie, process, held, f"tile, {incidents:,} incidents, p95 of 4 connections", "< 100 ms")


def many(home: Path, incidents: int) -> None:
    """The pages that go through all incidents."""
    root = f"/fr/{FRAMEWORK}/"
    with served(home) as (port, link, process):
        cookie = enter(port, link)
        for name, paths in MANY.items():
            held = [root + path for path in paths]
            asked(
                port, cookie, process, held, f"{name}, {incidents:,} incidents, again, p95 of 4 connections", "< 60 ms"
            )


def asked(port: int, cookie: str, process: int, paths: list[str], what: str, limit: str) -> None:
    """The figure of these addresses: each once, then again and again over all connections."""
    first = max(seconds for seconds, _, _ in timed(port, cookie, paths))
    before = spent(process)
    taken = together(port, cookie, paths)
    cpu_ms = round(1000 * (spent(process) - before) / len(taken), 1)
    largest = round(max(sent for _, sent, _ in taken) / 1000, 1)
    figure(what, limit, p95(taken), "ms", cpu_ms=cpu_ms, largest_kb=largest, first_ms=round(1000 * first))


def main(folder: Path) -> None:
    """Measure and print."""
    home = made(folder, 20_000)
    pages(home)
    tiles(home, 20_000)
    home = made(folder, 200_000)
    many(home, 200_000)
    tiles(home, 200_000)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made_here:
            main(Path(made_here))
