// swift-tools-version: 6.2
import PackageDescription

/// Whether the readers are built for libFuzzer; `scripts/fuzz` asks for it.
let isFuzzing = Context.environment["FUZZ"] != nil

let strict: [SwiftSetting] =
  [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : [])

/// A module and its tests; `needs` lists every arrow that leaves it, `testNeeds` those that leave
/// its tests alone, `data` what the tests read.
func module(
  _ name: String,
  needs: [Target.Dependency] = [],
  testNeeds: [Target.Dependency] = [],
  data: [String] = []
) -> [Target] {
  [
    .target(name: name, dependencies: needs, swiftSettings: strict),
    .testTarget(
      name: "\(name)Tests",
      dependencies: [.init(stringLiteral: name), "TestSupport"] + needs + testNeeds,
      exclude: data,
      swiftSettings: strict
    ),
  ]
}

/// The targets that hold the readers against made-up files.
let fuzzers: [Target] =
  [
    .target(name: "CFuzzer", path: "Fuzz/CFuzzer"),
    .target(
      name: "FuzzSupport",
      dependencies: [
        "CFuzzer", "DocumentReading", "NoteModel", "Pipeline", "PolicyEngine", "TestSupport",
      ],
      path: "Fuzz/FuzzSupport",
      swiftSettings: strict
    ),
  ]
  + ["FuzzText", "FuzzHTML", "FuzzCDA", "FuzzFHIR", "FuzzPolicy"].map { name in
    .executableTarget(
      name: name,
      dependencies: ["FuzzSupport", "NoteModel"],
      path: "Fuzz/\(name)",
      swiftSettings: strict,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]
    )
  }

let package = Package(
  name: "chartproof",
  products: [
    .executable(name: "chartproof", targets: ["chartproof"]),
    .library(name: "Chartproof", targets: ["NoteModel", "Pipeline", "Reporting"]),
    .library(name: "ChartproofC", type: .dynamic, targets: ["CInterface"]),
    .executable(name: "chartproof-server", targets: ["chartproof-server"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2",
      pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]
    ),
    .systemLibrary(
      name: "CLibYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"])]
    ),
    .target(name: "CXML", dependencies: ["CLibXML2"]),
    .target(
      name: "CICU",
      linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]
    ),
    .target(name: "CBundledData"),
    .systemLibrary(name: "CChartproof"),
    .target(name: "CReportAssets", exclude: ["report.css", "report.js"]),
    .target(name: "CServerAssets", exclude: ["openapi.yaml", "server.css", "server.js"]),
    .target(
      name: "TestSupport",
      dependencies: ["NoteModel", "Pipeline"],
      path: "Tests/TestSupport",
      swiftSettings: strict
    ),
    .executableTarget(
      name: "chartproof",
      dependencies: [
        "NoteModel", "Extraction", "PolicyEngine", "Pipeline", "Reporting", "Evaluation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "chartproof-server",
      dependencies: [
        "CaseStore", "Pipeline", "ReviewServer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "stages",
      dependencies: ["NoteModel", "Extraction", "Pipeline", "Reporting"],
      path: "Benchmarks/Stages",
      swiftSettings: strict
    ),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "NoteModel", "PolicyEngine", "Pipeline", "Reporting", "Evaluation", "TestSupport",
        "chartproof", "chartproof-server",
      ],
      swiftSettings: strict
    ),
  ]
    + module("NoteModel")
    + module(
      "DocumentReading",
      needs: [
        "NoteModel", "CXML", "CICU", .product(name: "Crypto", package: "swift-crypto"),
      ],
      data: ["Pages"]
    )
    + module("TextProcessing", needs: ["NoteModel"])
    + module("Extraction", needs: ["NoteModel", "TextProcessing"])
    + module("PolicyEngine", needs: ["NoteModel", "CLibYAML"])
    + module(
      "Pipeline",
      needs: [
        "NoteModel", "DocumentReading", "TextProcessing", "Extraction", "PolicyEngine",
        "CBundledData",
      ]
    )
    + module(
      "Reporting",
      needs: ["NoteModel", "CReportAssets", .product(name: "Crypto", package: "swift-crypto")]
    )
    + module(
      "CInterface",
      needs: ["CChartproof", "NoteModel", "Pipeline", "Reporting"]
    )
    + module(
      "Evaluation",
      needs: ["NoteModel", "Extraction", "PolicyEngine", "Pipeline", "Reporting"]
    )
    + module(
      "CaseStore",
      needs: [
        "NoteModel",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    )
    + module(
      "ReviewServer",
      needs: [
        "CServerAssets", "CaseStore", "Extraction", "NoteModel", "Pipeline", "Reporting",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      testNeeds: [
        "chartproof-server",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ]
    )
    + (isFuzzing ? fuzzers : []),
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x,
  cxxLanguageStandard: .cxx17
)
