import NoteModel
import TextProcessing

/// Says how sentences were understood, by analyzing them once more and taking notes.
struct Explainer {
  let lexicon: Lexicon
  let layout: Layout

  /// How the sentences that touch a range of the text were understood.
  ///
  /// What a sentence inherits from those before it is as in the analysis of the whole document.
  func explanations(of range: TextRange, date: CalendarDate?) -> [Explanation] {
    var analyzer = SentenceAnalyzer(lexicon: lexicon, text: layout.text)
    var explanations: [Explanation] = []
    for sentence in layout.sentences {
      let words = layout.text.range(sentence)
      guard words.start < max(range.end, range.start + 1) else { break }
      let setting = SentenceSetting(of: sentence, in: layout, date: date)
      var links: [Explanation.Link] = []
      let findings = analyzer.findings(in: sentence, setting) { matches, link in
        links.append(self.link(link, matches))
      }
      guard words.end > range.start else { continue }
      explanations.append(
        Explanation(
          sentence: words,
          sectionTitle: setting.section?.title ?? "",
          sectionKind: setting.sectionKind.map { lexicon.sectionKinds[$0].name } ?? "",
          tokens: sentence.map { index in
            Explanation.Token(
              range: layout.text.range(index),
              isKnown: layout.text.tokens[index].kind != .word
                || layout.text.tokens[index].word != Vocabulary.unknown
            )
          },
          findings: findings,
          links: links
        )
      )
    }
    return explanations
  }

  private func link(_ link: CueLink, _ matches: SentenceMatches) -> Explanation.Link {
    let stop: Explanation.Stop? =
      switch link.stop {
      case nil: nil
      case .otherKind: .otherKind
      case .answer: .answer
      case .wordsBetween: .wordsBetween
      case .sign(let token): .sign(layout.text.range(token))
      case .column: .column
      case .cue(let index): .cue(cue(matches.cues[index]))
      case .clause: .clause
      case .listEnd: .listEnd
      }
    return Explanation.Link(
      cue: cue(matches.cues[link.cue]),
      finding: layout.text.range(matches.mentions[link.mention].tokens),
      stop: stop
    )
  }

  private func cue(_ match: CueMatch) -> Explanation.Cue {
    let cue = lexicon.cues[match.cue]
    return Explanation.Cue(
      range: layout.text.range(match.tokens),
      effect: lexicon.name(of: cue.effect),
      place: lexicon.name(of: cue.place)
    )
  }
}
