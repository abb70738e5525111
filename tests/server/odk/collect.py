"""A client that behaves as ODK Collect does, over a line that drops, repeats and mixes up.

What it insists on is what Collect insists on: 204 to HEAD, 201 or 202 to POST and never 200, fingerprints that fit,
each field of a form once, an answer about entities that is read by position. Its line can cut a sending in the middle,
lose the answer to one that arrived, or send one twice.
"""

from __future__ import annotations

import hashlib
import http.client
import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from xml.etree.ElementTree import fromstring
from xml.sax.saxutils import escape

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
RESPONSE = "{http://openrosa.org/http/response}"
MOST_FILES = 100


class LineDown(OSError):
    """The line was cut."""


class UploadFailed(Exception):
    """What Collect shows in red."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"{status}: {said}")
        self.status, self.said = status, said


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def said(self) -> str:
        """The sentence in an OpenRosa answer."""
        return fromstring(self.body).findtext(f"{RESPONSE}message") or ""


@dataclass
class Line:
    """A line to a server. `bad` gives how often it cuts a sending, loses an answer, sends twice."""

    port: int
    drawn: random.Random = field(default_factory=lambda: random.Random(1))
    bad: tuple[float, float, float] = (0.0, 0.0, 0.0)
    language: str = "fr-FR"

    def ask(self, method: str, path: str, **headers: str) -> Answer:
        """One request without a body."""
        parts = urlsplit(path)
        where = parts.path + (f"?{parts.query}" if parts.query else "")
        return self._send(method, where, None, headers)

    def post(self, path: str, body: bytes, boundary: str, *, chunked: bool = False) -> Answer:
        """One sending, as bad as the line is today."""
        cut, lost, twice = self.bad
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        if self.drawn.random() < cut:
            self._cut(path, body, headers)
            raise LineDown
        answer = self._send("POST", path, body, headers, chunked=chunked)
        if self.drawn.random() < twice:
            answer = self._send("POST", path, body, headers)
        if self.drawn.random() < lost:
            raise LineDown
        return answer

    def _send(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str], *, chunked: bool = False
    ) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"X-OpenRosa-Version": "1.0", "Accept-Language": self.language, **headers}
        try:
            if chunked and body is not None:
                pieces = (body[at : at + 7_000] for at in range(0, len(body), 7_000))
                line.request(method, path, pieces, sent, encode_chunked=True)
            else:
                line.request(method, path, body, sent)
            got = line.getresponse()
            return Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        finally:
            line.close()

    def _cut(self, path: str, body: bytes, headers: Mapping[str, str]) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.putrequest("POST", path)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            line.putheader(name, value)
        line.endheaders()
        line.send(body[: self.drawn.randrange(1, len(body))])
        line.close()


@dataclass(frozen=True)
class Instance:
    """A finished form on the phone, and the photos beside it."""

    xml: bytes
    photos: Mapping[str, bytes] = field(default_factory=dict)


@dataclass
class Collect:
    """The app: where its server is, and the line to it."""

    base: str
    line: Line

    def forms(self) -> dict[str, dict[str, str]]:
        """The list of forms, as Collect reads it."""
        got = self.line.ask("GET", f"{self.base}/formList")
        assert got.status == 200
        assert got.headers["content-type"] == "text/xml; charset=utf-8"
        assert got.headers["x-openrosa-version"] == "1.0"
        assert "date" in got.headers
        root = fromstring(got.body)
        assert root.tag == f"{LIST}xforms"
        out = {}
        for one in root:
            names = [child.tag for child in one]
            assert len(names) == len(set(names))
            held = {child.tag.removeprefix(LIST): child.text or "" for child in one}
            assert {"formID", "name", "version", "hash", "downloadUrl"} <= set(held)
            assert held["hash"].startswith("md5:")
            out[held["formID"]] = held
        return out

    def download(self, form: Mapping[str, str]) -> tuple[bytes, dict[str, tuple[bytes, str | None]]]:
        """A form and its files: name, bytes, where to ask for what is gone."""
        xml = self.fetch(form["downloadUrl"], form["hash"])
        files = {}
        if "manifestUrl" in form:
            got = self.line.ask("GET", form["manifestUrl"])
            assert (got.status, got.headers["x-openrosa-version"]) == (200, "1.0")
            for one in fromstring(got.body).findall(f"{MANIFEST}mediaFile"):
                held = {child.tag.removeprefix(MANIFEST): child.text or "" for child in one}
                data = self.fetch(held["downloadUrl"], held["hash"])
                entities = one.get("type") == "entityList"
                assert entities == ("integrityUrl" in held)
                files[held["filename"]] = (data, held.get("integrityUrl"))
        return xml, files

    def fetch(self, address: str, hash_: str) -> bytes:
        """A file whose fingerprint must fit."""
        got = self.line.ask("GET", address)
        assert got.status == 200
        assert f"md5:{hashlib.md5(got.body, usedforsecurity=False).hexdigest()}" == hash_
        return got.body

    def gone(self, address: str, ids: Sequence[str]) -> dict[str, bool]:
        """Which of these ids are gone; Collect reads the answer by position."""
        got = self.line.ask("GET", f"{address}?id={','.join(ids)}")
        assert got.status == 200
        entities = fromstring(got.body)[0]
        assert got.body.count(b"\n") == 1
        return {one.get("id") or "": one[0].text == "true" for one in entities}

    def send(self, instance: Instance, *, chunked: bool = False) -> str:
        """Send a form and its photos, in as many sendings as the server asks for; what the phone then shows.

        Raises
        ------
        LineDown, UploadFailed
        """
        address = f"{self.base}/submission?deviceID=collect%3A{'x' * 16}"
        head = self.line.ask("HEAD", address)
        if head.status != 204:
            raise UploadFailed(head.status, "Is this an OpenRosa submission endpoint?")
        assert head.headers["x-openrosa-version"] == "1.0"
        most = int(head.headers.get("x-openrosa-accept-content-length", 10_000_000))
        left, said = list(instance.photos.items()), ""
        first = True
        while first or left:
            first, count, size, now = False, 0, len(instance.xml), []
            while left and (not now or (count <= MOST_FILES and size + len(left[0][1]) <= most)):
                name, data = left.pop(0)
                now.append((name, data))
                count, size = count + 1, size + len(data)
            got = self._post(address, instance.xml, now, bool(left), chunked)
            if got.status not in (201, 202):
                raise UploadFailed(got.status, got.said)
            said = got.said
        return said

    def _post(self, address: str, xml: bytes, photos: Sequence[tuple[str, bytes]], more: bool, chunked: bool) -> Answer:
        parts = [("xml_submission_file", "formulaire_2026-11-24.xml", "text/xml", xml)]
        parts += [(name, name, "image/jpeg", data) for name, data in photos]
        body, boundary = multipart(parts, {"*isIncomplete*": "yes"} if more else {})
        return self.line.post(address, body, boundary, chunked=chunked)


def multipart(files: Sequence[tuple[str, str, str, bytes]], fields: Mapping[str, str]) -> tuple[bytes, str]:
    """A body of parts, and what stands between them."""
    boundary = uuid.uuid4().hex
    out = []
    for name, file, kind, data in files:
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file}"\r\nContent-Type: {kind}\r\n'
        out.append(f"--{boundary}\r\n{head}Content-Length: {len(data)}\r\n\r\n".encode() + data + b"\r\n")
    for name, value in fields.items():
        out.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    return b"".join([*out, f"--{boundary}--\r\n".encode()]), boundary


def filled(form: str, answers: Mapping[str, object], *, version: str = "2026112401", **meta: str) -> bytes:
    """A finished form; `a/b` is a question in a group, `meta` adds to what the app writes itself."""
    meta = {"instanceID": f"uuid:{uuid.uuid4()}", **meta}
    groups: dict[str, list[str]] = {}
    for path, value in answers.items():
        group, _, name = path.rpartition("/")
        groups.setdefault(group, []).append(f"<{name}>{escape(str(value))}</{name}>")
    inner = "".join(groups.pop("", [])) + "".join(f"<{g}>{''.join(rows)}</{g}>" for g, rows in groups.items())
    about = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in meta.items())
    return (
        "<?xml version='1.0' ?>"
        f'<data xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" id="{form}" '
        f'version="{version}"><start>2031-06-15T08:00:00.000Z</start>{inner}<meta>{about}</meta></data>'
    ).encode()
