// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Building blocks for the page: elements, icons, identifiers, announcements.
// Text only ever enters the document as text nodes.

const SVG = "http://www.w3.org/2000/svg";

function append(parent, children) {
    for (const child of children.flat(4)) {
        if (child === null || child === undefined || child === false) continue;
        parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
}

/** Makes an element. `on…` properties become listeners, `data` the dataset, known properties are set, the rest are attributes. */
export function h(tag, properties, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties ?? {})) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else if (name === "class") element.className = value;
        else if (name === "data") Object.assign(element.dataset, value);
        else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
        else element.setAttribute(name, value === true ? "" : String(value));
    }
    append(element, children);
    return element;
}

/** Replaces everything inside an element. */
export function fill(element, ...children) {
    element.textContent = "";
    append(element, children);
    return element;
}

const TALON = "M14.2 5.2C20.9 4.2 26.6 8.8 27 15.6 24.6 12 20.6 10.3 16.4 11.2 13 11.8 11.6 6 14.2 5.2Z";

function svg(size, className) {
    const element = document.createElementNS(SVG, "svg");
    element.setAttribute("viewBox", `0 0 ${size} ${size}`);
    element.setAttribute("aria-hidden", "true");
    element.setAttribute("focusable", "false");
    element.setAttribute("class", className);
    return element;
}

/** The mark: three talons around a hub. */
export function mark(className = "") {
    const element = svg(32, `mark ${className}`);
    for (const angle of [0, 120, 240]) {
        const group = document.createElementNS(SVG, "g");
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("d", TALON);
        if (angle) group.setAttribute("transform", `rotate(${angle} 16 16)`);
        group.append(path);
        element.append(group);
    }
    return element;
}

// Line icons on a grid of 20, drawn with a stroke of 1.5.
const ICONS = {
    chat: "M4 5.5A2.5 2.5 0 0 1 6.5 3h7A2.5 2.5 0 0 1 16 5.5v5a2.5 2.5 0 0 1-2.5 2.5H9l-3.6 3.2c-.5.4-1.1.1-1.1-.5V13",
    pulse: "M2.5 10.5h3L8 4.5l4 11 2.3-5h3.2",
    plus: "M10 4v12M4 10h12",
    search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4",
    dots: "M4.6 10h.01M10 10h.01M15.4 10h.01",
    pencil: "M12.6 4.2 15.8 7.4 7.4 15.8 3.8 16.2 4.2 12.6ZM11 5.8 14.2 9",
    reset: "M4 10a6 6 0 1 0 2-4.5M4 3.5v3.2h3.2",
    trash: "M4 5.5h12M8 5.5V4a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.5M5.5 5.5l.7 10a1.5 1.5 0 0 0 1.5 1.4h4.6a1.5 1.5 0 0 0 1.5-1.4l.7-10M8.5 9v4.5M11.5 9v4.5",
    up: "M10 16V4.5M5 9.2 10 4.2l5 5",
    down: "M10 4v11.5M5 10.8l5 5 5-5",
    stop: "M6.5 6.5h7v7h-7Z",
    copy: "M7.5 7.5h7a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5H9A1.5 1.5 0 0 1 7.5 15ZM5 12.5a1.5 1.5 0 0 1-1.5-1.5V5A1.5 1.5 0 0 1 5 3.5h6A1.5 1.5 0 0 1 12.5 5",
    check: "M4.5 10.5 8.2 14.2 15.5 6.2",
    close: "M5 5l10 10M15 5 5 15",
    menu: "M3.5 6.5h13M3.5 13.5h9",
    sun: "M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM10 2.5v1.2M10 16.3v1.2M2.5 10h1.2M16.3 10h1.2M4.7 4.7l.9.9M14.4 14.4l.9.9M4.7 15.3l.9-.9M14.4 5.6l.9-.9",
    moon: "M16.2 11.8A6.5 6.5 0 0 1 8.2 3.8a6.5 6.5 0 1 0 8 8Z",
    screen: "M3 5.5A1.5 1.5 0 0 1 4.5 4h11A1.5 1.5 0 0 1 17 5.5v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 12.5ZM7.5 17h5",
    help: "M10 17.2a7.2 7.2 0 1 0 0-14.4 7.2 7.2 0 0 0 0 14.4ZM7.9 8a2.1 2.1 0 1 1 3 1.9c-.6.3-.9.7-.9 1.4M10 13.8h.01",
    exit: "M8 3.5H5.5A1.5 1.5 0 0 0 4 5v10a1.5 1.5 0 0 0 1.5 1.5H8M13 13.2 16.2 10 13 6.8M16 10H8",
    key: "M7 16a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM9.6 10.2 16 3.8M13 6.8l2.4 2.4",
    lock: "M5.5 9h9A1.5 1.5 0 0 1 16 10.5v5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 15.5v-5A1.5 1.5 0 0 1 5.5 9ZM6.8 9V6.5a3.2 3.2 0 0 1 6.4 0V9",
    eye: "M2.2 10S5 4.8 10 4.8 17.8 10 17.8 10 15 15.2 10 15.2 2.2 10 2.2 10ZM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
    warn: "M10 7.5v3.4M10 13.6h.01M8.8 3.6 2.6 14.4A1.4 1.4 0 0 0 3.8 16.5h12.4a1.4 1.4 0 0 0 1.2-2.1L11.2 3.6a1.4 1.4 0 0 0-2.4 0Z",
    tool: "M16.3 6.2a4 4 0 0 1-5.2 5.1l-5 5a1.8 1.8 0 0 1-2.5-2.5l5-5a4 4 0 0 1 5.1-5.2L11.4 5.9l.4 2.3 2.3.4Z",
    thought: "M10 3.2a4.8 4.8 0 0 0-2.8 8.7c.5.4.8.9.8 1.5v.3h4v-.3c0-.6.3-1.1.8-1.5A4.8 4.8 0 0 0 10 3.2ZM8.3 16.6h3.4",
    chevron: "M7.5 5l5 5-5 5",
    agent: "M6 7h8a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2ZM10 7V4M7.8 11v1M12.2 11v1",
    channel: "M6.2 6.2a5.4 5.4 0 0 0 0 7.6M13.8 13.8a5.4 5.4 0 0 0 0-7.6M3.9 3.9a8.6 8.6 0 0 0 0 12.2M16.1 16.1a8.6 8.6 0 0 0 0-12.2M10 10h.01",
    model: "M10 2.8 16.2 6.4v7.2L10 17.2 3.8 13.6V6.4ZM3.8 6.4 10 10l6.2-3.6M10 10v7.2",
    people: "M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM2.5 16a5 5 0 0 1 10 0M13 4.2a2.8 2.8 0 0 1 0 5M14.6 11.6A5 5 0 0 1 17.5 16",
    list: "M8 5.5h8.5M8 10h8.5M8 14.5h8.5M3 5.4l1.1 1.1 2-2.2M3 9.9l1.1 1.1 2-2.2M3 14.4l1.1 1.1 2-2.2",
    clock: "M10 17.2a7.2 7.2 0 1 0 0-14.4 7.2 7.2 0 0 0 0 14.4ZM10 5.8V10l2.8 1.8",
    play: "M7 4.8v10.4l8.2-5.2Z",
    refresh: "M16 10a6 6 0 0 1-10.5 4M4 10a6 6 0 0 1 10.5-4M14.8 3v3.2h-3.2M5.2 17v-3.2h3.2",
};

/** An icon by name. */
export function icon(name, className = "") {
    const element = svg(20, `icon icon-${name} ${className}`);
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", ICONS[name]);
    element.append(path);
    return element;
}

/** A button that shows only an icon; its label is its accessible name and its tooltip. */
export function iconButton(name, label, onclick, properties) {
    return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...properties }, icon(name));
}

/** A random version 4 UUID. `crypto.randomUUID` exists only in secure contexts, so plain http on a LAN needs the second way. */
export function randomID() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Says something to screen readers only. */
export function announce(text) {
    const region = document.getElementById("announcer");
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 30);
}

/** Copies text, also where the clipboard interface is missing (plain http away from localhost). */
export async function copyText(text) {
    if (navigator.clipboard && window.isSecureContext) {
        await navigator.clipboard.writeText(text);
        return;
    }
    const area = h("textarea", { class: "visually-hidden", "aria-hidden": "true", tabindex: "-1" });
    area.value = text;
    const host = document.querySelector("dialog[open]") ?? document.body;
    const focused = document.activeElement;
    host.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    focused?.focus?.();
    if (!copied) throw new Error("The browser refused to copy.");
}

/** A button that copies what `text()` returns and says so with a tick. */
export function copyButton(label, text, className = "") {
    const button = h("button", { type: "button", class: `copy-button ${className}`, "aria-label": label, title: label }, icon("copy"), icon("check"));
    button.addEventListener("click", async () => {
        try {
            await copyText(text());
        } catch {
            announce("Copying failed");
            return;
        }
        button.classList.add("copied");
        announce("Copied");
        setTimeout(() => button.classList.remove("copied"), 1400);
    });
    return button;
}

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
export const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
/** True where a finger is the main pointer: there Enter makes a new line. */
export const coarsePointer = () => matchMedia("(pointer: coarse) and (hover: none)").matches;
