"""`toguna demo`: a scenario in a fresh register, its situation, its briefs, and the pages."""

from __future__ import annotations

import argparse
import json
import os
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from toguna.base.errors import InputError, InstallationError
from toguna.base.text import Text
from toguna.cli.opening import demo_folder
from toguna.cli.output import note, print_json
from toguna.register.keyfile import Cost, seal
from toguna.register.signing import DeviceKey
from toguna.server import passphrases
from toguna.server.boot import plain_faults, setup
from toguna.server.home import Home, write_atomically

PACKAGE: Final = Path(__file__).resolve().parents[1]
SCENARIOS: Final = ("timbuktu-taoudeni", "veranda", "exercise")
MARK: Final = "demo.json"
TRUTH: Final = "exercise-truth.json"
"""Beside the register of an exercise: the true effects, for the trainer. No page, export or command of a reader shows
it.
"""


class UnknownScenario(InputError):
    """No such scenario ships with the software."""

    code = "unknown-scenario"
    text = Text(
        fr="Aucun scénario « {value} ». Scénarios fournis : {known}.",
        en="There is no scenario “{value}”. Scenarios that ship: {known}.",
    )


class NotADemo(InstallationError):
    """The folder holds something else; a demonstration would wipe it."""

    code = "not-a-demo-folder"
    text = Text(
        fr="Le dossier {path} contient déjà autre chose qu’une démonstration : rien n’a été touché. Choisir un "
        "autre dossier avec --home.",
        en="The folder {path} holds something other than a demonstration: nothing was touched. Choose another "
        "folder with --home.",
    )


_LOADING = Text(fr="Chargement du scénario « {name} » …", en="Loading the scenario “{name}” …")
_BRIEFS = Text(fr="Notes de situation :", en="Briefs:")
_PASSPHRASES = Text(fr="Phrases de passe de cette démonstration", en="Passphrases of this demonstration")
_TRUTH = Text(
    fr="Effets vrais de l’exercice (pour le formateur ; aucune page ne les montre) : {path}",
    en="True effects of the exercise (for the trainer; no page shows them): {path}",
)
_DEVICE = Text(fr="appareil", en="device")
_SEATS = Text(fr="titulaires du cadre « {framework} »", en="seats of the framework “{framework}”")


def demo(options: argparse.Namespace) -> int:
    """Load, show, write the briefs, and serve unless told not to; 0."""
    if options.scenario not in SCENARIOS:
        raise UnknownScenario(value=options.scenario, known=", ".join(SCENARIOS))
    named = options.home or os.environ.get("TOGUNA_HOME")
    home = Home.choose(named) if named else Home(demo_folder())
    secret = prepare(home, options.scenario, options.lang)
    from toguna.cli.registers import start_secret

    token = start_secret(home)
    setup(home)
    with plain_faults(home):
        _show(home, options, secret)
    if options.no_serve:
        return 0
    from toguna.cli.registers import serve_on
    from toguna.server.actions import serving
    from toguna.server.actions.registers import open_key

    serving.hold(open_key(home, secret["device"]))
    return serve_on(home, "127.0.0.1", options.port or int(os.environ.get("PORT", "8000")), options.lang, token)


def prepare(home: Home, scenario: str, lang: str) -> dict[str, Any]:
    """A home that holds this scenario: built when there is none, or when scenario or code have changed; its
    passphrases.
    """
    digest = _digest(scenario)
    mark = home.path / MARK
    if mark.exists():
        held: dict[str, Any] = json.loads(mark.read_text(encoding="utf-8"))
        if held.get("digest") == digest and home.exists():
            return held
        _wipe(home)
    elif home.path.exists() and any(home.path.iterdir()):
        raise NotADemo(path=home.path)
    note(_LOADING.say(lang, name=scenario))
    home.make()
    # The mark comes first: a beginning that is interrupted is recognised, and wiped, by the next one.
    write_atomically(mark, json.dumps({"digest": None}).encode())
    secret = _build(home, scenario)
    write_atomically(mark, json.dumps({**secret, "digest": digest}, indent=1).encode())
    return secret


def _digest(scenario: str) -> str:
    """What the demonstration depends on: this scenario, its words, and the code."""
    digest = sha256(scenario.encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".yaml") and "__pycache__" not in path.parts:
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _wipe(home: Home) -> None:
    for path in home.path.glob("toguna.sqlite3*"):
        path.unlink()
    for path in (home.settings_file, home.path / MARK, home.path / TRUTH):
        path.unlink(missing_ok=True)
    shutil.rmtree(home.path / "keys", ignore_errors=True)


def _build(home: Home, scenario: str) -> dict[str, Any]:
    setup(home, create=True)
    with plain_faults(home):
        from toguna.cli.registers import found_scenario

        device = passphrases.given() or passphrases.generate()
        _give_key(home, device)
        if scenario == "exercise":
            from toguna.server.intake.exercise.found import load_exercise

            told = json.dumps(load_exercise(home, device), indent=1, ensure_ascii=False)
            write_atomically(home.path / TRUTH, told.encode())
        else:
            found_scenario(home, PACKAGE / "scenarios" / f"{scenario}.yaml", device)
        return {"device": device, "seats": _open_seats(home)}


def _give_key(home: Home, passphrase: str) -> None:
    """A device key that opens at once: its passphrase stands in the mark beside it."""
    key = DeviceKey.generate()
    write_atomically(home.key_file(key.public), seal(key.seed, passphrase, Cost.MINIMUM))
    home.save_settings({**home.settings(), "device": key.public.hex()})


def _open_seats(home: Home) -> dict[str, dict[str, str]]:
    """A passphrase for every seat of every framework; the home keeps their hashes, and the mark the passphrases."""
    from toguna.server.actions.seats import set_passphrases
    from toguna.server.ledger import store

    out: dict[str, dict[str, str]] = {}
    for register in store.registers():
        act = store.constitution(register)
        out[act.frameworks[0]] = {seat.code: passphrases.generate() for seat in act.seats}
    set_passphrases(home, out, told=True)
    return out


def _show(home: Home, options: argparse.Namespace, secret: dict[str, Any]) -> None:
    from toguna.cli.brief import write_brief
    from toguna.cli.opening import day_of
    from toguna.cli.situation import as_json, print_situation
    from toguna.server.queries.reading import chosen, for_all, read
    from toguna.server.queries.situation import situation

    first = chosen(home, None)
    reading = read(home, framework=None, seat=None, as_of=day_of(options.as_of or first["show_at"]))
    found = situation(reading)
    folder = Path(options.out) if options.out else home.path / "notes"
    folder.mkdir(parents=True, exist_ok=True)
    briefs = [write_brief(one, lang, folder) for one in (for_all(reading), reading) for lang in ("fr", "en")]
    if options.json:
        told = {"truth": str(home.path / TRUTH)} if (home.path / TRUTH).exists() else {}
        print_json(as_json(found) | {"home": str(home.path), "briefs": [str(b) for b in briefs]} | told)
        return
    print_situation(found, options.lang)
    print(f"\n{_BRIEFS.say(options.lang)}")
    for path in briefs:
        print(f"  {path}")
    if (home.path / TRUTH).exists():
        print(f"\n{_TRUTH.say(options.lang, path=home.path / TRUTH)}")
    _say_passphrases(secret, options.lang)


def _say_passphrases(secret: dict[str, Any], lang: str) -> None:
    print(f"\n{_PASSPHRASES.say(lang)}")
    print(f"  {_DEVICE.say(lang)} : {secret['device']}")
    for framework, seats in secret["seats"].items():
        print(f"  {_SEATS.say(lang, framework=framework)}")
        width = max(len(code) for code in seats)
        for code, phrase in seats.items():
            print(f"    {code.ljust(width)}  {phrase}")
