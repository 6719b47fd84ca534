// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// The message box.

import { coarsePointer, h, icon } from "./dom.js";
import { drafts } from "./storage.js";

export class Composer {
    #input = h("textarea", {
        id: "composer-input", class: "composer-input", rows: "1", placeholder: "Message", "aria-label": "Message", enterkeyhint: coarsePointer() ? "enter" : "send",
        autocomplete: "off",
    });
    #send = h("button", { type: "submit", class: "send-button", "aria-label": "Send", title: "Send" }, icon("up"));
    #stop = h("button", { type: "button", class: "stop-button", "aria-label": "Stop the answer", title: "Stop (Esc)" }, icon("stop"), h("span", null, "Stop"));
    #hint = h("span", { class: "composer-hint", "aria-hidden": "true" });
    element = h("form", { class: "composer", "aria-label": "Write a message" },
        this.#input, h("div", { class: "composer-row" }, this.#hint, this.#stop, this.#send));
    #key = null;
    #handlers;
    #enabled = true;

    /** handlers: send(text), stop(), recall() → text or null */
    constructor(handlers) {
        this.#handlers = handlers;
        this.element.addEventListener("submit", (event) => {
            event.preventDefault();
            this.#submit();
        });
        this.element.addEventListener("pointerdown", (event) => {
            if (event.target === this.element || event.target.classList.contains("composer-row")) {
                event.preventDefault();
                this.#input.focus();
            }
        });
        this.#stop.addEventListener("click", () => handlers.stop());
        this.#input.addEventListener("input", () => this.#changed());
        this.#input.addEventListener("keydown", (event) => this.#keydown(event));
        addEventListener("resize", () => this.#fit());
        this.#hint.append(h("kbd", null, "↵"), " send", h("span", { class: "hint-gap" }), h("kbd", null, "⇧"), h("kbd", null, "↵"), " new line");
        this.setRunning(false);
    }

    /** Shows the draft of a session. */
    open(key) {
        this.#key = key;
        this.#input.value = drafts.get(key);
        this.#changed({ save: false });
    }

    focus() {
        this.#input.focus();
    }

    setRunning(running) {
        this.#stop.hidden = !running;
    }

    /** `blocked`: why nothing can be written here, or null. */
    setPlaceholder(text, blocked) {
        this.#enabled = blocked === null;
        this.#input.disabled = !this.#enabled;
        this.#input.placeholder = blocked ?? text;
        this.#changed({ save: false });
    }

    #keydown(event) {
        if (event.isComposing || event.keyCode === 229) return;
        if (event.key === "Enter" && !event.shiftKey && !event.altKey && (event.ctrlKey || event.metaKey || !coarsePointer())) {
            event.preventDefault();
            this.#submit();
        } else if (event.key === "ArrowUp" && this.#input.value === "" && !event.altKey) {
            const text = this.#handlers.recall();
            if (!text) return;
            event.preventDefault();
            this.#input.value = text;
            this.#changed();
        }
    }

    #submit() {
        const text = this.#input.value.trim();
        if (!text || !this.#enabled) return;
        this.#input.value = "";
        this.#changed();
        this.#handlers.send(text);
        this.#input.focus();
    }

    #changed({ save = true } = {}) {
        if (save && this.#key) drafts.set(this.#key, this.#input.value);
        this.#send.disabled = !this.#enabled || this.#input.value.trim() === "";
        this.#fit();
    }

    #fit() {
        this.#input.style.height = "auto";
        this.#input.style.height = `${this.#input.scrollHeight}px`;
    }
}
