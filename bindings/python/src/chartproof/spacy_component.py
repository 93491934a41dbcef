"""A component for spaCy, `nlp.add_pipe("chartproof")`; needs spaCy.

It sets `doc.ents` and `doc.spans["chartproof"]`, labelled by concept, and the attributes that medspaCy
has: `is_negated`, `is_uncertain`, `is_historical`, `is_hypothetical`, `is_family`. `span._.finding`
is the `Finding` itself.
"""

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from chartproof.engine import Engine
from chartproof.model import Finding

SPANS = "chartproof"

# What is planned or conditional has not happened either, which is what medspaCy's word says.
_ATTRIBUTES = {
    "is_negated": {"absent"},
    "is_uncertain": {"possible"},
    "is_historical": {"historical"},
    "is_hypothetical": {"hypothetical", "conditional", "planned"},
    "is_family": {"family"},
}
# Other words that may stand beside the one that wins.
_CUES = {"is_negated": "negation", "is_uncertain": "possible", "is_historical": "historical"}


def _register() -> None:
    if not Span.has_extension("finding"):
        Span.set_extension("finding", default=None)
    for name in _ATTRIBUTES:
        if not Span.has_extension(name):
            Span.set_extension(name, default=False)


class ChartproofComponent:
    """Sets what an engine finds in the text of a document."""

    def __init__(self, engine: Engine, set_ents: bool) -> None:
        _register()
        self._engine = engine
        self._set_ents = set_ents

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        spans = []
        for finding in self._engine.extract(text) if text.strip() else []:
            start, end = _place(finding, text)
            span = doc.char_span(start, end, label=finding.concept, alignment_mode="expand")
            if span is not None:
                spans.append(_described(span, finding))
        doc.spans[SPANS] = spans
        if self._set_ents:
            doc.set_ents(filter_spans(spans), default="unmodified")
        return doc


def _place(finding: Finding, text: str) -> tuple[int, int]:
    """Where a finding stands in the text as it was given, whose line ends may be other ones."""
    source = finding.source
    if text.isascii():
        return source.start, source.end
    utf8 = text.encode("utf-8", "replace")
    start = len(utf8[: source.start].decode())
    return start, start + len(utf8[source.start : source.end].decode())


def _described(span: Span, finding: Finding) -> Span:
    kinds = {cue.kind for cue in finding.context}
    span._.finding = finding
    for name, assertions in _ATTRIBUTES.items():
        setattr(span._, name, finding.assertion in assertions or _CUES.get(name) in kinds)
    return span


@Language.factory(
    "chartproof",
    default_config={"lexicons": None, "set_ents": True},
    assigns=["doc.ents", "doc.spans"],
)
def make_component(nlp: Language, name: str, lexicons: str | None, set_ents: bool) -> Any:
    """The component of a pipeline."""
    return ChartproofComponent(Engine(lexicons=lexicons), set_ents)
