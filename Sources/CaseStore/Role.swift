/// What a user is here for.
public enum Role: String, Sendable, CaseIterable {
  case reviewer
  case submitter
  case administrator
  case auditor

  /// What a user of this role may do.
  public var permissions: Set<Permission> {
    switch self {
    case .reviewer: [.seeAllCases, .submit, .review]
    case .submitter: [.submit]
    case .administrator: [.seeAllCases, .submit, .review, .administer, .readAudit]
    case .auditor: [.seeAllCases, .readAudit]
    }
  }
}

/// Something that not everybody may do.
public enum Permission: String, Sendable, CaseIterable {
  /// See the cases of others.
  case seeAllCases
  /// Create cases, add documents and notes to them.
  case submit
  /// Override statuses, decide, assign.
  case review
  /// Manage accounts, delete cases.
  case administer
  /// Read the audit trail.
  case readAudit
}
