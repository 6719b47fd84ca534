// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "openclaw", path: "../../..")],
    targets: [
        // Built with `--sanitize=fuzzer`, which brings the main function.
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                .product(name: "OpenClawCore", package: "openclaw"),
                .product(name: "OpenClawNet", package: "openclaw"),
            ],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]
        )
    ],
    swiftLanguageModes: [.v6]
)
