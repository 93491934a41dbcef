"""The component of a spaCy pipeline."""

from __future__ import annotations

import spacy


def test_component_sets_spans_and_attributes() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("chartproof")
    doc = nlp("Père: Kümmell's disease of T12.\r\nNo retropulsion.\r\n\r\nPossible sepsis.")
    found = {span.label_: span for span in doc.spans["chartproof"]}
    assert found["kummell-disease"].text == "Kümmell's disease"
    assert found["retropulsion"].text == "retropulsion"
    assert found["retropulsion"]._.is_negated and not found["kummell-disease"]._.is_negated
    assert found["sepsis"]._.is_uncertain
    assert found["retropulsion"]._.finding.assertion == "absent"
    assert {entity.label_ for entity in doc.ents} == set(found)
    assert not nlp(" ").ents


def test_component_can_leave_the_entities_alone() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("chartproof", config={"set_ents": False})
    doc = nlp("No retropulsion.")
    assert not doc.ents and doc.spans["chartproof"]
