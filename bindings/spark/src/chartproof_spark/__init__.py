"""Chartproof on Spark: findings of notes, NOTE_NLP of OMOP, screenings of cases.

Each Python process of an executor makes one engine and keeps it. What cannot be read becomes a row with
an error, never a job that fails.
"""

from chartproof_spark.findings import extract
from chartproof_spark.omop import note_nlp
from chartproof_spark.screenings import screen

__all__ = ["extract", "note_nlp", "screen"]
