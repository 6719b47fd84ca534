// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension HTTPFields {
    /// Writes all field lines. Refuses names which are not tokens, control bytes in values, and the fields an encoder writes itself.
    func write(into output: inout [UInt8]) throws(HTTPEncodeError) {
        guard !isEmpty else { return }
        let start = output.count
        // Each record is 8 bytes of header before what goes out; separator and line end fit into them.
        output.reserveCapacity(start + storage.count)
        var error: HTTPEncodeError?
        forEachRecord { record in
            if mayBeUnsendable { error = Self.check(record) }
            if Self.isFraming(record) {
                error = HTTPEncodeError(.framingField, field: String(decoding: record.nameBytes, as: UTF8.self))
            }
            guard error == nil else { return false }
            output.append(contentsOf: record.nameBytes)
            output.append(": ")
            output.append(contentsOf: record.valueBytes)
            output.append("\r\n")
            return true
        }
        if let error {
            output.removeSubrange(start...)
            throw error
        }
    }

    private static func check(_ record: Record) -> HTTPEncodeError? {
        let name = String(decoding: record.nameBytes, as: UTF8.self)
        guard ByteScan.isToken(record.base, from: record.name.lowerBound, to: record.name.upperBound) else {
            return HTTPEncodeError(.fieldName, field: name)
        }
        let value = record.value
        guard ByteScan.firstControl(record.base, from: value.lowerBound, to: value.upperBound) == value.upperBound else {
            return HTTPEncodeError(.fieldValue, field: name)
        }
        return nil
    }

    /// `Content-Length` and `Transfer-Encoding`.
    @inline(__always)
    private static func isFraming(_ record: Record) -> Bool {
        switch record.name.count {
        case 14: matches(record, "content-length")
        case 17: matches(record, "transfer-encoding")
        default: false
        }
    }

    private static func matches(_ record: Record, _ name: StaticString) -> Bool {
        ByteScan.equalsIgnoringCase(record.base + record.name.lowerBound, name.utf8Start, count: name.utf8CodeUnitCount)
    }
}
