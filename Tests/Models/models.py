# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0
"""Chats through `openclaw gateway` with a real model service; prints `N passed, N failed`."""

import argparse
import asyncio
import contextlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import traceback

from processes import KEY, ROOT, Client, Gateway, Service, free_port, text_of
from voices import PAUSE, WORDS

CANNED = "Hello from a real service: grüße, 你好, 👋."
SPOKEN = " ".join(WORDS)

tests = []


def test(**variables):
    """Registers a test; the variables are the gateway's environment (`model` for OPENAI_MODEL)."""

    def register(function):
        tests.append((function.__name__.replace("_", " "), function, variables))
        return function

    return register


@test(model="canned")
async def an_answer_arrives_whole(gateway):
    async with Client(gateway) as client:
        events = await client.chat("hello")
    final = events[-1]
    assert final["state"] == "final", final
    assert text_of(final["message"]) == CANNED, final
    deltas = "".join(event["deltaText"] for event in events if event["state"] == "delta")
    assert deltas == CANNED, deltas


@test(model="slow")
async def words_stream_while_the_model_speaks(gateway):
    async with Client(gateway) as client:
        events = await client.chat("count")
    deltas = [event for event in events if event["state"] == "delta"]
    assert events[-1]["state"] == "final", events[-1]
    assert "".join(event["deltaText"] for event in deltas).strip() == SPOKEN
    assert text_of(events[-1]["message"]).strip() == SPOKEN
    assert len(deltas) >= 4, f"only {len(deltas)} pieces"
    spread = events[-1]["at"] - deltas[0]["at"]
    assert spread > PAUSE * len(WORDS) / 2, f"the first words came only {spread:.3f} s before the end"


@test(model="slow")
async def sessions_answer_at_the_same_time(gateway):
    async def one(number):
        async with Client(gateway) as client:
            return await client.chat("count", session=f"agent:main:crowd-{number}")

    answers = await asyncio.gather(*[one(number) for number in range(40)])
    for events in answers:
        assert text_of(events[-1]["message"]).strip() == SPOKEN, events[-1]
    begins = [events[0]["at"] for events in answers]
    ends = [events[-1]["at"] for events in answers]
    most = max(sum(begin <= moment < end for begin, end in zip(begins, ends)) for moment in begins)
    assert most >= 20, f"at most {most} of 40 answers streamed at the same time"


@test(model="mirror")
async def the_conversation_reaches_the_model(gateway):
    async with Client(gateway) as client:
        first = await client.chat("my name is Ada", session="agent:main:memory")
        second = await client.chat("what is my name?", session="agent:main:memory")
        other = await client.chat("and here?", session="agent:main:elsewhere")
    heard = json.loads(text_of(first[-1]["message"]))
    assert [message for message in heard if message[0] != "system"] == [["user", "my name is Ada"]], heard
    heard = [message for message in json.loads(text_of(second[-1]["message"])) if message[0] != "system"]
    assert [role for role, _ in heard] == ["user", "assistant", "user"], heard
    assert heard[0][1] == "my name is Ada" and heard[2][1] == "what is my name?", heard
    heard = [message for message in json.loads(text_of(other[-1]["message"])) if message[0] != "system"]
    assert heard == [["user", "and here?"]], heard


@test(model="canned")
async def the_transcript_keeps_answer_and_counts(gateway):
    async with Client(gateway) as client:
        await client.chat("hello", session="agent:main:kept")
        history = await client.call("chat.history", sessionKey="agent:main:kept")
    messages = history["messages"]
    assert [message["role"] for message in messages] == ["user", "assistant"], messages
    assert text_of(messages[1]) == CANNED, messages[1]


@test(model="slow")
async def an_answer_can_be_stopped(gateway):
    async with Client(gateway) as client:
        stopped_at = []

        async def stop(run, _):
            if not stopped_at:
                stopped_at.append(asyncio.get_running_loop().time())
                await client.call("chat.abort", sessionKey="agent:main:stop", runId=run)

        events = await client.chat("count", session="agent:main:stop", on_delta=stop)
        took = asyncio.get_running_loop().time() - stopped_at[0]
        again = await client.chat("count again", session="agent:main:stop")
    assert events[-1]["state"] == "aborted", events[-1]
    assert took < 1, f"stopping took {took:.3f} s"
    assert again[-1]["state"] == "final", again[-1]


@test(model="limited")
async def a_limit_is_named_after_all_attempts(gateway):
    await fails(gateway, "rate_limit", "answered 429", "Wait a moment")


@test(model="full")
async def a_full_window_is_named(gateway):
    await fails(gateway, "context_length", "shorten the message")


@test(model="overloaded")
async def a_broken_service_is_named(gateway):
    await fails(gateway, None, "answered 500")


@test(model="unknown-model")
async def an_unknown_model_is_named(gateway):
    await fails(gateway, None, "unknown-model")


@test(model="canned", key="sk-wrong-9876543210")
async def a_wrong_key_is_not_shown(gateway):
    await fails(gateway, None, "127.0.0.1")


@test(model="canned", base_url="nowhere")
async def a_service_that_is_not_there_is_named(gateway):
    await fails(gateway, None, "cannot be reached", "127.0.0.1")


async def fails(gateway, kind, *words):
    """The chat ends in an error of the kind whose message has the words; no key shows anywhere."""
    async with Client(gateway) as client:
        events = await client.chat("hello", session="agent:main:errors")
    final = events[-1]
    assert final["state"] == "error", final
    for word in words:
        assert word in final["errorMessage"], final
    if kind:
        assert final.get("errorKind") == kind, final
    everything = json.dumps(events) + gateway.text()
    assert KEY not in everything and "9876543210" not in everything, "a key shows"


@test(model="canned")
async def the_command_line_chats(gateway):
    result = await asyncio.to_thread(gateway.command, "chat", "hello")
    assert result.returncode == 0, result
    assert CANNED in result.stdout, result


@test(model="overloaded")
async def the_command_line_says_what_failed(gateway):
    result = await asyncio.to_thread(gateway.command, "chat", "hello")
    assert result.returncode != 0, result
    assert "answered 500" in result.stdout + result.stderr, result
    assert KEY not in result.stdout + result.stderr, result


def build():
    subprocess.run(["swift", "build", "--product", "openclaw"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    path = subprocess.run(["swift", "build", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    return str(pathlib.Path(path) / "openclaw")


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--openclaw", help="the executable; built when left out")
    parser.add_argument("--only", default="", help="run the tests whose name has this text")
    parser.add_argument("--keep-logs", help="copy the logs of service and gateways here")
    options = parser.parse_args()
    openclaw = options.openclaw or build()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="openclaw-models-"))
    passed = failed = 0
    gateways = {}
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        if options.keep_logs:
            stack.callback(lambda: shutil.copytree(folder, options.keep_logs, dirs_exist_ok=True))
        service = Service(folder)
        stack.callback(service.stop)
        for name, function, variables in tests:
            if options.only not in name:
                continue
            try:
                variables = dict(variables)
                setup = tuple(sorted(variables.items()))
                if setup not in gateways:
                    base_url = service.base_url
                    if variables.get("base_url") == "nowhere":
                        base_url = f"http://127.0.0.1:{free_port()}/v1"
                    gateways[setup] = Gateway(
                        openclaw,
                        folder,
                        str(len(gateways)),
                        OPENAI_API_KEY=variables.get("key", KEY),
                        OPENAI_BASE_URL=base_url,
                        OPENAI_MODEL=variables["model"],
                    )
                    stack.callback(gateways[setup].stop)
                await asyncio.wait_for(function(gateways[setup]), 60)
                passed += 1
                print(f"ok      {name}", flush=True)
            except Exception as error:
                failed += 1
                reason = traceback.format_exception_only(error)[-1].strip() or repr(error)
                print(f"FAILED  {name}\n        {reason[:2000]}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
