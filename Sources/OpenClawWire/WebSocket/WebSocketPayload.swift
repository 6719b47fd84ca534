// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where a payload lies: still in the driver's input, or collected from several reads.
public enum WebSocketPayload: Sendable, Equatable {
    /// Unmasked in place in the input of the call which returned it.
    case input(Range<Int>)
    /// Collected; the caller owns it.
    case owned([UInt8])

    /// The number of bytes.
    @inlinable
    public var count: Int {
        switch self {
        case .input(let range): range.count
        case .owned(let bytes): bytes.count
        }
    }

    /// Runs `body` over the bytes. `input` must be the buffer of the call which returned the payload.
    @inlinable
    public func withBytes<Result, Failure: Error>(
        in input: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch self {
        case .input(let range):
            return try body(UnsafeRawBufferPointer(rebasing: input[range]))
        case .owned(let bytes):
            return try bytes.withUnsafeBufferPointer { (buffer: UnsafeBufferPointer<UInt8>) throws(Failure) -> Result in
                try body(UnsafeRawBufferPointer(buffer))
            }
        }
    }

    /// The bytes as an array: a copy of an input range, the storage itself when owned.
    @inlinable
    public func bytes(in input: UnsafeRawBufferPointer) -> [UInt8] {
        switch self {
        case .input(let range): [UInt8](UnsafeRawBufferPointer(rebasing: input[range]))
        case .owned(let bytes): bytes
        }
    }
}
