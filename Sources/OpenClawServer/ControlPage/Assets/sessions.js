// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// The sessions the gateway knows, kept current by its events.

const PAGE = 200;

export class SessionStore extends EventTarget {
    rows = new Map();
    /** loading | ready | failed */
    phase = "loading";
    error = null;
    total = 0;
    hasMore = false;
    /** Sessions with something new that has not been looked at in this tab. */
    unread = new Set();
    #connection;
    #plainList = false;
    #reloadTimer = 0;
    #round = 0;

    constructor(connection) {
        super();
        this.#connection = connection;
        connection.addEventListener("gateway:sessions.changed", (event) => this.#changed(event.detail));
    }

    /** Rows, newest first, pinned ones on top. */
    get sorted() {
        return [...this.rows.values()].filter((row) => !row.archived)
            .sort((one, two) => Number(two.pinned === true) - Number(one.pinned === true) || (two.updatedAt ?? 0) - (one.updatedAt ?? 0));
    }

    async load() {
        const round = (this.#round += 1);
        try {
            const answer = await this.#list({ limit: PAGE });
            if (round !== this.#round) return;
            this.rows = new Map((answer.sessions ?? []).map((row) => [row.key, row]));
            this.total = answer.totalCount ?? answer.count ?? this.rows.size;
            this.hasMore = answer.hasMore === true;
            this.phase = "ready";
            this.error = null;
        } catch (error) {
            if (round !== this.#round || error.code === "CONNECTION_LOST" || error.code === "NOT_CONNECTED") return;
            this.phase = this.rows.size ? "ready" : "failed";
            this.error = error;
        }
        this.#notify();
    }

    async loadMore() {
        const answer = await this.#list({ limit: PAGE, offset: this.rows.size });
        for (const row of answer.sessions ?? []) this.rows.set(row.key, row);
        this.hasMore = answer.hasMore === true && (answer.sessions ?? []).length > 0;
        this.#notify();
    }

    /** Asks the gateway; the rows found are not added to the list. */
    async search(text) {
        const answer = await this.#list({ limit: 30, search: text });
        return answer.sessions ?? [];
    }

    /** Rows that match what is typed, without asking anyone. */
    filter(text, title) {
        const wanted = text.toLowerCase();
        return this.sorted.filter((row) => [title(row), row.key, row.lastMessagePreview, row.channel]
            .some((value) => typeof value === "string" && value.toLowerCase().includes(wanted)));
    }

    async #list(parameters) {
        if (!this.#plainList) {
            try {
                return await this.#connection.request("sessions.list", { ...parameters, includeDerivedTitles: true, includeLastMessage: true });
            } catch (error) {
                if (error.code !== "INVALID_REQUEST") throw error;
                this.#plainList = true;
            }
        }
        return this.#connection.request("sessions.list", parameters);
    }

    /** Notes that something happened in a session, before the gateway's own row arrives. */
    touch(key, patch) {
        const row = this.rows.get(key);
        if (row) this.rows.set(key, { ...row, ...patch });
        else this.rows.set(key, { key, updatedAt: Date.now(), ...patch });
        this.#notify();
    }

    markUnread(key) {
        this.unread.add(key);
        this.#notify();
    }

    markRead(key) {
        if (this.unread.delete(key)) this.#notify();
    }

    remove(key) {
        if (this.rows.delete(key)) this.#notify();
    }

    async rename(key, label) {
        await this.#connection.request("sessions.patch", { key, label: label || null });
        this.touch(key, { label: label || undefined });
    }

    async reset(key) {
        await this.#connection.request("sessions.reset", { key });
        this.touch(key, { lastMessagePreview: undefined, derivedTitle: undefined, updatedAt: Date.now() });
    }

    async delete(key) {
        await this.#connection.request("sessions.delete", { key });
        this.remove(key);
    }

    #changed(payload) {
        const key = payload.sessionKey ?? payload.key ?? payload.session?.key;
        if (!key) {
            this.reloadSoon();
            return;
        }
        if (payload.reason === "delete") {
            this.remove(key);
            this.dispatchEvent(new CustomEvent("deleted", { detail: key }));
            return;
        }
        const { sessionKey, ts, reason, phase, runId, session, ...flat } = payload;
        const row = session ?? flat;
        if (row.updatedAt) {
            // The event leaves out what is expensive to compute: keep what is known, unless the session began anew.
            const known = this.rows.get(key);
            const fresh = payload.reason === "reset" || payload.reason === "new";
            this.rows.set(key, { ...known, ...(fresh ? { derivedTitle: undefined, lastMessagePreview: undefined } : null), ...row, key });
            this.#notify();
            if (!this.rows.get(key).derivedTitle && !this.rows.get(key).label) this.reloadSoon(1500);
        } else {
            this.reloadSoon();
        }
        if (payload.reason === "reset" || payload.reason === "new" || payload.reason === "compact") {
            this.dispatchEvent(new CustomEvent("replaced", { detail: key }));
        }
    }

    /** Loads the list again, once for many reasons that come together. */
    reloadSoon(delay = 400) {
        if (this.#reloadTimer) return;
        this.#reloadTimer = setTimeout(() => {
            this.#reloadTimer = 0;
            this.load();
        }, delay);
    }

    #notify() {
        this.dispatchEvent(new Event("change"));
    }
}
