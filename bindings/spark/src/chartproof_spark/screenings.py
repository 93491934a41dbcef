"""Cases held against a policy, a row a case."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import ArrayType, StringType, StructField, StructType

from chartproof import ChartproofError, Note
from chartproof_spark.engines import Knowledge, engine, system

_CRITERION = StructType(
    [
        StructField("id", StringType()),
        StructField("kind", StringType()),
        StructField("status", StringType()),
        StructField("why", StringType()),
    ]
)
_MISSING = StructType([StructField("criterion", StringType()), StructField("ask", StringType())])


def screen(
    documents: DataFrame,
    requests: DataFrame | None = None,
    *,
    case: str = "case",
    id: str = "id",
    text: str = "text",
    media_type: str | None = None,
    lexicons: str | None = None,
    policy: str | None = None,
) -> DataFrame:
    """A row a case: its outcome, criteria and gaps, the whole screening as JSON, or what is wrong.

    documents: a row a document, in the columns `case`, `id`, `text` (a string or bytes) and, if there
    is one, `media_type`.
    requests: a row a case at most: the column `case`, and any of `reference_date`, `codes` and
    `levels`, the last two arrays of strings.
    lexicons, policy: files that each executor has, or the name of a policy inside the package.
    """
    document = F.struct(
        F.col(id).cast("string").alias("id"),
        F.col(text).alias("text"),
        (F.col(media_type) if media_type else F.lit(None).cast("string")).alias("media_type"),
    )
    cases = documents.groupBy(F.col(case).alias("case")).agg(
        F.sort_array(F.collect_list(document)).alias("documents")
    )
    stated = set() if requests is None else set(requests.columns)
    if requests is not None:
        cases = cases.join(requests.withColumnRenamed(case, "case"), "case", "left")
    types = {"reference_date": "string", "codes": "array<string>", "levels": "array<string>"}
    request = [
        (F.col(name) if name in stated else F.lit(None)).cast(type).alias(name)
        for name, type in types.items()
    ]
    schema = StructType(
        [
            StructField("case", documents.schema[case].dataType),
            StructField("outcome", StringType()),
            StructField("pathway", StringType()),
            StructField("reference_date", StringType()),
            StructField("criteria", ArrayType(_CRITERION)),
            StructField("missing", ArrayType(_MISSING)),
            StructField("screening", StringType()),
            StructField("error", StringType()),
            StructField("system", StringType()),
        ]
    )
    knowledge = Knowledge(lexicons, policy)
    work = partial(_screen, schema=to_arrow_schema(schema), knowledge=knowledge)
    return cases.select("case", "documents", *request).mapInArrow(work, schema)


def _screen(
    batches: Iterator[pa.RecordBatch], schema: pa.Schema, knowledge: Knowledge
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        rows = [_row(case, knowledge) for case in batch.to_pylist()]
        yield pa.RecordBatch.from_pylist(rows, schema=schema)


def _row(case: dict[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    row = {"case": case["case"], "system": system()}
    # A text that is null is told of as one that is empty.
    notes = [
        Note(document["id"], document["text"] or "", document["media_type"])
        for document in case["documents"]
    ]
    try:
        screening = engine(knowledge).screen(
            notes,
            case=str(case["case"]),
            reference_date=case["reference_date"],
            codes=case["codes"],
            levels=case["levels"],
        )
    except ChartproofError as error:
        return {**row, "error": str(error)}
    told = screening.to_dict()
    return {
        **row,
        "outcome": screening.outcome,
        "pathway": screening.pathway,
        "reference_date": screening.reference_date,
        "criteria": [{name: item[name] for name in _CRITERION.names} for item in told["criteria"]],
        "missing": told["missing"],
        "screening": screening.json.decode(),
    }
