// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "InsideAnotherService",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "openclaw", path: "../..")],
    targets: [
        .executableTarget(
            name: "InsideAnotherService",
            dependencies: [
                .product(name: "OpenClawCore", package: "openclaw"),
                .product(name: "OpenClawNet", package: "openclaw"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
