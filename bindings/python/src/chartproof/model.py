"""What the program answers, under the names that it has in its JSON.

Offsets `start` and `end` count code points, as `str` does, of the text that the reader made of a
document; `source` counts bytes of the document as it was given.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

Assertion = Literal[
    "family",
    "hypothetical",
    "conditional",
    "planned",
    "absent",
    "historical",
    "possible",
    "present",
]
Status = Literal["supported", "refuted", "conflicting", "undocumented"]
Outcome = Literal["criteria-met", "criteria-not-met", "documentation-incomplete", "clinical-review"]
Stance = Literal["for", "against", "context"]


@dataclass(slots=True)
class Record:
    """A JSON object."""

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, of lists, dictionaries, strings and numbers."""
        return asdict(self)


@dataclass(slots=True)
class Source(Record):
    """Bytes of a document as it was given."""

    start: int
    end: int


@dataclass(slots=True)
class Cue(Record):
    """Words that give a finding its context."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Code(Record):
    """A code of a terminology."""

    system: str
    code: str


@dataclass(slots=True)
class Finding(Record):
    """A mention of a concept, with its context and what is said about it."""

    id: int
    document: str
    concept: str
    start: int
    end: int
    text: str
    source: Source
    section: str | None
    assertion: Assertion
    context: list[Cue]
    attributes: dict[str, Any]
    codes: list[Code]
    coded: bool = False

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Finding:
        """The finding of a JSON object."""
        return cls(
            record["id"],
            record["document"],
            record["concept"],
            record["start"],
            record["end"],
            record["text"],
            Source(**record["source"]),
            record["section"],
            record["assertion"],
            [Cue(**cue) for cue in record["context"]],
            record["attributes"],
            [Code(**code) for code in record["codes"]],
            "coded" in record,
        )

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, which says `coded` only of what is."""
        record = asdict(self)
        if not self.coded:
            del record["coded"]
        return record


@dataclass(slots=True)
class Policy(Record):
    """The policy that a case was held against."""

    id: str
    version: str


@dataclass(slots=True)
class Requested(Record):
    """What was asked for, or found to be planned."""

    codes: list[str] | None
    levels: list[str] | None


@dataclass(slots=True)
class Evidence(Record):
    """Words that bear on a criterion, on a side."""

    document: str
    start: int
    end: int
    text: str
    source: Source
    stance: Stance
    finding: int | None

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Evidence:
        """The evidence of a JSON object."""
        return cls(**{**record, "source": Source(**record["source"])})


@dataclass(slots=True)
class Criterion(Record):
    """What the documents show of a criterion."""

    id: str
    kind: Literal["waiver", "indication", "exclusion"]
    status: Status
    why: str
    evidence: list[Evidence]

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Criterion:
        """The criterion of a JSON object."""
        return cls(**{**record, "evidence": [Evidence.from_dict(e) for e in record["evidence"]]})


@dataclass(slots=True)
class Missing(Record):
    """Something to document."""

    criterion: str
    ask: str


@dataclass(slots=True)
class Completion(Record):
    """A smallest set of criteria whose documentation completes a pathway."""

    pathway: str
    criteria: list[str]


@dataclass(slots=True)
class Advisory(Record):
    """What about the request does not fit."""

    message: str
    evidence: list[Evidence]

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Advisory:
        """The advisory of a JSON object."""
        return cls(record["message"], [Evidence.from_dict(e) for e in record["evidence"]])


@dataclass(slots=True)
class Document(Record):
    """A document of a case, as read."""

    id: str
    format: Literal["text", "html", "cda"]
    encoding: str
    title: str | None
    type: str
    date: str | None
    sha256: str | None


def names(record: type[Record]) -> list[str]:
    """The names of the members of a record, in order."""
    return [field.name for field in fields(record)]
