// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "Simulation",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "openclaw", path: "../..")],
    targets: [
        .executableTarget(
            name: "Simulate",
            dependencies: [
                .product(name: "OpenClawTesting", package: "openclaw"), .product(name: "OpenClawCore", package: "openclaw"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
