// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import OpenClawServer

@Suite("ControlPage")
struct ControlPageTests {
    @Test("is found at the paths it links to, byte for byte")
    func paths() throws {
        #expect(ControlPage.asset(at: "/".utf8)?.contentType.description == "text/html; charset=utf-8")
        #expect(ControlPage.asset(at: "/assets/app.js".utf8)?.contentType.description == "text/javascript; charset=utf-8")
        #expect(ControlPage.asset(at: "/assets/APP.js".utf8) == nil)
        #expect(ControlPage.asset(at: "/assets/../app.js".utf8) == nil)
        #expect(ControlPage.asset(at: "".utf8) == nil)
    }

    @Test("links only to files that exist")
    func references() throws {
        let page = try #require(ControlPage.asset(at: "/".utf8)).body.description
        let linked = page.matches(of: /(?:src|href)="(\/[^"]*)"/).map { String($0.1) }
        #expect(linked.count >= 4)
        for path in linked {
            #expect(ControlPage.asset(at: path.utf8) != nil, "\(path) is linked but not embedded")
        }
        for asset in ControlPageAssets.all where asset.contentType.description.hasPrefix("text/javascript") {
            for module in asset.body.description.matches(of: /from "\.\/([^"]+)"/) {
                #expect(
                    ControlPage.asset(at: "/assets/\(module.1)".utf8) != nil,
                    "\(asset.path) imports \(module.1), which is not embedded"
                )
            }
        }
    }

    @Test("has no inline script or style and nothing from elsewhere")
    func strictness() throws {
        let page = try #require(ControlPage.asset(at: "/".utf8)).body.description
        #expect(!page.contains(" style=") && !page.contains("<style") && !page.contains("javascript:"))
        #expect(page.matches(of: /<script(?![^>]*\ssrc=)/).isEmpty)
        for asset in ControlPageAssets.all {
            let text = asset.body.description
            #expect(
                !text.contains("innerHTML") && !text.contains("outerHTML") && !text.contains("insertAdjacentHTML")
                    && !text.contains("eval(")
            )
            #expect(
                text.matches(of: /(?:url\(|from |import\(|fetch\(|src=|href=)["']?https?:/).isEmpty,
                "\(asset.path) loads something from elsewhere"
            )
        }
        let policy = ControlPage.contentSecurityPolicy.description
        #expect(policy.hasPrefix("default-src 'none'; ") && !policy.contains("unsafe") && !policy.contains("\n"))
    }

    @Test(
        "answers an unchanged asset with its tag",
        arguments: [
            ("TAG", true), ("W/TAG", true), ("\"other\", TAG", true), ("*", true), ("\"other\"", false), ("", false),
        ]
    )
    func tags(value: String, isMatch: Bool) throws {
        let asset = try #require(ControlPage.asset(at: "/".utf8))
        #expect(ControlPage.matches(value.replacing("TAG", with: asset.etag.description), asset) == isMatch)
    }

    @Test("matches the files it was generated from")
    func generated() throws {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let folder = here.appending(path: "../../../Sources/OpenClawServer/ControlPage/Assets").standardizedFileURL
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { !$0.hasPrefix(".") }
        #expect(names.count == ControlPageAssets.all.count)
        for name in names {
            let path = name == "index.html" ? "/" : "/assets/\(name)"
            let asset = try #require(ControlPage.asset(at: path.utf8), "\(name) is not embedded: run embed.py")
            let file = try Data(contentsOf: folder.appending(path: name))
            #expect(file.elementsEqual(asset.bytes), "\(name) has changed: run embed.py")
        }
    }
}
