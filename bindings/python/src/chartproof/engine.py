"""Lexicon and policy, ready to read notes."""

from __future__ import annotations

import datetime
import json
import os
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from chartproof.library import Handle
from chartproof.results import Findings, Screening

NoteFormat = Literal["text", "html", "cda"]

_MEDIA_TYPES = {"text": "text/plain", "html": "text/html", "cda": "application/xml"}


@dataclass(frozen=True, slots=True)
class Note:
    """A document of a case."""

    id: str
    content: str | bytes
    media_type: str | None = None
    """Such as `text/html`; the content tells where it is `None`."""


class Engine:
    """Lexicon and policy, compiled once and shared by as many threads as there are.

    lexicons: a folder of lexicon files, instead of those inside the package.
    policy: the name of a policy inside the package, or the path of a file.
    """

    def __init__(
        self, *, lexicons: str | os.PathLike[str] | None = None, policy: str | None = None
    ) -> None:
        self._lexicons = None if lexicons is None else os.fspath(lexicons)
        self._policy = policy
        self._handle = Handle(self._lexicons, policy)

    def extract(
        self,
        text: str | bytes,
        *,
        id: str = "note",
        format: NoteFormat | None = "text",
        date: datetime.date | str | None = None,
    ) -> Findings:
        """The findings of a note.

        text: the note; bytes may be in any encoding.
        format: what it is; its content tells where it is `None`.
        date: its date, where it is known and the note does not say so itself.
        """
        answer = self._handle.extract(_bytes(text), id, format, _day(date))
        media_type = _MEDIA_TYPES[format] if format else None
        return Findings(answer[:-1], partial(self.texts, [Note(id, text, media_type)]))

    def note_nlp(
        self,
        text: str | bytes,
        *,
        id: str,
        nlp_date: datetime.date | str,
        format: NoteFormat | None = "text",
        date: datetime.date | str | None = None,
    ) -> str:
        """The findings of a note as rows of the OMOP table NOTE_NLP, in CSV with a header.

        id: the note's number in the table NOTE.
        nlp_date: the day of the run.
        """
        day = _day(nlp_date) or ""
        return self._handle.note_nlp(_bytes(text), id, format, _day(date), day).decode()

    def screen(
        self,
        documents: Mapping[str, str | bytes] | Iterable[Note],
        *,
        case: str = "case",
        reference_date: datetime.date | str | None = None,
        codes: Iterable[str] | None = None,
        levels: Iterable[str] | None = None,
    ) -> Screening:
        """A case held against the policy.

        documents: their contents by id, or notes.
        case: the case's name.
        reference_date, codes, levels: the request; each part may be unknown.
        """
        notes = _notes(documents)
        request = {
            "reference_date": _day(reference_date),
            "codes": None if codes is None else list(codes),
            "levels": None if levels is None else list(levels),
        }
        answer = self._handle.screen(_case(case, notes, request))
        return Screening.from_json(answer[:-1], partial(self.texts, notes))

    def texts(self, documents: Mapping[str, str | bytes] | Iterable[Note]) -> dict[str, str]:
        """By id the text that the reader makes of each document, which offsets count in."""
        answer = self._handle.read(_case("case", _notes(documents), {}))
        return {document["id"]: document["text"] for document in json.loads(answer)["documents"]}

    def __reduce__(self) -> tuple[Any, ...]:
        return (partial(Engine, lexicons=self._lexicons, policy=self._policy), ())


def _bytes(content: str | bytes) -> bytes:
    """UTF-8 of as many code points: half a pair, which UTF-8 has no bytes for, becomes `?`."""
    return content.encode("utf-8", "replace") if isinstance(content, str) else content


def _day(day: datetime.date | str | None) -> str | None:
    return day if day is None or isinstance(day, str) else day.isoformat()[:10]


def _notes(documents: Mapping[str, str | bytes] | Iterable[Note]) -> list[Note]:
    if isinstance(documents, Mapping):
        return [Note(id, content) for id, content in documents.items()]
    return list(documents)


def _case(name: str, notes: list[Note], request: dict[str, Any]) -> bytes:
    documents = [
        {
            "id": note.id,
            "base64": b64encode(_bytes(note.content)).decode(),
            "media_type": note.media_type,
        }
        for note in notes
    ]
    return json.dumps({"case": name, "documents": documents, **request}).encode()
