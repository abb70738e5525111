"""Write the verifier as one file that a party can read and keep: `python scripts/standalone.py [FILE]`.

It is `scripts/verifier.py` with the modules of `toguna.register` and `toguna.base` that it needs, word for word, in
front. Nothing is written a second time, so it cannot decide otherwise than the software does.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src"
MAIN = "scripts/verifier.py"
TARGET = "toguna-verify.py"

_LOADER = '''
class _Kept(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the modules of this file from its own text, and nothing else under their name."""

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] != "toguna":
            return None
        if name not in SOURCES:
            raise ModuleNotFoundError(name)
        return importlib.util.spec_from_loader(name, self, is_package=name in PACKAGES)

    def exec_module(self, module):
        name = module.__name__
        exec(compile(SOURCES[name], f"<{name}>", "exec"), module.__dict__)


sys.meta_path.insert(0, _Kept())
exec(compile(PROGRAM, "<verifier>", "exec"), {"__name__": "__main__", "__doc__": __doc__})
'''


def needed() -> dict[str, str]:
    """The modules that the verifier imports, by name, with what they import; packages included."""
    found: dict[str, str] = {}
    waiting = list(_imports((ROOT / MAIN).read_text(encoding="utf-8")))
    while waiting:
        name = waiting.pop()
        path = _path(name)
        if name in found or path is None:
            continue
        found[name] = path.read_text(encoding="utf-8")
        waiting += _imports(found[name])
        waiting += [name.rpartition(".")[0]] if "." in name else []
    return dict(sorted(found.items()))


def _imports(source: str) -> list[str]:
    """Modules of this project that a source names; `from a import b` may mean the module a.b."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "toguna":
            names += [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names


def _path(name: str) -> Path | None:
    path = SOURCES.joinpath(*name.split("."))
    return next((one for one in (path.with_suffix(".py"), path / "__init__.py") if one.is_file()), None)


def _quoted(source: str) -> str:
    """A source as a literal that reads as it stands."""
    if "'''" in source or source.endswith("'"):
        raise ValueError("a module of the verifier must do without three single quotes")
    return "r'''" + source + "'''"


def write() -> str:
    """The whole file."""
    program = (ROOT / MAIN).read_text(encoding="utf-8")
    modules = needed()
    packages = [name for name in modules if (_path(name) or ROOT).name == "__init__.py"]
    lines = [
        f'"""{ast.get_docstring(ast.parse(program))}',
        "",
        "Written by scripts/standalone.py: the modules below are those of the software, word for word.",
        '"""',
        "",
        "import importlib.abc",
        "import importlib.util",
        "import sys",
        "",
        f"PACKAGES = {set(packages)!r}" if len(packages) < 2 else f"PACKAGES = {{{', '.join(map(repr, packages))}}}",
        "SOURCES = {}",
    ]
    for name, source in modules.items():
        lines.append(f"\nSOURCES[{name!r}] = {_quoted(source)}")
    return "\n".join([*lines, f"\nPROGRAM = {_quoted(program)}", _LOADER])


def main(argv: list[str]) -> int:
    """Write it."""
    target = Path(argv[0]) if argv else ROOT / "out" / TARGET
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(write(), encoding="utf-8")
    print(target.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
