"""`toguna new` and `toguna serve`."""

from __future__ import annotations

import argparse
import errno
import os
import secrets
import socket
from pathlib import Path

from toguna.base.errors import InstallationError
from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import note, print_json
from toguna.server import passphrases
from toguna.server.home import Home, NothingHere, write_atomically


class PortTaken(InstallationError):
    """The address cannot be listened on."""

    code = "port-taken"
    text = Text(
        fr="Le port {port} est déjà pris ou interdit sur cette machine. En choisir un autre avec --port (ou PORT=).",
        en="The port {port} is taken or forbidden on this machine. Choose another with --port (or PORT=).",
    )


_FOUNDED = Text(
    fr="Registre du cadre « {framework} » fondé : {id}", en="Register of the framework “{framework}” founded: {id}"
)
_OPEN = Text(
    fr="Pages ouvertes : {url}\n(lien d’entrée de ce poste, à ne donner à personne ; Ctrl-C pour fermer)",
    en="Pages are open: {url}\n(this machine’s own entry link, not to be given to anybody; Ctrl-C to close)",
)
GENERATED = Text(
    fr="Phrase de passe de cet appareil (à noter maintenant, elle ne sera plus montrée) : {phrase}",
    en="Passphrase of this device (write it down now, it will not be shown again): {phrase}",
)


def found_scenario(home: Home, path: Path, passphrase: str) -> list[tuple[str, bytes]]:
    """Found the registers of a scenario file; the framework and id of each."""
    from toguna.server.actions.registers import Founding, found
    from toguna.server.intake.scenario.load import load

    scenario = load(path)
    foundings = [Founding(f.id, scenario.mode, f.parties, f.statements) for f in scenario.frameworks]
    ids = found(home, foundings, party=scenario.entered_by, passphrase=passphrase, show_at=scenario.show_at)
    return list(zip((f.framework for f in foundings), ids, strict=True))


def passphrase_for_founding(home: Home, lang: str) -> str:
    """The device's passphrase: given, else asked for where the home has a key, else made and shown once."""
    held = passphrases.given()
    if held is not None:
        return held
    from toguna.server.actions.registers import settled

    if "device" in settled(home):
        return passphrases.ask(lang)
    made = passphrases.generate()
    note(GENERATED.say(lang, phrase=made))
    return made


def new(options: argparse.Namespace) -> int:
    """Found a register from its founding act; 0."""
    from toguna.cli.sealing import seal_new
    from toguna.server.intake.scenario.load import load

    load(Path(options.file))
    phrase = seal_new(options)
    with opened(options, create=True) as home:
        founded = found_scenario(home, Path(options.file), phrase or passphrase_for_founding(home, options.lang))
        say_founded(founded, options)
    return 0


def say_founded(founded: list[tuple[str, bytes]], options: argparse.Namespace) -> None:
    """Tell which registers now exist."""
    if options.json:
        print_json({"registers": [{"framework": f, "id": id_.hex()} for f, id_ in founded]})
        return
    for framework, id_ in founded:
        print(_FOUNDED.say(options.lang, framework=framework, id=id_.hex()))


def start_secret(home: Home) -> str:
    """Give the pages a signing secret that outlives a restart, and this start an entry link of its own; the link's
    token.
    """
    path = home.path / "keys" / "session.secret"
    if not path.exists():
        write_atomically(path, secrets.token_urlsafe(48).encode())
    os.environ["TOGUNA_SECRET_KEY"] = path.read_text(encoding="ascii")
    token = secrets.token_urlsafe(24)
    os.environ["TOGUNA_ENTRY_TOKEN"] = token
    return token


def serve(options: argparse.Namespace) -> int:
    """Serve the pages until Ctrl-C; 0."""
    from toguna.cli.opening import home_of
    from toguna.server.boot import setup

    home, host = home_of(options), options.host or "127.0.0.1"
    if host not in ("127.0.0.1", "localhost"):
        os.environ["TOGUNA_HOSTS"] = f"{os.environ.get('TOGUNA_HOSTS', '')} {host} {socket.gethostname()}".strip()
    home.make()
    token = start_secret(home)
    # A home without a database is founded in the browser: it is sealed before anything is written to it.
    setup(home, bare=not home.exists())
    if home.exists():
        _hold_key(home, options.lang)
    return serve_on(home, host, options.port or int(os.environ.get("PORT", "8000")), options.lang, token)


def _hold_key(home: Home, lang: str) -> None:
    """With the passphrase, the pages sign what their seats do, and prove whose copy they are to those who exchange."""
    from toguna.server.actions import serving
    from toguna.server.actions.arrivals import enter_all_waiting
    from toguna.server.actions.registers import open_key

    phrase = passphrases.offered(lang) if "device" in home.settings() else None
    key = open_key(home, phrase) if phrase else None
    serving.hold(key)
    if key is not None:
        enter_all_waiting(key)


def serve_on(home: Home, host: str, port: int, lang: str, token: str) -> int:
    """Listen and answer until Ctrl-C."""
    from toguna.server.queries.reading import registers

    try:
        door = f"{registers(home)[0]['framework']}/ouvrir" if home.exists() else "fonder"
    except NothingHere:
        door = "fonder"
    try:
        probe = socket.create_server((host, port))
        probe.close()
    except (OSError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno not in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
            raise
        raise PortTaken(port=port) from None
    from toguna.server.database.counting import count_rows
    from toguna.server.listening import listener
    from toguna.server.wsgi import application

    if home.exists():
        count_rows()
    note(_OPEN.say(lang, url=f"http://{host}:{port}/{lang}/{door}/{token}/"))
    try:
        listener(application, host=host, port=port).run()
    except KeyboardInterrupt:
        return 0
    return 0
