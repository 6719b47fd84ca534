// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// One entry of a conversation as elements, updated in place while it is written.

import { copyButton, fill, h, icon, mark } from "./dom.js";
import { clockTime, fullTime } from "./format.js";
import { renderMarkdown } from "./markdown.js";
import { entryText } from "./thread.js";

const PHASES = {
    preparing_workspace: "Preparing the workspace",
    provisioning_environment: "Preparing the environment",
    preparing_context: "Reading the conversation",
    starting_model: "Waking the model",
};

function byteSize(bytes) {
    if (bytes < 1024) return `${bytes} B`;
    return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function oneLine(value) {
    if (value === null || value === undefined) return "";
    if (typeof value === "string") return value;
    const values = Object.values(value).filter((inner) => typeof inner === "string" || typeof inner === "number");
    return values.join(" ").replace(/\s+/g, " ");
}

class TextSegment {
    element = h("div", { class: "markdown" });
    #text = null;
    #streaming = false;

    update(segment, streaming) {
        if (segment.text === this.#text && streaming === this.#streaming) return;
        this.#text = segment.text;
        this.#streaming = streaming;
        renderMarkdown(this.element, segment.text, { streaming });
    }
}

class ThinkingSegment {
    #text = h("div", { class: "thinking-text" });
    element = h("details", { class: "thinking" }, h("summary", null, icon("thought"), h("span", null, "Thoughts"), icon("chevron", "turn")), this.#text);

    update(segment) {
        if (this.#text.textContent !== segment.text) this.#text.textContent = segment.text;
    }
}

class ToolSegment {
    #name = h("span", { class: "tool-name" });
    #brief = h("span", { class: "tool-brief" });
    #state = h("span", { class: "tool-state" });
    #body = h("div", { class: "tool-body" });
    element = h("details", { class: "tool" }, h("summary", null, icon("tool"), this.#name, this.#brief, this.#state, icon("chevron", "turn")), this.#body);
    #shown = "";

    update(segment) {
        const input = segment.input === undefined || segment.input === null ? ""
            : typeof segment.input === "string" ? segment.input : JSON.stringify(segment.input, null, 2);
        const sign = `${segment.state}\n${segment.name}\n${input}\n${segment.output}`;
        if (sign === this.#shown) return;
        this.#shown = sign;
        this.element.dataset.state = segment.state;
        this.#name.textContent = segment.name;
        this.#brief.textContent = oneLine(segment.input);
        const words = { running: "running", failed: "failed", done: "", unknown: "" }[segment.state] ?? "";
        fill(this.#state, segment.state === "running" && h("span", { class: "pulse-dot" }), words);
        fill(this.#body,
            input && input !== "{}" && [h("h4", null, "Input"), h("pre", { tabindex: "0" }, input)],
            segment.output ? [h("h4", null, "Result"), h("pre", { tabindex: "0" }, segment.output)]
                : h("p", null, segment.state === "running" ? "Running…" : "The result was not sent to this page."));
    }
}

class AttachmentSegment {
    element = h("div", { class: "attachment" });

    update(segment) {
        const label = segment.name || { image: "Image", audio: "Audio", file: "File", document: "Document" }[segment.kind] || "Attachment";
        fill(this.element, h("span", null, label), h("small", null, [segment.mimeType, segment.bytes && byteSize(segment.bytes)].filter(Boolean).join(", ")));
    }
}

class NoteSegment {
    element = h("span");

    update(segment) {
        this.element.textContent = segment.text;
    }
}

const VIEWS = { text: TextSegment, thinking: ThinkingSegment, tool: ToolSegment, attachment: AttachmentSegment, note: NoteSegment };

export class EntryView {
    element;
    #body = h("div", { class: "entry-body" });
    #segments = [];
    #status = h("div", { class: "entry-status" });
    #time = h("time");
    #actions;
    #shownStatus = "";
    #handlers;
    #role;
    #settled = null;

    constructor(entry, { agent, handlers }) {
        this.#handlers = handlers;
        this.#role = entry.role;
        if (entry.role === "divider") {
            this.element = h("div", { class: "entry-divider", role: "separator" }, this.#body);
        } else if (entry.role === "user") {
            this.#actions = copyButton("Copy message", () => entryText(entry));
            this.element = h("article", { class: "entry entry-user", "aria-label": "You" },
                h("div", { class: "bubble" }, this.#body), this.#status, h("div", { class: "entry-meta" }, this.#actions, this.#time));
        } else if (entry.role === "note") {
            this.element = h("article", { class: "entry entry-note", "aria-label": "Note" }, this.#body);
        } else {
            this.#actions = copyButton("Copy answer", () => entryText(entry));
            this.element = h("article", { class: "entry entry-assistant", "aria-label": agent.name },
                h("div", { class: "avatar", "aria-hidden": "true" }, agent.emoji || mark()),
                h("div", { class: "entry-main" },
                    h("div", { class: "entry-head" }, h("span", { class: "entry-name" }, agent.name), this.#time, this.#actions),
                    this.#body, this.#status));
        }
        this.update(entry);
    }

    update(entry) {
        const running = entry.state === "running";
        // A settled entry changes only by getting another state or other segments.
        const { state, segments, error, time } = entry;
        const settled = this.#settled;
        if (!running && settled && settled.state === state && settled.segments === segments && settled.error === error && settled.time === time) return;
        this.#settled = running ? null : { state, segments, error, time };
        this.element.classList.toggle("is-running", running);
        if (this.#role === "assistant") this.element.setAttribute("aria-busy", String(running));
        this.element.dataset.state = entry.state;
        entry.segments.forEach((segment, index) => {
            let view = this.#segments[index];
            if (!view || view.type !== segment.type) {
                for (const stale of this.#segments.splice(index)) stale.element.remove();
                view = new VIEWS[segment.type]();
                view.type = segment.type;
                this.#segments.push(view);
                this.#body.append(view.element);
            }
            view.update(segment, running && index === entry.segments.length - 1);
        });
        for (const stale of this.#segments.splice(entry.segments.length)) stale.element.remove();
        if (entry.time && this.#time.dateTime !== String(entry.time)) {
            this.#time.dateTime = String(entry.time);
            this.#time.textContent = clockTime(entry.time);
            this.#time.title = fullTime(entry.time);
        }
        if (this.#actions) this.#actions.hidden = running || entryText(entry) === "";
        this.#showStatus(entry);
    }

    #showStatus(entry) {
        const last = entry.segments[entry.segments.length - 1];
        const waiting = entry.state === "running" && (entry.stopping || !last || last.type !== "text");
        const sign = [entry.state, entry.error, waiting, entry.stopping, entry.status].join("\n");
        if (sign === this.#shownStatus) return;
        this.#shownStatus = sign;
        const { retry, discard } = this.#handlers;
        let content = null;
        if (waiting) {
            const words = entry.stopping ? "Stopping" : PHASES[entry.status] ?? (last ? "Working" : "Thinking");
            content = h("div", { class: "working" }, mark("mark-spin"), h("span", { class: "shimmer" }, words));
        } else if (entry.role === "user" && entry.state === "pending") {
            content = h("span", { class: "status-quiet late" }, "Sending…");
        } else if (entry.role === "user" && (entry.state === "queued" || entry.state === "unconfirmed")) {
            content = h("span", { class: "status-quiet" }, entry.state === "queued" ? "Waiting for the connection" : "Waiting for confirmation");
        } else if (entry.role === "user" && entry.state === "failed") {
            content = h("div", { class: "status-bad", role: "alert" }, icon("warn"), h("span", null, h("strong", null, "Not sent. "), entry.error),
                h("span", { class: "status-actions" },
                    h("button", { type: "button", class: "text-button", onclick: () => retry(entry) }, "Retry"),
                    h("button", { type: "button", class: "text-button quiet", onclick: () => discard(entry) }, "Discard")));
        } else if (entry.state === "error") {
            content = h("div", { class: "status-bad", role: "alert" }, icon("warn"), h("span", null, entry.error));
        } else if (entry.state === "aborted") {
            content = h("span", { class: "status-quiet" }, icon("stop"), "Stopped");
        } else if (entry.state === "lost") {
            content = h("span", { class: "status-quiet" }, icon("warn"), "The connection broke before this answer was complete");
        }
        fill(this.#status, content);
    }
}
