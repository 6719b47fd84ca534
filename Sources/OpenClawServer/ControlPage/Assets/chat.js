// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// The conversation: header, messages, message box.

import { announce, fill, h, icon, iconButton, mark, reducedMotion } from "./dom.js";
import { Composer } from "./composer.js";
import { EntryView } from "./entry.js";
import { compactNumber, dayName, daysAgo, sessionTitle } from "./format.js";
import { toastError } from "./overlays.js";
import { entryText } from "./thread.js";

const NEAR_BOTTOM = 72;
const NEAR_TOP = 240;

export class ChatView {
    #app;
    #thread = null;
    #views = new WeakMap();
    #sticky = true;
    #frame = 0;
    #shownCount = 0;
    #unseen = false;
    #title = h("h1", { class: "view-title" });
    #subtitle = h("p", { class: "view-subtitle" });
    #rename = h("button", { type: "button", class: "title-button", title: "Rename" }, this.#title);
    #more = iconButton("dots", "Session actions", () => this.#app.openSessionMenu(this.#more, this.#thread.key), { "aria-haspopup": "menu" });
    #list = h("div", { class: "thread-list" });
    #older = h("button", { type: "button", class: "button small older", onclick: () => this.#loadOlder() }, "Earlier messages");
    #inner = h("div", { class: "thread-inner" }, this.#older, this.#list);
    #scroller = h("div", { class: "thread", role: "log", "aria-label": "Messages", "aria-live": "off", tabindex: "0" }, this.#inner);
    #jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => this.#toBottom(true) }, icon("down"), h("span", null, "Latest"));
    #composer;
    element;
    #onThreadChange = () => this.#schedule();

    constructor(app) {
        this.#app = app;
        this.#composer = new Composer({
            send: (text) => {
                this.#sticky = true;
                this.#thread.send(text);
                app.sessions.touch(this.#thread.key, { updatedAt: Date.now(), lastMessagePreview: text });
            },
            stop: () => this.stop(),
            recall: () => {
                const last = this.#thread?.lastSent;
                return last ? entryText(last) : null;
            },
        });
        this.#rename.addEventListener("click", () => app.renameSession(this.#thread.key));
        this.element = h("section", { class: "view chat", "aria-label": "Chat" },
            h("header", { class: "view-head" },
                iconButton("menu", "Show sessions", () => app.openDrawer(), { class: "icon-button drawer-button" }),
                h("div", { class: "view-names" }, this.#rename, this.#subtitle), this.#more),
            this.#scroller,
            h("div", { class: "dock" }, this.#jump, this.#composer.element));
        this.#scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
        this.#scroller.addEventListener("wheel", (event) => { if (event.deltaY < 0) this.#sticky = false; }, { passive: true });
        new ResizeObserver(() => { if (this.#sticky) this.#toBottom(); }).observe(this.#scroller);
    }

    get thread() { return this.#thread; }

    focus() {
        this.#composer.focus();
    }

    /** Shows a conversation. */
    show(thread) {
        if (this.#thread === thread) return;
        this.#thread?.removeEventListener("change", this.#onThreadChange);
        this.#thread = thread;
        thread.addEventListener("change", this.#onThreadChange);
        this.#views = new WeakMap();
        this.#sticky = true;
        this.#unseen = false;
        this.#shownCount = 0;
        fill(this.#list);
        this.#composer.open(thread.key);
        this.refreshHead();
        this.#render();
        if (!reducedMotion()) this.#inner.animate({ opacity: [0, 1] }, { duration: 140, easing: "ease-out" });
    }

    #agent() {
        return this.#app.agentFor(this.#thread.key);
    }

    /** Shows what changed about the session itself: title, agent, rights. */
    refreshHead() {
        if (!this.#thread) return;
        const row = this.#app.sessions.rows.get(this.#thread.key) ?? { key: this.#thread.key };
        const title = sessionTitle(row);
        this.#title.textContent = title;
        this.#rename.disabled = !this.#app.connection.can("operator.admin");
        this.#rename.setAttribute("aria-label", `${title}, rename`);
        const agent = this.#agent();
        const model = row.model || agent.model;
        const tokens = row.totalTokens > 0 && row.contextTokens > 0
            ? `${compactNumber(row.totalTokens)} of ${compactNumber(row.contextTokens)} tokens` : null;
        fill(this.#subtitle, [agent.name, model, row.channel && this.#app.channelLabel(row.channel), tokens].filter(Boolean)
            .map((part, index) => h("span", { class: index > 1 ? "optional" : null }, part)));
        const { connection } = this.#app;
        const blocked = connection.hello && !connection.can("operator.write") ? "This sign-in may read, but not send messages" : null;
        this.#composer.setPlaceholder(`Message ${agent.name}`, blocked);
        this.#app.setTitle(title);
    }

    async stop() {
        if (!this.#thread?.isRunning) return false;
        try {
            await this.#thread.stop();
            announce("Stopped");
        } catch (error) {
            toastError("The answer could not be stopped", error);
        }
        return true;
    }

    async #loadOlder() {
        try {
            await this.#thread.loadOlder();
        } catch (error) {
            if (error.code !== "CONNECTION_LOST" && error.code !== "NOT_CONNECTED") toastError("Earlier messages could not be loaded", error);
        }
    }

    // Rendering

    /** Draws once per frame, also when the tab is in the background and frames do not come. */
    #schedule() {
        if (this.#frame) return;
        this.#frame = 1;
        const draw = () => {
            if (!this.#frame) return;
            this.#frame = 0;
            this.#render();
        };
        if (document.visibilityState === "visible") requestAnimationFrame(draw);
        setTimeout(draw, document.visibilityState === "visible" ? 120 : 250);
    }

    #render() {
        const thread = this.#thread;
        const { entries, phase } = thread;
        const fromBottom = this.#scroller.scrollHeight - this.#scroller.scrollTop;
        const firstBefore = this.#list.querySelector(".entry");

        this.#composer.setRunning(thread.isRunning);
        this.element.classList.toggle("is-empty", entries.length === 0 && phase === "ready");
        this.#older.hidden = !thread.hasOlder;
        this.#older.disabled = thread.loadingOlder;
        this.#older.textContent = thread.loadingOlder ? "Loading…" : "Earlier messages";

        if (entries.length === 0) {
            if (phase === "ready") this.#showEmpty();
            else if (phase === "failed") this.#showFailure();
            else this.#showSkeleton();
            this.#shownCount = 0;
            this.#jump.hidden = true;
            return;
        }
        this.#placeholderKind = null;

        const nodes = [];
        let day = null;
        for (const entry of entries) {
            const today = entry.time ? daysAgo(entry.time) : day;
            if (today !== day && entry.time) {
                day = today;
                nodes.push(this.#dayNode(entry.time));
            }
            let view = this.#views.get(entry);
            if (view) {
                view.update(entry);
            } else {
                view = new EntryView(entry, {
                    agent: this.#agent(),
                    handlers: { retry: (failed) => thread.retry(failed), discard: (failed) => thread.discard(failed) },
                });
                this.#views.set(entry, view);
                if (this.#shownCount > 0 && entry === entries[entries.length - 1]) view.element.classList.add("arriving");
            }
            nodes.push(view.element);
        }
        this.#place(nodes);

        const grewAtTop = firstBefore && firstBefore.isConnected && nodes.find((node) => node.classList.contains("entry")) !== firstBefore;
        if (entries.length > this.#shownCount && this.#shownCount > 0 && !this.#sticky && !grewAtTop) this.#unseen = true;
        this.#shownCount = entries.length;
        if (this.#sticky) this.#toBottom();
        else if (grewAtTop) this.#scroller.scrollTop = this.#scroller.scrollHeight - fromBottom;
        this.#showJump();
    }

    #days = new Map();

    #dayNode(time) {
        const name = dayName(time);
        if (!this.#days.has(name)) this.#days.set(name, h("div", { class: "day", role: "separator", "aria-label": name }, h("span", null, name)));
        return this.#days.get(name);
    }

    /** Puts the nodes in order, moving only those that stand wrong. */
    #place(nodes) {
        const wanted = new Set(nodes);
        for (const child of [...this.#list.children]) if (!wanted.has(child)) child.remove();
        nodes.forEach((node, index) => {
            if (this.#list.children[index] !== node) this.#list.insertBefore(node, this.#list.children[index] ?? null);
        });
    }

    #placeholderKind = null;

    #showSkeleton() {
        if (this.#placeholderKind === "skeleton") return;
        this.#placeholderKind = "skeleton";
        const bar = (width) => h("span", { class: `bone w${width}` });
        fill(this.#list, h("div", { class: "skeleton", role: "status", "aria-label": "Loading messages" },
            h("div", { class: "skeleton-user" }, bar(40)), h("div", { class: "skeleton-answer" }, bar(90), bar(80), bar(60)),
            h("div", { class: "skeleton-user" }, bar(30)), h("div", { class: "skeleton-answer" }, bar(80), bar(40))));
    }

    #showFailure() {
        this.#placeholderKind = "failure";
        fill(this.#list, h("div", { class: "empty", role: "alert" }, h("div", { class: "empty-icon" }, icon("warn")),
            h("h2", null, "The history could not be loaded"), h("p", null, this.#thread.error?.message),
            h("button", { type: "button", class: "button", onclick: () => this.#thread.load() }, "Try again")));
    }

    #showEmpty() {
        const agent = this.#agent();
        const kind = `empty ${agent.name}`;
        if (this.#placeholderKind === kind) return;
        this.#placeholderKind = kind;
        fill(this.#list, h("div", { class: "empty hello" },
            h("div", { class: "hello-mark" }, agent.emoji ? h("span", { class: "hello-emoji" }, agent.emoji) : mark("mark-open")),
            h("h2", null, `What is on your mind?`),
            h("p", null, "Write to ", h("strong", null, agent.name), ". The answer appears here as it is written.")));
    }

    // Scrolling

    #scrolled() {
        const left = this.#scroller.scrollHeight - this.#scroller.scrollTop - this.#scroller.clientHeight;
        this.#sticky = left < NEAR_BOTTOM;
        if (this.#sticky) this.#unseen = false;
        if (this.#scroller.scrollTop < NEAR_TOP && this.#thread?.hasOlder && this.#shownCount > 0) this.#loadOlder();
        this.element.classList.toggle("scrolled", this.#scroller.scrollTop > 4);
        this.#showJump();
    }

    #showJump() {
        const left = this.#scroller.scrollHeight - this.#scroller.scrollTop - this.#scroller.clientHeight;
        this.#jump.hidden = this.#sticky || left < 160;
        this.#jump.lastChild.textContent = this.#unseen ? "New messages" : "Latest";
    }

    #toBottom(smooth = false) {
        this.#sticky = true;
        this.#unseen = false;
        this.#scroller.scrollTo({ top: this.#scroller.scrollHeight, behavior: smooth && !reducedMotion() ? "smooth" : "instant" });
        this.#jump.hidden = true;
    }
}
