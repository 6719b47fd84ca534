// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@Suite struct URLTargetTests {
    @Test(arguments: [
        ("/", "/"), ("/a", "/a"), ("/a/", "/a/"), ("/a/b.c", "/a/b.c"), ("/a?b", "/a"), ("/%61", "/a"), ("/a%20b", "/a b"),
        ("/%C3%A4", "/ä"),
        ("/%c3%a4", "/ä"), ("/a+b", "/a+b"), ("/%2561", "/%61"), ("/%3Fa", "/?a"), ("/./a", "/a"), ("/a/.", "/a/"), ("/a/..", "/"),
        ("/a/../b", "/b"), ("/a/b/../../c", "/c"), ("/a/%2e%2E/b", "/b"), ("/%2e/a", "/a"), ("//a", "/a"), ("/a//b", "/a/b"),
        ("/a//", "/a/"),
        ("/a//../b", "/b"), ("//", "/"), ("/...", "/..."), ("/.a", "/.a"), ("/a..", "/a.."), ("/..a/b", "/..a/b"), ("/;x=1", "/;x=1"),
        ("*", "*"), ("http://host", "/"), ("http://host/a/../b?c", "/b"), ("HTTPS://host:1/x", "/x"), ("http://host?q", "/"),
        ("/a|b^c", "/a|b^c"),
    ])
    func hasOneReading(_ target: String, _ path: String) throws {
        #expect(try URLTarget(target).path == path)
    }

    @Test(arguments: [
        "", "a", "a/b", "ftp://host/", "http://", "http:///a", "http://u@host/", "http://ho st/", "/..", "/../a", "/a/../..", "/%2e%2e/a",
        "/a/%2e./..",
        "/%00", "/a%00b", "/%0a", "/%7f", "/%1B", "/a%2fb", "/a%2Fb", "/%2f", "/a%5cb", "/a\\b", "/%", "/%2", "/%zz", "/%2x", "/%u0041",
        "/%ff", "/%c0%af",
        "/%ed%a0%80", "/a%c3/b", "/a#b", "/a?b#c", "/a b", "/ä", "/a\u{0}", "**", "*a", "/%+1",
    ])
    func refuses(_ target: String) {
        #expect(throws: URLTargetError.self) { try URLTarget(target) }
    }

    @Test func splitsTheQuery() throws {
        let target = try URLTarget("/a?x=1&y=a+b%20c&x=2&empty=&flag&&bad=%zz&%C3%A4=%C3%B6&worse=%ff&z=?/=")
        #expect(target.query == "x=1&y=a+b%20c&x=2&empty=&flag&&bad=%zz&%C3%A4=%C3%B6&worse=%ff&z=?/=")
        #expect(target.queryValue("x") == "1")
        #expect(target.queryValue("y") == "a b c")
        #expect(target.queryValue("empty") == "")
        #expect(target.queryValue("flag") == "")
        #expect(target.queryValue("bad") == nil)
        #expect(target.queryValue("worse") == nil)
        #expect(target.queryValue("ä") == "ö")
        #expect(target.queryValue("z") == "?/=")
        #expect(target.queryValue("none") == nil)
        #expect(target.queryItems().map(\.name) == ["x", "y", "x", "empty", "flag", "ä", "z"])
        #expect(target.queryItems(limit: 2).count == 2)
    }

    @Test func tellsNoQueryFromAnEmptyOne() throws {
        #expect(try URLTarget("/a").query == nil)
        #expect(try URLTarget("/a?").query == "")
    }

    @Test func keepsTheAuthorityOfAnAbsoluteForm() throws {
        #expect(try URLTarget("http://Host:80/a").authority == "Host:80")
        #expect(try URLTarget("http://[::1]:80/a").authority == "[::1]:80")
        #expect(try URLTarget("/a").authority == nil)
    }

    @Test func encodesWhatItDecodes() throws {
        let text = "a b/ü?&=%+~-._"
        #expect(PercentEncoding.encode(text) == "a%20b%2F%C3%BC%3F%26%3D%25%2B~-._")
        #expect(try URLTarget("/?q=" + PercentEncoding.encode(text)).queryValue("q") == text)
    }
}
