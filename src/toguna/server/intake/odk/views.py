"""The OpenRosa server that ODK Collect and KoboCollect talk to (openrosa.org; interoperability notes B1).

    GET  <token>/formList                        what can be filled
    GET  <token>/forms/<form>/<version>.xml      a form
    GET  <token>/forms/<form>/<version>/files    its lists and its spoken questions
    GET  <token>/sounds/<form>/<file>            a question as it is spoken
    GET  <token>/lists/<name>.csv                a list
    GET  <token>/lists/<name>/integrity          which of its ids are gone
    HEAD <token>/submission                      204: here one may send
    POST <token>/submission                      201 new, 202 known, 409 the same form with other answers

No password is on the phone: the token in the address is the phone's, and can be revoked. Collect takes 200 after a
POST for the page of a hotel's Wi-Fi; so there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any, Final, cast

from csp.decorators import csp_exempt
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from toguna.base.errors import InputError, InstallationError, RuleError, TogunaError
from toguna.base.text import Text
from toguna.register.constitution import Mode
from toguna.server.actions.arrivals import Arrival, receive, sealed_photo
from toguna.server.boot import plain_faults
from toguna.server.intake.odk import answers
from toguna.server.intake.odk.meaning import NOTHING, meaning
from toguna.server.intake.odk.photos import cleaned
from toguna.server.intake.odk.reading import read_filled
from toguna.server.intake.odk.senders import NotAdmitted, Phone, admitted
from toguna.server.listening import LARGEST
from toguna.server.queries.phone_forms import Form, md5, newest
from toguna.server.queries.phone_lists import REFERRAL
from toguna.server.queries.prompts import sound_of

ACCEPTED_LENGTH: Final = 10_000_000
"""What a phone is told: it cuts what is longer into several sendings."""
FORM_PART: Final = "xml_submission_file"
_TYPE: Final = "text/xml; charset=utf-8"
_SOUNDS: Final = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "3gp": "audio/3gpp",
    "amr": "audio/amr",
    "ogg": "audio/ogg",
}
View = Callable[..., HttpResponse]


class TooLarge(InputError):
    """More than is taken in one sending."""

    code = "submission-too-large"
    text = Text(
        fr="L’envoi dépasse {most} Mo : rien n’a été gardé. Prendre des photos plus petites, puis renvoyer.",
        en="What was sent is larger than {most} MB: nothing was kept. Take smaller photos, then send again.",
    )


class NotMultipart(InputError):
    """Not what a form sends."""

    code = "submission-unreadable"
    text = Text(
        fr="L’envoi est incomplet ou abîmé : rien n’a été gardé. Le renvoyer quand le réseau est meilleur.",
        en="What was sent is incomplete or damaged: nothing was kept. Send it again when the network is better.",
    )


class UnknownForm(InputError):
    """No form of this framework."""

    code = "unknown-form"
    text = Text(
        fr="Le formulaire « {form} » n’est pas de ce cadre : rien n’a été gardé. L’envoyer au bureau qui l’a donné.",
        en="The form “{form}” is not of this framework: nothing was kept. Send it to the office that gave it.",
    )


class NotThere(InputError):
    """Nothing at this address."""

    code = "nothing-here"
    text = Text(
        fr="Rien à cette adresse. Télécharger de nouveau la liste des formulaires.",
        en="There is nothing at this address. Download the list of forms again.",
    )


class _InMemory(MemoryFileUploadHandler):
    """Photos never touch the disk before they are sealed."""

    def handle_raw_input(self, *arguments: Any, **named: Any) -> None:
        self.activated = True


def openrosa(view: View) -> View:
    """A view for phones: the token becomes its phone, a refusal becomes a sentence, nothing goes into a log.

    Logs would hold the token; cookies and the browser's rules mean nothing to an app.
    """

    @csrf_exempt
    @csp_exempt()
    @wraps(view)
    def wrapped(request: HttpRequest, **named: Any) -> HttpResponse:
        try:
            answer = _answered(view, request, named.pop("token"), named)
        except TogunaError as error:
            answer = said(answers.message(_plain(error, _lang(request))), _status(error))
        answer["X-OpenRosa-Version"] = "1.0"
        # Django would write the address of every refusal to the terminal, and the token with it.
        answer._has_been_logged = True  # type: ignore[attr-defined]
        return answer

    return cast(View, wrapped)


def _answered(view: View, request: HttpRequest, token: str, named: dict[str, Any]) -> HttpResponse:
    try:
        with plain_faults(settings.HOME):
            return view(request, admitted(settings.HOME, token), **named)
    except (DatabaseError, InstallationError):
        connection.close()
        raise


def said(body: bytes, status: int = 200) -> HttpResponse:
    """An answer in XML."""
    return HttpResponse(body, content_type=_TYPE, status=status)


@openrosa
def form_list(request: HttpRequest, phone: Phone) -> HttpResponse:
    """What can be filled: the newest version of each form, or all of them."""
    forms = phone.served if request.GET.get("listAllVersions") == "true" else newest(phone.served)
    wanted = request.GET.get("formID")
    rows = []
    for form in forms:
        if wanted in (None, form.id):
            address = _address(request, "odk-form", form=form.id, version=form.version)
            held = form.lists or form.sounds
            files = _address(request, "odk-files", form=form.id, version=form.version) if held else None
            rows.append((form, address, files))
    return said(answers.form_list(rows, _lang(request)))


@openrosa
def form(request: HttpRequest, phone: Phone, form: str, version: str) -> HttpResponse:
    """One version of a form."""
    return said(_form(phone, form, version).xml)


@openrosa
def files(request: HttpRequest, phone: Phone, form: str, version: str) -> HttpResponse:
    """The lists of a form, and its questions as they are spoken."""
    held, found = _form(phone, form, version), []
    for name in held.lists:
        choices = phone.choices(name)
        if choices is not None:
            integrity = _address(request, "odk-integrity", name=name) if name != REFERRAL else None
            hash_, address = md5(answers.table(choices, _lang(request))), _address(request, "odk-list", name=name)
            found.append(answers.MediaFile(f"{name}.csv", hash_, address, integrity))
    known = {one.file: one.md5 for one in phone.sounds if one.form == form}
    sounds = (
        answers.MediaFile(file, known[file], _address(request, "odk-sound", form=form, file=file))
        for file in held.sounds
    )
    return said(answers.manifest([*found, *sounds]))


@openrosa
def list_(request: HttpRequest, phone: Phone, name: str) -> HttpResponse:
    """A list."""
    choices = phone.choices(name)
    if choices is None:
        raise NotThere()
    return HttpResponse(answers.table(choices, _lang(request)), content_type="text/csv; charset=utf-8")


@openrosa
def sound(request: HttpRequest, phone: Phone, form: str, file: str) -> HttpResponse:
    """A question as it is spoken."""
    held = sound_of(phone.sender.register, form, file)
    if held is None:
        raise NotThere()
    return HttpResponse(held, content_type=_SOUNDS[file.rpartition(".")[2]])


@openrosa
def integrity(request: HttpRequest, phone: Phone, name: str) -> HttpResponse:
    """Which of the ids that the phone names are no longer in a list."""
    choices = phone.choices(name)
    if choices is None:
        raise NotThere()
    asked = [one for one in request.GET.get("id", "").split(",") if one]
    return said(answers.integrity(asked, (one.name for one in choices)))


@openrosa
def submission(request: HttpRequest, phone: Phone) -> HttpResponse:
    """Where filled forms go."""
    if request.method == "HEAD":
        answer = HttpResponse(status=204)
        answer["X-OpenRosa-Accept-Content-Length"] = str(ACCEPTED_LENGTH)
        return answer
    if request.method != "POST":
        raise NotThere()
    received = receive(
        settings.HOME,
        phone.sender.register,
        (phone.sender.number, phone.sender.seat),
        _arrival(request, phone),
        received=phone.reading.today if phone.reading.mode is Mode.EXERCISE else None,
    )
    return said(answers.success(received, _lang(request)), 202 if received.again else 201)


@openrosa
def nothing(request: HttpRequest, phone: Phone, rest: str) -> HttpResponse:
    """Any other address below a token."""
    raise NotThere()


def _arrival(request: HttpRequest, phone: Phone) -> Arrival:
    sent, files = _parts(request)
    filled = read_filled(sent)
    versions = [one for one in phone.forms if one.id == filled.form]
    if not versions:
        raise UnknownForm(form=filled.form[:60])
    identity = {name for one in versions for name in one.identity}
    if identity:
        filled = read_filled(sent, identity)
    kind, fields = meaning(filled.form, filled.answers, phone.known())
    # One after the other, and each let go before the next one is read.
    photos = [
        sealed_photo(settings.HOME, name, _whole(files.pop(name)), cleaned) for name in list(files) if kind != NOTHING
    ]
    return Arrival(
        form=filled.form,
        version=filled.version,
        instance=filled.instance,
        replaces=filled.replaces,
        kind=kind,
        fields=fields,
        sent=sent,
        xml=filled.xml,
        photos=photos,
    )


def _parts(request: HttpRequest) -> tuple[bytes, dict[str, UploadedFile]]:
    """The form's XML and the files beside it, by name; the body that they came in is let go."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LARGEST:
        raise TooLarge(most=LARGEST // 1_000_000)
    request.upload_handlers = [_InMemory(request)]
    try:
        files = {name: file for name, file in request.FILES.items() if isinstance(file, UploadedFile)}
    except (MultiPartParserError, SuspiciousOperation, OSError):
        raise NotMultipart() from None
    body = request.META.get("wsgi.input")
    if isinstance(body, BytesIO):
        body.seek(0)
        body.truncate()
    form = files.pop(FORM_PART, None)
    if form is None:
        raise NotMultipart()
    return _whole(form), {(file.name or name)[:250]: file for name, file in files.items()}


def _whole(file: UploadedFile) -> bytes:
    """The bytes as they lie in memory, without a copy of them; the file is empty afterwards."""
    assert isinstance(file.file, BytesIO)
    held = file.file.getvalue()
    file.close()
    return held


def _form(phone: Phone, id_: str, version: str) -> Form:
    found = next((one for one in phone.served if (one.id, one.version) == (id_, version)), None)
    if found is None:
        raise NotThere()
    return found


def _address(request: HttpRequest, view: str, **named: str) -> str:
    """A whole address on the host that was asked. The encrypted line may end at a proxy in front of this server."""
    assert request.resolver_match is not None
    path = reverse(view, kwargs={"token": request.resolver_match.kwargs["token"], **named})
    secure = request.is_secure() or request.META.get("HTTP_X_FORWARDED_PROTO") == "https"
    return f"{'https' if secure else 'http'}://{request.get_host()}{path}"


def _lang(request: HttpRequest) -> str:
    """French, but for a phone that is set to English."""
    return "en" if request.META.get("HTTP_ACCEPT_LANGUAGE", "").strip().lower().startswith("en") else "fr"


def _status(error: TogunaError) -> int:
    if isinstance(error, NotAdmitted):
        return 403
    if isinstance(error, TooLarge):
        return 413
    if isinstance(error, UnknownForm | NotThere):
        return 404
    if isinstance(error, RuleError):
        return 409
    return 400 if isinstance(error, InputError) else 503


def _plain(error: TogunaError, lang: str) -> str:
    """The sentence without the folders of this machine."""
    data = {name: getattr(value, "name", value) for name, value in error.data.items()}
    return error.text.say(lang, **data)
