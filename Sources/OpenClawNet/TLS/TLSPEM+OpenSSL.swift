// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

extension TLSPEM {
    /// Where the text came from, for messages.
    var origin: String {
        switch source {
        case .bytes: "the given PEM text"
        case .file(let path): "the file \(path)"
        }
    }

    /// Opens the text for reading.
    func open() throws(TLSError) -> MemoryBIO {
        ERR_clear_error()
        switch source {
        case .bytes(let bytes):
            guard let bio = MemoryBIO(bytes) else { throw TLSError.configuration("No memory for \(bytes.count) bytes of PEM text") }
            return bio
        case .file(let path):
            guard let bio = MemoryBIO(contentsOfFile: path) else {
                throw TLSError.configuration("Cannot read the file \(path). Check its path and permissions")
            }
            return bio
        }
    }

    /// Reads every certificate in the text; at least one.
    func certificates() throws(TLSError) -> [X509Handle] {
        let bio = try open()
        var certificates: [X509Handle] = []
        while let certificate = PEM_read_bio_X509(bio.pointer, nil, { _, _, _, _ in -1 }, nil) {
            certificates.append(X509Handle(owning: certificate))
        }
        let code = ERR_peek_last_error()
        guard !certificates.isEmpty, ERR_GET_LIB(code) == ERR_LIB_PEM, ERR_GET_REASON(code) == PEM_R_NO_START_LINE else {
            throw TLSError.configuration("Cannot read PEM certificates from \(origin)")
        }
        ERR_clear_error()
        return certificates
    }

    /// Reads the private key in the text.
    func privateKey() throws(TLSError) -> PublicKeyHandle {
        let bio = try open()
        // The callback answers "no password" instead of asking on the terminal.
        guard let key = PEM_read_bio_PrivateKey(bio.pointer, nil, { _, _, _, _ in -1 }, nil) else {
            throw TLSError.configuration("Cannot read an unencrypted PEM private key from \(origin)")
        }
        return PublicKeyHandle(owning: key)
    }
}
