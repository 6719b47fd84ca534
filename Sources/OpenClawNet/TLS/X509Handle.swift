// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// A certificate of OpenSSL, owned.
final class X509Handle {
    let pointer: OpaquePointer

    /// Takes over a reference from OpenSSL.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        X509_free(pointer)
    }
}
