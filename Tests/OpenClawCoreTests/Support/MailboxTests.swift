// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("Mailbox", .timeLimit(.minutes(10)))
struct MailboxTests {
    @Test("keeps the order and hands out batches")
    func order() async {
        let mailbox = Mailbox<Int>(capacity: 100)
        for number in 0..<10 { #expect(mailbox.offer(number) == .accepted) }
        #expect(mailbox.count == 10)
        #expect(await mailbox.drain(max: 3) == [0, 1, 2])
        #expect(await mailbox.next() == 3)
        #expect(mailbox.poll() == 4)
        #expect(await mailbox.drain() == [5, 6, 7, 8, 9])
        #expect(mailbox.poll() == nil)
    }

    @Test("the ring wraps and grows in any rhythm", arguments: [1, 2, 3, 5, 7, 64, 65])
    func ring(rhythm: Int) async {
        let mailbox = Mailbox<Int>(capacity: 1000)
        var written = 0
        var expected = 0
        for round in 0..<200 {
            for _ in 0..<(rhythm + round % 3) where mailbox.offer(written) == .accepted { written += 1 }
            for _ in 0..<rhythm {
                guard let number = mailbox.poll() else { break }
                #expect(number == expected)
                expected += 1
            }
        }
        mailbox.close()
        while let rest = await mailbox.drain(max: 13) {
            for number in rest {
                #expect(number == expected)
                expected += 1
            }
        }
        #expect(expected == written)
    }

    struct OverflowCase: Sendable {
        let overflow: MailboxOverflow
        let result: MailboxOfferResult
        let kept: [Int]
        let dropped: UInt64
    }

    @Test(
        "a full mailbox follows its policy",
        arguments: [
            OverflowCase(overflow: .suspendProducer, result: .full, kept: [1, 2, 3], dropped: 0),
            OverflowCase(overflow: .reject, result: .full, kept: [1, 2, 3], dropped: 0),
            OverflowCase(overflow: .dropOldest, result: .dropped(1), kept: [2, 3, 4], dropped: 1),
            OverflowCase(overflow: .dropNewest, result: .dropped(1), kept: [1, 2, 3], dropped: 1),
        ]
    )
    func overflow(_ testCase: OverflowCase) async {
        let mailbox = Mailbox<Int>(capacity: 3, overflow: testCase.overflow)
        for number in 1...3 { mailbox.offer(number) }
        #expect(mailbox.offer(4) == testCase.result)
        #expect(mailbox.dropped == testCase.dropped)
        #expect(await mailbox.drain() == testCase.kept)
    }

    @Test("sending to a full mailbox which rejects throws")
    func reject() async throws {
        let mailbox = Mailbox<Int>(capacity: 1, overflow: .reject)
        try await mailbox.send(1)
        let error = await #expect(throws: MailboxError.self) { try await mailbox.send(2) }
        #expect(error?.code == .full)
    }

    @Test("a closed mailbox gives what it holds, then nil")
    func close() async {
        let mailbox = Mailbox<Int>(capacity: 4)
        mailbox.offer(1)
        mailbox.close()
        #expect(mailbox.isClosed)
        #expect(mailbox.offer(2) == .closed)
        let error = await #expect(throws: MailboxError.self) { try await mailbox.send(2) }
        #expect(error?.code == .closed)
        #expect(await mailbox.drain() == [1])
        #expect(await mailbox.drain() == nil)
        #expect(await mailbox.next() == nil)
    }

    @Test("an offer wakes the waiting consumer")
    func wake() async {
        let mailbox = Mailbox<String>(capacity: 4)
        async let received = mailbox.drain()
        await eventually { mailbox.hasWaitingConsumer }
        mailbox.offer("hello")
        #expect(await received == ["hello"])
    }

    @Test("closing wakes the waiting consumer")
    func closeWakes() async {
        let mailbox = Mailbox<String>(capacity: 4)
        async let received = mailbox.next()
        await eventually { mailbox.hasWaitingConsumer }
        mailbox.close()
        #expect(await received == nil)
    }

    @Test("cancelling wakes the waiting consumer and leaves the mailbox usable")
    func cancelConsumer() async {
        let mailbox = Mailbox<Int>(capacity: 4)
        await withTaskGroup(of: [Int]?.self) { group in
            group.addTask { await mailbox.drain() }
            await eventually { mailbox.hasWaitingConsumer }
            group.cancelAll()
            #expect(await group.next() == .some(nil))
        }
        #expect(!mailbox.hasWaitingConsumer)
        mailbox.offer(7)
        #expect(await mailbox.next() == 7)
    }

    @Test("a cancelled consumer still gets what is there and waits for nothing")
    func cancelledBefore() async {
        let mailbox = Mailbox<Int>(capacity: 4)
        mailbox.offer(1)
        await withTaskGroup(of: [[Int]?].self) { group in
            group.cancelAll()
            group.addTask { [await mailbox.drain(), await mailbox.drain()] }
            #expect(await group.next() == [[1], nil])
        }
    }

    @Test("producers wait for room and are admitted in order")
    func backPressure() async throws {
        let mailbox = Mailbox<Int>(capacity: 2)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<6 {
                group.addTask { try await mailbox.send(number) }
                await eventually { mailbox.count + mailbox.waitingProducers == number + 1 }
            }
            #expect(mailbox.count == 2)
            #expect(mailbox.waitingProducers == 4)
            #expect(mailbox.offer(99) == .full)
            var received: [Int] = []
            while received.count < 6, let batch = await mailbox.drain() {
                #expect(batch.count <= 2)
                received += batch
            }
            #expect(received == [0, 1, 2, 3, 4, 5])
            try await group.waitForAll()
        }
    }

    @Test("a cancelled producer takes its element back")
    func cancelProducer() async throws {
        let mailbox = Mailbox<Int>(capacity: 1)
        mailbox.offer(1)
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    try await mailbox.send(2)
                    return false
                } catch {
                    return error is CancellationError
                }
            }
            await eventually { mailbox.waitingProducers == 1 }
            group.cancelAll()
            #expect(await group.next() == true)
        }
        #expect(mailbox.waitingProducers == 0)
        #expect(await mailbox.drain() == [1])
    }

    @Test("closing refuses the producers who wait")
    func closeRefusesProducers() async {
        let mailbox = Mailbox<Int>(capacity: 1)
        mailbox.offer(1)
        await withTaskGroup(of: MailboxError.Code?.self) { group in
            group.addTask {
                do {
                    try await mailbox.send(2)
                    return nil
                } catch {
                    return (error as? MailboxError)?.code
                }
            }
            await eventually { mailbox.waitingProducers == 1 }
            mailbox.close()
            #expect(await group.next() == .some(.closed))
        }
        #expect(await mailbox.drain() == [1])
        #expect(await mailbox.drain() == nil)
    }

    @Test("nothing is lost or doubled between many producers and one consumer", arguments: [1, 3, 64])
    func manyProducers(capacity: Int) async throws {
        let mailbox = Mailbox<(producer: Int, number: Int)>(capacity: capacity)
        let producers = 8
        let each = 400
        try await withThrowingTaskGroup(of: Void.self) { group in
            for producer in 0..<producers {
                group.addTask { for number in 0..<each { try await mailbox.send((producer, number)) } }
            }
            var next = [Int](repeating: 0, count: producers)
            var received = 0
            while received < producers * each, let batch = await mailbox.drain(max: 50) {
                #expect(batch.count <= capacity)
                for element in batch {
                    #expect(element.number == next[element.producer])
                    next[element.producer] += 1
                }
                received += batch.count
            }
            #expect(received == producers * each)
            try await group.waitForAll()
        }
    }

    @Test("the sequence ends when the mailbox is closed")
    func sequence() async {
        let mailbox = Mailbox<Int>(capacity: 10)
        for number in 0..<5 { mailbox.offer(number) }
        mailbox.close()
        var received: [Int] = []
        for await number in mailbox.elements { received.append(number) }
        #expect(received == [0, 1, 2, 3, 4])
    }

    @Test("elements are released when they are taken")
    func release() async {
        final class Token: Sendable {}
        let mailbox = Mailbox<Token>(capacity: 10)
        weak var observed: Token?
        do {
            let token = Token()
            observed = token
            mailbox.offer(token)
            mailbox.offer(Token())
        }
        #expect(observed != nil)
        _ = mailbox.poll()
        #expect(observed == nil)
    }
}
