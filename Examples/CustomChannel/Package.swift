// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "CustomChannel",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "openclaw", path: "../..")],
    targets: [
        .target(name: "FileDrop", dependencies: [.product(name: "OpenClawCore", package: "openclaw")]),
        .executableTarget(name: "CustomChannel", dependencies: ["FileDrop", .product(name: "OpenClawCore", package: "openclaw")]),
        .testTarget(
            name: "FileDropTests",
            dependencies: [
                "FileDrop",
                .product(name: "OpenClawCore", package: "openclaw"),
                .product(name: "OpenClawTesting", package: "openclaw"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
