"""Findings of notes, a row a note."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pa_json
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import (
    ArrayType,
    BooleanType,
    IntegerType,
    StringType,
    StructField,
    StructType,
)

from chartproof import ChartproofError, Engine
from chartproof_spark.engines import Knowledge, engine, system

_SOURCE = StructType([StructField("start", IntegerType()), StructField("end", IntegerType())])
_CUE = StructType(
    [
        StructField("kind", StringType()),
        StructField("text", StringType()),
        StructField("start", IntegerType()),
        StructField("end", IntegerType()),
    ]
)
_CODE = StructType([StructField("system", StringType()), StructField("code", StringType())])

FINDING = StructType(
    [
        StructField("id", IntegerType()),
        StructField("document", StringType()),
        StructField("concept", StringType()),
        StructField("start", IntegerType()),
        StructField("end", IntegerType()),
        StructField("text", StringType()),
        StructField("source", _SOURCE),
        StructField("section", StringType()),
        StructField("assertion", StringType()),
        StructField("context", ArrayType(_CUE)),
        StructField("attributes", StringType()),
        StructField("codes", ArrayType(_CODE)),
        StructField("coded", BooleanType()),
    ]
)
"""A finding under the names of the program's JSON; `attributes` is the text of a JSON object, and
`coded` true or null."""

_MOST_NOTES = 64
_MOST_BYTES = 16 << 20
_NOTHING = b'{"findings":null}'
_ATTRIBUTES = re.compile(rb'"attributes":(\{.*?\}),"codes":\[')


def extract(
    df: DataFrame,
    text: str = "text",
    id: str = "id",
    *,
    format: str | None = None,
    date: str | None = None,
    lexicons: str | None = None,
) -> DataFrame:
    """A row a note: its id, its findings or what is wrong with it, and the program's version.

    text, id: the columns of notes and of their names; the text is a string or bytes.
    format: a column that holds `text`, `html` or `cda`; all notes are text without one.
    date: a column of the notes' dates, where they are known.
    lexicons: a folder of lexicon files that each executor has.
    """
    columns = note_columns(text, id, format, date)
    schema = StructType(
        [
            StructField("id", df.schema[id].dataType),
            StructField("findings", ArrayType(FINDING)),
            StructField("error", StringType()),
            StructField("system", StringType()),
        ]
    )
    work = partial(_extract, schema=to_arrow_schema(schema), knowledge=Knowledge(lexicons))
    return df.select(*columns).mapInArrow(work, schema)


def note_columns(text: str, id: str, format: str | None, date: str | None) -> list[Any]:
    """The columns that make a note, under names of their own."""
    return [
        F.col(id).alias("id"),
        F.col(text).alias("text"),
        (F.col(format) if format else F.lit("text")).alias("format"),
        (F.col(date).cast("string") if date else F.lit(None).cast("string")).alias("date"),
    ]


def portions(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The batches in parts of a few notes, or of one that is long, so that little is held at a time."""
    for batch in batches:
        start, size = 0, 0
        for row, length in enumerate(pc.binary_length(batch.column(1)).to_pylist(), 1):
            size += length or 0
            if row - start == _MOST_NOTES or size >= _MOST_BYTES or row == batch.num_rows:
                yield batch.slice(start, row - start)
                start, size = row, 0


def notes(batch: pa.RecordBatch) -> Iterable[tuple[Any, str | bytes | None, Any, str | None]]:
    """The notes of a batch: id, text, format, date."""
    return zip(*(batch.column(index).to_pylist() for index in range(4)), strict=True)


def _extract(
    batches: Iterator[pa.RecordBatch], schema: pa.Schema, knowledge: Knowledge
) -> Iterator[pa.RecordBatch]:
    shared = engine(knowledge)
    for batch in portions(batches):
        lines: list[bytes] = []
        errors: list[str | None] = []
        for id, text, form, date in notes(batch):
            answer, error = _answer(shared, id, text, form, date)
            lines.append(answer)
            errors.append(error)
        columns = [
            batch.column(0).cast(schema.field(0).type),
            _column(lines, schema.field(1)),
            pa.array(errors, pa.string()),
            pa.array([system()] * len(errors), pa.string()),
        ]
        yield pa.record_batch(columns, schema=schema)


def _answer(
    shared: Engine, id: Any, text: str | bytes | None, form: Any, date: str | None
) -> tuple[bytes, str | None]:
    """The line of a note, or what is wrong with it beside one without findings."""
    if text is None:
        return _NOTHING, "the text is null"
    try:
        return shared.extract(text, id=str(id), format=form, date=date).json, None
    except ChartproofError as error:
        return _NOTHING, str(error)


def _column(lines: list[bytes], field: pa.Field) -> pa.Array:
    """The findings of lines; read as JSON by Arrow, which makes no object of Python's."""
    # Their names are the lexicon's, so that attributes have no type but that of their text. Within a
    # string of JSON quotes are escaped: what is looked for is never words of a note.
    data = _ATTRIBUTES.sub(_as_string, b"\n".join(lines))
    table = pa_json.read_json(
        io.BytesIO(data),
        read_options=pa_json.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=pa_json.ParseOptions(
            explicit_schema=pa.schema([field]), unexpected_field_behavior="ignore"
        ),
    )
    return table.column(0).combine_chunks()


def _as_string(match: re.Match[bytes]) -> bytes:
    """An object of JSON as a string of JSON that holds its text."""
    text = match[1].replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    return b'"attributes":"' + text + b'","codes":['
