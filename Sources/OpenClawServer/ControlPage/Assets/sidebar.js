// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// The side: views, search, sessions, connection.

import { fill, h, icon, iconButton, isMac, mark, reducedMotion } from "./dom.js";
import { agentOfKey, daysAgo, sessionAddress, sessionTitle, shortAge } from "./format.js";

const SECTIONS = [[0, "Today"], [1, "Yesterday"], [7, "Last 7 days"], [30, "Last 30 days"], [Infinity, "Older"]];

function sectionOf(row) {
    if (row.pinned) return "Pinned";
    const days = row.updatedAt ? daysAgo(row.updatedAt) : 0;
    return SECTIONS.find(([limit]) => days <= limit)[1];
}

export class Sidebar {
    #app;
    #rows = new Map();
    #list = h("div", { class: "session-list" });
    #search = h("input", { type: "search", class: "search-input", placeholder: "Search", "aria-label": "Search sessions", autocomplete: "off", spellcheck: "false" });
    #found = null;
    #searchTimer = 0;
    #chat = h("a", { href: "#/chat", class: "nav-item" }, icon("chat"), h("span", null, "Chat"));
    #overview = h("a", { href: "#/overview", class: "nav-item" }, icon("pulse"), h("span", null, "Overview"));
    #taskCount = h("span", { class: "nav-count", hidden: true });
    #tasks = h("a", { href: "#/tasks", class: "nav-item" }, icon("list"), h("span", null, "Tasks"), this.#taskCount);
    #jobs = h("a", { href: "#/jobs", class: "nav-item" }, icon("clock"), h("span", null, "Jobs"));
    #new = h("button", { type: "button", class: "icon-button", "aria-label": "New session", title: "New session (N)", onclick: () => this.#app.newSession(this.#new) }, icon("plus"));
    #dot = h("span", { class: "dot" });
    #status = h("span", { class: "status-text" });
    #account = h("button", { type: "button", class: "account", "aria-haspopup": "menu", onclick: () => this.#app.openAccountMenu(this.#account) },
        this.#dot, h("span", { class: "account-names" }, h("span", { class: "account-host" }, location.host), this.#status), icon("dots"));
    element;

    constructor(app) {
        this.#app = app;
        this.element = h("aside", { class: "sidebar", id: "sidebar", "aria-label": "Sessions and views" },
            h("div", { class: "brand" }, mark(), h("span", { class: "wordmark" }, "OpenClaw"),
                iconButton("close", "Close the side panel", () => app.closeDrawer(), { class: "icon-button drawer-button" })),
            h("nav", { class: "nav", "aria-label": "Views" }, this.#chat, this.#tasks, this.#jobs, this.#overview),
            h("div", { class: "session-tools" },
                h("label", { class: "search" }, icon("search"), this.#search,
                    h("button", { type: "button", class: "search-kbd", tabindex: "-1", "aria-hidden": "true", onclick: () => app.openPalette() }, h("kbd", null, isMac ? "⌘K" : "Ctrl K"))),
                this.#new),
            h("nav", { class: "sessions", "aria-label": "Sessions" }, this.#list),
            h("div", { class: "sidebar-foot" }, this.#account));
        this.#search.addEventListener("input", () => this.#searchChanged());
        this.#search.addEventListener("keydown", (event) => {
            if (event.key === "Escape" && this.#search.value) {
                event.stopPropagation();
                this.#search.value = "";
                this.#searchChanged();
            } else if (event.key === "ArrowDown" || event.key === "Enter") {
                const first = this.#list.querySelector("a");
                if (!first) return;
                event.preventDefault();
                if (event.key === "Enter") first.click();
                else first.focus();
            }
        });
        this.#list.addEventListener("keydown", (event) => {
            if (event.key !== "ArrowDown" && event.key !== "ArrowUp" || event.altKey) return;
            const links = [...this.#list.querySelectorAll("a")];
            const at = links.indexOf(document.activeElement);
            if (at < 0) return;
            event.preventDefault();
            if (event.key === "ArrowUp" && at === 0) this.#search.focus();
            else links[Math.min(links.length - 1, at + (event.key === "ArrowDown" ? 1 : -1))].focus();
        });
        app.sessions.addEventListener("change", () => this.render());
        setInterval(() => { if (document.visibilityState === "visible") this.render(); }, 60_000);
    }

    #searchChanged() {
        const text = this.#search.value.trim();
        clearTimeout(this.#searchTimer);
        this.#found = null;
        this.render();
        if (!text) return;
        this.#searchTimer = setTimeout(async () => {
            try {
                const rows = await this.#app.sessions.search(text);
                if (this.#search.value.trim() !== text) return;
                this.#found = rows;
                this.render();
            } catch {
                // The rows already loaded were searched; the gateway could not add to them.
            }
        }, 180);
    }

    /** The sessions in the order shown. */
    get visibleKeys() {
        return [...this.#list.querySelectorAll(".session")].map((element) => element.dataset.key);
    }

    showView(view) {
        for (const [item, name] of [[this.#chat, "chat"], [this.#tasks, "tasks"], [this.#jobs, "jobs"], [this.#overview, "overview"]]) {
            item.toggleAttribute("data-current", view === name);
            if (view === name) item.setAttribute("aria-current", "page");
            else item.removeAttribute("aria-current");
        }
    }

    /** How many tasks are open. */
    showTasks(count) {
        this.#taskCount.hidden = count === 0;
        this.#taskCount.textContent = count > 99 ? "99+" : String(count);
        this.#tasks.setAttribute("aria-label", count ? `Tasks, ${count} open` : "Tasks");
    }

    showConnection(tone, text) {
        this.#dot.className = `dot dot-${tone}`;
        this.#status.textContent = text;
        this.#account.setAttribute("aria-label", `${location.host}, ${text}. Settings`);
    }

    render() {
        const { sessions, currentKey } = this.#app;
        const text = this.#search.value.trim();
        this.#new.disabled = !this.#app.connection.can("operator.write");
        if (sessions.phase === "loading" && sessions.rows.size === 0) {
            this.#rows.clear();
            fill(this.#list, h("div", { class: "session-bones", role: "status", "aria-label": "Loading sessions" },
                Array.from({ length: 6 }, (_, index) => h("div", { class: "session-bone" }, h("span", { class: `bone w${[60, 40, 80, 40, 60, 30][index]}` }), h("span", { class: "bone w90" })))));
            return;
        }
        if (sessions.phase === "failed") {
            this.#rows.clear();
            fill(this.#list, h("div", { class: "side-note", role: "alert" }, h("p", null, "Sessions could not be loaded: ", sessions.error?.message),
                h("button", { type: "button", class: "button small", onclick: () => sessions.load() }, "Try again")));
            return;
        }
        let rows = sessions.sorted;
        if (text) {
            const local = sessions.filter(text, sessionTitle);
            const keys = new Set(local.map((row) => row.key));
            rows = [...local, ...(this.#found ?? []).filter((row) => !keys.has(row.key))];
        }
        const before = this.#positions();
        const nodes = [];
        let section = null;
        let group = null;
        for (const row of rows) {
            const name = text ? "Found" : sectionOf(row);
            if (name !== section) {
                section = name;
                group = h("ul", { "aria-label": name });
                nodes.push(h("div", { class: "session-section" }, h("h2", null, name), group));
            }
            group.append(this.#row(row, row.key === currentKey));
        }
        if (rows.length === 0) {
            nodes.push(h("p", { class: "side-note" }, text ? "No session matches." : "No sessions yet. The first message starts one."));
        } else if (!text && sessions.hasMore) {
            nodes.push(h("button", { type: "button", class: "button small more", onclick: (event) => {
                event.currentTarget.disabled = true;
                sessions.loadMore().catch(() => this.render());
            } }, "More sessions"));
        }
        const focused = document.activeElement?.closest?.(".session-list a, .session-list button");
        const scroll = this.#list.parentElement.scrollTop;
        fill(this.#list, nodes);
        this.#list.parentElement.scrollTop = scroll;
        if (focused?.isConnected) focused.focus({ preventScroll: true });
        for (const key of this.#rows.keys()) if (!rows.some((row) => row.key === key)) this.#rows.delete(key);
        if (!text) this.#slide(before);
    }

    #row(row, current) {
        let item = this.#rows.get(row.key);
        if (!item) {
            const link = h("a", { href: sessionAddress(row.key), class: "session-link" });
            const more = h("button", { type: "button", class: "icon-button small session-more", "aria-haspopup": "menu" }, icon("dots"));
            more.addEventListener("click", () => this.#app.openSessionMenu(more, row.key));
            link.addEventListener("contextmenu", (event) => {
                event.preventDefault();
                this.#app.openSessionMenu(more, row.key);
            });
            item = { element: h("li", { class: "session", data: { key: row.key } }, link, more), link, more, shown: "" };
            this.#rows.set(row.key, item);
        }
        const title = sessionTitle(row);
        const running = row.hasActiveRun === true || row.status === "running";
        const unread = this.#app.sessions.unread.has(row.key) || row.unread === true;
        const agent = agentOfKey(row.key);
        const source = row.channel ? this.#app.channelLabel(row.channel) : agent && agent !== this.#app.defaultAgent ? this.#app.agentFor(row.key).name : null;
        const preview = [source, (row.lastMessagePreview ?? "").replace(/[#*_`>]+/g, "").replace(/\s+/g, " ").trim()].filter(Boolean).join(" · ");
        const age = row.updatedAt ? shortAge(row.updatedAt) : "";
        const sign = [title, preview, age, running, unread && !current, current].join("\n");
        if (sign !== item.shown) {
            item.shown = sign;
            fill(item.link,
                h("span", { class: "session-title" }, title),
                h("span", { class: "session-side" }, running ? mark("mark-spin small") : unread && !current ? h("span", { class: "unread" }) : h("span", { class: "age" }, age)),
                h("span", { class: "session-preview" }, preview || "No messages yet"),
                running && h("span", { class: "visually-hidden" }, "answering"),
                unread && !current && h("span", { class: "visually-hidden" }, "unread"));
            item.more.setAttribute("aria-label", `Actions for ${title}`);
            item.element.classList.toggle("current", current);
            if (current) item.link.setAttribute("aria-current", "page");
            else item.link.removeAttribute("aria-current");
        }
        return item.element;
    }

    #positions() {
        const positions = new Map();
        if (reducedMotion() || document.visibilityState !== "visible") return positions;
        for (const [key, { element }] of this.#rows) if (element.isConnected) positions.set(key, element.offsetTop);
        return positions;
    }

    /** Rows that moved glide to their new place. */
    #slide(before) {
        for (const [key, { element }] of this.#rows) {
            const from = before.get(key);
            if (from === undefined) continue;
            const distance = from - element.offsetTop;
            if (Math.abs(distance) < 2 || Math.abs(distance) > 2000) continue;
            element.animate({ transform: [`translateY(${distance}px)`, "none"] }, { duration: 220, easing: "cubic-bezier(.2,.8,.2,1)" });
        }
    }
}
