# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0

"""A gateway and a node host on this machine, each a process: programs run through approvals, files, and what becomes of a call
when the node is killed. Only processes started here are ended."""

import argparse
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request

TESTS = []
PATIENCE = 120


def test(function):
    TESTS.append(function)
    return function


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(condition, what, patience=PATIENCE):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"in {patience} s never: {what}")


class World:
    """A home for the gateway, another one for the node."""

    def __init__(self, program, full=False):
        self.program = program
        self.full = full
        self.connection = None
        self.home = tempfile.mkdtemp(prefix="openclaw-nodes-")
        self.node_home = os.path.join(self.home, "node")
        os.makedirs(self.node_home)
        self.port = free_port()
        self.token = "token-of-the-node-tests-0123456789"
        self.processes = []
        self.environment = {"PATH": os.environ.get("PATH", ""), "HOME": self.home, "LC_ALL": "C.UTF-8"}
        self.url = f"ws://127.0.0.1:{self.port}"

    def start(self, words, environment):
        log = open(os.path.join(self.home, f"log-{len(self.processes)}"), "w+b")
        process = subprocess.Popen([self.program, *words], env=environment, cwd=self.home, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        process.log = log.name
        self.processes.append(process)
        return process

    def gateway(self, **settings):
        os.makedirs(os.path.join(self.home, ".openclaw"), exist_ok=True)
        with open(os.path.join(self.home, ".openclaw", "openclaw.json"), "w") as file:
            json.dump({"gateway": {"port": self.port, "auth": {"token": self.token}, "metrics": {"enabled": False}}, **settings}, file)
        process = self.start(["gateway", "run", "--headless"], self.environment)
        eventually(lambda: self.answers(), "the gateway answers")
        return process

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                connection.sendall(b"GET /readyz HTTP/1.0\r\n\r\n")
                return b" 200 " in connection.recv(4096)
        except OSError:
            return False

    @property
    def node_environment(self):
        return {**self.environment, "HOME": self.node_home, "OPENCLAW_GATEWAY_TOKEN": self.token, "NODE_SECRET": "hidden"}

    def node(self, *words):
        process = self.start(
            ["node", "run", "--gateway", self.url, "--node-id", "workshop", "--capabilities", "shell,file", *words], self.node_environment
        )
        eventually(lambda: self.connected(), "the node is connected")
        return process

    def worker(self, name):
        """A node of its own name and home, with a tag, that runs programs without asking."""
        home = os.path.join(self.home, name)
        os.makedirs(os.path.join(home, ".openclaw"), mode=0o700)
        path = os.path.join(home, ".openclaw", "exec-approvals.json")
        with open(path, "w") as file:
            json.dump({"version": 1, "defaults": {"security": "full", "ask": "off"}}, file)
        os.chmod(path, 0o600)
        process = self.start(
            ["node", "run", "--gateway", self.url, "--node-id", name, "--capabilities", "shell", "--tags", "build"],
            {**self.environment, "HOME": home, "OPENCLAW_GATEWAY_TOKEN": self.token},
        )
        eventually(lambda: name in [node["displayName"] for node in self.connected()], f"{name} is connected")
        return process

    def api(self, method, path, body=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()}") from error

    def path(self, name):
        return os.path.join(self.home, name)

    def exchange(self, method, path, body=None):
        """Like `api`, over one connection: tests with thousands of tasks ask often."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        fields = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        self.connection.request(method, path, None if body is None else json.dumps(body), fields)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        assert answer.status in (200, 202), f"{method} {path}: {answer.status} {text}"
        return text

    def hand_in(self, name, script, **fields):
        """A task that runs a script on a node; answers with its name."""
        body = {"task": name, "id": name, "command": "system.run", "params": {"command": ["sh", "-c", script]}, "tags": ["build"], **fields}
        return json.loads(self.exchange("POST", "/api/tasks", body))["id"]

    def task(self, name):
        return json.loads(self.exchange("GET", f"/api/tasks/{name}"))

    def ended(self, names):
        """The tasks when all of them have come to their end; otherwise nothing."""
        tasks = [self.task(name) for name in names]
        return all(task["status"] not in ("queued", "running") for task in tasks) and tasks

    def counted(self, name):
        """A number of the gateway's metrics about tasks."""
        lines = self.exchange("GET", "/metrics").splitlines()
        return float(next(line.split()[-1] for line in lines if line.startswith(f"openclaw_tasks_{name} ")))

    def marks(self):
        """The lines that the programs of tasks have written."""
        with open(self.path("marks")) as file:
            return file.read().splitlines()

    def logged(self, text):
        return any(text in open(process.log, errors="replace").read() for process in self.processes if hasattr(process, "log"))

    def run(self, *words, environment=None, check=True):
        result = subprocess.run(
            [self.program, *map(str, words)], env=environment or self.environment, cwd=self.home, timeout=PATIENCE, capture_output=True,
            text=True, stdin=subprocess.DEVNULL,
        )
        if check and result.returncode != 0:
            raise AssertionError(f"{words} ended with {result.returncode}: {result.stdout}{result.stderr}")
        return result

    def background(self, *words):
        process = subprocess.Popen(
            [self.program, *map(str, words)], env=self.environment, cwd=self.home, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )
        self.processes.append(process)
        return process

    def call(self, method, params, check=True):
        result = self.run("gateway", "call", method, "--params", json.dumps(params), "--timeout", PATIENCE * 1000, "--json", check=check)
        return json.loads(result.stdout)

    def nodes(self):
        result = self.run("nodes", "list", "--json", check=False)
        return json.loads(result.stdout).get("nodes", []) if result.returncode == 0 else []

    def connected(self):
        return [node for node in self.nodes() if node["connected"]]

    def invoke(self, command, params, check=True):
        result = self.run("nodes", "invoke", "workshop", command, "--params", json.dumps(params), "--json", check=check)
        return json.loads(result.stdout)

    def pending(self):
        result = self.run("approvals", "list", "--json", check=False)
        return json.loads(result.stdout) if result.returncode == 0 else []

    def close(self):
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


@test
def a_program_runs_after_a_person_has_approved_it(world):
    world.gateway()
    world.node()
    run = world.background("nodes", "run", "workshop", "--", "echo", "hello", "$HOME")
    request = eventually(lambda: world.pending(), "a request waits")[0]
    assert request["request"]["command"] == "echo hello '$HOME'", request
    world.run("approvals", "allow", request["id"][:8])
    out, err = run.communicate(timeout=PATIENCE)
    assert (run.returncode, out) == (0, "hello $HOME\n"), (run.returncode, out, err)


@test
def a_setup_code_pairs_a_node_that_comes_back_without_it(world):
    world.gateway()
    url = world.url
    code = world.run("devices", "setup-code", "--node", "--public-url", url).stdout.splitlines()[0].strip()
    bare = {**world.node_environment}
    del bare["OPENCLAW_GATEWAY_TOKEN"]
    words = ["--node-id", "workshop", "--capabilities", "shell,file"]
    result = world.run("node", "register", "--setup-code", code, *words, environment=bare)
    assert "has let the node in" in result.stdout, result.stdout
    settings = open(os.path.join(world.node_home, ".openclaw", "node.yaml")).read()
    assert url in settings and code not in settings and world.token not in settings, settings
    assert json.load(open(os.path.join(world.node_home, ".openclaw", "identity", "node-auth.json")))["gateways"][url]["node"]["token"]
    # The token that came of it is enough, again and again, and the same command line may stay in a script.
    for more in ([], ["--setup-code", code]):
        process = world.start(["node", "run", *words, *more], bare)
        eventually(lambda: world.connected(), "the node is connected")
        process.terminate()
        process.wait(PATIENCE)
        eventually(lambda: not world.connected(), "the node is gone")
    # For another machine the code is worth nothing any more, and it says what to do.
    stranger = {**bare, "HOME": os.path.join(world.home, "stranger")}
    os.makedirs(stranger["HOME"])
    result = world.run("node", "run", "--setup-code", code, *words, environment=stranger, check=False)
    assert result.returncode != 0 and "have another one made (openclaw devices setup-code)" in result.stderr, result.stderr
    result = world.run("node", "run", "--setup-code", "nonsense", *words, environment=stranger, check=False)
    assert result.returncode == 64 or result.returncode == 2, result.returncode
    assert "no setup code" in result.stderr, result.stderr


@test
def a_node_believes_the_one_certificate_that_its_settings_name(world):
    os.makedirs(os.path.join(world.home, ".openclaw"), exist_ok=True)
    with open(os.path.join(world.home, ".openclaw", "openclaw.json"), "w") as file:
        json.dump({"gateway": {"port": world.port, "auth": {"token": world.token}, "metrics": {"enabled": False}, "tls": {"enabled": True}}}, file)
    world.start(["gateway", "run", "--headless"], world.environment)
    eventually(lambda: world.run("gateway", "status", "--json", check=False).returncode == 0, "the gateway answers")
    certificate = os.path.join(world.home, ".openclaw", "tls", "cert.pem")
    printed = subprocess.run(["openssl", "x509", "-noout", "-fingerprint", "-sha256", "-in", certificate], check=True, capture_output=True, text=True)
    right = printed.stdout.strip().split("=", 1)[1]
    wrong = ("0" if right[0] != "0" else "1") + right[1:]
    path = os.path.join(world.node_home, ".openclaw", "node.yaml")
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)

    def settings(fingerprint):
        with open(path, "w") as file:
            file.write(f"connection:\n  gateway_url: wss://127.0.0.1:{world.port}\n  tls_fingerprint: \"{fingerprint}\"\n"
                       "node:\n  id: workshop\n  capabilities: [shell]\n")

    settings(wrong)
    result = world.run("node", "run", environment=world.node_environment, check=False)
    assert result.returncode == 1, (result.returncode, result.stdout, result.stderr)
    for words in ("connection.tls_fingerprint", "node.yaml", "openssl x509 -noout -fingerprint -sha256", "do not go on"):
        assert words in result.stderr, result.stderr
    assert world.token not in result.stdout + result.stderr
    assert not world.nodes(), "it has not introduced itself"
    settings(right)
    world.start(["node", "run"], world.node_environment)
    eventually(lambda: world.connected(), "the node is connected")
    # Without a fingerprint a certificate of the gateway's own making is not believed.
    settings(right)
    text = open(path).read().replace(f'  tls_fingerprint: "{right}"\n', "")
    with open(path, "w") as file:
        file.write(text)
    result = world.run("node", "run", environment=world.node_environment, check=False)
    assert result.returncode == 1 and "--tls-fingerprint SHA256" in result.stderr, result.stderr


@test
def a_refused_program_does_not_run(world):
    world.gateway()
    world.node()
    marker = os.path.join(world.home, "marker")
    run = world.background("nodes", "run", "workshop", "--", "touch", marker)
    request = eventually(lambda: world.pending(), "a request waits")[0]
    world.run("approvals", "deny", request["id"][:8])
    out, err = run.communicate(timeout=PATIENCE)
    assert run.returncode != 0 and "refused" in err, (out, err)
    assert not os.path.exists(marker)


@test
def nobody_runs_a_program_by_saying_that_it_is_approved(world):
    world.gateway()
    world.node()
    marker = os.path.join(world.home, "marker")
    for claim in [{}, {"approved": True}, {"approved": True, "approvalDecision": "allow-always", "runId": "made-up"}]:
        answer = world.invoke("system.run", {"command": ["touch", marker], **claim}, check=False)
        assert answer.get("ok") is False, answer
    assert not os.path.exists(marker)


@test
def what_is_allowed_always_runs_again_without_asking_and_nothing_else_does(world):
    world.gateway()
    world.node()
    run = world.background("nodes", "run", "workshop", "--", "echo", "again")
    request = eventually(lambda: world.pending(), "a request waits")[0]
    world.run("approvals", "allow", request["id"][:8], "--always")
    run.communicate(timeout=PATIENCE)
    assert world.run("nodes", "run", "workshop", "--", "echo", "again").stdout == "again\n"
    other = world.run("nodes", "run", "workshop", "--approval-timeout", "50", "--", "echo", "other", check=False)
    assert other.returncode != 0 and "nobody" in other.stderr, other.stderr
    path = os.path.join(world.node_home, ".openclaw", "exec-approvals.json")
    assert os.stat(path).st_mode & 0o777 == 0o600
    entry = json.load(open(path))["agents"]["*"]["allowlist"][0]
    assert entry["args"] == ["again"], entry


@test
def a_program_gets_no_secrets_and_ends_with_everything_it_started(world):
    world.gateway()
    world.node()
    world.run("approvals", "set", "--file", write(world, {"version": 1, "defaults": {"security": "full", "ask": "off"}}), "--node", "workshop")
    out = world.run("nodes", "run", "workshop", "--", "env").stdout
    assert "hidden" not in out and world.token not in out, out
    marker = os.path.join(world.home, "late")
    script = f"(sleep 30; touch {marker}) & echo $! > {world.home}/child; sleep 30"
    answer = world.call("node.invoke", {
        "nodeId": world.connected()[0]["nodeId"], "command": "system.run", "idempotencyKey": "slow", "timeoutMs": 60000,
        "params": {"command": ["sh", "-c", script], "timeoutMs": 1500},
    })
    assert answer["payload"]["timedOut"] is True, answer
    child = int(open(os.path.join(world.home, "child")).read())
    eventually(lambda: not alive(child), "the program's child has ended")
    flood = world.invoke("system.run", {"command": ["sh", "-c", "head -c 1000000 /dev/zero | tr '\\0' x"]})["payload"]
    assert flood["truncated"] is True and len(flood["stdout"]) == 200000, len(flood["stdout"])


@test
def a_script_that_changed_after_it_was_approved_does_not_run(world):
    world.gateway()
    world.node()
    script = os.path.join(world.home, "deploy.sh")
    with open(script, "w") as file:
        file.write("echo one\n")
    run = world.background("nodes", "run", "workshop", "--", "sh", script)
    request = eventually(lambda: world.pending(), "a request waits")[0]
    with open(script, "w") as file:
        file.write("echo two\n")
    world.run("approvals", "allow", request["id"][:8])
    out, err = run.communicate(timeout=PATIENCE)
    assert run.returncode != 0 and out == "" and "changed since it was approved" in err, (out, err)


@test
def files_are_shared_below_one_directory_only(world):
    world.gateway()
    world.node()
    root = os.path.join(world.node_home, ".openclaw", "node-files")
    world.invoke("file.write", {"path": "notes/a.txt", "content": "hello", "createDirectories": True})
    assert open(os.path.join(root, "notes", "a.txt")).read() == "hello"
    assert world.invoke("file.read", {"path": "notes/a.txt"})["payload"]["content"] == "hello"
    os.symlink("/etc", os.path.join(root, "out"))
    os.symlink("/etc/hostname", os.path.join(root, "link"))
    names = [entry["name"] for entry in world.invoke("file.list", {})["payload"]["entries"]]
    assert names == ["link", "notes", "out"], names
    for path in ["/etc/hostname", "../node.yaml", "out/hostname", "link", "notes/../../node.yaml"]:
        answer = world.invoke("file.read", {"path": path}, check=False)
        assert answer["ok"] is False, (path, answer)
    again = world.invoke("file.write", {"path": "notes/a.txt", "content": "other"}, check=False)
    assert again["ok"] is False and open(os.path.join(root, "notes", "a.txt")).read() == "hello"


@test
def a_killed_node_ends_its_call_when_it_comes_back(world):
    world.gateway()
    node = world.node()
    world.run("approvals", "set", "--file", write(world, {"version": 1, "defaults": {"security": "full", "ask": "off"}}), "--node", "workshop")
    marker = os.path.join(world.home, "started")
    call = world.background("nodes", "invoke", "workshop", "system.run", "--invoke-timeout", "120000", "--json", "--params", json.dumps(
        {"command": ["sh", "-c", f"echo $$ > {marker}; sleep 60"], "timeoutMs": 100000}))
    pid = int(eventually(lambda: os.path.exists(marker) and open(marker).read().strip(), "the program runs"))
    node.send_signal(signal.SIGKILL)
    node.wait()
    eventually(lambda: not world.connected(), "the gateway has noticed")
    assert call.poll() is None, "the call ended before its node came back or its time was over"
    world.node()
    out, err = call.communicate(timeout=PATIENCE)
    answer = json.loads(out)
    assert answer["ok"] is False and answer["error"]["code"] == "UNAVAILABLE" and "restarted" in answer["error"]["message"], answer
    os.kill(pid, signal.SIGKILL) if alive(pid) else None


@test
def a_node_killed_while_it_runs_what_a_person_approved_ends_the_call_when_it_comes_back(world):
    world.gateway()
    node = world.node()
    marker = os.path.join(world.home, "started")
    run = world.background("nodes", "run", "workshop", "--run-timeout", "100000", "--", "sh", "-c", f"echo $$ >> {marker}; sleep 60")
    request = eventually(lambda: world.pending(), "a request waits")[0]
    world.run("approvals", "allow", request["id"][:8])
    pid = int(eventually(lambda: os.path.exists(marker) and open(marker).read().strip(), "the program runs"))
    node.send_signal(signal.SIGKILL)
    node.wait()
    eventually(lambda: not world.connected(), "the gateway has noticed")
    assert run.poll() is None, "the call ended before its node came back or its time was over"
    world.node()
    out, err = run.communicate(timeout=PATIENCE)
    assert run.returncode != 0 and "restarted" in err, (run.returncode, out, err)
    assert len(open(marker).read().split()) == 1, "it ran twice"
    os.kill(pid, signal.SIGKILL) if alive(pid) else None


@test
def a_call_outlives_a_killed_gateway_and_runs_once(world):
    gateway = world.gateway()
    world.node()
    world.run("approvals", "set", "--file", write(world, {"version": 1, "defaults": {"security": "full", "ask": "off"}}), "--node", "workshop")
    marker, go = os.path.join(world.home, "started"), os.path.join(world.home, "go")
    params = {
        "nodeId": world.connected()[0]["nodeId"], "command": "system.run", "idempotencyKey": "once", "timeoutMs": 110000,
        "params": {"command": ["sh", "-c", f"echo run >> {marker}; while [ ! -e {go} ]; do sleep 0.05; done; echo done"], "timeoutMs": 100000},
    }
    first = world.background("gateway", "call", "node.invoke", "--params", json.dumps(params), "--timeout", "110000", "--json")
    eventually(lambda: os.path.exists(marker), "the program runs")
    gateway.send_signal(signal.SIGKILL)
    gateway.wait()
    first.communicate(timeout=PATIENCE)
    assert first.returncode != 0, "nobody was there to answer"
    world.gateway()
    eventually(lambda: world.connected(), "the node has come back")
    open(go, "w").close()
    answer = world.call("node.invoke", params)
    assert answer["payload"]["stdout"] == "done\n", answer
    assert open(marker).read() == "run\n", "it ran twice"
    assert world.call("node.invoke", params) == answer
    other = world.call("node.invoke", {**params, "params": {"command": ["true"]}}, check=False)
    assert "was used before with other parameters" in json.dumps(other), other


@test
def a_node_comes_back_with_the_token_that_the_gateway_gave_it(world):
    world.gateway()
    node = world.node()
    path = os.path.join(world.node_home, ".openclaw", "identity", "node-auth.json")
    eventually(lambda: os.path.exists(path), "the token is kept")
    assert os.stat(path).st_mode & 0o777 == 0o600
    assert world.token not in open(path).read()
    node.terminate()
    node.wait()
    eventually(lambda: not world.connected(), "the node has gone")
    environment = {name: value for name, value in world.node_environment.items() if name != "OPENCLAW_GATEWAY_TOKEN"}
    world.start(["node", "run", "--gateway", world.url, "--node-id", "workshop"], environment)
    eventually(lambda: world.connected(), "it is let in without the gateway's secret")


@test
def a_gateway_that_restarts_finds_its_node_again(world):
    gateway = world.gateway()
    world.node()
    gateway.send_signal(signal.SIGKILL)
    gateway.wait()
    world.gateway()
    eventually(lambda: world.connected(), "the node has come back")
    assert world.invoke("system.which", {"bins": ["sh", "no-such-program"]})["payload"]["bins"].keys() == {"sh"}


@test
def register_writes_the_settings_and_introduces_the_node(world):
    world.gateway()
    environment = {**world.environment, "HOME": world.node_home}
    world.run("node", "register", "--gateway", world.url, "--node-id", "bench", "--capabilities", "shell,file", "--auth-token", world.token,
              environment=environment)
    path = os.path.join(world.node_home, ".openclaw", "node.yaml")
    assert os.stat(path).st_mode & 0o777 == 0o600
    assert [node["displayName"] for node in world.nodes()] == ["bench"], world.nodes()
    with open(path, "a") as file:
        file.write("connektion:\n  x: 1\n")
    broken = world.run("node", "run", environment=environment, check=False)
    assert broken.returncode == 78 and "did you mean connection?" in broken.stderr, (broken.returncode, broken.stderr)
    wrong = world.run("node", "register", "--gateway", world.url, "--capabilities", "flying", environment=environment, check=False)
    assert wrong.returncode != 0


@test
def a_wrong_token_ends_the_node_with_words(world):
    world.gateway()
    environment = {**world.node_environment, "OPENCLAW_GATEWAY_TOKEN": "wrong-token-0123456789"}
    result = world.run("node", "run", "--gateway", world.url, environment=environment, check=False)
    assert result.returncode != 0 and "token" in result.stderr, result.stderr


@test
def tasks_go_to_two_nodes_and_what_a_killed_one_did_is_done_by_the_other(world):
    world.gateway()
    nodes = {name: world.worker(name) for name in ("left", "right")}
    marks = os.path.join(world.home, "marks")
    os.makedirs(marks)

    def script(name, seconds):
        return {"command": ["sh", "-c", f"echo $OPENCLAW_WHO >> {marks}/{name}; sleep {seconds}; cat {marks}/{name} | wc -l"]}

    def post(task, **fields):
        return world.api("POST", "/api/tasks", {"task": task, "command": "system.run", "tags": ["build"], "timeout": 100, **fields})

    # A program that runs until it may end, on whichever node got it.
    gate = os.path.join(world.home, "gate")
    slow = {"command": ["sh", "-c", f"echo $PPID >> {marks}/slow; while [ ! -e {gate} ]; do sleep 0.1; done; echo done"]}
    first = post("build", params=slow)["id"]
    second = post("test", params=script("test", 0), dependsOn=[first])["id"]
    third = post("publish", params=script("publish", 0), dependsOn=[first, second])["id"]
    eventually(lambda: world.api("GET", f"/api/tasks/{first}").get("status") == "running" and os.path.exists(f"{marks}/slow"), "the first task runs")
    assert "waits for" in world.api("GET", f"/api/tasks/{second}")["waitReason"]
    at = world.api("GET", f"/api/tasks/{first}")["worker"]
    killed = next(node for node in world.nodes() if f"node:{node['nodeId']}" == at)
    name = killed["displayName"]
    nodes[name].send_signal(signal.SIGKILL)
    nodes[name].wait()
    moved = eventually(lambda: (task := world.api("GET", f"/api/tasks/{first}"))["attempt"] == 2 and task, "the task is given to the other node")
    assert moved["worker"] != at and moved["status"] == "running", moved
    open(gate, "w").close()
    done = eventually(lambda: (task := world.api("GET", f"/api/tasks/{third}"))["status"] == "completed" and task, "all are done")
    assert done["result"]["exitCode"] == 0, done
    assert world.api("GET", f"/api/tasks/{first}")["output"] == "done\n"
    # One that must not be done twice is reported instead.
    once = post("once", params={"command": ["sleep", "60"]}, retry={"onLoss": "report"})["id"]
    eventually(lambda: world.api("GET", f"/api/tasks/{once}")["status"] == "running", "the last task runs")
    other = next(name for name, process in nodes.items() if process.poll() is None)
    nodes[other].send_signal(signal.SIGKILL)
    nodes[other].wait()
    lost = eventually(lambda: (task := world.api("GET", f"/api/tasks/{once}"))["status"] == "failed" and task, "the loss is reported")
    assert lost["error"]["code"] == "lost", lost


@test
def a_chain_and_a_fan_out_are_done_by_nodes(world):
    """60 programs one after the other and 240 side by side; 1,000 and 10,000 of them with --full."""
    chain, fan = (1_000, 10_000) if world.full else (60, 240)
    world.gateway(queue={"maxSize": max(10_000, chain + fan + 1)})
    for name in ("left", "right"):
        world.worker(name)
    began = time.monotonic()
    # The first one holds all others up until everything is handed in.
    gate = world.path("gate")
    last = world.hand_in("root", f"while [ ! -e {gate} ]; do sleep 0.05; done; echo root >> {world.path('marks')}", timeout=1_000)
    for number in range(chain):
        last = world.hand_in(f"c{number}", f"echo c{number} >> {world.path('marks')}", dependsOn=[last])
    for number in range(fan):
        world.hand_in(f"f{number}", f"echo $PPID f{number} >> {world.path('marks')}", dependsOn=[last])
    assert world.task(f"f{fan - 1}")["status"] == "queued"
    handed = time.monotonic()
    open(gate, "w").close()
    eventually(lambda: world.counted("completed_total") + world.counted("failed_total") > chain, "the chain is done", 600)
    chained = time.monotonic()
    total = chain + fan + 1
    eventually(lambda: world.counted("completed_total") + world.counted("failed_total") >= total, "all are done", 600)
    ended = time.monotonic()
    assert (world.counted("completed_total"), world.counted("failed_total"), world.counted("queued")) == (total, 0, 0)
    # Each of the chain began when the one before it had ended, and everything was done once.
    marks = world.marks()
    assert marks[:chain + 1] == ["root"] + [f"c{number}" for number in range(chain)], marks[:chain + 1]
    side = [mark.split() for mark in marks[chain + 1:]]
    assert sorted(name for _, name in side) == sorted(f"f{number}" for number in range(fan)), "not each of them once"
    assert len({parent for parent, _ in side}) == 2, "both nodes have worked"
    print(f"    {total} handed in in {handed - began:.1f} s, {chain} in a chain done in {chained - handed:.1f} s, "
          f"{fan} side by side in {ended - chained:.1f} s")


@test
def what_is_urgent_overtakes_and_so_does_what_it_waits_for(world):
    world.gateway(performance={"concurrency": 1})
    world.worker("bench")
    gate, marks = world.path("gate"), world.path("marks")
    world.hand_in("first", f"while [ ! -e {gate} ]; do sleep 0.05; done", priority="background", timeout=1_000)
    eventually(lambda: world.task("first")["status"] == "running", "the only place is taken")
    for number in range(6):
        world.hand_in(f"b{number}", f"echo b{number} >> {marks}", priority="background")
    # Nobody's hurry, until somebody waits for it who has one.
    world.hand_in("base", f"echo base >> {marks}", priority="background")
    for number in range(3):
        world.hand_in(f"s{number}", f"echo s{number} >> {marks}", priority="scheduled")
    world.hand_in("urgent", f"echo urgent >> {marks}", dependsOn=["base"])
    for number in range(3):
        world.hand_in(f"h{number}", f"echo h{number} >> {marks}")
    # One place is kept for what operates the gateway.
    world.hand_in("control", f"echo control >> {marks}", priority="control")
    eventually(lambda: world.task("control")["status"] == "completed", "control does not wait for a place")
    assert world.task("first")["status"] == "running"
    open(gate, "w").close()
    eventually(lambda: world.counted("queued") + world.counted("running") == 0, "all are done")
    assert world.marks() == ["control", "base", "h0", "h1", "h2", "urgent", "s0", "s1", "s2", *(f"b{number}" for number in range(6))], world.marks()


@test
def nothing_starves_behind_work_that_never_ends(world):
    """Only with --full: the bounds are one minute for each step of priority, and this is real time."""
    if not world.full:
        return
    world.gateway(performance={"concurrency": 1})
    world.worker("bench")
    marks = world.path("marks")
    world.hand_in("h0", "sleep 0.2")
    begun = {name: time.monotonic() for name in ("scheduled", "background")}
    for name in begun:
        world.hand_in(name, f"echo {name} >> {marks}", priority=name)
    waited, handed = {}, 1
    while len(waited) < 2:
        # There is always work of higher priority in line, more than one place can ever do.
        while world.counted("queued") < 22:
            world.hand_in(f"h{handed}", "sleep 0.2")
            handed += 1
        for name in begun.keys() - waited.keys():
            if world.task(name)["status"] == "completed":
                waited[name] = time.monotonic() - begun[name]
        assert time.monotonic() - min(begun.values()) < 240, f"only {waited} came to their turn"
        time.sleep(0.05)
    # A step is a minute, and then those go first that were in line before: at most 22 of 0.2 s and a little.
    assert 58 < waited["scheduled"] < 90 and 118 < waited["background"] < 150, waited
    print(f"    behind {handed} others: scheduled after {waited['scheduled']:.0f} s, background after {waited['background']:.0f} s")


@test
def a_worker_that_hangs_keeps_its_places_and_holds_up_nobody_else(world):
    """A stopped process: its connection stays, and it says nothing. With --full also until the gateway takes it for gone."""
    world.gateway(performance={"concurrency": 2})
    nodes = {name: world.worker(name) for name in ("left", "right")}
    marks = world.path("marks")
    nodes["left"].send_signal(signal.SIGSTOP)
    began = time.monotonic()
    names = [world.hand_in(f"t{number}", f"echo t{number} >> {marks}", timeout=4) for number in range(40)]
    ended = eventually(lambda: world.ended(names), "each has come to its end")
    took = time.monotonic() - began
    hung = [task["id"] for task in ended if task["status"] == "timed_out"]
    assert len(hung) == 2, f"it has two places for such tasks: {hung}"
    assert sorted(world.marks()) == sorted(set(names) - set(hung))
    # Its places stay taken: everything goes to the other one now, and nothing waits for a time limit.
    again = [world.hand_in(f"again{number}", f"echo again{number} >> {marks}") for number in range(20)]
    tasks = eventually(lambda: world.ended(again), "the other node does everything")
    assert {task["status"] for task in tasks} == {"completed"}, tasks
    eventually(lambda: world.logged("task.worker_hangs"), "the log names it")
    nodes["left"].send_signal(signal.SIGCONT)

    def works_again():
        name = f"probe{works_again.number}"
        works_again.number += 1
        at = [world.hand_in(f"{name}-{number}", "sleep 0.2") for number in range(4)]
        return len({task["worker"] for task in eventually(lambda: world.ended(at), "the probes are done")}) == 2

    works_again.number = 0
    eventually(works_again, "it gets work again when it has let go")
    print(f"    of 40 tasks 2 ended by their limit of 4 s and 38 were done, all in {took:.1f} s")
    if not world.full:
        return
    nodes["left"].send_signal(signal.SIGSTOP)
    began = time.monotonic()
    names = [world.hand_in(f"u{number}", f"echo u{number} >> {marks}", timeout=300) for number in range(40)]
    ended = eventually(lambda: world.ended(names), "the other node does what it left", 240)
    took = time.monotonic() - began
    moved = [task["attempt"] for task in ended]
    assert {task["status"] for task in ended} == {"completed"} and sorted(moved) == [1] * 38 + [2] * 2, ended
    nodes["left"].send_signal(signal.SIGCONT)
    eventually(works_again, "it comes back and gets work")
    print(f"    without a limit that ends them, what it held was given to the other node and done after {took:.1f} s")


def write(world, value):
    path = os.path.join(world.home, "file.json")
    with open(path, "w") as file:
        json.dump(value, file)
    return path


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--program")
    parser.add_argument("--full", action="store_true", help="as many tasks and as much time as the bounds speak of: about ten minutes")
    options = parser.parse_args()
    program = options.program
    if program is None:
        subprocess.run(["swift", "build", "--product", "openclaw"], check=True)
        path = subprocess.run(["swift", "build", "--show-bin-path"], check=True, capture_output=True, text=True).stdout.strip()
        program = os.path.join(path, "openclaw")
    passed = failed = 0
    for function in TESTS:
        name = function.__name__.replace("_", " ")
        if options.only not in name and options.only not in function.__name__:
            continue
        world = World(os.path.abspath(program), options.full)
        try:
            function(world)
            passed += 1
            print(f"ok    {name}", flush=True)
        except Exception:
            failed += 1
            print(f"FAIL  {name}", flush=True)
            traceback.print_exc()
            for process in world.processes:
                if hasattr(process, "log"):
                    with open(process.log, errors="replace") as file:
                        print("".join(file.readlines()[-15:]))
        finally:
            world.close()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
