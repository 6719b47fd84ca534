// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// A small highlighter for code blocks: comments, strings, numbers, keywords. One linear pass, text nodes only.

import { h } from "./dom.js";

const LONGEST = 40_000;

const words = (text) => new Set(text.split(" "));

const CODE = words(
    "actor any as async await bool boolean borrowing break byte case catch char class const consuming continue crate def default defer del delete "
    + "do double dyn elif else end enum except export extends extension extern false final finally float fn for foreach from func function get "
    + "global go goto guard if impl implements import in init inout instanceof int interface internal is isolated lambda let long loop match "
    + "mod module move mut mutating namespace new nil none nonisolated not null open operator or and out override package pass private protected "
    + "protocol pub public raise ref repeat rescue return select self sealed sending set short signed sizeof some static struct subscript super "
    + "switch template then this throw throws trait true try type typealias typedef typeof undefined union unless unsafe unsigned until use using "
    + "val var virtual void when where while with yield None True False Self"
);
const SQL = words(
    "select from where and or not insert into values update set delete create table index view drop alter add column primary key foreign "
    + "references join left right inner outer full on group by order having limit offset union all distinct as case when then else end is null "
    + "in exists between like with returning begin commit rollback default unique check constraint if replace"
);
const SHELL = words("if then else elif fi for while until do done case esac in function return export local set unset sudo cd echo exit source");

const COMMENTS = {
    slash: String.raw`\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)`,
    hash: String.raw`(?<![^\s])#[^\n]*`,
    dash: String.raw`--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)`,
    markup: String.raw`<!--[\s\S]*?(?:-->|$)`,
};
const STRING = String.raw`"""[\s\S]*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'|${"`"}(?:\\.|[^${"`"}\\])*${"`"}?`;
const NUMBER = String.raw`\b(?:0[xX][\da-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)\b`;

function grammar(comment, keywords, { fold = false, name = String.raw`[A-Za-z_$@][\w$]*` } = {}) {
    return {
        pattern: new RegExp(`(?<comment>${comment})|(?<string>${STRING})|(?<number>${NUMBER})|(?<word>${name})`, "g"),
        isKeyword: (word) => keywords.has(fold ? word.toLowerCase() : word),
    };
}

const slash = grammar(COMMENTS.slash, CODE);
const hash = grammar(COMMENTS.hash, CODE);
const shell = grammar(COMMENTS.hash, SHELL);
const sql = grammar(COMMENTS.dash, SQL, { fold: true });
const data = grammar(COMMENTS.hash, words("true false null yes no on off"));
const markup = grammar(COMMENTS.markup, new Set());

const LANGUAGES = new Map([
    ...["swift", "c", "cpp", "c++", "h", "objc", "java", "kotlin", "kt", "js", "jsx", "javascript", "ts", "tsx", "typescript", "go", "rust", "rs",
        "cs", "csharp", "php", "scala", "dart", "zig", "css", "scss", "json5", "jsonc"].map((name) => [name, slash]),
    ...["py", "python", "rb", "ruby", "elixir", "r", "perl", "julia", "nim"].map((name) => [name, hash]),
    ...["sh", "bash", "zsh", "shell", "console", "fish", "dockerfile", "makefile", "make"].map((name) => [name, shell]),
    ...["json", "yaml", "yml", "toml", "ini", "conf", "env"].map((name) => [name, data]),
    ["sql", sql],
    ...["html", "xml", "svg"].map((name) => [name, markup]),
]);

/** Adds the text of a code block to an element, coloured where the language is known. */
export function highlight(element, text, language) {
    const name = language.toLowerCase();
    if (name === "diff" || name === "patch") {
        diff(element, text);
        return;
    }
    const rules = LANGUAGES.get(name);
    if (!rules || text.length > LONGEST) {
        element.append(text);
        return;
    }
    let end = 0;
    for (const match of text.matchAll(rules.pattern)) {
        const { comment, string, number, word } = match.groups;
        let kind = comment ? "comment" : string ? "string" : number ? "number" : null;
        if (word) {
            if (rules.isKeyword(word)) kind = "keyword";
            else if (/^[A-Z]/.test(word)) kind = "type";
            else if (text[match.index + word.length] === "(") kind = "call";
        }
        if (!kind) continue;
        if (match.index > end) element.append(text.slice(end, match.index));
        element.append(h("span", { class: `hl-${kind}` }, match[0]));
        end = match.index + match[0].length;
    }
    element.append(text.slice(end));
}

function diff(element, text) {
    for (const line of text.split(/(?<=\n)/)) {
        const kind = line.startsWith("+") ? "hl-added" : line.startsWith("-") ? "hl-removed" : line.startsWith("@@") ? "hl-comment" : "";
        element.append(kind ? h("span", { class: kind }, line) : line);
    }
}
