"""What several clerks and gateways do at the same moment, run in a process of its own on whatever database it is given.

    python at_once.py HOME

It prints, as JSON, what each of them got.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from toguna.server import boot
from toguna.server.home import Home

home = Home(Path(sys.argv[1]))
boot.setup(home)

from django.db import connection  # noqa: E402 - Django is set up first

from toguna.base.errors import TogunaError  # noqa: E402
from toguna.register.short_messages import ShortMessage, as_text, read_key_line, seal  # noqa: E402
from toguna.register.signing import DeviceKey  # noqa: E402
from toguna.server.actions import outbox, serving  # noqa: E402
from toguna.server.actions.forgetting import forget_messages  # noqa: E402
from toguna.server.actions.gateways import issue_gateway  # noqa: E402
from toguna.server.actions.messages import Sms  # noqa: E402
from toguna.server.actions.paper_forms import give_numbers, type_form  # noqa: E402
from toguna.server.actions.registers import open_key  # noqa: E402
from toguna.server.actions.reports import set_aside  # noqa: E402
from toguna.server.actions.sealed_phones import issue_sealed_phone  # noqa: E402
from toguna.server.acts.numbering import numbered  # noqa: E402
from toguna.server.intake.sms.senders import admitted  # noqa: E402
from toguna.server.office.arrivals import report_case  # noqa: E402
from toguna.server.office.models import Answer, CardNumber, Message, Submission  # noqa: E402
from toguna.server.queries.reading import read  # noqa: E402

MANY = 4
key = open_key(home, os.environ["TOGUNA_PASSPHRASE"])
serving.hold(key)
reading = read(home, framework="ostrine", seat="mediation", as_of=None)
register, reader = reading.register, reading.reader


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """What so many got who acted at the same moment; a refusal as its code."""
    gate = threading.Barrier(MANY)
    got: list[Any] = [None] * MANY

    def run(n: int) -> None:
        gate.wait(30)
        try:
            got[n] = act(n)
        except TogunaError as refused:
            got[n] = refused.code
        except Exception as broken:  # noqa: BLE001 - the test says which
            got[n] = f"{type(broken).__name__}: {broken}"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return got


def card(_: int) -> list[int | None]:
    return [row.number for row in numbered(read(home, framework="ostrine", seat="mediation", as_of=None))]


def typed(n: int) -> str:
    fields = {
        "kind": "ROB-ROAD",
        "date": "2031-06-14",
        "where": ["ostrine"],
        "received": "2031-06-15",
        "said_by": "army",
    }
    type_form(register, reader, key, f"fiche-{n}", 7, fields, known=date(2031, 6, 15))
    return "typed"


told: dict[str, Any] = {"card": at_once(card), "twice": CardNumber.objects.count()}
told["printed"] = sorted(at_once(lambda _: give_numbers(register, reader, 10)))
told["typed"] = sorted(at_once(typed))

issued = issue_gateway(home, register, reader, "medic")
phone = read_key_line(issue_sealed_phone(home, register, reader).line)
sms = Sms("+22370000001", "Braquage à Ostrine le 14/06, 2 morts", "a")
told["same"] = at_once(lambda _: admitted(home, issued.token).take(sms, handed=True).text)
told["messages"] = Message.objects.count()


def sealed(n: int) -> str:
    text = as_text(seal(phone, 1, ShortMessage(words="braquage à Ostrine", killed=n)))
    return admitted(home, issued.token).take(Sms("+22370000002", text, f"s{n}"), handed=True).outcome.outcome


told["sealed"] = sorted(at_once(sealed))
submission = Submission.objects.get(form="sms")
set_aside(register, reader, key, report_case(submission.case), {"fr": "Déjà connu."}, known=date(2031, 6, 16))  # type: ignore[arg-type]
for n in range(18):
    asks = Sms("+22370000003", f"INC 1 environ {n} morts", f"w{n}")
    admitted(home, issued.token).take(asks, handed=False)
quick = outbox.open_box


def slowly(key: DeviceKey, box: bytes) -> bytes:
    """Opening takes its time, so that all of them are at it together."""
    time.sleep(0.01)
    return quick(key, box)


outbox.open_box = slowly
got = at_once(lambda _: [one.uuid for one in admitted(home, issued.token).waiting(key)])
told["handed"] = sorted(one for found in got for one in found)
told["answers"] = Answer.objects.filter(outcome_of__isnull=False).count()
Message.objects.update(received=date(2031, 1, 1))
Submission.objects.update(received=date(2031, 1, 1))
forgotten = at_once(lambda _: forget_messages(register, date(2031, 1, 1) + timedelta(days=91))["messages"])
told["forgotten"] = [one for one in forgotten if isinstance(one, str)]
told["left"] = [Message.objects.count(), Answer.objects.count(), Submission.objects.exclude(content=b"").count()]
serving.hold(None)
print(json.dumps(told, ensure_ascii=False))
