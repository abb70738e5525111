"""One command from a fresh clone to a running Toguna, with the standard library only.

    python scripts/bootstrap.py demo        set up what running needs, load the scenario, serve it
    python scripts/bootstrap.py test ARGS   set up everything, check style, layers and types, run the tests
    python scripts/bootstrap.py setup       set up everything, and Chromium for the browser tests
    python scripts/bootstrap.py run CMD …   run a command of .venv, e.g. `run toguna situation`

`make` gives the same verbs. Everything lands in `.venv` and `.cache` of this folder, nothing elsewhere: deleting the
two undoes it all. A set-up ends by writing a stamp that names what was installed. Without a stamp a `.venv` is taken
for unfinished and made anew; with a stamp that fits, nothing is done and no network is needed.

Only syntax of Python 3.6 here, so that an old interpreter reads the sentence about its age instead of a syntax error.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import debian_pip

FLOOR = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
STAMP = VENV / "toguna-setup.json"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
# What each level installs. `all` contains `runtime`: the two locks are made together and agree (see `make lock`).
LOCKS = {"runtime": ROOT / "requirements.lock", "all": ROOT / "requirements-dev.lock"}
INSTALLER_LOCK = ROOT / "requirements-uv.lock"
LAYOUT = "1"  # a change here makes every older `.venv` count as out of date

RUFF = ("ruff", "check", "--quiet")
LINTS = (RUFF, ("lint-imports", "--no-logo", "--cache-dir", ".cache/import-linter"), ("mypy",))


class SetupError(Exception):
    """The set-up cannot go on; the message, in both languages, says what to do."""

    def __init__(self, fr, en, output=""):
        super().__init__("\n".join(output.strip().splitlines()[-5:] + [fr, en]))


def say(line):
    """One line of progress, on stderr so that a command's own output stays clean."""
    print("toguna: " + line, file=sys.stderr, flush=True)


# --- the interpreter ------------------------------------------------------------------------------------------------


def require_python():
    """Go on with Python 3.11 or newer: this one, else one found on PATH."""
    if sys.version_info >= FLOOR:
        return
    for minor in range(19, FLOOR[1] - 1, -1):
        found = shutil.which("python3.{}".format(minor))
        if found and subprocess.call([found, "-c", "pass"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            sys.exit(subprocess.call([found, str(Path(__file__).resolve())] + sys.argv[1:]))
    have = "{}.{}".format(*sys.version_info[:2])
    raise SetupError(
        fr="Toguna demande Python 3.11 ou plus récent et ceci est Python {} : installez-le, "
        "puis lancez make PYTHON=python3.11 demo.".format(have),
        en="Toguna needs Python 3.11 or newer and this is Python {}: install one, "
        "then run make PYTHON=python3.11 demo.".format(have),
    )


# --- the stamp ------------------------------------------------------------------------------------------------------


def stamp_for(level):
    """What a finished set-up of `level` writes; any difference means it has to be done again."""
    locks = hashlib.sha256(LOCKS[level].read_bytes())
    return {
        "level": level,
        "lock": locks.hexdigest(),
        "layout": LAYOUT,
        "python": sys.version,
        "root": str(ROOT),  # scripts in .venv name their interpreter by full path: a moved clone is set up anew
    }


def read_stamp():
    """The stamp of the last finished set-up, or None."""
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def write_stamp(level):
    """Say that the set-up is finished; the last act, and a single rename."""
    draft = STAMP.with_suffix(".draft")
    draft.write_text(json.dumps(stamp_for(level), indent=1), encoding="utf-8")
    os.replace(str(draft), str(STAMP))


def is_ready(level):
    """Whether `.venv` already holds at least `level`, as this clone's locks say."""
    stamp = read_stamp()
    if stamp is None or not PYTHON.exists() or stamp.get("level") not in LOCKS:
        return False
    if level == "all" and stamp["level"] == "runtime":
        return False
    return stamp == stamp_for(stamp["level"])


@contextlib.contextmanager
def only_one():
    """Hold the set-up's lock, so that two commands started at once do not build the same `.venv`."""
    CACHE.mkdir(exist_ok=True)
    with open(str(CACHE / "setup.lock"), "w") as handle:
        try:
            import fcntl
        except ImportError:  # Windows: the second command fails on files in use, and can be run again
            yield
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("another set-up is running here, waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


# --- making .venv ---------------------------------------------------------------------------------------------------


def environment():
    """The environment of every tool: caches inside the clone, the system's certificates, no question asked."""
    env = dict(os.environ)
    # The last: where nothing compiled is kept, each worker of the tests and each command compiles everything anew.
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONDONTWRITEBYTECODE"):
        env.pop(name, None)
    env.setdefault("UV_SYSTEM_CERTS", "1")  # without it uv does not know the authorities that pip is configured with
    env.setdefault("UV_CACHE_DIR", str(CACHE / "uv"))
    env.setdefault("PIP_CACHE_DIR", str(CACHE / "pip"))
    env.setdefault("npm_config_cache", str(CACHE / "npm"))
    env.setdefault("NUMBA_CACHE_DIR", str(CACHE / "numba"))
    env.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", PIP_ROOT_USER_ACTION="ignore", UV_NO_PROGRESS="1")
    return env


def attempt(command, cwd=ROOT):
    """Run quietly; the process, whatever it returned, with what it said in `stdout`."""
    return subprocess.run(
        [str(word) for word in command],
        env=environment(),
        cwd=str(cwd),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    )


def make_venv():
    """Create `.venv` with the interpreter alone; pip and uv come next."""
    if VENV.exists():
        say("an unfinished or outdated .venv is here, making it anew")
        shutil.rmtree(str(VENV))
    say("making .venv with Python {}.{}.{}".format(*sys.version_info[:3]))
    done = attempt([sys.executable, "-m", "venv", "--without-pip", VENV])
    if done.returncode != 0:
        raise SetupError(
            fr="L'environnement .venv n'a pas pu être créé ; sous Debian ou Ubuntu : apt-get install python3-venv.",
            en="The environment .venv could not be made; on Debian or Ubuntu: apt-get install python3-venv.",
            output=done.stdout,
        )


def find_pip():
    """The command of a pip that installs into `.venv`: the interpreter's own wheel as it lies, where it has one."""
    ensurepip = importlib.util.find_spec("ensurepip")
    if ensurepip is not None:
        for wheel in Path(ensurepip.origin).parent.glob("_bundled/pip-*.whl"):
            return [PYTHON, wheel / "pip"]
        if attempt([PYTHON, "-m", "ensurepip", "--default-pip"]).returncode == 0:
            return [PYTHON, "-m", "pip"]
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", "--python", PYTHON]
    wheel = debian_pip.fetch(CACHE / "debian", attempt)
    if wheel is not None:
        return [PYTHON, wheel / "pip"]
    raise SetupError(
        fr="Ce Python n'a ni pip ni ensurepip ; sous Debian ou Ubuntu : apt-get install python3-venv, "
        "puis relancez la même commande.",
        en="This Python has neither pip nor ensurepip; on Debian or Ubuntu: apt-get install python3-venv, "
        "then run the same command again.",
    )


def install(level):
    """Install the locked wheels of `level`: by uv, else by pip, which is slower and needs nothing more."""
    lock = LOCKS[level]
    pinned = ["--require-hashes", "--only-binary", ":all:"]
    pip = find_pip()
    uv = BIN / ("uv.exe" if WINDOWS else "uv")
    done = attempt(pip + ["install", "--quiet", "--no-deps"] + pinned + ["--requirement", INSTALLER_LOCK])
    if done.returncode == 0 and uv.exists():
        say("installing {} packages".format(count_pins(lock)))
        sync = [uv, "pip", "sync", "--python", PYTHON] + pinned
        # Only what a user runs is compiled at once: all of [dev] and [analysis] would take twenty seconds more.
        done = attempt(sync + ["--compile-bytecode", LOCKS["runtime"]])
        if done.returncode == 0 and level == "all":
            done = attempt(sync + [lock])
        if done.returncode == 0:
            return
    say("uv did not do it, installing {} packages by pip: a minute or two".format(count_pins(lock)))
    done = attempt(pip + ["install", "--quiet", "--no-deps"] + pinned + ["--requirement", lock])
    if done.returncode != 0:
        raise SetupError(
            fr="Les paquets n'ont pas pu être installés : vérifiez l'accès au registre de paquets et la place "
            "sur le disque, puis relancez la même commande.",
            en="The packages could not be installed: check that the package registry can be reached and that the disk "
            "has room, then run the same command again.",
            output=done.stdout,
        )


def count_pins(lock):
    """How many packages a lock names."""
    return sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())


def link_project():
    """Make `import toguna` and the `toguna` command work from the sources, without building anything."""
    found = attempt([PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
    Path(found.stdout.strip(), "toguna.pth").write_text(str(ROOT / "src") + "\n", encoding="utf-8")
    attempt([PYTHON, "-m", "compileall", "-q", ROOT / "src"])  # else the first command, or each one, compiles it all
    if WINDOWS:
        command = BIN / "toguna.cmd"
        command.write_text('@"%~dp0python.exe" -m toguna.cli.main %*\n')
        return
    command = BIN / "toguna"
    # /bin/sh first: a kernel cuts a long or spaced interpreter path in the first line.
    command.write_text(
        "#!/bin/sh\n"
        '\'\'\'exec\' "$(dirname "$0")/python" "$0" "$@"\n'
        "' '''\nimport sys\n\nfrom toguna.cli.main import main\n\nsys.exit(main())\n",
        encoding="utf-8",
    )
    command.chmod(0o755)


def warm():
    """Compile the analysis beside whatever comes next, so that the first scan of a user need not wait for it."""
    if not (ROOT / "src" / "toguna" / "analysis" / "warm.py").exists():
        return
    gently = ["nice", "-n", "15"] if shutil.which("nice") else []
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = gently + [str(PYTHON), "-m", "toguna.analysis.warm"]
    subprocess.Popen(command, env=environment(), cwd=str(ROOT), start_new_session=True, **quiet)


def setup(level):
    """Bring `.venv` to `level`; at once when it is there already."""
    if is_ready(level):
        return
    with only_one():
        if is_ready(level):
            return
        begun = time.time()
        stamp = read_stamp() or {}
        wanted = "all" if stamp.get("level") == "all" else level
        fits = all(stamp.get(key) == stamp_for(level)[key] for key in ("layout", "python", "root"))
        if STAMP.exists():
            STAMP.unlink()  # from here to write_stamp an interruption leaves a .venv that counts as unfinished
        if not (fits and PYTHON.exists()):
            make_venv()
        install(wanted)
        link_project()
        write_stamp(wanted)
        warm()
        say("ready in {:.0f} s".format(time.time() - begun))


# --- the verbs ------------------------------------------------------------------------------------------------------


def call(*command):
    """Run a command of `.venv` in the foreground; its exit code."""
    env = environment()
    env["PATH"] = str(BIN) + os.pathsep + env.get("PATH", "")
    env["VIRTUAL_ENV"] = str(VENV)
    program = shutil.which(str(command[0]), path=env["PATH"]) or str(command[0])
    try:
        return subprocess.call([program] + [str(word) for word in command[1:]], cwd=str(ROOT), env=env)
    except KeyboardInterrupt:
        return 130


def do_setup(arguments):
    setup("all")
    return call("python", "scripts/chromium.py")


def do_demo(arguments):
    setup("runtime")
    return call("toguna", "demo", "--port", os.environ.get("PORT") or "8000", *arguments)


def do_test(arguments):
    do_setup([])
    return call("python", "scripts/run_tests.py", *arguments)


def do_soak(arguments):
    setup("all")
    os.environ.update(TOGUNA_HISTORIES="10000", TOGUNA_FUZZ="100000", TOGUNA_KILLS="200", TOGUNA_PLAYS="200")
    folders = "tests/register/exchange tests/server/exchange tests/server/odk tests/replays"
    return call("python", "-m", "pytest", *folders.split(), *arguments)


def do_lint(arguments):
    setup("all")
    return max([call(*lint) for lint in LINTS])


def do_fix(arguments):
    setup("all")
    call(*RUFF, "--fix")
    return do_lint([])


def script(*command):
    """A verb that sets up everything and runs one script with this project's interpreter."""

    def do_script(arguments):
        setup("all")
        return call("python", *command, *arguments)

    return do_script


def do_lock(arguments):
    setup("all")
    compiled = [
        (LOCKS["all"], ["pyproject.toml", "--all-extras"]),
        # With the analysis: the pages of the watch and of effects need it.
        (LOCKS["runtime"], ["pyproject.toml", "--extra", "analysis", "--constraints", LOCKS["all"].name]),
        (INSTALLER_LOCK, ["--group", "installer"]),
        (ROOT / "requirements-npm.lock", ["--group", "npm"]),
    ]
    plain = ["--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header", "--quiet"]
    for lock, source in compiled:
        options = ["--universal", "--python-version", "3.11", "--output-file", lock.name, *plain, *arguments]
        if call("uv", "pip", "compile", *source, *options) != 0:
            return 1
    return 0


def do_run(arguments):
    setup("runtime")
    return call(*arguments) if arguments else 2


VERBS = {
    "setup": (do_setup, "everything: each extra, each tool, and Chromium for the browser tests"),
    "demo": (do_demo, "load the documented scenario, write the briefs, serve the pages (PORT=8000)"),
    "test": (do_test, "style, layers, types, then every test (arguments go to pytest)"),
    "soak": (do_soak, "ten thousand random histories of five copies, longer fuzzing, the attack on escorts"),
    "lint": (do_lint, "style, import layers and types, changing nothing"),
    "fix": (do_fix, "let ruff mend what it can, then lint"),
    "bench": (script("benchmarks/run.py", "bench"), "measure, and write docs/figures.md"),
    "calibrate": (script("benchmarks/run.py", "calibrate"), "error rates of the methods, to docs/calibration.md"),
    "verifier": (script("scripts/standalone.py"), "write the verifier as one file, out/toguna-verify.py"),
    "vectors": (script("spec/vectors/generate.py"), "write the register's test vectors again"),
    "lock": (do_lock, "resolve the dependencies again and write the locks (--upgrade for newer versions)"),
    "run": (do_run, "run a command of .venv"),
}


def main(arguments):
    """Carry out the verb; the exit code."""
    if not arguments or arguments[0] not in VERBS:
        for verb, (_, purpose) in VERBS.items():
            print("{:10} {}".format(verb, purpose))
        return 0 if arguments in ([], ["--help"], ["-h"]) else 2
    try:
        require_python()
        return VERBS[arguments[0]][0](arguments[1:])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
