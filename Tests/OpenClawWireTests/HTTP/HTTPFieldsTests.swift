// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@Suite struct HTTPFieldsTests {
    static let fields: HTTPFields = [
        "Host": "example.org", "Connection": "keep-alive, Upgrade", "X-Long-Custom-Name": " padded\t", "Accept": "a", "connection": "x , y",
        "Empty": "",
    ]

    @Test func findsByAnyLetterCase() {
        #expect(Self.fields[.host] == "example.org")
        #expect(Self.fields["hOST"] == "example.org")
        #expect(Self.fields["X-LONG-CUSTOM-NAME"] == "padded")
        #expect(Self.fields["Hos"] == nil)
        #expect(Self.fields["Hostx"] == nil)
        #expect(Self.fields["Empty"] == "")
        #expect(Self.fields.contains("empty"))
        #expect(!Self.fields.contains(.cookie))
    }

    /// Letters fold, but not the bytes which differ from each other by the same bit.
    @Test func foldsOnlyLetters() {
        let fields: HTTPFields = ["a^b": "1", "x-@": "2"]
        #expect(fields["a~b"] == nil)
        #expect(fields["X-`"] == nil)
        #expect(HTTPFieldName("a^") != HTTPFieldName("a~"))
        #expect(HTTPFieldName("aB-c") == HTTPFieldName("Ab-C"))
        #expect(Set<HTTPFieldName>(["Host", "host", "HOST"]).count == 1)
    }

    @Test func keepsRepeatedFields() {
        #expect(Self.fields.count == 6)
        #expect(Self.fields.values(.connection) == ["keep-alive, Upgrade", "x , y"])
        #expect(Self.fields.listElements(.connection) == ["keep-alive", "Upgrade", "x", "y"])
        #expect(Self.fields.count(.connection) == 2)
        #expect(Self.fields.only(.connection) == nil)
        #expect(Self.fields.only(.host) == "example.org")
        #expect(Self.fields.only(.cookie) == nil)
        #expect(Self.fields.map(\.name.rawValue) == ["Host", "Connection", "X-Long-Custom-Name", "Accept", "connection", "Empty"])
    }

    @Test(arguments: [
        ("upgrade", true), ("UPGRADE", true), ("keep-alive", true), ("y", true), ("x", true), ("keep", false), ("alive", false),
        ("upgrad", false), ("upgrades", false), ("", false), ("keep-alive, upgrade", false),
    ])
    func findsTokens(_ token: String, _ isPresent: Bool) {
        #expect(Self.fields.containsToken(.connection, token) == isPresent)
    }

    @Test func changes() {
        var fields = Self.fields
        fields.set(.connection, "close")
        #expect(fields.values(.connection) == ["close"])
        #expect(fields.count == 5)
        fields.remove("HOST")
        #expect(fields[.host] == nil)
        #expect(fields.count == 4)
        fields.append(contentsOf: ["A": "1", "B": "2"])
        #expect(fields["b"] == "2")
        #expect(fields.count == 6)
        #expect(Self.fields.count == 6)
    }

    @Test func comparesNamesAndValues() {
        #expect(Self.fields == Self.fields)
        #expect((["A": "1"] as HTTPFields) == ["a": "1"])
        #expect((["A": "1"] as HTTPFields) != ["A": "2"])
        #expect((["A": "1", "B": "2"] as HTTPFields) != ["B": "2", "A": "1"])
    }

    @Test func comparesParsedWithBuilt() {
        var parser = HTTPRequestParser()
        [UInt8](text: "GET / HTTP/1.1\r\nHOST:\t a \r\nX:y\r\n\r\n").withUnsafeBytes { bytes in
            var cursor = 0
            guard case .head(let head) = parser.next(bytes, &cursor) else {
                Issue.record("no head")
                return
            }
            #expect(head.fields == ["Host": "a", "X": "y"])
        }
    }

    @Test func describesNamesOnly() {
        #expect("\((["Authorization": "secret"] as HTTPFields))" == "[Authorization]")
    }
}
