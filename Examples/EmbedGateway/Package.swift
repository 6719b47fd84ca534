// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "EmbedGateway",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "openclaw", path: "../..")],
    targets: [
        .executableTarget(name: "EmbedGateway", dependencies: [.product(name: "OpenClawCore", package: "openclaw")])
    ],
    swiftLanguageModes: [.v6]
)
