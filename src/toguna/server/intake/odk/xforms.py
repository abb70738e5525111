"""A form that a framework made itself, read before it is given to phones: an XLSForm (.xlsx) or an XForm (.xml).

A form may ask what it likes; what it may not is send elsewhere than to this office, choose from lists that are not
there, or take the place of a form of the software.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from toguna.base.errors import InputError, InstallationError
from toguna.base.text import Text
from toguna.server.intake.odk.workbooks import sheets
from toguna.server.intake.odk.xml import Element, parse
from toguna.server.queries.phone_forms import TITLES
from toguna.server.queries.phone_lists import LISTS, REFERRAL

LARGEST: Final = 3_000_000
MOST_ELEMENTS: Final = 80_000
LONGEST: Final = 120
_TELLING: Final = frozenset(
    {"deviceid", "phonenumber", "phone number", "username", "email", "subscriberid", "simserial", "uuid"}
)
_MEDIA: Final = ("jr://images/", "jr://audio/", "jr://video/")


class FormRefused(InputError):
    """It is not a form that phones can be given."""

    code = "form-refused"
    text = Text(
        fr="Ce formulaire n’est pas publié : {detail}. Le corriger, changer sa version, puis recommencer.",
        en="This form is not published: {detail}. Correct it, change its version, then try again.",
    )


class NoConverter(InstallationError):
    """The converter of XLSForms is not installed."""

    code = "no-form-converter"
    text = Text(
        fr="Pour lire un classeur XLSForm il faut « pip install toguna[forms]» ; ou donner le formulaire en .xml.",
        en="To read an XLSForm workbook, “pip install toguna[forms]” is needed; or give the form as .xml.",
    )


_NOT_A_FORM: Final = Text(fr="ce n’est pas un formulaire (XForm)", en="it is not a form (XForm)")
_NO_SURVEY: Final = Text(fr="le classeur n’a pas de feuille « survey »", en="the workbook has no sheet “survey”")
_NO_NAME: Final = Text(
    fr="il manque form_id ou version (feuille « settings »), ou ils sont trop longs",
    en="form_id or version is missing (sheet “settings”), or too long",
)
_OURS: Final = Text(fr="« {form} » est un formulaire du logiciel", en="“{form}” is a form of the software")
_ELSEWHERE: Final = Text(
    fr="il enverrait les réponses ailleurs (submission_url)", en="it would send its answers elsewhere (submission_url)"
)
_ENCRYPTED: Final = Text(
    fr="il chiffre les réponses pour une autre clé (public_key) : ce bureau ne pourrait pas les lire",
    en="it encrypts its answers for another key (public_key): this office could not read them",
)
_NO_LIST: Final = Text(
    fr="il choisit dans « {name} », que ce bureau ne donne pas (il donne : {known})",
    en="it chooses from “{name}”, which this office does not give (it gives: {known})",
)
_CONVERTER: Final = Text(fr="le convertisseur dit, en anglais : « {said} »", en="the converter says: “{said}”")


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that may be published. `identity` names the answers that tell whose phone it is: they are cut out on
    arrival; `left_out` the pictures and sounds that phones will not be given.
    """

    form: str
    version: str
    title: str
    xml: bytes
    identity: tuple[str, ...]
    left_out: tuple[str, ...]


def read_form(data: bytes) -> Draft:
    """The form in a file's bytes.

    Raises
    ------
    NotAWorkbook, NotUsableXml, FormRefused, NoConverter
    """
    xml = _converted(data) if data.startswith(b"PK") else data
    root = parse(xml, largest=LARGEST, most=MOST_ELEMENTS)
    head = root.child("head")
    model = head.child("model") if head is not None else None
    held = model.child("instance") if model is not None else None
    if root.name != "html" or head is None or model is None or held is None or not held.children:
        raise FormRefused(detail=_NOT_A_FORM)
    main = held.children[0]
    form, version = main.attributes.get("id", "").strip(), main.attributes.get("version", "").strip()
    if not all(0 < len(one) <= LONGEST and "/" not in one for one in (form, version)):
        raise FormRefused(detail=_NO_NAME)
    if form in TITLES:
        raise FormRefused(detail=_filled(_OURS, form=form))
    _check_sending(model)
    named = head.child("title")
    title = (named.text if named is not None else "") or form
    return Draft(form, version, title[:200], xml, _identity(model), _outside(root))


def _filled(text: Text, **data: str) -> Text:
    return Text(fr=text.say("fr", **data), en=text.say("en", **data))


def _converted(data: bytes) -> bytes:
    book = sheets(data)
    if not book.get("survey"):
        raise FormRefused(detail=_NO_SURVEY)
    try:
        from pyxform.errors import PyXFormError
        from pyxform.xls2xform import convert
    except ImportError:
        raise NoConverter from None
    try:
        made = convert(xlsform=book, validate=False, pretty_print=False, form_name="data")
    except PyXFormError as wrong:
        raise FormRefused(detail=_filled(_CONVERTER, said=_plain(str(wrong)))) from None
    return str(made.xform).encode()


def _plain(said: str) -> str:
    return " ".join(said.replace("{", "(").replace("}", ")").split())[:300]


def _check_sending(model: Element) -> None:
    for one in model.children:
        if one.name == "submission":
            if one.attributes.get("base64RsaPublicKey"):
                raise FormRefused(detail=_ENCRYPTED)
            if one.attributes.get("action"):
                raise FormRefused(detail=_ELSEWHERE)


def _identity(model: Element) -> tuple[str, ...]:
    """The questions that the phone fills with what tells whose it is, under whatever name."""
    found = []
    for bind in (one for one in model.children if one.name == "bind"):
        said = {key.rpartition(" ")[2]: value for key, value in bind.attributes.items()}
        if said.get("preload") == "property" and said.get("preloadParams", "").lower() in _TELLING:
            found.append(bind.attributes.get("nodeset", "").rpartition("/")[2])
    return tuple(dict.fromkeys(name for name in found if name))


def _outside(root: Element) -> tuple[str, ...]:
    """The pictures and sounds that it names; a list that is not given here refuses it.

    Raises
    ------
    FormRefused
    """
    known, media = {*LISTS, REFERRAL}, []
    for one in root.every():
        source = one.attributes.get("src", "")
        if one.name == "instance" and source:
            name = source.rpartition("/")[2].removesuffix(".csv")
            if not source.startswith("jr://file-csv/") or name not in known:
                given = ", ".join(f"{each}.csv" for each in sorted(known))
                raise FormRefused(detail=_filled(_NO_LIST, name=_plain(source.rpartition("/")[2]), known=given))
        if one.text.startswith(_MEDIA):
            media.append(one.text.rpartition("/")[2])
    return tuple(dict.fromkeys(media))
