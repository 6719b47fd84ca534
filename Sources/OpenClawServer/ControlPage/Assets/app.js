// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Puts the page together: sign-in, connection, views, keyboard.

import { announce, copyText, fill, h, isMac, randomID } from "./dom.js";
import { ChatView } from "./chat.js";
import { GatewayConnection } from "./connection.js";
import { agentOfKey, capitalised, plural, sessionAddress, sessionTitle } from "./format.js";
import { JobsView } from "./jobs.js";
import { confirmDialog, openHelp, openMenu, openPalette, promptDialog, toast, toastError } from "./overlays.js";
import { OverviewView } from "./overview.js";
import { SessionStore } from "./sessions.js";
import { Sidebar } from "./sidebar.js";
import { SignInView } from "./signin.js";
import * as storage from "./storage.js";
import { TasksView } from "./tasks.js";
import { entryText, textOf, Thread } from "./thread.js";

const THREADS_KEPT = 12;
const narrow = matchMedia("(max-width: 820px)");

class App {
    connection = new GatewayConnection();
    sessions = new SessionStore(this.connection);
    instanceID = storage.instanceID(randomID);
    currentKey = null;
    #root = document.getElementById("app");
    #credential = null;
    #remember = false;
    #signIn = null;
    #shell = null;
    #sidebar = null;
    #chat = null;
    #overview = null;
    #tasks = null;
    #jobs = null;
    #main = null;
    #banner = null;
    #view = null;
    #threads = new Map();
    #agents = { defaultId: "main", list: [] };
    #channelLabels = {};
    #bannerTimer = 0;
    #bannerDelay = 0;
    #title = "OpenClaw";
    #wasConnected = false;

    // Signing in

    begin() {
        const given = storage.takeCredentialFromFragment();
        const stored = storage.loadCredential();
        this.#remember = storage.isRemembered();
        if (given) storage.saveCredential(given, this.#remember);
        this.#credential = given ?? stored;
        this.connection.addEventListener("state", (event) => this.#stateChanged(event.detail));
        this.connection.addEventListener("hello", () => this.#welcomed());
        this.connection.addEventListener("gap", () => this.#refresh());
        this.connection.addEventListener("gateway:chat", (event) => this.#onChat(event.detail));
        this.connection.addEventListener("gateway:agent", (event) => this.#onAgent(event.detail));
        this.connection.addEventListener("gateway:session.message", (event) => this.#findThread(event.detail.sessionKey)?.onStoredMessage());
        this.sessions.addEventListener("replaced", (event) => {
            const thread = this.#findThread(event.detail);
            thread?.clear();
            thread?.load();
        });
        this.sessions.addEventListener("deleted", (event) => this.#forget(event.detail));
        this.sessions.addEventListener("change", () => { if (this.#view === "chat") this.#chat.refreshHead(); });
        addEventListener("hashchange", () => {
            // A link from the gateway's terminal may be opened in a tab that is already here.
            const again = storage.takeCredentialFromFragment();
            if (again) this.#submit(again, storage.isRemembered());
            else this.#route();
        });
        addEventListener("keydown", (event) => this.#keydown(event));
        narrow.addEventListener("change", () => this.closeDrawer());
        this.connection.start(this.#credential);
    }

    #submit(credential, remember) {
        this.#credential = credential;
        this.#remember = remember;
        this.connection.start(credential);
    }

    async signOut() {
        storage.forgetCredential();
        this.connection.stop();
        location.reload();
    }

    #showSignIn() {
        this.#signIn ??= new SignInView((credential, remember) => this.#submit(credential, remember));
        if (!this.#signIn.element.isConnected) fill(this.#root, this.#signIn.element);
        this.#title = "Sign in";
        document.title = "Sign in · OpenClaw";
    }

    #stateChanged(state) {
        if (state.phase === "refused") {
            this.#closeOverlays();
            this.#showSignIn();
            const hadCredential = this.#credential !== null;
            const code = state.error.detailCode ?? "";
            if (hadCredential && /MISMATCH|INVALID|NOT_CONFIGURED/.test(code)) {
                storage.forgetCredential();
                this.#credential = null;
            } else if (this.#credential && code === "PAIRING_REQUIRED") {
                // Trying again after the approval asks for nothing anew.
                storage.saveCredential(this.#credential, this.#remember);
            }
            this.#signIn.refused(state.error, { remembered: this.#remember });
            return;
        }
        if (!this.#wasConnected || this.#signIn?.element.isConnected) {
            if (state.phase === "waiting") {
                this.#showSignIn();
                this.#signIn.unreachable(state.reason);
            }
            return;
        }
        this.#showConnection(state);
    }

    #welcomed() {
        this.#credential = this.connection.credential;
        if (this.#credential) storage.saveCredential(this.#credential, this.#remember);
        const first = !this.#wasConnected;
        this.#wasConnected = true;
        if (!this.#shell) this.#build();
        if (!this.#shell.isConnected) fill(this.#root, this.#shell);
        this.#showConnection(this.connection.state);
        this.#route();
        this.#refresh();
        if (first) {
            announce("Signed in");
            if (this.#view === "chat" && !narrow.matches) this.#chat.focus();
        }
    }

    /** Asks for everything that may have been missed. */
    #refresh() {
        const { connection } = this;
        if (!connection.can("operator.read")) return;
        connection.request("sessions.subscribe").catch(() => {
            // Optional: without it the list moves on chat events alone.
        });
        this.sessions.load();
        this.#loadAgents();
        for (const thread of this.#threads.values()) {
            if (thread === this.#chat?.thread && this.#view === "chat") {
                thread.load().then(() => thread.flush());
                this.#subscribeMessages(thread.key);
            } else if (thread.isRunning || thread.phase === "loading" || thread.phase === "failed") {
                thread.load().then(() => thread.flush());
            } else {
                thread.isStale = true;
                thread.flush();
            }
        }
        if (this.#view === "overview") this.#overview.load();
    }

    /** How many tasks are open has changed. */
    tasksChanged(count) {
        this.#sidebar?.showTasks(count);
    }

    #subscribeMessages(key) {
        if (this.connection.hello?.features?.methods?.includes("sessions.messages.subscribe")) {
            this.connection.request("sessions.messages.subscribe", { key }).catch(() => {
                // Optional: what other clients write shows when the run ends.
            });
        }
    }

    async #loadAgents() {
        try {
            const answer = await this.connection.request("agents.list");
            this.#agents = { defaultId: answer.defaultId ?? "main", list: answer.agents ?? [] };
            const status = await this.connection.request("channels.status");
            this.#channelLabels = status.channelLabels ?? {};
        } catch {
            // Names fall back to ids.
        }
        this.#sidebar?.render();
        if (this.#view === "chat") this.#chat.refreshHead();
    }

    get defaultAgent() { return this.#agents.defaultId; }
    get agentIDs() { return this.#agents.list.map((agent) => agent.id); }
    get channelIDs() { return Object.keys(this.#channelLabels); }
    get hasManyAgents() { return this.#agents.list.length > 1; }

    agentFor(key) {
        const id = agentOfKey(key) ?? this.#agents.defaultId;
        const agent = this.#agents.list.find((other) => other.id === id);
        const model = typeof agent?.model === "string" ? agent.model : agent?.model?.primary;
        return { id, name: agent?.identity?.name || agent?.name || capitalised(id), emoji: agent?.identity?.emoji ?? "", model: model ?? null };
    }

    channelLabel(id) {
        return this.#channelLabels[id] ?? capitalised(id);
    }

    // Views

    #build() {
        this.#banner = h("div", { class: "banner", role: "status", hidden: true });
        this.#main = h("main", { class: "main", id: "main", tabindex: "-1" });
        this.#sidebar = new Sidebar(this);
        this.#chat = new ChatView(this);
        this.#overview = new OverviewView(this);
        this.#tasks = new TasksView(this);
        this.#jobs = new JobsView(this);
        // The fragment belongs to the views: skipping moves the focus without changing the address.
        const skip = h("a", { class: "skip-link", href: "#main" }, "Skip to the content");
        skip.addEventListener("click", (event) => {
            event.preventDefault();
            if (this.#view === "chat") this.#chat.focus();
            else this.#main.focus();
        });
        this.#shell = h("div", { class: "shell" }, skip, this.#sidebar.element, h("div", { class: "scrim", onclick: () => this.closeDrawer() }),
            h("div", { class: "column" }, this.#banner, this.#main));
        this.closeDrawer();
    }

    #route() {
        if (!this.#shell) return;
        const [, view, argument] = /^#\/([a-z]+)(?:\/(.*))?$/.exec(location.hash) ?? [];
        if (view === "overview" || view === "tasks" || view === "jobs") {
            this.#showView(view);
        } else {
            let key = this.mainKey;
            if (argument) {
                try {
                    key = decodeURIComponent(argument);
                } catch {
                    // A damaged address shows the main session.
                }
            } else if (this.currentKey) {
                key = this.currentKey;
            }
            // Every session has an address of its own, so that going back works.
            if (location.hash !== sessionAddress(key)) history.replaceState(null, "", sessionAddress(key));
            this.#showSession(key);
        }
        this.closeDrawer();
    }

    get mainKey() {
        const defaults = this.connection.hello?.snapshot?.sessionDefaults;
        return defaults?.mainSessionKey ?? `agent:${defaults?.defaultAgentId ?? "main"}:${defaults?.mainKey ?? "main"}`;
    }

    #showView(view) {
        if (this.#view !== view) {
            const views = { overview: this.#overview, tasks: this.#tasks, jobs: this.#jobs };
            views[this.#view]?.hide();
            this.#view = view;
            fill(this.#main, (views[view] ?? this.#chat).element);
            views[view]?.show();
        }
        this.#sidebar.showView(view);
        this.#sidebar.render();
    }

    #showSession(key) {
        this.currentKey = key;
        this.sessions.markRead(key);
        let thread = this.#threads.get(key);
        if (!thread) {
            thread = new Thread(this.connection, key);
            this.#threads.set(key, thread);
            for (const [other, old] of this.#threads) {
                if (this.#threads.size <= THREADS_KEPT) break;
                if (old !== thread && !old.isRunning) this.#threads.delete(other);
            }
        }
        const isNew = this.#chat.thread !== thread || this.#view !== "chat";
        this.#showView("chat");
        this.#chat.show(thread);
        this.#chat.refreshHead();
        if (isNew && this.connection.isOpen && (thread.phase === "empty" || thread.phase === "failed" || thread.isStale)) {
            thread.isStale = false;
            thread.load();
        }
        if (isNew && this.connection.isOpen) this.#subscribeMessages(key);
    }

    openSession(key) {
        this.#go(sessionAddress(key));
    }

    /** Goes to an address at once, without waiting for the browser's event. */
    #go(address) {
        if (location.hash !== address) history.pushState(null, "", address);
        this.#route();
    }

    #findThread(key) {
        if (!key) return null;
        return this.#threads.get(key) ?? [...this.#threads.values()].find((thread) => thread.matches(key)) ?? null;
    }

    #forget(key) {
        this.#threads.delete(key);
        storage.drafts.set(key, "");
        if (this.currentKey !== key) return;
        this.currentKey = null;
        if (this.#view === "chat") this.openSession(this.mainKey);
    }

    setTitle(title) {
        this.#title = title;
        const waiting = this.sessions.unread.size;
        document.title = `${waiting ? `(${waiting}) ` : ""}${title} · OpenClaw`;
    }

    // Events

    #onChat(payload) {
        const key = payload.sessionKey;
        const thread = this.#findThread(key);
        const wasRunning = thread?.isRunning ?? false;
        const ended = payload.state === "final" || payload.state === "aborted" || payload.state === "error";
        const entry = thread?.onChat(payload) ?? null;
        const isShown = thread && thread === this.#chat?.thread && this.#view === "chat";
        if (isShown && !wasRunning && thread.isRunning) announce(`${this.agentFor(key).name} is answering`);
        if (!key || (!ended && wasRunning)) return;
        const row = this.sessions.rows.get(key);
        const patch = { hasActiveRun: !ended, status: ended ? "done" : "running" };
        if (ended) {
            const text = entry ? entryText(entry) : textOf(payload.message);
            patch.updatedAt = Date.now();
            if (text) patch.lastMessagePreview = text.slice(0, 160);
            if (isShown) announce(payload.state === "final" ? text.slice(0, 600) : payload.state === "error" ? `The answer failed: ${payload.errorMessage ?? ""}` : "Stopped");
            if (payload.state === "final" && (!isShown || document.visibilityState !== "visible")) this.sessions.markUnread(key);
        }
        if (ended || !row?.hasActiveRun) this.sessions.touch(key, patch);
    }

    #onAgent(payload) {
        if (payload.sessionKey) this.#findThread(payload.sessionKey)?.onAgent(payload);
    }

    // Connection

    #showConnection(state) {
        clearInterval(this.#bannerTimer);
        if (state.phase !== "connecting") clearTimeout(this.#bannerDelay);
        if (state.phase === "open") {
            const cameBack = !this.#banner.hidden;
            this.#banner.hidden = true;
            const scopes = this.connection.hello?.auth?.scopes ?? [];
            this.#sidebar.showConnection("good", scopes.length ? "Connected" : "Connected without rights");
            if (!this.connection.can("operator.read")) {
                this.#showBanner("warn", "The gateway granted this page no rights.", "Sign in on the gateway’s own machine, or approve this browser there.", null);
            } else if (cameBack) {
                toast("Connected again");
            }
            return;
        }
        const restarting = state.shutdown?.restartExpectedMs || /restart|starting/.test(state.reason ?? "");
        this.#sidebar.showConnection("warn", restarting ? "Restarting" : "Reconnecting");
        if (state.phase === "connecting") {
            if (!this.#banner.hidden) this.#showBanner("warn", "Connecting…", "", null);
            return;
        }
        if (state.phase !== "waiting") return;
        const show = () => {
            const left = Math.ceil((state.retryAt - Date.now()) / 1000);
            this.#showBanner("warn", state.reason, left > 1 ? `Trying again in ${plural(left, "second")}.` : "Trying again.", () => this.connection.retryNow());
        };
        // A connection that is back at once needs no words.
        const patience = this.#banner.hidden ? 400 : 0;
        this.#bannerDelay = setTimeout(() => {
            show();
            this.#bannerTimer = setInterval(show, 500);
        }, patience);
    }

    #showBanner(tone, title, text, retry) {
        const sign = `${tone}${title}${text}`;
        if (this.#banner.hidden === false && this.#banner.dataset.sign === sign) return;
        this.#banner.dataset.sign = sign;
        this.#banner.className = `banner banner-${tone}`;
        const focused = this.#banner.contains(document.activeElement);
        fill(this.#banner, h("span", { class: `dot dot-${tone}` }), h("span", null, h("strong", null, title), " ", h("span", { "aria-hidden": "true" }, text)),
            retry && h("button", { type: "button", class: "text-button", onclick: retry }, "Try now"));
        if (focused) this.#banner.querySelector("button")?.focus();
        this.#banner.hidden = false;
    }

    // Sessions

    async newSession(button) {
        if (!this.connection.can("operator.write")) return;
        if (this.hasManyAgents && button) {
            openMenu(button, this.#agents.list.map((agent) => ({ label: `New with ${this.agentFor(`agent:${agent.id}:main`).name}`, icon: "agent", run: () => this.#createSession(agent.id) })), "New session");
        } else {
            await this.#createSession(agentOfKey(this.currentKey ?? "") ?? this.#agents.defaultId);
        }
    }

    async #createSession(agentId) {
        const unused = this.sessions.sorted.find((row) => row.key.startsWith(`agent:${agentId}:dashboard:`)
            && !row.label && !row.derivedTitle && !row.lastMessagePreview && this.#threads.get(row.key)?.entries.length === 0);
        let key = unused?.key;
        if (!key && this.connection.offers("sessions.create")) {
            try {
                const answer = await this.connection.request("sessions.create", { agentId });
                key = answer.key;
            } catch (error) {
                if (!/unknown method/.test(error.message)) {
                    toastError("The session could not be created", error);
                    return;
                }
            }
        }
        key ??= `agent:${agentId}:dashboard:${randomID()}`;
        this.sessions.touch(key, { updatedAt: Date.now() });
        this.openSession(key);
        this.#chat.focus();
    }

    async renameSession(key) {
        const row = this.sessions.rows.get(key) ?? { key };
        const label = await promptDialog({
            title: "Rename session", label: "Name", value: row.label ?? "", placeholder: sessionTitle({ ...row, label: undefined }), confirm: "Rename", hint: "Left empty, the session is named after its first message.",
        });
        if (label === null || label === (row.label ?? "")) return;
        try {
            await this.sessions.rename(key, label);
        } catch (error) {
            toastError("The session could not be renamed", error);
        }
    }

    async resetSession(key) {
        const title = sessionTitle(this.sessions.rows.get(key) ?? { key });
        if (!await confirmDialog({ title: `Start “${title}” anew?`, text: "The agent forgets the conversation so far. The session keeps its name and its place.", confirm: "Start anew" })) return;
        try {
            await this.sessions.reset(key);
            const thread = this.#findThread(key);
            thread?.clear();
            thread?.load();
            toast("The session starts anew");
        } catch (error) {
            toastError("The session could not be reset", error);
        }
    }

    async deleteSession(key) {
        const title = sessionTitle(this.sessions.rows.get(key) ?? { key });
        if (!await confirmDialog({ title: `Delete “${title}”?`, text: "The conversation is removed from the gateway. This cannot be undone.", confirm: "Delete", danger: true })) return;
        try {
            await this.sessions.delete(key);
            this.#forget(key);
            toast("The session was deleted");
        } catch (error) {
            toastError("The session could not be deleted", error);
        }
    }

    openSessionMenu(button, key) {
        const isAdmin = this.connection.can("operator.admin");
        const items = isAdmin ? [
            { label: "Rename", icon: "pencil", run: () => this.renameSession(key) },
            { label: "Start anew", icon: "reset", run: () => this.resetSession(key) },
        ] : [];
        items.push({ label: "Copy session key", icon: "copy", run: () => this.#copyKey(key) });
        if (isAdmin && key !== this.mainKey) items.push("-", { label: "Delete", icon: "trash", danger: true, run: () => this.deleteSession(key) });
        openMenu(button, items, "Session actions");
    }

    async #copyKey(key) {
        try {
            await copyText(key);
            toast("Session key copied");
        } catch (error) {
            toastError("Copying failed", error);
        }
    }

    openAccountMenu(button) {
        const theme = storage.preferences.get("theme") ?? "system";
        const setTheme = (value) => {
            storage.preferences.set("theme", value === "system" ? null : value);
            if (value === "system") delete document.documentElement.dataset.theme;
            else document.documentElement.dataset.theme = value;
        };
        openMenu(button, [
            { label: "Like the system", icon: "screen", checked: theme === "system", run: () => setTheme("system") },
            { label: "Light", icon: "sun", checked: theme === "light", run: () => setTheme("light") },
            { label: "Dark", icon: "moon", checked: theme === "dark", run: () => setTheme("dark") },
            "-",
            { label: "Keyboard shortcuts", icon: "help", detail: "?", run: openHelp },
            "-",
            { label: "Sign out", icon: "exit", run: () => this.signOut() },
        ], "Settings");
    }

    // Palette and keyboard

    openPalette() {
        if (!this.#shell?.isConnected || document.querySelector("dialog[open]")) return;
        const isWriter = this.connection.can("operator.write");
        const isAdmin = this.connection.can("operator.admin");
        const commands = [
            isWriter && { title: "New session", icon: "plus", detail: "N", run: () => this.newSession(null) },
            { title: "Go to overview", icon: "pulse", detail: "G", run: () => { this.#go("#/overview"); } },
            { title: "Go to tasks", icon: "list", detail: "T", run: () => { this.#go("#/tasks"); } },
            { title: "Go to jobs", icon: "clock", detail: "J", run: () => { this.#go("#/jobs"); } },
            { title: "Go to chat", icon: "chat", detail: "C", run: () => { this.#go("#/chat"); } },
            isAdmin && this.#view === "chat" && { title: "Rename this session", icon: "pencil", run: () => this.renameSession(this.currentKey) },
            isAdmin && this.#view === "chat" && { title: "Start this session anew", icon: "reset", run: () => this.resetSession(this.currentKey) },
            isAdmin && this.#view === "chat" && this.currentKey !== this.mainKey && { title: "Delete this session", icon: "trash", run: () => this.deleteSession(this.currentKey) },
            { title: "Keyboard shortcuts", icon: "help", detail: "?", run: openHelp },
            { title: "Sign out", icon: "exit", run: () => this.signOut() },
        ].filter(Boolean);
        const item = (row) => ({ title: sessionTitle(row), icon: "chat", detail: row.channel ? this.channelLabel(row.channel) : this.agentFor(row.key).name, run: () => this.openSession(row.key) });
        openPalette((text) => {
            const wanted = text.toLowerCase();
            const matching = commands.filter((command) => command.title.toLowerCase().includes(wanted));
            const local = text ? this.sessions.filter(text, sessionTitle).slice(0, 20) : this.sessions.sorted.slice(0, 6);
            const groups = (rows) => [{ title: text ? "Sessions" : "Recent sessions", items: rows.map(item) }, { title: "Commands", items: matching }];
            const later = text && this.connection.isOpen ? this.sessions.search(text).then((rows) => {
                const known = new Set(local.map((row) => row.key));
                return groups([...local, ...rows.filter((row) => !known.has(row.key))].slice(0, 20));
            }).catch(() => null) : null;
            return { instant: groups(local), later };
        });
    }

    #keydown(event) {
        if (!this.#shell?.isConnected || event.defaultPrevented || event.isComposing) return;
        const mod = isMac ? event.metaKey : event.ctrlKey;
        if (mod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
            event.preventDefault();
            this.openPalette();
            return;
        }
        if (document.querySelector("dialog[open], .menu")) return;
        if (event.key === "Escape") {
            if (this.#shell.classList.contains("drawer-open")) this.closeDrawer();
            else if (this.#view === "chat" && this.#chat.thread?.isRunning) this.#chat.stop();
            return;
        }
        if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
            const keys = this.#sidebar.visibleKeys;
            const at = keys.indexOf(this.currentKey);
            const next = keys[Math.max(0, Math.min(keys.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))];
            if (next) this.openSession(next);
            event.preventDefault();
            return;
        }
        if (event.target.closest?.("input, textarea, select, [contenteditable]") || event.ctrlKey || event.metaKey || event.altKey) return;
        const action = {
            "/": () => { if (this.#view !== "chat") this.#go("#/chat"); this.#chat.focus(); },
            "?": openHelp,
            n: () => this.newSession(null),
            g: () => { this.#go("#/overview"); },
            c: () => { this.#go("#/chat"); },
            t: () => { this.#go("#/tasks"); },
            j: () => { this.#go("#/jobs"); },
        }[event.key];
        if (!action) return;
        event.preventDefault();
        action();
    }

    // The side panel on narrow screens

    openDrawer() {
        this.#shell.classList.add("drawer-open");
        this.#sidebar.element.inert = false;
        this.#shell.querySelector(".column").inert = true;
        this.#sidebar.element.querySelector(".session.current a, .nav-item").focus({ preventScroll: true });
    }

    closeDrawer() {
        if (!this.#shell) return;
        const wasOpen = this.#shell.classList.contains("drawer-open");
        this.#shell.classList.remove("drawer-open");
        this.#sidebar.element.inert = narrow.matches;
        this.#shell.querySelector(".column").inert = false;
        if (wasOpen) this.#main.querySelector(".drawer-button")?.focus({ preventScroll: true });
    }

    #closeOverlays() {
        for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
        document.querySelector(".menu")?.remove();
    }
}

new App().begin();
