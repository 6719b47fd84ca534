// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Testing

@Suite struct PermessageDeflateTests {
    private func answer(_ header: String, _ wishes: PermessageDeflate = PermessageDeflate()) throws -> String? {
        let upgrade = try WebSocketUpgradeRequest(WebSocketHandshakeTests.request([(.secWebSocketExtensions, header)]))
        return upgrade.negotiateDeflate(wishes)?.responseValue
    }

    @Test(
        arguments: [
            ("permessage-deflate", "permessage-deflate"),
            ("permessage-deflate; client_max_window_bits", "permessage-deflate"),
            ("permessage-deflate; client_max_window_bits=10", "permessage-deflate; client_max_window_bits=10"),
            ("permessage-deflate; client_max_window_bits=\"10\"", "permessage-deflate; client_max_window_bits=10"),
            ("permessage-deflate; server_max_window_bits=15", "permessage-deflate; server_max_window_bits=15"),
            ("permessage-deflate; server_max_window_bits=9", "permessage-deflate; server_max_window_bits=9"),
            (
                "permessage-deflate;server_no_context_takeover ; client_no_context_takeover",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
            ),
            ("x-webkit-deflate-frame, permessage-deflate", "permessage-deflate"),
            ("permessage-deflate; server_max_window_bits=8, permessage-deflate", "permessage-deflate"),
            (
                "permessage-deflate; unknown, permessage-deflate; server_no_context_takeover",
                "permessage-deflate; server_no_context_takeover"
            ),
            ("permessage-deflate; server_max_window_bits=8", nil),
            ("permessage-deflate; server_max_window_bits=16", nil),
            ("permessage-deflate; server_max_window_bits=7", nil),
            ("permessage-deflate; server_max_window_bits=09", nil),
            ("permessage-deflate; server_max_window_bits=+9", nil),
            ("permessage-deflate; server_max_window_bits", nil),
            ("permessage-deflate; server_no_context_takeover=1", nil),
            ("permessage-deflate; client_max_window_bits; client_max_window_bits=10", nil),
            ("permessage-deflate; unknown", nil),
            ("x-other", nil),
        ] as [(String, String?)]
    )
    func answersOffers(_ header: String, _ expected: String?) throws {
        #expect(try answer(header) == expected)
    }

    @Test func addsItsOwnWishes() throws {
        let wishes = PermessageDeflate(
            serverNoContextTakeover: true,
            clientNoContextTakeover: true,
            serverWindowBits: 12,
            clientWindowBits: 11
        )
        #expect(try answer("permessage-deflate", wishes) == nil)
        #expect(
            try answer("permessage-deflate; client_max_window_bits; server_max_window_bits=14", wishes)
                == "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
                + "server_max_window_bits=12; client_max_window_bits=11"
        )
    }

    @Test(arguments: [
        "permessage-deflate;", "permessage-deflate; a=", "permessage-deflate; a=\"", ",", "a,", "a b", "a; b c", "a=b", "a; b=\"\"",
        "\"a\"",
    ])
    func refusesMalformedHeaders(_ header: String) {
        #expect(throws: WebSocketHandshakeError.self) { try answer(header) }
    }
}
