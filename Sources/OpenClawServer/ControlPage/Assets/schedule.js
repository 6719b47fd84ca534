// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Schedules of jobs in words. An expression that no short sentence fits is shown as it is written.

const UNITS = [["week", 604_800_000], ["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000], ["second", 1000]];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const moment = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });

/** The zone of this browser. */
export const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";

/** An interval as a number and the largest unit of the form that divides it. */
export function intervalParts(milliseconds) {
    const [unit, size] = UNITS.slice(1).find(([, length]) => milliseconds % length === 0) ?? UNITS.at(-1);
    return { count: milliseconds / size, unit };
}

export function intervalLength(count, unit) {
    return Math.round(count * UNITS.find(([name]) => name === unit)[1]);
}

function interval(milliseconds) {
    const [unit, size] = UNITS.find(([, length]) => milliseconds >= length && milliseconds % length === 0) ?? UNITS.at(-1);
    const count = milliseconds / size;
    return count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`;
}

function both(words, last = "and") {
    return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

function ordinal(number) {
    const ending = number % 100 > 10 && number % 100 < 14 ? "th" : ["th", "st", "nd", "rd"][number % 10] ?? "th";
    return `${number}${ending}`;
}

/** The numbers of a field: "*" for all of them, `{step}` for every so many, a list, or nothing when it is more than that. */
function values(text, low, high, names = [], firstName = 0) {
    if (text === "*") return "*";
    const step = /^\*\/(\d{1,2})$/.exec(text);
    if (step) return { step: Number(step[1]) };
    const one = (word) => {
        const named = names.indexOf(word.toLowerCase());
        if (named >= 0) return named + firstName;
        const number = /^\d{1,2}$/.test(word) ? Number(word) : NaN;
        return number >= low && number <= high ? number : NaN;
    };
    const found = [];
    for (const item of text.split(",")) {
        const ends = item.split("-").map(one);
        if (ends.length > 2 || ends.some(Number.isNaN)) return null;
        const [from, to = from] = ends;
        if (to < from) return null;
        for (let value = from; value <= to; value += 1) found.push(value);
    }
    return found;
}

const isRun = (list) => list.every((value, index) => index === 0 || value === list[index - 1] + 1);
const clock = (hour, minute) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;

/** The part of a day, and whether it needs "every day" when no days are named. */
function timeWords(minutes, hours) {
    const everyHour = hours === "*";
    if (minutes === "*" && everyHour) return ["Every minute", false];
    if (minutes.step && everyHour) return 60 % minutes.step === 0 ? [interval(minutes.step * 60_000), false] : null;
    if (Array.isArray(minutes) && minutes.length === 1) {
        const past = minutes[0] ? ` at ${minutes[0]} past` : "";
        if (everyHour) return [`Every hour${past}`, false];
        if (hours.step) return 24 % hours.step === 0 ? [`${interval(hours.step * 3_600_000)}${past}`, false] : null;
    }
    if (Array.isArray(minutes) && everyHour && minutes.length <= 4) return [`Every hour at ${both(minutes.map(String))} past`, false];
    if (!Array.isArray(hours)) return null;
    if (hours.length > 2 && isRun(hours)) {
        const [first, last] = [hours[0], hours.at(-1)];
        if (minutes === "*") return [`Every minute from ${clock(first, 0)} to ${clock(last, 59)}`, false];
        if (minutes.step) return 60 % minutes.step === 0 ? [`${interval(minutes.step * 60_000)} from ${clock(first, 0)} to ${clock(last, 60 - minutes.step)}`, false] : null;
        if (minutes.length === 1) return [`Every hour from ${clock(first, minutes[0])} to ${clock(last, minutes[0])}`, false];
    }
    if (!Array.isArray(minutes) || hours.length * minutes.length > 4) return null;
    return [`At ${both(hours.flatMap((hour) => minutes.map((minute) => clock(hour, minute))))}`, true];
}

function dayWords(days, weekdays, months) {
    const parts = [];
    if (Array.isArray(days)) parts.push(`on the ${both(days.map(ordinal))}`);
    if (Array.isArray(weekdays)) {
        const list = [...new Set(weekdays.map((day) => day % 7))];
        // Weeks begin on Monday in words, so that Saturday and Sunday stay together.
        list.sort((left, right) => (left + 6) % 7 - (right + 6) % 7);
        const fromMonday = list.map((day) => (day + 6) % 7);
        if (list.length < 7) {
            parts.push(list.length > 2 && isRun(fromMonday) ? `${WEEKDAYS[list[0]]} to ${WEEKDAYS[list.at(-1)]}` : `on ${both(list.map((day) => WEEKDAYS[day]))}`);
        }
    }
    const chosen = parts.join(" or ");
    return [chosen, Array.isArray(months) && `in ${both(months.map((month) => MONTHS[month - 1]))}`].filter(Boolean).join(" ");
}

/** What a cron expression means, or nothing when no short sentence says it. */
export function expressionWords(expression) {
    const fields = expression.trim().split(/\s+/);
    if (fields.length === 6) {
        const seconds = values(fields[0], 0, 59);
        if (!seconds) return null;
        if (fields.slice(1).every((field) => field === "*")) {
            if (seconds === "*") return "Every second";
            if (seconds.step) return 60 % seconds.step === 0 ? interval(seconds.step * 1000) : null;
        }
        if (seconds.length !== 1 || seconds[0] !== 0) return null;
        fields.shift();
    }
    if (fields.length !== 5) return null;
    const minutes = values(fields[0], 0, 59);
    const hours = values(fields[1], 0, 23);
    const days = values(fields[2], 1, 31);
    const months = values(fields[3], 1, 12, MONTHS.map((name) => name.slice(0, 3).toLowerCase()), 1);
    const weekdays = values(fields[4], 0, 7, WEEKDAYS.map((name) => name.slice(0, 3).toLowerCase()));
    if (!minutes || !hours || !days || !months || !weekdays || days.step || months.step || weekdays.step) return null;
    const time = timeWords(minutes, hours);
    if (!time) return null;
    const when = dayWords(days, weekdays, months);
    const text = [time[0], time[1] && !Array.isArray(days) && !when.includes("day") ? "every day" : ""].filter(Boolean).join(" ");
    return when ? `${text}${/^(on|in) /.test(when) ? "" : ","} ${when}` : text;
}

/** A schedule in words, the zone it counts in (if that matters) and its expression (if it has one). */
export function scheduleWords(schedule, gatewayZone) {
    switch (schedule?.kind) {
    case "every":
        return { text: interval(Number(schedule.everyMs) || 0) };
    case "at": {
        const time = Date.parse(schedule.at);
        return { text: Number.isNaN(time) ? `Once, ${schedule.at}` : `Once, ${moment.format(time)}` };
    }
    case "cron": {
        const expression = String(schedule.expr ?? "");
        const text = expressionWords(expression);
        return { text: text ?? expression, zone: schedule.tz ?? gatewayZone ?? null, expression: text ? expression : null, isExpression: !text };
    }
    default:
        return { text: "No schedule" };
    }
}
