#!/usr/bin/env python3
# This source file is part of the OpenClaw for Swift project.
#
# SPDX-License-Identifier: Apache-2.0

"""Tests of the control page in a real browser. Start them with Tests/Browser/run; they end with a line `N passed, N failed`."""

import argparse
import json
import os
import pathlib
import re
import signal
import sys
import time
import traceback

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, expect, sync_playwright

from gateway import MAIN, Gateway, ScriptedGateway

DEFAULT_GATEWAY = ".build/debug/openclaw gateway --port {port} --token {token}"
TESTS = []
BOX = "#composer-input"
ANSWER = ".entry-assistant"
QUESTION = ".entry-user"

expect.set_options(timeout=10_000)


def test(function):
    TESTS.append(function)
    return function


class Bench:
    """What a test gets: pages that record everything they must not do."""

    def __init__(self, browser, gateway: Gateway, screenshots: pathlib.Path | None):
        self.browser = browser
        self.gateway = gateway
        self.screenshots = screenshots
        self.contexts = []
        self.pages = []
        self.console = []
        self.foreign = []
        self.sockets = []
        #: Console errors a test provokes on purpose (a refused connection cannot be kept out of the console).
        self.allowed_console = []

    def context(self, **options):
        options.setdefault("viewport", {"width": 1200, "height": 800})
        context = self.browser.new_context(**options)
        context.add_init_script("addEventListener('securitypolicyviolation', (event) => console.error('CSP violation: ' + event.violatedDirective + ' ' + event.blockedURI))")
        self.contexts.append(context)
        return context

    def page(self, context=None, **options):
        page = (context or self.context(**options)).new_page()
        page.on("console", lambda message: message.type in ("error", "warning") and self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("request", lambda request: self._requested(request.url))
        page.on("websocket", lambda socket: self._requested(socket.url) or self.sockets.append(socket))
        self.pages.append(page)
        return page

    def signed_in(self, context=None, **options):
        page = self.page(context, **options)
        page.goto(self.gateway.address)
        expect(page.locator(".shell")).to_be_visible()
        expect(page.locator(BOX)).to_be_enabled()
        return page

    def scripted(self, **options):
        """A page whose WebSocket the test answers; its files come from the gateway."""
        page = self.page(**options)
        return page, ScriptedGateway(page, self.gateway.base)

    def _requested(self, url: str) -> None:
        own = (self.gateway.base + "/", self.gateway.base.replace("http", "ws") + "/", "data:", "blob:" + self.gateway.base)
        if not url.startswith(own):
            self.foreign.append(url)

    def verify(self) -> None:
        bad = [text for text in self.console if not any(re.search(pattern, text) for pattern in self.allowed_console)]
        assert not bad, f"the console says: {bad[:3]}"
        assert not self.foreign, f"requests left the gateway: {self.foreign[:3]}"

    def shot(self, page, name: str) -> None:
        if self.screenshots:
            page.screenshot(path=str(self.screenshots / f"{name}.png"))

    def close(self, failed: str | None = None) -> None:
        if failed and self.screenshots:
            for index, page in enumerate(self.pages):
                try:
                    page.screenshot(path=str(self.screenshots / f"failed-{failed}-{index}.png"))
                except Error:
                    pass
        for context in self.contexts:
            context.close()


def send(page, text: str) -> None:
    page.locator(BOX).fill(text)
    page.locator(BOX).press("Enter")


def settled(page, text: str) -> None:
    """The last answer says this and is complete."""
    last = page.locator(ANSWER).last
    expect(last).to_contain_text(text)
    expect(last).not_to_have_class(re.compile("is-running"))


def no_sideways_scroll(page, what: str) -> None:
    wide = page.evaluate("""() => {
        const found = [];
        if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
        for (const element of document.querySelectorAll("body *")) {
            const style = getComputedStyle(element);
            if (element.scrollWidth > element.clientWidth + 1 && ["auto", "scroll"].includes(style.overflowX)
                && !element.matches("pre, .table-scroll, textarea, input")) found.push(element.className);
        }
        return found;
    }""")
    assert not wide, f"{what} scrolls sideways: {wide}"


def accessible(page, what: str) -> None:
    # What is still fading in has other colours than it will have.
    page.evaluate("""() => Promise.all(document.getAnimations()
        .filter(one => one.effect.getComputedTiming().iterations !== Infinity).map(one => one.finished.catch(() => {})))""")
    # Menus float above the landmarks, so the rule that everything lies in one does not apply.
    results = Axe().run(page, options={"resultTypes": ["violations"], "rules": {"region": {"enabled": False}}}).response["violations"]
    words = [f"{one['id']}: {one['nodes'][0]['html'][:140]} ({one['nodes'][0].get('failureSummary', '')[:200]})" for one in results]
    assert not words, f"{what}: " + "\n".join(words)


def readable_under_the_pointer(page, button, what: str) -> None:
    expect(button).to_be_enabled()
    button.hover()
    page.evaluate("""() => Promise.all(document.getAnimations()
        .filter(one => one.effect.getComputedTiming().iterations !== Infinity).map(one => one.finished.catch(() => {})))""")
    found = Axe().run(page, ".button:hover", options={"runOnly": ["color-contrast"]}).response
    words = [f"{one['nodes'][0]['html'][:140]} ({one['nodes'][0].get('failureSummary', '')[:200]})" for one in found["violations"] + found["incomplete"]]
    assert not words, f"{what}: " + "\n".join(words)
    assert found["passes"], f"{what}: nothing was looked at"


# Served files


@test
def files_are_served_with_strict_headers(bench):
    status, headers, body = bench.gateway.get("/")
    assert status == 200 and headers["Content-Type"].startswith("text/html"), (status, headers["Content-Type"])
    assert b"<script type=\"module\" src=\"/assets/app.js\">" in body
    policy = headers["Content-Security-Policy"]
    for directive in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"):
        assert directive in policy, f"{directive} is missing in {policy}"
    assert "unsafe" not in policy and headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"
    for path, kind in (("/assets/app.js", "text/javascript"), ("/assets/app.css", "text/css"), ("/assets/icon.svg", "image/svg+xml")):
        status, headers, _ = bench.gateway.get(path)
        assert status == 200 and headers["Content-Type"].startswith(kind), (path, status, headers["Content-Type"])
    tag = headers["ETag"]
    assert tag and bench.gateway.get("/assets/icon.svg", {"If-None-Match": tag})[0] == 304
    assert bench.gateway.get("/assets/none.js")[0] == 404


# Signing in


@test
def the_address_from_the_terminal_signs_in(bench):
    page = bench.signed_in()
    assert bench.gateway.token not in page.url and "token" not in page.url, page.url
    assert page.evaluate("history.length") <= 2
    # What stays is the token of this browser, which is worth nothing without its key.
    assert "deviceToken" in page.evaluate("JSON.stringify(sessionStorage)")
    assert bench.gateway.token not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    expect(page.locator(BOX)).to_be_focused()
    page.reload()
    expect(page.locator(".shell")).to_be_visible()


@test
def cve_2026_25253_ghsa_g8p2_7wf7_98mq_an_address_never_chooses_the_gateway_nor_the_token_by_query(bench):
    page = bench.page()
    page.goto(f"{bench.gateway.base}/?gatewayUrl=ws://127.0.0.1:9/&token={bench.gateway.token}#gatewayUrl=ws://127.0.0.1:9/")
    expect(page.get_by_role("heading", name="Sign in to OpenClaw")).to_be_visible()
    assert all(socket.url == bench.gateway.base.replace("http", "ws") + "/" for socket in bench.sockets)


@test
def a_wrong_token_is_explained_and_the_right_one_remembered_when_asked(bench):
    context = bench.context()
    page = bench.page(context)
    page.goto(bench.gateway.base)
    expect(page.get_by_label("Gateway token")).to_be_focused()
    page.keyboard.type("not-the-token")
    page.keyboard.press("Enter")
    expect(page.locator(".problem")).to_contain_text("not the gateway’s token")
    bench.shot(page, "signin-refused")
    page.keyboard.type(bench.gateway.token)
    page.get_by_label("Remember on this device").check()
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".shell")).to_be_visible()
    second = bench.page(context)
    second.goto(bench.gateway.base)
    expect(second.locator(".shell")).to_be_visible()
    second.locator(".account").click()
    second.get_by_role("menuitem", name="Sign out").click()
    expect(second.get_by_role("heading", name="Sign in to OpenClaw")).to_be_visible()
    assert bench.gateway.token not in second.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")


@test
def a_locked_out_client_sees_how_long_to_wait(bench):
    page, script = bench.scripted()
    script.refuse = {
        "code": "INVALID_REQUEST", "message": "unauthorized: too many failed authentication attempts (retry later)", "retryable": True, "retryAfterMs": 120_000,
        "details": {"code": "AUTH_RATE_LIMITED", "authReason": "rate_limited", "recommendedNextStep": "wait_then_retry"},
    }
    page.goto(bench.gateway.address)
    expect(page.locator(".problem")).to_contain_text("Try again in 2 minutes")
    expect(page.get_by_role("button", name="Sign in")).to_be_disabled()
    assert len(script.of("connect")) == 1


@test
def the_connect_frame_is_what_the_protocol_asks_for(bench):
    page, script = bench.scripted()
    page.goto(bench.gateway.address)
    expect(page.locator(".shell")).to_be_visible()
    connect = script.of("connect")[0]
    assert (connect["minProtocol"], connect["maxProtocol"], connect["role"]) == (3, 4, "operator")
    assert connect["client"]["id"] == "openclaw-control-ui" and connect["client"]["mode"] == "ui" and connect["client"]["instanceId"]
    assert connect["scopes"] == ["operator.read", "operator.write", "operator.admin"] and connect["caps"] == ["tool-events"]
    assert connect["auth"] == {"token": bench.gateway.token}


VERIFY = """async ({ publicKey, signature, text }) => {
    const bytes = (value) => Uint8Array.from(atob(value.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", bytes(publicKey), { name: "Ed25519" }, true, ["verify"]);
    const id = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes(publicKey)))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return { id, good: await crypto.subtle.verify({ name: "Ed25519" }, key, bytes(signature), new TextEncoder().encode(text)) };
}"""


def connects(page) -> list:
    """The parameters of every `connect` that a page sends from now on."""
    sent = []

    def read(frame) -> None:
        frame = json.loads(frame)
        if frame.get("method") == "connect":
            sent.append(frame["params"])

    page.on("websocket", lambda socket: socket.on("framesent", read))
    return sent


@test
def the_browser_signs_the_gateways_challenge_with_a_key_nobody_can_read(bench):
    page, script = bench.scripted()
    page.goto(bench.gateway.address)
    expect(page.locator(".shell")).to_be_visible()
    connect = script.of("connect")[0]
    device = connect["device"]
    assert (device["nonce"], device["signedAt"]) == ("n", 0), device
    text = "|".join(["v3", device["id"], "openclaw-control-ui", "ui", "operator", ",".join(connect["scopes"]), "0", bench.gateway.token, "n", "web", ""])
    assert page.evaluate(VERIFY, {**device, "text": text}) == {"id": device["id"], "good": True}
    taken = page.evaluate("""async () => {
        const request = indexedDB.open("openclaw", 1);
        const database = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
        const read = database.transaction("identity").objectStore("identity").get("device");
        const pair = await new Promise((resolve) => { read.onsuccess = () => resolve(read.result); });
        const ways = ["raw", "pkcs8", "jwk"].map((form) => crypto.subtle.exportKey(form, pair.privateKey).then(() => form, () => null));
        return { extractable: pair.privateKey.extractable, exported: (await Promise.all(ways)).filter(Boolean) };
    }""")
    assert taken == {"extractable": False, "exported": []}, taken


@test
def the_browser_comes_back_with_its_own_token_and_as_the_same_device(bench):
    context = bench.context()
    page = bench.page(context)
    sent = connects(page)
    page.goto(bench.gateway.address)
    expect(page.locator(".shell")).to_be_visible()
    assert sent[0]["auth"] == {"token": bench.gateway.token}, sent
    page.reload()
    expect(page.locator(".shell")).to_be_visible()
    expect(page.locator(BOX)).to_be_enabled()
    assert list(sent[-1]["auth"]) == ["deviceToken"] and sent[-1]["device"]["id"] == sent[0]["device"]["id"], sent[-1]
    # Another tab has no token, and is the same device.
    other = bench.page(context)
    again = connects(other)
    other.goto(bench.gateway.address)
    expect(other.locator(".shell")).to_be_visible()
    assert again[0]["device"]["id"] == sent[0]["device"]["id"]
    listed = bench.gateway.command_line("devices", "list", "--json")
    assert [one["deviceId"] for one in listed["paired"]].count(sent[0]["device"]["id"]) == 1, listed


@test
def a_browser_whose_token_was_rotated_says_so_and_signs_in_anew(bench):
    page = bench.page()
    sent = connects(page)
    page.goto(bench.gateway.address)
    expect(page.locator(".shell")).to_be_visible()
    bench.gateway.command_line("devices", "rotate", "--device", sent[0]["device"]["id"], "--json")
    expect(page.locator(".problem")).to_contain_text("This browser’s access has ended")
    bench.shot(page, "signin-access-ended")
    accessible(page, "the sign-in after the access has ended")
    assert "deviceToken" not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    page.get_by_label("Gateway token").fill(bench.gateway.token)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".shell")).to_be_visible()


@test
def a_browser_without_ed25519_signs_in_without_a_device(bench):
    for script in (
        "SubtleCrypto.prototype.generateKey = () => Promise.reject(new DOMException('no such algorithm', 'NotSupportedError'))",
        "Object.defineProperty(window, 'isSecureContext', { value: false })",
        "Object.defineProperty(window, 'indexedDB', { value: undefined })",
    ):
        context = bench.context()
        context.add_init_script(script)
        page = bench.page(context)
        sent = connects(page)
        page.goto(bench.gateway.address)
        expect(page.locator(".shell")).to_be_visible()
        assert "device" not in sent[0] and sent[0]["auth"] == {"token": bench.gateway.token}, (script, sent[0])
        page.reload()
        expect(page.locator(BOX)).to_be_enabled()
        send(page, "Hello without a key")
        settled(page, "Hello without a key")


@test
def a_browser_that_is_let_in_without_rights_asks_to_be_approved(bench):
    page, script = bench.scripted()
    script.scopes = []
    page.goto(bench.gateway.base)
    expect(page.locator(".shell")).to_be_visible()
    first, second = script.of("connect")
    assert "device" not in first and "auth" not in first and second["device"]["id"], (first, second)


# Chat


@test
def a_message_is_answered(bench):
    page = bench.page()
    frames = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    page.goto(bench.gateway.address)
    send(page, "Hello from the browser")
    expect(page.locator(QUESTION).last).to_contain_text("Hello from the browser")
    settled(page, "Hello from the browser")
    assert any('"state":"final"' in frame for frame in frames), "no final came"
    expect(page.locator(BOX)).to_have_value("")
    expect(page.locator(".session.current .session-preview")).to_contain_text("Hello from the browser")
    bench.shot(page, "chat")


@test
def a_reload_keeps_the_history(bench):
    page = bench.signed_in()
    send(page, "Keep this one")
    settled(page, "Keep this one")
    questions, answers = page.locator(QUESTION).count(), page.locator(ANSWER).count()
    page.reload()
    expect(page.locator(QUESTION)).to_have_count(questions)
    expect(page.locator(ANSWER)).to_have_count(answers)
    settled(page, "Keep this one")


@test
def a_word_begins_the_conversation_anew(bench):
    page = bench.signed_in()
    send(page, "What came before")
    settled(page, "What came before")
    send(page, "/new And now this")
    settled(page, "And now this")
    expect(page.locator(QUESTION)).to_have_count(1)
    expect(page.locator(QUESTION).last).to_have_text(re.compile("And now this"))
    expect(page.locator(QUESTION).last).not_to_contain_text("/new")
    expect(page.locator(ANSWER)).to_have_count(1)
    bench.shot(page, "began-anew")
    send(page, "/reset")
    settled(page, "A new conversation has begun.")
    expect(page.locator(QUESTION)).to_have_count(0)
    expect(page.locator(ANSWER)).to_have_count(1)
    bench.shot(page, "confirmed")
    page.reload()
    expect(page.get_by_text("What is on your mind?")).to_be_visible()
    expect(page.locator(ANSWER)).to_have_count(0)


@test
def the_keyboard_alone_is_enough(bench):
    page = bench.signed_in()
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type("first line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("second line")
    expect(page.locator(BOX)).to_have_value("first line\nsecond line")
    page.keyboard.press("Enter")
    settled(page, "second line")
    page.keyboard.press("ArrowUp")
    expect(page.locator(BOX)).to_have_value("first line\nsecond line")
    page.locator(BOX).fill("")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("overview")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()


@test
def text_never_becomes_markup(bench):
    page = bench.signed_in()
    send(page, "<img src=x onerror=alert(1)> <script>alert(2)</script> [bad](javascript:alert(3)) ![pic](https://example.org/x.png) [good](https://example.org/)")
    settled(page, "<img src=x onerror=alert(1)>")
    entry = page.locator(ANSWER).last
    assert entry.locator("img, script, iframe, [onerror]").count() == 0
    assert all(link.get_attribute("href").startswith("https://example.org/") for link in entry.locator("a").all())
    assert "noopener" in entry.locator("a").last.get_attribute("rel")


MARKDOWN = [
    ("plain *em* **strong** `code`", "<p>plain <em>em</em> <strong>strong</strong> <code>code</code></p>"),
    ("a_b_c and 2*3*4", "<p>a_b_c and 2<em>3</em>4</p>"),
    ("***both***", "<p><em><strong>both</strong></em></p>"),
    ("# One\n## Two", '<h2 class="md-h1">One</h2><h3 class="md-h2">Two</h3>'),
    ("- a\n- b\n  - c", '<ul><li><span class="tight">a</span></li><li><span class="tight">b</span><ul><li><span class="tight">c</span></li></ul></li></ul>'),
    ("3. x\n4. y", '<ol start="3"><li><span class="tight">x</span></li><li><span class="tight">y</span></li></ol>'),
    ("> quoted\n> more", "<blockquote><p>quoted\nmore</p></blockquote>"),
    ("one\n\n---\n\ntwo", "<p>one</p><hr><p>two</p>"),
    ("**open", "<p>**open</p>"),
    ("a \\*b\\*", "<p>a *b*</p>"),
    ("``a ` b``", "<p><code>a ` b</code></p>"),
    ("[x](data:text/html,hi)", '<p><span class="dead-link" title="This kind of link is not opened from here">x (data:text/html,hi)</span></p>'),
]


@test
def markdown_means_what_it_should(bench):
    page = bench.signed_in()
    for source, wanted in MARKDOWN:
        got = page.evaluate("""async (text) => {
            const { renderMarkdown } = await import("/assets/markdown.js");
            const element = document.createElement("div");
            renderMarkdown(element, text);
            return element.innerHTML;
        }""", source)
        assert got == wanted, f"{source!r}\n  is     {got}\n  not    {wanted}"


@test
def streamed_markdown_ends_like_whole_markdown_and_hostile_text_is_quick(bench):
    page = bench.signed_in()
    result = page.evaluate("""async () => {
        const { renderMarkdown } = await import("/assets/markdown.js");
        const text = "# T\\n\\nSome **bold _and_ it** with `code`.\\n\\n```swift\\nlet x = \\"1\\" // c\\n```\\n\\n- a\\n- b\\n\\n  c\\n\\n| a | b |\\n|---|:-:|\\n| 1 | `|` |\\n\\n> q\\n";
        const whole = document.createElement("div"), streamed = document.createElement("div");
        renderMarkdown(whole, text);
        for (let end = 1; end <= text.length; end += 1) renderMarkdown(streamed, text.slice(0, end), { streaming: true });
        renderMarkdown(streamed, text);
        const hostile = ["*".repeat(50000), "[".repeat(50000), "`".repeat(50000) + " `", "> ".repeat(20000), "- ".repeat(20000), "# " + " ".repeat(50000) + "#x",
            "|".repeat(20000) + "\\n" + "|-".repeat(20000), "_a".repeat(50000), "https://" + ")".repeat(50000), "<".repeat(50000), "~~a".repeat(30000), "```" + " ".repeat(50000) + "`"];
        const times = hostile.map((text) => {
            const began = performance.now();
            renderMarkdown(document.createElement("div"), text);
            return Math.round(performance.now() - began);
        });
        return { same: whole.innerHTML === streamed.innerHTML, times };
    }""")
    assert result["same"], "streaming left something else than rendering at once"
    assert max(result["times"]) < 5000, f"hostile text takes {result['times']} ms"


@test
def deltas_append_replace_and_follow_snapshots(bench):
    page, script = bench.scripted()
    page.goto(bench.gateway.address)
    send(page, "go")
    expect(page.locator(f"{ANSWER} .working")).to_be_visible()
    run = script.of("chat.send")[0]["idempotencyKey"]
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", run), run
    script.chat(run, "delta", deltaText="One", message={"role": "assistant", "content": [{"type": "text", "text": "One"}]})
    script.say(run, " two")
    expect(page.locator(ANSWER).last.locator(".markdown")).to_have_text("One two")
    script.chat(run, "delta", deltaText="Instead", replace=True)
    script.say(run, " this")
    expect(page.locator(ANSWER).last.locator(".markdown")).to_have_text("Instead this")
    expect(page.locator(ANSWER).last).to_have_attribute("aria-busy", "true")
    script.finish(run, "Instead this, finally")
    settled(page, "Instead this, finally")
    expect(page.locator(ANSWER)).to_have_count(1)
    expect(page.locator("#announcer")).to_have_text("Instead this, finally")


@test
def older_servers_cumulative_deltas_work_too(bench):
    page, script = bench.scripted()
    page.goto(bench.gateway.address)
    send(page, "go")
    expect(page.locator(f"{ANSWER} .working")).to_be_visible()
    run = script.of("chat.send")[0]["idempotencyKey"]
    for text in ("One", "One two", "One two three"):
        script.chat(run, "delta", message={"role": "assistant", "content": [{"type": "text", "text": text}]})
    expect(page.locator(ANSWER).last.locator(".markdown")).to_have_text("One two three")


@test
def tools_show_as_they_run(bench):
    page, script = bench.scripted()
    page.goto(bench.gateway.address)
    send(page, "look")
    expect(page.locator(f"{ANSWER} .working")).to_be_visible()
    run = script.of("chat.send")[0]["idempotencyKey"]
    script.say(run, "Let me see.")
    tool = {"runId": run, "sessionKey": MAIN, "seq": 1, "stream": "tool", "ts": 0}
    script.event("agent", {**tool, "data": {"phase": "start", "name": "shell", "toolCallId": "t1", "args": {"command": "uptime"}}})
    expect(page.locator(".tool")).to_contain_text("running")
    script.event("agent", {**tool, "data": {"phase": "result", "name": "shell", "toolCallId": "t1", "result": "up 3 days"}})
    script.say(run, "Three days.")
    page.locator(".tool summary").click()
    expect(page.locator(".tool-body")).to_contain_text("up 3 days")
    script.finish(run, "Three days.")
    settled(page, "Three days.")
    expect(page.locator(f"{ANSWER} .markdown")).to_have_text(["Let me see.", "Three days."])


@test
def a_run_can_be_stopped(bench):
    page, script = bench.scripted()
    page.goto(bench.gateway.address)
    send(page, "go on for ever")
    expect(page.get_by_role("button", name="Stop the answer")).to_be_visible()
    run = script.of("chat.send")[0]["idempotencyKey"]
    script.say(run, "Half an answ")
    expect(page.locator(ANSWER).last).to_contain_text("Half an answ")
    page.keyboard.press("Escape")
    expect(page.locator(".working")).to_contain_text("Stopping")
    assert script.of("chat.abort") == [{"sessionKey": MAIN}]
    script.chat(run, "aborted", message={"role": "assistant", "content": [{"type": "text", "text": "Half an answ"}]})
    expect(page.locator(ANSWER).last).to_contain_text("Stopped")
    expect(page.get_by_role("button", name="Stop the answer")).to_be_hidden()


@test
def a_failed_run_says_why(bench):
    page, script = bench.scripted()
    page.goto(bench.gateway.address)
    send(page, "fail")
    expect(page.locator(f"{ANSWER} .working")).to_be_visible()
    script.chat(script.of("chat.send")[0]["idempotencyKey"], "error", errorMessage="the provider is overloaded", errorKind="rate_limit")
    expect(page.locator(f"{ANSWER} .status-bad")).to_contain_text("the provider is overloaded")


@test
def a_failed_send_is_retried_under_the_same_key(bench):
    page, script = bench.scripted()
    attempts = []

    def refuse_once(params, answer, fail):
        attempts.append(params)
        if len(attempts) == 1:
            fail("UNAVAILABLE", "the queue is full", retryable=True)
        else:
            answer({"runId": params["idempotencyKey"], "status": "started"})

    script.handlers["chat.send"] = refuse_once
    page.goto(bench.gateway.address)
    send(page, "only once")
    expect(page.locator(QUESTION)).to_contain_text("the queue is full")
    page.get_by_role("button", name="Retry").click()
    expect(page.locator(f"{ANSWER} .working")).to_be_visible()
    assert len(attempts) == 2 and attempts[0] == attempts[1], attempts
    script.finish(attempts[0]["idempotencyKey"], "got it")
    settled(page, "got it")
    expect(page.locator(QUESTION)).to_have_count(1)


@test
def a_send_that_breaks_with_the_connection_is_not_lost(bench):
    page, script = bench.scripted()
    script.handlers["chat.send"] = lambda params, answer, fail: script.socket.close(code=1012, reason="service restart")
    page.goto(bench.gateway.address)
    send(page, "did you get this?")
    expect(page.locator(QUESTION)).to_contain_text("Not sent")
    del script.handlers["chat.send"]
    page.get_by_role("button", name="Retry").click()
    expect(page.locator(f"{ANSWER} .working")).to_be_visible()
    keys = {params["idempotencyKey"] for params in script.of("chat.send")}
    assert len(script.of("chat.send")) == 2 and len(keys) == 1


@test
def an_answer_under_way_survives_a_reload(bench):
    page, script = bench.scripted()
    script.stored("user", "tell me", "m1")
    script.history_extra = {"sessionInfo": {"hasActiveRun": True, "activeRunIds": ["r1"]}, "inFlightRun": {"runId": "r1", "text": "Once upon"}}
    page.goto(bench.gateway.address)
    expect(page.locator(ANSWER).last).to_contain_text("Once upon")
    script.say("r1", " a time")
    expect(page.locator(ANSWER).last).to_contain_text("Once upon a time")
    script.stored("assistant", "Once upon a time.", "m2")
    script.history_extra = {}
    script.finish("r1", "Once upon a time.")
    settled(page, "Once upon a time.")
    page.wait_for_function("() => document.querySelectorAll('.entry-assistant').length === 1")


@test
def missed_events_make_the_page_ask_again(bench):
    page, script = bench.scripted()
    page.goto(bench.gateway.address)
    expect(page.locator(".empty")).to_be_visible()
    script.event("presence", {"presence": []})
    asked = len(script.of("chat.history"))
    script.stored("user", "from elsewhere", "m1")
    script.stored("assistant", "seen after the gap", "m2")
    script.sequence += 5
    script.event("presence", {"presence": []})
    settled(page, "seen after the gap")
    assert len(script.of("chat.history")) > asked


@test
def a_silent_gateway_is_left_and_found_again(bench):
    page, script = bench.scripted()
    script.tick_interval = 1000
    page.goto(bench.gateway.address)
    expect(page.locator(".shell")).to_be_visible()
    deadline = time.monotonic() + 15
    while len(script.sockets) < 2 and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert len(script.sockets) >= 2, "the page kept a connection on which nothing came"


@test
def rights_decide_what_is_offered(bench):
    page, script = bench.scripted()
    script.scopes = ["operator.read"]
    page.goto(bench.gateway.address)
    expect(page.locator(BOX)).to_be_disabled()
    page.locator(".view-head").get_by_role("button", name="Session actions").click()
    expect(page.get_by_role("menuitem")).to_have_text(["Copy session key"])


@test
def long_histories_load_in_pages_and_keep_the_place(bench):
    page, script = bench.scripted()
    everything = [{"role": "assistant" if index % 2 else "user", "content": f"message {index}", "timestamp": 1_700_000_000_000 + index * 1000, "__openclaw": {"id": f"m{index}"}} for index in range(300)]

    def history(params, answer, fail):
        end = len(everything) - params.get("offset", 0)
        start = max(0, end - params["limit"])
        answer({"sessionKey": MAIN, "messages": everything[start:end], "hasMore": start > 0, "nextOffset": len(everything) - start})

    script.handlers["chat.history"] = history
    page.goto(bench.gateway.address)
    expect(page.locator(".entry").last).to_contain_text("message 299")
    first = page.locator(".entry").first.inner_text()
    while page.locator(".entry").count() < 300:
        before = page.locator(".entry").count()
        page.locator(".thread").evaluate("(element) => { element.scrollTop = 0; }")
        page.wait_for_function("(before) => document.querySelectorAll('.entry').length > before", arg=before)
    texts = page.locator(".entry .markdown").all_inner_texts()
    assert texts == [f"message {index}" for index in range(300)], "messages are missing, doubled or out of order"
    assert "message 240" in first


@test
def a_reader_who_scrolled_up_is_left_alone(bench):
    page, script = bench.scripted()
    for index in range(40):
        script.stored("user" if index % 2 == 0 else "assistant", f"message {index}\n\nsecond paragraph", f"m{index}")
    page.goto(bench.gateway.address)
    expect(page.locator(".entry").last).to_contain_text("message 39")
    thread = page.locator(".thread")
    assert thread.evaluate("(e) => e.scrollHeight - e.scrollTop - e.clientHeight") < 4
    thread.evaluate("(e) => { e.scrollTop = 300; }")
    expect(page.locator(".jump")).to_be_visible()
    script.say("r9", "new text " * 200)
    expect(page.locator(ANSWER).last).to_contain_text("new text")
    assert abs(thread.evaluate("(e) => e.scrollTop") - 300) < 2
    page.locator(".jump").click()
    page.wait_for_function("() => { const e = document.querySelector('.thread'); return e.scrollHeight - e.scrollTop - e.clientHeight < 4; }")


# Sessions


@test
def sessions_are_made_named_found_and_deleted(bench):
    page = bench.signed_in()
    main_url = page.url
    page.locator(".sessions").get_by_role("link").first.wait_for()
    page.locator(".thread").focus()
    page.keyboard.press("n")
    expect(page).not_to_have_url(main_url)
    expect(page.locator(".empty")).to_be_visible()
    send(page, "A session about otters")
    settled(page, "A session about otters")
    page.locator(".view-head").get_by_role("button", name="Session actions").click()
    page.get_by_role("menuitem", name="Rename").click()
    page.get_by_role("textbox", name="Name").fill("Otter research")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Otter research")
    expect(page.locator(".session.current .session-title")).to_have_text("Otter research")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Otter research")
    page.keyboard.press("Control+k")
    page.keyboard.type("otter res")
    expect(page.get_by_role("option").first).to_contain_text("Otter research")
    page.keyboard.press("Escape")
    page.locator(".view-head").get_by_role("button", name="Session actions").click()
    page.get_by_role("menuitem", name="Start anew").click()
    page.get_by_role("dialog").get_by_role("button", name="Start anew").click()
    expect(page.locator(".empty")).to_be_visible()
    page.locator(".view-head").get_by_role("button", name="Session actions").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator(".session-title", has_text="Otter research")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Otter research")


@test
def two_windows_see_the_same(bench):
    one, two = bench.signed_in(), bench.signed_in()
    send(one, "Seen in both windows")
    settled(one, "Seen in both windows")
    settled(two, "Seen in both windows")
    expect(two.locator(QUESTION).last).to_contain_text("Seen in both windows")


@test
def drafts_stay_with_their_session(bench):
    page = bench.signed_in()
    page.locator(BOX).fill("half a thought")
    page.locator(".thread").focus()
    page.keyboard.press("n")
    expect(page.locator(BOX)).to_have_value("")
    page.go_back()
    expect(page.locator(BOX)).to_have_value("half a thought")
    page.reload()
    expect(page.locator(BOX)).to_have_value("half a thought")


# Restarts


def restart(bench, with_signal: int) -> None:
    bench.allowed_console = [r"WebSocket connection to .* failed", r"ERR_CONNECTION_REFUSED"]
    page = bench.signed_in()
    text = f"Before signal {with_signal}"
    send(page, text)
    settled(page, text)
    bench.gateway.stop(with_signal)
    try:
        expect(page.locator(".banner")).to_be_visible()
        bench.shot(page, f"reconnecting-{with_signal}")
        send(page, "Written while the gateway was away")
        expect(page.locator(QUESTION).last).to_contain_text("Waiting for the connection")
    finally:
        bench.gateway.start()
    expect(page.locator(".banner")).to_be_hidden(timeout=20_000)
    settled(page, "Written while the gateway was away")
    expect(page.locator(QUESTION, has_text=text)).to_have_count(1)
    expect(page.locator(ANSWER, has_text=text)).to_have_count(1)
    send(page, "And now?")
    settled(page, "And now?")
    page.reload()
    settled(page, "And now?")
    expect(page.locator(QUESTION, has_text=text)).to_have_count(1)
    expect(page.locator(ANSWER, has_text=text)).to_have_count(1)


@test
def the_page_comes_back_after_a_restart(bench):
    restart(bench, signal.SIGTERM)


@test
def the_page_comes_back_after_a_crash(bench):
    restart(bench, signal.SIGKILL)


# Looks


@test
def light_and_dark_follow_the_system_and_the_choice(bench):
    background = "getComputedStyle(document.body).backgroundColor"
    light, dark = bench.signed_in(color_scheme="light"), bench.signed_in(color_scheme="dark")
    assert light.evaluate(background) != dark.evaluate(background)
    bench.shot(light, "light")
    bench.shot(dark, "dark")
    light.locator(".account").click()
    light.get_by_role("menuitemradio", name="Dark").click()
    assert light.evaluate(background) == dark.evaluate(background)
    light.reload()
    expect(light.locator(".shell")).to_be_visible()
    assert light.evaluate(background) == dark.evaluate(background)


@test
def a_phone_needs_no_sideways_scrolling(bench):
    phone = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
    stranger = bench.page(**phone)
    stranger.goto(bench.gateway.base)
    expect(stranger.get_by_label("Gateway token")).to_be_visible()
    no_sideways_scroll(stranger, "sign-in")
    page = bench.signed_in(**phone)
    page.locator(BOX).fill("a" * 200 + " https://example.org/" + "b" * 120 + "\n\n```\n" + "c" * 300 + "\n```\n\n| a | b | c |\n|---|---|---|\n| " + "wide " * 30 + "| 2 | 3 |")
    page.get_by_role("button", name="Send").tap()
    settled(page, "aaaa")
    no_sideways_scroll(page, "chat")
    bench.shot(page, "phone-chat")
    page.locator(".chat .drawer-button").tap()
    expect(page.locator(".sidebar")).to_be_in_viewport()
    no_sideways_scroll(page, "drawer")
    bench.shot(page, "phone-drawer")
    page.get_by_role("link", name="Overview").tap()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    expect(page.locator(".state-card h2")).to_be_visible()
    no_sideways_scroll(page, "overview")
    bench.shot(page, "phone-overview")


@test
def devices_that_wait_are_decided_on_in_the_overview(bench):
    page, script = bench.scripted()
    device = {
        "requestId": "r-device", "deviceId": "ab" * 32, "displayName": "Kitchen\u202e<b>tablet</b>", "platform": "ios", "role": "operator",
        "scopes": ["operator.read", "operator.write"], "remoteIp": "203.0.113.7", "reason": "not-paired", "ts": int(time.time() * 1000),
    }
    node = {
        "requestId": "r-node", "nodeId": "cd" * 32, "displayName": "Workshop", "platform": "linux", "commands": ["system.run"],
        "ts": int(time.time() * 1000) - 60_000,
    }
    waiting = {"device": [], "node": []}
    for kind in waiting:
        script.handlers[f"{kind}.pair.list"] = lambda params, answer, fail, kind=kind: answer({"pending": waiting[kind], "paired": []})
        for method in ("approve", "reject"):
            def decide(params, answer, fail, kind=kind):
                waiting[kind].clear()
                answer({"requestId": params["requestId"]})
            script.handlers[f"{kind}.pair.{method}"] = decide
    page.goto(bench.gateway.address)
    expect(page.locator(BOX)).to_be_enabled()
    waiting["device"], waiting["node"] = [device], [node]
    script.event("device.pair.requested", device)
    expect(page.locator("#toasts")).to_contain_text("asks to be paired")
    page.goto(f"{bench.gateway.base}/#/overview")
    card = page.get_by_role("region", name="Waiting for approval")
    expect(card.locator("li")).to_have_count(2)
    expect(card).to_contain_text("Kitchen\ufffd<b>tablet</b>")
    expect(card).to_contain_text("talk to agents")
    expect(card).to_contain_text("203.0.113.7")
    accessible(page, "pairing")
    bench.shot(page, "pairing")
    card.get_by_role("button", name="Reject Kitchen").click()
    expect(card.locator("li")).to_have_count(1)
    assert script.of("device.pair.reject") == [{"requestId": "r-device"}]
    # Running programs is asked about once more.
    card.get_by_role("button", name="Approve Workshop").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("run programs")
    assert script.of("node.pair.approve") == []
    dialog.get_by_role("button", name="Approve").click()
    expect(card).to_have_count(0)
    assert script.of("node.pair.approve") == [{"requestId": "r-node"}]


@test
def programs_that_ask_to_run_are_decided_on_in_the_overview(bench):
    page, script = bench.scripted()
    now = int(time.time() * 1000)

    def row(name, command):
        return {
            "id": name, "createdAtMs": now - 5_000, "expiresAtMs": now + 600_000,
            "request": {"command": command, "cwd": "/srv", "env": {"TZ": "UTC"}, "nodeId": "cd" * 32, "agentId": "main", "resolvedPath": "/usr/bin/x"},
        }

    waiting = [row("a1", "deploy <b>now</b>\u202e"), row("a2", "uptime"), row("a3", "rm -rf /")]
    script.handlers["exec.approval.list"] = lambda params, answer, fail: answer(waiting)

    def resolve(params, answer, fail):
        waiting[:] = [entry for entry in waiting if entry["id"] != params["id"]]
        answer({"ok": True})

    script.handlers["exec.approval.resolve"] = resolve
    page.goto(bench.gateway.address)
    expect(page.locator(BOX)).to_be_enabled()
    script.event("exec.approval.requested", waiting[0])
    expect(page.locator("#toasts")).to_contain_text("asks to run")
    page.goto(f"{bench.gateway.base}/#/overview")
    card = page.get_by_role("region", name="Programs that ask to run")
    expect(card.locator("li")).to_have_count(3)
    expect(card).to_contain_text("deploy <b>now</b>\ufffd")
    expect(card).to_contain_text("TZ=UTC")
    accessible(page, "approvals")
    bench.shot(page, "approvals")
    card.get_by_role("button", name="Deny: rm").click()
    expect(card.locator("li")).to_have_count(2)
    card.get_by_role("button", name="Allow: uptime").click()
    expect(card.locator("li")).to_have_count(1)
    # What is allowed for good is asked about once more.
    card.get_by_role("button", name="Always: deploy").click()
    page.get_by_role("dialog").get_by_role("button", name="Allow always").click()
    expect(card).to_have_count(0)
    assert script.of("exec.approval.resolve") == [
        {"id": "a3", "decision": "deny"}, {"id": "a2", "decision": "allow-once"}, {"id": "a1", "decision": "allow-always"},
    ]


@test
def tasks_are_seen_handed_in_and_cancelled(bench):
    page, script = bench.scripted()
    now = int(time.time() * 1000)

    def task(name, status, priority="human", progress=0, **more):
        meta = {"priority": priority, "progress": progress, "attempt": 1 if status != "queued" else 0, **more.pop("metadata", {})}
        return {"id": name, "taskId": name, "kind": "agent", "status": status, "title": more.pop("title", name), "createdAt": now - 60_000, "metadata": meta, **more}

    tasks = [
        task("t1", "running", progress=0.4, agentId="main", sessionKey="agent:main:task:t1", startedAt=now - 42_000, title="Compare the <b>prices</b>\u202e of three shops",
             progressSummary="page 4 of 10", metadata={"worker": "agents", "workspace": "shop"}),
        task("t2", "running", "control", kind="command", startedAt=now - 3_000, title="Look at the card", metadata={"worker": "node:workshop", "tags": "gpu", "attempt": 2}),
        task("t3", "queued", "background", title="Tidy the notes", progressSummary="waits for t1", metadata={"waitReason": "waits for t1"}),
        task("t4", "completed", title="Sum up the open issues", startedAt=now - 55_000, endedAt=now - 50_000, terminalSummary="Seven are open, two of them are urgent. " * 12, agentId="main"),
        task("t5", "failed", title="Write to the printer", startedAt=now - 55_000, endedAt=now - 30_000, error="the program ended with exit code 1: no paper"),
        task("t6", "timed_out", "scheduled", title="Wait for the mail", endedAt=now - 20_000, error="it waited in line for longer than 600 s"),
    ]

    def listed(params, answer, fail):
        answer({"tasks": [row for row in tasks if row["status"] in params.get("status", [row["status"]])]})

    def cancel(params, answer, fail):
        row = next(row for row in tasks if row["id"] == params["taskId"])
        row.update(status="cancelled", endedAt=now, error="cancelled by an operator")
        answer({"found": True, "cancelled": True, "task": row})
        script.event("task", {"action": "ended", "task": row})

    def submit(params, answer, fail):
        row = task("t7", "queued", title=params["task"], progressSummary="waits for a free place", metadata={"waitReason": "waits for a free place"})
        tasks.append(row)
        answer({"accepted": True, "repeated": False, "task": row})
        script.event("task", {"action": "queued", "task": row})

    script.handlers.update({"tasks.list": listed, "tasks.cancel": cancel, "tasks.submit": submit})
    page.goto(bench.gateway.address)
    expect(page.locator(BOX)).to_be_enabled()
    expect(page.locator(".nav-count")).to_have_text("3")
    page.get_by_role("link", name="Tasks").click()
    rows = page.locator(".task-rows li")
    expect(rows).to_have_count(6)
    assert rows.evaluate_all("rows => rows.map(row => row.dataset.task)") == ["t2", "t1", "t3", "t6", "t5", "t4"], "open first, urgent first"
    expect(rows.nth(1)).to_contain_text("Compare the <b>prices</b>")
    expect(rows.nth(1).get_by_role("progressbar")).to_have_attribute("aria-valuenow", "40")
    expect(rows.nth(2)).to_contain_text("waits for t1")
    accessible(page, "tasks")
    bench.shot(page, "tasks")
    # Progress comes as an event, and the row keeps the focus.
    button = rows.nth(1).get_by_role("button", name="Cancel: Compare")
    button.focus()
    tasks[0]["metadata"]["progress"] = 0.9
    script.event("task", {"action": "progress", "task": tasks[0]})
    expect(rows.nth(1).get_by_role("progressbar")).to_have_attribute("aria-valuenow", "90")
    expect(button).to_be_focused()
    button.click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel the task").click()
    expect(page.locator("li[data-task=t1]")).to_contain_text("Cancelled")
    assert script.of("tasks.cancel") == [{"taskId": "t1"}]
    page.get_by_role("button", name="New task").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Water the plants")
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    expect(page.locator("li[data-task=t7]")).to_contain_text("waits for a free place")
    page.locator(".chip[data-filter=done]").click()
    expect(rows).to_have_count(1)
    page.emulate_media(color_scheme="dark")
    page.locator(".chip[data-filter=all]").click()
    accessible(page, "tasks, dark")
    bench.shot(page, "tasks-dark")
    page.set_viewport_size({"width": 360, "height": 740})
    no_sideways_scroll(page, "tasks")
    bench.shot(page, "tasks-phone")


@test
def a_task_is_done_by_the_gateway_while_the_page_looks_on(bench):
    page = bench.signed_in()
    page.get_by_role("link", name="Tasks").click()
    page.get_by_role("button", name="New task").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Count to three")
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    row = page.locator(".task-rows li", has_text="Count to three").first
    expect(row.locator(".badge")).to_have_text("Done")
    row.get_by_role("link", name="Open the session").click()
    expect(page.locator(QUESTION).last).to_contain_text("Count to three")


def scripted_jobs(script, **status):
    """Jobs of every kind behind a scripted gateway."""
    now = int(time.time() * 1000)

    def job(name, schedule, message="Look around", state=None, **more):
        return {
            "id": name, "name": name, "enabled": True, "deleteAfterRun": False, "createdAtMs": now, "updatedAtMs": now, "configRevision": 1, "schedule": schedule,
            "sessionTarget": "isolated", "wakeMode": "now", "payload": {"kind": "agentTurn", "message": message}, "delivery": {"mode": "none"},
            "misfire": {"policy": "runOnce"}, "overlap": "forbid", "state": {"consecutiveErrors": 0, "scheduleErrorCount": 0, **(state or {})}, **more,
        }

    jobs = {row["id"]: row for row in [
        job("Morning report", {"kind": "cron", "expr": "0 9 * * 1-5", "tz": "Europe/Berlin"}, "Read what came in since yesterday, sum it up in ten lines and say what cannot wait.",
            {"nextRunAtMs": now + 11_100_000, "lastRunAtMs": now - 75_000_000, "lastRunStatus": "ok", "lastDurationMs": 42_000}),
        job("Look for <b>mail</b>\u202e", {"kind": "every", "everyMs": 600_000}, "Is there new mail?", {"nextRunAtMs": now + 33_000, "runningAtMs": now - 4_000}),
        job("Prices", {"kind": "cron", "expr": "5-59/13 3 * * *"}, "Compare the prices of three shops.", {
            "nextRunAtMs": now + 700_000, "lastRunAtMs": now - 1_200_000, "lastRunStatus": "error", "lastDurationMs": 3_000, "consecutiveErrors": 3,
            "lastError": "the model did not answer within 120 s"}, agentId="research"),
        job("Backup", {"kind": "cron", "expr": "0 3 * * *"}, state={"nextRunAtMs": now + 60_000_000}, sessionTarget="main",
            payload={"kind": "systemEvent", "text": "The backup has ended; say so when somebody asks."}),
        job("Dentist", {"kind": "at", "at": "2026-03-12T09:00:00.000Z"}, "Remind me of the dentist.", {"lastRunAtMs": now - 700_000_000, "lastRunStatus": "ok", "lastDurationMs": 900}, enabled=False),
    ]}
    runs = [
        {"ts": now - 1_197_000, "jobId": "Prices", "status": "error", "runAtMs": now - 1_200_000, "durationMs": 3_000, "manual": True, "runId": "r2",
         "error": "the model did not answer within 120 s", "deliveryStatus": "not-requested", "sessionKey": "cron:Prices"},
        {"ts": now - 5_000_000, "jobId": "Prices", "status": "skipped", "error": "the last run still went on", "deliveryStatus": "not-requested"},
        {"ts": now - 7_000_000, "jobId": "Prices", "status": "ok", "runAtMs": now - 7_020_000, "durationMs": 20_000, "model": "large", "runId": "r1",
         "summary": "The second shop has the best price: 12.40 <i>with</i> postage.", "deliveryStatus": "not-requested", "sessionKey": "cron:Prices"},
    ]
    script.handlers["cron.list"] = lambda params, answer, fail: answer({"jobs": list(jobs.values()), "total": len(jobs), "offset": 0, "limit": 200, "hasMore": False})
    script.handlers["cron.runs"] = lambda params, answer, fail: answer({"entries": [row for row in runs if row["jobId"] == params["id"]], "hasMore": False})
    script.handlers["cron.status"] = lambda params, answer, fail: answer(
        {"enabled": True, "storePath": "/state/cron/jobs.json", "jobs": len(jobs), "running": 1, "timeZone": "Europe/Berlin", **status})
    return jobs


@test
def jobs_are_shown_with_their_schedules_and_runs(bench):
    page, script = bench.scripted()
    jobs = scripted_jobs(script, notUnderstood=2)
    page.goto(bench.gateway.address)
    expect(page.locator(BOX)).to_be_enabled()
    page.get_by_role("link", name="Jobs").click()
    rows = page.locator(".job-rows > li")
    expect(rows).to_have_count(5)
    assert rows.evaluate_all("rows => rows.map(row => row.dataset.job)")[-1] == "Dentist", "what is off stands at the end"
    report = page.locator("li[data-job='Morning report']")
    expect(report).to_contain_text("At 09:00, Monday to Friday")
    expect(report).to_contain_text("Europe/Berlin")
    expect(report).to_contain_text(re.compile("Next in 3 h"))
    expect(report.locator(".badge")).to_have_text("Went well")
    mail = rows.filter(has_text="Look for <b>mail</b>")
    expect(mail).to_contain_text("Every 10 minutes")
    expect(mail.locator(".badge")).to_have_text("Running")
    prices = page.locator("li[data-job=Prices]")
    expect(prices).to_contain_text("5-59/13 3 * * *")
    expect(prices.locator(".badge")).to_have_text("Failed 3 times")
    expect(prices.locator(".row-error")).to_have_text("the model did not answer within 120 s")
    expect(page.locator("li[data-job=Dentist]")).to_contain_text("Off")
    expect(page.get_by_role("note")).to_contain_text("2 stored jobs were not understood")
    # The log of a job, by keyboard.
    prices.get_by_role("button", name="History of Prices").focus()
    page.keyboard.press("Enter")
    log = prices.get_by_role("region", name="History of Prices")
    expect(log.locator("li")).to_have_count(3)
    expect(log).to_contain_text("the last run still went on")
    expect(log).to_contain_text("12.40 <i>with</i> postage")
    expect(prices.get_by_role("button", name="History of Prices")).to_be_focused()
    accessible(page, "jobs")
    bench.shot(page, "jobs")
    # An event changes a row, and the row keeps the focus.
    jobs["Prices"]["state"].update(lastRunStatus="ok", consecutiveErrors=0, lastRunAtMs=int(time.time() * 1000))
    script.event("cron", {"action": "finished", "jobId": "Prices", "runId": "r3", "status": "ok", "ts": int(time.time() * 1000)})
    expect(prices.locator(".badge")).to_have_text("Went well")
    expect(prices.get_by_role("button", name="History of Prices")).to_be_focused()
    page.locator(".chip[data-filter=off]").click()
    expect(rows).to_have_count(1)
    page.locator(".chip[data-filter=all]").click()
    page.emulate_media(color_scheme="dark")
    accessible(page, "jobs, dark")
    bench.shot(page, "jobs-dark")
    page.get_by_role("button", name="More about Prices").click()
    page.get_by_role("menuitem", name="Edit").click()
    expect(page.get_by_role("dialog").get_by_role("textbox", name="Expression")).to_have_value("5-59/13 3 * * *")
    page.get_by_role("dialog").locator("summary").click()
    page.get_by_role("dialog").get_by_label("When the last run still goes on").scroll_into_view_if_needed()
    accessible(page, "the form of a job, dark")
    bench.shot(page, "job-form-dark")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="More about Prices")).to_be_focused()
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator(".sidebar")).not_to_be_in_viewport()
    no_sideways_scroll(page, "jobs")
    accessible(page, "jobs on a phone")
    bench.shot(page, "jobs-phone")
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name="New job").click()
    no_sideways_scroll(page, "the form of a job")
    accessible(page, "the form of a job on a phone")
    bench.shot(page, "job-form-phone")


@test
def jobs_that_are_switched_off_or_only_looked_at_are_told_in_words(bench):
    page, script = bench.scripted()
    scripted_jobs(script, enabled=False)
    script.scopes = ["operator.read"]
    page.goto(f"{bench.gateway.base}/#token={bench.gateway.token}")
    expect(page.locator(".shell")).to_be_visible()
    page.get_by_role("link", name="Jobs").click()
    expect(page.get_by_text("Scheduled jobs are switched off on this gateway")).to_be_visible()
    expect(page.get_by_text("takes the right operator.admin")).to_be_visible()
    row = page.locator("li[data-job='Morning report']")
    expect(row).to_contain_text("Waits: jobs are switched off")
    expect(row.get_by_role("switch")).to_be_disabled()
    expect(row.get_by_role("button", name="Run now")).to_be_hidden()
    expect(page.get_by_role("button", name="New job")).to_be_hidden()
    row.get_by_role("button", name="More about").click()
    expect(page.get_by_role("menuitem", name="Remove")).to_have_count(0)
    page.keyboard.press("Escape")
    accessible(page, "jobs that are only looked at")
    bench.shot(page, "jobs-switched-off")
    # What the gateway cannot read is said with its words, and asked for again.
    ready = script.handlers["cron.list"]
    script.handlers["cron.list"] = lambda params, answer, fail: fail("UNAVAILABLE", "the jobs could not be read: the file is damaged")
    script.event("cron", {"action": "added", "jobId": "x"})
    expect(page.get_by_role("alert")).to_contain_text("the file is damaged")
    script.handlers["cron.list"] = ready
    page.get_by_role("button", name="Try again").click()
    expect(row).to_be_visible()
    # Without the right to read there is nothing to show, and why is said.
    page, script = bench.scripted()
    scripted_jobs(script)
    script.scopes = ["operator.pairing"]
    page.goto(bench.gateway.address)
    page.get_by_role("link", name="Jobs").click()
    expect(page.locator(".jobs")).to_contain_text("lacks the right operator.read")
    assert script.of("cron.list") == []


@test
def a_job_is_added_run_changed_switched_off_and_removed(bench):
    page = bench.signed_in()
    page.get_by_role("link", name="Jobs").click()
    expect(page.get_by_text("No jobs yet")).to_be_visible()
    bench.shot(page, "jobs-empty")
    page.get_by_role("button", name="Add the first job").click()
    dialog = page.get_by_role("dialog", name="New job")
    expect(dialog.get_by_role("textbox", name="Name")).to_be_focused()
    # What is missing is said at the form.
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("The job needs a name.")
    dialog.get_by_role("textbox", name="Name").fill("Greeting")
    dialog.get_by_role("textbox", name="Message").fill("Say <b>hello</b> to the world")
    dialog.get_by_text("Cron expression").click()
    dialog.get_by_role("textbox", name="Expression").fill("61 9 * * 1-5")
    dialog.get_by_label("Time zone").fill("Europe/Berlin")
    dialog.get_by_role("button", name="Add the job").click()
    # The gateway's own words, at the field they are about.
    expect(dialog.get_by_role("alert")).to_have_text('"61" is no minute of a cron expression: it takes 0 to 59')
    expect(dialog.get_by_role("textbox", name="Expression")).to_be_focused()
    expect(dialog.get_by_role("textbox", name="Expression")).to_have_attribute("aria-invalid", "true")
    accessible(page, "a form that was refused")
    bench.shot(page, "job-form-refused")
    dialog.get_by_label("Time zone").fill("Europe/Nowhere")
    dialog.get_by_role("textbox", name="Expression").fill("30 9 * * 1-5")
    dialog.get_by_role("button", name="Add the job").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Europe/Nowhere")
    dialog.get_by_label("Time zone").fill("Europe/Berlin")
    expect(dialog).to_contain_text("At 09:30, Monday to Friday; clocks as in Europe/Berlin.")
    dialog.get_by_role("button", name="Add the job").click()
    expect(dialog).to_have_count(0)
    row = page.locator(".job-rows > li", has_text="Greeting")
    expect(row).to_contain_text("At 09:30, Monday to Friday")
    expect(row).to_contain_text("Say <b>hello</b> to the world")
    expect(row.locator(".badge")).to_have_text("Not run yet")
    # It runs, and what came of it is in the log.
    row.get_by_role("button", name="History of Greeting").click()
    expect(row).to_contain_text("Nothing has run yet.")
    row.get_by_role("button", name="Run now").click()
    expect(row.locator(".badge")).to_have_text("Went well")
    entry = row.locator(".job-log li")
    expect(entry).to_have_count(1)
    expect(entry).to_contain_text("Went well")
    expect(entry).to_contain_text("asked for by hand")
    expect(entry).to_contain_text("Say <b>hello</b> to the world")
    # Changed: only what differs is sent, so that what the form does not know stays.
    row.get_by_role("button", name="More about Greeting").click()
    page.get_by_role("menuitem", name="Edit").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox", name="Expression")).to_have_value("30 9 * * 1-5")
    dialog.get_by_role("textbox", name="Name").fill("Kind greeting")
    dialog.get_by_text("Every", exact=True).click()
    dialog.get_by_label("Again after").fill("2")
    dialog.get_by_label("Unit").select_option("hour")
    dialog.locator("summary").click()
    dialog.get_by_label("When runs were missed").select_option("skip")
    # A web hook on the gateway's own machine is refused, at the field it is about.
    dialog.get_by_label("The answer").select_option("webhook")
    dialog.get_by_label("Address of the web hook").fill("http://127.0.0.1:1/")
    dialog.get_by_role("textbox", name="Name").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("cron.webhookAllowPrivate")
    expect(dialog.get_by_label("Address of the web hook")).to_be_focused()
    dialog.get_by_label("The answer").select_option("none")
    dialog.get_by_label("When it fails again and again").select_option("own")
    dialog.get_by_label("After how many failures").fill("3")
    # The dialog closes by Enter in a field as well.
    dialog.get_by_role("textbox", name="Name").press("Enter")
    expect(dialog).to_have_count(0)
    row = page.locator(".job-rows > li", has_text="Kind greeting")
    expect(row).to_contain_text("Every 2 hours")
    expect(row).to_contain_text(re.compile(r"Next in (1 h \d+ min|2 h)"))
    stored = bench.gateway.command_line("cron", "list", "--json")["jobs"]
    assert [(job["name"], job["schedule"]["everyMs"], job["misfire"]["policy"]) for job in stored] == [("Kind greeting", 7_200_000, "skip")], stored
    assert stored[0]["failureAlert"] == {"after": 3}, stored
    # Off and on again, by keyboard.
    switch = row.get_by_role("switch")
    switch.focus()
    page.keyboard.press("Space")
    expect(switch).to_have_attribute("aria-checked", "false")
    expect(row).to_contain_text("Off")
    expect(page.locator("li[data-job] .switch:focus")).to_have_count(1)
    # What others do is seen at once.
    identity = stored[0]["id"]
    bench.gateway.command_line("cron", "enable", identity, "--json")
    expect(switch).to_have_attribute("aria-checked", "true")
    bench.gateway.command_line("cron", "add", "--name", "From elsewhere", "--every", "30m", "Look around", "--json")
    expect(page.locator(".job-rows > li")).to_have_count(2)
    page.locator(".job-rows > li", has_text="From elsewhere").get_by_role("button", name="More about").click()
    page.get_by_role("menuitem", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove the job").click()
    expect(page.locator(".job-rows > li")).to_have_count(1)
    row.get_by_role("button", name="More about").click()
    page.get_by_role("menuitem", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(row).to_be_visible()
    row.get_by_role("button", name="More about").click()
    page.get_by_role("menuitem", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove the job").click()
    expect(page.get_by_text("No jobs yet")).to_be_visible()


@test
def jobs_of_other_kinds_are_added_copied_and_followed_into_their_session(bench):
    page = bench.signed_in()
    page.locator(BOX).blur()
    page.keyboard.press("j")
    page.get_by_role("button", name="New job").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Name").fill("Reminder")
    dialog.get_by_role("textbox", name="Message").fill("Remember the dentist")
    dialog.get_by_text("Once", exact=True).click()
    dialog.get_by_label("Date and time").fill("2020-02-03T09:00")
    dialog.get_by_role("button", name="Add the job").click()
    expect(dialog.get_by_role("alert")).to_contain_text("is in the past")
    expect(dialog.get_by_label("Date and time")).to_be_focused()
    dialog.get_by_label("Date and time").fill("2090-02-03T09:00")
    dialog.get_by_label("Remove the job after a run").check()
    # An isolated session is what runs side by side need.
    dialog.locator("summary").click()
    dialog.get_by_label("Session").select_option(label="The main session")
    dialog.get_by_label("When the last run still goes on").select_option("allow")
    dialog.get_by_role("button", name="Add the job").click()
    expect(dialog.get_by_role("alert")).to_contain_text("overlap allow needs sessionTarget isolated")
    expect(dialog.get_by_label("When the last run still goes on")).to_be_focused()
    dialog.get_by_label("When the last run still goes on").select_option("forbid")
    dialog.get_by_label("Session").select_option("isolated")
    dialog.get_by_role("button", name="Add the job").click()
    expect(dialog).to_have_count(0)
    row = page.locator(".job-rows > li", has_text="Reminder")
    expect(row).to_contain_text(re.compile("Once, .*Feb.* 3, 2090"))
    expect(row).to_contain_text(re.compile("Next on Feb 3, 2090"))
    row.get_by_role("button", name="More about").click()
    page.get_by_role("menuitem", name="Make a copy").click()
    expect(dialog.get_by_role("textbox", name="Name")).to_have_value("Reminder (copy)")
    dialog.get_by_role("textbox", name="Name").fill("Note")
    dialog.get_by_text("System event").click()
    dialog.get_by_role("textbox", name="Text of the event").fill("The backup has ended")
    dialog.get_by_label("Taken up").select_option("next-heartbeat")
    dialog.get_by_text("Every", exact=True).click()
    dialog.get_by_label("Again after").fill("")
    dialog.get_by_role("button", name="Add the job").click()
    expect(dialog.get_by_role("alert")).to_contain_text("A number is missing")
    dialog.get_by_label("Again after").fill("0.5")
    dialog.get_by_label("Unit").select_option("second")
    dialog.get_by_role("button", name="Add the job").click()
    expect(dialog.get_by_role("alert")).to_contain_text("schedule.everyMs must be")
    expect(dialog.get_by_label("Again after")).to_be_focused()
    dialog.get_by_label("Again after").fill("3")
    dialog.get_by_label("Unit").select_option("day")
    dialog.get_by_role("button", name="Add the job").click()
    expect(page.locator(".job-rows > li", has_text="The backup has ended")).to_contain_text("Every 3 days")
    stored = {job["name"]: job for job in bench.gateway.command_line("cron", "list", "--all", "--json")["jobs"]}
    assert stored["Reminder"]["deleteAfterRun"] and stored["Reminder"]["delivery"] == {"mode": "none"}, stored
    note = stored["Note"]
    assert note["payload"] == {"kind": "systemEvent", "text": "The backup has ended"} and note["sessionTarget"] == "main", note
    assert note["wakeMode"] == "next-heartbeat" and note["schedule"]["everyMs"] == 3 * 86_400_000 and not note["deleteAfterRun"], note
    # An edit that changes nothing sends nothing; one that somebody else came before is refused with the gateway's words.
    page.locator(".job-rows > li", has_text="Note").get_by_role("button", name="More about").click()
    page.get_by_role("menuitem", name="Edit").click()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    assert bench.gateway.command_line("cron", "get", note["id"], "--json")["configRevision"] == 1
    page.locator(".job-rows > li", has_text="Note").get_by_role("button", name="More about").click()
    page.get_by_role("menuitem", name="Edit").click()
    bench.gateway.command_line("cron", "disable", note["id"], "--json")
    dialog.get_by_role("textbox", name="Name").fill("Notes")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("the job was changed")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    # The session of a run is one click away.
    row.get_by_role("button", name="History").click()
    row.get_by_role("button", name="Run now").click()
    row.get_by_role("link", name="Session of the run").click()
    expect(page.locator(QUESTION).last).to_contain_text("Remember the dentist")
    for job in bench.gateway.command_line("cron", "list", "--all", "--json")["jobs"]:
        bench.gateway.command_line("cron", "rm", job["id"], "--json")


@test
def the_overview_shows_the_gateway(bench):
    page = bench.signed_in()
    page.get_by_role("link", name="Overview").click()
    expect(page.locator(".state-card h2")).to_have_text(re.compile("running|attention"))
    facts = dict(zip(page.locator(".facts dt").all_inner_texts(), page.locator(".facts dd").all_inner_texts(), strict=True))
    assert facts["Protocol"] == "4" and facts["Sign-in"] == "Token" and facts["Version"] not in ("", "–"), facts
    assert re.fullmatch(r"\d+[smhd].*", facts["Uptime"]) and re.fullmatch(r"[\d.]+ ms", facts["Answers in"]), facts
    expect(page.locator(".card", has_text="Agents").locator("li").first).to_be_visible()
    expect(page.locator(".card", has_text="Connected").get_by_text("This page")).to_be_visible()
    bench.shot(page, "overview")


@test
def everyone_can_use_it(bench):
    for scheme in ("light", "dark"):
        options = {"color_scheme": scheme, "reduced_motion": "reduce"}
        page = bench.page(**options)
        page.goto(bench.gateway.base)
        expect(page.get_by_label("Gateway token")).to_be_visible()
        accessible(page, f"sign-in, {scheme}")
        page.get_by_label("Gateway token").fill("some words")
        readable_under_the_pointer(page, page.locator(".button.primary"), f"the button to sign in, {scheme}")
        page = bench.signed_in(**options)
        send(page, "# Title\n\nText with `code` and a [link](https://example.org/)\n\n```swift\nlet x = 1 // note\n```\n\n- a\n- b\n\n| a | b |\n|---|---|\n| 1 | 2 |")
        settled(page, "Title")
        accessible(page, f"chat, {scheme}")
        page.keyboard.press("Control+k")
        accessible(page, f"palette, {scheme}")
        page.keyboard.press("Escape")
        page.locator(".account").click()
        accessible(page, f"menu, {scheme}")
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Overview").click()
        expect(page.locator(".state-card h2")).to_be_visible()
        accessible(page, f"overview, {scheme}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gateway", default=os.environ.get("OPENCLAW_GATEWAY_COMMAND", DEFAULT_GATEWAY), help="command with {port} and {token}")
    parser.add_argument("--only", default="", help="run the tests whose name contains this")
    parser.add_argument("--screenshots", type=pathlib.Path, help="keep screenshots in this folder")
    parser.add_argument("--headed", action="store_true", help="show the browser")
    options = parser.parse_args()
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)

    passed, failed = 0, []
    gateway = Gateway(options.gateway)
    try:
        gateway.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), headless=not options.headed,
                args=["--no-sandbox"] if os.geteuid() == 0 else [],
            )
            for function in TESTS:
                name = function.__name__
                if options.only not in name:
                    continue
                bench = Bench(browser, gateway, options.screenshots)
                began = time.monotonic()
                problem = None
                try:
                    function(bench)
                    bench.verify()
                except Exception as error:  # noqa: BLE001 - whatever went wrong is this test's failure
                    problem = error
                bench.close(failed=name if problem else None)
                words = name.replace("_", " ")
                if problem is None:
                    passed += 1
                    print(f"ok      {words} ({time.monotonic() - began:.1f} s)", flush=True)
                else:
                    failed.append(name)
                    print(f"FAILED  {words}\n{''.join(traceback.format_exception(problem))}", flush=True)
            browser.close()
        if failed:
            print(f"The gateway's output:\n{gateway.output()}")
    finally:
        gateway.close()
    print(f"{passed} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)


main()
