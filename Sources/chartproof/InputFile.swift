import Extraction
import FoundationEssentials

/// Files named on the command line.
enum InputFile {
  /// The bytes of a file, or `nil` where it cannot be read.
  static func bytes(at path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { Array($0) }
  }
}

extension SpanAssertion {
  /// Negation, temporality and experiencer, in the words of the table.
  var row: String {
    "\(negation)\t\(temporality)\t\(experiencer)"
  }
}
