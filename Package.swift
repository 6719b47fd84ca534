// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "openclaw",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "OpenClawCore", targets: ["OpenClawCore"]),
        .library(name: "OpenClawNet", targets: ["OpenClawNet", "OpenClawWire"]),
        .library(name: "OpenClawServer", targets: ["OpenClawServer"]),
        .library(name: "OpenClawClient", targets: ["OpenClawClient"]),
        .library(name: "OpenClawModels", targets: ["OpenClawModels"]),
        .library(name: "OpenClawTesting", targets: ["OpenClawTesting"]),
        .executable(name: "openclaw", targets: ["OpenClawHost"]),
    ],
    targets: [
        // Ground floor: no dependency at all.
        .target(name: "OpenClawCore"),
        .target(name: "OpenClawWire"),

        // The platform's own C libraries.
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // The engine room and what stands on it.
        .target(name: "OpenClawNet", dependencies: ["OpenClawWire", "CLinux", "COpenSSL", "CZlib"]),
        .target(
            name: "OpenClawServer",
            dependencies: ["OpenClawCore", "OpenClawNet", "OpenClawWire"],
            exclude: ["ControlPage/Assets", "ControlPage/embed.py"]
        ),
        .target(name: "OpenClawClient", dependencies: ["OpenClawCore", "OpenClawNet", "OpenClawWire"]),
        .target(name: "OpenClawModels", dependencies: ["OpenClawCore", "OpenClawNet", "OpenClawWire"]),
        .target(name: "OpenClawTesting", dependencies: ["OpenClawCore", "OpenClawWire"]),
        .executableTarget(
            name: "OpenClawHost",
            dependencies: ["OpenClawCore", "OpenClawNet", "OpenClawServer", "OpenClawClient", "OpenClawModels"]
        ),

        .testTarget(name: "OpenClawCoreTests", dependencies: ["OpenClawCore", "OpenClawServer", "OpenClawTesting"]),
        .testTarget(name: "OpenClawWireTests", dependencies: ["OpenClawWire"]),
        .testTarget(name: "OpenClawNetTests", dependencies: ["OpenClawNet", "OpenClawWire", "OpenClawTesting"]),
        .testTarget(
            name: "OpenClawServerTests",
            dependencies: ["OpenClawServer", "OpenClawCore", "OpenClawNet", "OpenClawWire", "OpenClawTesting"]
        ),
        .testTarget(
            name: "OpenClawClientTests",
            dependencies: ["OpenClawClient", "OpenClawServer", "OpenClawCore", "OpenClawNet", "OpenClawTesting"]
        ),
        .testTarget(
            name: "OpenClawModelsTests",
            dependencies: ["OpenClawModels", "OpenClawCore", "OpenClawNet", "OpenClawWire", "OpenClawTesting"]
        ),
        .testTarget(
            name: "OpenClawHostTests",
            dependencies: ["OpenClawHost", "OpenClawCore", "OpenClawServer", "OpenClawTesting"]
        ),
        .testTarget(name: "OpenClawTestingTests", dependencies: ["OpenClawTesting", "OpenClawCore"]),
    ],
    swiftLanguageModes: [.v6]
)

// One set of settings for every Swift target.
let strict = Context.environment["OPENCLAW_WARNINGS_AS_ERRORS"] != nil
for target in package.targets where target.type != .system {
    var settings: [SwiftSetting] = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .enableUpcomingFeature("ImmutableWeakCaptures"),
    ]
    if strict { settings.append(.treatAllWarnings(as: .error)) }
    target.swiftSettings = settings
}
