// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Words for times, sizes and names.

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const shortDate = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });
const datedDay = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "short", day: "numeric" });
const longDate = new Intl.DateTimeFormat(undefined, { weekday: "long", month: "long", day: "numeric" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

const DAY = 86_400_000;

function startOfDay(time) {
    return new Date(time).setHours(0, 0, 0, 0);
}

/** Whole calendar days between a time and now; 0 is today. */
export function daysAgo(time) {
    return Math.round((startOfDay(Date.now()) - startOfDay(time)) / DAY);
}

export const clockTime = (time) => clock.format(time);
export const fullTime = (time) => full.format(time);

export function dayName(time) {
    const days = daysAgo(time);
    if (days === 0) return "Today";
    if (days === 1) return "Yesterday";
    return longDate.format(time);
}

/** Short age for lists: now, 4m, 2h, Tue, 12 Mar. */
export function shortAge(time) {
    const seconds = Math.max(0, (Date.now() - time) / 1000);
    if (seconds < 60) return "now";
    if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
    if (daysAgo(time) === 0) return `${Math.floor(seconds / 3600)}h`;
    if (daysAgo(time) < 7) return weekday.format(time);
    return shortDate.format(time);
}

/** Age in words: just now, 4 min ago, 2 h ago, 12 Mar. */
export function longAge(time) {
    const seconds = Math.max(0, (Date.now() - time) / 1000);
    if (seconds < 45) return "just now";
    if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
    if (seconds < DAY / 1000) return `${Math.round(seconds / 3600)} h ago`;
    return shortDate.format(time);
}

/** Time until something in words: due now, in 40 s, in 12 min, in 3 h 5 min, in 2 days, on 12 Mar. */
export function untilWords(time) {
    const seconds = Math.ceil((time - Date.now()) / 1000);
    if (seconds <= 0) return "due now";
    if (seconds < 60) return `in ${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `in ${minutes} min`;
    const hours = Math.floor(minutes / 60);
    if (hours < 24) return minutes % 60 ? `in ${hours} h ${minutes % 60} min` : `in ${hours} h`;
    const days = Math.floor(hours / 24);
    if (days < 7) return hours % 24 ? `in ${plural(days, "day")} ${hours % 24} h` : `in ${plural(days, "day")}`;
    return `on ${(new Date(time).getFullYear() === new Date().getFullYear() ? shortDate : datedDay).format(time)}`;
}

/** A length of time with its two largest units. */
export function duration(milliseconds) {
    const seconds = Math.floor(milliseconds / 1000);
    if (seconds < 60) return `${seconds}s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes}m ${seconds % 60}s`;
    const hours = Math.floor(minutes / 60);
    if (hours < 24) return `${hours}h ${minutes % 60}m`;
    return `${Math.floor(hours / 24)}d ${hours % 24}h`;
}

/** 128000 → 128k. */
export function compactNumber(value) {
    if (value < 1000) return String(value);
    if (value < 1_000_000) return `${trim(value / 1000)}k`;
    return `${trim(value / 1_000_000)}M`;
}

function trim(value) {
    return value >= 100 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}

export function plural(count, one, many = one + "s") {
    return `${count} ${count === 1 ? one : many}`;
}

export function capitalised(text) {
    return text ? text[0].toUpperCase() + text.slice(1) : "";
}

/** The agent a session key belongs to: agent:<id>:… */
export function agentOfKey(key) {
    const parts = key.split(":");
    return parts[0] === "agent" && parts.length > 2 ? parts[1] : null;
}

/** Text from outside, without characters that hide or turn text around. */
export function clean(text, length = 400) {
    return String(text ?? "").replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, " ").slice(0, length);
}

/** A readable name for a session row, best source first. */
export function sessionTitle(row) {
    const parts = row.key.split(":");
    const rest = parts[0] === "agent" ? parts.slice(2) : parts;
    // The main session goes on for ever: its first message says nothing about it.
    const isMain = rest[0] === "main" && rest.length === 1;
    const named = row.label || (isMain ? "Main" : row.derivedTitle || row.displayName || row.subject);
    if (named && named !== row.key) return named.replace(/\s+/g, " ").trim();
    if (rest[0] === "dashboard") return "New conversation";
    if (rest[0] === "cron") return "Scheduled job";
    if (rest[0] === "hook") return "Webhook";
    return rest.map(capitalised).join(" · ") || row.key;
}

/** The fragment of the address under which a session is shown. */
export function sessionAddress(key) {
    return `#/chat/${encodeURIComponent(key).replaceAll("%3A", ":")}`;
}
