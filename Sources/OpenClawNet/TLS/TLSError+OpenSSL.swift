// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

extension TLSError {
    /// The failure that OpenSSL left in the error queue while it built a context.
    static func configuration(_ what: String) -> TLSError {
        let reason = OpenSSLFailure.takeReason() ?? "no reason given"
        return TLSError(.invalidConfiguration, message: "\(what) (\(reason)).")
    }

    /// The failure of a handshake, a read or a write on `ssl`, from its verification result and the error queue.
    static func connection(_ ssl: OpaquePointer) -> TLSError {
        let code = ERR_get_error()
        ERR_clear_error()
        let text = code == 0 ? "no reason given" : OpenSSLFailure.reason(of: code)
        let reason = code == 0 ? 0 : ERR_GET_REASON(code)
        switch reason {
        case SSL_R_CERTIFICATE_VERIFY_FAILED:
            return verification(SSL_get_verify_result(ssl))
        case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
            return TLSError(.certificateRequired, message: "The client presented no certificate. Configure one on the client.")
        case SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST, SSL_R_WRONG_VERSION_NUMBER, SSL_R_PACKET_LENGTH_TOO_LONG:
            return TLSError(.notTLS, message: "The peer does not speak TLS (\(text)). Check scheme and port.")
        case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_NO_SHARED_CIPHER, SSL_R_NO_PROTOCOLS_AVAILABLE,
            SSL_R_VERSION_TOO_LOW, SSL_R_UNKNOWN_PROTOCOL:
            return TLSError(.unsupportedVersion, message: "No common TLS version or cipher (\(text)). TLS 1.2 or 1.3 is needed.")
        case SSL_R_NO_APPLICATION_PROTOCOL:
            return TLSError(.unsupportedVersion, message: "The peer does not offer http/1.1 as application protocol.")
        case SSL_R_UNEXPECTED_EOF_WHILE_READING:
            return TLSError(.truncated, message: "The connection ended in the middle of a TLS message.")
        case SSL_AD_REASON_OFFSET...SSL_AD_REASON_OFFSET + 255:
            return TLSError(.refusedByPeer, message: "The peer refused with an alert: \(text).")
        case 0:
            return TLSError(.libraryFailure, message: "OpenSSL stopped without giving a reason.")
        default:
            return TLSError(.protocolViolation, message: "TLS failed: \(text).")
        }
    }

    private static func verification(_ result: Int) -> TLSError {
        let text = X509_verify_cert_error_string(result).map { String(cString: $0) } ?? "error \(result)"
        switch Int32(truncatingIfNeeded: result) {
        case X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID:
            return TLSError(.expiredCertificate, message: "The peer's certificate is not valid now: \(text). Renew it or set the clock.")
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH:
            return TLSError(.hostMismatch, message: "The peer's certificate is for another host: \(text).")
        case X509_V_ERR_APPLICATION_VERIFICATION:
            return TLSError(
                .fingerprintMismatch,
                message: "The peer's certificate is not a pinned one. If it was replaced on purpose, pin the new fingerprint."
            )
        default:
            return TLSError(.untrustedCertificate, message: "The peer's certificate is not trusted: \(text).")
        }
    }
}
