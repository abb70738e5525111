"""Gateways hand on SMS, and get the answers to send (spec/sms.md §6). Each adapter only translates.

POST <token>/smssync     SMSSync: a form; the answer comes back as its task       GET ?task=send: what waits
POST <token>/medic       medic-gateway: messages in, states of answers in, answers out       GET: that it is one
POST <token>/httpsms     httpSMS: one event, signed as a JWT; answers wait
POST <token>/signed      anything else: JSON, signed over its second and its body; the answer comes back
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Final, cast

from csp.decorators import csp_exempt
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt

from toguna.base.errors import InputError, InstallationError, RuleError, TogunaError
from toguna.base.text import Text
from toguna.register.short_messages import MOST_BYTES
from toguna.server.actions import serving
from toguna.server.actions.messages import Sms, Taken, TooManyMessages
from toguna.server.actions.outbox import Outgoing, note_state
from toguna.server.boot import plain_faults
from toguna.server.intake.sms.proving import is_bearer, is_signed
from toguna.server.intake.sms.senders import GatewayNotAdmitted, Line, admitted

LARGEST: Final = 256_000
MOST_AT_ONCE: Final = 100
LONGEST_TEXT: Final = 10_000
LONGEST_ID: Final = 200
View = Callable[..., HttpResponse]


class NotAMessage(InputError):
    """Not what this kind of gateway sends."""

    code = "gateway-request-unreadable"
    text = Text(
        fr="L’envoi de la passerelle est illisible ou dépasse {most} ko : rien n’en a été gardé. Vérifier sa sorte et "
        "sa version.",
        en="What the gateway sent is unreadable or larger than {most} kB: nothing of it was kept. Check its kind and "
        "version.",
    )


class NotAtThisAddress(InputError):
    """Nothing at this address."""

    code = "sms-nothing-here"
    text = Text(
        fr="Rien à cette adresse. Reprendre celle que « toguna gateways » a donnée.",
        en="There is nothing at this address. Use the one that “toguna gateways” gave.",
    )


def line(kind: str) -> Callable[[View], View]:
    """A view for gateways of one kind: the token becomes its gateway, a refusal a sentence, nothing goes into a log."""

    def made(view: View) -> View:
        @csrf_exempt
        @csp_exempt()
        @wraps(view)
        def wrapped(request: HttpRequest, **named: Any) -> HttpResponse:
            try:
                answer = _answered(view, request, kind, named.pop("token"), named)
            except TogunaError as error:
                said = {"error": error.code, "message": _plain(error)}
                answer = JsonResponse({"payload": {"success": False, "error": said["message"]}, **said})
                answer.status_code = _status(error)
            # Django would write the address of every refusal to the terminal, and the token with it.
            answer._has_been_logged = True  # type: ignore[attr-defined]
            return answer

        return cast(View, wrapped)

    return made


def _answered(view: View, request: HttpRequest, kind: str, token: str, named: dict[str, Any]) -> HttpResponse:
    try:
        with plain_faults(settings.HOME):
            held = admitted(settings.HOME, token)
            if kind and held.held.kind != kind:
                raise NotAtThisAddress()
            return view(request, held, **named)
    except (DatabaseError, InstallationError):
        connection.close()
        raise


@line("smssync")
def smssync(request: HttpRequest, held: Line) -> HttpResponse:
    """SMSSync: one message a form, with the secret typed into the app."""
    given = _form(request) if request.method == "POST" else request.GET
    if not held.knows(str(given.get("secret", ""))):
        raise GatewayNotAdmitted()
    if request.method == "GET" and given.get("task") == "send":
        waiting = held.waiting(serving.held())
        return _task(held, waiting)
    if request.method != "POST":
        raise NotAtThisAddress()
    sms = _sms(
        given.get("from"), given.get("message"), given.get("message_id", ""), _millis(given.get("sent_timestamp"))
    )
    return _task(held, _out([held.take(sms, handed=True)]), success=True)


def _task(held: Line, out: list[Outgoing], **more: Any) -> HttpResponse:
    payload: dict[str, Any] = {**more, "error": None}
    if out or not more:
        messages = [{"to": one.to, "message": one.text, "uuid": one.uuid} for one in out]
        payload = {**payload, "task": "send", "secret": held.secret, "messages": messages}
    return JsonResponse({"payload": payload})


@line("medic")
def medic(request: HttpRequest, held: Line) -> HttpResponse:
    """medic-gateway: polls with what came in, what became of what went out, and takes what is to go."""
    if request.method == "GET":
        return JsonResponse({"medic-gateway": True})
    data = _json(request)
    messages, updates = _list(data, "messages"), _list(data, "updates")
    for one in updates:
        note_state(
            held.held.register, held.held.number, str(one.get("id", ""))[:LONGEST_ID], str(one.get("status", ""))
        )
    taken = []
    for one in messages:
        try:
            sms = _sms(one.get("from"), one.get("content"), one.get("id", ""), _millis(one.get("sms_sent")))
            taken.append(held.take(sms, handed=True))
        except InputError:
            continue  # from nobody, or without words: it would come again for ever, and stop those behind it
    out = [*_out(taken), *held.waiting(serving.held())]
    return JsonResponse({"messages": [{"id": one.uuid, "to": one.to, "content": one.text} for one in out]})


@line("httpsms")
def httpsms(request: HttpRequest, held: Line) -> HttpResponse:
    """httpSMS: one event a request. It takes no answer back: those wait for `signed`'s way of asking."""
    if request.method != "POST":
        raise NotAtThisAddress()
    if not is_bearer(held.secret, request.headers.get("Authorization", ""), time.time()):
        raise GatewayNotAdmitted()
    event = _json(request)
    data = event.get("data")
    if event.get("type") == "message.phone.received" and isinstance(data, Mapping):
        sent = _iso(data.get("timestamp"))
        held.take(_sms(data.get("contact"), data.get("content"), data.get("message_id", ""), sent), handed=False)
    return JsonResponse({"success": True})


@line("signed")
def signed(request: HttpRequest, held: Line) -> HttpResponse:
    """Any other gateway: `{"id", "from", "text", "sent"}`, signed; the answer in the reply, or `{"task": "send"}`."""
    body = _body(request)
    if not is_signed(held.secret, request.headers.get("X-Toguna-Signature", ""), body, time.time()):
        raise GatewayNotAdmitted()
    data = _json(request)
    for one in _list(data, "updates"):
        note_state(
            held.held.register, held.held.number, str(one.get("id", ""))[:LONGEST_ID], str(one.get("status", ""))
        )
    if "text" in data or "data" in data:
        sms = _signed_sms(data)
        if not sms.id and sms.sent is None:
            raise NotAMessage(most=LARGEST // 1000)
        out = _out([held.take(sms, handed=True)])
    else:
        out = held.waiting(serving.held())
    return JsonResponse({"answers": [{"id": one.uuid, "to": one.to, "text": one.text} for one in out]})


@line("")
def nothing(request: HttpRequest, held: Line, rest: str) -> HttpResponse:
    """Any other address below a token."""
    raise NotAtThisAddress()


def _out(taken: list[Taken]) -> list[Outgoing]:
    return [Outgoing(one.uuid, one.to, one.text) for one in taken if one.text]


def _sms(sender: object, text: object, id_: object, sent: datetime | None) -> Sms:
    if not isinstance(text, str) or not isinstance(sender, str) or not isinstance(id_, str | int):
        raise NotAMessage(most=LARGEST // 1000)
    return Sms(sender, text[:LONGEST_TEXT], str(id_)[:LONGEST_ID], sent)


def _signed_sms(data: Mapping[str, Any]) -> Sms:
    """Words in `text`, or the bytes of a sealed message as base64 in `data`."""
    sms = _sms(data.get("from"), data.get("text", ""), data.get("id", ""), _iso(data.get("sent")))
    if "data" not in data:
        return sms
    try:
        sealed = base64.b64decode(str(data["data"]), validate=True)
    except ValueError:
        raise NotAMessage(most=LARGEST // 1000) from None
    if not 0 < len(sealed) <= MOST_BYTES:
        raise NotAMessage(most=LARGEST // 1000)
    return replace(sms, sealed=sealed)


def _millis(said: object) -> datetime | None:
    """Milliseconds since 1970, as text or number; None where they are none."""
    text = str(said).strip() if isinstance(said, str | int) else ""
    if not text.isascii() or not text.isdigit() or len(text) > 14:
        return None
    return datetime.fromtimestamp(int(text) / 1000, UTC)


def _iso(said: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(said)[:40])
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _body(request: HttpRequest) -> bytes:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method != "POST" or not length.isdigit() or not 0 < int(length) <= LARGEST:
        raise NotAMessage(most=LARGEST // 1000)
    try:
        return request.body
    except (SuspiciousOperation, OSError):
        raise NotAMessage(most=LARGEST // 1000) from None


def _json(request: HttpRequest) -> dict[str, Any]:
    try:
        found = json.loads(_body(request))
    except (ValueError, RecursionError):
        raise NotAMessage(most=LARGEST // 1000) from None
    if not isinstance(found, dict):
        raise NotAMessage(most=LARGEST // 1000)
    return found


def _form(request: HttpRequest) -> Mapping[str, Any]:
    _body(request)
    try:
        return cast(Mapping[str, Any], request.POST)
    except (SuspiciousOperation, MultiPartParserError, OSError):
        raise NotAMessage(most=LARGEST // 1000) from None


def _list(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = data.get(name, [])
    if not isinstance(found, list) or len(found) > MOST_AT_ONCE or not all(isinstance(one, dict) for one in found):
        raise NotAMessage(most=LARGEST // 1000)
    return found


def _plain(error: TogunaError) -> str:
    """The sentence without the folders of this machine."""
    data = {name: getattr(value, "name", value) for name, value in error.data.items()}
    return error.text.say("fr", **data)


def _status(error: TogunaError) -> int:
    if isinstance(error, GatewayNotAdmitted):
        return 403
    if isinstance(error, NotAtThisAddress):
        return 404
    if isinstance(error, TooManyMessages):
        return 429
    if isinstance(error, RuleError):
        return 409
    return 400 if isinstance(error, InputError) else 503
