// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    typealias PlatformSelector = KqueueSelector
#else
    typealias PlatformSelector = EpollSelector
#endif
