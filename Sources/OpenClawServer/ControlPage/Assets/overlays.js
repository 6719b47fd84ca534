// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Things above the page: toasts, dialogs, menus, the command palette.

import { announce, fill, h, icon, isMac } from "./dom.js";

/** Shows a short message for a few seconds; an error stays a little longer and is announced at once. */
export function toast(text, { kind = "info", action = null } = {}) {
    const region = document.getElementById("toasts");
    const close = () => {
        clearTimeout(timer);
        element.classList.add("leaving");
        setTimeout(() => element.remove(), 180);
    };
    const element = h("div", { class: `toast toast-${kind}`, role: kind === "error" ? "alert" : "status" },
        icon(kind === "error" ? "warn" : "check"),
        h("span", null, text),
        action && h("button", { type: "button", class: "text-button", onclick: () => { action.run(); close(); } }, action.label),
        h("button", { type: "button", class: "icon-button small", "aria-label": "Dismiss", onclick: close }, icon("close")));
    while (region.children.length >= 3) region.firstElementChild.remove();
    region.append(element);
    const timer = setTimeout(close, kind === "error" ? 8000 : 3500);
}

export function toastError(what, error) {
    toast(`${what}: ${error.message}`, { kind: "error" });
}

/** A dialog above the page. A click beside it closes it, unless that would throw work away. */
export function openDialog(className, label, content, { closesBeside = true } = {}) {
    const before = document.activeElement;
    const dialog = h("dialog", { class: `dialog ${className}`, "aria-label": label }, content);
    dialog.addEventListener("click", (event) => { if (closesBeside && event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => {
        dialog.remove();
        if (before?.isConnected) before.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
}

/** Asks before something that cannot be taken back. Resolves true when confirmed. */
export function confirmDialog({ title, text, confirm, danger = false }) {
    return new Promise((resolve) => {
        let answer = false;
        const dialog = openDialog("dialog-small", title, h("form", { method: "dialog" },
            h("h2", null, title),
            h("p", null, text),
            h("div", { class: "dialog-actions" },
                h("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Cancel"),
                h("button", { type: "button", class: `button ${danger ? "danger" : "primary"}`, autofocus: true, onclick: () => { answer = true; dialog.close(); } }, confirm))));
        dialog.addEventListener("close", () => resolve(answer));
    });
}

/** Asks for a line of text. Resolves null when cancelled. */
export function promptDialog({ title, label, value, placeholder, confirm, hint, maxLength = 120 }) {
    return new Promise((resolve) => {
        let answer = null;
        const input = h("input", { class: "input", type: "text", value, placeholder, maxlength: maxLength, "aria-label": label, autocomplete: "off", autofocus: true });
        const form = h("form", null,
            h("h2", null, title),
            input,
            hint && h("p", { class: "dialog-hint" }, hint),
            h("div", { class: "dialog-actions" },
                h("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Cancel"),
                h("button", { type: "submit", class: "button primary" }, confirm)));
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            answer = input.value.trim();
            dialog.close();
        });
        const dialog = openDialog("dialog-small", title, form);
        input.select();
        dialog.addEventListener("close", () => resolve(answer));
    });
}

/** A menu below (or above) a button. Items: {label, icon, run, danger, checked, detail} or "-" for a line. */
export function openMenu(button, items, label) {
    const before = document.querySelector(".menu");
    if (before) before.remove();
    const rows = items.map((item) => {
        if (item === "-") return h("hr");
        const isRadio = item.checked !== undefined;
        return h("button", {
            type: "button", role: isRadio ? "menuitemradio" : "menuitem", "aria-checked": isRadio ? String(item.checked) : null, tabindex: "-1",
            class: item.danger ? "danger" : null,
            onclick: () => { close(); item.run(); },
        }, item.icon && icon(item.icon), h("span", null, item.label), item.detail && h("kbd", null, item.detail), item.checked && icon("check", "tick"));
    });
    const menu = h("div", { class: "menu", role: "menu", "aria-label": label }, rows);
    const entries = rows.filter((row) => row.matches("button"));
    const close = () => {
        menu.remove();
        button.setAttribute("aria-expanded", "false");
        removeEventListener("pointerdown", outside, true);
        removeEventListener("resize", close);
        if (button.isConnected) button.focus();
    };
    const outside = (event) => {
        if (menu.contains(event.target)) return;
        if (button.contains(event.target)) event.preventDefault();
        close();
    };
    menu.addEventListener("keydown", (event) => {
        const at = entries.indexOf(document.activeElement);
        const move = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
        if (move !== undefined) {
            event.preventDefault();
            entries[(move + entries.length) % entries.length].focus();
        } else if (event.key === "Escape" || event.key === "Tab") {
            event.preventDefault();
            event.stopPropagation();
            close();
        }
    });
    document.body.append(menu);
    const from = button.getBoundingClientRect();
    const size = menu.getBoundingClientRect();
    const below = from.bottom + 6 + size.height < innerHeight;
    menu.style.top = `${below ? from.bottom + 6 : Math.max(8, from.top - size.height - 6)}px`;
    menu.style.left = `${Math.max(8, Math.min(from.right - size.width > 8 ? from.right - size.width : from.left, innerWidth - size.width - 8))}px`;
    menu.classList.add(below ? "from-top" : "from-bottom");
    button.setAttribute("aria-haspopup", "menu");
    button.setAttribute("aria-expanded", "true");
    addEventListener("pointerdown", outside, true);
    addEventListener("resize", close);
    (entries.find((entry) => entry.getAttribute("aria-checked") === "true") ?? entries[0]).focus({ focusVisible: false });
}

/**
 * The command palette. `search(text)` returns groups `[{title, items: [{title, detail, icon, run}]}]`, at once or as a promise.
 */
export function openPalette(search) {
    if (document.querySelector(".palette")) return;
    const list = h("div", { class: "palette-list", role: "listbox", id: "palette-list", "aria-label": "Results" });
    const input = h("input", {
        class: "palette-input", type: "text", placeholder: "Search sessions and commands", role: "combobox", autocomplete: "off", spellcheck: "false",
        "aria-label": "Search sessions and commands", "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list",
    });
    const dialog = openDialog("palette", "Search sessions and commands", [
        h("div", { class: "palette-head" }, icon("search"), input, h("kbd", null, "esc")), list,
    ]);
    let options = [];
    let chosen = 0;
    let round = 0;

    const choose = (index) => {
        options[chosen]?.element.setAttribute("aria-selected", "false");
        chosen = options.length ? (index + options.length) % options.length : 0;
        const option = options[chosen];
        if (!option) {
            input.removeAttribute("aria-activedescendant");
            return;
        }
        option.element.setAttribute("aria-selected", "true");
        option.element.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", option.element.id);
    };
    const run = (item) => {
        dialog.close();
        item.run();
    };
    const show = (groups) => {
        options = [];
        fill(list, groups.filter((group) => group.items.length).map((group) => h("div", { role: "group", "aria-label": group.title },
            h("div", { class: "palette-group", "aria-hidden": "true" }, group.title),
            group.items.map((item) => {
                const element = h("div", { class: "palette-item", role: "option", id: `palette-${options.length}`, "aria-selected": "false" },
                    icon(item.icon), h("span", { class: "palette-title" }, item.title), item.detail && h("span", { class: "palette-detail" }, item.detail));
                const index = options.length;
                element.addEventListener("pointermove", () => { if (chosen !== index) choose(index); });
                element.addEventListener("click", () => run(item));
                options.push({ item, element });
                return element;
            }))));
        if (options.length === 0) fill(list, h("p", { class: "palette-empty" }, "Nothing matches."));
        choose(0);
    };
    const refresh = async () => {
        const mine = (round += 1);
        const { instant, later } = search(input.value.trim());
        show(instant);
        const groups = await later;
        if (groups && mine === round && dialog.open) {
            show(groups);
            announce(options.length === 1 ? "1 result" : `${options.length} results`);
        }
    };
    input.addEventListener("input", refresh);
    input.addEventListener("keydown", (event) => {
        if (event.isComposing) return;
        if (event.key === "ArrowDown") choose(chosen + 1);
        else if (event.key === "ArrowUp") choose(chosen - 1);
        else if (event.key === "Enter" && options[chosen]) run(options[chosen].item);
        else return;
        event.preventDefault();
    });
    refresh();
    input.focus();
}

const MOD = isMac ? "⌘" : "Ctrl";

export const SHORTCUTS = [
    [[MOD, "K"], "Search sessions and commands"],
    [["Enter"], "Send the message"],
    [["Shift", "Enter"], "New line"],
    [["Esc"], "Stop the answer"],
    [["↑"], "In an empty message box: the last message again"],
    [["/"], "Go to the message box"],
    [["N"], "New session"],
    [["Alt", "↑"], "Session above"],
    [["Alt", "↓"], "Session below"],
    [["G"], "Overview"],
    [["T"], "Tasks"],
    [["J"], "Jobs"],
    [["C"], "Chat"],
    [["?"], "This list"],
];

export function openHelp() {
    if (document.querySelector(".dialog-help")) return;
    const dialog = openDialog("dialog-help", "Keyboard shortcuts", [
        h("h2", null, "Keyboard shortcuts"),
        h("dl", { class: "shortcuts" }, SHORTCUTS.map(([keys, text]) => [
            h("dt", null, text), h("dd", null, keys.map((key) => h("kbd", null, key))),
        ])),
        h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, "Close")),
    ]);
}
