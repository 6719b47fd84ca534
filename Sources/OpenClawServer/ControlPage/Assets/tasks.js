// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// The task queue: what waits and why, what is being done and how far it is, what came of it.

import { announce, fill, h, icon, iconButton } from "./dom.js";
import { clean, duration, fullTime, longAge, plural, sessionAddress } from "./format.js";
import { confirmDialog, promptDialog, toast, toastError } from "./overlays.js";

const KEPT = 300;
const STATES = {
    queued: { word: "Waiting", tone: "idle" },
    running: { word: "Running", tone: "warn" },
    completed: { word: "Done", tone: "good" },
    failed: { word: "Failed", tone: "bad" },
    cancelled: { word: "Cancelled", tone: "idle" },
    timed_out: { word: "Timed out", tone: "bad" },
};
const FILTERS = [
    ["all", "All", () => true],
    ["open", "Open", (task) => isOpen(task)],
    ["done", "Done", (task) => task.status === "completed"],
    ["failed", "Not done", (task) => ["failed", "cancelled", "timed_out"].includes(task.status)],
];
const PRIORITIES = { control: 3, human: 2, scheduled: 1, background: 0 };

const isOpen = (task) => task.status === "queued" || task.status === "running";

/** The open ones first, running before waiting and urgent before others; then what has ended, the newest first. */
function order(left, right) {
    const rank = (task) => (task.status === "running" ? 2 : task.status === "queued" ? 1 : 0);
    if (rank(left) !== rank(right)) return rank(right) - rank(left);
    if (isOpen(left)) {
        const urgency = (task) => PRIORITIES[task.metadata?.priority] ?? 2;
        if (urgency(left) !== urgency(right)) return urgency(right) - urgency(left);
        return left.createdAt - right.createdAt;
    }
    return (right.endedAt ?? right.createdAt) - (left.endedAt ?? left.createdAt);
}

export class TasksView {
    #app;
    #tasks = new Map();
    #rows = new Map();
    #phase = "loading";
    #error = null;
    #filter = "all";
    #visible = false;
    #round = 0;
    #frame = 0;
    #timer = 0;
    #hasMore = false;
    #subtitle = h("p", { class: "view-subtitle" }, h("span", null, "–"));
    #list = h("ul", { class: "rows task-rows" });
    #body = h("div", { class: "task-body" });
    #chips;
    #new;
    element;

    constructor(app) {
        this.#app = app;
        this.#chips = FILTERS.map(([name, label]) => h("button", {
            type: "button", class: "chip", data: { filter: name }, "aria-pressed": String(name === this.#filter), onclick: () => this.#setFilter(name),
        }, h("span", null, label), h("span", { class: "chip-count" })));
        this.#new = h("button", { type: "button", class: "button primary", "aria-label": "New task", onclick: () => this.#submit() }, icon("plus"), h("span", null, "New task"));
        this.element = h("section", { class: "view overview tasks", "aria-label": "Tasks" },
            h("header", { class: "view-head" },
                iconButton("menu", "Show sessions", () => app.openDrawer(), { class: "icon-button drawer-button" }),
                h("div", { class: "view-names" }, h("h1", { class: "view-title" }, "Tasks"), this.#subtitle),
                this.#new),
            h("div", { class: "overview-scroll", tabindex: "0", role: "group", "aria-label": "Tasks" },
                h("div", { class: "task-column" }, h("div", { class: "chips", role: "group", "aria-label": "Show" }, this.#chips), this.#body)));
        app.connection.addEventListener("gateway:task", (event) => this.#onTask(event.detail));
        app.connection.addEventListener("gap", () => this.load());
        app.connection.addEventListener("hello", () => this.load());
        if (app.connection.isOpen) this.load();
    }

    /** How many are open, for the side. */
    get openCount() {
        let count = 0;
        for (const task of this.#tasks.values()) if (isOpen(task)) count += 1;
        return count;
    }

    show() {
        this.#visible = true;
        this.#app.setTitle("Tasks");
        clearInterval(this.#timer);
        this.#timer = setInterval(() => { if (document.visibilityState === "visible") this.#render(); }, 1000);
        this.load();
        this.#render();
    }

    hide() {
        this.#visible = false;
        clearInterval(this.#timer);
    }

    /** Asks for the newest tasks. */
    async load() {
        const { connection } = this.#app;
        if (!connection.isOpen || !connection.can("operator.read") || !connection.offers("tasks.list")) return;
        const round = (this.#round += 1);
        try {
            const [newest, open] = await Promise.all([
                connection.request("tasks.list", { limit: 200 }), connection.request("tasks.list", { limit: 200, status: ["queued", "running"] }),
            ]);
            if (round !== this.#round) return;
            this.#tasks.clear();
            for (const task of [...(newest.tasks ?? []), ...(open.tasks ?? [])]) this.#tasks.set(task.id, task);
            this.#hasMore = Boolean(newest.nextCursor || open.nextCursor);
            this.#phase = "ready";
            this.#error = null;
        } catch (error) {
            if (round !== this.#round) return;
            this.#phase = this.#tasks.size ? "ready" : "failed";
            this.#error = error;
        }
        this.#schedule();
    }

    #onTask({ action, task }) {
        if (!task?.id) return;
        this.#tasks.set(task.id, task);
        if (this.#tasks.size > KEPT) {
            const ended = [...this.#tasks.values()].filter((other) => !isOpen(other)).sort(order);
            for (const old of ended.slice(Math.max(0, ended.length - (this.#tasks.size - KEPT)))) this.#tasks.delete(old.id);
            this.#hasMore = true;
        }
        if (action === "ended" && this.#visible) announce(`${clean(task.title, 80)}: ${STATES[task.status]?.word ?? task.status}`);
        // What one task has done changes what others wait for; the list says why when it is asked.
        if (action === "ended" && this.#visible && this.openCount > 0) this.#reloadSoon();
        this.#schedule();
    }

    #reloadTimer = 0;
    #reloadSoon() {
        if (this.#reloadTimer) return;
        this.#reloadTimer = setTimeout(() => {
            this.#reloadTimer = 0;
            if (this.#visible) this.load();
        }, 700);
    }

    #schedule() {
        cancelAnimationFrame(this.#frame);
        this.#frame = requestAnimationFrame(() => {
            this.#app.tasksChanged(this.openCount);
            if (this.#visible) this.#render();
        });
    }

    #setFilter(name) {
        this.#filter = name;
        for (const chip of this.#chips) chip.setAttribute("aria-pressed", String(chip.dataset.filter === name));
        this.#render();
    }

    #render() {
        const all = [...this.#tasks.values()];
        const running = all.filter((task) => task.status === "running").length;
        const waiting = all.filter((task) => task.status === "queued").length;
        const words = this.#phase === "ready" ? (running || waiting ? `${running} running, ${waiting} waiting` : "Nothing to do") : "–";
        if (this.#subtitle.textContent !== words) fill(this.#subtitle, h("span", null, words));
        this.#new.hidden = !this.#app.connection.can("operator.write") || !this.#app.connection.offers("tasks.submit");
        for (const chip of this.#chips) {
            const [, , fits] = FILTERS.find(([name]) => name === chip.dataset.filter);
            chip.querySelector(".chip-count").textContent = String(all.filter(fits).length);
        }
        if (this.#phase === "loading") {
            fill(this.#body, h("div", { class: "card", role: "status", "aria-label": "Loading tasks" }, h("div", { class: "card-bones" },
                h("span", { class: "bone w60" }), h("span", { class: "bone w90" }), h("span", { class: "bone w40" }))));
            return;
        }
        if (this.#phase === "failed") {
            fill(this.#body, h("div", { class: "card" }, h("div", { class: "card-empty", role: "alert" }, icon("warn"),
                h("p", null, h("strong", null, "Tasks could not be loaded")), h("p", null, clean(this.#error?.message)),
                h("button", { type: "button", class: "button small", onclick: () => this.load() }, "Try again"))));
            return;
        }
        const [, , fits] = FILTERS.find(([name]) => name === this.#filter);
        const shown = all.filter(fits).sort(order);
        if (shown.length === 0) {
            fill(this.#body, h("div", { class: "card" }, h("div", { class: "card-empty" }, icon("list"),
                h("p", null, h("strong", null, all.length ? "Nothing here" : "No tasks yet")),
                h("p", null, all.length ? "No task fits this choice." : "Hand one in here, with “openclaw task run”, or over HTTP at /api/tasks."))));
            this.#rows.clear();
            return;
        }
        this.#place(shown);
        if (this.#list.parentElement?.parentElement !== this.#body) fill(this.#body, h("div", { class: "card" }, this.#list), h("p", { class: "task-more" }));
        this.#body.querySelector(".task-more").textContent = this.#hasMore ? "Older tasks are not shown; “openclaw task list” has them." : "";
    }

    /** Keeps rows that have not changed, so that focus and selection stay. */
    #place(shown) {
        const wanted = new Set(shown.map((task) => task.id));
        for (const [id, row] of this.#rows) {
            if (wanted.has(id)) continue;
            row.element.remove();
            this.#rows.delete(id);
        }
        let before = null;
        for (const task of shown) {
            const sign = JSON.stringify([task, this.#clockOf(task), this.#app.connection.can("operator.write")]);
            let row = this.#rows.get(task.id);
            if (!row) this.#rows.set(task.id, (row = { element: h("li", { data: { task: task.id } }), sign: "" }));
            if (row.sign !== sign) {
                const focused = row.element.contains(document.activeElement) ? document.activeElement.dataset.action : null;
                this.#fillRow(row.element, task);
                row.sign = sign;
                if (focused) row.element.querySelector(`[data-action="${focused}"]`)?.focus();
            }
            const next = before ? before.nextElementSibling : this.#list.firstElementChild;
            if (next !== row.element) this.#list.insertBefore(row.element, next);
            before = row.element;
        }
    }

    #clockOf(task) {
        if (task.status === "running" && task.startedAt) return duration(Math.max(0, Date.now() - task.startedAt));
        return longAge(task.endedAt ?? task.createdAt);
    }

    #fillRow(element, task) {
        const state = STATES[task.status] ?? { word: clean(task.status, 30), tone: "idle" };
        const meta = task.metadata ?? {};
        const worker = clean(meta.worker, 60);
        const details = [
            task.agentId ? `agent ${clean(task.agentId, 60)}` : worker || (meta.command && clean(meta.command, 60)), meta.workspace && `workspace ${clean(meta.workspace, 60)}`,
            meta.tags && `tags ${clean(meta.tags, 80)}`, meta.attempt > 1 && `attempt ${meta.attempt}`,
        ].filter(Boolean).join(" · ");
        const why = task.status === "queued" ? clean(meta.waitReason ?? task.progressSummary) : task.status === "running" ? clean(task.progressSummary) : "";
        const fraction = Math.max(0, Math.min(1, Number(meta.progress) || 0));
        const title = clean(task.title, 200) || "Task";
        const bar = h("div", {
            class: `task-bar ${fraction > 0 ? "" : "task-bar-unknown"}`, role: "progressbar", "aria-label": `Progress of ${title}`, "aria-valuemin": "0", "aria-valuemax": "100",
            "aria-valuenow": fraction > 0 ? String(Math.round(fraction * 100)) : null,
        }, h("span", null));
        if (fraction > 0) bar.firstElementChild.style.setProperty("width", `${Math.round(fraction * 100)}%`);
        const answer = clean(task.terminalSummary, 280);
        element.className = `task task-${task.status}`;
        fill(element,
            h("div", { class: "row-main" },
                h("div", { class: "task-head" },
                    h("span", { class: "row-title", title }, title),
                    meta.priority && meta.priority !== "human" && h("span", { class: `task-priority task-priority-${meta.priority}` }, clean(meta.priority, 20))),
                details && h("p", { class: "row-detail" }, details),
                why && h("p", { class: "task-why" }, why),
                task.status === "running" && bar,
                answer && h("p", { class: "task-answer" }, answer),
                task.error && !isOpen(task) && h("p", { class: "row-error" }, clean(task.error)),
                task.error && isOpen(task) && h("p", { class: "task-why" }, "Last attempt: ", clean(task.error))),
            h("div", { class: "task-side" },
                h("span", { class: `badge badge-${state.tone}` }, h("span", { class: `dot dot-${state.tone}` }), state.word),
                h("time", { class: "row-time", title: fullTime(task.endedAt ?? task.startedAt ?? task.createdAt) }, this.#clockOf(task)),
                h("div", { class: "row-actions" },
                    task.sessionKey && task.startedAt && h("a", { class: "button small", href: sessionAddress(task.sessionKey), data: { action: "open" }, "aria-label": `Open the session of ${title}` }, "Session"),
                    isOpen(task) && this.#app.connection.can("operator.write") && h("button", {
                        type: "button", class: "button small", data: { action: "cancel" }, "aria-label": `Cancel: ${title}`, onclick: (event) => this.#cancel(task, event.currentTarget),
                    }, "Cancel"))));
    }

    async #cancel(task, button) {
        const title = clean(task.title, 80);
        const text = task.status === "running" ? "Whoever does it is told to stop. What was done so far stays." : "It will not begin.";
        if (!(await confirmDialog({ title: `Cancel “${title}”?`, text, confirm: "Cancel the task", danger: true }))) return;
        button.disabled = true;
        try {
            const answer = await this.#app.connection.request("tasks.cancel", { taskId: task.id });
            if (answer.task) this.#tasks.set(task.id, answer.task);
            toast(answer.cancelled ? `“${title}” was cancelled` : `“${title}” had ended already`);
        } catch (error) {
            toastError(`“${title}” could not be cancelled`, error);
            button.disabled = false;
        }
        this.#schedule();
    }

    async #submit() {
        const text = await promptDialog({ title: "New task", label: "What is to be done", value: "", placeholder: "What is to be done?", confirm: "Hand in", hint: "The default agent does it in a session of its own.", maxLength: 4000 });
        if (!text) return;
        try {
            const answer = await this.#app.connection.request("tasks.submit", { task: text });
            if (answer.task && !this.#tasks.has(answer.task.id)) this.#tasks.set(answer.task.id, answer.task);
            toast(`Handed in; ${plural(this.openCount, "task")} open`);
        } catch (error) {
            toastError("The task was not taken", error);
        }
        this.#schedule();
    }
}
