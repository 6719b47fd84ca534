// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Markdown to DOM nodes. Nothing is ever parsed as HTML, images are never fetched, and links lead only to http, https and mailto.
// Every step looks at a character a bounded number of times, so hostile text cannot stall the page.

import { copyButton, h } from "./dom.js";
import { highlight } from "./highlight.js";

const DEEPEST = 10;
const LONGEST_LINK = 2000;

/** A link target the page is willing to open, or null. */
export function safeLink(text) {
    let url;
    try {
        url = new URL(text);
    } catch {
        return null;
    }
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
}

// Blocks

const FENCE = /^( {0,3})(`{3,}|~{3,})(.*)$/;
const HEADING = /^ {0,3}(#{1,6})\s+(\S.*)?$/;
const RULE = /^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])(\s+)(.*)$/;
const QUOTE = /^ {0,3}>\s?(.*)$/;

const isBlank = (line) => line.trim() === "";
const isDelimiterRow = (line) => line.includes("-") && cells(line).every((cell) => /^:?-+:?$/.test(cell));

function readFence(line) {
    const match = FENCE.exec(line);
    if (!match || (match[2][0] === "`" && match[3].includes("`"))) return null;
    return { indent: match[1], fence: match[2], language: match[3].trim().split(/\s/, 1)[0] };
}

/** Removes the closing `#` marks that a heading may have. */
function headingText(text) {
    let end = text.trimEnd().length;
    const full = end;
    while (text[end - 1] === "#") end -= 1;
    return end === 0 || text[end - 1] === " " ? text.slice(0, end).trimEnd() : text.slice(0, full);
}

function startsBlock(line) {
    return readFence(line) !== null || HEADING.test(line) || QUOTE.test(line) || RULE.test(line) || ITEM.test(line);
}

/** Splits text into blocks. Each has its source in `raw`, by which a renderer knows that it has not changed. */
function parseBlocks(lines, depth = 0) {
    const blocks = [];
    let at = 0;
    while (at < lines.length) {
        const start = at;
        const line = lines[at];
        let block;
        let match;
        if (isBlank(line)) {
            at += 1;
            continue;
        } else if ((match = readFence(line))) {
            const { indent, fence, language } = match;
            const body = [];
            at += 1;
            let closed = false;
            while (at < lines.length && !closed) {
                const text = lines[at].trim();
                closed = text.length >= fence.length && text === fence[0].repeat(text.length);
                if (!closed) body.push(lines[at].startsWith(indent) ? lines[at].slice(indent.length) : lines[at].trimStart());
                at += 1;
            }
            block = { type: "code", language, text: body.join("\n") };
        } else if ((match = HEADING.exec(line))) {
            at += 1;
            block = { type: "heading", level: match[1].length, text: headingText(match[2] ?? "") };
        } else if (RULE.test(line)) {
            at += 1;
            block = { type: "rule" };
        } else if (QUOTE.test(line) && depth < DEEPEST) {
            const body = [];
            while (at < lines.length && !isBlank(lines[at])) {
                const quoted = QUOTE.exec(lines[at]);
                if (!quoted && startsBlock(lines[at])) break;
                body.push(quoted ? quoted[1] : lines[at]);
                at += 1;
            }
            block = { type: "quote", blocks: parseBlocks(body, depth + 1) };
        } else if (ITEM.test(line) && depth < DEEPEST) {
            ({ block, at } = parseList(lines, at, depth));
        } else if (line.includes("|") && at + 1 < lines.length && isDelimiterRow(lines[at + 1])
            && cells(line).length === cells(lines[at + 1]).length) {
            const aligns = cells(lines[at + 1]).map((cell) => (cell.endsWith(":") ? (cell.startsWith(":") ? "center" : "right") : "left"));
            const rows = [];
            at += 2;
            while (at < lines.length && !isBlank(lines[at]) && lines[at].includes("|")) rows.push(cells(lines[at++]));
            block = { type: "table", head: cells(line), aligns, rows };
        } else {
            const body = [line];
            at += 1;
            while (at < lines.length && !isBlank(lines[at]) && !startsBlock(lines[at])) body.push(lines[at++]);
            block = { type: "paragraph", text: body.join("\n") };
        }
        block.raw = lines.slice(start, at).join("\n");
        blocks.push(block);
    }
    return blocks;
}

function parseList(lines, at, depth) {
    const [, baseIndent, firstMarker] = ITEM.exec(lines[at]);
    const ordered = /\d/.test(firstMarker);
    const base = baseIndent.length;
    const items = [];
    let loose = false;
    while (at < lines.length) {
        const match = ITEM.exec(lines[at]);
        if (!match || match[1].length < base || /\d/.test(match[2]) !== ordered) break;
        const content = match[1].length + match[2].length + Math.min(match[3].length, 4);
        const body = [match[4]];
        at += 1;
        while (at < lines.length) {
            const line = lines[at];
            const indent = line.length - line.trimStart().length;
            if (isBlank(line)) {
                // A blank line belongs to the item only if something indented follows.
                let next = at + 1;
                while (next < lines.length && isBlank(lines[next])) next += 1;
                if (next >= lines.length) break;
                const nextIndent = lines[next].length - lines[next].trimStart().length;
                if (nextIndent <= base) {
                    if (ITEM.test(lines[next]) && nextIndent === base && /\d/.test(ITEM.exec(lines[next])[2]) === ordered) loose = true;
                    at = next;
                    break;
                }
                body.push("");
                at = next;
                continue;
            }
            if (indent > base) {
                body.push(line.slice(Math.min(indent, content)));
            } else if (!startsBlock(line) && !isBlank(lines[at - 1])) {
                body.push(line);
            } else {
                break;
            }
            at += 1;
        }
        const task = /^\[([ xX])\]\s+/.exec(body[0]);
        if (task) body[0] = body[0].slice(task[0].length);
        items.push({ done: task ? task[1] !== " " : null, blocks: parseBlocks(body, depth + 1) });
        if (at < lines.length && isBlank(lines[at - 1]) && !ITEM.test(lines[at])) break;
    }
    return { block: { type: "list", ordered, start: ordered ? parseInt(firstMarker, 10) : 1, loose, items }, at };
}

/** The cells of a table row: split at bars that are neither escaped nor inside code. */
function cells(line) {
    const out = [];
    let cell = "";
    let inCode = false;
    const text = line.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "");
    for (let at = 0; at < text.length; at += 1) {
        const character = text[at];
        if (character === "\\" && text[at + 1] === "|") {
            cell += "|";
            at += 1;
        } else if (character === "|" && !inCode) {
            out.push(cell.trim());
            cell = "";
        } else {
            if (character === "`") inCode = !inCode;
            cell += character;
        }
    }
    out.push(cell.trim());
    return out;
}

// Inline text

const ESCAPABLE = /[\\`*_{}[\]()#+\-.!~|<>"']/;
const BARE_LINK = /https?:\/\/[^\s<>"'`|]{1,2000}/y;
const WORD = /[\p{L}\p{N}]/u;

/** Parses inline markup into nodes. With `open`, marks that are not closed yet (text still arriving) already count. */
function inline(text, { open = false, links = true, depth = 0 } = {}) {
    const frames = [{ mark: "", nodes: [] }];
    const noCloser = new Set();
    const lastBreak = text.lastIndexOf("\n");
    let plain = "";
    let at = 0;

    const top = () => frames[frames.length - 1];
    const flush = () => {
        if (plain) top().nodes.push(plain);
        plain = "";
    };
    const element = (mark, nodes) => h(mark === "~~" ? "del" : mark.length === 2 ? "strong" : "em", null, nodes);

    while (at < text.length) {
        const character = text[at];
        if (character === "\\" && at + 1 < text.length && ESCAPABLE.test(text[at + 1])) {
            plain += text[at + 1];
            at += 2;
        } else if (character === "`") {
            let width = 1;
            while (text[at + width] === "`") width += 1;
            const end = noCloser.has(width) ? -1 : closingBackticks(text, at + width, width);
            if (end >= 0 || (open && width === 1 && at > lastBreak && at + 1 < text.length)) {
                flush();
                const body = text.slice(at + width, end >= 0 ? end : text.length).replace(/\n/g, " ");
                top().nodes.push(h("code", null, body.startsWith(" ") && body.endsWith(" ") && body.trim() ? body.slice(1, -1) : body));
                at = end >= 0 ? end + width : text.length;
            } else {
                noCloser.add(width);
                plain += text.slice(at, at + width);
                at += width;
            }
        } else if (character === "*" || character === "_" || (character === "~" && text[at + 1] === "~")) {
            let count = 1;
            while (text[at + count] === character) count += 1;
            const before = text[at - 1] ?? " ";
            const after = text[at + count] ?? " ";
            const inWord = character === "_" && WORD.test(before) && WORD.test(after);
            const canOpen = !/\s/.test(after) && !inWord;
            const canClose = !/\s/.test(before) && !inWord;
            let left = count;
            while (left > 0 && canClose) {
                let index = frames.length - 1;
                while (index > 0 && !(frames[index].mark[0] === character && frames[index].mark.length <= left)) index -= 1;
                if (index === 0) break;
                flush();
                while (frames.length - 1 > index) {
                    const { mark, nodes } = frames.pop();
                    top().nodes.push(mark, ...nodes);
                }
                const { mark, nodes } = frames.pop();
                if (nodes.length === 0) top().nodes.push(mark + mark);
                else top().nodes.push(element(mark, nodes));
                left -= mark.length;
            }
            if (left > 0 && canOpen && frames.length < 16 && (character !== "~" || left === 2)) {
                flush();
                if (left % 2 === 1) frames.push({ mark: character, nodes: [] });
                for (let pairs = Math.floor(left / 2); pairs > 0 && frames.length < 18; pairs -= 1) {
                    frames.push({ mark: character + character, nodes: [] });
                }
            } else {
                plain += character.repeat(left);
            }
            at += count;
        } else if ((character === "[" || (character === "!" && text[at + 1] === "[")) && links && depth < 3) {
            const from = character === "!" ? at + 1 : at;
            const link = readLink(text, from);
            if (link) {
                flush();
                const label = link.label || link.target;
                top().nodes.push(anchor(link.target, inline(label, { links: false, depth: depth + 1 }), label));
                at = link.end;
            } else {
                plain += character;
                at += 1;
            }
        } else if (character === "<" && links) {
            const close = text.slice(at, at + LONGEST_LINK).indexOf(">");
            const target = close > 0 ? text.slice(at + 1, at + close) : "";
            const url = /^[^\s@]+@[^\s@]+$/.test(target) ? `mailto:${target}` : target;
            if (/^(https?:|mailto:)/i.test(url) && safeLink(url)) {
                flush();
                top().nodes.push(anchor(url, [target], target));
                at += close + 1;
            } else {
                plain += character;
                at += 1;
            }
        } else if (character === "h" && links && !WORD.test(text[at - 1] ?? " ") && text.startsWith("http", at)) {
            BARE_LINK.lastIndex = at;
            const found = BARE_LINK.exec(text)?.[0] ?? "";
            const target = trimLink(found);
            if (target && safeLink(target)) {
                flush();
                top().nodes.push(anchor(target, [target], target));
                at += target.length;
            } else {
                plain += character;
                at += 1;
            }
        } else {
            plain += character;
            at += 1;
        }
    }
    flush();
    while (frames.length > 1) {
        const { mark, nodes } = frames.pop();
        if (open && nodes.length > 0) top().nodes.push(element(mark, nodes));
        else top().nodes.push(mark, ...nodes);
    }
    return frames[0].nodes;
}

function closingBackticks(text, from, width) {
    let at = text.indexOf("`", from);
    while (at >= 0) {
        let count = 1;
        while (text[at + count] === "`") count += 1;
        if (count === width) return at;
        at = text.indexOf("`", at + count);
    }
    return -1;
}

/** Reads `[label](target "title")` at an opening bracket. */
function readLink(text, from) {
    let depth = 0;
    let at = from;
    const limit = Math.min(text.length, from + LONGEST_LINK);
    for (; at < limit; at += 1) {
        if (text[at] === "\\") at += 1;
        else if (text[at] === "[") depth += 1;
        else if (text[at] === "]" && (depth -= 1) === 0) break;
    }
    if (at >= limit || text[at + 1] !== "(") return null;
    const label = text.slice(from + 1, at);
    let parentheses = 0;
    const start = at + 2;
    for (at = start; at < limit; at += 1) {
        if (text[at] === "\n") return null;
        if (text[at] === "(") parentheses += 1;
        else if (text[at] === ")" && (parentheses -= 1) < 0) break;
    }
    if (at >= limit) return null;
    const target = text.slice(start, at).trim().replace(/\s+["'(].*$/, "").replace(/^<(.*)>$/, "$1");
    return { label, target, end: at + 1 };
}

/** A bare address does not include the punctuation after it, nor a closing bracket that it did not open. */
function trimLink(text) {
    let end = text.length;
    while (end > 0) {
        const last = text[end - 1];
        if (/[.,;:!?*_~\]}]/.test(last)) end -= 1;
        else if (last === ")" && text.slice(0, end).split("(").length < text.slice(0, end).split(")").length) end -= 1;
        else break;
    }
    return text.slice(0, end);
}

function anchor(target, nodes, label) {
    const href = safeLink(target);
    if (!href) return h("span", { class: "dead-link", title: "This kind of link is not opened from here" }, nodes, label === target ? null : ` (${target})`);
    return h("a", { href, target: "_blank", rel: "noopener noreferrer nofollow", title: href }, nodes);
}

// Rendering

function renderBlock(block, open) {
    switch (block.type) {
    case "code": return codeBlock(block);
    case "heading": return h(`h${Math.min(6, block.level + 1)}`, { class: `md-h${block.level}` }, inline(block.text, { open }));
    case "rule": return h("hr");
    case "quote": return h("blockquote", null, block.blocks.map((inner) => renderBlock(inner, open)));
    case "list": {
        const items = block.items.map((item) => h("li", { class: item.done === null ? null : "task" },
            item.done === null ? null : h("span", { class: `task-box${item.done ? " done" : ""}`, role: "img", "aria-label": item.done ? "done" : "to do" }),
            item.blocks.map((inner) => (inner.type === "paragraph" && !block.loose
                ? h("span", { class: "tight" }, inline(inner.text, { open }))
                : renderBlock(inner, open)))));
        return h(block.ordered ? "ol" : "ul", block.ordered && block.start !== 1 ? { start: block.start } : null, items);
    }
    case "table": return h("div", { class: "table-scroll", tabindex: "0", role: "group", "aria-label": "Table" }, h("table", null,
        h("thead", null, h("tr", null, block.head.map((cell, column) => h("th", { scope: "col", class: `align-${block.aligns[column]}` }, inline(cell))))),
        h("tbody", null, block.rows.map((row) => h("tr", null, block.head.map((_, column) =>
            h("td", { class: `align-${block.aligns[column]}` }, inline(row[column] ?? ""))))))));
    default: return h("p", null, inline(block.text, { open }));
    }
}

function codeBlock({ language, text }) {
    const code = h("code");
    highlight(code, text, language);
    return h("figure", { class: "code" },
        h("figcaption", null, h("span", null, language || "text"), copyButton("Copy code", () => text)),
        h("pre", { tabindex: "0", "aria-label": language ? `Code, ${language}` : "Code" }, code));
}

const rendered = new WeakMap();

/**
 * Shows markdown in an element. Called again with more text it keeps the nodes of blocks that did not change,
 * so that streaming costs only the last block and a selection above it survives.
 */
export function renderMarkdown(element, text, { streaming = false } = {}) {
    const blocks = parseBlocks(text.replace(/\r\n?/g, "\n").split("\n"));
    const before = rendered.get(element) ?? [];
    let same = 0;
    while (same < blocks.length && same < before.length && blocks[same].raw === before[same].raw && !before[same].open) same += 1;
    for (const stale of before.slice(same)) stale.node.remove();
    const after = before.slice(0, same);
    for (let index = same; index < blocks.length; index += 1) {
        const open = streaming && index === blocks.length - 1;
        const node = renderBlock(blocks[index], open);
        element.append(node);
        after.push({ raw: blocks[index].raw, node, open });
    }
    rendered.set(element, after);
}
