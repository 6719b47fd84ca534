// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// What this browser is to the gateway: a device with an Ed25519 key of its own. The private key cannot be read, not even by this page;
// it lives in IndexedDB, so that it is the same device tomorrow. Where the browser cannot do that, the page signs in without one.

const DATABASE = "openclaw";
const STORE = "identity";
const KEY = "device";

function base64url(bytes) {
    return btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function hexadecimal(bytes) {
    return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function settled(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
        request.onblocked = () => reject(new Error("blocked"));
    });
}

async function open() {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    return settled(request);
}

async function storedPair(database) {
    return settled(database.transaction(STORE).objectStore(STORE).get(KEY));
}

/** Keeps a new pair, unless another tab was faster; returns the one that counts. */
async function keep(database, pair) {
    const store = database.transaction(STORE, "readwrite").objectStore(STORE);
    const known = await settled(store.get(KEY));
    if (known) return known;
    await settled(store.put(pair, KEY));
    return pair;
}

async function load() {
    if (!isSecureContext || !crypto.subtle || !window.indexedDB) return null;
    const database = await open();
    try {
        const pair = await storedPair(database)
            ?? await keep(database, await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]));
        const raw = await crypto.subtle.exportKey("raw", pair.publicKey);
        return {
            id: hexadecimal(await crypto.subtle.digest("SHA-256", raw)),
            publicKey: base64url(raw),
            sign: async (text) => base64url(await crypto.subtle.sign({ name: "Ed25519" }, pair.privateKey, new TextEncoder().encode(text))),
        };
    } finally {
        database.close();
    }
}

let identity = null;

/** The browser's identity, or null where it cannot have one. */
export function deviceIdentity() {
    identity ??= load().catch(() => null);
    return identity;
}

function normalised(text) {
    return (text ?? "").trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** The `device` of `connect`: the identity signs what the page asks for and the gateway's challenge. */
export async function deviceProof(identity, { client, role, scopes, auth }, { nonce, ts }) {
    const token = auth?.token ?? auth?.deviceToken ?? "";
    const fields = [
        "v3", identity.id, client.id, client.mode, role, scopes.join(","), ts, token, nonce, normalised(client.platform), normalised(client.deviceFamily),
    ];
    return { id: identity.id, publicKey: identity.publicKey, signature: await identity.sign(fields.join("|")), signedAt: ts, nonce };
}
