# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0

"""Starts the built program `openclaw` as a person or a script does, and checks what it prints, returns and leaves behind.

Each test has a state directory of its own and a port that was free a moment before. Only processes started here are ended.
"""

import argparse
import hashlib
import http.server
import json
import os
import pty
import re
import select
import shutil
import signal
import socket
import ssl
import stat
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.error
import urllib.request

TESTS = []


def test(function):
    TESTS.append(function)
    return function


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Result:
    def __init__(self, process):
        self.code, self.out, self.err = process.returncode, process.stdout, process.stderr

    @property
    def json(self):
        return json.loads(self.out)


class World:
    """A home with a state directory, and the processes of one test."""

    def __init__(self, program):
        self.program = program
        self.home = tempfile.mkdtemp(prefix="openclaw-cli-")
        self.state = os.path.join(self.home, ".openclaw")
        self.port = free_port()
        self.gateways = []
        self.environment = {"PATH": os.environ.get("PATH", ""), "HOME": self.home, "LC_ALL": "C.UTF-8"}

    def run(self, *words, env=None, timeout=30, text=None):
        process = subprocess.run(
            [self.program, *map(str, words)], env={**self.environment, **(env or {})}, cwd=self.home, timeout=timeout,
            input=text if text is not None else "", capture_output=True, text=True,
        )
        return Result(process)

    def configure(self, text, name="openclaw.json"):
        os.makedirs(self.state, mode=0o700, exist_ok=True)
        path = os.path.join(self.state, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text if isinstance(text, str) else json.dumps(text))
        return path

    def start(self, *words, env=None, port=None, ready=True):
        gateway = Gateway(self, ["gateway", "--port", str(port or self.port), *map(str, words)], env, port or self.port)
        self.gateways.append(gateway)
        if ready:
            gateway.wait_until_ready()
        return gateway

    def close(self):
        for gateway in self.gateways:
            gateway.end()
        shutil.rmtree(self.home, ignore_errors=True)


class Gateway:
    def __init__(self, world, words, env, port):
        self.port = port
        self.lines = []
        # Its metrics would meet those of gateways that other tests run.
        settings = {**world.environment, **(env or {})}
        self.process = subprocess.Popen(
            [world.program, *words], env=settings, cwd=world.home, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        )
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.lines.append(line)

    @property
    def output(self):
        return "".join(self.lines)

    def wait_until_ready(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                self.reader.join(5)
                raise AssertionError(f"the gateway ended with {self.process.returncode}:\n{self.output}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/ready", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.02)
        raise AssertionError("the gateway is not ready after 30 s:\n" + self.output)

    def signal(self, number):
        self.process.send_signal(number)

    def wait(self, timeout=30):
        code = self.process.wait(timeout)
        self.reader.join(5)
        return code

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def equal(found, expected, what=""):
    assert found == expected, f"{what}\n  expected {expected!r}\n  found    {found!r}"


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def contains(text, part):
    assert part in text, f"expected to find {part!r} in:\n{text}"


# Help, versions, usage

@test
def point_20_version_has_the_form_that_tools_look_for(world):
    for flag in ("--version", "-V", "-v"):
        result = world.run(flag)
        equal(result.code, 0)
        assert re.fullmatch(r"OpenClaw \d+\.\d+\.\d+\S*\n", result.out), result.out


@test
def help_is_there_for_every_command(world):
    commands = [
        [], ["gateway"], ["gateway", "run"], ["gateway", "call"], ["gateway", "status"], ["gateway", "health"], ["gateway", "probe"], ["chat"],
        ["agent"], ["status"], ["health"], ["sessions"], ["config"], ["config", "validate"], ["config", "get"], ["config", "file"],
    ]
    for words in commands:
        result = world.run(*words, "--help")
        equal((result.code, result.err), (0, ""), words)
        contains(result.out, " ".join(["openclaw", *words]) + " — ")
        contains(result.out, "Examples\n  openclaw")
        assert "\x1b" not in result.out


@test
def mistakes_on_the_command_line_get_a_suggestion_and_code_2(world):
    table = [
        (["gatway"], '"gatway" is no command of openclaw', "did you mean: openclaw gateway"),
        (["gateway", "stats"], '"stats" is no command of openclaw gateway', "did you mean: openclaw gateway status"),
        (["gateway", "--prot", "1"], "openclaw gateway has no flag --prot", "did you mean: --port"),
        (["gateway", "--port"], "--port needs a value: --port PORT", ""),
        (["gateway", "--port", "0"], '--port takes a whole number from 1 to 65535, not "0"', ""),
        (["gateway", "--auth", "tokn"], '--auth takes one of token, password, none, not "tokn"; did you mean "token"?', ""),
        (["gateway", "call"], "METHOD is missing", ""),
        (["gateway", "call", "health", "twice"], '"twice" is one word too many', ""),
        (["gateway", "call", "health", "--params", "{"], "--params is no JSON", ""),
        (["gateway", "call", "health", "--params", "[]"], "--params takes a JSON object, not an array", ""),
        (["agent"], "--message is missing", ""),
        (["sessions", "--limit", "many"], '--limit takes a number or "all", not "many"', ""),
    ]
    for words, message, advice in table:
        result = world.run(*words)
        equal((result.code, result.out), (2, ""), words)
        contains(result.err, message)
        contains(result.err, advice)


@test
def colours_are_for_terminals_only(world):
    plain = world.run("--help").out
    for settings, coloured in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        leader, follower = pty.openpty()
        environment = {**world.environment, "TERM": "xterm", **settings}
        process = subprocess.Popen([world.program, "--help"], env=environment, stdout=follower, stderr=follower, stdin=subprocess.DEVNULL)
        os.close(follower)
        text = b""
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:
                break
            if not piece:
                break
            text += piece
        os.close(leader)
        process.wait(10)
        equal(b"\x1b[" in text, coloured, settings)
    assert "\x1b" not in plain


# Configuration

@test
def issue_37812_a_bad_configuration_stops_with_78_and_says_everything(world):
    path = world.configure('{\n  gateway: { prot: 1, bind: "everywhere", },\n}\n')
    for words in (["gateway"], ["gateway", "run"], ["config", "validate"], ["chat", "hello"]):
        result = world.run(*words)
        equal(result.code, 78, words)
        contains(result.err, f'{path}:2:14: gateway.prot: unknown key; did you mean "port"?')
        contains(result.err, f"{path}:2:29: gateway.bind: expected")
    equal(os.listdir(world.state), ["openclaw.json"], "nothing else is left behind")


@test
def cve_2026_43531_no_environment_is_read_from_files(world):
    os.makedirs(os.path.join(world.state, "workspace"))
    for place in (world.home, world.state, os.path.join(world.state, "workspace")):
        with open(os.path.join(place, ".env"), "w", encoding="utf-8") as file:
            file.write("OPENCLAW_GATEWAY_PORT=1\nOPENCLAW_GATEWAY_TOKEN=from-a-file-0123456789\nOPENAI_API_KEY=from-a-file\n")
    equal(world.run("config", "get", "--effective", "gateway.port").out.strip(), "gateway.port  18789  (default)")
    assert "from-a-file" not in world.run("config", "get", "--effective").out


@test
def validate_answers_programs_in_json(world):
    path = world.configure("{ gateway: { prot: 1 } }")
    result = world.run("config", "validate", "--json")
    equal(result.code, 78)
    equal(result.json["valid"], False)
    issue = result.json["issues"][0]
    equal((issue["path"], issue["file"], issue["line"], issue["column"]), ("gateway.prot", path, 1, 14))
    world.configure("{ gateway: { host: \"127.0.0.1\" } }")
    result = world.run("config", "validate", "--json")
    equal((result.code, result.json["valid"], result.json["path"]), (0, True, path))
    equal([note["path"] for note in result.json["warnings"]], ["gateway.host"])


@test
def point_19_configurations_in_the_field_validate(world):
    world.configure({
        "gateway": {
            "mode": "local", "port": world.port, "bind": "loopback",
            "auth": {"mode": "token", "token": {"source": "env", "provider": "default", "id": "OPENCLAW_GATEWAY_TOKEN"}},
            "http": {"endpoints": {"chatCompletions": {"enabled": True}}},
        },
        "agents": {
            "defaults": {"model": {"primary": "X/small"}},
            "entries": {"main": {"name": "Main"}, "second": {"model": "X/small"}},
        },
        "models": {
            "providers": {
                "X": {
                    "baseUrl": "http://127.0.0.1:9/v1", "api": "openai-completions",
                    "apiKey": {"source": "env", "provider": "default", "id": "X_API_KEY"},
                    "models": [{"id": "small", "name": "Small", "maxTokens": 4096}],
                },
            },
        },
        "discovery": {"mdns": {"mode": "off"}},
    })
    secrets = {"OPENCLAW_GATEWAY_TOKEN": "field-token-0123456789", "X_API_KEY": "field-key-0123456789"}
    result = world.run("config", "validate", "--json", env=secrets)
    equal((result.code, result.json["valid"]), (0, True), result.out)
    assert "field-token" not in result.out + world.run("config", "get", "--effective", env=secrets).out


@test
def get_shows_values_and_origins_but_no_secrets(world):
    path = world.configure('{ gateway: { port: 4242, auth: { token: "hunter2" } } }')
    equal(world.run("config", "get", "gateway.port").out, "4242\n")
    result = world.run("config", "get", "gateway.port", "--effective", env={"OPENCLAW_GATEWAY_PORT": "4343"})
    equal(result.out, "gateway.port  4343  (environment variable OPENCLAW_GATEWAY_PORT)\n")
    result = world.run("config", "get", "gateway.port", "--effective", "--json")
    equal(result.json, [{"path": "gateway.port", "value": 4242, "origin": f"{path}:1:20"}])
    for words in (["config", "get"], ["config", "get", "--effective"], ["config", "get", "gateway.auth.token"]):
        result = world.run(*words)
        equal(result.code, 0)
        contains(result.out, "__OPENCLAW_REDACTED__")
        assert "hunter2" not in result.out + result.err
    result = world.run("config", "get", "gateway.bind")
    equal(result.code, 1)
    contains(result.err, 'gateway.bind is not set in the file; in force is "loopback" (default)')
    result = world.run("config", "get", "gateway.prot")
    contains(result.err, "did you mean: gateway.port")
    equal(world.run("config", "file").out, path + "\n")


@test
def the_configuration_may_be_a_link_as_in_mounted_volumes(world):
    os.makedirs(os.path.join(world.home, "mount", "..data-1"))
    with open(os.path.join(world.home, "mount", "..data-1", "openclaw.json"), "w") as file:
        file.write("{ gateway: { port: 4242 } }")
    os.symlink("..data-1/openclaw.json", os.path.join(world.home, "mount", "openclaw.json"))
    equal(world.run("config", "get", "gateway.port", "--config", "mount/openclaw.json").out, "4242\n")


@test
def yaml_is_refused_in_plain_words(world):
    world.configure("gateway:\n  port: 1\n", "config.yaml")
    result = world.run("config", "validate")
    equal(result.code, 78)
    contains(result.err, "YAML is not supported in this version")


# Starting

@test
def the_first_start_makes_a_token_that_only_the_owner_can_read(world):
    gateway = world.start()
    path = os.path.join(world.state, "gateway-token")
    equal(stat.S_IMODE(os.stat(path).st_mode), 0o600)
    equal(stat.S_IMODE(os.stat(world.state).st_mode), 0o700)
    token = open(path).read().strip()
    assert re.fullmatch(r"[A-Za-z0-9_-]{32,}", token), token
    contains(gateway.output, f"http://127.0.0.1:{world.port}/#token={token}")
    contains(gateway.output, "OPENAI_API_KEY")
    gateway.signal(signal.SIGTERM)
    equal(gateway.wait(), 0)
    # A later start keeps the token, and does not write it into a log.
    gateway = world.start()
    equal(open(path).read().strip(), token)
    assert token not in gateway.output, gateway.output
    contains(gateway.output, "with the token in ~/.openclaw/gateway-token")


@test
def a_link_in_the_place_of_the_token_is_refused(world):
    os.makedirs(world.state)
    target = os.path.join(world.home, "elsewhere")
    for exists in (False, True):
        if exists:
            open(target, "w").write("planted-token-0123456789\n")
        link = os.path.join(world.state, "gateway-token")
        if not os.path.islink(link):
            os.symlink(target, link)
        result = world.run("gateway", "--port", world.port)
        equal(result.code, 1)
        contains(result.err, f"remove the link {link}")
        equal(os.path.exists(target), exists, "nothing was written through the link")


@test
def a_configured_token_is_never_printed(world):
    gateway = world.start("--token", "hunter2-on-the-line", "--verbose")
    assert "hunter2" not in gateway.output, gateway.output
    assert not os.path.exists(os.path.join(world.state, "gateway-token"))
    equal(world.run("health", "--port", world.port, "--token", "hunter2-on-the-line").code, 0)
    result = world.run("health", "--port", world.port, "--token", "wrong")
    equal(result.code, 1)
    contains(result.err, f"ws://127.0.0.1:{world.port}: unauthorized: gateway token mismatch")
    contains(result.err, "it was shown the token of --token")
    gateway.signal(signal.SIGTERM)
    gateway.wait()
    assert "hunter2" not in gateway.output, gateway.output


@test
def unusable_secrets_are_refused(world):
    for token in (" ", "undefined", "null"):
        result = world.run("gateway", "--port", world.port, "--token", token)
        equal(result.code, 78, token)
        contains(result.err, "--token: gateway.auth.token: ")
    result = world.run("gateway", "--port", world.port, env={"OPENCLAW_GATEWAY_TOKEN": "undefined"})
    equal(result.code, 78)
    contains(result.err, "environment variable OPENCLAW_GATEWAY_TOKEN")


@test
def other_machines_need_credentials(world):
    for bind in ("lan", "0.0.0.0", "192.0.2.1", "::"):
        result = world.run("gateway", "--port", world.port, "--bind", bind, "--auth", "none")
        equal(result.code, 78, bind)
        contains(result.err, "without credentials")


@test
def a_password_works_in_place_of_a_token(world):
    world.start(env={"OPENCLAW_GATEWAY_PASSWORD": "open sesame"})
    equal(world.run("health", "--port", world.port, env={"OPENCLAW_GATEWAY_PASSWORD": "open sesame"}).code, 0)
    equal(world.run("health", "--port", world.port, "--password", "open sesame").code, 0)
    equal(world.run("health", "--port", world.port, "--password", "wrong").code, 1)


@test
def a_second_gateway_is_told_exactly_this(world):
    world.start()
    message = f"another gateway instance is already listening on ws://127.0.0.1:{world.port}"
    result = world.run("gateway", "--port", world.port)
    equal(result.code, 1)
    equal(result.err.splitlines()[0], "error: " + message)
    # The same port with another state directory.
    result = world.run("--profile", "other", "gateway", "--port", world.port)
    equal(result.code, 1)
    equal(result.err.splitlines()[0], "error: " + message)
    # Another port with the same state directory.
    result = world.run("gateway", "--port", free_port())
    equal(result.code, 1)
    contains(result.err, f"another gateway instance uses the state directory {world.state}")


@test
def a_port_of_another_program_is_told_the_same(world):
    with socket.socket() as other:
        other.bind(("127.0.0.1", world.port))
        other.listen()
        result = world.run("gateway", "--port", world.port)
    equal(result.code, 1)
    contains(result.err, f"another gateway instance is already listening on ws://127.0.0.1:{world.port}")


@test
def a_killed_gateway_leaves_nothing_in_the_way(world):
    gateway = world.start()
    gateway.signal(signal.SIGKILL)
    gateway.wait()
    world.start()


@test
def profiles_have_a_state_of_their_own(world):
    other = free_port()
    world.start()
    world.start("--profile", "work", port=other)
    assert os.path.exists(os.path.join(world.home, ".openclaw-work", "gateway-token"))
    equal(world.run("--profile", "work", "health", "--port", other).code, 0)
    result = world.run("health", "--port", other)
    equal(result.code, 1, "the tokens differ")
    result = world.run("--dev", "config", "get", "gateway.port", "--effective")
    equal(result.out, "gateway.port  19001  (default)\n")
    result = world.run("--profile", "../x", "status")
    equal(result.code, 78)


@test
def point_20_what_other_programs_run_is_understood(world):
    gateway = Gateway(
        world, ["gateway", "run", "--port", str(world.port), "--bind", "loopback", "--auth", "token", "--allow-unconfigured"], None, world.port
    )
    world.gateways.append(gateway)
    gateway.wait_until_ready()
    result = world.run(
        "--log-level", "silent", "gateway", "call", "health", "--json", "--timeout", 5000, "--params", "{}", env={"OPENCLAW_GATEWAY_PORT": str(world.port)}
    )
    equal((result.code, result.json["ok"]), (0, True))
    for words in (["gateway", "status", "--json"], ["health", "--json"], ["status", "--json"], ["sessions", "--all-agents", "--limit", "all", "--json"]):
        result = world.run(*words, env={"OPENCLAW_GATEWAY_PORT": str(world.port)})
        equal((result.code, result.err), (0, ""), words)
        json.loads(result.out)


@test
def the_remote_mode_starts_no_gateway(world):
    world.configure('{ gateway: { mode: "remote" } }')
    result = world.run("gateway")
    equal(result.code, 78)
    contains(result.err, 'gateway.mode is "remote"')


@test
def tls_is_spoken_when_it_is_asked_for(world):
    world.configure("{ gateway: { tls: { enabled: true } } }")
    gateway = world.start(ready=False)
    deadline = time.monotonic() + 30
    while "Ctrl-C" not in gateway.output and time.monotonic() < deadline and gateway.process.poll() is None:
        time.sleep(0.02)
    contains(gateway.output, f"https://127.0.0.1:{world.port}/")
    equal(stat.S_IMODE(os.stat(os.path.join(world.state, "tls", "key.pem")).st_mode), 0o600)
    result = world.run("chat", "hello", "--port", world.port)
    equal((result.code, result.out, result.err), (0, "hello\n", ""))
    # A stranger's certificate is not believed.
    result = world.run("health", "--url", f"wss://127.0.0.1:{world.port}", "--token", "x")
    equal(result.code, 1)
    contains(result.err, "certificate")
    contains(result.err, "--tls-fingerprint")
    certificate = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("127.0.0.1", world.port)))
    with open(os.path.join(world.state, "gateway-token")) as file:
        token = file.read().strip()
    there = ["--url", f"wss://127.0.0.1:{world.port}", "--token", token]
    result = world.run("health", *there, "--tls-fingerprint", hashlib.sha256(certificate).hexdigest())
    equal((result.code, result.err), (0, ""))
    result = world.run("health", *there, "--tls-fingerprint", "00" * 32)
    equal(result.code, 1)
    contains(result.err, "fingerprint")


@test
def tls_has_a_port_of_its_own_when_it_is_asked_for(world):
    secure = free_port()
    world.configure({"https": {"enabled": True, "port": secure}, "gateway": {"bind": "lan", "metrics": {"enabled": False}}})
    world.start()
    strangers = ssl.create_default_context()
    strangers.check_hostname, strangers.verify_mode = False, ssl.CERT_NONE
    for url, context in ((f"http://127.0.0.1:{world.port}/health", None), (f"https://127.0.0.1:{secure}/health", strangers)):
        with urllib.request.urlopen(url, timeout=30, context=context) as answer:
            equal(answer.status, 200, url)
    with socket.create_connection(("127.0.0.1", secure), 30) as plain:
        plain.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        assert b"live" not in plain.recv(4096), "this port speaks TLS only"
    # Without TLS the gateway is not there for other machines.
    with open("/proc/net/tcp", encoding="ascii") as table:
        listening = {row.split()[1] for row in table if row.split()[3] == "0A"}
    equal([place for place in listening if place.endswith(f":{world.port:04X}")], [f"0100007F:{world.port:04X}"])
    equal([place for place in listening if place.endswith(f":{secure:04X}")], [f"00000000:{secure:04X}"])
    equal(world.run("health", "--json", "--port", world.port).code, 0)


@test
def a_replaced_certificate_is_used_without_a_restart_and_a_broken_one_never(world):
    world.configure("{ gateway: { tls: { enabled: true } } }")
    other = os.path.join(world.home, "other")
    def started(**more):
        gateway = world.start(ready=False, **more)
        wait_for(lambda: "Ctrl-C" in gateway.output or gateway.process.poll() is not None)
        return gateway
    second = free_port()
    helper = started(port=second, env={"OPENCLAW_STATE_DIR": other, "OPENCLAW_CONFIG_PATH": os.path.join(world.state, "openclaw.json")})
    helper.end()
    gateway = started()
    served = lambda: ssl.get_server_certificate(("127.0.0.1", world.port)).strip()
    read = lambda path: open(path, encoding="utf-8").read()
    first = served()
    place = os.path.join(world.state, "tls")
    with open(os.path.join(place, "cert.pem"), "w", encoding="utf-8") as file:
        file.write("no certificate")
    wait_for(lambda: "tls.kept" in gateway.output)
    equal(served(), first)
    for name in ["key.pem", "cert.pem"]:
        shutil.copy(os.path.join(other, "tls", name), os.path.join(place, name))
    wait_for(lambda: served() != first)
    equal(served(), read(os.path.join(other, "tls", "cert.pem")).strip())


@test
def a_gateway_elsewhere_is_used_as_configured_and_by_its_fingerprint_only(world):
    world.configure("{ gateway: { tls: { enabled: true }, auth: { token: 'far-away-token-1' } } }")
    gateway = world.start(ready=False)
    wait_for(lambda: "Ctrl-C" in gateway.output or gateway.process.poll() is not None)
    certificate = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("127.0.0.1", world.port)))
    here = os.path.join(world.home, "here")
    os.makedirs(here)
    def configure(fingerprint):
        remote = {"url": f"wss://127.0.0.1:{world.port}", "token": "far-away-token-1", "tlsFingerprint": fingerprint}
        with open(os.path.join(here, "openclaw.json"), "w", encoding="utf-8") as file:
            json.dump({"gateway": {"mode": "remote", "remote": remote}}, file)
    env = {"OPENCLAW_STATE_DIR": here}
    configure("00" * 32)
    result = world.run("health", env=env)
    equal(result.code, 1)
    contains(result.err, "fingerprint")
    assert "far-away" not in result.out + result.err
    configure(":".join(f"{byte:02X}" for byte in hashlib.sha256(certificate).digest()))
    result = world.run("health", env=env)
    equal((result.code, result.err), (0, ""))
    # The device's own token was kept, under this gateway's address only.
    kept = json.load(open(os.path.join(here, "identity", "device-auth.json"), encoding="utf-8"))
    equal(list(kept["gateways"]), [f"wss://127.0.0.1:{world.port}"])
    # An address on the command line gets nothing of all this.
    result = world.run("health", "--url", f"wss://127.0.0.1:{world.port}", env=env)
    equal(result.code, 1)


# Secrets

@test
def secrets_are_kept_encrypted_and_named_in_the_configuration(world):
    equal(world.run("secrets", "set", "API_TOKEN", text="first-secret-value\n").code, 0)
    equal(world.run("secrets", "set", "OTHER", "second-secret-value").code, 0)
    equal(world.run("secrets", "get", "API_TOKEN").out, "first-secret-value\n")
    equal([row["name"] for row in world.run("secrets", "list", "--json").json["secrets"]], ["API_TOKEN", "OTHER"])
    for name in ["secrets.json", "secrets.key"]:
        path = os.path.join(world.state, name)
        equal(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        assert "secret-value" not in open(path, encoding="utf-8").read()
    world.configure("{ gateway: { auth: { token: '{{API_TOKEN}}' } }, agents: { list: [{ id: 'main', name: 'n-{{OTHER}}' }] } }")
    for words in [["config", "get"], ["config", "get", "--effective"], ["config", "validate", "--json"], ["secrets", "list"]]:
        result = world.run(*words)
        equal(result.code, 0)
        assert "secret-value" not in result.out + result.err, words
    gateway = world.start("--log-level", "debug")
    equal(world.run("health", "--port", world.port).code, 0)
    gateway.end()
    assert "secret-value" not in gateway.output
    equal(world.run("secrets", "rm", "OTHER").code, 0)
    result = world.run("config", "validate")
    equal(result.code, 78)
    contains(result.err, "openclaw secrets set OTHER")
    equal(world.run("secrets", "get", "OTHER").code, 1)
    equal(world.run("secrets", "set", "lower", "x").code, 2)


@test
def with_a_key_no_word_of_a_message_stands_on_the_disk(world):
    first, second = "11" * 32, "correct horse battery staple, 32"
    key = {"OPENCLAW_WORKSPACE_ENCRYPTION_KEY": first}
    question = "a-word-nobody-may-find-on-the-disk"

    def plain():
        found = []
        for directory, _, names in os.walk(world.state):
            for name in names:
                with open(os.path.join(directory, name), "rb") as file:
                    if question.encode() in file.read():
                        found.append(name)
        return found

    equal(world.run("secrets", "set", "API_TOKEN", env=key, text="first-secret-value\n").code, 0)
    gateway = world.start(env=key)
    contains(world.run("chat", question, "--port", world.port, env=key).out, question)
    job = world.run("cron", "add", question, "--name", "words", "--every", "1h", "--port", world.port, env=key)
    equal(job.code, 0, job.err)
    gateway.signal(signal.SIGKILL)
    gateway.wait()
    equal(plain(), [])
    # Commands on the files need the key too.
    contains(world.run("ledger", "check").err, "OPENCLAW_WORKSPACE_ENCRYPTION_KEY")
    equal(world.run("ledger", "check").code, 1)
    equal(world.run("ledger", "check", env=key).code, 0)
    contains(world.run("ledger", "dump", env=key).out, "accepted")
    # Another key or none does not start, and loses nothing.
    for other in [{}, {"OPENCLAW_WORKSPACE_ENCRYPTION_KEY": second}]:
        refused = world.start(env=other, ready=False)
        equal(refused.wait(), 1)
        contains(refused.output, "is encrypted with the key")
        contains(refused.output, "sessions-index.jsonl")
    broken = world.start(env={"OPENCLAW_WORKSPACE_ENCRYPTION_KEY": "short"}, ready=False)
    assert broken.wait() != 0
    contains(broken.output, "OPENCLAW_WORKSPACE_ENCRYPTION_KEY")
    # A running gateway keeps its key.
    gateway = world.start(env=key)
    result = world.run("workspace", "rekey", "--stdin", env=key, text=second)
    equal(result.code, 1)
    contains(result.err, "stop it first")
    gateway.signal(signal.SIGTERM)
    equal(gateway.wait(), 0)
    status = world.run("workspace", "status", "--json", env=key).json
    assert status["key"] and status["transcripts"]["files"] == 1 and status["transcripts"]["plain"] == 0, status
    equal(list(status["transcripts"]["keys"]), [status["key"]])
    equal(status["ledger"]["plain"], 0)
    equal(status["jobs"], {"files": 1, "plain": 0, "keys": {status["key"]: 1}})
    # Without the old key nothing is changed.
    result = world.run("workspace", "rekey", env={"OPENCLAW_WORKSPACE_ENCRYPTION_KEY": second})
    equal(result.code, 1)
    contains(result.err, status["key"])
    equal(world.run("workspace", "status", "--json", env=key).json, status)
    # To the second key, and on with it.
    result = world.run("workspace", "rekey", "--stdin", "--json", env=key, text=second + "\n")
    equal(result.code, 0, result.err)
    assert result.json["key"] != status["key"] and result.json["sessionFiles"] >= 2 and result.json["secrets"] == 1, result.out
    equal(result.json["jobFiles"], 1)
    equal(plain(), [])
    key = {"OPENCLAW_WORKSPACE_ENCRYPTION_KEY": second}
    equal(world.run("secrets", "get", "API_TOKEN", env=key).out, "first-secret-value\n")
    equal(world.run("ledger", "check", env=key).code, 0)
    gateway = world.start(env=key)
    contains(world.run("gateway", "call", "chat.history", "--params", json.dumps({"sessionKey": "main"}), "--port", world.port, env=key).out, question)
    contains(world.run("cron", "list", "--json", "--port", world.port, env=key).out, question)
    gateway.signal(signal.SIGTERM)
    equal(gateway.wait(), 0)
    # Back to plain text.
    equal(world.run("workspace", "rekey", "--decrypt", env=key).code, 0)
    assert len(plain()) >= 3 and "jobs.json" in plain(), plain()
    equal(world.run("secrets", "get", "API_TOKEN").out, "first-secret-value\n")
    gateway = world.start()
    contains(world.run("gateway", "call", "chat.history", "--params", json.dumps({"sessionKey": "main"}), "--port", world.port).out, question)


@test
def an_interrupted_change_of_the_key_is_finished_first(world):
    key = {"OPENCLAW_WORKSPACE_ENCRYPTION_KEY": "11" * 32}
    world.configure({})
    with open(os.path.join(world.state, "workspace-rekey.json"), "w", encoding="utf-8") as file:
        file.write('{"version":1}')
    refused = world.start(env=key, ready=False)
    equal(refused.wait(), 1)
    contains(refused.output, "openclaw workspace rekey")
    equal(world.run("workspace", "status", "--json", env=key).json["interrupted"], True)
    equal(world.run("workspace", "rekey", env=key).code, 0)
    world.start(env=key)


@test
def an_audit_finds_secrets_in_plain_text_and_does_not_repeat_them(world):
    equal(world.run("secrets", "audit").code, 0)
    path = world.configure("{ gateway: { auth: { token: 'plain-secret-value' } } }")
    os.chmod(path, 0o644)
    result = world.run("secrets", "audit", "--json")
    equal(result.code, 1)
    equal(sorted(finding["code"] for finding in result.json["findings"]), ["CONFIG_READABLE", "PLAINTEXT"])
    assert "plain-secret-value" not in result.out


@test
def the_store_of_secrets_is_not_reached_through_links(world):
    os.makedirs(world.state)
    target = os.path.join(world.home, "elsewhere")
    open(target, "w").close()
    os.symlink(target, os.path.join(world.state, "secrets.json"))
    equal(world.run("secrets", "set", "A", "value-of-a").code, 1)
    equal(os.path.getsize(target), 0)


# Talking to a gateway

@test
def without_a_gateway_commands_say_how_to_start_one(world):
    for words in (["chat", "hello"], ["status"], ["health"], ["sessions"], ["agent", "-m", "x"], ["gateway", "status"], ["gateway", "call", "health"]):
        result = world.run(*words, "--port", world.port)
        equal((result.code, result.out), (1, ""), words)
        equal(result.err, f"error: no gateway is running at ws://127.0.0.1:{world.port}\n  start one: openclaw gateway\n")
    result = world.run("gateway", "status", "--port", world.port, "--json")
    equal((result.code, result.json["reachable"]), (1, False))
    result = world.run("chat", "hello", "--json", "--port", world.port)
    equal((result.code, result.json["error"]["code"]), (1, "UNREACHABLE"))


@test
def a_question_on_the_command_line_gets_its_answer(world):
    world.start()
    result = world.run("chat", "hello", "there", "--port", world.port)
    equal((result.code, result.out, result.err), (0, "hello there\n", ""))
    result = world.run("chat", "ä 🦞\nzwei", "--json", "--session", "agent:main:other", "--port", world.port)
    equal((result.json["text"], result.json["sessionKey"]), ("ä 🦞\nzwei", "agent:main:other"))
    result = world.run("agent", "--message", "again", "--port", world.port)
    equal((result.code, result.out), (0, "again\n"))
    result = world.run("agent", "--message", "again", "--json", "--session-key", "agent:main:third", "--port", world.port)
    equal((result.json["status"], result.json["result"]["payloads"][0]["text"]), ("ok", "again"))
    result = world.run("sessions", "--json", "--port", world.port)
    equal(sorted(row["key"] for row in result.json["sessions"]), ["agent:main:main", "agent:main:other", "agent:main:third"])
    assert all(row["ageMs"] >= 0 for row in result.json["sessions"])
    contains(world.run("sessions", "--port", world.port).out, "agent:main:other")


@test
def a_list_of_sessions_says_what_it_leaves_out(world):
    world.start()
    equal(world.run("sessions", "--port", world.port).out, 'no sessions yet; start one: openclaw chat "hello"\n')
    for name in ("one", "two", "three"):
        equal(world.run("chat", "hello", "--session", f"agent:main:{name}", "--port", world.port).code, 0)
    whole = world.run("sessions", "--port", world.port).out
    equal(len(whole.splitlines()), 3, whole)
    part = world.run("sessions", "--limit", "2", "--port", world.port).out
    equal(part.splitlines()[2], "2 of 3; see all: openclaw sessions --limit all")
    report = world.run("sessions", "--limit", "2", "--json", "--port", world.port).json
    equal((report["count"], report["total"], len(report["sessions"])), (2, 3, 2))
    for words in (["--search", "zzz"], ["--agent", "nope"]):
        equal(world.run("sessions", *words, "--port", world.port).out, "no session matches; see all: openclaw sessions\n")


@test
def a_word_begins_a_new_conversation_which_is_listed_and_explained(world):
    world.configure("{ session: { idleMinutes: 30, sendPolicy: { rules: [{ action: 'deny', match: { keyPrefix: 'quiet' } }] } } }")
    world.start()

    def call(method, **params):
        return world.run("gateway", "call", method, "--params", json.dumps(params), "--port", world.port)

    def row():
        return world.run("sessions", "--json", "--port", world.port).json["sessions"][0]

    equal(world.run("chat", "hello", "--port", world.port).out, "hello\n")
    first = row()
    equal((first["resetAt"] - first["lastInteractionAt"], first["resetReason"]), (30 * 60_000, "idle"))
    equal(world.run("chat", "/new", "--port", world.port).out, "A new conversation has begun.\n")
    equal(call("chat.send", sessionKey="main", message="/RESET good morning", idempotencyKey="again").code, 0)
    wait_for(lambda: "completed" in world.run("explain", "again").out)
    contains(world.run("explain", "again").out, "(began a new conversation: command; the transcript ")
    said = [message["content"][0]["text"] for message in call("chat.history", sessionKey="main").json["messages"]]
    equal(said, ["good morning", "good morning"])
    assert row()["sessionId"] != first["sessionId"]
    archived = [name for name in os.listdir(os.path.join(world.state, "agents", "main", "sessions")) if ".jsonl.reset." in name]
    equal(len(archived), 2)
    result = world.run("chat", "hello", "--session", "agent:main:quiet", "--port", world.port)
    assert result.code != 0
    contains(result.err, "send blocked by session policy")


@test
def a_conversation_reads_lines_until_quit(world):
    world.start()
    result = world.run("chat", "--port", world.port, text="one\n\n  two \n/help\n/quit\nthree\n")
    equal(result.code, 0)
    equal([line for line in result.out.splitlines() if not line.startswith("/quit leaves")], ["one", "two"])
    result = world.run("chat", "--port", world.port, text="last line without an end")
    equal((result.code, result.out), (0, "last line without an end\n"))


class Terminal:
    """A person at a terminal."""

    def __init__(self, world, *words):
        self.leader, follower = pty.openpty()
        settings = {**world.environment, "TERM": "xterm", "NO_COLOR": "1"}
        self.process = subprocess.Popen(
            [world.program, *map(str, words)], env=settings, cwd=world.home, stdin=follower, stdout=follower, stderr=follower, start_new_session=True,
            preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0),
        )
        os.close(follower)
        self.text = ""

    def wait_for(self, part, timeout=15):
        deadline = time.monotonic() + timeout
        while part not in self.text:
            ready, _, _ = select.select([self.leader], [], [], max(0, deadline - time.monotonic()))
            assert ready, f"{part!r} did not appear in:\n{self.text}"
            try:
                piece = os.read(self.leader, 65536)
            except OSError:
                piece = b""
            assert piece, f"the program ended without {part!r}:\n{self.text}"
            self.text += piece.decode(errors="replace").replace("\r\n", "\n")
        before, self.text = self.text.split(part, 1)
        return before

    def type(self, text):
        os.write(self.leader, text.encode())

    def end(self, timeout=15):
        code = self.process.wait(timeout)
        os.close(self.leader)
        return code


@test
def a_state_directory_that_takes_no_files_is_named_with_a_remedy(world):
    result = world.run("gateway", "run", "--port", world.port, env={"OPENCLAW_STATE_DIR": "/proc/sys"})
    equal(result.code, 1)
    contains(result.err, "the lock /proc/sys/gateway.lock cannot be taken")
    contains(result.err, "make the state directory writable for this user, or choose another one with OPENCLAW_STATE_DIR")
    # A file system that says that there is no such directory whenever one is to be made.
    result = world.run("gateway", "run", "--port", world.port, env={"OPENCLAW_STATE_DIR": "/proc/none"})
    equal(result.code, 1)
    contains(result.err, "the state directory /proc/none cannot be made")


@test
def words_of_senders_do_not_reach_the_terminal_as_they_are(world):
    world.start()
    message = "\x1b[31mRED\x1b]0;title\x07\nagent:main:forged  1s ago"
    params = json.dumps({"sessionKey": "main", "message": message, "idempotencyKey": "k1"})
    equal(world.run("gateway", "call", "chat.send", "--params", params, "--port", world.port).code, 0)
    out = world.run("sessions", "--port", world.port).out
    assert all(letter == "\n" or ord(letter) >= 32 for letter in out), repr(out)
    equal(len(out.splitlines()), 1, out)
    refused = json.dumps({"sessionKey": "main", "message": "x", "idempotencyKey": "k\x1b[2J\nk99"})
    result = world.run("gateway", "call", "chat.send", "--params", refused, "--port", world.port)
    equal(result.code, 1)
    contains(result.err, "idempotencyKey must be at most 256 bytes without control characters")


@test
def a_conversation_on_a_terminal_has_a_prompt_and_ctrl_c(world):
    with ModelServer() as model:
        world.start(env={"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": "k"})
        terminal = Terminal(world, "chat", "--port", world.port)
        terminal.wait_for("you ❯ ")
        terminal.type("hello\n")
        terminal.wait_for("claw ❯ You said: hello\n")
        terminal.wait_for("you ❯ ")
        terminal.type("slow please\n")
        terminal.wait_for("claw ❯ You said: ")
        terminal.type("\x03")
        terminal.wait_for("(stopped)")
        terminal.wait_for("you ❯ ")
        terminal.type("again\n")
        terminal.wait_for("You said: again\n")
        terminal.wait_for("you ❯ ")
        terminal.type("\x03")
        equal(terminal.end(), 0)


@test
def a_terminal_shows_the_address_with_the_token_each_time(world):
    world.start().signal(signal.SIGTERM)
    world.gateways[0].wait()
    token = open(os.path.join(world.state, "gateway-token")).read().strip()
    terminal = Terminal(world, "gateway", "--port", world.port)
    terminal.wait_for(f"http://127.0.0.1:{world.port}/#token={token}")
    terminal.wait_for("Ctrl-C stops the gateway")
    terminal.type("\x03")
    terminal.wait_for("stopping")
    equal(terminal.end(), 0)


@test
def a_gateway_outlives_the_reader_of_its_logs(world):
    reader, writer = os.pipe()
    process = subprocess.Popen(
        [world.program, "gateway", "--port", str(world.port), "--verbose"], env=world.environment, stdin=subprocess.DEVNULL, stdout=writer, stderr=writer
    )
    os.close(writer)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{world.port}/ready", timeout=2).close()
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    os.close(reader)
    for _ in range(3):
        equal(world.run("chat", "hello", "--port", world.port).out, "hello\n")
    equal(process.poll(), None)
    process.send_signal(signal.SIGTERM)
    equal(process.wait(15), 0)


@test
def status_and_health_are_readable(world):
    world.start()
    result = world.run("status", "--port", world.port)
    equal(result.code, 0)
    contains(result.out, f"ws://127.0.0.1:{world.port}")
    contains(result.out, "agent     main")
    result = world.run("health", "--port", world.port)
    contains(result.out, "healthy")
    result = world.run("gateway", "probe", "--port", world.port, "--json")
    equal((result.code, result.json["ok"]), (0, True))
    result = world.run("gateway", "status", "--port", world.port, "--json")
    equal((result.json["reachable"], result.json["port"]), (True, world.port))


@test
def errors_of_methods_are_passed_on(world):
    world.start()
    result = world.run("gateway", "call", "no.such.method", "--port", world.port)
    equal(result.code, 1)
    contains(result.err, "no.such.method")
    result = world.run("gateway", "call", "no.such.method", "--json", "--port", world.port)
    equal(result.json["ok"], False)


@test
def cve_2026_25253_another_address_gets_no_stored_credentials(world):
    """A listener that is no gateway of ours must not see the token."""
    world.start()
    token = open(os.path.join(world.state, "gateway-token")).read().strip()
    seen = []
    with socket.socket() as trap:
        trap.bind(("127.0.0.1", 0))
        trap.listen()

        def serve():
            connection, _ = trap.accept()
            with connection:
                request = connection.recv(65536).decode()
                seen.append(request)
                import base64, hashlib
                key = re.search(r"(?i)sec-websocket-key: (\S+)", request)[1]
                accept = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
                connection.sendall(
                    f"HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n".encode()
                )
                challenge = b'{"type":"event","event":"connect.challenge","payload":{"nonce":"n","ts":1}}'
                connection.sendall(bytes([0x81, len(challenge)]) + challenge)
                frame = connection.recv(65536)
                mask = frame[4:8] if frame[1] & 0x7F == 126 else frame[2:6]
                body = frame[8:] if frame[1] & 0x7F == 126 else frame[6:]
                seen.append(bytes(byte ^ mask[i % 4] for i, byte in enumerate(body)).decode(errors="replace"))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        environment = {"OPENCLAW_GATEWAY_TOKEN": "from-the-environment"}
        world.run("health", "--url", f"ws://127.0.0.1:{trap.getsockname()[1]}", "--timeout", 3000, env=environment)
        thread.join(10)
    contains(seen[1], '"connect"')
    assert token not in "".join(seen) and "from-the-environment" not in "".join(seen) and '"auth"' not in seen[1], seen


class Model(http.server.BaseHTTPRequestHandler):
    """A model service: streams an answer, slowly when it is asked to."""

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.headers.get("Authorization"), body))
        question = body["messages"][-1]["content"]
        question = question if isinstance(question, str) else question[0]["text"]
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            for word in ["You ", "said: ", *question.split(" ")] + ["…"] * (10_000 if "slow" in question else 0):
                chunk = {"choices": [{"index": 0, "delta": {"content": word}, "finish_reason": None}]}
                self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
                self.wfile.flush()
                if "slow" in question or "pace" in question:
                    time.sleep(0.02)
            self.wfile.write(b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n')
        except OSError:
            self.server.broken.set()


class ModelServer:
    def __enter__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Model)
        self.server.requests, self.server.broken, self.server.daemon_threads = [], threading.Event(), True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


@test
def a_configured_model_answers(world):
    with ModelServer() as model:
        world.configure({
            "agents": {"defaults": {"model": "local/tiny"}, "list": [{"id": "main", "systemPrompt": "Be brief."}]},
            "models": {"providers": {"local": {"baseUrl": model.url, "api": "openai-completions", "apiKey": "${LOCAL_KEY}"}}},
        })
        gateway = world.start(env={"LOCAL_KEY": "hunter2"})
        contains(gateway.output, "local/tiny")
        result = world.run("chat", "hi", "--port", world.port, env={"LOCAL_KEY": "hunter2"})
        equal((result.code, result.out), (0, "You said: hi\n"))
        key, body = model.server.requests[0]
        equal((key, body["model"], body["messages"][0]["content"]), ("Bearer hunter2", "tiny", "Be brief."))


@test
def the_environment_alone_is_enough_for_a_model(world):
    with ModelServer() as model:
        environment = {"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": "k", "OPENCLAW_MODEL": "openai/nano"}
        gateway = world.start(env=environment)
        contains(gateway.output, "openai/nano")
        equal(world.run("chat", "hi", "--port", world.port).out, "You said: hi\n")


@test
def models_that_cannot_be_used_stop_the_start(world):
    table = [
        ({"agents": {"defaults": {"model": "openai/gpt-4o"}}}, 'agents.defaults.model: "openai/gpt-4o" needs a key; set OPENAI_API_KEY'),
        ({"agents": {"defaults": {"model": "gpt-4o"}}}, '"gpt-4o" names no provider; write it as "provider/model"'),
        ({"agents": {"defaults": {"model": "opnai/gpt-4o"}}}, 'the provider of "opnai/gpt-4o" is not known'),
    ]
    for configuration, message in table:
        world.configure(configuration)
        result = world.run("gateway", "--port", world.port)
        equal(result.code, 78)
        contains(result.err, message)


@test
def ctrl_c_stops_an_answer(world):
    with ModelServer() as model:
        world.start(env={"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": "k"})
        process = subprocess.Popen(
            [world.program, "chat", "slow please", "--port", str(world.port)], env=world.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
        )
        first = os.read(process.stdout.fileno(), 4096)
        assert first, "the answer does not come piece by piece"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=15)
        equal(process.returncode, 130, err)
        contains(err.decode(), "(stopped)")
        assert model.server.broken.wait(15), "the gateway went on asking the model"


# Conversations that last

@test
def conversations_are_there_after_a_restart_and_a_kill(world):
    for number, word in ((signal.SIGTERM, "first"), (signal.SIGKILL, "second"), (signal.SIGTERM, "third")):
        gateway = world.start()
        equal(world.run("chat", word, "--port", world.port).out, word + "\n")
        gateway.signal(number)
        gateway.wait()
    world.start()
    history = world.run("gateway", "call", "chat.history", "--params", '{"sessionKey": "main"}', "--port", world.port).json["messages"]
    texts = [message["content"] if isinstance(message["content"], str) else message["content"][0]["text"] for message in history]
    equal(texts, ["first", "first", "second", "second", "third", "third"])
    for folder, _, files in os.walk(world.state):
        for name in files:
            equal(stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode), 0o600, name)


@test
def sessions_are_kept_where_the_configuration_says(world):
    world.configure('{ session: { storage: { path: "elsewhere" } } }')
    world.start()
    world.run("chat", "hello", "--port", world.port)
    assert os.path.exists(os.path.join(world.state, "elsewhere", "agents", "main", "sessions"))
    world.gateways[0].signal(signal.SIGTERM)
    world.gateways[0].wait()
    world.configure('{ session: { storage: { type: "memory" } } }')
    world.start()
    world.run("chat", "hello", "--port", world.port)
    assert not os.path.exists(os.path.join(world.state, "agents"))


# Stopping

@test
def term_and_ctrl_c_end_a_gateway_with_0(world):
    for number in (signal.SIGTERM, signal.SIGINT):
        gateway = world.start()
        gateway.signal(number)
        equal(gateway.wait(15), 0, number)


@test
def a_running_answer_may_end_before_the_gateway_does(world):
    with ModelServer() as model:
        gateway = world.start(env={"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": "k"})
        question = "pace " + "word " * 50 + "end"
        chat = subprocess.Popen(
            [world.program, "chat", question, "--port", str(world.port)], env=world.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
        )
        first = os.read(chat.stdout.fileno(), 4096)
        gateway.signal(signal.SIGTERM)
        out, err = chat.communicate(timeout=20)
        equal((chat.returncode, err), (0, b""))
        answer = (first + out).decode()
        assert answer.startswith("You said: pace") and answer.endswith("end\n"), answer
        equal(gateway.wait(20), 0)


@test
def a_second_signal_stops_at_once(world):
    with ModelServer() as model:
        gateway = world.start(env={"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": "k"})
        chat = subprocess.Popen(
            [world.program, "chat", "slow please", "--port", str(world.port)], env=world.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
        )
        assert os.read(chat.stdout.fileno(), 4096)
        gateway.signal(signal.SIGTERM)
        time.sleep(0.3)
        equal(gateway.process.poll(), None, "the first signal waits for the running answer")
        gateway.signal(signal.SIGTERM)
        equal(gateway.wait(5), 128 + signal.SIGTERM)
        chat.kill()
        chat.wait()


# What other tools run

def call(world, method, params=None, *words):
    result = world.run("gateway", "call", method, "--json", "--params", json.dumps(params or {}), "--port", world.port, *words)
    assert result.code == 0, (method, result.out, result.err)
    return result.json


def post(port, path, body, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", json.dumps(body).encode(), headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, json.loads(response.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")


def wait_until(condition, what, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.05)


@test
def point_20_command_lines_of_other_tools_answer(world):
    world.configure({"gateway": {"port": world.port, "metrics": {"enabled": False}}})
    gateway = world.start("run", "--bind", "loopback", "--auth", "token", "--allow-unconfigured")
    table = [
        (["config", "validate", "--json"], "valid"), (["gateway", "status", "--json"], "reachable"), (["health", "--json"], "ok"),
        (["status", "--json"], "sessions"), (["sessions", "--all-agents", "--limit", "all", "--json"], "sessions"),
        (["cron", "list", "--all", "--json"], "jobs"), (["models", "status", "--json"], "models"), (["hooks", "list", "--json"], "hooks"),
        (["doctor", "--json"], "checks"), (["security", "audit", "--deep", "--json"], "findings"), (["cron", "status", "--json"], "enabled"),
        (["--log-level", "silent", "gateway", "call", "health", "--json", "--timeout", "10000", "--params", "{}"], "ok"),
        (["system", "event", "--text", "hello", "--json"], "ok"),
    ]
    for words, key in table:
        result = world.run(*words)
        equal(result.code, 0, (words, result.out, result.err))
        assert key in result.json, (words, result.json)
    equal(world.run("system", "heartbeat", "last", "--json").json, None)
    assert isinstance(world.run("system", "presence", "--json").json, list)
    lines = world.run("logs", "--json").out.splitlines()
    assert any(json.loads(line)["event"] == "gateway.start" for line in lines), lines
    gateway.signal(signal.SIGTERM)
    equal(gateway.wait(), 0)


@test
def heartbeats_are_told_with_reason_and_next_time(world):
    hours = {"start": "00:00", "end": "24:00", "timezone": "Europe/Berlin"}
    world.configure({"agents": {
        "defaults": {"heartbeat": {"every": "1s", "prompt": "all well?", "activeHours": hours}},
        "list": [{"id": "main"}, {"id": "ops", "heartbeat": {}}, {"id": "mail", "heartbeat": {"target": "last"}}],
    }})
    empty = world.run("system", "heartbeat", "--port", world.port)
    assert empty.code != 0, "there is no gateway yet"
    world.start()

    def agents():
        found = world.run("status", "--json", "--port", world.port).json["heartbeat"]["agents"]
        return {agent["agentId"]: agent for agent in found}

    wait_until(lambda: all("last" in agents()[name] for name in ("ops", "mail")), "both agents had a heartbeat")
    found = agents()
    equal((found["main"]["enabled"], "last" in found["main"], found["ops"]["enabled"]), (False, False, True))
    equal((found["ops"]["last"]["status"], found["ops"]["everyMs"]), ("sent", 1000))
    equal((found["mail"]["last"]["status"], found["mail"]["last"]["reason"]), ("skipped", "no-target"))
    assert found["ops"]["nextAt"] > found["ops"]["last"]["ts"] - 1000, found
    for words in (["status"], ["system", "heartbeat"]):
        out = world.run(*words, "--port", world.port).out
        assert re.search(r"ops — every 1s, next in \d+ s, last \d+ s ago sent", out), out
        assert re.search(r"mail — every 1s, next in \d+ s, last \d+ s ago skipped: no-target", out), out
    equal(world.run("system", "heartbeat", "disable", "--port", world.port).code, 0)
    assert "every" not in world.run("system", "heartbeat", "--port", world.port).out
    bad = {"agents": {"defaults": {"heartbeat": {"activeHours": {"start": "8", "end": "22:00"}}}}}
    world.configure(bad)
    wrong = world.run("config", "validate")
    assert wrong.code != 0 and "agents.defaults.heartbeat.activeHours.start" in wrong.out + wrong.err, (wrong.out, wrong.err)


@test
def point_20_sessions_are_archived_by_key(world):
    world.start()
    call(world, "chat.inject", {"sessionKey": "agent:main:old", "message": "x"})
    dry = world.run("sessions", "archive", "--agent", "main", "--dry-run", "--json", "agent:main:old", "--port", world.port)
    equal((dry.code, dry.json["results"]), (0, [{"key": "agent:main:old", "archived": False}]))
    done = world.run("sessions", "archive", "--json", "agent:main:old", "agent:main:none", "--port", world.port)
    equal((done.code, done.json["results"][0]["archived"], done.json["ok"]), (1, True, False))
    listed = world.run("sessions", "--json", "--port", world.port).json["sessions"]
    equal([row["key"] for row in listed], [])


@test
def sessions_that_nobody_uses_are_archived_and_brought_back(world):
    gateway = world.start()
    for name in ("old", "main"):
        call(world, "chat.inject", {"sessionKey": f"agent:main:{name}", "message": "x"})
    gateway.signal(signal.SIGTERM)
    equal(gateway.wait(), 0)
    path = os.path.join(world.state, "agents", "sessions-index.jsonl")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(re.sub(r'"updated":\d+', f'"updated":{int((time.time() - 40 * 86_400) * 1000)}', text))
    world.start()
    target = ("--port", world.port)
    dry = world.run("sessions", "cleanup", "--dry-run", *target)
    contains(dry.out, "1 session (")
    contains(dry.out, "would be archived: rested longer than session.maintenance.pruneAfter")
    contains(dry.out, "  agent:main:old  ")
    told = world.run("sessions", "cleanup", *target)
    contains(told.out, '"warn"')
    contains(world.run("doctor", *target).out, "openclaw sessions cleanup --dry-run")
    equal(len(world.run("sessions", "list", "--json", *target).json["sessions"]), 2)
    done = world.run("sessions", "cleanup", "--enforce", "--json", *target)
    equal((done.code, done.json["ok"], done.json["done"]["age"]["count"]), (0, True, 1))
    equal([row["key"] for row in world.run("sessions", "--json", *target).json["sessions"]], ["agent:main:main"])
    equal([row["key"] for row in world.run("sessions", "list", "--archived", "--json", *target).json["sessions"]], ["agent:main:old"])
    equal(world.run("sessions", "restore", "agent:main:old", *target).out, "agent:main:old: restored\n")
    equal(len(world.run("sessions", "--json", *target).json["sessions"]), 2)
    equal(world.run("sessions", "cleanup", *target).out.splitlines()[-1], "nothing to do")


@test
def point_20_what_does_not_exist_says_so_with_code_69(world):
    for words in (
        ["onboard"], ["gateway", "install", "--port", "1"], ["update"],
        ["memory", "search", "x"], ["--profile", "a", "tui"], ["hooks", "enable", "x"], ["message", "poll", "--to", "x"],
    ):
        result = world.run(*words)
        equal(result.code, 69, (words, result.out, result.err))
        contains(result.out + result.err, "does not exist in this version")


@test
def point_20_scheduled_jobs_are_added_listed_run_and_removed(world):
    world.start()
    added = world.run("cron", "add", "good morning", "--name", "daily", "--cron", "0 9 * * *", "--tz", "Europe/Berlin", "--json", "--port", world.port)
    equal((added.code, added.json["schedule"]["tz"]), (0, "Europe/Berlin"))
    job = added.json["id"]
    equal([row["id"] for row in world.run("cron", "list", "--json", "--port", world.port).json["jobs"]], [job])
    edited = world.run("cron", "edit", "daily", "--cron", "0 8 * * *", "--json", "--port", world.port).json
    equal((edited["schedule"]["expr"], edited["schedule"]["tz"]), ("0 8 * * *", "Europe/Berlin"))
    equal(world.run("cron", "edit", "daily", "--tz", "UTC", "--json", "--port", world.port).json["schedule"]["expr"], "0 8 * * *")
    wrong = world.run("cron", "add", "x", "--cron", "61 9 * * *", "--json", "--port", world.port)
    equal(wrong.json["ok"], False)
    contains(wrong.out, "minute")
    equal(world.run("cron", "rm", job, "--json", "--port", world.port).code, 0)
    equal(world.run("cron", "list", "--json", "--port", world.port).json["jobs"], [])


class Hook(http.server.BaseHTTPRequestHandler):
    """A web hook: refuses the first post, redirects /moved, takes the others."""

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.posts.append((self.path, self.headers.get("Authorization"), self.headers.get("Content-Type"), body))
        self.send_response(302 if self.path == "/moved" else 503 if len(self.server.posts) == 1 else 204)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Content-Length", "0")
        self.end_headers()


def finished(world, count):
    """The runs that have ended, the oldest first, when there are so many."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        entries = world.run("cron", "runs", "--json", "--port", world.port).json["entries"]
        if len(entries) >= count:
            return entries[::-1]
        time.sleep(0.2)
    raise AssertionError(f"only {len(entries)} runs have ended")


@test
def ends_of_jobs_are_posted_to_web_hooks_on_public_machines_only(world):
    hook = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    hook.posts, hook.daemon_threads = [], True
    threading.Thread(target=hook.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{hook.server_port}"
    gateway = world.start()
    refused = world.run("cron", "add", "hello", "--every", "1h", "--webhook", url, "--json", "--port", world.port)
    equal(refused.json["ok"], False)
    contains(refused.out, "cron.webhookAllowPrivate")
    gateway.end()
    world.configure({"cron": {"webhookAllowPrivate": True, "webhookToken": "token-of-the-hook"}})
    world.start()
    job = world.run("cron", "add", "hello", "--every", "1h", "--webhook", url + "/end", "--json", "--port", world.port).json["id"]
    world.run("cron", "run", job, "--port", world.port)
    (end,) = finished(world, 1)
    equal((end["status"], end["deliveryStatus"], end["delivered"]), ("ok", "delivered", True))
    equal([post[:3] for post in hook.posts], [("/end", "Bearer token-of-the-hook", "application/json")] * 2)
    event = hook.posts[1][3]
    equal((event["action"], event["jobId"], event["status"], event["runId"]), ("finished", job, "ok", end["runId"]))
    contains(event["text"], "hello")
    equal(world.run("cron", "edit", job, "--webhook", url + "/moved", "--port", world.port).code, 0)
    world.run("cron", "run", job, "--port", world.port)
    end = finished(world, 2)[1]
    equal((end["status"], end["deliveryStatus"], len(hook.posts)), ("error", "not-delivered", 3))
    contains(end["deliveryError"], "redirect")
    hook.shutdown()


@test
def jobs_that_are_changed_in_their_file_are_taken_up_and_never_overwritten(world):
    world.start()
    job = world.run("cron", "add", "hello", "--name", "first", "--every", "1h", "--json", "--port", world.port).json["id"]
    path = world.run("cron", "status", "--json", "--port", world.port).json["storePath"]
    with open(path) as file:
        jobs = json.load(file)
    jobs["jobs"][0]["name"] = "edited"
    with open(path, "w") as file:
        json.dump(jobs, file)
    world.run("cron", "add", "hello", "--name", "second", "--every", "2h", "--port", world.port)
    rows = world.run("cron", "list", "--json", "--port", world.port).json["jobs"]
    equal(sorted((row["name"], row["configRevision"]) for row in rows), [("edited", 2), ("second", 1)])
    with open(path, "w") as file:
        file.write("{ oops")
    refused = world.run("cron", "rm", job, "--json", "--port", world.port)
    equal(refused.json["ok"], False)
    contains(refused.out, "was changed by hand and cannot be used")
    deadline = time.monotonic() + 30
    while "file" not in world.run("cron", "status", "--json", "--port", world.port).json.get("editsNotUnderstood", {}):
        assert time.monotonic() < deadline, "the edits were not set aside"
        time.sleep(0.5)
    edits = world.run("cron", "status", "--json", "--port", world.port).json["editsNotUnderstood"]
    with open(edits["file"]) as file:
        equal(file.read(), "{ oops")
    contains(world.run("cron", "status", "--port", world.port).out, edits["file"])
    contains(world.run("doctor", "--port", world.port).out, edits["file"])
    equal(world.run("cron", "rm", job, "--json", "--port", world.port).code, 0)


@test
def tasks_are_handed_in_shown_and_cancelled(world):
    world.start()
    target = ("--port", world.port)
    done = world.run("task", "run", "count to three", "--workspace", "shop", "--timeout", "60", *target)
    equal((done.code, done.out), (0, "count to three\n"), (done.out, done.err))
    first = world.run("task", "run", "and again", "--workspace", "shop", "--json", *target).json
    equal((first["status"], first["sessionKey"], first["output"]), ("completed", "agent:main:workspace:shop", "and again"))
    waits = world.run("task", "run", "for nobody", "--capability", "telepathy", "--async", "--json", *target).json["task"]["id"]
    shown = world.run("task", "show", waits[:8], *target)
    contains(shown.out, "waits for a node or worker that offers what it needs")
    listed = world.run("task", "list", "--status", "queued", "--json", *target).json["tasks"]
    equal([row["id"] for row in listed], [waits])
    equal(world.run("task", "cancel", waits[:8], "--reason", "no need", *target).code, 0)
    contains(world.run("task", "show", waits, *target).out, "no need")
    equal(world.run("task", "cancel", waits, *target).code, 1)
    after = world.run("task", "run", "then", "--after", first["id"][:8], "--json", *target)
    equal((after.code, after.json["output"]), (0, "then"), after.out)
    lonely = subprocess.Popen(
        [world.program, "task", "run", "--tag", "gpu", "x", *map(str, target)], env=world.environment, cwd=world.home,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )
    try:
        contains(lonely.stderr.readline(), "task ")
        contains(lonely.stderr.readline(), "no connected one offers command task.run, tag gpu")
    finally:
        lonely.kill()
        lonely.communicate()
    wrong = world.run("task", "run", "x", "--after", "nobody", "--json", *target)
    equal(wrong.code, 1)
    contains(wrong.out, "nobody")


@test
def a_task_survives_a_kill(world):
    gateway = world.start()
    first = world.run("task", "run", "number 0", "--capability", "nobody", "--async", "--json", "--port", world.port).json["task"]["id"]
    after = world.run("task", "run", "then", "--after", first, "--async", "--json", "--port", world.port).json["task"]["id"]
    gateway.signal(signal.SIGKILL)
    gateway.wait()
    world.start()
    listed = world.run("task", "list", "--json", "--port", world.port).json["tasks"]
    equal({row["id"]: row["status"] for row in listed}, {first: "queued", after: "queued"})
    equal(world.run("task", "cancel", first, "--port", world.port).code, 0)
    contains(world.run("task", "show", after, "--port", world.port).out, "did not succeed")


@test
def point_20_a_message_needs_a_channel(world):
    world.start()
    result = world.run("message", "send", "--channel", "telegram", "--target", "1", "--message", "hi", "--json", "--port", world.port)
    equal(result.code, 1)
    contains(result.json["error"]["message"], "unknown channel")


# Changing the configuration

@test
def keys_are_set_in_place_and_removed(world):
    path = world.configure("{\n  // mine\n  gateway: { port: 19000 },\n}\n")
    equal(world.run("config", "set", "gateway.port", "19001").code, 0)
    equal(open(path).read(), "{\n  // mine\n  gateway: { port: 19001 },\n}\n")
    contains(open(path + ".bak").read(), "19000")
    equal(stat.S_IMODE(os.stat(path).st_mode), 0o600)
    result = world.run("config", "set", "gateway.port", "many")
    equal(result.code, 78)
    contains(open(path).read(), "19001")
    equal(world.run("config", "set", "gateway.controlUi.allowedOrigins", '["https://claw.example"]', "--json").json["change"], "hot")
    equal([row["path"] for row in world.run("config", "diff", "--json").json if "port" in row["path"]], ["gateway.port"])
    equal(world.run("config", "unset", "gateway.port").code, 0)
    equal(world.run("config", "unset", "gateway.port").code, 1)
    equal(world.run("config", "schema").json["type"], "object")


@test
def a_first_key_makes_the_file(world):
    equal(world.run("config", "set", "logging.level", "debug").code, 0)
    equal(world.run("config", "get", "logging.level").out, "debug\n")


@test
def a_changed_file_is_taken_over_while_it_runs(world):
    def configuration(token, enabled):
        return {
            "gateway": {
                "auth": {"token": token}, "metrics": {"enabled": False}, "http": {"endpoints": {"chatCompletions": {"enabled": enabled}}},
            },
        }

    world.configure(configuration("first-token-0123456789", False))
    world.start()

    def models(token):
        request = urllib.request.Request(f"http://127.0.0.1:{world.port}/v1/models", headers={"Authorization": f"Bearer {token}"})
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code

    equal(models("first-token-0123456789"), 404)
    world.configure(configuration("first-token-0123456789", True))
    wait_until(lambda: models("first-token-0123456789") == 200, "the interface is switched on")
    world.configure(configuration("second-token-0123456789", True))
    wait_until(lambda: models("second-token-0123456789") == 200, "the new token counts")
    equal(models("first-token-0123456789"), 401)
    world.configure("{ broken")
    time.sleep(2.5)
    equal(models("second-token-0123456789"), 200, "a broken file changes nothing")
    equal(models("first-token-0123456789"), 401)
    world.configure({"gateway": {"auth": {"mode": "none"}, "metrics": {"enabled": False}}})
    time.sleep(2.5)
    equal(models(""), 401, "a running gateway is never opened by a change of its file")


@test
def the_configuration_is_shown_and_changed_over_the_socket(world):
    path = world.configure('{ gateway: { auth: { token: "my-own-secret-token-1" }, metrics: { enabled: false } }, /* keep */ }')
    gateway = world.start()
    shown = call(world, "config.get")
    assert "my-own-secret" not in json.dumps(shown), shown
    contains(shown["raw"], "/* keep */")
    stale = world.run(
        "gateway", "call", "config.patch", "--port", world.port, "--json",
        "--params", json.dumps({"raw": "{logging:{level:'debug'}}", "baseHash": "0"}),
    )
    equal(stale.code, 1)
    contains(stale.json["error"]["message"], "config changed since last load")
    text = shown["raw"].replace("/* keep */", "/* keep */ logging: { level: 'debug' },")
    done = call(world, "config.set", {"raw": text, "baseHash": shown["hash"]})
    equal((done["ok"], done["config"]["logging"]["level"]), (True, "debug"))
    contains(open(path).read(), "my-own-secret-token-1")
    contains(open(path).read(), "/* keep */")
    again = call(world, "config.get")
    patched = call(world, "config.patch", {"raw": "{gateway:{maxConnections:50}}", "baseHash": again["hash"]})
    equal(patched["restart"]["keys"], ["gateway.maxConnections"])
    assert "my-own-secret" not in json.dumps(patched) and "my-own-secret" not in gateway.output
    equal(call(world, "config.schema.lookup", {"path": "gateway.port"})["reloadKind"], "restart")


@test
def the_log_goes_to_its_file(world):
    world.configure({"logging": {"file": "logs/gateway.log", "level": "debug"}, "gateway": {"metrics": {"enabled": False}}})
    gateway = world.start()
    call(world, "health")
    gateway.signal(signal.SIGTERM)
    equal(gateway.wait(), 0)
    path = os.path.join(world.state, "logs/gateway.log")
    events = [json.loads(line)["event"] for line in open(path)]
    assert "gateway.start" in events and "gateway.stop" in events, events
    equal(stat.S_IMODE(os.stat(path).st_mode), 0o600)


@test
def paths_of_page_and_socket_are_as_configured(world):
    world.configure({"gateway": {
        "port": world.port, "controlUi": {"basePath": "/ui"}, "websocket_path": "/ws", "metrics": {"enabled": False}
    }})
    gateway = world.start()
    contains(gateway.output, f":{world.port}/ui")
    equal(world.run("gateway", "status", "--json").json["url"], f"ws://127.0.0.1:{world.port}/ws")
    with urllib.request.urlopen(f"http://127.0.0.1:{world.port}/ui/", timeout=30) as response:
        contains(response.read().decode(), '"/ui/assets/app.js"')


@test
def hooks_give_agents_work(world):
    world.configure({"hooks": {"enabled": True, "token": "hook-token-0123456789"}, "gateway": {"metrics": {"enabled": False}}})
    world.start()
    key = {"Authorization": "Bearer hook-token-0123456789"}
    status, answer = post(world.port, "/hooks/agent", {"message": "hi", "waitForCompletion": True}, **key)
    equal((status, answer["ok"]), (200, True))
    contains(answer["text"], "hi")
    equal(post(world.port, "/hooks/agent", {"message": "hi"})[0], 401)
    equal(len(world.run("hooks", "list", "--json").json["hooks"]), 2)


@test
def the_identity_is_made_once(world):
    world.start()
    first = call(world, "gateway.identity.get")
    equal(len(first["deviceId"]), 64)
    equal(call(world, "gateway.identity.get"), first)
    equal(stat.S_IMODE(os.stat(os.path.join(world.state, "identity/gateway.json")).st_mode), 0o600)


class Tunnel:
    """An SSH server of this user on loopback, and a home whose commands reach the world's gateway through it.

    The real `ssh` looks for keys in the home of the user database, not of the environment: a program of this name before it in the
    search path points it at files of the test.
    """

    def __init__(self, world, knows_host=True, may_sign_in=True):
        self.world = world
        self.folder = os.path.join(world.home, "tunnel")
        self.home = os.path.join(self.folder, "home")
        self.programs = os.path.join(self.folder, "bin")
        self.port = free_port()
        for folder in (self.folder, os.path.join(self.home, ".openclaw"), self.programs):
            os.makedirs(folder, mode=0o700)
        for name in ("host", "user", "stranger"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.path(name)], check=True)
        shutil.copy(self.path("user.pub" if may_sign_in else "stranger.pub"), self.path("authorized"))
        with open(self.path("known"), "w") as file:
            if knows_host:
                file.write(f"[127.0.0.1]:{self.port} {open(self.path('host.pub')).read()}")
        with open(self.path("sshd_config"), "w") as file:
            file.write(
                f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.path('host')}\nAuthorizedKeysFile {self.path('authorized')}\n"
                "PidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
                "PermitRootLogin prohibit-password\nLogLevel VERBOSE\n"
            )
        if os.geteuid() == 0:
            os.makedirs("/run/sshd", exist_ok=True)
        self.log = open(self.path("sshd.log"), "wb")
        self.server = subprocess.Popen(
            [self.sshd(), "-D", "-e", "-f", self.path("sshd_config")], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log
        )
        wait_for(lambda: self.answers())
        self.pretend(f'echo $$ >> "{self.path("pids")}"; exec "{shutil.which("ssh")}" -F /dev/null -o UserKnownHostsFile="{self.path("known")}" '
                     '-o GlobalKnownHostsFile=/dev/null "$@"')
        self.configure()

    @staticmethod
    def sshd():
        return shutil.which("sshd") or next((path for path in ("/usr/sbin/sshd",) if os.path.exists(path)), None)

    def path(self, name):
        return os.path.join(self.folder, name)

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                return connection.recv(4) == b"SSH-"
        except OSError:
            return False

    def pretend(self, script):
        path = os.path.join(self.programs, "ssh")
        with open(path, "w") as file:
            file.write(f"#!/bin/sh\n{script}\n")
        os.chmod(path, 0o700)

    def configure(self, **more):
        import getpass
        remote = {"sshTarget": f"{getpass.getuser()}@127.0.0.1:{self.port}", "sshIdentity": self.path("user"), "remotePort": self.world.port,
                  "token": "tunnel-token-0123456789", **more}
        remote = {name: value for name, value in remote.items() if value is not None}
        with open(os.path.join(self.home, ".openclaw", "openclaw.json"), "w") as file:
            json.dump({"gateway": {"mode": "remote", "remote": remote}}, file)

    @property
    def environment(self):
        return {"HOME": self.home, "PATH": f"{self.programs}:{self.world.environment['PATH']}"}

    def run(self, *words, **options):
        return self.world.run(*words, env=self.environment, timeout=120, **options)

    def pids(self):
        with open(self.path("pids")) as file:
            return [int(line) for line in file]

    def close(self):
        self.server.terminate()
        self.server.wait()
        self.log.close()


def runs(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def with_tunnel(world, body, **options):
    if Tunnel.sshd() is None or shutil.which("ssh") is None:
        print("  (no SSH server on this machine: install openssh-server)")
        return
    tunnel = Tunnel(world, **options)
    try:
        body(tunnel)
    finally:
        tunnel.close()


@test
def a_gateway_elsewhere_is_reached_through_ssh_and_the_tunnel_ends_with_the_command(world):
    gateway = world.start("--token", "tunnel-token-0123456789")

    def body(tunnel):
        result = tunnel.run("status", "--json")
        equal(result.code, 0, result.out + result.err)
        contains(result.json["gateway"]["url"], "ssh://")
        contains(tunnel.run("chat", "hello through the tunnel").out, "hello through the tunnel")
        equal(len(tunnel.pids()), 2)
        wait_for(lambda: not any(runs(pid) for pid in tunnel.pids()))
        # The token that this gateway gave the machine is kept under the tunnel's name, not under a port that changes.
        tokens = json.load(open(os.path.join(tunnel.home, ".openclaw", "identity", "device-auth.json")))
        equal([name.split("/")[-1] for name in tokens["gateways"]], [str(gateway.port)])
        tunnel.configure(token=None)
        equal(tunnel.run("status", "--json").code, 0)

    with_tunnel(world, body)


@test
def an_ssh_server_that_is_not_known_gets_nothing(world):
    world.start("--token", "tunnel-token-0123456789")

    def body(tunnel):
        result = tunnel.run("status")
        equal(result.code, 1, result.out + result.err)
        contains(result.err, "there is no SSH tunnel to")
        contains(result.err, "accept it: ssh 127.0.0.1")
        wait_for(lambda: not any(runs(pid) for pid in tunnel.pids()))

    with_tunnel(world, body, knows_host=False)


@test
def an_ssh_server_that_refuses_the_key_is_told_in_its_own_words(world):
    def body(tunnel):
        result = tunnel.run("status")
        equal(result.code, 1, result.out + result.err)
        contains(result.err, "Permission denied")
        contains(result.err, "gateway.remote.sshIdentity")

    with_tunnel(world, body, may_sign_in=False)


@test
def ssh_is_started_without_a_shell_and_asks_nobody(world):
    programs = os.path.join(world.home, "bin")
    os.makedirs(programs)
    path = os.path.join(programs, "ssh")
    record = os.path.join(world.home, "arguments")
    with open(path, "w") as file:
        file.write(f'#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word" >> "{record}"; done\nenv > "{record}.env"\n'
                   'echo "ssh: Could not resolve hostname claw: Name or service not known" >&2; exit 255\n')
    os.chmod(path, 0o700)
    world.configure({"gateway": {"mode": "remote", "remote": {"sshTarget": "me@claw:2222", "token": "t"}}})
    environment = {"PATH": f"{programs}:{world.environment['PATH']}", "OPENCLAW_SECRET_OF_MINE": "hidden"}
    result = world.run("status", env=environment, timeout=120)
    equal(result.code, 1, result.out + result.err)
    contains(result.err, "no SSH tunnel to me@claw:2222")
    contains(result.err, "Could not resolve hostname claw")
    words = open(record).read().splitlines()
    for option in ("BatchMode=yes", "StrictHostKeyChecking=yes", "ExitOnForwardFailure=yes", "ForwardAgent=no", "PermitLocalCommand=no"):
        equal(words[words.index(option) - 1], "-o")
    equal(words[-2:], ["--", "claw"])
    equal((words[words.index("-l") + 1], words[words.index("-p") + 1]), ("me", "2222"))
    assert re.fullmatch(r"127\.0\.0\.1:\d+:127\.0\.0\.1:18789", words[words.index("-L") + 1]), words
    assert "-N" in words and "hidden" not in open(record + ".env").read()


@test
def a_tunnel_that_ends_ends_the_command_too(world):
    programs = os.path.join(world.home, "bin")
    os.makedirs(programs)
    path = os.path.join(programs, "ssh")
    with open(path, "w") as file:
        file.write('#!/bin/sh\necho "debug1: Entering interactive session." >&2\nsleep 0.2\necho "Connection to claw closed by remote host." >&2\nexit 255\n')
    os.chmod(path, 0o700)
    world.configure({"gateway": {"mode": "remote", "remote": {"sshTarget": "claw", "token": "t"}}})
    result = world.run("status", env={"PATH": f"{programs}:{world.environment['PATH']}"}, timeout=120)
    assert result.code != 0 and ("closed by remote host" in result.err or "no gateway is running at ssh://claw/18789" in result.err), result.err


@test
def a_target_that_ssh_could_read_as_an_option_is_refused_and_ssh_not_started(world):
    programs = os.path.join(world.home, "bin")
    os.makedirs(programs)
    path = os.path.join(programs, "ssh")
    with open(path, "w") as file:
        file.write(f'#!/bin/sh\ntouch "{world.home}/started"\n')
    os.chmod(path, 0o700)
    for target in ("-oProxyCommand=touch started", "me@-oProxyCommand=x", "claw -oProxyCommand=x", "claw; id", "$(id)"):
        world.configure({"gateway": {"mode": "remote", "remote": {"sshTarget": target, "token": "t"}}})
        result = world.run("status", env={"PATH": f"{programs}:{world.environment['PATH']}"})
        equal(result.code, 78, result.out + result.err)
        contains(result.err, "gateway.remote.sshTarget")
    assert not os.path.exists(os.path.join(world.home, "started"))


@test
def without_ssh_it_says_what_to_install(world):
    world.configure({"gateway": {"mode": "remote", "remote": {"sshTarget": "claw", "token": "t"}}})
    result = world.run("status", env={"PATH": "/nowhere"})
    equal(result.code, 1, result.out + result.err)
    contains(result.err, "needs the program ssh")
    contains(result.err, "openssh-client")


# Tailscale

class Tailnet:
    """A program `tailscale` that says what a test wants and writes down what it was asked."""

    def __init__(self, world, serves=True):
        self.folder = os.path.join(world.home, "tailnet")
        os.makedirs(self.folder)
        self.record = os.path.join(self.folder, "record")
        path = os.path.join(self.folder, "tailscale")
        with open(path, "w") as file:
            file.write(f"""#!/bin/sh
echo "$@" >> "{self.record}"
case "$1 $2" in
"status --json") echo '{{"Self":{{"DNSName":"claw.tail1234.ts.net."}}}}' ;;
"whois --json") [ "$3" = 100.64.0.7 ] && echo '{{"UserProfile":{{"LoginName":"ann@example.org"}}}}' || exit 1 ;;
"serve --bg"|"funnel --bg") {"exit 0" if serves else "echo 'serve is not enabled on your tailnet' >&2; exit 1"} ;;
esac
""")
        os.chmod(path, 0o700)
        self.environment = {"PATH": f"{self.folder}:{world.environment['PATH']}"}

    @property
    def asked(self):
        return open(self.record).read().splitlines() if os.path.exists(self.record) else []


def connect_answer(port, fields):
    """What the gateway answers to `connect` of an upgrade with these fields."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        lines = ["GET / HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                 "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", *(f"{name}: {value}" for name, value in fields.items())]
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        stream = connection.makefile("rb")
        while stream.readline().strip():
            pass

        def frame():
            head = stream.read(2)
            size = head[1]
            if size == 126:
                size = int.from_bytes(stream.read(2), "big")
            elif size == 127:
                size = int.from_bytes(stream.read(8), "big")
            return json.loads(stream.read(size))

        equal(frame()["event"], "connect.challenge")
        request = {"type": "req", "id": "1", "method": "connect", "params": {
            "minProtocol": 4, "maxProtocol": 4, "role": "operator", "scopes": ["operator.read"],
            "client": {"id": "openclaw-control-ui", "version": "1", "platform": "web", "mode": "ui"},
        }}
        text = json.dumps(request).encode()
        connection.sendall(b"\x81" + bytes([0x80 | 126]) + len(text).to_bytes(2, "big") + bytes(4) + text)
        return frame()


@test
def tailscale_serve_gives_an_address_and_takes_it_back(world):
    tailnet = Tailnet(world)
    gateway = world.start("--tailscale", "serve", "--tailscale-reset-on-exit", env=tailnet.environment)
    wait_for(lambda: len(tailnet.asked) == 2)
    equal(tailnet.asked, ["status --json", f"serve --bg --yes http://127.0.0.1:{world.port}"])
    fields = {"Tailscale-User-Login": "ann@example.org", "X-Forwarded-For": "100.64.0.7", "X-Forwarded-Proto": "https",
              "X-Forwarded-Host": "claw.tail1234.ts.net", "Origin": "https://claw.tail1234.ts.net"}
    answer = connect_answer(world.port, fields)
    equal((answer["ok"], answer["payload"]["auth"]["scopes"]), (True, []), "a name signs in and is no right")
    equal(connect_answer(world.port, {**fields, "Tailscale-User-Login": "eve@example.org"})["error"]["details"]["code"], "AUTH_TAILSCALE_IDENTITY_MISMATCH")
    equal(connect_answer(world.port, {**fields, "X-Forwarded-For": "100.64.0.9"})["error"]["details"]["code"], "AUTH_TAILSCALE_WHOIS_FAILED")
    equal(connect_answer(world.port, {**fields, "Origin": "https://other.example.org"})["error"]["details"]["code"], "CONTROL_UI_ORIGIN_NOT_ALLOWED")
    equal(tailnet.asked[2:], ["whois --json 100.64.0.7", "whois --json 100.64.0.7", "whois --json 100.64.0.9", "whois --json 100.64.0.7"])
    gateway.signal(signal.SIGTERM)
    equal(gateway.wait(), 0)
    equal(tailnet.asked[-1], "serve reset")


@test
def tailscale_funnel_needs_a_password_and_both_modes_this_machine_only(world):
    tailnet = Tailnet(world)
    for words, complaint in [
        (["--tailscale", "funnel"], "gateway.auth.mode"), (["--tailscale", "serve", "--bind", "lan", "--token", "t-0123456789"], "gateway.bind"),
        (["--tailscale", "often"], "funnel"),
    ]:
        result = world.run("gateway", "run", "--port", world.port, *words, env=tailnet.environment)
        assert result.code in (2, 64, 78), (result.code, result.err)
        contains(result.err, complaint)
    equal(tailnet.asked, [])
    world.start("--tailscale", "funnel", "--password", "a-long-password-1", env=tailnet.environment)
    wait_for(lambda: len(tailnet.asked) == 2)
    equal(tailnet.asked[1], f"funnel --bg --yes http://127.0.0.1:{world.port}")
    # Through the funnel a name counts for nothing.
    fields = {"Tailscale-User-Login": "ann@example.org", "X-Forwarded-For": "100.64.0.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "x"}
    equal(connect_answer(world.port, fields)["error"]["details"]["code"], "AUTH_PASSWORD_MISSING")


@test
def a_gateway_without_its_tailnet_runs_and_says_so(world):
    tailnet = Tailnet(world, serves=False)
    gateway = world.start("--tailscale", "serve", env=tailnet.environment)
    wait_for(lambda: "no address in the tailnet" in gateway.output)
    contains(gateway.output, "serve is not enabled on your tailnet")
    equal(world.run("health", "--port", world.port).code, 0)
    gateway.end()
    gateway = world.start("--tailscale", "serve", env={"PATH": "/nowhere"})
    wait_for(lambda: "there is no program tailscale in PATH" in gateway.output)
    equal(world.run("health", "--port", world.port).code, 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=None, help="the program; otherwise the newest of .build/release and .build/debug")
    parser.add_argument("--only", default="", help="only tests whose name has this text")
    arguments = parser.parse_args()
    program = arguments.program
    if program is None:
        built = [path for path in (".build/release/openclaw", ".build/debug/openclaw") if os.path.exists(path)]
        if not built:
            sys.exit("build the program first: swift build --product openclaw")
        program = max(built, key=os.path.getmtime)
    program = os.path.abspath(program)
    passed = failed = 0
    for function in TESTS:
        name = function.__name__.replace("_", " ")
        if arguments.only not in name:
            continue
        world = World(program)
        start = time.monotonic()
        try:
            function(world)
            passed += 1
            print(f"✓ {name} ({time.monotonic() - start:.1f} s)", flush=True)
        except Exception as error:
            failed += 1
            print(f"✗ {name}", flush=True)
            if isinstance(error, AssertionError):
                print("  " + str(error).replace("\n", "\n  "))
                frame = traceback.extract_tb(error.__traceback__)
                print("  " + " ← ".join(f"line {entry.lineno}" for entry in reversed(frame) if entry.filename == __file__))
            else:
                traceback.print_exc()
            for gateway in world.gateways:
                if gateway.output:
                    print("  gateway: " + gateway.output.replace("\n", "\n  gateway: "))
        finally:
            world.close()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
