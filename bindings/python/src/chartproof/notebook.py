"""Results as HTML for notebooks; every word of a note is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chartproof.model import Evidence, Finding
    from chartproof.results import Screening

_COLOURS = {
    "present": "#bfe5c7",
    "absent": "#f3c6c6",
    "possible": "#f6e3ae",
    "historical": "#d9d9d9",
    "for": "#bfe5c7",
    "against": "#f3c6c6",
    "context": "#d9d9d9",
}
_OTHER_COLOUR = "#cfdcf5"
_SURROUNDINGS = 80


def _mark(words: str, kind: str, title: str) -> str:
    colour = _COLOURS.get(kind, _OTHER_COLOUR)
    return (
        f'<mark style="background:{colour};color:#111" title="{escape(title)}">'
        f"{escape(words)}</mark>"
    )


def findings(text: str, findings: Iterable[Finding]) -> str:
    """The note with its findings marked; where they overlap, that which begins first."""
    parts = []
    done = 0
    for finding in sorted(findings, key=lambda finding: (finding.start, -finding.end)):
        if finding.start < done:
            continue
        parts.append(escape(text[done : finding.start]))
        title = f"{finding.concept}: {finding.assertion}"
        parts.append(_mark(text[finding.start : finding.end], finding.assertion, title))
        done = finding.end
    parts.append(escape(text[done:]))
    return f'<div style="white-space:pre-wrap">{"".join(parts)}</div>'


def _quote(evidence: Evidence, texts: dict[str, str]) -> str:
    """The words in their surroundings, on one line."""
    text = texts[evidence.document]
    before = text[max(0, evidence.start - _SURROUNDINGS) : evidence.start]
    after = text[evidence.end : evidence.end + _SURROUNDINGS]
    words = _mark(evidence.text, evidence.stance, evidence.stance)
    return f"<div><b>{escape(evidence.document)}</b> …{escape(before)}{words}{escape(after)}…</div>"


def screening(screening: Screening, texts: dict[str, str]) -> str:
    """The outcome, the criteria that the documents speak of, with their words, what is missing."""
    rows = [
        f'<tr><td style="text-align:left">{escape(criterion.id)}</td>'
        f"<td>{escape(criterion.status)}</td>"
        f'<td style="text-align:left">{escape(criterion.why)}'
        f'{"".join(_quote(evidence, texts) for evidence in criterion.evidence)}</td></tr>'
        for criterion in screening.criteria
        if criterion.status != "undocumented"
    ]
    missing = [f"<li>{escape(item.ask)}</li>" for item in screening.missing]
    return (
        f"<p><b>{escape(screening.case)}</b>: {escape(screening.outcome)}"
        f" ({escape(screening.policy.id)} {escape(screening.policy.version)})</p>"
        f"<table><tr><th>criterion</th><th>status</th><th>why</th></tr>{''.join(rows)}</table>"
        + (f"<p>Missing:</p><ul>{''.join(missing)}</ul>" if missing else "")
    )
