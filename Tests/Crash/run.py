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


def test(function):
    TESTS.append(function)
    return function


class Failure(Exception):
    pass


def check(process, what):
    if process.returncode != 0:
        raise Failure(f"{what} ended with {process.returncode}: {process.stderr.strip()[-800:]}")


def kill_while_it_writes(command, pause):
    """Starts a writer, kills it `pause` seconds after its first acknowledgement and returns the lines it wrote."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    lines = []
    deadline = time.monotonic() + 60
    kill_at = None
    os.set_blocking(process.stdout.fileno(), False)
    data = b""
    try:
        while kill_at is None or time.monotonic() < kill_at:
            if process.poll() is not None:
                raise Failure(f"the writer ended by itself: {process.stderr.read().decode()[-800:]}")
            if time.monotonic() > deadline:
                raise Failure("the writer acknowledged nothing for 60 s")
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
    """Sessions: every one opens, holds a prefix of what was appended, and all that was acknowledged."""
    writer = os.path.join(context.bin, "CrashWriter")
    acknowledged = {}
    total = repaired = 0
    state = None
    for number in range(context.rounds):
        if number % 10 == 0:
            state = os.path.join(context.work, f"sessions-{number}")
            acknowledged = {}
        policy = ["everyCommit", "interval", "never"][number % 3]
        lines = kill_while_it_writes([writer, "write", state, policy], context.random.uniform(0.0, 0.25))
        for line in lines:
            if line.startswith("A "):
                _, key, count = line.split(" ")
                acknowledged[key] = max(int(count), acknowledged.get(key, 0))
                total += 1
        result = subprocess.run([writer, "check", state], capture_output=True, text=True, timeout=60)
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
        self.socket.settimeout(60)
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

    def __init__(self, program, state):
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
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=environment)
        deadline = time.monotonic() + 60
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 5) as probe:
                    probe.sendall(b"GET /readyz HTTP/1.0\r\n\r\n")
                    if b" 200 " in probe.recv(4096):
                        return
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


@test
def a_killed_gateway_loses_and_doubles_nothing(context):
    """The real gateway under load from clients: every acknowledged message is answered once, whatever was killed in between."""
    rounds = max(1, context.rounds // 5)
    total = resent = 0
    state = os.path.join(context.work, "gateway")
    os.makedirs(state)
    sessions = [f"agent:main:crash-{number}" for number in range(12)]
    known = {}
    gateway = RunningGateway(context.program, state)
    try:
        for number in range(rounds):
            clients = [Load(gateway.port, f"r{number}c{index}", sessions[index * 2 : index * 2 + 2]) for index in range(6)]
            for client in clients:
                client.start()
            time.sleep(context.random.uniform(0.05, 0.6))
            gateway.kill()
            for client in clients:
                client.join(90)
                if client.is_alive() or client.error:
                    raise Failure(f"round {number}: a client: {client.error}")
                for session, key in client.acknowledged:
                    known[key] = session
                total += len(client.acknowledged)
            gateway = RunningGateway(context.program, state)
            client = Socket(gateway.port, "checker")
            # A client that got no answer asks again with the same key, and some that did do so too.
            again = [load.in_flight for load in clients if load.in_flight] + [
                (session, key) for key, session in context.random.sample(sorted(known.items()), min(20, len(known)))
            ]
            for session, key in again:
                while True:
                    try:
                        client.call("chat.send", sessionKey=session, message=f"message {key}", idempotencyKey=key)
                        break
                    except Refused:
                        time.sleep(0.005)
                known[key] = session
                resent += 1
            deadline = time.monotonic() + 60
            while client.call("status")["tasks"]["openMessages"] > 0:
                if time.monotonic() > deadline:
                    raise Failure(f"round {number}: messages stay open")
                time.sleep(0.02)
            for session in sessions:
                texts = transcript(client, session)
                said = collections.Counter(text for role, text in texts if role == "user")
                answered = collections.Counter(text.split("\n")[0] for role, text in texts if role == "assistant")
                expected = {f"message {key}" for key, owner in known.items() if owner == session}
                missing = expected - set(said)
                doubled = [text for text, count in said.items() if count > 1]
                if missing or doubled:
                    raise Failure(f"round {number}, {session}: lost {sorted(missing)[:5]}, doubled {doubled[:5]}")
                unanswered = [text for text in said if answered[text] != 1]
                if unanswered:
                    raise Failure(f"round {number}, {session}: not answered exactly once: {unanswered[:5]}")
            client.close()
    finally:
        gateway.kill()
    print(f"    {rounds} kills, {total} acknowledged messages, {resent} sent again, 0 lost, 0 doubled")


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
