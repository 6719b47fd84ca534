// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// Reads the thread's OpenSSL error queue.
enum OpenSSLFailure {
    /// Empties the calling thread's error queue and describes its oldest entry, the one closest to the cause.
    static func takeReason() -> String? {
        let code = ERR_get_error()
        guard code != 0 else { return nil }
        ERR_clear_error()
        return reason(of: code)
    }

    /// The library's text for `code`, without the numbers it prints around it.
    static func reason(of code: UInt) -> String {
        if let text = ERR_reason_error_string(code) {
            return String(cString: text)
        }
        return "OpenSSL error \(code)"
    }

    /// A crypto error of the library with its own explanation.
    static func cryptoError(_ operation: StaticString) -> CryptoError {
        let reason = takeReason() ?? "no reason given"
        return CryptoError(.libraryFailure, message: "\(operation) failed in OpenSSL: \(reason)")
    }
}
