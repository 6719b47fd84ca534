// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Devices and nodes that wait for somebody to approve them.

import { h } from "./dom.js";
import { longAge } from "./format.js";
import { confirmDialog, toast, toastError } from "./overlays.js";

const SCOPES = {
    "operator.admin": "everything", "operator.write": "talk to agents", "operator.read": "see sessions and status",
    "operator.pairing": "approve devices", "operator.approvals": "approve commands",
};

const REASONS = {
    "role-upgrade": "It was paired before and now asks for another role.",
    "scope-upgrade": "It was paired before and now asks for more.",
    "metadata-upgrade": "It was paired before from another kind of machine.",
};

/** What a stranger says about itself, without characters that hide or turn text around. */
function clean(text) {
    return String(text ?? "").replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, "\u{FFFD}").slice(0, 80);
}

function nameOf(request) {
    return clean(request.displayName || request.clientId || request.deviceId || request.nodeId);
}

/**
 * The requests that wait. Events: `change`.
 *
 * Only what the gateway lists is shown; an event merely says that the list is old.
 */
export class PairingRequests extends EventTarget {
    #connection;
    #round = 0;
    list = [];

    constructor(connection) {
        super();
        this.#connection = connection;
        for (const kind of ["device", "node"]) {
            connection.addEventListener(`gateway:${kind}.pair.requested`, (event) => {
                toast(`${nameOf(event.detail)} asks to be ${kind === "device" ? "paired" : "used as a node"}. See the overview.`);
                this.load();
            });
            connection.addEventListener(`gateway:${kind}.pair.resolved`, () => this.load());
        }
        connection.addEventListener("hello", () => this.load());
    }

    async load() {
        const connection = this.#connection;
        if (!connection.isOpen || !connection.can("operator.pairing") || !connection.offers("device.pair.list")) return;
        const round = (this.#round += 1);
        const [devices, nodes] = await Promise.allSettled(["device.pair.list", "node.pair.list"].map((method) => connection.request(method)));
        if (round !== this.#round) return;
        const pending = (result, kind) => (result.status === "fulfilled" ? result.value.pending ?? [] : []).map((request) => ({ kind, ...request }));
        this.list = [...pending(devices, "device"), ...pending(nodes, "node")].sort((one, other) => other.ts - one.ts);
        this.dispatchEvent(new CustomEvent("change"));
    }

    async decide(request, method) {
        const name = nameOf(request);
        const isRisky = request.scopes?.includes("operator.admin") || request.commands?.some((command) => /^(system\.|file\.|fs\.|browser\.)/.test(command));
        if (method === "approve" && isRisky) {
            const text = request.kind === "device" ? "It will be able to do everything you can do." : "Agents will be able to run programs and read files on it.";
            if (!(await confirmDialog({ title: `Approve ${name}?`, text, confirm: "Approve", danger: true }))) return;
        }
        try {
            await this.#connection.request(`${request.kind}.pair.${method}`, { requestId: request.requestId });
            toast(method === "approve" ? `${name} was approved.` : `${name} was turned away.`);
        } catch (error) {
            toastError(`${name} could not be ${method === "approve" ? "approved" : "turned away"}`, error);
        }
        this.load();
    }

    /** The list as rows with buttons. */
    rows() {
        return h("ul", { class: "rows pairing-rows" }, this.list.map((request) => {
            const name = nameOf(request);
            const wants = request.kind === "device"
                ? (request.scopes ?? []).map((scope) => SCOPES[scope] ?? clean(scope)).join(", ") || (request.role === "node" ? "be a node" : "connect only")
                : (request.commands ?? []).map(clean).join(", ") || "no commands";
            const details = [clean(request.platform), request.remoteIp && `from ${clean(request.remoteIp)}`, clean((request.deviceId ?? request.nodeId ?? "").slice(0, 12))];
            const button = (method, label, style) => h("button", {
                type: "button", class: `button small ${style}`, "aria-label": `${label} ${name}`,
                onclick: (event) => {
                    event.currentTarget.disabled = true;
                    this.decide(request, method).finally(() => this.dispatchEvent(new CustomEvent("change")));
                },
            }, label);
            return h("li", { data: { request: request.requestId } },
                h("div", { class: "row-main" },
                    h("div", { class: "row-title" }, name, h("span", { class: "row-extra" }, request.kind === "device" ? "device" : "node")),
                    h("p", { class: "row-detail" }, details.filter(Boolean).join(" · ")),
                    h("p", { class: "row-detail" }, request.kind === "device" ? "Wants to: " : "Offers: ", wants),
                    REASONS[request.reason] && h("p", { class: "row-detail" }, REASONS[request.reason])),
                h("time", { class: "row-time" }, longAge(request.ts)),
                h("div", { class: "row-actions" }, button("reject", "Reject", ""), button("approve", "Approve", "primary")));
        }));
    }
}
