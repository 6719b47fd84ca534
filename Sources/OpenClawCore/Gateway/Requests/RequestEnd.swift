// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What became of a request with an idempotency key.
enum RequestEnd: Sendable {
    /// It was carried out; the answer's JSON text.
    case answered([UInt8])
    /// It was tried and failed; the same key gets the same error again.
    case failed(MethodError)
    /// Nothing came of it; the key may be used again.
    case withdrawn(MethodError)
    /// The gateway stops; how it ended is looked at after the restart.
    case open(MethodError)

    /// The largest answer that is kept, in bytes.
    static let maximumAnswer = 1 << 20

    /// What the caller gets.
    func result() throws(MethodError) -> MethodResult {
        switch self {
        case .answered(let payload): return MethodResult(json: payload)
        case .failed(let error), .withdrawn(let error), .open(let error): throw error
        }
    }

    /// The end of the history; `nil` when it stays open.
    var record: LedgerRecord.Kind? {
        switch self {
        case .answered(let payload):
            guard payload.count <= Self.maximumAnswer else {
                return .completed(
                    status: "ok",
                    summary: "it was carried out; its answer of \(payload.count) bytes was too large to be kept"
                )
            }
            return .completed(status: "ok", summary: nil, result: payload)
        case .failed(let error): return .completed(status: "error", summary: error.message, result: error.json.serialized())
        case .withdrawn(let error): return .completed(status: LedgerEntry.Completion.withdrawn, summary: error.message)
        case .open: return nil
        }
    }
}

extension LedgerEntry.Completion {
    /// What a repeated request is answered.
    var answer: Result<[UInt8], MethodError> {
        if self.status == "ok" {
            guard self.result.isEmpty else { return .success(self.result) }
            return .failure(
                MethodError(
                    .unavailable,
                    self.summary ?? "it was carried out; its answer was not kept",
                    details: ["code": "ANSWER_NOT_KEPT"]
                )
            )
        }
        // An error that cannot be read still has its words.
        let stored = (try? JSONValue(parsing: self.result)).flatMap { MethodError(json: $0) }
        return .failure(stored ?? .unavailable(self.summary ?? "the request has failed"))
    }
}
