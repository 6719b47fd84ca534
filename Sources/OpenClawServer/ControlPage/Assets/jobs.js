// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Scheduled jobs: what runs when, how it went, and everything to change that.

import { announce, copyText, fill, h, icon, iconButton } from "./dom.js";
import { clean, duration, fullTime, longAge, plural, sessionAddress, untilWords } from "./format.js";
import { openJobForm } from "./jobform.js";
import { confirmDialog, openMenu, toast, toastError } from "./overlays.js";
import { scheduleWords } from "./schedule.js";

const PAGE = 200;
const FIRST_RUNS = 5;
const MOST_RUNS = 50;
const OUTCOMES = {
    ok: { word: "Went well", tone: "good" },
    error: { word: "Failed", tone: "bad" },
    skipped: { word: "Left out", tone: "idle" },
};
const FILTERS = [
    ["all", "All", () => true],
    ["on", "On", (job) => job.enabled],
    ["off", "Off", (job) => !job.enabled],
    ["failing", "Failing", (job) => isFailing(job)],
];
const REFUSALS = {
    "already-running": "it is running already",
    busy: "as many runs go on as may",
    "not-due": "it is not due",
};

const isFailing = (job) => job.state?.lastRunStatus === "error" || job.state?.scheduleErrorCount > 0;

/** What is on first, then by name. */
function order(left, right) {
    if (left.enabled !== right.enabled) return left.enabled ? -1 : 1;
    return left.name.localeCompare(right.name) || left.id.localeCompare(right.id);
}

function stateOf(job) {
    const state = job.state ?? {};
    if (state.runningAtMs) return { word: "Running", tone: "warn" };
    if (state.scheduleErrorCount > 0) return { word: "Cannot run", tone: "bad" };
    if (state.lastRunStatus === "error" && state.consecutiveErrors > 1) return { word: `Failed ${state.consecutiveErrors} times`, tone: "bad" };
    return OUTCOMES[state.lastRunStatus] ?? { word: "Not run yet", tone: "idle" };
}

const length = (milliseconds) => (milliseconds < 1000 ? "less than 1s" : duration(milliseconds));

/** Writes into an element only what has changed. */
function say(element, words) {
    if (element.textContent !== words) element.textContent = words;
}

/** A job in the list. Its controls stay the same elements as long as it is shown, so that focus and menus survive changes. */
class JobRow {
    #view;
    #job;
    #sign = "";
    #head = h("div", { class: "task-head" });
    #what = h("p", { class: "job-what" });
    #schedule = h("p", { class: "job-when" });
    #next = h("span", { class: "job-next" });
    #last = h("p", { class: "row-detail" });
    #error = h("p", { class: "row-error" });
    #badge = h("span");
    #switch;
    #run;
    #runs;
    #more;
    #log = null;
    element;

    constructor(view, id) {
        this.#view = view;
        this.#switch = h("button", { type: "button", class: "switch", role: "switch", onclick: () => view.setEnabled(this.#job, this.#switch) }, h("span"));
        this.#run = h("button", { type: "button", class: "button small", onclick: () => view.run(this.#job, this.#run) }, "Run now");
        this.#runs = h("button", { type: "button", class: "button small", "aria-expanded": "false", onclick: () => this.#toggleLog() }, "History");
        this.#more = iconButton("dots", "", () => view.openMenu(this.#job, this.#more), { class: "icon-button small", "aria-haspopup": "menu" });
        this.element = h("li", { data: { job: id } },
            h("div", { class: "row-main" }, this.#head, this.#what, this.#schedule, this.#last, this.#error),
            h("div", { class: "task-side" }, h("div", { class: "job-state" }, this.#badge, this.#switch),
                h("div", { class: "row-actions" }, this.#run, this.#runs, this.#more)));
    }

    update(job, { isAdmin, isOn, zone }) {
        this.#job = job;
        const state = job.state ?? {};
        const sign = JSON.stringify([job, isAdmin, isOn, zone]);
        if (sign !== this.#sign) {
            this.#sign = sign;
            this.#fill(isAdmin, zone);
        }
        say(this.#next, !job.enabled ? "Off" : !isOn ? "Waits: jobs are switched off" : state.nextRunAtMs ? `Next ${untilWords(state.nextRunAtMs)}` : "Does not come again");
        this.#next.title = job.enabled && state.nextRunAtMs ? fullTime(state.nextRunAtMs) : "";
        say(this.#last, state.runningAtMs ? `Running for ${duration(Math.max(0, Date.now() - state.runningAtMs))}`
            : state.lastRunAtMs ? `Last run ${longAge(state.lastRunAtMs)}${state.lastDurationMs === undefined ? "" : `, took ${length(state.lastDurationMs)}`}` : "");
        this.#last.title = state.lastRunAtMs ? fullTime(state.lastRunAtMs) : "";
        this.#last.hidden = this.#last.textContent === "";
    }

    #fill(isAdmin, zone) {
        const job = this.#job;
        const name = clean(job.name, 200);
        const { word, tone } = stateOf(job);
        const isEvent = job.payload?.kind === "systemEvent";
        const target = String(job.sessionTarget ?? "");
        const tags = [job.agentId && `agent ${clean(job.agentId, 60)}`, isEvent && "system event", target.startsWith("session:") && clean(target.slice(8), 80)];
        fill(this.#head, h("span", { class: "row-title", title: name }, name), tags.filter(Boolean).map((tag) => h("span", { class: "task-priority" }, tag)));
        const words = clean(job.payload?.message ?? job.payload?.text, 400);
        say(this.#what, job.description ? `${clean(job.description, 200)} – ${words}` : words);
        const schedule = scheduleWords(job.schedule, zone);
        fill(this.#schedule, icon("clock"), h("span", { class: schedule.isExpression ? "job-expression" : null, title: schedule.expression ?? "" }, clean(schedule.text, 200)),
            schedule.zone && h("span", { class: "job-zone" }, clean(schedule.zone, 60)), this.#next);
        const state = job.state ?? {};
        const error = state.scheduleErrorCount > 0 || state.lastRunStatus === "error" ? clean(state.lastError) : "";
        const undelivered = !error && state.lastDeliveryStatus === "not-delivered" && job.delivery?.channel !== "last" ? `The answer was not delivered: ${clean(state.lastDeliveryError)}` : "";
        say(this.#error, error || undelivered);
        this.#error.hidden = !error && !undelivered;
        this.#badge.className = `badge badge-${tone}`;
        fill(this.#badge, h("span", { class: `dot dot-${tone}` }), word);
        this.element.className = `task ${job.enabled ? "" : "job-off"} ${state.runningAtMs ? "task-running" : ""}`;
        this.#switch.setAttribute("aria-checked", String(Boolean(job.enabled)));
        this.#switch.setAttribute("aria-label", `${name}: on`);
        this.#switch.title = job.enabled ? "Switch off" : "Switch on";
        this.#switch.disabled = !isAdmin;
        this.#run.hidden = !isAdmin;
        this.#run.setAttribute("aria-label", `Run now: ${name}`);
        this.#runs.setAttribute("aria-label", `History of ${name}`);
        this.#more.setAttribute("aria-label", `More about ${name}`);
    }

    // Runs

    get isLogOpen() { return this.#log !== null; }

    #toggleLog() {
        if (this.#log) {
            this.#log.remove();
            this.#log = null;
        } else {
            this.#log = h("section", { class: "job-log", id: `runs-${this.#job.id}`, "aria-label": `History of ${clean(this.#job.name, 200)}` });
            this.element.append(this.#log);
            fill(this.#log, h("div", { class: "card-bones", role: "status", "aria-label": "Loading runs" }, h("span", { class: "bone w60" }), h("span", { class: "bone w40" })));
            this.#limit = FIRST_RUNS;
            this.loadLog();
        }
        this.#runs.setAttribute("aria-expanded", String(this.#log !== null));
        if (this.#log) this.#runs.setAttribute("aria-controls", this.#log.id);
        else this.#runs.removeAttribute("aria-controls");
    }

    #limit = FIRST_RUNS;
    #round = 0;

    async loadLog() {
        if (!this.#log) return;
        const log = this.#log;
        const round = (this.#round += 1);
        try {
            const answer = await this.#view.connection.request("cron.runs", { id: this.#job.id, limit: this.#limit });
            if (round !== this.#round || log !== this.#log) return;
            const entries = answer.entries ?? [];
            if (entries.length === 0) {
                fill(log, h("p", { class: "job-log-note" }, "Nothing has run yet."));
                return;
            }
            const wasFocused = log.contains(document.activeElement);
            const more = answer.hasMore && this.#limit < MOST_RUNS && h("button", { type: "button", class: "text-button quiet", onclick: () => {
                this.#limit = MOST_RUNS;
                this.loadLog();
            } }, "Older runs");
            fill(log, h("ol", null, entries.map((entry) => this.#entry(entry))), more);
            if (wasFocused) (log.querySelector("a, button") ?? this.#runs).focus();
        } catch (error) {
            if (round !== this.#round || log !== this.#log) return;
            fill(log, h("p", { class: "job-log-note", role: "alert" }, "The runs could not be loaded: ", clean(error.message), " ",
                h("button", { type: "button", class: "text-button", onclick: () => this.loadLog() }, "Try again")));
        }
    }

    #entry(entry) {
        const { word, tone } = OUTCOMES[entry.status] ?? { word: clean(entry.status, 30), tone: "idle" };
        const facts = [entry.durationMs !== undefined && `took ${length(entry.durationMs)}`, entry.manual && "asked for by hand", entry.model && clean(entry.model, 60),
            entry.deliveryStatus === "delivered" && "delivered"].filter(Boolean).join(" · ");
        // Sessions of runs that may overlap are removed after the run.
        const isGone = /^cron:[^:]+:run:/.test(entry.sessionKey ?? "");
        return h("li", { data: { status: entry.status } },
            h("div", { class: "job-run-head" },
                h("span", { class: `dot dot-${tone}` }), h("strong", null, word),
                h("time", { title: fullTime(entry.runAtMs ?? entry.ts) }, longAge(entry.runAtMs ?? entry.ts)),
                facts && h("span", null, facts),
                entry.sessionKey && !isGone && h("a", { class: "text-button quiet", href: sessionAddress(entry.sessionKey), "aria-label": `Session of the run ${fullTime(entry.runAtMs ?? entry.ts)}` }, "Session")),
            entry.error && h("p", { class: entry.status === "error" ? "row-error" : "job-run-words" }, clean(entry.error, 800)),
            entry.summary && h("p", { class: "job-run-words" }, clean(entry.summary, 600)),
            entry.deliveryError && !entry.error && h("p", { class: "job-run-words" }, "Not delivered: ", clean(entry.deliveryError)));
    }
}

export class JobsView {
    #app;
    #jobs = new Map();
    #rows = new Map();
    #status = null;
    #phase = "loading";
    #error = null;
    #filter = "all";
    #visible = false;
    #round = 0;
    #timer = 0;
    #reloadTimer = 0;
    #subtitle = h("p", { class: "view-subtitle" }, h("span", null, "–"));
    #notes = h("div", { class: "job-notes" });
    #notesSign = "";
    #list = h("ul", { class: "rows task-rows job-rows" });
    #body = h("div", { class: "task-body" });
    #bodySign = "";
    #chips;
    #chipRow;
    #new;
    element;

    constructor(app) {
        this.#app = app;
        this.#chips = FILTERS.map(([name, label]) => h("button", {
            type: "button", class: "chip", data: { filter: name }, "aria-pressed": String(name === this.#filter), onclick: () => this.#setFilter(name),
        }, h("span", null, label), h("span", { class: "chip-count" })));
        this.#chipRow = h("div", { class: "chips", role: "group", "aria-label": "Show" }, this.#chips);
        this.#new = h("button", { type: "button", class: "button primary", "aria-label": "New job", onclick: () => this.#add() }, icon("plus"), h("span", null, "New job"));
        this.element = h("section", { class: "view overview tasks jobs", "aria-label": "Jobs" },
            h("header", { class: "view-head" },
                iconButton("menu", "Show sessions", () => app.openDrawer(), { class: "icon-button drawer-button" }),
                h("div", { class: "view-names" }, h("h1", { class: "view-title" }, "Jobs"), this.#subtitle),
                this.#new),
            h("div", { class: "overview-scroll", tabindex: "0", role: "group", "aria-label": "Jobs" },
                h("div", { class: "task-column" }, this.#notes, this.#chipRow, this.#body)));
        app.connection.addEventListener("gateway:cron", (event) => this.#onCron(event.detail));
        app.connection.addEventListener("gap", () => this.#reloadSoon());
        app.connection.addEventListener("hello", () => { if (this.#visible) this.load(); });
    }

    get connection() { return this.#app.connection; }
    get #isAdmin() { return this.connection.can("operator.admin"); }
    get #isOn() { return this.#status?.enabled !== false; }

    show() {
        this.#visible = true;
        this.#app.setTitle("Jobs");
        clearInterval(this.#timer);
        this.#timer = setInterval(() => { if (document.visibilityState === "visible") this.#render(); }, 1000);
        this.load();
        this.#render();
    }

    hide() {
        this.#visible = false;
        clearInterval(this.#timer);
    }

    /** Asks for every job and for the state of the scheduler. */
    async load() {
        const { connection } = this;
        if (!connection.isOpen || !connection.can("operator.read") || !connection.offers("cron.list")) {
            if (this.#visible) this.#render();
            return;
        }
        const round = (this.#round += 1);
        try {
            const found = new Map();
            const asked = connection.request("cron.status");
            // Its failure is dealt with below; until then it must not count as unhandled.
            asked.catch(() => {});
            for (let offset = 0; offset !== null;) {
                const page = await connection.request("cron.list", { includeDisabled: true, sortBy: "name", limit: PAGE, offset });
                for (const job of page.jobs ?? []) found.set(job.id, job);
                offset = page.hasMore && page.nextOffset > offset ? page.nextOffset : null;
            }
            const status = await asked;
            if (round !== this.#round) return;
            this.#jobs = found;
            this.#status = status;
            this.#phase = "ready";
            this.#error = null;
        } catch (error) {
            if (round !== this.#round) return;
            this.#phase = "failed";
            this.#error = error;
        }
        if (this.#visible) this.#render();
    }

    #onCron(event) {
        const job = this.#jobs.get(event.jobId);
        if (job) {
            const state = { ...job.state };
            if (event.action === "started") state.runningAtMs = event.runAtMs ?? Date.now();
            if (event.action === "finished") delete state.runningAtMs;
            if (event.action === "removed") this.#jobs.delete(event.jobId);
            else this.#jobs.set(event.jobId, { ...job, state });
        }
        if (!this.#visible) return;
        if (event.action === "finished") {
            if (job && event.runId) announce(`${clean(job.name, 80)}: ${OUTCOMES[event.status]?.word ?? clean(event.status, 30)}`);
            this.#rows.get(event.jobId)?.loadLog();
        }
        // What an event does not carry (the next run, how often it failed, the whole job) is asked for.
        this.#reloadSoon();
        this.#render();
    }

    #reloadSoon() {
        if (this.#reloadTimer) return;
        this.#reloadTimer = setTimeout(() => {
            this.#reloadTimer = 0;
            if (this.#visible) this.load();
        }, 250);
    }

    #setFilter(name) {
        this.#filter = name;
        for (const chip of this.#chips) chip.setAttribute("aria-pressed", String(chip.dataset.filter === name));
        this.#render();
    }

    // What is shown

    #render() {
        const { connection } = this;
        const all = [...this.#jobs.values()];
        const isReadable = connection.can("operator.read") && connection.offers("cron.list");
        this.#new.hidden = !this.#isAdmin || !connection.offers("cron.add");
        this.#chipRow.hidden = !isReadable || this.#phase !== "ready" || all.length === 0;
        say(this.#subtitle.firstElementChild, isReadable && this.#phase === "ready" ? this.#summary(all) : "–");
        this.#renderNotes(isReadable);
        for (const chip of this.#chips) {
            const [, , fits] = FILTERS.find(([name]) => name === chip.dataset.filter);
            say(chip.querySelector(".chip-count"), String(all.filter(fits).length));
        }
        if (!isReadable) {
            const isMissing = connection.can("operator.read");
            this.#showCard(isMissing ? "missing" : "forbidden", () => this.#empty("lock", isMissing ? "This gateway has no scheduled jobs" : "Jobs cannot be shown",
                isMissing ? "It is of a version that does not offer them." : "This browser lacks the right operator.read. Whoever runs the gateway can grant it with “openclaw devices”."));
            return;
        }
        if (this.#phase === "loading") {
            this.#showCard("loading", () => h("div", { class: "card-bones", role: "status", "aria-label": "Loading jobs" },
                h("span", { class: "bone w60" }), h("span", { class: "bone w90" }), h("span", { class: "bone w40" })));
            return;
        }
        if (this.#phase === "failed") {
            this.#showCard(`failed ${this.#error?.message}`, () => h("div", { class: "card-empty", role: "alert" }, icon("warn"),
                h("p", null, h("strong", null, "Jobs could not be loaded")), h("p", null, clean(this.#error?.message)),
                h("button", { type: "button", class: "button small", onclick: () => this.load() }, "Try again")));
            return;
        }
        const [, , fits] = FILTERS.find(([name]) => name === this.#filter);
        const shown = all.filter(fits).sort(order);
        this.#place(shown);
        if (shown.length > 0) {
            this.#showCard("list", () => this.#list);
        } else if (all.length > 0) {
            this.#showCard("none fits", () => this.#empty("clock", "Nothing here", "No job fits this choice."));
        } else {
            this.#showCard(`empty ${this.#new.hidden}`, () => this.#empty("clock", "No jobs yet",
                this.#new.hidden ? "Whoever has the right operator.admin can add one." : "A job sends the agent a message at set times: every morning, every ten minutes, or once.",
                !this.#new.hidden && h("button", { type: "button", class: "button small", onclick: () => this.#add() }, "Add the first job")));
        }
    }

    #summary(all) {
        if (all.length === 0) return "None yet";
        const on = all.filter((job) => job.enabled);
        const running = all.filter((job) => job.state?.runningAtMs).length;
        const next = this.#isOn ? Math.min(...on.map((job) => job.state?.nextRunAtMs ?? Infinity)) : Infinity;
        return [`${plural(on.length, "job")} on`, running > 0 && `${running} running`, Number.isFinite(next) && `next ${untilWords(next)}`].filter(Boolean).join(", ");
    }

    #empty(glyph, title, text, more) {
        return h("div", { class: "card-empty" }, icon(glyph), h("p", null, h("strong", null, title)), h("p", null, text), more);
    }

    #showCard(sign, make) {
        if (this.#bodySign === sign) return;
        this.#bodySign = sign;
        fill(this.#body, h("div", { class: "card" }, make()));
    }

    #renderNotes(isReadable) {
        const notes = [];
        if (isReadable && this.#phase === "ready") {
            const odd = this.#status?.notUnderstood ?? 0;
            if (!this.#isOn) {
                notes.push(["warn", "Scheduled jobs are switched off on this gateway",
                    "cron.enabled is false, or OPENCLAW_SKIP_CRON=1 is set. Jobs can be seen and changed, and run by hand; by the clock they run again after a restart with jobs switched on."]);
            }
            if (odd > 0) {
                notes.push(["warn", odd === 1 ? "One stored job was not understood" : `${odd} stored jobs were not understood`,
                    `${odd === 1 ? "It is" : "They are"} kept as ${odd === 1 ? "it is" : "they are"} in ${clean(this.#status.storePath, 200)} and ${odd === 1 ? "does" : "do"} not run.`]);
            }
            if (!this.#isAdmin) notes.push(["lock", "You may look, not change", "Adding, changing and running jobs takes the right operator.admin, which this browser does not have."]);
        }
        const sign = JSON.stringify(notes);
        if (sign === this.#notesSign) return;
        this.#notesSign = sign;
        this.#notes.hidden = notes.length === 0;
        fill(this.#notes, notes.map(([glyph, title, text]) => h("div", { class: `job-note job-note-${glyph}`, role: "note" }, icon(glyph), h("div", null, h("strong", null, title), h("p", null, text)))));
    }

    /** Keeps the rows of jobs that stay. */
    #place(shown) {
        const wanted = new Set(shown.map((job) => job.id));
        for (const [id, row] of this.#rows) {
            if (wanted.has(id)) continue;
            row.element.remove();
            this.#rows.delete(id);
        }
        const context = { isAdmin: this.#isAdmin, isOn: this.#isOn, zone: this.#status?.timeZone };
        let before = null;
        for (const job of shown) {
            let row = this.#rows.get(job.id);
            if (!row) this.#rows.set(job.id, (row = new JobRow(this, job.id)));
            row.update(job, context);
            const next = before ? before.nextElementSibling : this.#list.firstElementChild;
            if (next !== row.element) {
                const focused = row.element.contains(document.activeElement) ? document.activeElement : null;
                this.#list.insertBefore(row.element, next);
                focused?.focus();
            }
            before = row.element;
        }
    }

    // What can be done

    openMenu(job, button) {
        openMenu(button, [
            this.#isAdmin && { label: "Edit", icon: "pencil", run: () => this.#edit(job) },
            this.#isAdmin && { label: "Make a copy", icon: "plus", run: () => this.#add(job) },
            { label: "Copy the identifier", icon: "copy", run: () => this.#copy(job) },
            this.#isAdmin && "-",
            this.#isAdmin && { label: "Remove", icon: "trash", danger: true, run: () => this.#remove(job) },
        ].filter(Boolean), "Job actions");
    }

    #add(model = null) {
        openJobForm(this.#app, {
            model, gatewayZone: this.#status?.timeZone,
            send: async (fields) => {
                this.#keep(await this.connection.request("cron.add", { job: fields }));
                toast(`“${clean(fields.name, 80)}” was added`);
            },
        });
    }

    #edit(job) {
        openJobForm(this.#app, {
            job, gatewayZone: this.#status?.timeZone,
            send: async (patch) => {
                this.#keep(await this.connection.request("cron.update", { id: job.id, patch, expectedConfigRevision: job.configRevision }));
                toast(`“${clean(patch.name ?? job.name, 80)}” was changed`);
            },
        });
    }

    async setEnabled(job, control) {
        if (control.hasAttribute("aria-busy")) return;
        control.setAttribute("aria-busy", "true");
        try {
            this.#keep(await this.connection.request("cron.update", { id: job.id, patch: { enabled: !job.enabled } }));
            announce(`${clean(job.name, 80)} is ${job.enabled ? "off" : "on"}`);
        } catch (error) {
            toastError(`“${clean(job.name, 80)}” could not be switched ${job.enabled ? "off" : "on"}`, error);
        } finally {
            control.removeAttribute("aria-busy");
        }
    }

    async run(job, button) {
        if (button.hasAttribute("aria-busy")) return;
        const name = clean(job.name, 80);
        button.setAttribute("aria-busy", "true");
        try {
            const answer = await this.connection.request("cron.run", { id: job.id, mode: "force" });
            if (answer.enqueued) toast(`“${name}” has begun`);
            else toast(`“${name}” did not begin: ${REFUSALS[answer.reason] ?? clean(answer.reason, 80)}`, { kind: "error" });
        } catch (error) {
            toastError(`“${name}” could not be run`, error);
        } finally {
            button.removeAttribute("aria-busy");
        }
    }

    async #remove(job) {
        const name = clean(job.name, 80);
        const text = `It will not run again.${job.state?.runningAtMs ? " The run that goes on is stopped." : ""} This cannot be undone.`;
        if (!(await confirmDialog({ title: `Remove “${name}”?`, text, confirm: "Remove the job", danger: true }))) return;
        try {
            await this.connection.request("cron.remove", { id: job.id });
            this.#jobs.delete(job.id);
            toast(`“${name}” was removed`);
            this.#render();
            // Its row is gone, and the focus with it.
            (this.#list.querySelector("button") ?? this.#new).focus();
        } catch (error) {
            toastError(`“${name}” could not be removed`, error);
        }
    }

    async #copy(job) {
        try {
            await copyText(job.id);
            toast("Identifier copied");
        } catch (error) {
            toastError("Copying failed", error);
        }
    }

    /** Takes a job as the gateway answered it. What was asked for before is older. */
    #keep(job) {
        if (!job?.id) return;
        this.#round += 1;
        this.#jobs.set(job.id, job);
        this.#phase = "ready";
        this.#reloadSoon();
        this.#render();
    }
}
