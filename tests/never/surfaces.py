"""Every place of the software that has named fields: what could hold a name, a number, a face is held to one list."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from toguna.domain.entity import Part
from toguna.domain.nouns import ALL_NOUNS
from toguna.domain.shapes import field_types, item, struct_of


def entities() -> Iterator[tuple[str, str]]:
    """Each field of each entity and of each part inside one."""
    for noun in ALL_NOUNS.values():
        waiting, seen = [noun.entity], set()
        while waiting:
            struct = waiting.pop()
            if struct in seen:
                continue
            seen.add(struct)
            for name, kind in field_types(struct).items():
                yield f"{noun.name}: {struct.__name__}", name
                inner = struct_of(item(kind) or kind)
                if inner is not None and issubclass(inner, Part):
                    waiting.append(inner)


def acts() -> Iterator[tuple[str, str]]:
    """Each field of each act's form, of the command line and of the API."""
    from toguna.server.acts.catalogue import ACTS

    for act in ACTS.values():
        waiting = list(act.fields)
        while waiting:
            field = waiting.pop()
            yield f"act {act.name}", field.name
            waiting += field.parts


def api() -> Iterator[tuple[str, str]]:
    """Each property and parameter of the API's own description."""
    from django.test import Client, override_settings

    with override_settings(ALLOWED_HOSTS=["testserver"]):
        told = Client().get("/api/v1/openapi.json").json()
    waiting = [("api", told)]
    while waiting:
        where, held = waiting.pop()
        if isinstance(held, list):
            waiting += [(where, one) for one in held]
        elif isinstance(held, dict):
            for name in held.get("properties", {}):
                yield where, name
            if "in" in held and isinstance(held.get("name"), str):
                yield where, held["name"]
            waiting += [(f"{where}/{name}"[-90:], one) for name, one in held.items()]


def phone_forms() -> Iterator[tuple[str, str]]:
    """Each question of each form that phones download, with its type as `question:type`."""
    from toguna.server.queries.phone_forms import shipped

    for form in shipped():
        root = ElementTree.fromstring(form.xml)
        for bind in root.iter("{http://www.w3.org/2002/xforms}bind"):
            question = bind.get("nodeset", "").rpartition("/")[2]
            yield f"form {form.id}", question
            yield f"form {form.id}, type", bind.get("type", "")


def tables() -> Iterator[tuple[str, str]]:
    """Each column of each table, the office's own included."""
    from django.apps import apps

    for model in apps.get_models():
        for field in model._meta.get_fields():
            yield f"table {model._meta.label}", field.name


def options() -> Iterator[tuple[str, str]]:
    """Each option of each command."""
    from toguna.cli.main import parser

    waiting: list[tuple[str, argparse.ArgumentParser]] = [("toguna", parser("en"))]
    while waiting:
        where, held = waiting.pop()
        for action in held._actions:
            if isinstance(action, argparse._SubParsersAction):
                waiting += [(f"{where} {name}", one) for name, one in action.choices.items()]
            else:
                yield where, action.dest


def words(name: str) -> set[str]:
    """The words that a field's name is made of."""
    return {one.lower() for one in re.split(r"[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])", name) if one}
