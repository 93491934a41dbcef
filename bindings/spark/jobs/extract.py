"""Findings of notes: spark-submit --master 'local[2,4]' extract.py NOTES OUTPUT

NOTES holds JSON lines with `id` and `text`, as `chartproof extract --ndjson` reads them; OUTPUT is a
folder of Parquet files.
"""

from __future__ import annotations

import argparse

from pyspark.sql import SparkSession

from chartproof_spark import extract


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes")
    parser.add_argument("output")
    arguments = parser.parse_args()
    spark = SparkSession.builder.appName("chartproof extract").getOrCreate()
    notes = spark.read.schema("id string, text string").json(arguments.notes)
    extract(notes).write.mode("errorifexists").parquet(arguments.output)
    spark.stop()


if __name__ == "__main__":
    main()
