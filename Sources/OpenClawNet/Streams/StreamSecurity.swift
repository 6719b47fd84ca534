// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A transform at work: the transform and what it has encoded.
final class StreamSecurity {
    let transform: any StreamTransform
    var encoded = ByteQueue()

    init(_ transform: any StreamTransform) {
        self.transform = transform
    }
}
