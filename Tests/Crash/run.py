# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0

"""Kills real processes with SIGKILL at random moments and checks that nothing acknowledged is lost. See `run`."""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
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


class Context:
    pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    context = Context()
    context.bin = arguments.bin
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
