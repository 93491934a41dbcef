"""From the OMOP table NOTE to NOTE_NLP."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator
from functools import partial
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import (
    DateType,
    IntegerType,
    LongType,
    StringType,
    StructField,
    StructType,
    TimestampNTZType,
)

from chartproof import ChartproofError
from chartproof_spark.engines import Knowledge, engine
from chartproof_spark.findings import note_columns, notes, portions

NOTE_NLP = StructType(
    [
        StructField("note_nlp_id", LongType()),
        StructField("note_id", LongType()),
        StructField("section_concept_id", IntegerType()),
        StructField("snippet", StringType()),
        StructField("offset", StringType()),
        StructField("lexical_variant", StringType()),
        StructField("note_nlp_concept_id", IntegerType()),
        StructField("note_nlp_source_concept_id", IntegerType()),
        StructField("nlp_system", StringType()),
        StructField("nlp_date", DateType()),
        StructField("nlp_datetime", TimestampNTZType()),
        StructField("term_exists", StringType()),
        StructField("term_temporal", StringType()),
        StructField("term_modifiers", StringType()),
    ]
)
"""The columns of the Common Data Model 5.4."""

_ROWS = StructType([*NOTE_NLP.fields, StructField("error", StringType())])
_NUMBERS = {
    field.name for field in NOTE_NLP.fields if isinstance(field.dataType, (LongType, IntegerType))
}


def note_nlp(
    df: DataFrame,
    *,
    id: str = "note_id",
    text: str = "note_text",
    date: str | None = "note_date",
    nlp_date: datetime.date | None = None,
    lexicons: str | None = None,
) -> DataFrame:
    """Rows of NOTE_NLP, with a column `error` more.

    A note that cannot be read is a row with its id and its error and no finding. `note_nlp_id` is
    unique in the rows of one run, and another one in the next.

    id, text, date: the columns of NOTE.
    nlp_date: the day of the run; today, in UTC, if not said.
    lexicons: a folder of lexicon files that each executor has.
    """
    day = nlp_date or datetime.datetime.now(datetime.timezone.utc).date()
    work = partial(_rows, schema=to_arrow_schema(_ROWS), knowledge=Knowledge(lexicons), day=day)
    columns = note_columns(text, id, None, date)
    columns[0] = F.col(id).cast("bigint").alias("id")
    rows = df.select(*columns).mapInArrow(work, _ROWS)
    return rows.withColumn("note_nlp_id", F.monotonically_increasing_id() + 1)


def _rows(
    batches: Iterator[pa.RecordBatch], schema: pa.Schema, knowledge: Knowledge, day: datetime.date
) -> Iterator[pa.RecordBatch]:
    shared = engine(knowledge)
    for batch in portions(batches):
        rows: list[dict[str, Any]] = []
        for id, text, form, date in notes(batch):
            if text is None:
                rows.append({"note_id": id, "error": "the text is null"})
                continue
            try:
                table = shared.note_nlp(text, id=str(id), format=form, date=date, nlp_date=day)
            except ChartproofError as error:
                rows.append({"note_id": id, "error": str(error)})
                continue
            rows += (_typed(row, id, day) for row in csv.DictReader(table.splitlines(True)))
        yield pa.RecordBatch.from_pylist(rows, schema=schema)


def _typed(row: dict[str, Any], id: int, day: datetime.date) -> dict[str, Any]:
    for name in _NUMBERS:
        row[name] = int(row[name])
    row["note_id"] = id
    row["nlp_date"] = day
    row["nlp_datetime"] = None
    return row
