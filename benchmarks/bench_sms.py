"""How messages are read: right, left for a person, or wrong, on messages written by rule with words that the parser
does not know; how fast; and what one costs from the gateway's request to the register.
"""

from __future__ import annotations

import importlib
import json
import os
import secrets
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "server" / "sms")]
COMMAND = "python benchmarks/bench_sms.py"
ASKED, SEED = 500, 20261128
MANY = int(os.environ.get("TOGUNA_SMS", "24000"))
SENT = 200


def say(what: str, asked: str, measured: float, unit: str, **more: object) -> None:
    """One figure for benchmarks/run.py."""
    line = {"what": what, "asked": asked, "measured": measured, "unit": unit, "command": COMMAND, **more}
    print(json.dumps(line), flush=True)


def read(number: int, seed: int, *, worse: bool = False) -> None:
    """How so many messages were read; `worse`: with two to five slips in each."""
    judge: Any = importlib.import_module("judge")
    slips = importlib.import_module("writer").HARDER if worse else importlib.import_module("writer").USUAL
    begin = time.process_time()
    found = judge.judge(number, seed, slips).outcomes
    seconds = time.process_time() - begin
    well = found["right"] + found["draft"]
    split = {"right": found["right"], "draft": found["draft"], "wrong": found["wrong"] + found["count"], "seed": seed}
    what = f"{number} SMS with 2 to 5 slips" if worse else f"{number} SMS"
    say(f"{what}: right, or kept as a draft", "≥ 95 %", round(100 * well / number, 2), "%", **split)
    say(f"{what}: dead, wounded or taken silently wrong", "0", found["count"], "messages", seed=seed)
    if number == MANY and not worse:
        say("SMS written and read, processor time", "–", round(1000 * seconds / number, 2), "ms each")


def sent() -> None:
    """From a gateway's request to the register, one after the other."""
    from toguna.server import boot
    from toguna.server.home import Home

    with tempfile.TemporaryDirectory() as folder:
        passphrase = os.environ["TOGUNA_PASSPHRASE"] = secrets.token_hex()
        home = Home(Path(folder) / "home")
        boot.setup(home, create=True)
        from django.test import Client, override_settings

        from toguna.cli.registers import found_scenario
        from toguna.server.actions import serving
        from toguna.server.actions.gateways import issue_gateway
        from toguna.server.actions.registers import open_key
        from toguna.server.queries.reading import read as read_as

        found_scenario(home, ROOT / "src/toguna/scenarios/veranda.yaml", passphrase)
        reading = read_as(home, framework="ostrine", seat="mediation", as_of=None)
        issued = issue_gateway(home, reading.register, reading.reader, "smssync")
        serving.hold(open_key(home, passphrase))
        with override_settings(ALLOWED_HOSTS=["testserver"]):
            client, spent = Client(), []
            for n in range(SENT):
                form = {"from": f"+2237000{n:04d}", "message": f"INC 1 Ostrine 14/06 {n % 9}M", "message_id": str(n)}
                begin = time.process_time()
                answer = client.post(f"/sms/{issued.token}/smssync", {**form, "secret": issued.secret})
                spent.append(time.process_time() - begin)
                assert answer.json()["payload"]["success"], answer.content
        serving.hold(None)
    spent.sort()
    say(
        "SMS from request to register, processor time (median)", "–", round(1000 * spent[SENT // 2], 1), "ms", sent=SENT
    )


def main() -> None:
    """Read the five hundred that were asked for, then many more with another seed; then send some."""
    read(ASKED, SEED)
    read(MANY, SEED + 1)
    read(MANY, SEED + 2, worse=True)
    sent()


if __name__ == "__main__":
    main()
