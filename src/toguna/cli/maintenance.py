"""`toguna rebuild` and `toguna doctor`."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator

from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import print_json
from toguna.server import vault
from toguna.server.home import Home

_REBUILT = Text(
    fr="Cadre « {framework} » : tables recalculées à partir de {entries} inscriptions.",
    en="Framework “{framework}”: tables computed again from {entries} entries.",
)


def rebuild(options: argparse.Namespace) -> int:
    """Drop the records and compute them from the ledger; 0."""
    with opened(options) as home:
        from toguna.server.queries.reading import registers
        from toguna.server.records.projector import rebuild as rebuild_records

        done = [(r["framework"], rebuild_records(bytes.fromhex(r["id"]))) for r in registers(home)]
    if options.json:
        print_json({"registers": [{"framework": f, "entries": n} for f, n in done]})
        return 0
    for framework, entries in done:
        print(_REBUILT.say(options.lang, framework=framework, entries=entries))
    return 0


LEAST_FREE = 200_000_000
_CHECKS = {
    "register": Text(fr="le registre est intact", en="the register is whole"),
    "settings": Text(fr="chaque registre a ses réglages", en="each register has its settings"),
    "key": Text(fr="la clé de cet appareil est là", en="this device’s key is there"),
    "records": Text(fr="toutes les entrées sont lisibles par cette version", en="this version can read every entry"),
    "disk": Text(fr="il reste de la place sur le disque", en="there is space left on the disk"),
    "sealed": Text(
        fr="ce qui est inscrit pour de vrai est scellé au repos", en="what is entered in earnest is sealed at rest"
    ),
}
_REMEDIES = {
    "register": Text(
        fr="lancer « toguna verify » pour savoir quelle entrée", en="run “toguna verify” to learn which entry"
    ),
    "settings": Text(
        fr="refaire l’import qui a été interrompu, ou remettre home.json d’une sauvegarde",
        en="repeat the import that was interrupted, or put back home.json from a backup",
    ),
    "key": Text(
        fr="remettre le dossier keys d’une sauvegarde, ou faire admettre un nouvel appareil",
        en="put back the folder keys from a backup, or have a new device admitted",
    ),
    "records": Text(
        fr="installer la dernière version, puis « toguna rebuild »",
        en="install the latest version, then “toguna rebuild”",
    ),
    "disk": Text(fr="libérer au moins 200 Mo", en="free at least 200 MB"),
    "sealed": Text(fr="sceller ce dossier avec « toguna lock »", en="seal this folder with “toguna lock”"),
}
_GOOD, _BAD = Text(fr="bon   ", en="good  "), Text(fr="À VOIR", en="LOOK  ")


def doctor(options: argparse.Namespace) -> int:
    """Look for what is wrong with this installation; 0 nothing, 1 something."""
    with opened(options) as home:
        found = dict(_look(home))
    lang = options.lang
    if options.json:
        print_json({"ok": all(found.values()), "checks": found})
    else:
        for name, good in found.items():
            remedy = "" if good else f" — {_REMEDIES[name].say(lang)}"
            print(f"{(_GOOD if good else _BAD).say(lang)}  {_CHECKS[name].say(lang)}{remedy}")
    return 0 if all(found.values()) else 1


def _look(home: Home) -> Iterator[tuple[str, bool]]:
    from django.db import connection

    from toguna.server.ledger import store
    from toguna.server.queries.health import unreadable

    settings = home.settings()
    yield "register", store.verify_all().ok
    yield "settings", {r["id"] for r in settings.get("registers", [])} == {id_.hex() for id_ in store.registers()}
    yield "key", "device" in settings and home.key_file(bytes.fromhex(settings["device"])).exists()
    yield "records", unreadable() == 0
    yield "disk", shutil.disk_usage(home.path).free > LEAST_FREE
    live = any(one["mode"] == "live" for one in settings.get("registers", []))
    # A shared server's disk is its operator's to encrypt.
    yield "sealed", vault.is_sealed(home.path) or not live or connection.vendor != "sqlite"
