# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0
"""Talks to `openclaw gateway` with the official openai package; prints `N passed, N failed`."""

import argparse
import json
import os
import pathlib
import random
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

import openai

from model import PAUSE, WORDS, Model

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TOKEN = "openai-test-token-0123456789"
SPOKEN = "".join(WORDS)
tests = []


def test(function):
    tests.append(function)
    return function


class Gateway:
    """`openclaw gateway run` with a state of its own."""

    def __init__(self, openclaw, folder, model, configuration):
        self.model = model
        self.port = self.free_port()
        state = folder / f"state-{self.port}"
        state.mkdir()
        (state / "openclaw.json").write_text(json.dumps(configuration))
        env = {key: value for key, value in os.environ.items() if not key.startswith(("OPENAI_", "OPENCLAW_"))}
        env.update(HOME=str(state), OPENCLAW_STATE_DIR=str(state), OPENCLAW_GATEWAY_TOKEN=TOKEN, NO_COLOR="1")
        self.log = open(folder / f"gateway-{self.port}.log", "wb")
        self.process = subprocess.Popen(
            [openclaw, "gateway", "run", "--port", str(self.port)],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, env=env,
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"the gateway did not start: {pathlib.Path(self.log.name).read_text()}")
                time.sleep(0.05)

    @staticmethod
    def free_port():
        while True:
            port = random.randrange(20_000, 32_000)
            with socket.socket() as probe:
                try:
                    probe.bind(("127.0.0.1", port))
                    return port
                except OSError:
                    continue

    def client(self, key=TOKEN, **options):
        return openai.OpenAI(base_url=f"http://127.0.0.1:{self.port}/v1", api_key=key, max_retries=0, timeout=60, **options)

    def http(self, method, path, body=None, token=TOKEN, **headers):
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, headers, method=method)
        request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, response.headers, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def sessions(self):
        _, _, body = self.http("POST", "/tools/invoke", {"tool": "sessions_list", "args": {"limit": 1000}})
        return [row["key"] for row in json.loads(body)["result"]["details"]["sessions"]]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


def wait_until(condition, what, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.02)


@test
def a_chat_completion_arrives_whole(gateway):
    answer = gateway.client().chat.completions.create(model="openclaw", messages=[{"role": "user", "content": "grüße 👋"}])
    assert answer.choices[0].message.content == "You said: grüße 👋", answer
    assert answer.choices[0].message.role == "assistant"
    assert answer.choices[0].finish_reason == "stop"
    assert answer.object == "chat.completion" and answer.id.startswith("chatcmpl-")
    assert (answer.usage.prompt_tokens, answer.usage.completion_tokens, answer.usage.total_tokens) == (11, 7, 18), answer.usage


@test
def a_chat_completion_streams(gateway):
    began = time.monotonic()
    at, text, reasons = [], "", []
    stream = gateway.client().chat.completions.create(
        model="openclaw/main", messages=[{"role": "user", "content": "slowly"}], stream=True
    )
    for chunk in stream:
        assert chunk.object == "chat.completion.chunk" and chunk.usage is None
        if chunk.choices[0].delta.content:
            at.append(time.monotonic())
            text += chunk.choices[0].delta.content
        if chunk.choices[0].finish_reason:
            reasons.append(chunk.choices[0].finish_reason)
    assert text == SPOKEN, text
    assert reasons == ["stop"], reasons
    assert len(at) >= 4 and at[-1] - at[0] > PAUSE * 2, f"the words came together: {[round(t - began, 2) for t in at]}"


@test
def point_17_usage_comes_with_the_stream_when_asked_for(gateway):
    stream = gateway.client().chat.completions.create(
        model="openclaw", messages=[{"role": "user", "content": "hi"}], stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)
    assert chunks[-1].choices == [] and chunks[-1].usage.total_tokens == 18, chunks[-1]
    assert all(chunk.usage is None for chunk in chunks[:-1])
    assert chunks[0].choices[0].delta.role == "assistant"


@test
def point_17_a_stream_ends_with_done(gateway):
    body = {"model": "openclaw", "stream": True, "messages": [{"role": "user", "content": "hi"}]}
    for path, body in [("/v1/chat/completions", body), ("/v1/responses", {"model": "openclaw", "stream": True, "input": "hi"})]:
        status, headers, data = gateway.http("POST", path, body)
        assert status == 200 and headers["Content-Type"].startswith("text/event-stream"), headers
        assert data.endswith(b"data: [DONE]\n\n"), data[-200:]


@test
def an_answer_that_was_cut_says_so(gateway):
    answer = gateway.client().chat.completions.create(model="openclaw", messages=[{"role": "user", "content": "cut"}])
    assert answer.choices[0].finish_reason == "length", answer


@test
def an_agent_that_says_nothing_sends_nothing(gateway):
    client = gateway.client()
    messages = [{"role": "user", "content": "silence"}]
    assert client.chat.completions.create(model="openclaw", messages=messages).choices[0].message.content == ""
    stream = client.chat.completions.create(model="openclaw", messages=messages, stream=True)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in stream) == ""


@test
def instructions_and_earlier_messages_reach_the_model(gateway):
    answer = gateway.client().chat.completions.create(
        model="openclaw",
        messages=[
            {"role": "system", "content": "be brief"},
            {"role": "user", "content": "I am Ada"},
            {"role": "assistant", "content": "hello Ada"},
            {"role": "user", "content": [{"type": "text", "text": "everything"}]},
        ],
    )
    said = answer.choices[0].message.content
    assert "be brief" in said and "user: I am Ada | assistant: hello Ada | user: everything" in said, said


@test
def images_are_handed_on(gateway):
    url = "data:image/png;base64,iVBORw0KGgo="
    gateway.client().chat.completions.create(
        model="openclaw",
        messages=[{"role": "user", "content": [{"type": "text", "text": "see"}, {"type": "image_url", "image_url": {"url": url}}]}],
    )
    parts = gateway.model.given[-1]["messages"][-1]["content"]
    assert {"type": "image_url", "image_url": {"url": url}} in parts, parts


@test
def a_request_alone_leaves_nothing_behind(gateway):
    before = set(gateway.sessions())
    gateway.client().chat.completions.create(model="openclaw", messages=[{"role": "user", "content": "hi"}])
    wait_until(lambda: set(gateway.sessions()) <= before, "the session of a single request is gone")


@test
def a_user_has_a_session(gateway):
    client = gateway.client()
    client.chat.completions.create(model="openclaw", user="Ada-1", messages=[{"role": "user", "content": "I am Ada"}])
    answer = client.chat.completions.create(model="openclaw", user="Ada-1", messages=[{"role": "user", "content": "everything"}])
    assert "user: I am Ada" in answer.choices[0].message.content, answer
    other = client.chat.completions.create(model="openclaw", user="Bob-1", messages=[{"role": "user", "content": "everything"}])
    assert "Ada" not in other.choices[0].message.content, other
    assert "agent:main:openai-user:ada-1" in gateway.sessions()


@test
def the_headers_choose_agent_and_session(gateway):
    client = gateway.client(default_headers={"x-openclaw-agent-id": "second", "x-openclaw-session-key": "agent:second:notes"})
    client.chat.completions.create(model="openclaw", messages=[{"role": "user", "content": "hi"}])
    assert "agent:second:notes" in gateway.sessions()
    for headers in [{"x-openclaw-session-key": "agent:second:x"}, {"x-openclaw-session-key": "cron:1"}, {"x-openclaw-agent-id": "nobody"}]:
        try:
            gateway.client(default_headers=headers).chat.completions.create(
                model="openclaw/main", messages=[{"role": "user", "content": "hi"}]
            )
            raise AssertionError(f"{headers} was accepted")
        except openai.BadRequestError:
            pass


@test
def a_response_arrives_whole(gateway):
    response = gateway.client().responses.create(model="openclaw", input="hello")
    assert response.output_text == "You said: hello", response
    assert response.status == "completed" and response.object == "response"
    assert (response.usage.input_tokens, response.usage.output_tokens, response.usage.total_tokens) == (11, 7, 18)


@test
def a_response_streams(gateway):
    types, text, completed = [], "", None
    for event in gateway.client().responses.create(model="openclaw/default", input="slowly", stream=True):
        assert event.sequence_number == len(types), event
        types.append(event.type)
        if event.type == "response.output_text.delta":
            text += event.delta
        if event.type == "response.completed":
            completed = event.response
    assert text == SPOKEN and completed.output_text == SPOKEN, (text, completed)
    assert types[:4] == [
        "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added"
    ], types
    assert types[-4:] == [
        "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed"
    ], types


@test
def the_stream_helper_of_the_package_understands_it(gateway):
    with gateway.client().responses.stream(model="openclaw", input="slowly") as stream:
        final = stream.until_done().get_final_response()
    assert final.output_text == SPOKEN, final


@test
def a_response_goes_on_from_the_one_before(gateway):
    client = gateway.client()
    first = client.responses.create(model="openclaw", input="I am Ada", instructions="be brief")
    second = client.responses.create(model="openclaw", input="everything", previous_response_id=first.id)
    assert "user: I am Ada" in second.output_text, second.output_text
    assert second.previous_response_id == first.id and second.id != first.id
    for wrong in ["resp_" + "0" * 32 + "_0", "nonsense"]:
        try:
            client.responses.create(model="openclaw", input="hi", previous_response_id=wrong)
            raise AssertionError("an unknown response was accepted")
        except openai.NotFoundError as error:
            assert error.code == "previous_response_not_found", error


@test
def a_response_that_is_not_stored_leaves_nothing_behind(gateway):
    before = set(gateway.sessions())
    gateway.client().responses.create(model="openclaw", input="hi", store=False)
    wait_until(lambda: set(gateway.sessions()) <= before, "the session is gone")


@test
def models_are_the_agents(gateway):
    client = gateway.client()
    names = [model.id for model in client.models.list()]
    assert names == ["openclaw", "openclaw/default", "openclaw/main", "openclaw/second"], names
    assert client.models.retrieve("openclaw/second").id == "openclaw/second"
    try:
        client.models.retrieve("gpt-4o")
        raise AssertionError("a model that does not exist was found")
    except openai.NotFoundError:
        pass


@test
def a_wrong_key_is_refused(gateway):
    client = gateway.client(key="wrong")
    for call in [
        lambda: client.models.list(),
        lambda: client.chat.completions.create(model="openclaw", messages=[{"role": "user", "content": "hi"}]),
        lambda: client.responses.create(model="openclaw", input="hi"),
    ]:
        try:
            call()
            raise AssertionError("a wrong key was accepted")
        except openai.AuthenticationError as error:
            assert error.type == "unauthorized", error.body


@test
def an_unknown_model_is_refused(gateway):
    client = gateway.client()
    for call in [
        lambda: client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "hi"}]),
        lambda: client.responses.create(model="openclaw/nobody", input="hi"),
    ]:
        try:
            call()
            raise AssertionError("an unknown model was accepted")
        except openai.NotFoundError as error:
            assert error.code == "model_not_found", error.body


@test
def what_cannot_be_done_is_refused_and_not_ignored(gateway):
    message = [{"role": "user", "content": "hi"}]
    tool = {"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}
    for options in [{"n": 2}, {"tools": [tool]}, {"response_format": {"type": "json_object"}}]:
        try:
            gateway.client().chat.completions.create(model="openclaw", messages=message, **options)
            raise AssertionError(f"{options} was accepted")
        except openai.BadRequestError as error:
            assert error.param in options, error.body


@test
def a_failing_model_service_has_the_right_status(gateway):
    for status, kind in [(429, openai.RateLimitError), (400, openai.BadRequestError)]:
        for stream in [False, True]:
            try:
                gateway.client().chat.completions.create(
                    model="openclaw", messages=[{"role": "user", "content": f"fail with {status}"}], stream=stream
                )
                raise AssertionError("a failure was no failure")
            except kind:
                pass


@test
def leaving_a_stream_stops_the_run(gateway):
    for interface in ["chat", "responses"]:
        gateway.model.broken.clear()
        client = gateway.client()
        if interface == "chat":
            stream = client.chat.completions.create(model="openclaw", messages=[{"role": "user", "content": "endless"}], stream=True)
        else:
            stream = client.responses.create(model="openclaw", input="endless", stream=True, store=False)
        for number, _ in enumerate(stream):
            if number == 8:
                break
        stream.close()
        client.close()
        wait_until(gateway.model.broken.is_set, "the model service notices that nobody listens")


@test
def leaving_before_the_answer_stops_the_run(gateway):
    gateway.model.broken.clear()
    gateway.model.began.clear()
    with socket.create_connection(("127.0.0.1", gateway.port)) as connection:
        body = json.dumps({"model": "openclaw", "messages": [{"role": "user", "content": "endless"}]}).encode()
        connection.sendall(
            b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
            + TOKEN.encode() + b"\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body
        )
        wait_until(gateway.model.began.is_set, "the run begins")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    wait_until(gateway.model.broken.is_set, "the model service notices that nobody listens")


@test
def many_streams_at_once(gateway):
    import concurrent.futures

    def one(number):
        client = gateway.client()
        stream = client.chat.completions.create(
            model="openclaw", messages=[{"role": "user", "content": "slowly"}], stream=True, user=f"crowd-{number}"
        )
        return "".join(chunk.choices[0].delta.content or "" for chunk in stream)

    with concurrent.futures.ThreadPoolExecutor(24) as pool:
        assert set(pool.map(one, range(24))) == {SPOKEN}


@test
def a_body_that_is_no_request_is_refused(gateway):
    for body in [b"{", b"[]", b"{}", b'{"model":5}', b'{"messages":[]}', b'{"messages":[{"role":"user","content":[{"type":"video"}]}]}']:
        status, _, answer = gateway.http("POST", "/v1/chat/completions", body)
        assert status == 400 and json.loads(answer)["error"]["message"], (body, status, answer)
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=60) as connection:
        connection.sendall(
            b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN.encode()
            + b"\r\nContent-Length: 22020096\r\n\r\n"
        )
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 "), "a body of 21 MiB was taken"


@test
def paths_are_read_once(gateway):
    for path in ["/v1/../v1/models", "//v1//models", "/%76%31/models"]:
        assert gateway.http("GET", path, token=None)[0] == 401, path
        assert gateway.http("GET", path)[0] == 200, path
    assert gateway.http("GET", "/v1/models/..%2f..%2fmetrics", token=None)[0] in (400, 401)
    assert gateway.http("GET", "/V1/models")[0] == 404
    assert gateway.http("DELETE", "/v1/models")[0] == 405


@test
def pages_of_other_origins_are_refused(gateway):
    assert gateway.http("GET", "/v1/models", Origin="https://evil.example")[0] == 403
    assert gateway.http("GET", "/v1/models", Origin=f"http://127.0.0.1:{gateway.port}")[0] == 200


@test
def tools_that_only_read_can_be_invoked(gateway):
    for tool in ["session_status", "sessions_list", "agents_list"]:
        status, _, body = gateway.http("POST", "/tools/invoke", {"tool": tool, "args": {}})
        assert status == 200 and json.loads(body)["ok"] is True and "result" in json.loads(body), body
    status, _, body = gateway.http("POST", "/tools/invoke", {"tool": "exec", "args": {"command": "id"}})
    assert status == 404 and json.loads(body)["ok"] is False, body
    assert gateway.http("POST", "/tools/invoke", {})[0] == 400
    assert gateway.http("POST", "/tools/invoke", {"tool": "agents_list"}, token=None)[0] == 401
    assert gateway.http("GET", "/tools/invoke")[0] == 405


@test
def a_task_is_done_and_can_be_asked_for(gateway):
    status, _, body = gateway.http("POST", "/api/tasks", {"task": "greet", "async": False})
    done = json.loads(body)
    assert status == 200 and done["status"] == "completed" or done.get("task", {}).get("status") == "completed", body
    assert gateway.http("POST", "/api/tasks")[0] == 400
    assert gateway.http("GET", "/api/tasks")[0] == 200
    for method in ("GET", "DELETE"):
        assert gateway.http(method, "/api/tasks/nobody")[0] == 404
    assert gateway.http("GET", "/api/tasks", token=None)[0] == 401


@test
def every_answer_has_security_headers(gateway):
    for method, path in [("GET", "/v1/models"), ("GET", "/nothing"), ("POST", "/tools/invoke"), ("GET", "/health"), ("GET", "/")]:
        _, headers, _ = gateway.http(method, path)
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer", (path, headers)


@test
def interfaces_that_are_off_say_how_to_switch_them_on(gateway):
    off = Gateway(gateway.openclaw, gateway.folder, gateway.model, {})
    try:
        for method, path, key in [
            ("POST", "/v1/chat/completions", "chatCompletions"), ("POST", "/v1/responses", "responses"), ("GET", "/v1/models", "chatC")
        ]:
            status, _, body = off.http(method, path, {} if method == "POST" else None)
            assert status == 404 and key in json.loads(body)["error"]["message"], body
    finally:
        off.stop()


def configuration(model):
    return {
        "gateway": {
            "http": {"endpoints": {"chatCompletions": {"enabled": True}, "responses": {"enabled": True}}},
            "metrics": {"enabled": False},
        },
        "agents": {"defaults": {"model": "local/m"}, "list": [{"id": "main"}, {"id": "second"}]},
        "models": {"providers": {"local": {"baseUrl": model.base_url, "apiKey": "sk-test", "models": ["m"]}}},
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--openclaw", default=str(ROOT / ".build/debug/openclaw"))
    parser.add_argument("--only", default="")
    parser.add_argument("--keep-logs")
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="openclaw-openai-"))
    passed = failed = 0
    model = Model()
    gateway = Gateway(options.openclaw, folder, model, configuration(model))
    gateway.openclaw, gateway.folder = options.openclaw, folder
    try:
        for function in tests:
            name = function.__name__.replace("_", " ")
            if options.only not in name:
                continue
            began = time.monotonic()
            try:
                function(gateway)
                passed += 1
                print(f"  ok    {name} ({time.monotonic() - began:.1f} s)", flush=True)
            except Exception:
                failed += 1
                print(f"  FAIL  {name}", flush=True)
                traceback.print_exc()
    finally:
        gateway.stop()
        if options.keep_logs:
            shutil.copytree(folder, options.keep_logs, dirs_exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
