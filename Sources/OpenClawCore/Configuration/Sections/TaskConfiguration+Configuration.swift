// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension TaskConfiguration {
    /// What a configuration says about tasks.
    public init(_ configuration: Configuration) {
        let tasks = configuration.gateway.tasks
        func limit(_ time: Duration) -> Duration? { time > .zero ? time : nil }
        self.init(
            defaultTimeout: limit(tasks.defaultTimeout),
            longTaskWarning: limit(tasks.longTaskWarning),
            queueTimeout: limit(tasks.queueTimeout),
            maximumOpen: configuration.queue.maxSize,
            maximumQueued: configuration.performance.queueSize,
            concurrency: configuration.performance.concurrency,
            isDurable: configuration.queue.type == .file
        )
    }
}
