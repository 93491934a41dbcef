"""From NOTE to NOTE_NLP: spark-submit --master 'local[2,4]' note_nlp.py NOTE NOTE_NLP ERRORS

Each is a folder of Parquet files; ERRORS gets the ids of notes that cannot be read, with the reason.
"""

from __future__ import annotations

import argparse

from pyspark import StorageLevel
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from chartproof_spark import note_nlp


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("note", "note_nlp", "errors"):
        parser.add_argument(name)
    arguments = parser.parse_args()
    spark = SparkSession.builder.appName("chartproof NOTE_NLP").getOrCreate()
    rows = note_nlp(spark.read.parquet(arguments.note)).persist(StorageLevel.DISK_ONLY)
    read = rows.where(F.col("error").isNull()).drop("error")
    read.write.mode("errorifexists").parquet(arguments.note_nlp)
    errors = rows.where(F.col("error").isNotNull()).select("note_id", "error")
    errors.write.mode("errorifexists").parquet(arguments.errors)
    spark.stop()


if __name__ == "__main__":
    main()
