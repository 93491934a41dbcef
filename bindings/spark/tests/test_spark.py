"""Spark answers what one process answers, whatever happens to its workers."""

from __future__ import annotations

import csv
import datetime
import json
import os
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import pyspark
import pytest
from conftest import ROOT, Program
from pyspark.sql import SparkSession

from chartproof import version
from chartproof_spark import extract, note_nlp, screen
from chartproof_spark.omop import NOTE_NLP

CASES = sorted(path for path in (ROOT / "corpus").iterdir() if path.is_dir())
SYSTEM = f"chartproof {version()}"


def _texts() -> dict[str, str]:
    texts = {
        f"{case.name}/{path.name}": path.read_bytes().decode("utf-8", "replace")
        for case in CASES
        for path in sorted(case.glob("*.txt"))
    }
    texts["json"] = 'T12 fracture "attributes":{"a\\":1},"codes":[ for 4 weeks, no retropulsion'
    return texts


def _answers(program: Program, texts: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    stream = "".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in texts.items())
    lines = map(json.loads, program("extract", "--ndjson", given=stream.encode()).splitlines())
    return {line["id"]: line["findings"] for line in lines}


def _as_told(finding: dict[str, Any]) -> dict[str, Any]:
    """A finding of a row, as the program's JSON has it."""
    finding["attributes"] = json.loads(finding["attributes"])
    if not finding["coded"]:
        del finding["coded"]
    return finding


def test_findings_are_those_of_one_process(spark: SparkSession, program: Program) -> None:
    texts = _texts()
    df = spark.createDataFrame(list(texts.items()), "name string, words string").repartition(6)
    rows = extract(df, text="words", id="name").collect()
    told = {row.id: [_as_told(f.asDict(recursive=True)) for f in row.findings] for row in rows}
    assert told == _answers(program, texts)
    assert {(row.error, row.system) for row in rows} == {(None, SYSTEM)}


def test_bad_notes_are_rows(spark: SparkSession) -> None:
    df = spark.createDataFrame(
        [
            (1, "No retropulsion.", "text", None),
            (2, None, "text", None),
            (3, " ", "text", None),
            (4, "Pain.", "pdf", None),
            (5, "Pain.", "text", "soon"),
            (6, "<p>Pain</p>", "html", "2026-01-02"),
        ],
        "id bigint, text string, kind string, day string",
    )
    rows = {row.id: row for row in extract(df, format="kind", date="day").collect()}
    assert rows[1].findings[0].assertion == "absent" and rows[1].error is None
    assert rows[2].error == "the text is null" and rows[2].findings is None
    assert rows[3].error == "is empty; send the note again"
    assert "format" in rows[4].error and "date" in rows[5].error
    assert rows[6].findings[0].concept and rows[6].error is None


def test_long_notes_are_rows_as_others_are(spark: SparkSession) -> None:
    words = "Back pain for 4 weeks. No retropulsion.\n" * 60_000
    df = spark.createDataFrame([(1, words), (2, words), (3, "")], "id int, text string").coalesce(1)
    rows = extract(df).selectExpr("id", "size(findings) as size", "error").collect()
    assert [row.id for row in rows] == [1, 2, 3]
    assert rows[0].size == rows[1].size == 120_000 and rows[2].error


def test_a_worker_that_is_killed_loses_nothing(spark: SparkSession, program: Program) -> None:
    texts = {f"{number}/{id}": text for number in range(8) for id, text in _texts().items()}
    df = spark.createDataFrame(list(texts.items()), "id string, text string").repartition(8)
    killed: list[int] = []

    def kill() -> None:
        while not killed:
            time.sleep(0.2)
            for process in _workers():
                killed.append(process)
                os.kill(process, signal.SIGKILL)
                return

    threading.Thread(target=kill, daemon=True).start()
    rows = extract(df).collect()
    assert killed
    assert len(rows) == len(texts) and not any(row.error for row in rows)
    told = {row.id: len(row.findings) for row in rows}
    expected = {id: len(findings) for id, findings in _answers(program, texts).items()}
    assert told == expected


def _workers() -> list[int]:
    """Python processes that Spark's daemon of this session forked and that hold an engine."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
                parents[int(entry.name)] = int(stat.rsplit(")", 1)[1].split()[1])
            except OSError:
                continue

    def is_ours(process: int) -> bool:
        while process in parents:
            process = parents[process]
            if process == os.getpid():
                return True
        return False

    found = []
    for process in parents:
        try:
            command = Path(f"/proc/{process}/cmdline").read_bytes()
            parent = Path(f"/proc/{parents[process]}/cmdline").read_bytes()
            library = "libchartproof" in Path(f"/proc/{process}/maps").read_text()
        except OSError:
            continue
        if b"pyspark.daemon" in command and b"pyspark.daemon" in parent and library:
            if is_ours(process):
                found.append(process)
    return found


def test_note_nlp(spark: SparkSession, program: Program, tmp_path: Path) -> None:
    texts = list(_texts().values())[:20]
    day = datetime.date(2026, 1, 12)
    df = spark.createDataFrame(
        [*((number, text, None) for number, text in enumerate(texts)), (99, None, day)],
        "note_id bigint, note_text string, note_date date",
    )
    today = datetime.datetime.now(datetime.timezone.utc).date()
    rows = [row.asDict() for row in note_nlp(df, nlp_date=today).collect()]
    assert list(rows[0]) == [*NOTE_NLP.names, "error"]
    assert [row["note_id"] for row in rows if row["error"]] == [99]
    found = [row for row in rows if not row["error"]]
    assert len({row["note_nlp_id"] for row in found}) == len(found)

    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, newline="")
    files = [str(tmp_path / f"{number}.txt") for number in range(len(texts))]
    table = program("extract", *files, "--format", "omop").decode()
    told = list(csv.DictReader(table.splitlines(True)))
    assert list(told[0]) == NOTE_NLP.names
    assert _comparable(found) == _comparable(told)


def _comparable(rows: list[dict[str, Any]]) -> list[list[str]]:
    return sorted(
        [str(value or "") for name, value in row.items() if name not in ("note_nlp_id", "error")]
        for row in ({**row, **_zeros(row)} for row in rows)
    )


def _zeros(row: dict[str, Any]) -> dict[str, str]:
    """Numbers as text, so that 0 is none of what is empty."""
    return {name: str(row[name]) for name in row if name.endswith("_id") or name == "offset"}


def test_screenings_are_those_of_one_process(spark: SparkSession, program: Program) -> None:
    cases = CASES[:12]
    documents, requests = [], []
    for case in cases:
        files = (path for path in case.iterdir() if path.name not in ("request.json", "gold.json"))
        documents += [(case.name, path.name, bytearray(path.read_bytes())) for path in files]
        request = json.loads((case / "request.json").read_bytes())
        requests.append((case.name, request["reference_date"], request["codes"], request["levels"]))
    df = spark.createDataFrame(documents, "case string, id string, text binary").repartition(3)
    schema = "case string, reference_date string, codes array<string>, levels array<string>"
    rows = screen(df, spark.createDataFrame(requests, schema)).collect()
    told = {row.case: row for row in rows}
    lines = program("screen", "--cases", str(ROOT / "corpus"), "--format", "ndjson").splitlines()
    expected = {json.loads(line)["case"]: line.decode() for line in lines}
    assert {name: row.screening for name, row in told.items()} == {
        case.name: expected[case.name] for case in cases
    }
    for row in rows:
        whole = json.loads(row.screening)
        assert row.outcome == whole["outcome"] and row.error is None and row.system == SYSTEM
        assert [item.status for item in row.criteria] == [c["status"] for c in whole["criteria"]]
        assert [item.ask for item in row.missing] == [item["ask"] for item in whole["missing"]]


def test_a_case_that_cannot_be_screened_is_a_row(spark: SparkSession) -> None:
    df = spark.createDataFrame(
        [(1, "a", "Back pain."), (2, "b", " "), (3, "c", None)], "case int, id string, text string"
    )
    rows = {row.case: row for row in screen(df).collect()}
    assert rows[1].outcome == "documentation-incomplete" and rows[1].error is None
    assert rows[2].outcome is None and "is empty" in rows[2].error
    assert rows[3].outcome is None and "is empty" in rows[3].error


@pytest.mark.parametrize("job", ["extract", "note_nlp"])
def test_jobs_run(spark: SparkSession, tmp_path: Path, job: str) -> None:
    given, output, errors = (str(tmp_path / name) for name in ("in", "out", "errors"))
    if job == "extract":
        Path(given).write_text('{"id": "a", "text": "No retropulsion."}\n{"id": "b"}\n')
    else:
        notes = [(1, "No retropulsion.", datetime.date(2026, 1, 2)), (2, None, None)]
        schema = "note_id bigint, note_text string, note_date date"
        spark.createDataFrame(notes, schema).write.parquet(given)
    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    script = ROOT / "bindings" / "spark" / "jobs" / f"{job}.py"
    arguments = [given, output] if job == "extract" else [given, output, errors]
    options = ["--master", "local[2,4]", "--conf", "spark.ui.enabled=false"]
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"}
    subprocess.run([submit, *options, script, *arguments], check=True, env=environment)
    found = spark.read.parquet(output)
    if job == "extract":
        assert {row.id: row.error for row in found.collect()} == {
            "a": None,
            "b": "the text is null",
        }
    else:
        assert found.columns == NOTE_NLP.names and found.count() == 1
        assert [tuple(row) for row in spark.read.parquet(errors).collect()] == [
            (2, "the text is null")
        ]
