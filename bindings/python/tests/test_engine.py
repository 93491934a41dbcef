"""The engine: its answers, its errors, threads, processes and memory."""

from __future__ import annotations

import datetime
import multiprocessing
import pickle
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import ROOT

import chartproof
from chartproof import (
    CallError,
    ChartproofError,
    Code,
    Engine,
    Finding,
    KnowledgeError,
    Note,
    Source,
    UnreadableError,
)

WORDS = "Déjà vu. MRI: Kümmell's disease of T12 😀.\r\nNo retropulsion."


def test_offsets_count_code_points(engine: Engine) -> None:
    findings = engine.extract(WORDS)
    assert [finding.concept for finding in findings] == [
        "imaging-study",
        "kummell-disease",
        "retropulsion",
    ]
    for finding in findings:
        assert findings.text[finding.start : finding.end] == finding.text
        source = WORDS.encode()[finding.source.start : finding.source.end]
        assert source.decode() == finding.text


def test_findings_are_a_sequence(engine: Engine) -> None:
    findings = engine.extract("No kyphoplasty.", id="4")
    assert len(findings) == 1 and list(findings) == findings[:] and findings == findings[:]
    assert findings == engine.extract("No kyphoplasty.", id="4")
    assert findings[0].source == Source(3, 14)
    assert findings[0].assertion == "absent" and findings[0].context[0].text == "No"
    assert Code("CPT", "22513") in findings[0].codes
    assert isinstance(findings[-1], Finding) and findings[-1].document == "4"
    assert findings.to_dict()["findings"] == [findings[0].to_dict()]


def test_markup(engine: Engine) -> None:
    findings = engine.extract("<p>No <b>retro&shy;pulsion</b></p>", format="html")
    assert findings.text.strip() == "No retro\u00adpulsion"
    told = engine.extract(b"\xff\xfe" + "No retropulsion".encode("utf-16-le"), format=None)
    assert told[0].concept == "retropulsion"


def test_screening(engine: Engine) -> None:
    screening = engine.screen(
        [Note("mri.html", "<p>MRI of 2026-01-02: no retropulsion.</p>", "text/html")],
        case="a",
        reference_date=datetime.date(2026, 1, 12),
        codes=["22513"],
        levels=["T12"],
    )
    assert screening.reference_date == "2026-01-12"
    assert screening.policy.id == "cmm-607" and len(screening.criteria) == 51
    assert screening.requested.levels == ["T12"]
    assert screening.outcome == "documentation-incomplete" and screening.missing
    assert screening.documents[0].format == "html"
    evidence = next(c.evidence for c in screening.criteria if c.evidence)[0]
    text = screening.texts()[evidence.document]
    assert text[evidence.start : evidence.end] == evidence.text


def test_a_document_that_cannot_be_read(engine: Engine) -> None:
    documents: dict[str, str | bytes] = {"a.pdf": b"%PDF-1.4", "b.txt": "Back pain."}
    screening = engine.screen(documents)
    assert [document.id for document in screening.documents] == ["b.txt"]
    assert screening.warnings[0].startswith("not read: a.pdf: is a PDF")
    with pytest.raises(UnreadableError):
        engine.screen({"a.pdf": b"%PDF-1.4"})


def test_errors(engine: Engine) -> None:
    with pytest.raises(CallError, match="date"):
        engine.extract("Pain", date="soon")
    with pytest.raises(CallError, match="format"):
        engine.extract("Pain", format="pdf")  # type: ignore[arg-type]
    with pytest.raises(CallError, match="level"):
        engine.screen({"a": "Pain"}, levels=["Z9"])
    with pytest.raises(ValueError):
        engine.screen({})
    with pytest.raises(CallError):
        engine.extract("Pain", id="a\0b")
    with pytest.raises(UnreadableError, match="is empty"):
        engine.extract("")
    with pytest.raises(KnowledgeError, match="/nowhere"):
        Engine(lexicons="/nowhere")
    with pytest.raises(ChartproofError, match="none"):
        Engine(policy="none")


def test_given_knowledge() -> None:
    engine = Engine(lexicons=ROOT / "lexicons", policy=str(ROOT / "policies" / "cmm-607.yaml"))
    assert engine.extract(WORDS) == Engine().extract(WORDS)


def test_threads_get_the_same(engine: Engine) -> None:
    expected = engine.extract(WORDS)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: engine.extract(WORDS) == expected, range(2000)))


def _found(engine: Engine | None) -> bytes:
    return (engine or Engine()).extract(WORDS).json


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_get_the_same(engine: Engine, method: str) -> None:
    expected = engine.extract(WORDS).json
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map_async(_found, [engine, None, engine, None]).get(60) == [expected] * 4


def test_an_engine_can_be_pickled(engine: Engine) -> None:
    assert pickle.loads(pickle.dumps(engine)).extract(WORDS) == engine.extract(WORDS)


def _resident() -> int:
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * 4096


def test_calls_leak_nothing(engine: Engine) -> None:
    def work(calls: int) -> None:
        for _ in range(calls):
            engine.extract(WORDS)
            with pytest.raises(UnreadableError):
                engine.extract("")

    work(2000)
    before = _resident()
    work(20_000)
    assert _resident() - before < 2 << 20


def test_nothing_else_is_exported() -> None:
    library = Path(chartproof.__file__).with_name("libchartproof.so")
    table = subprocess.run(
        ["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True
    ).stdout
    names = {line.split()[-1] for line in table.splitlines()}
    assert names == {
        f"chartproof_{name}"
        for name in (
            "answer_free engine_create engine_free extract note_nlp read screen version".split()
        )
    }


def test_version() -> None:
    assert chartproof.__version__ == chartproof.version() == "0.1.0"
