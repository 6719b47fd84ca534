// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// The dialog in which a job is made or changed. It asks for what the gateway knows and shows the gateway's words when it says no.

import { fill, h, icon, randomID } from "./dom.js";
import { clean, sessionTitle } from "./format.js";
import { openDialog } from "./overlays.js";
import { expressionWords, intervalLength, intervalParts, ownZone } from "./schedule.js";

const MISFIRE = [
    ["", "As the gateway is set"], ["runOnce", "Run the last of them"], ["skip", "Leave them out"], ["runAll", "Run all, one by one"],
];
const ALERT = [
    ["", "As the gateway is set"], ["own", "Tell people"], ["off", "Tell nobody"],
];
const OVERLAP = [
    ["forbid", "Leave the new run out"], ["replace", "Stop it for the new run"], ["allow", "Let both go on"],
];
// Which field the words of the gateway speak of.
const SUBJECTS = [
    [/cron expression|schedule\.expr|no time fits/, "expression"], [/everyMs/, "count"], [/schedule\.at|in the past|passed/, "at"], [/time zone|schedule\.tz|\bzone\b/, "zone"],
    [/payload\.(message|text)/, "words"], [/overlap/, "overlap"], [/misfire/, "misfire"], [/failureAlert/, "alert"], [/web hook/, "hook"], [/delivery\.channel/, "channel"], [/delivery\.to/, "to"],
    [/sessionTarget/, "session"], [/^name /, "name"], [/^description /, "description"],
];

function select(options, value, properties = {}) {
    const element = h("select", { class: "input select", ...properties }, options.map(([name, label]) => h("option", { value: name }, label)));
    element.value = value;
    return element;
}

/** The time of a `datetime-local` input for a time in milliseconds, in this browser's zone. */
function localTime(milliseconds) {
    const time = new Date(milliseconds);
    const two = (number) => String(number).padStart(2, "0");
    return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

const same = (left, right) => JSON.stringify(left ?? null) === JSON.stringify(right ?? null);

class JobForm {
    #app;
    #job;
    #isNew;
    #gatewayZone;
    #send;
    #id = randomID();
    #fields = {};
    #dialog;
    #problem = h("div", { class: "problem form-problem", role: "alert", id: `problem-${this.#id}`, hidden: true });
    #submit;
    #parts = {};
    #meaning = h("p", { class: "form-hint", "aria-live": "polite" });

    constructor(app, { job = null, model = null, gatewayZone, send }) {
        this.#app = app;
        this.#job = job ?? (model && { ...model, name: `${model.name} (copy)`.slice(0, 200) });
        this.#isNew = !job;
        this.#gatewayZone = gatewayZone;
        this.#send = send;
        const title = job ? `Edit “${clean(job.name, 80)}”` : "New job";
        this.#submit = h("button", { type: "submit", class: "button primary" }, job ? "Save" : "Add the job");
        this.#makeFields();
        const form = h("form", { class: "job-form", novalidate: true },
            h("h2", null, title),
            this.#row("Name", "name"),
            this.#what(),
            this.#when(),
            this.#more(),
            h("div", { class: "form-foot" },
                this.#problem,
                h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button", onclick: () => this.#dialog.close() }, "Cancel"), this.#submit)));
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            this.#save();
        });
        form.addEventListener("input", () => this.#arrange());
        form.addEventListener("change", () => this.#arrange());
        this.#arrange();
        this.#dialog = openDialog("dialog-form", title, form, { closesBeside: false });
        this.#fields.name.focus();
    }

    // Fields

    #makeFields() {
        const job = this.#job;
        const { kind = "agentTurn" } = job?.payload ?? {};
        const schedule = job?.schedule ?? { kind: "every" };
        const { count, unit } = intervalParts(schedule.everyMs ?? 3_600_000);
        const at = Date.parse(schedule.at);
        const nextHour = new Date(Date.now() + 3_600_000).setMinutes(0, 0, 0);
        const text = (properties) => h("input", { class: "input", type: "text", autocomplete: "off", ...properties });
        this.#fields = {
            name: text({ value: job?.name ?? "", placeholder: "Morning report", maxlength: 200 }),
            words: h("textarea", { class: "input area", rows: 3, value: job?.payload?.message ?? job?.payload?.text ?? "", maxlength: 60_000 }),
            session: select(this.#sessions(), this.#ownSession(), {}),
            agent: select([["", `The default agent (${clean(this.#app.agentFor("").name, 60)})`], ...this.#agents()], job?.agentId ?? ""),
            wake: select([["now", "At once: the agent takes a turn"], ["next-heartbeat", "As a note for the next turn of the session"]], job?.wakeMode ?? "now"),
            count: text({ type: "number", inputmode: "decimal", min: "1", step: "any", value: String(count) }),
            unit: select(["second", "minute", "hour", "day"].map((name) => [name, `${name}s`]), unit, { "aria-label": "Unit" }),
            at: text({ type: "datetime-local", value: localTime(Number.isNaN(at) ? nextHour : at) }),
            removes: h("input", { type: "checkbox", checked: job?.deleteAfterRun ?? false }),
            expression: text({ class: "input mono", value: schedule.expr ?? "", placeholder: "0 9 * * 1-5", spellcheck: "false", autocapitalize: "off", maxlength: 200 }),
            zone: text({ value: schedule.tz ?? "", placeholder: this.#gatewayZone ?? "The gateway’s", list: `zones-${this.#id}`, spellcheck: "false", maxlength: 100 }),
            description: text({ value: job?.description ?? "", maxlength: 2000 }),
            misfire: select(MISFIRE, job?.misfire?.policy ?? ""),
            overlap: select(OVERLAP, job?.overlap ?? "forbid"),
            delivery: select([["none", "Stays in the session and the history"], ["announce", "Is sent to a chat"], ["webhook", "Is posted to a web hook"]], job?.delivery?.mode ?? "none"),
            channel: text({ value: job?.delivery?.channel ?? "", placeholder: "Name of the channel", list: `channels-${this.#id}`, spellcheck: "false", autocapitalize: "off", maxlength: 200 }),
            hook: text({ type: "url", inputmode: "url", value: job?.delivery?.mode === "webhook" ? job.delivery.to : "", placeholder: "https://…", spellcheck: "false", autocapitalize: "off", maxlength: 2000 }),
            alert: select(ALERT, job?.failureAlert === false ? "off" : job?.failureAlert ? "own" : ""),
            alertAfter: text({ type: "number", inputmode: "numeric", min: "1", max: "1000", step: "1", value: String(job?.failureAlert?.after ?? 2) }),
            to: text({ value: job?.delivery?.mode === "webhook" ? "" : job?.delivery?.to ?? "", placeholder: "A person, or group:…", spellcheck: "false", autocapitalize: "off", maxlength: 500 }),
        };
        this.#parts.kind = this.#segments("payload", "What it does", [["agentTurn", "Agent message", "chat"], ["systemEvent", "System event", "pulse"]], kind);
        this.#parts.schedule = this.#segments("schedule", "Schedule", [["every", "Every"], ["at", "Once"], ["cron", "Cron expression"]], schedule.kind);
        for (const [name, field] of Object.entries(this.#fields)) field.id = `${name}-${this.#id}`;
    }

    #segments(name, label, choices, chosen) {
        const inputs = choices.map(([value]) => h("input", { type: "radio", class: "visually-hidden", name: `${name}-${this.#id}`, value, checked: value === chosen }));
        const element = h("div", { class: `segments segments-${choices.length}`, role: "radiogroup", "aria-label": label },
            choices.map(([, words, glyph], index) => h("label", { class: "segment" }, inputs[index], glyph && icon(glyph), words)));
        return { element, get value() { return inputs.find((input) => input.checked)?.value; } };
    }

    #row(label, name, ...more) {
        const element = h("div", { class: "field" }, h("label", { class: "field-label", for: this.#fields[name].id }, label), this.#fields[name], more);
        this.#parts[name] = element;
        return element;
    }

    #what() {
        this.#parts.wordsHint = h("p", { class: "form-hint" });
        return h("fieldset", null, h("legend", { class: "visually-hidden" }, "What it does"),
            this.#parts.kind.element,
            this.#row("Message", "words", this.#parts.wordsHint),
            h("div", { class: "field-pair" }, this.#row("Session", "session"), this.#row("Taken up", "wake"), this.#app.hasManyAgents || this.#job?.agentId ? this.#row("Agent", "agent") : null));
    }

    #when() {
        const zones = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [ownZone];
        this.#parts.every = h("div", { class: "field" }, h("label", { class: "field-label", for: this.#fields.count.id }, "Again after"),
            h("div", { class: "joined" }, this.#fields.count, this.#fields.unit));
        this.#parts.once = h("div", null, this.#row("Date and time", "at", h("p", { class: "form-hint" }, `In the zone of this browser, ${ownZone}.`)),
            h("label", { class: "check" }, this.#fields.removes, "Remove the job after a run that went well"));
        this.#parts.cron = h("div", { class: "field-pair" }, this.#row("Expression", "expression"), this.#row("Time zone", "zone"),
            h("datalist", { id: `zones-${this.#id}` }, zones.map((zone) => h("option", { value: zone }))));
        return h("fieldset", null, h("legend", { class: "visually-hidden" }, "When it runs"), this.#parts.schedule.element,
            this.#parts.every, this.#parts.once, this.#parts.cron, this.#meaning);
    }

    #more() {
        const job = this.#job;
        const isSent = job?.delivery?.mode === "webhook" || job?.delivery?.mode === "announce" && job.delivery.channel !== "last";
        const told = job && (job.description || job.overlap !== "forbid" || (job.misfire?.policy ?? "runOnce") !== "runOnce" || isSent || job.failureAlert !== undefined);
        this.#parts.answer = h("div", null, this.#row("The answer", "delivery"),
            (this.#parts.address = h("div", { class: "field-pair" }, this.#row("Channel", "channel"), this.#row("To", "to"),
                h("datalist", { id: `channels-${this.#id}` }, this.#app.channelIDs.map((id) => h("option", { value: id }))))),
            this.#row("Address of the web hook", "hook", h("p", { class: "form-hint" }, "It gets the end of each run as JSON, also of runs that failed.")));
        this.#parts.more = h("details", { class: "form-more", open: Boolean(told) }, h("summary", null, icon("chevron"), "More"),
            this.#row("Description", "description"), this.#parts.answer,
            h("div", { class: "field-pair" },
                this.#row("When runs were missed", "misfire"), this.#row("When the last run still goes on", "overlap")),
            h("div", { class: "field-pair" }, this.#row("When it fails again and again", "alert"), this.#row("After how many failures", "alertAfter")));
        return this.#parts.more;
    }

    #agents() {
        const ids = this.#app.agentIDs;
        const own = this.#job?.agentId;
        return (own && !ids.includes(own) ? [...ids, own] : ids).map((id) => [id, clean(this.#app.agentFor(`agent:${id}:main`).name, 60)]);
    }

    #ownSession() {
        const target = this.#job?.sessionTarget;
        return target && target !== "main" ? target : "isolated";
    }

    #sessions() {
        const list = [["isolated", "Isolated, empty each time"], [`session:${this.#app.mainKey}`, "The main session"]];
        for (const row of this.#app.sessions.sorted.slice(0, 40)) {
            if (row.key !== this.#app.mainKey && !/^(agent:[^:]+:)?(cron|task):/.test(row.key)) list.push([`session:${row.key}`, clean(sessionTitle(row), 60)]);
        }
        const own = this.#ownSession();
        if (!list.some(([value]) => value === own)) list.push([own, clean(own.replace(/^session:/, ""), 80)]);
        return list;
    }

    /** Shows the fields that the choices need. */
    #arrange() {
        const { fields, parts } = { fields: this.#fields, parts: this.#parts };
        const isTurn = parts.kind.value === "agentTurn";
        const schedule = parts.schedule.value;
        parts.words.querySelector("label").textContent = isTurn ? "Message" : "Text of the event";
        fields.words.placeholder = isTurn ? "Sum up what came in since yesterday." : "The backup has ended.";
        parts.wordsHint.textContent = isTurn ? "" : "It reaches the agent in its main session, as words of the system.";
        parts.wordsHint.hidden = isTurn;
        parts.session.hidden = !isTurn;
        parts.wake.hidden = isTurn;
        parts.answer.hidden = !isTurn;
        parts.address.hidden = fields.delivery.value !== "announce";
        parts.hook.hidden = fields.delivery.value !== "webhook";
        parts.alertAfter.hidden = fields.alert.value !== "own";
        parts.every.hidden = schedule !== "every";
        parts.once.hidden = schedule !== "at";
        parts.cron.hidden = schedule !== "cron";
        const hint = schedule === "cron" ? this.#expressionHint() : "";
        if (this.#meaning.textContent !== hint) this.#meaning.textContent = hint;
        this.#meaning.hidden = hint === "";
    }

    #expressionHint() {
        const text = this.#fields.expression.value.trim();
        if (!text) return "Minute, hour, day of the month, month, day of the week; a sixth field in front counts seconds.";
        const words = expressionWords(text);
        if (!words) return "Minute, hour, day of the month, month, day of the week.";
        const zone = this.#fields.zone.value.trim() || this.#gatewayZone;
        // What begins with a full hour and comes again is spread over five minutes.
        const [minute, hour] = text.split(/\s+/).slice(-5);
        return minute === "0" && !/^\d+$/.test(hour) && this.#job?.schedule?.staggerMs === undefined
            ? `${words}, up to five minutes later.` : zone && /\d:\d/.test(words) ? `${words}; clocks as in ${zone}.` : `${words}.`;
    }

    // Saving

    /** What was typed, as the protocol has it; throws words for the form. */
    #read() {
        const fields = this.#fields;
        const job = this.#job;
        const wrong = (field, message) => Object.assign(new Error(message), { field });
        const name = fields.name.value.trim();
        if (!name) throw wrong("name", "The job needs a name.");
        const words = fields.words.value.trim();
        const isTurn = this.#parts.kind.value === "agentTurn";
        if (!words) throw wrong("words", isTurn ? "The message is missing: what shall the agent do?" : "The text of the event is missing.");
        const result = { name, description: fields.description.value.trim() || null, schedule: this.#schedule(wrong) };
        const isOnce = result.schedule.kind === "at";
        result.deleteAfterRun = isOnce ? fields.removes.checked : job?.schedule?.kind === result.schedule.kind && Boolean(job.deleteAfterRun);
        result.agentId = fields.agent.value || null;
        result.payload = isTurn ? { kind: "agentTurn", message: words } : { kind: "systemEvent", text: words };
        result.sessionTarget = isTurn ? fields.session.value : "main";
        result.wakeMode = isTurn ? job?.wakeMode ?? "now" : fields.wake.value;
        const policy = fields.misfire.value;
        result.misfire = policy === "runAll" && job?.misfire?.policy === "runAll" ? job.misfire : policy ? { policy } : null;
        result.failureAlert = this.#alert(wrong);
        result.overlap = fields.overlap.value;
        if (isTurn) {
            result.delivery = { mode: fields.delivery.value };
            if (result.delivery.mode === "announce") {
                result.delivery.channel = fields.channel.value.trim() || null;
                result.delivery.to = fields.to.value.trim() || null;
            } else if (result.delivery.mode === "webhook") {
                result.delivery.to = fields.hook.value.trim();
                if (!result.delivery.to) throw wrong("hook", "The address of the web hook is missing.");
            }
        } else {
            result.delivery = job?.payload?.kind === "systemEvent" ? job.delivery : { mode: "none" };
        }
        return result;
    }

    #alert(wrong) {
        const { alert, alertAfter } = this.#fields;
        if (alert.value === "off") return false;
        if (alert.value === "") return null;
        const after = Number(alertAfter.value);
        if (!Number.isInteger(after) || after < 1) throw wrong("alertAfter", "After how many failures? A whole number is missing.");
        return { ...this.#job?.failureAlert, after };
    }

    #schedule(wrong) {
        const fields = this.#fields;
        const old = this.#job?.schedule;
        switch (this.#parts.schedule.value) {
        case "every": {
            const count = Number(fields.count.value);
            if (!(count > 0)) throw wrong("count", "After how long does it run again? A number is missing.");
            const everyMs = intervalLength(count, fields.unit.value);
            return old?.kind === "every" && old.everyMs === everyMs ? old : { kind: "every", everyMs };
        }
        case "at": {
            const time = new Date(fields.at.value).getTime();
            if (Number.isNaN(time)) throw wrong("at", "Date and time are missing.");
            // The form knows minutes: a time that was not touched keeps its seconds.
            if (old?.kind === "at" && fields.at.value === localTime(Date.parse(old.at))) return old;
            return { kind: "at", at: new Date(time).toISOString() };
        }
        default: {
            const expr = fields.expression.value.trim();
            if (!expr) throw wrong("expression", "The cron expression is missing.");
            const tz = fields.zone.value.trim();
            return { kind: "cron", expr, ...(tz && { tz }), ...(old?.staggerMs !== undefined && { staggerMs: old.staggerMs }) };
        }
        }
    }

    /** What differs from the job as it is; nothing when nothing does. */
    #patch(wanted) {
        const job = this.#job;
        const patch = {};
        for (const name of ["name", "description", "schedule", "deleteAfterRun", "agentId", "sessionTarget", "wakeMode", "overlap", "failureAlert"]) {
            if (!same(wanted[name], job[name])) patch[name] = wanted[name];
        }
        // Parts of these may be given alone; what is not given stays.
        if (!wanted.misfire && job.misfire) patch.misfire = null;
        for (const name of ["payload", "delivery", "misfire"]) {
            if (Object.entries(wanted[name] ?? {}).some(([key, value]) => !same(value, job[name]?.[key]))) patch[name] = wanted[name];
        }
        return Object.keys(patch).length ? patch : null;
    }

    async #save() {
        this.#complain(null);
        let wanted;
        try {
            wanted = this.#read();
        } catch (error) {
            this.#complain(error.message, error.field);
            return;
        }
        const patch = this.#isNew ? Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null)) : this.#patch(wanted);
        if (!patch) {
            this.#dialog.close();
            return;
        }
        this.#submit.disabled = true;
        try {
            await this.#send(patch);
            this.#dialog.close();
        } catch (error) {
            this.#complain(clean(error.message), SUBJECTS.find(([pattern]) => pattern.test(error.message))?.[1]);
        } finally {
            this.#submit.disabled = false;
        }
    }

    /** Says what is wrong and goes to the field it is about. */
    #complain(message, name = null) {
        for (const field of Object.values(this.#fields)) {
            field.removeAttribute("aria-invalid");
            field.removeAttribute("aria-describedby");
        }
        this.#problem.hidden = !message;
        fill(this.#problem, message && [icon("warn"), h("span", null, message)]);
        const field = message && this.#fields[name];
        if (!field) return;
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", this.#problem.id);
        if (this.#parts.more.contains(field)) this.#parts.more.open = true;
        field.focus();
    }
}

/**
 * Opens the form for a new job, which may be like a model, or for one that is there. `send` gets the fields of a new job or the patch of an old one, and rejects with the
 * gateway's words when they are refused.
 */
export function openJobForm(app, options) {
    return new JobForm(app, options);
}
