// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "Crash",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "openclaw", path: "../..")],
    targets: [
        .executableTarget(
            name: "CrashWriter",
            dependencies: [
                .product(name: "OpenClawCore", package: "openclaw"), .product(name: "OpenClawNet", package: "openclaw"),
                .product(name: "OpenClawServer", package: "openclaw"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
