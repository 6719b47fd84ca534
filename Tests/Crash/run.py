# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0

"""Kills real processes with SIGKILL at random moments and checks that nothing acknowledged is lost. See `run`."""

import argparse
import base64
import collections
import json
import os
import random
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

TESTS = []
# How long anything is waited for, in seconds.
PATIENCE = int(os.environ.get("PATIENCE", "60"))
KEY_VARIABLE = "OPENCLAW_WORKSPACE_ENCRYPTION_KEY"
KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"


def test(function):
    TESTS.append(function)
    return function


class Failure(Exception):
    pass


def check(process, what):
    if process.returncode != 0:
        raise Failure(f"{what} ended with {process.returncode}: {process.stderr.strip()[-800:]}")


def kill_while_it_writes(command, pause, environment):
    """Starts a writer, kills it `pause` seconds after its first acknowledgement and returns the lines it wrote."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    lines = []
    deadline = time.monotonic() + PATIENCE
    kill_at = None
    os.set_blocking(process.stdout.fileno(), False)
    data = b""
    try:
        while kill_at is None or time.monotonic() < kill_at:
            if process.poll() is not None:
                raise Failure(f"the writer ended by itself: {process.stderr.read().decode()[-800:]}")
            if time.monotonic() > deadline:
                raise Failure("the writer acknowledged nothing in time")
            chunk = process.stdout.read(1 << 16)
            if chunk:
                data += chunk
                if kill_at is None and b"\nA " in data:
                    kill_at = time.monotonic() + pause
            else:
                time.sleep(0.001)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    os.set_blocking(process.stdout.fileno(), True)
    data += process.stdout.read()
    process.stdout.close()
    process.stderr.close()
    # A line without its end was not read by anybody in time and counts for nothing.
    return data.decode().split("\n")[:-1]


@test
def a_killed_store_holds_everything_it_acknowledged(context):
    """Sessions: every one opens, holds a prefix of what was appended, and all that was acknowledged; every other ten rounds encrypted."""
    writer = os.path.join(context.bin, "CrashWriter")
    acknowledged = {}
    total = repaired = 0
    state = None
    for number in range(context.rounds):
        if number % 10 == 0:
            state = os.path.join(context.work, f"sessions-{number}")
            acknowledged = {}
        policy = ["everyCommit", "interval", "never"][number % 3]
        environment = dict(os.environ, **({KEY_VARIABLE: KEY} if number % 20 >= 10 else {}))
        lines = kill_while_it_writes([writer, "write", state, policy], context.random.uniform(0.0, 0.25), environment)
        for line in lines:
            if line.startswith("A "):
                _, key, count = line.split(" ")
                acknowledged[key] = max(int(count), acknowledged.get(key, 0))
                total += 1
        result = subprocess.run([writer, "check", state], capture_output=True, text=True, timeout=60, env=environment)
        check(result, f"round {number}: the check")
        found = {}
        for line in result.stdout.splitlines():
            if line.startswith("S "):
                _, key, count = line.split(" ")
                found[key] = int(count)
            elif line.startswith("#"):
                repaired += 1
        for key, count in acknowledged.items():
            if found.get(key, 0) < count:
                raise Failure(f"round {number} ({policy}): {key} has {found.get(key, 0)} entries, {count} were acknowledged")
        if number % 10 == 9:
            shutil.rmtree(state)
    print(f"    {context.rounds} kills, {total} acknowledged appends, {repaired} notes of repair, 0 lost")


@test
def a_ledger_of_a_million_records_opens(context):
    """Prints how long recovery takes; a tenth of that many records unless it is built with CONFIGURATION=release."""
    writer = os.path.join(context.bin, "CrashWriter")
    root = os.path.join(context.work, "ledger")
    count = 1_000_000 if os.environ.get("CONFIGURATION") == "release" else 60_000
    check(subprocess.run([writer, "fill-ledger", root, str(count)], capture_output=True, text=True, timeout=300), "filling")
    result = subprocess.run([writer, "open-ledger", root], capture_output=True, text=True, timeout=120)
    check(result, "opening")
    print("    " + result.stdout.strip())
    if int(result.stdout.split(" ")[0]) < count:
        raise Failure("not all records were found")


@test
def a_hundred_thousand_sessions_are_listed(context):
    """Prints how long opening and listing takes; the figures mean something with CONFIGURATION=release."""
    writer = os.path.join(context.bin, "CrashWriter")
    root = os.path.join(context.work, "many")
    check(subprocess.run([writer, "fill", root, "100000"], capture_output=True, text=True, timeout=300), "filling")
    result = subprocess.run([writer, "list", root], capture_output=True, text=True, timeout=60)
    check(result, "listing")
    print("    " + result.stdout.strip())
    if not result.stdout.startswith("100000 sessions"):
        raise Failure("not all sessions were listed")


class Socket:
    """A client of the gateway protocol over a plain WebSocket, enough for this test."""

    def __init__(self, port, name):
        self.buffer = b""
        self.number = 0
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self.socket.settimeout(PATIENCE)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self.buffer:
            self.fill()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(head.decode())
        client = {"id": "gateway-client", "version": "1.0.0", "platform": "linux", "mode": "backend", "instanceId": name}
        self.call(
            "connect",
            minProtocol=3,
            maxProtocol=4,
            client=client,
            role="operator",
            scopes=["operator.read", "operator.write", "operator.admin"],
            caps=[],
            auth={"token": "test-token"},
        )

    def fill(self):
        data = self.socket.recv(1 << 16)
        if not data:
            raise ConnectionError("the gateway has gone")
        self.buffer += data

    def take(self, count):
        while len(self.buffer) < count:
            self.fill()
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data

    def frame(self):
        while True:
            first, length = self.take(2)
            if length == 126:
                length = struct.unpack(">H", self.take(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self.take(8))[0]
            payload = self.take(length)
            if first & 15 == 1:
                return json.loads(payload)
            if first & 15 == 8:
                raise ConnectionError("closed")

    def call(self, method, **params):
        self.number += 1
        number = str(self.number)
        payload = json.dumps({"type": "req", "id": number, "method": method, "params": params}).encode()
        size = len(payload)
        head = struct.pack(">BB", 0x81, 0x80 | size) if size < 126 else struct.pack(">BBH", 0x81, 0x80 | 126, size)
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[index & 3] for index, byte in enumerate(payload))
        self.socket.sendall(head + mask + masked)
        while True:
            frame = self.frame()
            if frame.get("type") == "res" and frame.get("id") == number:
                if not frame.get("ok"):
                    raise Refused(frame.get("error"))
                return frame.get("payload")

    def close(self):
        self.socket.close()


class Refused(Exception):
    pass


class RunningGateway:
    """The real program with a state directory."""

    def __init__(self, program, state, key=None):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = open(os.path.join(state, "gateway.log"), "ab")
        command = [program, "gateway", "run", "--port", str(self.port), "--token", "test-token", "--allow-unconfigured", "--headless"]
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": state,
            "OPENCLAW_STATE_DIR": os.path.join(state, "state"),
        }
        if key:
            environment[KEY_VARIABLE] = key
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=environment)

    def wait(self):
        """Returns itself when the gateway is ready."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 5) as probe:
                    probe.sendall(b"GET /readyz HTTP/1.0\r\n\r\n")
                    if b" 200 " in probe.recv(4096):
                        return self
                raise OSError("not ready")
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise Failure(f"the gateway did not start: {open(self.log.name).read()[-800:]}")
                time.sleep(0.01)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()


class Load(threading.Thread):
    """A client that sends messages to its sessions as fast as they are acknowledged, until the gateway has gone."""

    def __init__(self, port, name, sessions):
        super().__init__()
        self.port, self.label, self.sessions = port, name, sessions
        self.acknowledged, self.in_flight, self.error = [], None, None

    def run(self):
        try:
            client = Socket(self.port, self.label)
            for number in range(1_000_000):
                session = self.sessions[number % len(self.sessions)]
                key = f"{self.label}-{number}"
                self.in_flight = (session, key)
                while True:
                    try:
                        client.call("chat.send", sessionKey=session, message=f"message {key}", idempotencyKey=key)
                        break
                    except Refused:
                        time.sleep(0.005)
                self.acknowledged.append((session, key))
        except (ConnectionError, OSError):
            pass
        except Exception as error:  # Reported by the main thread.
            self.error = error


class TaskLoad(threading.Thread):
    """A client that hands in tasks as fast as they are acknowledged, until the gateway has gone."""

    def __init__(self, port, name):
        super().__init__()
        self.port, self.label = port, name
        self.acknowledged, self.in_flight, self.error = [], None, None

    def run(self):
        try:
            client = Socket(self.port, self.label)
            for number in range(1_000_000):
                self.in_flight = f"{self.label}-{number}"
                while True:
                    try:
                        client.call("tasks.submit", tasks=[{"id": self.in_flight, "task": f"task {self.in_flight}"}])
                        break
                    except Refused:
                        time.sleep(0.005)
                self.acknowledged.append(self.in_flight)
        except (ConnectionError, OSError):
            pass
        except Exception as error:  # Reported by the main thread.
            self.error = error


def check_tasks(client, load, when):
    """Every task that was acknowledged comes to its end, with its answer."""
    again = load.in_flight
    if again:
        client.call("tasks.submit", tasks=[{"id": again, "task": f"task {again}"}])
    deadline = time.monotonic() + PATIENCE
    for name in load.acknowledged + ([again] if again else []):
        while True:
            task = client.call("tasks.get", taskId=name)["task"]
            if task["status"] not in ("queued", "running"):
                break
            if time.monotonic() > deadline:
                raise Failure(f"{when}: the task {name} stays {task['status']}")
            time.sleep(0.01)
        if task["status"] != "completed":
            raise Failure(f"{when}: the task {name} ended as {task}")


def transcript(client, session):
    """The texts of a session, oldest first, as pairs of role and text."""
    messages, offset = [], 0
    while True:
        page = client.call("chat.history", sessionKey=session, limit=1000, offset=offset)["messages"]
        messages = page + messages
        if len(page) < 1000:
            break
        offset += 1000

    def text(message):
        content = message.get("content")
        return content if isinstance(content, str) else "".join(block.get("text", "") for block in content)

    return [(message["role"], text(message)) for message in messages]


def call_until_taken(client, session, key):
    while True:
        try:
            return client.call("chat.send", sessionKey=session, message=f"message {key}", idempotencyKey=key)
        except Refused:
            time.sleep(0.005)


class Book:
    """What the gateway has acknowledged, and whether its sessions say the same."""

    def __init__(self):
        self.expected = collections.defaultdict(set)
        self.recent = collections.deque(maxlen=4000)
        self.total = self.tasks = 0

    def acknowledged(self, session, key):
        self.expected[session].add(f"message {key}")
        self.recent.append((session, key))

    def check(self, client, session, when):
        try:
            texts = transcript(client, session)
        except Refused as error:
            raise Failure(f"{when}, {session} cannot be read: {error}")
        said = collections.Counter(text for role, text in texts if role == "user")
        answered = collections.Counter(text.split("\n")[0] for role, text in texts if role == "assistant")
        missing = self.expected[session] - set(said)
        doubled = [text for text, count in said.items() if count > 1]
        if missing or doubled:
            raise Failure(f"{when}, {session}: lost {sorted(missing)[:5]}, doubled {doubled[:5]}")
        unanswered = [text for text in said if answered[text] != 1]
        if unanswered:
            raise Failure(f"{when}, {session}: not answered exactly once: {unanswered[:5]}")


def kill_gateways(context, rounds, key):
    """Kills a gateway that clients send messages to, again and again on one state directory; now and then also while it starts."""
    resent = starting = 0
    state = os.path.join(context.work, "gateway")
    os.makedirs(state)
    book = Book()
    gateway = RunningGateway(context.program, state, key).wait()
    try:
        for number in range(rounds):
            # Sessions of their own for every 25 rounds: what is read again after each kill stays short.
            sessions = [f"agent:main:crash-{number // 25}-{index}" for index in range(12)]
            clients = [Load(gateway.port, f"r{number}c{index}", sessions[index * 2 : index * 2 + 2]) for index in range(6)]
            tasks = TaskLoad(gateway.port, f"r{number}t")
            for client in [*clients, tasks]:
                client.start()
            time.sleep(context.random.uniform(0.05, 0.6))
            gateway.kill()
            tasks.join(PATIENCE + 30)
            if tasks.is_alive() or tasks.error:
                raise Failure(f"round {number}: the client with tasks: {tasks.error}")
            book.tasks += len(tasks.acknowledged)
            for client in clients:
                client.join(PATIENCE + 30)
                if client.is_alive() or client.error:
                    raise Failure(f"round {number}: a client: {client.error}")
                for session, name in client.acknowledged:
                    book.acknowledged(session, name)
                book.total += len(client.acknowledged)
            if context.random.random() < 0.25:
                gateway = RunningGateway(context.program, state, key)
                time.sleep(context.random.uniform(0, 0.08))
                gateway.kill()
                starting += 1
            gateway = RunningGateway(context.program, state, key).wait()
            client = Socket(gateway.port, "checker")
            # A client that got no answer asks again with the same key, and some that did do so too.
            again = [load.in_flight for load in clients if load.in_flight]
            again += context.random.sample(book.recent, min(20, len(book.recent)))
            for session, name in again:
                call_until_taken(client, session, name)
                book.expected[session].add(f"message {name}")
                resent += 1
            check_tasks(client, tasks, f"round {number}")
            deadline = time.monotonic() + PATIENCE
            while client.call("status")["tasks"]["openMessages"] > 0:
                if time.monotonic() > deadline:
                    raise Failure(f"round {number}: messages stay open")
                time.sleep(0.02)
            older = sorted(set(book.expected) - set(sessions))
            for session in sessions + context.random.sample(older, min(2, len(older))):
                book.check(client, session, f"round {number}")
            client.close()
            if number % 50 == 49:
                print(f"    {number + 1} rounds, {book.total} acknowledged messages", flush=True)
        client = Socket(gateway.port, "checker")
        for session in sorted(book.expected):
            book.check(client, session, "at the end")
        client.close()
    finally:
        gateway.kill()
    if key:
        plain = find_plain(state, b"message r")
        if plain:
            raise Failure(f"{plain} has the words of messages in plain text")
    print(
        f"    {rounds} kills under load and {starting} of starting gateways{', with a key' if key else ''}: {book.total} acknowledged messages, "
        f"{book.tasks} tasks, {resent} sent again, {len(book.expected)} sessions read, 0 lost, 0 doubled"
    )


def find_plain(root, text):
    for folder, _, names in os.walk(root):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                if text in file.read():
                    return os.path.join(folder, name)
    return None


@test
def a_killed_gateway_loses_and_doubles_nothing(context):
    """The real gateway under load from clients: every acknowledged message is answered once, whatever was killed in between."""
    kill_gateways(context, max(1, context.gateway_rounds * 7 // 10), None)


@test
def a_killed_gateway_with_a_key_loses_and_doubles_nothing(context):
    """The same with everything encrypted; at the end no file has a message in plain text."""
    kill_gateways(context, max(1, context.gateway_rounds * 3 // 10), KEY)


class Platform:
    """A chat platform at the pipes of a gateway's process: hands messages in until they are acknowledged, takes what is sent, can be asked."""

    def __init__(self):
        self.waiting, self.acknowledged, self.taken, self.deliveries = {}, set(), collections.Counter(), set()
        self.recent = collections.deque(maxlen=2000)
        self.count = self.asked = 0

    def run(self, command, environment, random_source, seconds, kill):
        """Starts a gateway, talks to it for a time, then until everything is answered unless it is to be killed."""
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        os.set_blocking(process.stdout.fileno(), False)
        data, offered, ready_at = b"", set(), None
        deadline = time.monotonic() + PATIENCE
        try:
            while True:
                chunk = process.stdout.read(1 << 16)
                if chunk:
                    data += chunk
                    lines = data.split(b"\n")
                    data = lines.pop()
                    for line in lines:
                        if line == b"open":
                            ready_at = time.monotonic()
                        self.hear(line.decode(), process)
                elif process.poll() is not None:
                    raise Failure(f"the gateway ended by itself: {process.stderr.read().decode()[-800:]}")
                else:
                    time.sleep(0.001)
                now = time.monotonic()
                if now > deadline:
                    raise Failure(f"messages stay unanswered: {sorted(self.acknowledged - set(self.taken))[:5]}, {sorted(self.waiting)[:5]}")
                if ready_at is None:
                    continue
                if now - ready_at < seconds:
                    while len(self.waiting) < 40:
                        self.count += 1
                        self.waiting[f"m{self.count}"] = f"person-{self.count % 9}"
                    if self.recent and random_source.random() < 0.02:
                        # Platforms deliver again what was acknowledged.
                        event, peer = random_source.choice(self.recent)
                        self.write(process, f"M {event} {peer}")
                elif kill or (not self.waiting and self.acknowledged <= set(self.taken)):
                    break
                for event, peer in list(self.waiting.items()):
                    if event not in offered:
                        offered.add(event)
                        self.write(process, f"M {event} {peer}")
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
            os.set_blocking(process.stdout.fileno(), True)
            for line in (data + process.stdout.read()).split(b"\n")[:-1]:
                self.hear(line.decode(), None)
            for pipe in (process.stdin, process.stdout, process.stderr):
                try:
                    pipe.close()
                except OSError:
                    pass

    def write(self, process, line):
        try:
            os.write(process.stdin.fileno(), (line + "\n").encode())
        except BrokenPipeError:
            pass

    def hear(self, line, process):
        kind, _, rest = line.partition(" ")
        if kind == "A":
            peer = self.waiting.pop(rest, None)
            if peer:
                self.recent.append((rest, peer))
            self.acknowledged.add(rest)
        elif kind == "D":
            delivery, event = rest.split(" ")
            self.deliveries.add(delivery)
            self.taken[event] += 1
            if self.taken[event] > 1:
                raise Failure(f"{event} was answered {self.taken[event]} times")
        elif kind == "Q" and process:
            self.asked += 1
            self.write(process, f"R {rest} {'1' if rest in self.deliveries else '0'}")
        elif kind == "!":
            raise Failure(rest)


def kill_deliveries(context, rounds, key):
    platform = Platform()
    state = os.path.join(context.work, "deliveries")
    command = [os.path.join(context.bin, "CrashWriter"), "serve", state]
    environment = dict(os.environ, **({KEY_VARIABLE: key} if key else {}))
    for number in range(rounds):
        platform.run(command, environment, context.random, context.random.uniform(0.0, 0.4), kill=True)
        if number % 5 == 4 or number == rounds - 1:
            platform.run(command, environment, context.random, 0, kill=False)
    print(
        f"    {rounds} kills{', with a key' if key else ''}: {len(platform.acknowledged)} acknowledged messages, {sum(platform.taken.values())} "
        f"answers delivered, {platform.asked} of them asked for after a crash, 0 lost, 0 doubled"
    )


@test
def a_killed_gateway_delivers_every_answer_once(context):
    """A gateway with a channel whose platform can be asked: every acknowledged message is answered, and the platform gets each answer once."""
    kill_deliveries(context, max(1, context.gateway_rounds * 7 // 10), None)


@test
def a_killed_gateway_with_a_key_delivers_every_answer_once(context):
    """The same with everything encrypted."""
    kill_deliveries(context, max(1, context.gateway_rounds * 3 // 10), KEY)


class Context:
    pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--program", required=True)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    context = Context()
    context.bin = arguments.bin
    context.program = arguments.program
    context.rounds = int(os.environ.get("ROUNDS", "50"))
    context.gateway_rounds = int(os.environ.get("GATEWAY_ROUNDS", context.rounds // 5))
    seed = int(os.environ.get("SEED", random.randrange(1 << 32)))
    print(f"seed {seed}, {context.rounds} rounds")
    passed = failed = 0
    for function in TESTS:
        if arguments.only not in function.__name__:
            continue
        context.random = random.Random(seed)
        context.work = tempfile.mkdtemp(prefix="openclaw-crash-")
        start = time.monotonic()
        try:
            function(context)
            passed += 1
            print(f"ok: {function.__name__} ({time.monotonic() - start:.1f} s)", flush=True)
            shutil.rmtree(context.work, ignore_errors=True)
        except (Failure, subprocess.TimeoutExpired) as error:
            failed += 1
            print(f"FAILED: {function.__name__} (SEED={seed}, files in {context.work}): {error}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
