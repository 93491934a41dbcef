import CReportAssets
import Crypto
import FoundationEssentials

/// A file of the program that the HTML report carries as it stands, and allows by its hash.
package struct ReportAsset: Sendable {
  /// The style sheet.
  package static let style = unsafe ReportAsset(report_style())

  /// The script.
  package static let script = unsafe ReportAsset(report_script())

  /// What the file says.
  package let text: String

  /// Its hash as a source of a content security policy.
  package let source: String

  private init(_ asset: report_asset) {
    let bytes = unsafe Array(UnsafeBufferPointer(start: asset.bytes, count: asset.size))
    text = String(decoding: bytes, as: UTF8.self)
    source = "'sha256-\(Data(SHA256.hash(data: bytes)).base64EncodedString())'"
  }
}
