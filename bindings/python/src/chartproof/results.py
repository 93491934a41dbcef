"""What `Engine` returns: the program's JSON, and objects made of it when they are looked at."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast, overload

from chartproof import notebook
from chartproof.model import (
    Advisory,
    Completion,
    Criterion,
    Document,
    Finding,
    Missing,
    Outcome,
    Policy,
    Record,
    Requested,
    names,
)

if TYPE_CHECKING:
    import pandas


class Findings(Sequence[Finding]):
    """The findings of a note, by place: a sequence of `Finding`.

    The objects are made when the first of them is asked for; who passes `json` on never pays for
    them.
    """

    __slots__ = ("_findings", "_read", "json")

    def __init__(self, answer: bytes, read: Callable[[], dict[str, str]]) -> None:
        self.json = answer
        """The line of `chartproof extract --ndjson`, without its line end."""
        self._read = read
        self._findings: list[Finding] | None = None

    def _all(self) -> list[Finding]:
        if self._findings is None:
            record = json.loads(self.json)
            self._findings = [Finding.from_dict(finding) for finding in record["findings"]]
        return self._findings

    @property
    def text(self) -> str:
        """The text that `start` and `end` count in; its line ends are all `\\n`."""
        return "".join(self._read().values())

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: `id` and `findings`."""
        return cast(dict[str, Any], json.loads(self.json))

    def to_frame(self) -> pandas.DataFrame:
        """A row a finding; needs pandas."""
        return findings_frame(self._all())

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> list[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | list[Finding]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Findings):
            return self.json == other.json
        return isinstance(other, list) and self._all() == other

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self._all())

    def _repr_html_(self) -> str:
        return notebook.findings(self.text, self._all())


@dataclass(slots=True, repr=False)
class Screening(Record):
    """A case held against a policy, `chartproof.screening/1`."""

    schema: str
    case: str
    policy: Policy
    reference_date: str | None
    requested: Requested
    outcome: Outcome
    pathway: str | None
    criteria: list[Criterion]
    missing: list[Missing]
    completions: list[Completion]
    worth_documenting: list[Missing]
    advisories: list[Advisory]
    documents: list[Document]
    findings: list[Finding]
    warnings: list[str]
    json: bytes
    """The line of `chartproof screen --format ndjson`, without its line end."""
    _read: Callable[[], dict[str, str]] = field(compare=False)

    @classmethod
    def from_json(cls, answer: bytes, read: Callable[[], dict[str, str]]) -> Screening:
        """The screening of a line; `read` gives the texts of its documents."""
        record = json.loads(answer)
        made: dict[str, Any] = {
            "policy": Policy(**record["policy"]),
            "requested": Requested(**record["requested"]),
            "criteria": [Criterion.from_dict(item) for item in record["criteria"]],
            "missing": [Missing(**item) for item in record["missing"]],
            "completions": [Completion(**item) for item in record["completions"]],
            "worth_documenting": [Missing(**item) for item in record["worth_documenting"]],
            "advisories": [Advisory.from_dict(item) for item in record["advisories"]],
            "documents": [Document(**item) for item in record["documents"]],
            "findings": [Finding.from_dict(item) for item in record["findings"]],
        }
        return cls(**{**record, **made}, json=answer, _read=read)

    def texts(self) -> dict[str, str]:
        """By the id of each document the text that offsets count in."""
        return self._read()

    def to_dict(self) -> dict[str, Any]:
        """The JSON object."""
        return cast(dict[str, Any], json.loads(self.json))

    def to_frame(self) -> pandas.DataFrame:
        """A row a criterion; needs pandas."""
        import pandas

        return pandas.DataFrame(
            [
                {
                    "case": self.case,
                    **criterion.to_dict(),
                    "evidence": [evidence.text for evidence in criterion.evidence],
                }
                for criterion in self.criteria
            ],
            columns=["case", *names(Criterion)],
        )

    def findings_frame(self) -> pandas.DataFrame:
        """A row a finding; needs pandas."""
        return findings_frame(self.findings)

    def __repr__(self) -> str:
        return f"<Screening {self.case!r}: {self.outcome}>"

    def _repr_html_(self) -> str:
        return notebook.screening(self, self.texts())


def findings_frame(findings: list[Finding]) -> pandas.DataFrame:
    """A table of findings; offsets into the source as two columns, codes as `SYSTEM:CODE`."""
    import pandas

    columns = [name for name in names(Finding) if name != "source"]
    rows = []
    for finding in findings:
        row = {name: getattr(finding, name) for name in columns}
        row["context"] = [cue.kind for cue in finding.context]
        row["codes"] = [f"{code.system}:{code.code}" for code in finding.codes]
        row["source_start"] = finding.source.start
        row["source_end"] = finding.source.end
        rows.append(row)
    return pandas.DataFrame(rows, columns=[*columns, "source_start", "source_end"])
