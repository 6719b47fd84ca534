# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0
"""The programs a test talks to: the model service and the gateway."""

import asyncio
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import websockets

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
KEY = "sk-models-test-0123456789"


def free_port():
    """A port nobody listens on, below those the system gives to others that ask for any."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


class Program:
    """A child process whose output goes to a file."""

    def __init__(self, command, log, env, cwd=None):
        self.log = pathlib.Path(log)
        self.output = open(self.log, "wb")
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self.output, stderr=subprocess.STDOUT, env=env, cwd=cwd, start_new_session=True
        )

    def wait_for(self, url, word, seconds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(url, timeout=2) as response:
                    if response.status == 200 and word in response.read().decode():
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError(f"{self.process.args[0]} did not become ready:\n{self.text()[-4000:]}")

    def text(self):
        return self.log.read_text(errors="replace")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self.output.close()


class Service(Program):
    """The LiteLLM proxy."""

    def __init__(self, folder):
        self.port = free_port()
        env = dict(os.environ, PYTHONPATH=str(HERE), LITELLM_LOG="ERROR", LITELLM_LOCAL_MODEL_COST_MAP="True")
        env.pop("DATABASE_URL", None)
        litellm = pathlib.Path(sys.executable).parent / "litellm"
        command = [str(litellm), "--config", str(HERE / "service.yaml"), "--host", "127.0.0.1", "--port", str(self.port)]
        super().__init__(command, folder / "service.log", env, cwd=HERE)
        self.wait_for(f"http://127.0.0.1:{self.port}/health/liveliness", "alive", 180)

    @property
    def base_url(self):
        return f"http://127.0.0.1:{self.port}/v1"


class Gateway(Program):
    """`openclaw gateway run` with its own state and environment."""

    TOKEN = "models-test-token"

    def __init__(self, openclaw, folder, name, configuration=None, **variables):
        self.openclaw = openclaw
        self.port = free_port()
        state = folder / f"state-{name}"
        state.mkdir()
        if configuration is not None:
            (state / "openclaw.json").write_text(json.dumps(configuration))
        self.env = {key: value for key, value in os.environ.items() if not key.startswith(("OPENAI_", "OPENCLAW_"))}
        self.env.update(
            HOME=str(state),
            OPENCLAW_STATE_DIR=str(state),
            OPENCLAW_GATEWAY_TOKEN=self.TOKEN,
            OPENCLAW_GATEWAY_PORT=str(self.port),
            NO_COLOR="1",
            **{key: value for key, value in variables.items() if value is not None},
        )
        command = [openclaw, "gateway", "run", "--port", str(self.port), "--allow-unconfigured"]
        super().__init__(command, folder / f"gateway-{name}.log", self.env)
        self.wait_for(f"http://127.0.0.1:{self.port}/health", "ok", 30)

    def command(self, *arguments, timeout=60):
        return subprocess.run(
            [self.openclaw, *arguments], env=self.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout
        )


class Client:
    """A protocol 4 client."""

    def __init__(self, gateway):
        self.gateway = gateway
        self.number = 0
        self.events = []

    async def __aenter__(self):
        self.socket = await websockets.connect(f"ws://127.0.0.1:{self.gateway.port}/", max_size=None)
        challenge = json.loads(await self.socket.recv())
        assert challenge["event"] == "connect.challenge", challenge
        self.hello = await self.call(
            "connect",
            minProtocol=4,
            maxProtocol=4,
            client={"id": "gateway-client", "version": "1.0.0", "platform": "linux", "mode": "backend"},
            role="operator",
            scopes=["operator.read", "operator.write", "operator.admin"],
            caps=[],
            auth={"token": Gateway.TOKEN},
        )
        return self

    async def __aexit__(self, *_):
        await self.socket.close()

    async def receive(self, timeout=20):
        frame = json.loads(await asyncio.wait_for(self.socket.recv(), timeout))
        frame["at"] = time.monotonic()
        if frame["type"] == "event":
            self.events.append(frame)
        return frame

    async def call(self, method, **params):
        self.number += 1
        name = f"r{self.number}"
        await self.socket.send(json.dumps({"type": "req", "id": name, "method": method, "params": params}))
        while True:
            frame = await self.receive()
            if frame["type"] == "res" and frame["id"] == name:
                if not frame["ok"]:
                    raise RuntimeError(f"{method}: {frame['error']}")
                return frame.get("payload")

    async def chat(self, text, session="agent:main:main", on_delta=None):
        """Sends a message and returns the chat events of its run, the last one is not a delta."""
        self.number += 1
        run = f"run-{id(self)}-{self.number}"
        self.events.clear()
        await self.call("chat.send", sessionKey=session, message=text, idempotencyKey=run)
        taken = 0
        seen = []
        while True:
            while taken < len(self.events):
                event = self.events[taken]
                taken += 1
                if event["event"] != "chat" or event["payload"].get("runId") != run:
                    continue
                payload = dict(event["payload"], at=event["at"])
                seen.append(payload)
                if payload["state"] not in ("delta", "status"):
                    return seen
                if payload["state"] == "delta" and on_delta:
                    await on_delta(run, payload)
            await self.receive()


def text_of(message):
    content = message.get("content", "")
    return content if isinstance(content, str) else "".join(block.get("text", "") for block in content)
