"""Point du jour over HTTP: 4 connections on the real server, as the secretariat; its size; a day not looked at yet.

The demonstration is made and served by the commands themselves, on this machine only.
"""

from __future__ import annotations

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
from datetime import date, timedelta
from pathlib import Path

CONNECTIONS, REQUESTS = 4, 75
PAGE = "/fr/timbuktu-taoudeni/"
DAYS = ["2019-03-26", "2019-04-12", "2019-04-30", "2019-09-25", "2020-05-01"]
COMMAND = [sys.executable, "-m", "toguna.cli.main"]


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, str]]:
    """The port of a running demonstration, and its entry link."""
    home = folder / "home"
    made = [*COMMAND, "demo", "--no-serve", "--home", str(home), "--out", str(folder / "notes")]
    subprocess.run(made, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*COMMAND, "serve", "--home", str(home), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        try:
            assert server.stderr is not None
            links = (re.search(rf":{port}(/\S+)", line) for line in server.stderr)
            yield port, next(link for link in links if link).group(1)
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
        connection = http.client.HTTPConnection("127.0.0.1", port)
        try:
            answer, _ = get(connection, link, "")
        except ConnectionRefusedError:
            time.sleep(0.1 * (attempt > 0))
        else:
            return str(answer.headers["Set-Cookie"]).split(";")[0]
    raise RuntimeError("the server does not answer")


def timed(port: int, cookie: str, paths: list[str]) -> list[float]:
    """Seconds for each page over one connection that stays open."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    taken = []
    for path in paths:
        start = time.perf_counter()
        answer, _ = get(connection, path, cookie)
        taken.append(time.perf_counter() - start)
        assert answer.status == 200, (path, answer.status)
    return taken


def p95(seconds: list[float]) -> float:
    """The 95th percentile, in milliseconds."""
    return 1000 * statistics.quantiles(seconds, n=20)[-1]


def figure(what: str, asked: str, measured: float, unit: str, **besides: object) -> None:
    """One line for benchmarks/run.py."""
    command = "python benchmarks/bench_page.py"
    print(json.dumps({"what": what, "asked": asked, "measured": measured, "unit": unit, "command": command, **besides}))


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as (port, link):
        cookie = enter(port, link)
        days = [f"{PAGE}?le={day}" for day in DAYS]
        timed(port, cookie, days)
        paths = [days[n % len(days)] for n in range(REQUESTS)]
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            runs = list(pool.map(lambda n: timed(port, cookie, paths[n:] + paths[:n]), range(CONNECTIONS)))
        seconds = [taken for run in runs for taken in run]
        median = round(1000 * statistics.median(seconds), 1)
        figure("page, p95 of 4 connections", "< 60 ms", p95(seconds), "ms", requests=len(seconds), median_ms=median)

        fresh = [f"{PAGE}?le={date(2019, 5, 1) + timedelta(days=n)}" for n in range(20)]
        figure("page, p95, a day nobody has looked at", "", p95(timed(port, cookie, fresh)), "ms")

        connection = http.client.HTTPConnection("127.0.0.1", port)
        sizes = []
        for path in days:
            connection.request("GET", path, headers={"Cookie": cookie})
            sizes.append(len(connection.getresponse().read()))
        packed = max(len(get(connection, path, cookie)[1]) for path in days)
        figure("page, bytes", "< 60 kB", max(sizes) / 1000, "kB", compressed_kb=round(packed / 1000, 1))


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).resolve().parents[1] / "src"))
    main()
