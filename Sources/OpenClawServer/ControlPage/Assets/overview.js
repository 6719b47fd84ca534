// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// What the gateway says about itself: state, channels, agents, models, who is connected.

import { fill, h, icon, iconButton, mark } from "./dom.js";
import { capitalised, compactNumber, duration, fullTime, longAge, plural } from "./format.js";
import { PairingRequests } from "./pairing.js";
import { ExecApprovals } from "./approvals.js";

const REFRESH = 30_000;

const AUTH = { none: "None", token: "Token", password: "Password", "trusted-proxy": "Proxy", jwt: "JWT" };

/** What a channel account is doing, in one word, and whether that is good. */
function accountState(account) {
    if (account.enabled === false) return { word: "Off", tone: "idle" };
    if (account.configured === false) return { word: "Not set up", tone: "idle" };
    if (account.linked === false) return { word: "Not linked", tone: "warn" };
    if (account.connected === true) return { word: "Connected", tone: "good" };
    if (account.lastError) return { word: account.running ? "Retrying" : "Failed", tone: "bad" };
    if (account.connected === false && account.running) return { word: account.reconnectAttempts ? "Reconnecting" : "Connecting", tone: "warn" };
    if (account.running) return { word: "Running", tone: "good" };
    return { word: "Stopped", tone: "idle" };
}

function badge({ word, tone }) {
    return h("span", { class: `badge badge-${tone}` }, h("span", { class: `dot dot-${tone}` }), word);
}

function settle(result) {
    return result.status === "fulfilled" ? { value: result.value } : { error: result.reason };
}

export class OverviewView {
    #app;
    #data = null;
    #timer = 0;
    #uptimeTimer = 0;
    #uptime = h("dd", null, "–");
    #content = h("div", { class: "overview-grid" });
    #updated = h("span", { class: "updated" });
    #refresh = iconButton("refresh", "Refresh", () => this.load());
    #visible = false;
    #round = 0;
    #pairing;
    #approvals;
    element;

    constructor(app) {
        this.#app = app;
        this.element = h("section", { class: "view overview", "aria-label": "Overview" },
            h("header", { class: "view-head" },
                iconButton("menu", "Show sessions", () => app.openDrawer(), { class: "icon-button drawer-button" }),
                h("div", { class: "view-names" }, h("h1", { class: "view-title" }, "Overview"), h("p", { class: "view-subtitle" }, h("span", null, location.host))),
                this.#updated, this.#refresh),
            h("div", { class: "overview-scroll", tabindex: "0", role: "group", "aria-label": "Gateway state" }, this.#content));
        this.#pairing = new PairingRequests(app.connection);
        this.#pairing.addEventListener("change", () => { if (this.#visible && this.#data) this.#render(); });
        if (app.connection.isOpen) this.#pairing.load();
        this.#approvals = new ExecApprovals(app.connection);
        this.#approvals.addEventListener("change", () => { if (this.#visible && this.#data) this.#render(); });
        if (app.connection.isOpen) this.#approvals.load();
        app.connection.addEventListener("gateway:health", (event) => this.#merge("health", event.detail));
        app.connection.addEventListener("gateway:presence", (event) => this.#merge("presence", event.detail.presence));
    }

    show() {
        this.#visible = true;
        this.#app.setTitle("Overview");
        clearInterval(this.#timer);
        clearInterval(this.#uptimeTimer);
        this.#timer = setInterval(() => { if (document.visibilityState === "visible") this.load(); }, REFRESH);
        this.#uptimeTimer = setInterval(() => this.#tick(), 1000);
        if (!this.#data) this.#skeleton();
        this.load();
    }

    hide() {
        this.#visible = false;
        clearInterval(this.#timer);
        clearInterval(this.#uptimeTimer);
    }

    /** Asks for everything again. */
    async load() {
        const { connection } = this.#app;
        if (!connection.isOpen) return;
        const round = (this.#round += 1);
        this.#refresh.classList.add("turning");
        // Alone and twice, so that the better time is the gateway's and not this page's own work.
        let health;
        let answerTime = null;
        for (let probe = 0; probe < 2; probe += 1) {
            const began = performance.now();
            [health] = (await Promise.allSettled([connection.request("health")])).map(settle);
            if (!health.error) answerTime = Math.min(answerTime ?? Infinity, performance.now() - began);
        }
        const [channels, agents, models, presence] = (await Promise.allSettled(
            ["channels.status", "agents.list", "models.list", "system-presence"].map((method) => connection.request(method))
        )).map(settle);
        this.#refresh.classList.remove("turning");
        if (round !== this.#round || !connection.isOpen) return;
        this.#data = { at: Date.now(), answerTime, health, channels, agents, models, presence };
        this.#render();
    }

    #merge(name, value) {
        if (!this.#data || !value) return;
        this.#data[name] = { value };
        if (this.#visible) this.#render();
    }

    #tick() {
        const { connection } = this.#app;
        const start = connection.hello?.snapshot?.uptimeMs;
        if (connection.isOpen && start !== undefined) this.#uptime.textContent = duration(start + Date.now() - connection.helloAt);
        if (this.#data) this.#updated.textContent = `Updated ${longAge(this.#data.at)}`;
    }

    #skeleton() {
        const bones = () => h("div", { class: "card" }, h("div", { class: "card-bones" },
            h("span", { class: "bone w40" }), h("span", { class: "bone w90" }), h("span", { class: "bone w60" })));
        fill(this.#content, h("div", { class: "card card-wide" }, h("div", { class: "card-bones" }, h("span", { class: "bone w30" }), h("span", { class: "bone w80" }))),
            h("div", { class: "card-stack" }, bones(), bones()), h("div", { class: "card-stack" }, bones(), bones()));
    }

    #card(iconName, title, count, body, className = "") {
        return h("section", { class: `card ${className}`, "aria-label": title },
            h("header", { class: "card-head" }, icon(iconName), h("h2", null, title), count ? h("span", { class: "count" }, String(count)) : null), body);
    }

    #failed(error) {
        const missing = /unknown method/i.test(error.message);
        return h("p", { class: "card-note" }, missing ? "This gateway does not report this." : ["Could not be loaded: ", error.message]);
    }

    #render() {
        const scroll = this.#content.parentElement.scrollTop;
        const { list } = this.#pairing;
        const programs = this.#approvals.list;
        fill(this.#content, this.#stateCard(),
            programs.length > 0 && this.#card("key", "Programs that ask to run", programs.length, this.#approvals.rows(), "card-wide"),
            list.length > 0 && this.#card("key", "Waiting for approval", list.length, this.#pairing.rows(), "card-wide"),
            h("div", { class: "card-stack" }, this.#channelsCard(), this.#modelsCard()),
            h("div", { class: "card-stack" }, this.#agentsCard(), this.#presenceCard()));
        this.#content.parentElement.scrollTop = scroll;
        this.#tick();
    }

    #channelRows() {
        const status = this.#data.channels.value;
        if (!status) return [];
        const ids = [...new Set([...(status.channelOrder ?? []), ...Object.keys(status.channelAccounts ?? {}), ...Object.keys(status.channels ?? {})])];
        return ids.flatMap((id) => {
            const label = status.channelLabels?.[id] ?? capitalised(id);
            const accounts = status.channelAccounts?.[id] ?? [];
            if (accounts.length === 0) return [{ label, account: status.channels?.[id] ?? {}, name: null }];
            return accounts.map((account) => ({ label, account, name: account.name ?? (accounts.length > 1 || account.accountId !== "default" ? account.accountId : null) }));
        });
    }

    #stateCard() {
        const { health, answerTime } = this.#data;
        const { connection, sessions } = this.#app;
        const hello = connection.hello ?? {};
        const failing = this.#channelRows().filter(({ account }) => accountState(account).tone === "bad").map(({ label }) => label);
        const isWell = health.value?.ok === true;
        const [tone, title, text] = health.error ? ["bad", "The health check failed", health.error.message]
            : !isWell ? ["bad", "The gateway reports a problem", "Its health check did not answer “ok”."]
            : failing.length ? ["warn", `${failing.join(", ")} ${failing.length === 1 ? "needs" : "need"} attention`, "The gateway itself is well; see the channels below."]
            : ["good", "Everything is running", "The gateway is well and answers."];
        const count = sessions.phase !== "ready" ? health.value?.sessions?.count ?? "–" : sessions.hasMore ? Math.max(sessions.total, sessions.rows.size) : sessions.rows.size;
        const facts = [
            ["Version", hello.server?.version ?? "–"],
            ["Uptime", null],
            ["Answers in", answerTime === null ? "–" : `${answerTime < 10 ? answerTime.toFixed(1) : Math.round(answerTime)} ms`],
            ["Sessions", String(count)],
            ["Protocol", String(hello.protocol ?? "–")],
            ["Sign-in", AUTH[hello.snapshot?.authMode] ?? capitalised(hello.snapshot?.authMode ?? "–")],
        ];
        return h("section", { class: `card card-wide state-card tone-${tone}`, "aria-label": "State" },
            h("div", { class: "state-head" }, h("span", { class: `beacon dot-${tone}`, "aria-hidden": "true" }), h("div", null, h("h2", null, title), h("p", null, text))),
            h("dl", { class: "facts" }, facts.map(([name, value]) => h("div", null, h("dt", null, name), value === null ? this.#uptime : h("dd", null, value)))));
    }

    #channelsCard() {
        const { channels } = this.#data;
        if (channels.error) return this.#card("channel", "Channels", 0, this.#failed(channels.error));
        const rows = this.#channelRows();
        if (rows.length === 0) {
            return this.#card("channel", "Channels", 0, h("div", { class: "card-empty" }, icon("channel"),
                h("p", null, h("strong", null, "No channels yet")), h("p", null, "People reach the agents through this page for now. Chat apps appear here once they are configured.")));
        }
        return this.#card("channel", "Channels", rows.length, h("ul", { class: "rows" }, rows.map(({ label, account, name }) => {
            const state = accountState(account);
            const times = [
                account.lastInboundAt && `last message in ${longAge(account.lastInboundAt)}`,
                account.lastOutboundAt && `out ${longAge(account.lastOutboundAt)}`,
            ].filter(Boolean).join(", ");
            return h("li", null,
                h("span", { class: "tile", "aria-hidden": "true" }, label.slice(0, 1)),
                h("div", { class: "row-main" }, h("div", { class: "row-title" }, label, name && h("span", { class: "row-extra" }, name)),
                    account.lastError && state.tone !== "good" ? h("p", { class: "row-error" }, account.lastError) : times && h("p", { class: "row-detail" }, capitalised(times))),
                badge(state));
        })));
    }

    #agentsCard() {
        const { agents, health } = this.#data;
        if (agents.error) return this.#card("agent", "Agents", 0, this.#failed(agents.error));
        const list = agents.value.agents ?? [];
        if (list.length === 0) return this.#card("agent", "Agents", 0, h("div", { class: "card-empty" }, icon("agent"), h("p", null, h("strong", null, "No agents")), h("p", null, "Messages have nobody to answer them.")));
        const reports = new Map((health.value?.agents ?? []).map((report) => [report.agentId, report]));
        return this.#card("agent", "Agents", list.length, h("ul", { class: "rows" }, list.map((agent) => {
            const report = reports.get(agent.id);
            const name = agent.identity?.name || agent.name || agent.id;
            const model = typeof agent.model === "string" ? agent.model : agent.model?.primary;
            const details = [
                model, report?.sessions && plural(report.sessions.count ?? 0, "session"),
                report?.heartbeat?.enabled && report.heartbeat.every && `heartbeat every ${report.heartbeat.every}`,
            ].filter(Boolean);
            return h("li", null,
                h("span", { class: "tile tile-agent", "aria-hidden": "true" }, agent.identity?.emoji || mark()),
                h("div", { class: "row-main" }, h("div", { class: "row-title" }, name, name.toLowerCase() !== agent.id && h("span", { class: "row-extra" }, agent.id)),
                    h("p", { class: "row-detail" }, details.length ? details.join(" · ") : "Built in, no model")),
                agent.id === agents.value.defaultId && h("span", { class: "badge badge-idle" }, "Default"));
        })));
    }

    #modelsCard() {
        const { models } = this.#data;
        if (models.error) return this.#card("model", "Models", 0, this.#failed(models.error));
        const list = models.value.models ?? [];
        if (list.length === 0) return this.#card("model", "Models", 0, h("div", { class: "card-empty" }, icon("model"), h("p", null, h("strong", null, "No models")), h("p", null, "No model provider is configured.")));
        return this.#card("model", "Models", list.length, h("ul", { class: "rows" }, list.map((model) => {
            const details = [
                model.provider, model.contextWindow && `${compactNumber(model.contextWindow)} context`, model.reasoning && "reasoning",
                model.input?.includes("image") && "images",
            ].filter(Boolean);
            return h("li", null,
                h("div", { class: "row-main" }, h("div", { class: "row-title" }, model.name || model.id, model.alias && h("span", { class: "row-extra" }, model.alias)), h("p", { class: "row-detail" }, details.join(" · "))),
                model.available === false ? badge({ word: "Unavailable", tone: "warn" }) : model.available === true ? badge({ word: "Ready", tone: "good" }) : null);
        })));
    }

    #presenceCard() {
        const { presence } = this.#data;
        if (presence.error) return this.#card("people", "Connected", 0, this.#failed(presence.error));
        const list = Array.isArray(presence.value) ? presence.value : presence.value.presence ?? [];
        const mine = this.#app.instanceID;
        return this.#card("people", "Connected", list.length, list.length === 0 ? h("p", { class: "card-note" }, "Nobody.") : h("ul", { class: "rows" }, list.map((entry) => {
            const since = entry.onlineSince ?? entry.ts;
            const details = [entry.mode, entry.platform, entry.version && `version ${entry.version}`, entry.ip].filter(Boolean).join(" · ");
            const isMine = entry.instanceId && entry.instanceId === mine;
            return h("li", null,
                h("div", { class: "row-main" },
                    h("div", { class: "row-title" }, isMine ? "This page" : entry.host || entry.text || entry.deviceId || "Client"),
                    h("p", { class: "row-detail" }, details || "–")),
                since && h("time", { class: "row-time", title: fullTime(since) }, longAge(since)));
        })));
    }
}
