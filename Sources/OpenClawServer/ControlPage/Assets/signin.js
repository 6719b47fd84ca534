// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Signing in: asks for what the gateway asked for and says what went wrong and what to do next.

import { announce, fill, h, icon, mark } from "./dom.js";
import { plural } from "./format.js";

/** Title, text and next step for a refusal, by its detail code. */
export function explain(error) {
    const code = error.detailCode ?? "";
    const next = error.details.recommendedNextStep;
    if (code === "AUTH_TOKEN_MISSING" || code === "AUTH_PASSWORD_MISSING" || code === "AUTH_REQUIRED") return null;
    if (code === "AUTH_TOKEN_MISMATCH") {
        return { title: "That token is not the gateway’s token", text: "It changes when the gateway is set up anew. Open the address the gateway printed when it started, or paste the token from its configuration." };
    }
    if (code === "AUTH_DEVICE_TOKEN_MISMATCH" || code === "AUTH_SCOPE_MISMATCH") {
        return { title: "This browser’s access has ended", text: "It was revoked or renewed on the gateway. Sign in with the gateway’s token or password to get it back." };
    }
    if (code === "AUTH_PASSWORD_MISMATCH") return { title: "That password is wrong", text: "Check the gateway’s configuration and try again." };
    if (code === "AUTH_RATE_LIMITED") return { title: "Too many failed attempts", text: "The gateway refuses sign-ins from here for a while.", wait: error.retryAfterMs };
    if (code === "AUTH_TOKEN_NOT_CONFIGURED" || code === "AUTH_PASSWORD_NOT_CONFIGURED") {
        return { title: "The gateway has no such credential", text: "Its configuration does not set one. Set it on the gateway, then sign in here." };
    }
    if (code === "CONTROL_UI_ORIGIN_NOT_ALLOWED") {
        return { title: `The gateway does not allow ${location.origin}`, text: "Add this address to gateway.controlUi.allowedOrigins on the gateway, or open the page at the address the gateway printed.", retry: true };
    }
    if (code === "PROTOCOL_MISMATCH" || /^(CLIENT_VERSION|CONTROL_UI_BUILD)_MISMATCH$/.test(code)) {
        return { title: "This page and the gateway are different versions", text: "Reload the page to get the one that belongs to this gateway.", reload: true };
    }
    if (code === "PAIRING_REQUIRED" || error.code === "NOT_PAIRED") {
        const { requestId } = error.details;
        return {
            title: "This browser has to be approved first",
            text: requestId ? ["On the gateway’s machine, run ", h("code", null, `openclaw devices approve ${requestId}`), " and try again."]
                : error.message, retry: true,
        };
    }
    const step = {
        update_auth_credentials: "Check the credential and try again.",
        update_auth_configuration: "Check the gateway’s sign-in configuration.",
        wait_then_retry: "Wait a moment and try again.",
        review_auth_configuration: "Review the gateway’s sign-in configuration.",
    }[next];
    return { title: "The gateway refused this sign-in", text: [error.message, step && ` ${step}`] };
}

export class SignInView {
    element;
    #form;
    #input;
    #label = h("label", { for: "secret", class: "field-label" });
    #problem = h("div", { class: "problem-slot", "aria-live": "assertive" });
    #submit = h("button", { type: "submit", class: "button primary wide" }, "Sign in");
    #remember = h("input", { type: "checkbox", id: "remember" });
    #kinds;
    #kind = "token";
    #waitTimer = 0;
    #onSubmit;

    /** onSubmit(credential, remember) */
    constructor(onSubmit) {
        this.#onSubmit = onSubmit;
        this.#input = h("input", {
            id: "secret", class: "input secret", type: "password", autocomplete: "off", spellcheck: "false", autocapitalize: "none", "aria-describedby": "secret-hint",
        });
        const reveal = h("button", { type: "button", class: "icon-button reveal", "aria-label": "Show what is typed", "aria-pressed": "false", title: "Show" }, icon("eye"));
        reveal.addEventListener("click", () => {
            const shown = this.#input.type === "text";
            this.#input.type = shown ? "password" : "text";
            reveal.setAttribute("aria-pressed", String(!shown));
            this.#input.focus();
        });
        this.#kinds = ["token", "password"].map((kind) => {
            const input = h("input", { type: "radio", name: "kind", value: kind, class: "visually-hidden" });
            input.addEventListener("change", () => this.#choose(kind, true));
            return { kind, input, element: h("label", { class: "segment" }, input, icon(kind === "token" ? "key" : "lock"), kind === "token" ? "Token" : "Password") };
        });
        this.#form = h("form", { class: "signin-card", "aria-labelledby": "signin-title" },
            mark("signin-mark"),
            h("h1", { id: "signin-title" }, "Sign in to OpenClaw"),
            h("p", { class: "signin-host" }, location.host),
            this.#problem,
            h("div", { class: "segments", role: "radiogroup", "aria-label": "Sign in with" }, this.#kinds.map(({ element }) => element)),
            this.#label,
            h("div", { class: "secret-row" }, this.#input, reveal),
            h("label", { class: "check" }, this.#remember, h("span", null, "Remember on this device")),
            this.#submit,
            h("p", { class: "signin-hint", id: "secret-hint" }, "The gateway prints an address when it starts. Opened from there, this page signs in by itself."));
        this.#form.addEventListener("submit", (event) => {
            event.preventDefault();
            const secret = this.#input.value.trim();
            if (!secret || this.#submit.disabled) {
                this.#input.focus();
                return;
            }
            this.#setBusy(true);
            this.#onSubmit({ kind: this.#kind, secret }, this.#remember.checked);
        });
        this.element = h("main", { class: "signin" }, this.#form);
        this.#choose("token", false);
    }

    #choose(kind, focus) {
        this.#kind = kind;
        for (const option of this.#kinds) option.input.checked = option.kind === kind;
        this.#label.textContent = kind === "token" ? "Gateway token" : "Gateway password";
        if (focus) this.#input.focus();
    }

    #setBusy(busy) {
        this.#submit.disabled = busy;
        fill(this.#submit, busy ? [mark("mark-spin"), "Signing in"] : "Sign in");
    }

    /** Shows why the gateway refused, and asks for the credential it wants. */
    refused(error, { remembered }) {
        clearInterval(this.#waitTimer);
        this.#setBusy(false);
        this.#remember.checked = remembered;
        const code = error.detailCode ?? "";
        if (code.startsWith("AUTH_TOKEN")) this.#choose("token", false);
        else if (code.startsWith("AUTH_PASSWORD")) this.#choose("password", false);
        const problem = explain(error);
        this.#form.classList.toggle("has-problem", problem !== null);
        if (!problem) {
            fill(this.#problem);
        } else {
            const wait = h("p", { class: "problem-wait" });
            fill(this.#problem, h("div", { class: "problem" }, icon("warn"), h("div", null, h("strong", null, problem.title), h("p", null, problem.text), problem.wait ? wait : null,
                problem.reload && h("button", { type: "button", class: "text-button", onclick: () => location.reload() }, "Reload"),
                problem.retry && h("button", { type: "button", class: "text-button", onclick: () => location.reload() }, "Try again"))));
            if (problem.wait) this.#countDown(wait, Date.now() + problem.wait);
            announce(problem.title);
        }
        this.#input.value = "";
        this.#input.focus();
    }

    /** The connection itself does not come about. */
    unreachable(reason) {
        this.#setBusy(true);
        fill(this.#problem, h("div", { class: "problem" }, icon("warn"), h("div", null, h("strong", null, "The gateway does not answer"), h("p", null, `${reason} Trying again.`))));
    }

    #countDown(element, until) {
        this.#submit.disabled = true;
        const tick = () => {
            const left = Math.ceil((until - Date.now()) / 1000);
            if (left <= 0) {
                clearInterval(this.#waitTimer);
                this.#submit.disabled = false;
                element.textContent = "You can try again now.";
            } else {
                element.textContent = `Try again in ${left > 90 ? plural(Math.ceil(left / 60), "minute") : plural(left, "second")}.`;
            }
        };
        tick();
        this.#waitTimer = setInterval(tick, 1000);
    }
}
