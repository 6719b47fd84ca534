# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0

"""Checks the tables of tests in Docs/Security.md (advisories) and Docs/Protocol.md (habits of clients), and a rule of CONTRIBUTING.md
that no test of a debug build can see."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FAILURES = []
PASSED = 0


def check(condition, message):
    global PASSED
    if condition:
        PASSED += 1
    else:
        FAILURES.append(message)


def swift_tests():
    """Every function of a suite, as `Suite.function`."""
    names = set()
    for path in ROOT.glob("Tests/*Tests/**/*.swift"):
        text = path.read_text(encoding="utf-8")
        suites = re.findall(r"\b(?:struct|class|extension|actor)\s+(\w+Tests)\b", text)
        for function in re.findall(r"@Test[\s\S]*?\bfunc\s+(\w+)\s*\(", text):
            names.update(f"{suite}.{function}" for suite in suites)
    return names


def python_tests():
    """Every test of a program's suite, as `Tests/Directory/file.py::function`."""
    names = set()
    for path in ROOT.glob("Tests/*/*.py"):
        for function in re.findall(r"^@test\s+(?:async )?def\s+(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            names.add(f"{path.relative_to(ROOT)}::{function}")
    return names


def rows(document, heading):
    """The cells of the first table below a heading."""
    text = (ROOT / "Docs" / document).read_text(encoding="utf-8")
    part = text.split(heading, 1)
    check(len(part) == 2, f"{document} has no heading {heading!r}")
    if len(part) < 2:
        return []
    lines = part[1].split("\n## ", 1)[0].splitlines()
    table = [line for line in lines if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def tests_in(cell):
    return re.findall(r"`(\w+Tests\.\w+|Tests/\w+/\w+\.py::\w+)`", cell)


def identifiers(cell):
    """The advisories of a cell, as they stand in the names of tests."""
    found = re.findall(r"CVE-\d{4}-\d+|GHSA(?:-\w{4}){3}|ClawJacked", cell)
    found += [f"CVE-2026{short}" for short in re.findall(r"(?<=, )-\d{5,6}", cell)]
    found += [f"issue {number}" for number in re.findall(r"(?<=issue )\d+|(?<=issues )\d+|(?<=, )\d{4,}", cell)]
    found += [f"PR {number}" for number in re.findall(r"(?<=PR )\d+", cell)]
    return [re.sub(r"\W", "_", name).lower() for name in found]


def advisories(known):
    for cells in rows("Security.md", "## Advisories"):
        names, tests = identifiers(cells[0]), tests_in(cells[2])
        check(names, f"Docs/Security.md: no advisory in {cells[0]!r}")
        check(tests, f"Docs/Security.md: {cells[0]} names no test")
        for test in tests:
            check(test in known, f"Docs/Security.md: {cells[0]}: there is no test {test}")
            fits = any(name in test.lower() for name in names)
            check(fits, f"Docs/Security.md: {test} has none of its advisories in its name: {', '.join(names)}")


def habits(known):
    points = set()
    for cells in rows("Protocol.md", "## Habits of clients"):
        point = int(cells[0])
        points.add(point)
        tests = tests_in(cells[2])
        check(tests, f"Docs/Protocol.md: point {point} names no test")
        for test in tests:
            check(test in known, f"Docs/Protocol.md: point {point}: there is no test {test}")
            fits = re.search(rf"point_?{point:02d}", test)
            check(fits, f"Docs/Protocol.md: {test} does not have point {point:02d} in its name")
    check(points == set(range(1, 21)), f"Docs/Protocol.md: points {sorted(set(range(1, 21)) - points)} are missing")


def tuples_that_wait():
    """Of a tuple with a part that waits and may fail, Swift 6.3.1 loses another part in optimized builds."""
    pattern = re.compile(r"(?:\breturn|=|\bin|\{)\s*\((?:[^()\n]|\([^()\n]*\))*,[^\n]*\btry await\b")
    for path in sorted([*ROOT.glob("Sources/**/*.swift"), *ROOT.glob("Examples/*/Sources/**/*.swift")]):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if pattern.search(line) and not line.lstrip().startswith("//"):
                yield f"{path.relative_to(ROOT)}:{number}"


known = swift_tests() | python_tests()
found = list(tuples_that_wait())
check(not found, f"{', '.join(found)}: wait first, then make the tuple (CONTRIBUTING.md)")
advisories(known)
habits(known)
for failure in FAILURES:
    print(failure)
print(f"{PASSED} passed, {len(FAILURES)} failed")
sys.exit(1 if FAILURES else 0)
