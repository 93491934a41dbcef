"""The C interface, `chartproof.h`, by ctypes, which releases the interpreter's lock in each call."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any


class ChartproofError(Exception):
    """Something that could not be done; the message holds no words of a note."""


class CallError(ChartproofError, ValueError):
    """The call's words are off: a date that is none, a case without documents."""


class KnowledgeError(ChartproofError):
    """The lexicon or the policy cannot be used."""


class UnreadableError(ChartproofError):
    """The note, or every document of the case, cannot be read."""


_ERRORS: dict[int, type[ChartproofError]] = {1: CallError, 2: KnowledgeError, 3: UnreadableError}


class _Answer(ctypes.Structure):
    _fields_ = [("bytes", ctypes.c_void_p), ("size", ctypes.c_size_t)]


class _Note(ctypes.Structure):
    _fields_ = [
        ("id", ctypes.c_char_p),
        ("text", ctypes.c_char_p),
        ("size", ctypes.c_size_t),
        ("format", ctypes.c_char_p),
        ("date", ctypes.c_char_p),
    ]


def _load() -> ctypes.CDLL:
    """The library of the wheel, or the one that CHARTPROOF_LIBRARY names."""
    inside = Path(__file__).with_name("libchartproof.so")
    library = ctypes.CDLL(os.environ.get("CHARTPROOF_LIBRARY") or str(inside))
    pointer, size, text = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p
    signatures: dict[str, tuple[list[Any], Any]] = {
        "version": ([], text),
        "engine_create": ([text, text, pointer, pointer], ctypes.c_int),
        "engine_free": ([pointer], None),
        "extract": ([pointer, pointer, pointer], ctypes.c_int),
        "note_nlp": ([pointer, pointer, text, pointer], ctypes.c_int),
        "screen": ([pointer, text, size, pointer], ctypes.c_int),
        "read": ([pointer, text, size, pointer], ctypes.c_int),
        "answer_free": ([pointer], None),
    }
    for name, (arguments, result) in signatures.items():
        function = library[f"chartproof_{name}"]
        function.argtypes = arguments
        function.restype = result
        setattr(library, f"chartproof_{name}", function)
    return library


_library = _load()
_free_answer = _library.chartproof_answer_free


def version() -> str:
    """The version of the library."""
    text: bytes = _library.chartproof_version()
    return text.decode()


def _taken(answer: _Answer, status: int) -> bytes:
    """The bytes of an answer, freed; raises what is wrong."""
    taken = ctypes.string_at(answer.bytes, answer.size) if answer.bytes else b""
    _free_answer(ctypes.byref(answer))
    if status:
        raise _ERRORS[status](taken.decode("utf-8", "replace"))
    return taken


def _words(text: str) -> bytes:
    """UTF-8 that a C string can hold."""
    words = text.encode("utf-8", "replace")
    if 0 in words:
        raise CallError("a name holds the character 0")
    return words


class Handle:
    """An engine of the library; it may be used from many threads, and frees itself."""

    def __init__(self, lexicons: str | None, policy: str | None) -> None:
        self._engine = ctypes.c_void_p()
        answer = _Answer()
        status = _library.chartproof_engine_create(
            lexicons and os.fsencode(lexicons),
            policy and os.fsencode(policy),
            ctypes.byref(self._engine),
            ctypes.byref(answer),
        )
        _taken(answer, status)

    def __del__(self) -> None:
        _library.chartproof_engine_free(self._engine)

    def extract(self, note: bytes, name: str, form: str | None, date: str | None) -> bytes:
        """The line that the command line answers to a note of a stream."""
        answer = _Answer()
        status = _library.chartproof_extract(
            self._engine,
            ctypes.byref(self._note(note, name, form, date)),
            ctypes.byref(answer),
        )
        return _taken(answer, status)

    def note_nlp(
        self, note: bytes, name: str, form: str | None, date: str | None, nlp_date: str
    ) -> bytes:
        """Rows of NOTE_NLP in CSV, with their header."""
        answer = _Answer()
        status = _library.chartproof_note_nlp(
            self._engine,
            ctypes.byref(self._note(note, name, form, date)),
            _words(nlp_date),
            ctypes.byref(answer),
        )
        return _taken(answer, status)

    def screen(self, case: bytes) -> bytes:
        """The screening of a case in JSON, as a line."""
        answer = _Answer()
        status = _library.chartproof_screen(self._engine, case, len(case), ctypes.byref(answer))
        return _taken(answer, status)

    def read(self, case: bytes) -> bytes:
        """What the reader made of the documents of a case in JSON, as a line."""
        answer = _Answer()
        status = _library.chartproof_read(self._engine, case, len(case), ctypes.byref(answer))
        return _taken(answer, status)

    @staticmethod
    def _note(note: bytes, name: str, form: str | None, date: str | None) -> _Note:
        return _Note(
            _words(name), note, len(note), form and _words(form) or None, date and _words(date)
        )
