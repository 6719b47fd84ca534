// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension SessionStoreError {
    static func conflict(_ key: SessionKey, expected: SessionVersion, present: SessionVersion) -> SessionStoreError {
        SessionStoreError(
            .versionConflict,
            "session \(key) has version \(present.rawValue), the writer expected \(expected.rawValue): load it again and decide"
        )
    }

    static func conflict(_ key: SessionKey, expectedSessionID: String, present: String?) -> SessionStoreError {
        SessionStoreError(
            .versionConflict,
            "the current transcript of session \(key) is \(present ?? "none"), not \(expectedSessionID): load it again and decide"
        )
    }

    static func stale(_ epoch: Epoch, newest: Epoch) -> SessionStoreError {
        SessionStoreError(
            .staleEpoch,
            "a gateway of epoch \(newest) has written here, this one has epoch \(epoch): it must stop writing and take the lead again first"
        )
    }

    static func invalid(_ key: SessionKey) -> SessionStoreError {
        SessionStoreError(
            .invalidKey,
            "a session key has 1 to \(SessionKey.maximumLength) bytes and no control characters; this one has \(key.rawValue.utf8.count) bytes"
        )
    }

    static func tooLarge(_ what: String, bytes: Int, maximum: Int) -> SessionStoreError {
        SessionStoreError(.entryTooLarge, "\(what) has \(bytes) bytes, the store takes at most \(maximum): shorten it or raise the limit")
    }

    static func diskFull(_ error: FileSystemError) -> SessionStoreError {
        var failure = SessionStoreError(.unavailable, "the disk is full (\(error.words)); nothing was written: make room", cause: error)
        failure.isPassing = true
        return failure
    }

    static func tooManySessions(_ maximum: Int) -> SessionStoreError {
        SessionStoreError(
            .full,
            "the store holds \(maximum) active sessions, its maximum, or twice as many with archived ones: archive or delete some, or raise session.maxSessions"
        )
    }
}
