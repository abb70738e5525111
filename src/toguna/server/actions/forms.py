"""Publishing a form of the framework's own. A version that was published never changes: phones hold it for years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain.visibility import Reader, Role
from toguna.server.actions.incidents import may_report
from toguna.server.office.models import PublishedForm


class NotYourForms(RuleError):
    """Forms are the secretariat's to publish."""

    code = "not-your-forms"
    text = Text(
        fr="Les formulaires du cadre sont publiés par le secrétariat : « {seat} » ne le peut pas. Le lui demander.",
        en="The framework’s forms are published by the secretariat: “{seat}” may not. Ask it.",
    )


class VersionPublished(RuleError):
    """Another form bears this version."""

    code = "form-version-published"
    text = Text(
        fr="La version {version} de « {form} » est déjà publiée, avec d’autres questions : des téléphones l’ont. "
        "Donner une autre version (feuille « settings »), puis recommencer.",
        en="Version {version} of “{form}” is published already, with other questions: phones hold it. Give it another "
        "version (sheet “settings”), then try again.",
    )


def publish_form(
    register: bytes, reader: Reader, form: tuple[str, str, str], xml: bytes, identity: Sequence[str]
) -> bool:
    """Give phones a form (its id, version and title); False where this very version was published before.

    Raises
    ------
    ReadOnly, NotYourAct, NotYourForms, VersionPublished
    """
    may_report(register, reader)
    if reader.role is not Role.MEDIATOR:
        raise NotYourForms(seat=reader.seat)
    id_, version, title = form
    with transaction.atomic():
        held = PublishedForm.objects.filter(register=register.hex(), form=id_, version=version).first()
        if held is not None:
            if bytes(held.xml) != xml:
                raise VersionPublished(form=id_, version=version)
            return False
        PublishedForm.objects.create(
            register=register.hex(),
            form=id_,
            version=version,
            title=title,
            identity=list(identity),
            xml=xml,
            since=datetime.now(UTC).date(),
        )
    return True
