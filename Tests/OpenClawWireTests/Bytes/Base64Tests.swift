// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@Suite struct Base64Tests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func followsTheTestVectors(_ text: String, _ encoded: String) {
        #expect(Base64.encode([UInt8](text: text)) == encoded)
        #expect(Base64.decode(encoded) == [UInt8](text: text))
    }

    @Test func usesTheWholeAlphabet() {
        let bytes =
            (0..<48).map { UInt8(truncatingIfNeeded: $0 &* 91 &+ 7) }
            + [UInt8](hex: "00108310518720928b30d38f41149351559761969b71d79f8218a39259a7a29aabb2dbafc31cb3d35db7e39ebbf3dfbf")
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        #expect(
            Base64.encode([UInt8](hex: "00108310518720928b30d38f41149351559761969b71d79f8218a39259a7a29aabb2dbafc31cb3d35db7e39ebbf3dfbf"))
                == "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        )
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z===", "====", "=Zg=", "Zg==Zg==", "Zm 9", "Zm9v\n", "Zm-_", "Zg=A", "Zmäv",
    ])
    func refusesWhatIsNotCanonical(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
