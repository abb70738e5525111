"""Gateways as they are in the field, each speaking its own way through the real server."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from office import Office

from toguna.server.actions.gateways import IssuedGateway, issue_gateway
from toguna.server.intake.sms.proving import signature
from toguna.server.queries.reading import reader_of
from toguna.server.queries.seats import founding_act

SENDER = "+22376123456"
SENT = 1_939_370_400_000
"""Milliseconds: some hour of June 2031."""


@dataclass
class Line:
    """A gateway of one kind that the office let in."""

    office: Office
    kind: str
    seat: str = "mediation"
    issued: IssuedGateway = field(init=False)
    log: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        reader = reader_of(founding_act(self.office.register), self.seat)
        self.issued = issue_gateway(self.office.home, self.office.register, reader, self.kind)

    def ask(
        self, method: str, body: bytes = b"", headers: dict[str, str] | None = None, path: str = ""
    ) -> tuple[int, Any]:
        """Status and JSON of one request."""
        connection = HTTPConnection("127.0.0.1", self.office.port, timeout=20)
        where = f"/sms/{self.issued.token}/{path or self.kind}"
        connection.request(method, where, body or None, headers or {})
        answer = connection.getresponse()
        read = answer.read()
        connection.close()
        return answer.status, json.loads(read)

    def sms(self, text: str, sender: str = SENDER, id_: str = "", sent: int = SENT) -> str:
        """What is answered to a message; empty where nothing is."""
        status, data = getattr(self, f"_{self.kind}")(
            text, sender, id_ or hashlib.sha256(text.encode()).hexdigest(), sent
        )
        assert status == 200, data
        self.log.append(data)
        return str(data["said"])

    def _smssync(self, text: str, sender: str, id_: str, sent: int) -> tuple[int, Any]:
        form = {
            "from": sender,
            "message": text,
            "sent_timestamp": sent,
            "message_id": id_,
            "secret": self.issued.secret,
        }
        status, data = self.ask("POST", urlencode(form).encode(), {"Content-Type": "application/x-www-form-urlencoded"})
        messages = data["payload"].get("messages", [])
        return status, {**data, "said": messages[0]["message"] if messages else ""}

    def _medic(self, text: str, sender: str, id_: str, sent: int) -> tuple[int, Any]:
        body = {"messages": [{"id": id_, "from": sender, "content": text, "sms_sent": sent, "sms_received": sent}]}
        status, data = self.ask("POST", json.dumps(body).encode(), {"Content-Type": "application/json"})
        return status, {**data, "said": data["messages"][0]["content"] if data["messages"] else ""}

    def _httpsms(self, text: str, sender: str, id_: str, sent: int) -> tuple[int, Any]:
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(sent / 1000))
        data = {"contact": sender, "content": text, "message_id": id_, "timestamp": at, "owner": "+22370000000"}
        body = {"type": "message.phone.received", "data": data, "specversion": "1.0"}
        status, got = self.ask(
            "POST", json.dumps(body).encode(), {"Authorization": f"Bearer {jwt(self.issued.secret)}"}
        )
        return status, {**got, "said": ""}

    def _signed(self, text: str, sender: str, id_: str, sent: int) -> tuple[int, Any]:
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(sent / 1000))
        status, data = self.send_signed({"id": id_, "from": sender, "text": text, "sent": at})
        return status, {**data, "said": data["answers"][0]["text"] if data["answers"] else ""}

    def send_signed(self, data: dict[str, Any], at: float | None = None) -> tuple[int, Any]:
        """A request of the signed kind."""
        body = json.dumps(data).encode()
        return self.ask(
            "POST", body, {"X-Toguna-Signature": signature(self.issued.secret, int(at or time.time()), body)}
        )


def jwt(secret: str, **claims: Any) -> str:
    """A token as httpSMS makes one."""
    head = claims.pop("head", {"alg": "HS256", "typ": "JWT"})
    told = {"exp": time.time() + 600, "nbf": time.time() - 60, **claims}
    parts = [base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=") for one in (head, told)]
    mac = hmac.new(secret.encode(), b".".join(parts), hashlib.sha256).digest()
    return b".".join([*parts, base64.urlsafe_b64encode(mac).rstrip(b"=")]).decode()
