"""Finds the clinical facts in notes, with their context, and holds them against a coverage policy.

>>> from chartproof import Engine
>>> [finding.assertion for finding in Engine().extract("No retropulsion.")]
['absent']

It pre-screens; a person decides. Nothing is sent anywhere.
"""

from chartproof.engine import Engine, Note, NoteFormat
from chartproof.library import CallError, ChartproofError, KnowledgeError, UnreadableError, version
from chartproof.model import (
    Advisory,
    Assertion,
    Code,
    Completion,
    Criterion,
    Cue,
    Document,
    Evidence,
    Finding,
    Missing,
    Outcome,
    Policy,
    Requested,
    Source,
    Stance,
    Status,
)
from chartproof.results import Findings, Screening

__version__ = version()

__all__ = [
    "Advisory",
    "Assertion",
    "CallError",
    "ChartproofError",
    "Code",
    "Completion",
    "Criterion",
    "Cue",
    "Document",
    "Engine",
    "Evidence",
    "Finding",
    "Findings",
    "KnowledgeError",
    "Missing",
    "Note",
    "NoteFormat",
    "Outcome",
    "Policy",
    "Requested",
    "Screening",
    "Source",
    "Stance",
    "Status",
    "UnreadableError",
    "__version__",
    "version",
]
