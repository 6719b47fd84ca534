// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
import OpenClawWire

extension OpenAICompatibleProvider {
    /// How long to wait for the end of a response whose answer is complete, so that its connection can be used again.
    private static var lingering: Duration { .milliseconds(100) }
    /// How long to wait for token counts after the model has stopped.
    private static var countingTime: Duration { .seconds(2) }
    /// How much of an error's content is read.
    private static var errorContentBytes: Int { 64 << 10 }

    /// Asks the service and hands over the answer as it comes.
    public func complete(_ request: ModelRequest, receive: (ModelEvent) async throws -> Void) async throws -> ModelCompletion {
        let watchdog = StreamWatchdog(clock: self.clock, after: self.configuration.timeouts.firstToken)
        let call = ModelCall(
            url: self.url,
            fields: self.fields,
            body: self.encoder.encode(request),
            timeouts: self.configuration.timeouts
        )
        let response: any ModelResponse
        do throws(ModelTransportError) {
            response = try await self.transport.send(call)
        } catch {
            try Task.checkCancellation()
            throw self.classifier.error(error, hasBegun: false)
        }
        let timeouts = self.configuration.timeouts
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await watchdog.run(checkingEvery: min(timeouts.idle, timeouts.firstToken)) { response.cancel() }
            }
            defer {
                response.cancel()
                group.cancelAll()
            }
            guard response.head.status.isSuccess else {
                let content = await Self.errorContent(response)
                try Task.checkCancellation()
                throw self.classifier.error(
                    status: Int(response.head.status.code),
                    fields: response.head.fields,
                    content: content,
                    model: request.model
                )
            }
            return try await self.read(response, request: request, watchdog: watchdog, group: &group, receive: receive)
        }
    }

    private func read(
        _ response: any ModelResponse,
        request: ModelRequest,
        watchdog: StreamWatchdog,
        group: inout ThrowingTaskGroup<Void, any Error>,
        receive: (ModelEvent) async throws -> Void
    ) async throws -> ModelCompletion {
        var decoder = ChatCompletionDecoder(
            classifier: self.classifier,
            model: request.model,
            maximumEventBytes: self.configuration.maximumEventBytes
        )
        var events: [ModelEvent] = []
        var bytesLeft = self.configuration.maximumResponseBytes
        reading: while true {
            let piece: [UInt8]?
            do throws(ModelTransportError) {
                piece = try await response.next()
            } catch {
                try Task.checkCancellation()
                // The answer is there, only the end of the response is not.
                if decoder.progress != .open { break reading }
                if watchdog.hasFired { throw self.timeout(hasBegun: decoder.hasBegun) }
                throw self.classifier.error(error, hasBegun: decoder.hasBegun)
            }
            guard let piece else { break reading }
            bytesLeft -= piece.count
            guard bytesLeft >= 0 else {
                throw ModelError(
                    .invalidRequest,
                    "The answer of \(self.classifier.service) is too long and was cut. Set a lower maxTokens."
                )
            }
            let before = decoder.progress
            if before == .done { continue }
            try decoder.consume(piece, into: &events)
            if !events.isEmpty {
                watchdog.pause()
                for event in events { try await receive(event) }
                events.removeAll(keepingCapacity: true)
            }
            watchdog.resume(after: decoder.hasBegun ? self.configuration.timeouts.idle : nil)
            guard decoder.progress != before else { continue }
            let rest = decoder.progress == .done ? Self.lingering : Self.countingTime
            let clock = self.clock
            group.addTask {
                try await clock.sleep(for: rest)
                response.cancel()
            }
        }
        let completion = try decoder.finish(into: &events)
        for event in events { try await receive(event) }
        return completion
    }

    private func timeout(hasBegun: Bool) -> ModelError {
        let timeouts = self.configuration.timeouts
        let message =
            hasBegun
            ? "\(self.classifier.service) stopped in the middle of the answer and sent nothing for \(timeouts.idle)."
            : "\(self.classifier.service) sent no first word within \(timeouts.firstToken)."
        return ModelError(.timeout, "\(message) Try again, use a faster model, or raise the timeout.")
    }

    /// As much of an error's content as is worth reading; what cannot be read is not missed.
    private static func errorContent(_ response: any ModelResponse) async -> [UInt8] {
        var content: [UInt8] = []
        do throws(ModelTransportError) {
            while content.count < Self.errorContentBytes, let piece = try await response.next() { content += piece }
        } catch {
            // The status says enough.
        }
        return content
    }
}
