# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0

"""The gateways the page is tested against: the real one as a process, and a scripted one inside the browser."""

import json
import os
import shlex
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Gateway:
    """A gateway process with a state folder of its own, which may be stopped and started again on the same port."""

    def __init__(self, command: str):
        self.command = command
        self.port = free_port()
        self.token = "browser-test-" + os.urandom(12).hex()
        self.folder = tempfile.TemporaryDirectory(prefix="openclaw-browser-")
        self.log = open(os.path.join(self.folder.name, "gateway.log"), "ab")
        self.process = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"{self.base}/#token={self.token}"

    def start(self) -> None:
        arguments = [part.format(port=self.port, token=self.token) for part in shlex.split(self.command)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENCLAW_")}
        environment["OPENCLAW_STATE_DIR"] = os.path.join(self.folder.name, "state")
        self.process = subprocess.Popen(arguments, env=environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + 30
        while True:
            try:
                with urllib.request.urlopen(self.base + "/health", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"the gateway did not come up: {' '.join(arguments)}\n{self.output()}")
                time.sleep(0.05)

    def stop(self, with_signal: int = signal.SIGTERM) -> None:
        if self.process is None:
            return
        self.process.send_signal(with_signal)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError("the gateway did not stop within 15 seconds") from None
        finally:
            self.process = None

    def output(self) -> str:
        self.log.flush()
        with open(self.log.name, encoding="utf-8", errors="replace") as text:
            return text.read()[-4000:]

    def command_line(self, *words: str):
        """What a command says about this gateway, as JSON."""
        program = shlex.split(self.command)[0]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENCLAW_")}
        environment["OPENCLAW_STATE_DIR"] = os.path.join(self.folder.name, "operator")
        result = subprocess.run(
            [program, *words, "--port", str(self.port), "--token", self.token], env=environment, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=120,
        )
        assert result.returncode == 0, f"{words}: {result.stdout}{result.stderr}"
        return json.loads(result.stdout)

    def get(self, path: str, headers: dict | None = None):
        """Status, header fields and body of a GET."""
        request = urllib.request.Request(self.base + path, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def close(self) -> None:
        try:
            self.stop()
        finally:
            self.log.close()
            self.folder.cleanup()


MAIN = "agent:main:main"


class ScriptedGateway:
    """Answers the page's WebSocket inside the browser, so that a test decides about every frame."""

    def __init__(self, page, base: str):
        self.requests = []
        self.sockets = []
        self.handlers = {}
        self.history = []
        self.history_extra = {}
        self.refuse = None
        self.scopes = ["operator.read", "operator.write", "operator.admin"]
        self.methods = []
        self.tick_interval = 30_000
        self.sequence = 0
        page.route_web_socket(base.replace("http", "ws") + "/", self._accept)

    def of(self, method: str) -> list:
        return [request["params"] for request in self.requests if request["method"] == method]

    @property
    def socket(self):
        return self.sockets[-1]

    def event(self, name: str, payload: dict, seq: bool = True) -> None:
        frame = {"type": "event", "event": name, "payload": payload}
        if seq:
            self.sequence += 1
            frame["seq"] = self.sequence
        self.socket.send(json.dumps(frame))

    def chat(self, run: str, state: str, key: str = MAIN, **more) -> None:
        self.event("chat", {"runId": run, "sessionKey": key, "seq": 0, "state": state, **more})

    def say(self, run: str, text: str) -> None:
        self.chat(run, "delta", deltaText=text)

    def finish(self, run: str, text: str) -> None:
        self.chat(run, "final", message={"role": "assistant", "content": [{"type": "text", "text": text}], "timestamp": int(time.time() * 1000)})

    def stored(self, role: str, text: str, identity: str) -> None:
        self.history.append({"role": role, "content": text, "timestamp": int(time.time() * 1000), "__openclaw": {"id": identity}})

    def _accept(self, socket) -> None:
        self.sockets.append(socket)
        self.sequence = 0
        socket.on_message(lambda text: self._receive(socket, json.loads(text)))
        socket.send(json.dumps({"type": "event", "event": "connect.challenge", "payload": {"nonce": "n", "ts": 0}}))

    def _receive(self, socket, frame: dict) -> None:
        method, params = frame["method"], frame.get("params") or {}
        self.requests.append({"method": method, "params": params})

        def answer(payload) -> None:
            socket.send(json.dumps({"type": "res", "id": frame["id"], "ok": True, "payload": payload}))

        def fail(code: str, message: str, **more) -> None:
            socket.send(json.dumps({"type": "res", "id": frame["id"], "ok": False, "error": {"code": code, "message": message, **more}}))

        if method in self.handlers:
            self.handlers[method](params, answer, fail)
        elif method == "connect":
            if self.refuse:
                fail(**self.refuse)
                socket.close(code=1008, reason="refused")
            else:
                answer(self._hello())
        elif method == "chat.history":
            answer({"sessionKey": params["sessionKey"], "messages": self.history, "sessionInfo": {"hasActiveRun": False, "activeRunIds": []}, **self.history_extra})
        elif method == "chat.send":
            answer({"runId": params["idempotencyKey"], "status": "started"})
        elif method == "sessions.list":
            answer({"ts": 0, "path": "", "count": 1, "defaults": {}, "sessions": [{"key": MAIN, "kind": "direct", "updatedAt": int(time.time() * 1000)}]})
        elif method == "agents.list":
            answer({"defaultId": "main", "mainKey": "main", "scope": "per-sender", "agents": [{"id": "main"}]})
        elif method == "health":
            answer({"ok": True, "ts": 0, "channels": {}})
        elif method == "chat.abort":
            answer({"ok": True, "aborted": True, "runIds": []})
        else:
            fail("INVALID_REQUEST", f"unknown method: {method}")

    def _hello(self) -> dict:
        return {
            "type": "hello-ok", "protocol": 4, "server": {"version": "0.0.0-scripted", "connId": "c"},
            "features": {"methods": self.methods, "events": []},
            "snapshot": {
                "presence": [], "health": {}, "stateVersion": {"presence": 1, "health": 1}, "uptimeMs": 1000, "authMode": "token",
                "sessionDefaults": {"defaultAgentId": "main", "mainKey": "main", "mainSessionKey": MAIN},
            },
            "auth": {"role": "operator", "scopes": self.scopes},
            "policy": {"maxPayload": 1 << 20, "maxBufferedBytes": 1 << 20, "tickIntervalMs": self.tick_interval},
        }
