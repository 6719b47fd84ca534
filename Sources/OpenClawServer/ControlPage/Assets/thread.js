// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// One session's conversation: what the gateway has stored, what is being written right now, and what this tab has sent.
//
// An entry is {role, time, segments, state, …}; a segment is {type: text|thinking|tool|attachment|note, …}. Entries keep their
// identity when stored history replaces what was streamed, so that a view keeps its elements.

import { randomID } from "./dom.js";

const FIRST_PAGE = 60;
const OLDER_PAGE = 100;
const LARGEST_PAGE = 1000;
/** How long the gateway may take to store what it confirmed. */
const STORING_GRACE = 3000;

/** The visible text of a message, plain string or blocks. */
export function textOf(message) {
    const content = message?.content;
    if (typeof content === "string") return content;
    if (!Array.isArray(content)) return typeof message?.text === "string" ? message.text : "";
    return content.filter((block) => block?.type === "text" && typeof block.text === "string").map((block) => block.text).join("");
}

export function entryText(entry) {
    return entry.segments.filter((segment) => segment.type === "text").map((segment) => segment.text).join("");
}

const squeezed = (text) => text.replace(/\s+/g, "");
const sameKey = (one, two) => one?.toLowerCase() === two?.toLowerCase();

function messageID(message) {
    return message.__openclaw?.id ?? message.id ?? null;
}

function toolText(value) {
    if (value === null || value === undefined) return "";
    if (typeof value === "string") return value;
    if (Array.isArray(value.content) || typeof value.content === "string") return textOf(value);
    return JSON.stringify(value, null, 2);
}

function segmentsOf(message) {
    if (typeof message.content === "string") return message.content ? [{ type: "text", text: message.content }] : [];
    const segments = [];
    for (const block of Array.isArray(message.content) ? message.content : []) {
        switch (block?.type) {
        case "text":
            if (block.text) segments.push({ type: "text", text: block.text });
            break;
        case "thinking":
            if (block.thinking) segments.push({ type: "thinking", text: block.thinking });
            break;
        case "toolCall":
        case "tool_use":
            segments.push({ type: "tool", id: block.id, name: block.name ?? "tool", input: block.arguments ?? block.input, output: null, state: "running" });
            break;
        case "toolResult":
        case "tool_result":
            segments.push({ type: "tool", id: block.toolCallId ?? block.tool_use_id, name: block.toolName ?? "tool", output: toolText(block), state: "done" });
            break;
        case "image":
        case "audio":
        case "file":
        case "document":
            segments.push({ type: "attachment", kind: block.type, name: block.fileName ?? null, mimeType: block.mimeType ?? null, bytes: block.bytes ?? null });
            break;
        default:
            break;
        }
    }
    return segments;
}

/** Turns stored messages into entries: an assistant's messages and tool results up to the next message of a person are one entry. */
function entriesOf(messages) {
    const entries = [];
    for (const message of messages) {
        const time = message.timestamp ?? null;
        const last = entries[entries.length - 1];
        if (message.__openclaw?.kind === "compaction") {
            entries.push({ id: messageID(message), role: "divider", time, segments: [{ type: "note", text: "Earlier messages were summarised" }], state: "done" });
        } else if (message.role === "toolResult" || message.role === "tool") {
            const id = message.toolCallId ?? message.tool_call_id;
            const call = last?.segments.find((segment) => segment.type === "tool" && segment.id === id);
            const result = { output: toolText(message), state: message.isError ? "failed" : "done" };
            if (call) Object.assign(call, result);
            else if (last?.role === "assistant") last.segments.push({ type: "tool", id, name: message.toolName ?? "tool", ...result });
            else entries.push({ id: messageID(message), role: "assistant", time, segments: [{ type: "tool", id, name: message.toolName ?? "tool", ...result }], state: "done" });
        } else if (message.role === "assistant" && last?.role === "assistant" && last.endsWithTool) {
            last.segments.push(...segmentsOf(message));
            last.time = time ?? last.time;
        } else {
            const role = message.role === "user" || message.role === "assistant" ? message.role : "note";
            const segments = segmentsOf(message);
            if (segments.length) entries.push({ id: messageID(message), role, time, segments, state: "done", runId: message.runId ?? message.idempotencyKey ?? null });
        }
        const newest = entries[entries.length - 1];
        if (newest?.role === "assistant") newest.endsWithTool = newest.segments[newest.segments.length - 1]?.type === "tool";
    }
    for (const entry of entries) {
        for (const segment of entry.segments) if (segment.type === "tool" && segment.state === "running") segment.state = "unknown";
    }
    return entries;
}

export class Thread extends EventTarget {
    key;
    /** empty (never loaded) | loading | ready | failed */
    phase = "empty";
    error = null;
    entries = [];
    hasOlder = false;
    loadingOlder = false;
    #connection;
    #messages = [];
    #stored = [];
    #local = [];
    #runs = new Map();
    #finished = new Set();
    #nextOffset = null;
    #round = 0;
    #refreshTimer = 0;

    constructor(connection, key) {
        super();
        this.#connection = connection;
        this.key = key;
    }

    matches(key) {
        return sameKey(key, this.key);
    }

    get activeRuns() {
        return [...this.#runs.values()].filter((run) => run.state === "running");
    }

    get isRunning() {
        return this.activeRuns.length > 0;
    }

    get lastSent() {
        return this.entries.findLast((entry) => entry.role === "user");
    }

    // Loading

    async load() {
        const round = (this.#round += 1);
        if (this.phase !== "ready") this.phase = "loading";
        this.#notify();
        try {
            const limit = Math.min(LARGEST_PAGE, Math.max(FIRST_PAGE, this.#messages.length));
            const answer = await this.#connection.request("chat.history", { sessionKey: this.key, limit });
            if (round !== this.#round) return;
            this.#messages = answer.messages ?? [];
            this.hasOlder = answer.hasMore === true;
            this.#nextOffset = answer.nextOffset ?? this.#messages.length;
            this.phase = "ready";
            this.error = null;
            this.#reconcile(answer);
        } catch (error) {
            if (round !== this.#round) return;
            if (error.code === "CONNECTION_LOST" || error.code === "NOT_CONNECTED") {
                if (this.phase === "loading") this.phase = "empty";
            } else {
                if (this.phase !== "ready") this.phase = "failed";
                this.error = error;
            }
        }
        this.#notify();
    }

    loadSoon(delay = 250) {
        clearTimeout(this.#refreshTimer);
        this.#refreshTimer = setTimeout(() => this.load(), delay);
    }

    async loadOlder() {
        if (!this.hasOlder || this.loadingOlder || this.phase !== "ready") return;
        this.loadingOlder = true;
        const round = this.#round;
        this.#notify();
        try {
            const answer = await this.#connection.request("chat.history", { sessionKey: this.key, limit: OLDER_PAGE, offset: this.#nextOffset });
            if (round === this.#round) {
                const identity = (message) => messageID(message) ?? `${message.role} ${message.timestamp} ${textOf(message)}`;
                const known = new Set(this.#messages.map(identity));
                const older = (answer.messages ?? []).filter((message) => !known.has(identity(message)));
                this.#messages = [...older, ...this.#messages];
                this.hasOlder = answer.hasMore === true && older.length > 0;
                this.#nextOffset = answer.nextOffset ?? this.#messages.length;
                this.#stored = this.#adopt(entriesOf(this.#messages), this.#stored);
            }
        } finally {
            this.loadingOlder = false;
            this.#notify();
        }
    }

    /** Forgets everything, for a session that began anew. */
    clear() {
        this.#round += 1;
        this.#messages = [];
        this.#stored = [];
        this.#local = this.#local.filter((entry) => entry.state === "failed" || entry.state === "queued");
        this.#runs.clear();
        this.hasOlder = false;
        this.#notify();
    }

    /** Gives new entries the identity of the old ones that say the same. */
    #adopt(fresh, known, streamed = []) {
        const unstored = new Set(streamed);
        const byID = new Map();
        const byText = new Map();
        for (const entry of [...known, ...streamed]) {
            if (entry.id) byID.set(entry.id, entry);
            const sign = `${entry.role} ${squeezed(entryText(entry))}`;
            byText.set(sign, [...(byText.get(sign) ?? []), entry]);
        }
        const used = new Set();
        return fresh.map((entry) => {
            let old = entry.id ? byID.get(entry.id) : null;
            if (!old || used.has(old)) {
                const candidates = byText.get(`${entry.role} ${squeezed(entryText(entry))}`) ?? [];
                old = candidates.find((candidate) => !used.has(candidate) && (!candidate.id || !entry.id || unstored.has(candidate)));
            }
            if (!old) return entry;
            used.add(old);
            const outcome = old.state === "aborted" ? "aborted" : entry.state;
            return Object.assign(old, entry, { runId: entry.runId ?? old.runId, state: outcome, error: null, time: entry.time ?? old.time });
        });
    }

    /** Joins stored history with what this tab knows. */
    #reconcile(answer) {
        const active = new Set(answer.sessionInfo?.activeRunIds ?? []);
        const inFlight = answer.inFlightRun ?? null;
        if (inFlight?.runId) active.add(inFlight.runId);

        const fresh = this.#adopt(entriesOf(this.#messages), this.#stored, this.#local.filter((entry) => entry.state !== "running"));
        const stored = new Set(fresh);
        // An answer stands right after its question, also when its text was changed while it was stored.
        for (let index = 1; index < fresh.length; index += 1) {
            const question = fresh[index - 1];
            if (question.role === "user" && question.runId && fresh[index].role === "assistant") fresh[index].runId ??= question.runId;
        }
        const answered = new Set(fresh.filter((entry) => entry.role === "assistant" && entry.runId).map((entry) => entry.runId));
        this.#stored = fresh;

        if (inFlight?.runId && !this.#finished.has(inFlight.runId)) {
            const run = this.#run(inFlight.runId);
            if (run.state === "running" && typeof inFlight.text === "string" && inFlight.text.length >= entryText(run).length) {
                this.#setText(run, inFlight.text);
            }
        }
        for (const runId of active) if (!this.#finished.has(runId)) this.#run(runId);

        for (const run of this.#runs.values()) {
            if (run.state === "running" && !active.has(run.runId) && this.#isSettled(run, answer)) {
                run.state = entryText(run) && !answered.has(run.runId) && !stored.has(run) ? "lost" : "done";
                run.settledAt = Date.now();
            }
        }
        this.#local = this.#local.filter((entry) => {
            if (stored.has(entry)) return false;
            if (entry.state === "running") return true;
            // What the gateway confirmed but still does not have a while later, it has lost or thrown away: history decides.
            const isOld = Date.now() - (entry.settledAt ?? Date.now()) > STORING_GRACE;
            if (entry.role === "user") return entry.state !== "done" || !isOld || active.has(entry.runId);
            if (answered.has(entry.runId)) return false;
            if ((entry.state === "done" || entry.state === "aborted") && isOld) return false;
            return entry.state === "error" || entry.state === "lost" || entryText(entry) !== "";
        });
        for (const entry of this.#local) {
            if (entry.role !== "user" || entry.state !== "unconfirmed") continue;
            entry.state = active.has(entry.runId) ? "done" : "failed";
            entry.settledAt = Date.now();
            entry.error = entry.state === "failed" ? "The connection broke before the gateway confirmed this message." : null;
        }
        for (const [runId, run] of this.#runs) if (run.state !== "running") this.#runs.delete(runId);

        // While a run is on its way its first part may already be stored: show it once.
        const tail = this.#stored[this.#stored.length - 1];
        const live = this.activeRuns[0];
        if (tail?.role === "assistant" && live && tail !== live) {
            const told = squeezed(entryText(tail));
            if (squeezed(entryText(live)).startsWith(told) && (told || tail.segments.some((segment) => segment.type === "tool"))
                && (tail.endsWithTool || told)) {
                this.#stored.pop();
                if (!live.segments.some((segment) => segment.type === "tool")) {
                    const rest = entryText(live).slice(entryText(tail).length);
                    live.segments = [...tail.segments, ...(rest ? [{ type: "text", text: rest }] : [])];
                }
            }
        }
    }

    /** Whether history may be trusted to say that a run is over: it lists active runs, or the run is not brand new. */
    #isSettled(run, answer) {
        return Boolean(answer.sessionInfo) || Date.now() - run.startedAt > 10_000;
    }

    #notify() {
        // What never reaches the store (a failed answer) stays with the question it belongs to.
        const strays = this.#local.filter((entry) => entry.role !== "user" && entry.state !== "running"
            && this.#stored.some((question) => question.role === "user" && question.runId === entry.runId));
        const strayOf = new Map(strays.map((entry) => [entry.runId, entry]));
        this.entries = [
            ...this.#stored.flatMap((entry) => (entry.role === "user" && strayOf.has(entry.runId) ? [entry, strayOf.get(entry.runId)] : [entry])),
            ...this.#local.filter((entry) => !strays.includes(entry)),
        ];
        this.dispatchEvent(new Event("change"));
    }

    // Sending

    /** Sends a message; it is shown at once. */
    send(text) {
        const entry = {
            id: null, role: "user", time: Date.now(), segments: [{ type: "text", text }], state: "pending", runId: randomID(), error: null,
        };
        this.#local.push(entry);
        this.#notify();
        return this.#deliver(entry);
    }

    /** Sends a message that failed again, under the key it had: a gateway that has it already will not run it twice. */
    retry(entry) {
        entry.error = null;
        entry.state = "pending";
        this.#notify();
        return this.#deliver(entry);
    }

    discard(entry) {
        this.#local = this.#local.filter((other) => other !== entry);
        this.#notify();
    }

    /** Sends what was written while there was no connection. */
    flush() {
        for (const entry of this.#local) if (entry.state === "queued") this.retry(entry);
    }

    async #deliver(entry) {
        if (!this.#connection.isOpen) {
            entry.state = "queued";
            this.#notify();
            return;
        }
        try {
            const answer = await this.#connection.request("chat.send", {
                sessionKey: this.key, message: entryText(entry), idempotencyKey: entry.runId,
            });
            if (entry.state !== "done") {
                entry.state = "done";
                entry.settledAt = Date.now();
            }
            const runId = answer.runId ?? entry.runId;
            const isRunning = ["started", "in_flight", "accepted"].includes(answer.status) && !this.#finished.has(runId);
            if (isRunning) this.#run(runId);
            else this.loadSoon();
        } catch (error) {
            if (entry.state !== "pending") return;
            if (error.code === "NOT_CONNECTED") {
                entry.state = "queued";
            } else if (error.code === "CONNECTION_LOST") {
                entry.state = "unconfirmed";
            } else {
                entry.state = "failed";
                entry.error = error.message;
            }
        }
        this.#notify();
    }

    /** Stops the runs of this session. */
    async stop() {
        const runs = this.activeRuns;
        for (const run of runs) run.stopping = true;
        this.#notify();
        try {
            const answer = await this.#connection.request("chat.abort", { sessionKey: this.key });
            if (!answer.aborted) this.loadSoon(0);
        } catch (error) {
            for (const run of runs) run.stopping = false;
            this.#notify();
            throw error;
        }
    }

    // Events

    #run(runId) {
        let run = this.#runs.get(runId);
        if (!run) {
            run = { id: null, role: "assistant", time: Date.now(), startedAt: Date.now(), segments: [], state: "running", runId, error: null };
            this.#runs.set(runId, run);
            const question = this.#local.findIndex((entry) => entry.role === "user" && entry.runId === runId);
            this.#local.splice(question < 0 ? this.#local.length : question + 1, 0, run);
        }
        return run;
    }

    /** Replaces the text of a run, keeping tools where they stand. */
    #setText(run, text) {
        let rest = text;
        const kept = [];
        for (const segment of run.segments) {
            if (segment.type !== "text") kept.push(segment);
            else if (rest.startsWith(segment.text)) {
                kept.push(segment);
                rest = rest.slice(segment.text.length);
            }
        }
        const last = kept[kept.length - 1];
        if (last?.type === "text") last.text += rest;
        else if (rest) kept.push({ type: "text", text: rest });
        run.segments = kept;
    }

    #appendText(run, text) {
        const last = run.segments[run.segments.length - 1];
        if (last?.type === "text") last.text += text;
        else if (text) run.segments.push({ type: "text", text });
    }

    /** A `chat` event of this session. Returns the finished entry when it ends a run. */
    onChat(payload) {
        const { runId, state } = payload;
        if (!runId || this.#finished.has(runId)) return null;
        if (state === "delta") {
            const run = this.#run(runId);
            const snapshot = payload.message ? textOf(payload.message) : null;
            if (snapshot !== null && payload.deltaText === undefined) this.#setText(run, snapshot);
            else if (snapshot !== null && snapshot.length >= entryText(run).length) this.#setText(run, snapshot);
            else if (payload.replace) this.#setText(run, payload.deltaText ?? "");
            else this.#appendText(run, payload.deltaText ?? "");
            run.status = null;
            this.#acknowledge(runId);
            this.#notify();
            return null;
        }
        if (state === "status") {
            this.#run(runId).status = payload.phase ?? null;
            this.#notify();
            return null;
        }
        if (state !== "final" && state !== "aborted" && state !== "error") return null;

        const run = this.#run(runId);
        this.#acknowledge(runId);
        this.#runs.delete(runId);
        this.#finished.add(runId);
        if (this.#finished.size > 100) this.#finished.delete(this.#finished.values().next().value);
        const text = payload.message ? textOf(payload.message) : "";
        if (text) this.#settle(run, text);
        for (const segment of run.segments) if (segment.type === "tool" && segment.state === "running") segment.state = "unknown";
        run.id = payload.message ? messageID(payload.message) : null;
        run.time = payload.message?.timestamp ?? Date.now();
        run.stopping = false;
        run.status = null;
        run.state = state === "final" ? "done" : state;
        run.settledAt = Date.now();
        if (state === "error") run.error = payload.errorMessage || "The agent could not answer.";
        if (state !== "error" && run.segments.length === 0) this.#local = this.#local.filter((entry) => entry !== run);
        this.#notify();
        this.loadSoon(400);
        return run;
    }

    /** The final text may be the whole run's or only what followed the last tool. */
    #settle(run, text) {
        const shown = squeezed(entryText(run));
        const last = run.segments.findLast((segment) => segment.type === "text");
        const wanted = squeezed(text);
        if (shown === wanted || (last && squeezed(last.text) === wanted)) return;
        if (last && run.segments.some((segment) => segment.type === "tool") && !wanted.startsWith(shown)) last.text = text;
        else this.#setText(run, text);
    }

    /** Any event of a run proves that its message arrived. */
    #acknowledge(runId) {
        const question = this.#local.find((entry) => entry.role === "user" && entry.runId === runId);
        if (question && question.state !== "done") {
            question.state = "done";
            question.settledAt = Date.now();
            question.error = null;
        }
    }

    /** An `agent` event of this session: tools show as they run. */
    onAgent({ runId, stream, data }) {
        if (!runId || !data || this.#finished.has(runId)) return;
        if (stream === "lifecycle" && data.phase === "start") {
            this.#run(runId);
        } else if (stream === "tool") {
            const run = this.#run(runId);
            if (run.state !== "running") return;
            let tool = run.segments.find((segment) => segment.type === "tool" && segment.id === data.toolCallId);
            if (!tool) {
                tool = { type: "tool", id: data.toolCallId, name: data.name ?? "tool", input: data.args, output: null, state: "running" };
                run.segments.push(tool);
            }
            if (data.args !== undefined) tool.input = data.args;
            if (data.phase === "update" && data.partialResult !== undefined) tool.output = toolText(data.partialResult);
            if (data.phase === "result") {
                if (data.result !== undefined) tool.output = toolText(data.result);
                tool.state = data.isError ? "failed" : "done";
            }
        } else {
            return;
        }
        this.#notify();
    }

    /** A stored message of this session that some other client or channel wrote. */
    onStoredMessage() {
        this.loadSoon(300);
    }
}
