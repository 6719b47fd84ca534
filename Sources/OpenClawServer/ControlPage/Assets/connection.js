// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// The gateway protocol (version 4) over a WebSocket to the page's own origin.

import { deviceIdentity, deviceProof } from "./identity.js";
import { instanceID } from "./storage.js";
import { randomID } from "./dom.js";

const PAGE_VERSION = "0.1.0";
const HANDSHAKE_TIMEOUT = 15_000;
const REQUEST_TIMEOUT = 30_000;
/** How long to wait for the challenge before sending `connect` anyway. */
const CHALLENGE_GRACE = 400;
/** The same when a device has to sign it. */
const SIGNED_CHALLENGE_GRACE = 5_000;
const FIRST_DELAY = 500;
const LONGEST_DELAY = 15_000;

/** A failed request: the gateway's error, or one of NOT_CONNECTED, CONNECTION_LOST, TIMEOUT. */
export class GatewayError extends Error {
    constructor({ code, message, details, retryable, retryAfterMs }, wasSent = true) {
        super(message || code);
        this.code = code;
        this.detailCode = details?.code ?? null;
        this.details = details ?? {};
        this.retryable = retryable === true;
        this.retryAfterMs = typeof retryAfterMs === "number" ? retryAfterMs : null;
        /** False when the request never left the page. */
        this.wasSent = wasSent;
    }
}

/** Refusals that trying again with the same credential cannot change. */
function isFinal(error) {
    const code = error.detailCode ?? "";
    return /^(AUTH|PAIRING|DEVICE|CONTROL_UI|PROTOCOL|CLIENT_VERSION|OPERATOR)/.test(code)
        || error.code === "NOT_PAIRED"
        || /unauthorized|origin not allowed|protocol mismatch/i.test(error.message);
}

/**
 * One connection that keeps itself alive.
 *
 * Events: `state` (see `state`), `hello` (detail: hello-ok), `gap` (events were missed), and `gateway:<event>` for each event
 * of the gateway (detail: its payload).
 */
export class GatewayConnection extends EventTarget {
    /** phase: idle | connecting | open | waiting | refused; waiting has retryAt, refused has error. */
    state = { phase: "idle" };
    hello = null;
    #credential = null;
    #challenge = null;
    /** Whether this browser shows its device although it has no credential. */
    #introducesDevice = false;
    /** Whether the connection was opened with the device's proof. */
    #isProved = false;
    #socket = null;
    #pending = new Map();
    #nextID = 1;
    #attempt = 0;
    #lastSeq = null;
    #lastActivity = 0;
    #tickInterval = 30_000;
    #timers = { retry: 0, handshake: 0, challenge: 0, watch: 0 };
    #connectSent = false;
    #refusal = null;
    #shutdown = null;

    constructor() {
        super();
        addEventListener("online", () => this.retryNow());
        addEventListener("pageshow", (event) => { if (event.persisted) this.retryNow(); });
        document.addEventListener("visibilitychange", () => {
            if (document.visibilityState !== "visible") return;
            if (this.state.phase === "waiting") this.retryNow();
            else if (this.state.phase === "open" && Date.now() - this.#lastActivity > this.#tickInterval) this.#probe();
        });
    }

    get host() { return location.host; }
    /** What the next connection is opened with: the token that the gateway gave this device goes in place of the secret it was given for. */
    get credential() { return this.#credential; }
    get isOpen() { return this.state.phase === "open"; }

    /** Whether the gateway granted a scope; admin has all, write includes read. */
    can(scope) {
        const granted = this.hello?.auth?.scopes ?? [];
        return granted.includes("operator.admin") || granted.includes(scope)
            || (scope === "operator.read" && granted.includes("operator.write"));
    }

    /** Whether a method is advertised. A gateway that advertises none is taken at its word that all may be tried. */
    offers(method) {
        const methods = this.hello?.features?.methods;
        return !Array.isArray(methods) || methods.length === 0 || methods.includes(method);
    }

    /** Connects with a credential (`{kind, secret}` or null) and stays connected until `stop`. */
    start(credential) {
        this.#credential = credential;
        this.#introducesDevice = false;
        this.#attempt = 0;
        this.#shutdown = null;
        this.#close(1000, "");
        this.#open();
    }

    stop() {
        this.#close(1000, "");
        this.#setState({ phase: "idle" });
    }

    /** Skips what is left of the waiting time. */
    retryNow() {
        if (this.state.phase !== "waiting") return;
        clearTimeout(this.#timers.retry);
        this.#open();
    }

    request(method, params = {}, { timeout = REQUEST_TIMEOUT } = {}) {
        if (this.state.phase !== "open") {
            return Promise.reject(new GatewayError({ code: "NOT_CONNECTED", message: "Not connected to the gateway." }, false));
        }
        return this.#send(method, params, timeout);
    }

    #send(method, params, timeout) {
        return new Promise((resolve, reject) => {
            const id = `${this.#nextID++}`;
            const timer = setTimeout(() => {
                this.#pending.delete(id);
                reject(new GatewayError({ code: "TIMEOUT", message: `The gateway did not answer ${method} in time.` }));
            }, timeout);
            this.#pending.set(id, { resolve, reject, timer });
            this.#socket.send(JSON.stringify({ type: "req", id, method, params }));
        });
    }

    #setState(state) {
        this.state = state;
        this.dispatchEvent(new CustomEvent("state", { detail: state }));
    }

    #open() {
        this.#clearTimers();
        this.#refusal = null;
        this.#connectSent = false;
        this.#challenge = null;
        this.#setState({ phase: "connecting", attempt: this.#attempt, shutdown: this.#shutdown });
        const scheme = location.protocol === "https:" ? "wss:" : "ws:";
        let socket;
        try {
            socket = new WebSocket(`${scheme}//${location.host}/`);
        } catch {
            this.#scheduleRetry("The browser refused to open the connection.");
            return;
        }
        this.#socket = socket;
        this.#timers.handshake = setTimeout(() => this.#lose(socket, "The gateway did not finish the handshake in time."), HANDSHAKE_TIMEOUT);
        socket.onopen = () => {
            this.#timers.challenge = setTimeout(() => this.#connect(socket), this.#showsDevice ? SIGNED_CHALLENGE_GRACE : CHALLENGE_GRACE);
        };
        socket.onmessage = (event) => { if (socket === this.#socket) this.#receive(socket, event.data); };
        socket.onclose = (event) => { if (socket === this.#socket) this.#closed(event); };
    }

    /** Without a credential the device waits: a gateway that asks for none would have to approve it first. */
    get #showsDevice() { return this.#credential !== null || this.#introducesDevice; }

    async #prove(params) {
        this.#isProved = false;
        if (!this.#showsDevice || !this.#challenge) return;
        const identity = await deviceIdentity();
        if (!identity) return;
        try {
            params.device = await deviceProof(identity, params, this.#challenge);
            this.#isProved = true;
        } catch {
            // A key that cannot sign is as good as none.
        }
    }

    async #connect(socket) {
        if (socket !== this.#socket || this.#connectSent) return;
        this.#connectSent = true;
        clearTimeout(this.#timers.challenge);
        const params = {
            minProtocol: 3,
            maxProtocol: 4,
            client: {
                id: "openclaw-control-ui", version: PAGE_VERSION, platform: "web", mode: "ui", instanceId: instanceID(randomID),
            },
            role: "operator",
            scopes: ["operator.read", "operator.write", "operator.admin"],
            caps: ["tool-events"],
            locale: navigator.language,
        };
        if (this.#credential) params.auth = { [this.#credential.kind]: this.#credential.secret };
        await this.#prove(params);
        if (socket !== this.#socket || socket.readyState !== WebSocket.OPEN) return;
        try {
            const hello = await this.#send("connect", params, HANDSHAKE_TIMEOUT);
            if (socket === this.#socket) await this.#admitted(hello);
        } catch (error) {
            if (socket !== this.#socket) return;
            if (isFinal(error)) {
                this.#refusal = error;
                this.#close(1000, "");
                this.#setState({ phase: "refused", error });
            } else if (error.retryable && socket.readyState === WebSocket.OPEN) {
                // Still starting: the same socket may try again.
                setTimeout(() => {
                    if (socket !== this.#socket || socket.readyState !== WebSocket.OPEN) return;
                    this.#connectSent = false;
                    this.#connect(socket);
                }, Math.min(error.retryAfterMs ?? 1000, 10_000));
            } else if (error.code !== "CONNECTION_LOST") {
                this.#lose(socket, error.message);
            }
        }
    }

    async #admitted(hello) {
        const { scopes, deviceToken } = hello.auth ?? {};
        if (!this.#showsDevice && !scopes?.length && await deviceIdentity()) {
            // Let in without rights: as a device it can be approved.
            this.#introducesDevice = true;
            this.#close(1000, "");
            this.#open();
            return;
        }
        if (this.#isProved && deviceToken) this.#credential = { kind: "deviceToken", secret: deviceToken };
        this.#welcomed(hello);
    }

    #welcomed(hello) {
        this.hello = hello;
        this.helloAt = Date.now();
        this.#attempt = 0;
        this.#shutdown = null;
        this.#lastSeq = null;
        this.#tickInterval = hello.policy?.tickIntervalMs || 30_000;
        clearTimeout(this.#timers.handshake);
        this.#timers.watch = setInterval(() => this.#watch(), Math.max(1000, this.#tickInterval / 4));
        this.#setState({ phase: "open" });
        this.dispatchEvent(new CustomEvent("hello", { detail: hello }));
    }

    #receive(socket, data) {
        this.#lastActivity = Date.now();
        let frame;
        try {
            frame = JSON.parse(data);
        } catch {
            return;
        }
        if (frame.type === "res") {
            const waiting = this.#pending.get(frame.id);
            if (!waiting) return;
            this.#pending.delete(frame.id);
            clearTimeout(waiting.timer);
            if (frame.ok) waiting.resolve(frame.payload ?? {});
            else waiting.reject(new GatewayError(frame.error ?? { code: "UNAVAILABLE", message: "The gateway failed without a reason." }));
        } else if (frame.type === "event") {
            if (frame.event === "connect.challenge") {
                this.#challenge = frame.payload ?? null;
                this.#connect(socket);
                return;
            }
            this.#trackSequence(frame);
            if (frame.event === "shutdown") this.#shutdown = frame.payload ?? {};
            this.dispatchEvent(new CustomEvent(`gateway:${frame.event}`, { detail: frame.payload ?? {} }));
        }
    }

    #trackSequence({ seq }) {
        if (typeof seq !== "number") return;
        const missed = this.#lastSeq !== null && seq > this.#lastSeq + 1;
        this.#lastSeq = seq;
        if (missed) this.dispatchEvent(new CustomEvent("gap"));
    }

    /** The gateway sends something at least every tick interval; two silent intervals mean that the connection is dead. */
    #watch() {
        if (Date.now() - this.#lastActivity > 2 * this.#tickInterval) {
            this.#lose(this.#socket, "The gateway has gone silent.", 4000, "tick timeout");
        }
    }

    #probe() {
        const socket = this.#socket;
        this.request("health", {}, { timeout: 5000 }).catch((error) => {
            if (error.code === "TIMEOUT") this.#lose(socket, "The gateway has gone silent.", 4000, "tick timeout");
        });
    }

    #closed(event) {
        const reason = event.code === 1012 ? "The gateway is restarting."
            : event.code === 1013 ? "The gateway is starting."
            : event.reason ? `The gateway closed the connection: ${event.reason}`
            : "The connection to the gateway was lost.";
        this.#detach();
        if (!this.#refusal) this.#scheduleRetry(reason);
    }

    #lose(socket, reason, code = 1000, closeReason = "") {
        if (socket !== this.#socket) return;
        this.#close(code, closeReason);
        this.#scheduleRetry(reason);
    }

    #close(code, reason) {
        const socket = this.#socket;
        this.#detach();
        socket?.close(code, reason);
    }

    #detach() {
        this.#clearTimers();
        this.#socket = null;
        const pending = [...this.#pending.values()];
        this.#pending.clear();
        for (const { reject, timer } of pending) {
            clearTimeout(timer);
            reject(new GatewayError({ code: "CONNECTION_LOST", message: "The connection was lost before the gateway answered." }));
        }
    }

    #scheduleRetry(reason) {
        const ceiling = Math.min(LONGEST_DELAY, FIRST_DELAY * 1.7 ** this.#attempt);
        const delay = Math.round(ceiling * (0.5 + Math.random() * 0.5));
        this.#attempt += 1;
        this.#timers.retry = setTimeout(() => this.#open(), delay);
        this.#setState({ phase: "waiting", reason, attempt: this.#attempt, retryAt: Date.now() + delay, shutdown: this.#shutdown });
    }

    #clearTimers() {
        clearTimeout(this.#timers.retry);
        clearTimeout(this.#timers.handshake);
        clearTimeout(this.#timers.challenge);
        clearInterval(this.#timers.watch);
    }
}
