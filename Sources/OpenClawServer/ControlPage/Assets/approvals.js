// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Programs that wait for somebody to let them run.

import { h } from "./dom.js";
import { longAge } from "./format.js";
import { confirmDialog, toast, toastError } from "./overlays.js";

/** Text from outside, without characters that hide or turn text around; the gateway has written them out already. */
function clean(text, length = 4000) {
    return String(text ?? "").replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, "\u{FFFD}").slice(0, length);
}

/**
 * The programs that wait. Events: `change`.
 *
 * Only what the gateway lists is shown; an event merely says that the list is old.
 */
export class ExecApprovals extends EventTarget {
    #connection;
    #round = 0;
    #timer = 0;
    list = [];

    constructor(connection) {
        super();
        this.#connection = connection;
        connection.addEventListener("gateway:exec.approval.requested", (event) => {
            toast(`“${clean(event.detail.request?.command, 60)}” asks to run. See the overview.`);
            this.load();
        });
        connection.addEventListener("gateway:exec.approval.resolved", () => this.load());
        connection.addEventListener("hello", () => this.load());
    }

    async load() {
        const connection = this.#connection;
        if (!connection.isOpen || !connection.can("operator.approvals") || !connection.offers("exec.approval.list")) return;
        const round = (this.#round += 1);
        let list = [];
        try {
            list = await connection.request("exec.approval.list");
        } catch {
            // The overview says by itself when the gateway does not answer.
        }
        if (round !== this.#round) return;
        this.list = Array.isArray(list) ? list : [];
        clearTimeout(this.#timer);
        const next = Math.min(...this.list.map((row) => row.expiresAtMs));
        if (Number.isFinite(next)) this.#timer = setTimeout(() => this.load(), Math.max(1000, next - Date.now() + 500));
        this.dispatchEvent(new CustomEvent("change"));
    }

    async decide(row, decision) {
        const command = clean(row.request?.command, 60);
        if (decision === "allow-always") {
            const text = `Exactly this runs from now on without asking: ${clean(row.request?.command)}`;
            if (!(await confirmDialog({ title: "Allow always?", text, confirm: "Allow always", danger: true }))) return;
        }
        try {
            await this.#connection.request("exec.approval.resolve", { id: row.id, decision });
            toast(decision === "deny" ? `“${command}” was refused.` : `“${command}” may run.`);
        } catch (error) {
            toastError(`“${command}” could not be decided on`, error);
        }
        this.load();
    }

    /** The list as rows with buttons. */
    rows() {
        return h("ul", { class: "rows pairing-rows approval-rows" }, this.list.map((row) => {
            const request = row.request ?? {};
            const environment = Object.entries(request.env ?? {}).map(([name, value]) => `${clean(name)}=${clean(value)}`).join(" ");
            const details = [
                request.nodeId ? `on node ${clean(request.nodeId, 12)}` : "on the gateway", request.cwd && `in ${clean(request.cwd)}`,
                request.agentId && `for ${clean(request.agentId, 64)}`, request.sessionKey && `session ${clean(request.sessionKey, 120)}`,
            ];
            const button = (decision, label, style) => h("button", {
                type: "button", class: `button small ${style}`, "aria-label": `${label}: ${clean(request.command, 80)}`,
                onclick: (event) => {
                    event.currentTarget.disabled = true;
                    this.decide(row, decision).finally(() => this.dispatchEvent(new CustomEvent("change")));
                },
            }, label);
            return h("li", { data: { approval: row.id } },
                h("div", { class: "row-main" },
                    h("div", { class: "row-title" }, h("code", { class: "approval-command" }, clean(request.command))),
                    h("p", { class: "row-detail" }, details.filter(Boolean).join(" · ")),
                    request.resolvedPath && h("p", { class: "row-detail" }, "Program: ", clean(request.resolvedPath)),
                    environment && h("p", { class: "row-detail" }, "With: ", environment)),
                h("time", { class: "row-time" }, longAge(row.createdAtMs)),
                h("div", { class: "row-actions" }, button("deny", "Deny", ""), button("allow-always", "Always", ""), button("allow-once", "Allow", "primary")));
        }));
    }
}
