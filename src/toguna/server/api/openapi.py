"""The OpenAPI 3.1 document, written from the queries' rows and the acts' fields: there is no second description."""

from __future__ import annotations

from typing import Any, Final

from toguna import __version__
from toguna.base.text import Text
from toguna.server.actions.notes import OpenNote
from toguna.server.acts.act import Act, Field, Kind
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.parsing import MOST, MOST_COUNT, MOST_MANY
from toguna.server.acts.performing import TOKEN
from toguna.server.api.collections import COLLECTIONS
from toguna.server.api.collections import MOST as MOST_ROWS
from toguna.server.api.plain import TEXT, Schema, schema
from toguna.server.queries.situation import Situation
from toguna.server.reports.spoken import Spoken

VERSION: Final = "3.1.0"
_WHAT = Text(
    fr="Lire et agir comme un titulaire d’un cadre, avec les mêmes droits que sur les pages.",
    en="Read and act as a seat of a framework, with the same rights as on the pages.",
)
_IF_MATCH = Text(
    fr="La marque (ETag) de la fiche ou de son formulaire, telle qu’elle a été lue. Si quelqu’un y a écrit depuis, "
    "rien n’est inscrit et la réponse est 412.",
    en="The mark (ETag) of the record or of its form, as it was read. If somebody has written in it since, nothing is "
    "recorded and the answer is 412.",
)
_ETAG = Text(
    fr="La marque de cette réponse : à donner en If-None-Match pour ne pas la recevoir deux fois, ou en If-Match pour "
    "agir sur la fiche lue.",
    en="The mark of this answer: to be given as If-None-Match not to get it twice, or as If-Match to act on the record "
    "that was read.",
)
_FAULT: Final[Schema] = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {
                "code": {"type": "string"},
                "sentence": {"type": "string"},
                "fields": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {"path": {"type": "string"}, "sentence": {"type": "string"}},
                        "required": ["path", "sentence"],
                    },
                },
            },
            "required": ["code", "sentence"],
        }
    },
    "required": ["error"],
}
_RECEIPT: Final[Schema] = {
    "type": "object",
    "properties": {
        "receipt": {"type": "string"},
        "act": {"type": "string"},
        "case": {"type": "string"},
        "again": {"type": "boolean"},
        "entries": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["receipt", "act", "case", "again", "entries"],
}
_WORDS: Final[Schema] = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "properties": {"fr": {"type": "string"}, "en": {"type": "string"}}},
    ]
}
_STRETCH: Final[Schema] = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "properties": {n: {"type": "string"} for n in ("road", "segment_from", "segment_to")}},
    ]
}


def document(lang: str) -> dict[str, Any]:
    """The whole document."""
    named: dict[str, Schema] = {"Text": TEXT, "Fault": _FAULT, "Receipt": _RECEIPT}
    paths: dict[str, Any] = {"/api/v1/{framework}/situation": {"get": _read(_situation(named), lang)}}
    for one in COLLECTIONS.values():
        page = {
            "type": "object",
            "properties": {
                "framework": {"type": "string"},
                "as_of": {"type": "string", "format": "date"},
                "items": {"type": "array", "items": schema(one.row, named)},
                "next": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            },
            "required": ["framework", "as_of", "items", "next"],
        }
        listing = _read(page, lang, one.what, _PAGING)
        paths[f"/api/v1/{{framework}}/{one.name}"] = {"get": listing}
        if one.story is not None:
            told = {"type": "object", "properties": {"item": schema(one.one, named)}, "required": ["item"]}
            paths[f"/api/v1/{{framework}}/{one.name}/{{id}}"] = {"get": _read(told, lang, one.what, (_ID,))}
    paths["/api/v1/{framework}/acts"] = {"get": _read(_acts(), lang)}
    aloud = {"type": "object", "properties": {"item": schema(Spoken, named)}, "required": ["item"]}
    paths["/api/v1/{framework}/meetings/{id}/spoken"] = {"get": _read(aloud, lang, _SPOKEN, (_ID,))}
    paths["/api/v1/{framework}/notes"] = _notes(lang, named)
    for act in ACTS.values():
        paths[f"/api/v1/{{framework}}/acts/{act.name}"] = {"get": _form(act, lang), "post": _do(act, lang)}
    return {
        "openapi": VERSION,
        "info": {"title": "Toguna", "version": __version__, "description": _WHAT.say(lang)},
        "paths": paths,
        "components": {
            "schemas": named,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


_FRAMEWORK: Final = {"name": "framework", "in": "path", "required": True, "schema": {"type": "string"}}
_ID: Final = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
_CASE: Final = {"name": "case", "in": "query", "required": True, "schema": {"type": "string"}}
_AS_OF: Final = {"name": "as_of", "in": "query", "schema": {"type": "string", "format": "date"}}
_NONE_MATCH: Final = {"name": "If-None-Match", "in": "header", "schema": {"type": "string"}}
_SPOKEN: Final = Text(fr="Ce qui se lit à voix haute après une rencontre", en="What is read aloud after a meeting")
_PHRASE: Final = {"name": "Toguna-Passphrase", "in": "header", "schema": {"type": "string"}}
_NOTES: Final = Text(
    fr="Les notes scellées du titulaire : GET les ouvre avec sa phrase de passe, POST en fait la clé",
    en="The seat’s own sealed notes: GET opens them with its passphrase, POST makes their key",
)
_PAGING: Final = (
    {"name": "after", "in": "query", "schema": {"type": "string"}},
    {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": MOST_ROWS}},
    {"name": "updated_since", "in": "query", "schema": {"type": "string", "format": "date"}},
)


def _situation(named: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": {"item": schema(Situation, named)}, "required": ["item"]}


def _acts() -> Schema:
    return {"type": "object", "properties": {"acts": {"type": "array", "items": {"type": "object"}}}}


def _read(answer: Schema, lang: str, what: Text | None = None, parameters: tuple[dict[str, Any], ...] = ()) -> Any:
    return {
        "summary": what.say(lang) if what else "",
        "parameters": [_FRAMEWORK, *parameters, _AS_OF, _NONE_MATCH],
        "responses": {
            "200": {"description": "OK", "headers": _etag(lang), "content": {"application/json": {"schema": answer}}},
            "304": {"description": "Not Modified"},
            **_faults("400", "401", "404", "405", "503"),
        },
    }


def _notes(lang: str, named: dict[str, Schema]) -> dict[str, Any]:
    items = {"type": "array", "items": schema(OpenNote, named)}
    held = {"type": "object", "properties": {"items": items, "unreadable": {"type": "integer"}}}
    begun = {"type": "object", "properties": {"begun": {"type": "boolean"}}}
    told = {"parameters": [_FRAMEWORK, _PHRASE], "summary": _NOTES.say(lang)}
    refused = _faults("400", "401", "403", "404", "405", "409", "429", "503")
    return {
        "get": {**told, "responses": {"200": _answer(held), **refused}},
        "post": {**told, "responses": {"201": _answer(begun), **refused}},
    }


def _answer(what: Schema) -> dict[str, Any]:
    return {"description": "OK", "content": {"application/json": {"schema": what}}}


def _etag(lang: str) -> dict[str, Any]:
    return {"ETag": {"description": _ETAG.say(lang), "schema": {"type": "string"}}}


def _faults(*statuses: str) -> dict[str, Any]:
    body = {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}
    return {status: {"description": "Fault", "content": body} for status in statuses}


def _do(act: Act, lang: str) -> dict[str, Any]:
    on = [] if act.opens else [_CASE]
    proof = [_PHRASE] if act.strong else []
    token = {"type": "string", "pattern": f"^{TOKEN}$"}
    key = {"name": "Idempotency-Key", "in": "header", "required": True, "schema": token}
    seen = {
        "name": "If-Match",
        "in": "header",
        "description": _IF_MATCH.say(lang),
        "schema": {"type": "string"},
    }
    receipt = {"application/json": {"schema": {"$ref": "#/components/schemas/Receipt"}}}
    return {
        "summary": act.label.say(lang),
        "description": act.note.say(lang) if act.note else "",
        "parameters": [_FRAMEWORK, *on, key, seen, *proof],
        "requestBody": {"required": True, "content": {"application/json": {"schema": fields_schema(act.fields, lang)}}},
        "responses": {
            "200": {"description": "Recorded before", "content": receipt},
            "201": {"description": "Recorded", "content": receipt},
            **_faults("400", "401", "403", "404", "405", "409", "412", "413", "415", "429", "503"),
        },
    }


def _form(act: Act, lang: str) -> dict[str, Any]:
    on = [] if act.opens else [_CASE]
    told = {"type": "object", "properties": {"act": {"type": "string"}, "fields": {"type": "object"}}}
    return {
        "summary": act.label.say(lang),
        "parameters": [_FRAMEWORK, *on],
        "responses": {
            "200": {"description": "OK", "headers": _etag(lang), "content": {"application/json": {"schema": told}}},
            **_faults("401", "404", "405", "503"),
        },
    }


def fields_schema(fields: tuple[Field, ...], lang: str) -> Schema:
    """The schema of what an act must be told."""
    return {
        "type": "object",
        "properties": {field.name: _field(field, lang) for field in fields},
        "required": [field.name for field in fields if field.required and field.instead is None],
        "additionalProperties": False,
    }


def _field(field: Field, lang: str) -> Schema:
    one = _one(field, lang)
    if field.many:
        one = {"type": "array", "items": one, "maxItems": MOST_MANY, **({"minItems": 1} if field.required else {})}
    return {**one, "description": field.label.say(lang)}


def _one(field: Field, lang: str) -> Schema:
    match field.kind:
        case Kind.WORDS | Kind.TEXT:
            return {**_WORDS, "maxLength": MOST[field.kind]}
        case Kind.COUNT:
            return {"type": "integer", "minimum": 0, "maximum": MOST_COUNT}
        case Kind.FLAG:
            return {"type": "boolean"}
        case Kind.DAY:
            return {"type": "string", "format": "date"}
        case Kind.CODE if field.codes is not None:
            return {"enum": list(field.codes)}
        case Kind.STRETCH:
            return _STRETCH
        case Kind.SAID:
            words = {**_WORDS, "maxLength": MOST[field.kind]}
            spot = {"type": "string", "description": "the key of a candidate of `toguna where --json`, or none"}
            return {
                "type": "object",
                "properties": {"words": words, "spot": spot},
                "required": ["words"],
                "additionalProperties": False,
            }
        case Kind.PARTS:
            return fields_schema(field.parts, lang)
        case _:
            return {"type": "string"}
