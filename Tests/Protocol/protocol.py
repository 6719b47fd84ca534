# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0

"""Starts the built program `openclaw` and speaks the gateway protocol with it as an independent client does."""

import argparse
import asyncio
import base64
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request

from device import Client, Device, Refused

TOKEN = "protocol-test-token-0123456789"
ELSEWHERE = {"X-Forwarded-For": "203.0.113.7"}
READ_WRITE = ("operator.read", "operator.write")
ALL = ("operator.admin", "operator.read", "operator.write", "operator.approvals", "operator.pairing")
GATEWAY = {"metrics": {"enabled": False}, "trustedProxies": ["127.0.0.1"]}
TESTS = []


def test(function):
    TESTS.append(function)
    return function


class Gateway:
    """A gateway with a state directory of its own. A proxy on this machine is trusted, so that clients can come from elsewhere."""

    def __init__(self, program):
        self.program = program
        self.home = tempfile.mkdtemp(prefix="openclaw-protocol-")
        self.state = os.path.join(self.home, ".openclaw")
        os.makedirs(self.state)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        configuration = {
            "gateway": {
                **GATEWAY, "port": self.port,
                "auth": {"mode": "token", "token": TOKEN},
            },
            "auth": {"type": "jwt", "secret": "0123456789abcdef0123456789abcdef"},
        }
        with open(os.path.join(self.state, "openclaw.json"), "w", encoding="utf-8") as file:
            json.dump(configuration, file)
        self.environment = {"PATH": os.environ.get("PATH", ""), "HOME": self.home, "LC_ALL": "C.UTF-8"}
        self.process = None

    def run(self, *words):
        done = subprocess.run([self.program, *words], env=self.environment, capture_output=True, text=True, timeout=120)
        if done.returncode:
            raise AssertionError(f"openclaw {' '.join(words)}: {done.stderr or done.stdout}")
        return done.stdout

    def start(self):
        self.log = open(os.path.join(self.home, "log"), "ab")
        self.process = subprocess.Popen([self.program, "gateway"], env=self.environment, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.05)
        with open(os.path.join(self.home, "log"), encoding="utf-8") as file:
            raise AssertionError("the gateway does not answer: " + file.read())

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)
            self.process = None
            self.log.close()

    def remove(self):
        self.stop()
        shutil.rmtree(self.home)

    async def operator(self):
        return await Client.connect(self.port, scopes=ALL, auth={"token": TOKEN})


async def refused(*arguments, **options):
    try:
        await Client.connect(*arguments, **options)
    except Refused as error:
        return error
    raise AssertionError("the client was let in")


@test
async def a_device_is_paired_comes_back_by_its_token_and_is_revoked(gateway):
    device = Device()
    admin = await gateway.operator()
    error = await refused(gateway.port, device, scopes=READ_WRITE, auth={"token": TOKEN}, headers=ELSEWHERE)
    assert error.code == "NOT_PAIRED" and error.details["code"] == "PAIRING_REQUIRED", error.error
    assert error.details["reason"] == "not-paired" and error.details["deviceId"] == device.id
    asked = await admin.event("device.pair.requested")
    assert asked["payload"]["requestId"] == error.details["requestId"] and asked["payload"]["remoteIp"] == "203.0.113.7"
    approved = await admin.call("device.pair.approve", {"requestId": error.details["requestId"]})
    assert approved["device"]["deviceId"] == device.id
    assert (await admin.event("device.pair.resolved"))["payload"]["decision"] == "approved"

    first = await Client.connect(gateway.port, device, scopes=READ_WRITE, auth={"token": TOKEN}, headers=ELSEWHERE)
    token = first.hello["auth"]["deviceToken"]
    assert sorted(first.hello["auth"]["scopes"]) == sorted(READ_WRITE)
    await first.close()
    for auth in ({"deviceToken": token}, {"token": token}):
        again = await Client.connect(gateway.port, device, scopes=READ_WRITE, auth=auth, headers=ELSEWHERE)
        assert (await again.call("status"))["runtimeVersion"]
        await again.close()

    last = await Client.connect(gateway.port, device, scopes=READ_WRITE, auth={"deviceToken": token}, headers=ELSEWHERE)
    await admin.call("device.token.revoke", {"deviceId": device.id, "role": "operator"})
    code, reason = await last.closed()
    assert code == 4001 and "gateway auth changed" in reason, (code, reason)
    error = await refused(gateway.port, device, scopes=READ_WRITE, auth={"deviceToken": token}, headers=ELSEWHERE)
    assert error.details["code"] == "AUTH_DEVICE_TOKEN_MISMATCH", error.error
    await admin.close()


@test
async def a_pairing_outlives_the_gateway_in_a_file_of_its_owner(gateway):
    device = Device()
    client = await Client.connect(gateway.port, device, scopes=READ_WRITE, auth={"token": TOKEN}, version=2)
    token = client.hello["auth"]["deviceToken"]
    await client.close()
    gateway.stop()
    path = os.path.join(gateway.state, "devices", "pairing.json")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) == 0o700
    gateway.start()
    client = await Client.connect(gateway.port, device, scopes=READ_WRITE, auth={"deviceToken": token}, version=2, headers=ELSEWHERE)
    await client.close()


@test
async def proofs_that_do_not_hold_are_refused(gateway):
    options = {"scopes": READ_WRITE, "auth": {"token": TOKEN}}
    other = await Client.open(gateway.port)
    now = other.challenge["ts"]
    for code, proof in (
        ("DEVICE_AUTH_NONCE_MISMATCH", {"nonce": other.challenge["nonce"]}), ("DEVICE_AUTH_NONCE_REQUIRED", {"nonce": ""}),
        ("DEVICE_AUTH_SIGNATURE_EXPIRED", {"signed_at": now - 3_600_000}), ("DEVICE_AUTH_SIGNATURE_INVALID", {"version": 1}),
    ):
        error = await refused(gateway.port, Device(), **options, **proof)
        assert error.code == "INVALID_REQUEST" and error.details["code"] == code, error.error
    device = Device()
    device.id = "0" * 64
    error = await refused(gateway.port, device, **options)
    assert error.details["code"] == "DEVICE_AUTH_DEVICE_ID_MISMATCH"
    await other.close()


@test
async def more_than_was_approved_waits_again(gateway):
    device = Device()
    await (await Client.connect(gateway.port, device, scopes=("operator.read",), auth={"token": TOKEN})).close()
    error = await refused(gateway.port, device, scopes=ALL, auth={"token": TOKEN}, headers=ELSEWHERE)
    assert error.details["reason"] == "scope-upgrade" and error.details["approvedScopes"] == ["operator.read"], error.error
    error = await refused(gateway.port, device, role="node", auth={"token": TOKEN})
    assert error.details["reason"] == "role-upgrade", error.error


@test
async def a_node_is_paired_and_its_commands_are_approved(gateway):
    admin, node = await gateway.operator(), Device()
    options = {"role": "node", "auth": {"token": TOKEN}, "commands": ["system.run", "canvas.present"], "headers": ELSEWHERE}
    error = await refused(gateway.port, node, **options)
    await admin.call("device.pair.approve", {"requestId": error.details["requestId"]})
    client = await Client.connect(gateway.port, node, **options)
    assert client.hello["auth"]["role"] == "node" and client.hello["auth"]["scopes"] == []
    asked = (await admin.event("node.pair.requested"))["payload"]
    assert asked["nodeId"] == node.id and asked["commands"] == ["system.run", "canvas.present"]
    approved = await admin.call("node.pair.approve", {"requestId": asked["requestId"]})
    assert approved["node"]["nodeId"] == node.id
    assert (await admin.event("node.pair.resolved"))["payload"]["decision"] == "approved"
    for method in ("status", "device.pair.list", "chat.send"):
        try:
            await client.call(method)
            raise AssertionError(f"a node may call {method}")
        except Refused as refusal:
            assert refusal.error["message"] == "unauthorized role: node"
    assert (await client.call("health"))["ok"] is True
    await admin.call("node.pair.remove", {"nodeId": node.id})
    assert (await client.closed())[0] == 4001
    await admin.close()


@test
async def the_command_line_decides(gateway):
    device = Device()
    error = await refused(gateway.port, device, scopes=READ_WRITE, auth={"token": TOKEN}, headers=ELSEWHERE)
    waiting = json.loads(gateway.run("devices", "list", "--json"))["pending"]
    assert [request["requestId"] for request in waiting] == [error.details["requestId"]]
    assert error.details["requestId"] in gateway.run("pairing", "list")
    gateway.run("devices", "approve", error.details["requestId"][:8])
    client = await Client.connect(gateway.port, device, scopes=READ_WRITE, auth={"token": TOKEN}, headers=ELSEWHERE)
    rotated = json.loads(gateway.run("devices", "rotate", "--device", device.id[:12], "--scope", "operator.read", "--json"))
    assert rotated["scopes"] == ["operator.read"]
    assert (await client.closed())[0] == 4001
    client = await Client.connect(gateway.port, device, scopes=("operator.read",), auth={"deviceToken": rotated["token"]}, headers=ELSEWHERE)
    gateway.run("devices", "rename", device.id[:12], "Kitchen")
    assert "Kitchen" in gateway.run("devices", "list")
    gateway.run("devices", "remove", device.id)
    assert (await client.closed())[0] == 4001
    assert json.loads(gateway.run("devices", "list", "--json"))["paired"] == []


@test
async def signed_tokens_have_the_scopes_they_name(gateway):
    token = gateway.run("auth", "issue", "--scope", "operator.read", "--expires", "1h").strip()
    client = await Client.connect(gateway.port, scopes=ALL, auth={"token": token}, headers=ELSEWHERE)
    assert client.hello["auth"]["scopes"] == ["operator.read"]
    try:
        await client.call("device.pair.list")
        raise AssertionError("a token that may look may also decide")
    except Refused as refusal:
        assert refusal.code == "FORBIDDEN" and refusal.details["missingScope"] == "operator.pairing"
    await client.close()
    head, body, code = token.split(".")
    error = await refused(gateway.port, scopes=ALL, auth={"token": f"{head}.{body}.{code[::-1]}"}, headers=ELSEWHERE)
    assert error.details["code"] == "AUTH_TOKEN_MISMATCH"


@test
async def guesses_are_counted(gateway):
    codes = []
    for _ in range(11):
        error = await refused(gateway.port, scopes=ALL, auth={"token": "guess"}, headers={"X-Forwarded-For": "::ffff:198.51.100.3"})
        codes.append(error.details["code"])
    assert codes == ["AUTH_TOKEN_MISMATCH"] * 10 + ["AUTH_RATE_LIMITED"], codes
    error = await refused(gateway.port, scopes=ALL, auth={"token": TOKEN}, headers={"X-Forwarded-For": "198.51.100.3"})
    assert error.details["recommendedNextStep"] == "wait_then_retry" and error.error["retryAfterMs"] > 0


def read(gateway, *path):
    with open(os.path.join(gateway.state, *path), encoding="utf-8") as file:
        return file.read()


@test
async def point_18_files_have_the_shapes_that_other_tools_read(gateway):
    device = Device()
    client = await Client.connect(gateway.port, device, scopes=ALL, auth={"token": TOKEN})
    await client.call("chat.inject", {"sessionKey": "main", "message": "hello", "label": "note"})
    job = await client.call("cron.add", {"schedule": {"kind": "every", "everyMs": 3_600_000}, "payload": {"kind": "agentTurn", "message": "x"}})
    await client.close()
    gateway.run("status", "--url", f"ws://127.0.0.1:{gateway.port}", "--token", TOKEN)
    gateway.stop()
    paired = json.loads(read(gateway, "devices", "paired.json"))
    assert paired[device.id]["publicKey"] == device.public_key and paired[device.id]["roles"] == ["operator"], paired
    assert "token" not in json.dumps(paired[device.id]["tokens"]).replace('"tokens"', ""), "the mirror has no secrets"
    sessions = json.loads(read(gateway, "agents", "main", "sessions", "sessions.json"))
    entry = sessions["agent:main:main"]
    assert entry["sessionId"] and entry["updatedAt"] > 0, entry
    lines = [json.loads(line) for line in read(gateway, "agents", "main", "sessions", entry["sessionId"] + ".jsonl").splitlines()]
    assert lines[0]["type"] == "session" and lines[0]["version"] == 3, lines[0]
    message = next(line for line in lines if line["type"] == "message")["message"]
    assert message["role"] == "assistant" and message["content"], message
    jobs = json.loads(read(gateway, "cron", "jobs.json"))
    assert jobs["version"] == 1 and [row["id"] for row in jobs["jobs"]] == [job["id"]], jobs


@test
async def point_18_edits_from_outside_are_tolerated(gateway):
    client = await Client.connect(gateway.port, scopes=ALL, auth={"token": TOKEN})
    await client.call("chat.inject", {"sessionKey": "main", "message": "first"})
    job = await client.call("cron.add", {"schedule": {"kind": "every", "everyMs": 3_600_000}, "payload": {"kind": "agentTurn", "message": "x"}})
    await client.close()
    gateway.stop()
    directory = os.path.join(gateway.state, "agents", "main", "sessions")
    name = json.loads(read(gateway, "agents", "main", "sessions", "sessions.json"))["agent:main:main"]["sessionId"]
    with open(os.path.join(directory, name + ".jsonl"), "a", encoding="utf-8") as file:
        line = {"type": "message", "id": "outside", "timestamp": "2026-01-01T00:00:00.000Z", "unknown": {"kept": True},
                "message": {"role": "user", "content": [{"type": "text", "text": "from outside"}], "timestamp": 1767225600000}}
        file.write(json.dumps(line) + "\n")
    path = os.path.join(gateway.state, "cron", "jobs.json")
    jobs = json.loads(read(gateway, "cron", "jobs.json"))
    jobs["jobs"][0]["name"] = "renamed outside"
    with open(path, "w", encoding="utf-8") as file:
        json.dump(jobs, file)
    for mirror in ("devices/paired.json", "agents/main/sessions/sessions.json"):
        if os.path.exists(os.path.join(gateway.state, mirror)):
            with open(os.path.join(gateway.state, mirror), "w", encoding="utf-8") as file:
                file.write("{ broken")
    gateway.start()
    client = await Client.connect(gateway.port, scopes=ALL, auth={"token": TOKEN})
    history = await client.call("chat.history", {"sessionKey": "main"})
    texts = [block["text"] for message in history["messages"] for block in message["content"]]
    assert "from outside" in texts and any("first" in text for text in texts), texts
    assert (await client.call("cron.get", {"id": job["id"]}))["name"] == "renamed outside"
    await client.close()


def configure(live, **changes):
    """Replaces parts of the configuration's file, in one step as editors do."""
    path = os.path.join(live.state, "openclaw.json")
    with open(path, encoding="utf-8") as file:
        configuration = json.load(file)
    for section, value in changes.items():
        if isinstance(value, dict):
            configuration[section] = {**configuration.get(section, {}), **value}
        else:
            configuration.pop(section)
    with open(path + ".new", "w", encoding="utf-8") as file:
        json.dump(configuration, file)
    os.rename(path + ".new", path)


@test
async def cve_2026_42421_a_changed_secret_or_mode_ends_what_it_opened(gateway):
    def signed():
        return gateway.run("auth", "issue", "--scope", "operator.read", "--expires", "1h").strip()

    old = signed()
    by_signature = await Client.connect(gateway.port, scopes=ALL, auth={"token": old})
    shared = await gateway.operator()
    device = Device()
    paired = await Client.connect(gateway.port, device, scopes=READ_WRITE, auth={"token": TOKEN})
    token = paired.hello["auth"]["deviceToken"]
    await paired.close()
    paired = await Client.connect(gateway.port, device, scopes=READ_WRITE, auth={"deviceToken": token})

    configure(gateway, auth={"secret": "another-secret-another-secret-0123"})
    code, reason = await by_signature.closed()
    assert code == 4001 and reason == "gateway auth changed", (code, reason)
    error = await refused(gateway.port, scopes=ALL, auth={"token": old})
    assert error.details["code"] == "AUTH_TOKEN_MISMATCH", error.error
    await (await Client.connect(gateway.port, scopes=ALL, auth={"token": signed()})).close()
    assert (await shared.call("status"))["runtimeVersion"], "the shared token stays"

    configure(gateway, gateway={**GATEWAY, "port": gateway.port, "auth": {"mode": "password", "password": "a-long-password-0123"}})
    assert (await shared.closed())[0] == 4001
    error = await refused(gateway.port, scopes=ALL, auth={"token": TOKEN})
    assert error.details["code"] == "AUTH_PASSWORD_MISSING", error.error
    by_password = await Client.connect(gateway.port, scopes=ALL, auth={"password": "a-long-password-0123"})
    assert by_password.hello["snapshot"]["authMode"] == "password"
    assert (await paired.call("status"))["runtimeVersion"], "devices stay with their own tokens"

    configure(gateway, gateway={**GATEWAY, "port": gateway.port, "auth": {"mode": "none"}})
    event = await by_password.event("config.changed")
    assert event["payload"]["needRestart"] == ["gateway.auth.mode"], event
    error = await refused(gateway.port, scopes=ALL, auth={})
    assert error.details["code"] == "AUTH_PASSWORD_MISSING", "a running gateway is never opened by a change of its file"
    await by_password.close()
    await paired.close()


@test
async def a_secret_that_is_set_is_used_at_once(gateway):
    gateway.run("secrets", "set", "GATE", "the-first-value-0123456789")
    before = await gateway.operator()
    configure(gateway, gateway={**GATEWAY, "port": gateway.port, "auth": {"mode": "token", "token": "{{GATE}}"}})
    assert (await before.closed())[0] == 4001
    first = await Client.connect(gateway.port, scopes=ALL, auth={"token": "the-first-value-0123456789"})
    gateway.run("secrets", "set", "GATE", "the-second-value-0123456789")
    assert (await first.closed())[0] == 4001
    error = await refused(gateway.port, scopes=ALL, auth={"token": "the-first-value-0123456789"})
    assert error.details["code"] == "AUTH_TOKEN_MISMATCH", error.error
    second = await Client.connect(gateway.port, scopes=ALL, auth={"token": "the-second-value-0123456789"})
    gateway.run("secrets", "set", "UNUSED", "some-other-value")
    assert (await second.call("status"))["runtimeVersion"]
    await second.close()


@test
async def a_setup_code_pairs_a_device(gateway):
    url = f"ws://127.0.0.1:{gateway.port}"
    made = json.loads(gateway.run("devices", "setup-code", "--public-url", url, "--json"))
    code = json.loads(base64.urlsafe_b64decode(made["setupCode"] + "=" * (-len(made["setupCode"]) % 4)))
    assert code["url"] == url and made["roles"] == ["node", "operator"], made
    device = Device()
    node = await Client.connect(gateway.port, device, role="node", auth={"bootstrapToken": code["bootstrapToken"]}, headers=ELSEWHERE)
    tokens = {row["role"]: row for row in node.hello["auth"]["deviceTokens"]}
    assert tokens["operator"]["scopes"] == ["operator.read", "operator.write", "operator.approvals"], tokens
    person = await Client.connect(gateway.port, device, scopes=READ_WRITE, auth={"deviceToken": tokens["operator"]["deviceToken"]}, headers=ELSEWHERE)
    assert (await person.call("status"))["runtimeVersion"]
    error = await refused(gateway.port, Device(), role="node", auth={"bootstrapToken": code["bootstrapToken"]}, headers=ELSEWHERE)
    assert error.details["code"] == "AUTH_BOOTSTRAP_TOKEN_INVALID", error.error
    assert code["bootstrapToken"] not in read(gateway, "devices", "pairing.json")
    words = gateway.run("devices", "setup-code", "--node", "--public-url", url)
    assert url in words and "once" in words, words
    await node.close()
    await person.close()


@test
async def requests_that_cannot_be_read_are_answered_in_one_shape(gateway):
    for request, status in (
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400), (b"nonsense\r\n\r\n", 400),
        (b"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400), (b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", 505),
        (b"POST /tools/invoke HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TOKEN.encode() + b"\r\nContent-Length: 9999999\r\n\r\n", 413),
    ):
        with socket.create_connection(("127.0.0.1", gateway.port), 30) as connection:
            connection.sendall(request)
            answer = b""
            while chunk := connection.recv(65536):
                answer += chunk
        head, body = answer.split(b"\r\n\r\n", 1)
        assert int(head.split(b" ")[1]) == status, (request, head)
        assert b"Connection: close" in head and b"application/json" in head, head
        error = json.loads(body)["error"]
        assert error["message"] and error["type"] and "code" in error, error


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--openclaw", help="the program; otherwise the newest of .build/release and .build/debug")
    parser.add_argument("--only", default="", help="run the tests whose name has this text")
    options = parser.parse_args()
    program = options.openclaw
    if not program:
        built = [path for path in (".build/release/openclaw", ".build/debug/openclaw") if os.path.exists(path)]
        if not built:
            sys.exit("build the program first: swift build --product openclaw")
        program = max(built, key=os.path.getmtime)
    passed = failed = 0
    for function in TESTS:
        name = function.__name__.replace("_", " ")
        if options.only and options.only not in name:
            continue
        gateway = Gateway(os.path.abspath(program))
        try:
            gateway.start()
            asyncio.run(asyncio.wait_for(function(gateway), 300))
            passed += 1
            print(f"ok    {name}", flush=True)
        except Exception:
            failed += 1
            print(f"FAIL  {name}", flush=True)
            traceback.print_exc()
        finally:
            gateway.remove()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
