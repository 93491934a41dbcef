"""The package answers the bytes that the command line prints."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from conftest import Program, case_folders

from chartproof import Engine, NoteFormat, Screening, UnreadableError

_NO_DOCUMENTS = {"request.json", "gold.json"}


def _cases(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir())


def _documents(case: Path) -> dict[str, bytes]:
    files = (path for path in case.rglob("*") if path.is_file())
    names = {str(path.relative_to(case)): path for path in files if path.name not in _NO_DOCUMENTS}
    return {name: names[name].read_bytes() for name in sorted(names)}


def _request(case: Path) -> dict[str, Any]:
    path = case / "request.json"
    request: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else {}
    return request


def _screen(engine: Engine, case: Path) -> Screening:
    return engine.screen(_documents(case), case=case.name, **_request(case))


@pytest.mark.parametrize("folder", case_folders(), ids=lambda folder: folder.name)
def test_screenings(engine: Engine, program: Program, folder: Path) -> None:
    cases = _cases(folder)
    assert cases
    lines = program("screen", "--cases", str(folder), "--format", "ndjson").splitlines()
    with ThreadPoolExecutor(4) as pool:
        screenings = list(pool.map(lambda case: _screen(engine, case), cases))
    assert [screening.json for screening in screenings] == lines
    for screening in screenings:
        assert screening.to_dict() == json.loads(screening.json)


def _notes(folder: Path) -> Iterator[tuple[str, str, NoteFormat]]:
    formats: dict[str, NoteFormat] = {".txt": "text", ".html": "html", ".xml": "cda"}
    for case in _cases(folder):
        for name, content in _documents(case).items():
            form = formats.get(Path(name).suffix)
            if form:
                yield f"{case.name}/{name}", content.decode("utf-8", "replace"), form


@pytest.mark.parametrize("folder", case_folders(), ids=lambda folder: folder.name)
def test_findings(engine: Engine, program: Program, folder: Path) -> None:
    notes = list(_notes(folder))
    assert notes
    stream = "".join(
        json.dumps({"id": id, "text": text, "format": form}) + "\n" for id, text, form in notes
    )
    lines = program("extract", "--ndjson", given=stream.encode()).splitlines()
    assert len(lines) == len(notes)
    for (id, text, form), line in zip(notes, lines, strict=True):
        findings = engine.extract(text, id=id, format=form)
        assert findings.json == line
        assert [finding.to_dict() for finding in findings] == json.loads(line)["findings"]


@pytest.mark.parametrize(
    "text", ["", " \n", "\0" * 100, "%PDF-1.4", "{}", "Ab\x85\u2028 pain\ud800"]
)
def test_odd_notes(engine: Engine, program: Program, text: str) -> None:
    given = text.replace("\ud800", "?")
    line = program("extract", "--ndjson", given=json.dumps({"id": "a", "text": given}).encode())
    try:
        assert engine.extract(text, id="a").json + b"\n" == line
    except UnreadableError as error:
        assert json.loads(line)["error"] == str(error)


def test_note_nlp(engine: Engine, program: Program, tmp_path: Path) -> None:
    note = tmp_path / "4711.txt"
    note.write_text('MRI: "wedge" fracture of T12, L1.\nNo retropulsion.', newline="")
    today = datetime.datetime.now(datetime.timezone.utc).date()
    table = engine.note_nlp(note.read_bytes(), id="4711", nlp_date=today)
    assert table.encode() == program("extract", str(note), "--format", "omop")
    assert "\n1,4711,0," in table.replace("\r", "")


def test_texts(engine: Engine, program: Program) -> None:
    case = _cases(case_folders()[0])[0]
    read = json.loads(program("read", str(case)))["documents"]
    assert engine.texts(_documents(case)) == {document["id"]: document["text"] for document in read}
