# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0

"""Starts the built program `openclaw` and speaks the gateway protocol with it as an independent client does."""

import argparse
import asyncio
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
                "port": self.port, "metrics": {"enabled": False}, "trustedProxies": ["127.0.0.1"],
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
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5) as answer:
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
