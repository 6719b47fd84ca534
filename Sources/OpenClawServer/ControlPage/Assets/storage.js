// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// What the page keeps in the browser, and for how long. Storage may be blocked: everything falls back to memory.

const memory = new Map();

function area(kind) {
    try {
        return kind === "device" ? window.localStorage : window.sessionStorage;
    } catch {
        return null;
    }
}

function read(kind, key) {
    try {
        return area(kind)?.getItem(key) ?? memory.get(kind + key) ?? null;
    } catch {
        return memory.get(kind + key) ?? null;
    }
}

function write(kind, key, value) {
    if (value === null) memory.delete(kind + key);
    else memory.set(kind + key, value);
    try {
        if (value === null) area(kind)?.removeItem(key);
        else area(kind)?.setItem(key, value);
    } catch {
        // Full or blocked: the value lives as long as the page.
    }
}

const CREDENTIAL = "openclaw.credential";

function parseCredential(text) {
    if (!text) return null;
    try {
        const { kind, secret } = JSON.parse(text);
        return ["token", "password", "deviceToken"].includes(kind) && typeof secret === "string" && secret ? { kind, secret } : null;
    } catch {
        return null;
    }
}

/** The stored credential: this tab's first, then the one remembered on this device. */
export function loadCredential() {
    return parseCredential(read("tab", CREDENTIAL)) ?? parseCredential(read("device", CREDENTIAL));
}

export function isRemembered() {
    return parseCredential(read("device", CREDENTIAL)) !== null;
}

/** Keeps a credential for this tab, and on this device when asked to. */
export function saveCredential(credential, remember) {
    const text = JSON.stringify(credential);
    write("tab", CREDENTIAL, text);
    write("device", CREDENTIAL, remember ? text : null);
}

export function forgetCredential() {
    write("tab", CREDENTIAL, null);
    write("device", CREDENTIAL, null);
}

/**
 * Takes `#token=…` (or `#password=…`) out of the address and removes it from the address bar and the history entry.
 * Only the fragment is read: it never reaches a server or its log. Nothing in the address ever chooses the gateway.
 */
export function takeCredentialFromFragment() {
    const fragment = location.hash.slice(1);
    if (!/(^|&)(token|password)=/.test(fragment)) return null;
    const parameters = new URLSearchParams(fragment);
    history.replaceState(null, "", location.pathname);
    for (const kind of ["token", "password"]) {
        const secret = parameters.get(kind)?.trim();
        if (secret) return { kind, secret };
    }
    return null;
}

/** Unsent text per session, kept for this tab. */
export const drafts = {
    get: (sessionKey) => read("tab", `openclaw.draft.${sessionKey}`) ?? "",
    set: (sessionKey, text) => write("tab", `openclaw.draft.${sessionKey}`, text ? text : null),
};

export const preferences = {
    get: (name) => read("device", `openclaw.${name}`),
    set: (name, value) => write("device", `openclaw.${name}`, value),
};

/** One identifier for this tab, so that a reload is the same client to the gateway. */
export function instanceID(make) {
    const known = read("tab", "openclaw.instance");
    if (known) return known;
    const made = make();
    write("tab", "openclaw.instance", made);
    return made;
}
