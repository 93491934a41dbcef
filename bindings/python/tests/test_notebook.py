"""Results in a notebook, and as tables."""

from __future__ import annotations

from chartproof import Engine, Note

HOSTILE = 'MRI <script>alert("1")</script>: no retropulsion & Kümmell\'s disease of T12.'


def test_findings_are_marked_and_escaped(engine: Engine) -> None:
    html = engine.extract(HOSTILE)._repr_html_()
    assert "<script" not in html and "&lt;script&gt;alert(&quot;1&quot;)" in html
    assert 'title="retropulsion: absent">retropulsion</mark>' in html
    assert "Kümmell&#x27;s disease</mark>" in html


def test_a_screening_shows_its_evidence(engine: Engine) -> None:
    screening = engine.screen([Note("<b>.txt", HOSTILE, "text/plain")], case="<i>")
    html = screening._repr_html_()
    assert "<script" not in html and "<b>.txt" not in html and "<i>" not in html
    assert "<mark" in html and "documentation-incomplete" in html


def test_frames(engine: Engine) -> None:
    findings = engine.extract(HOSTILE)
    frame = findings.to_frame()
    assert list(frame["concept"]) == [finding.concept for finding in findings]
    assert frame["source_start"].tolist() == [finding.source.start for finding in findings]
    assert engine.extract("Nothing.").to_frame().empty
    screening = engine.screen({"a": HOSTILE})
    assert len(screening.to_frame()) == 51
    assert len(screening.findings_frame()) == len(screening.findings)
