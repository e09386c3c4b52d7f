// Lists the crates inside target/release/defter with their licences, and gathers the texts that must travel with it.
// Data of others is only held against what THIRD-PARTY.md names by hand.
// usage: node .ci/third_party.mjs [--check]
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { NOTICES, faultsOfData } from "./third_party_data.mjs";

const LIST = "THIRD-PARTY.md";
const TEXTS = "THIRD-PARTY-LICENSES.txt";
const BEGIN = "<!-- crates: written by .ci/third-party -->";
const END = "<!-- crates: end -->";
// Licences that Defter may be given away under, the preferred first: where a crate offers a choice, the first is taken.
const ALLOWED = [
  "Apache-2.0", "MIT", "0BSD", "Zlib", "BSL-1.0", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Unicode-3.0", "Unlicense",
  "CDLA-Permissive-2.0",
];
// Code of others inside a crate, under a licence of its own.
const INSIDE = {
  "libmimalloc-sys": ["c_src/mimalloc/v2/LICENSE", "c_src/mimalloc/v3/LICENSE"],
  ring: ["third_party/fiat/LICENSE"],
};
// Crates whose package lacks the text that its sister from the same repository carries.
const SISTER = { "alloc-stdlib": "alloc-no-stdlib" };
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

// Crates that the server and the browser's side are made of: ordinary dependencies only. A macro runs in the compiler and
// leaves what it wrote, so it counts; what it stands on does not. Linux alone is asked: for the browser's target cargo
// would have to download crates that are never built.
function shipped() {
  const arguments_ = ["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", "x86_64-unknown-linux-gnu"];
  const metadata = JSON.parse(execFileSync("cargo", arguments_, { maxBuffer: 1 << 28 }));
  const packages = new Map(metadata.packages.map((one) => [one.id, one]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const found = new Set();
  const open = metadata.packages.filter((one) => !one.source && ["server", "frontend"].includes(one.name)).map((one) => one.id);
  while (open.length > 0) {
    const id = open.pop();
    if (found.has(id)) continue;
    found.add(id);
    if (packages.get(id).targets.some((target) => target.kind.includes("proc-macro"))) continue;
    for (const needed of nodes.get(id).deps) {
      if (needed.dep_kinds.some((kind) => kind.kind === null)) open.push(needed.pkg);
    }
  }
  const order = (one) => `${one.name} ${one.version}`;
  return [...found].map((id) => packages.get(id)).filter((one) => one.source)
    .sort((one, other) => (order(one) < order(other) ? -1 : 1));
}

// What is taken of an expression such as "(MIT OR Apache-2.0) AND Unicode-3.0".
function taken(crate) {
  const expression = (crate.license ?? "none").replaceAll(/\s*\/\s*/g, " OR ");
  return expression.split(" AND ").map((part) => {
    const choices = part.replaceAll(/[()]/g, "").split(" OR ").map((choice) => choice.trim());
    const choice = ALLOWED.find((licence) => choices.includes(licence));
    if (!choice) throw new Error(`${crate.name} ${crate.version} is under "${crate.license}", which .ci/third_party.mjs does not allow`);
    return choice;
  });
}

// Texts of a crate that must go with it. Apache-2.0 asks for its own text, which is LICENSE-APACHE, and for notices.
function texts(crate, licences) {
  const folder = dirname(crate.manifest_path);
  const read = (file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying|unlicense)/i.test(file)).sort();
  const isPlain = licences.every((licence) => licence === "Apache-2.0");
  const wanted = files.filter((file) => {
    if (/^notice/i.test(file)) return true;
    if (isPlain || /apache/i.test(file)) return false;
    // A file that is named after a licence that was not taken is left out.
    if (/-mit/i.test(file)) return licences.includes("MIT");
    return true;
  });
  const inside = (INSIDE[crate.name] ?? []).filter((file) => existsSync(join(folder, file)));
  const all = [...wanted, ...inside].map(read).filter((text) => !isApache(text));
  if (all.length > 0 || isPlain) return all;
  if (SISTER[crate.name]) return texts(crates.find((one) => one.name === SISTER[crate.name]), licences);
  if (!licences.includes("MIT")) throw new Error(`${crate.name} ${crate.version} carries no text of ${licences}`);
  const whose = crate.authors.length > 0 ? crate.authors.map((author) => author.replace(/ <.*>/, "")).join(", ") : `the authors of ${crate.name}`;
  return [`MIT License\n\nCopyright (c) ${whose}\n\n${MIT}`];
}

// Whether a text is the plain Apache licence, with nothing added to it.
function isApache(text) {
  return text.includes("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION") && text.length < 12_000;
}

function list(crates) {
  const groups = new Map();
  for (const { crate, licences } of crates) {
    const name = [...new Set(licences)].join(" and ");
    groups.set(name, [...(groups.get(name) ?? []), `${crate.name} ${crate.version}`]);
  }
  const parts = [...groups].sort((one, other) => other[1].length - one[1].length || (one[0] < other[0] ? -1 : 1))
    .map(([name, names]) => `### ${name}: ${names.length}\n\n${names.join(", ")}\n`);
  return `${BEGIN}\n\n${crates.length} crates.\n\n${parts.join("\n")}\n${END}`;
}

function gathered(crates) {
  const byText = new Map();
  const add = (name, text) => {
    const key = text.replaceAll(/\s+/g, " ");
    const entry = byText.get(key) ?? { text, names: [] };
    entry.names.push(name);
    byText.set(key, entry);
  };
  for (const { crate, licences } of crates) {
    for (const text of texts(crate, licences)) add(`${crate.name} ${crate.version}`, text);
  }
  for (const [name, whose] of NOTICES) add(name, `MIT License\n\n${whose}\n\n${MIT}`);
  const line = "=".repeat(100);
  const head = "Texts that go with the crates and the data inside Defter, each once. Written by .ci/third-party; THIRD-PARTY.md says which\n"
    + "crate is under which licence. Where that is Apache-2.0, the text is LICENSE-APACHE, and only notices stand here.\n";
  return head + [...byText.values()].map(({ text, names }) => `\n${line}\n${names.join(", ")}\n${line}\n\n${text}\n`).join("");
}

const crates = shipped();
const licensed = crates.map((crate) => ({ crate, licences: taken(crate) }));
const before = readFileSync(LIST, "utf8");
const [from, to] = [before.indexOf(BEGIN), before.indexOf(END)];
if (from < 0 || to < from) throw new Error(`${LIST} lacks the lines between which crates are listed`);
const made = {
  [LIST]: before.slice(0, from) + list(licensed) + before.slice(to + END.length),
  [TEXTS]: gathered(licensed),
};
const stale = Object.keys(made).filter((file) => !existsSync(file) || readFileSync(file, "utf8") !== made[file]);
const faults = faultsOfData();
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
if (process.argv.includes("--check")) {
  if (stale.length > 0) {
    console.error(`out of date: ${stale.join(", ")}. Run .ci/third-party and commit what it writes.`);
    process.exit(1);
  }
} else {
  for (const file of stale) writeFileSync(file, made[file]);
  console.log(`${crates.length} crates, ${stale.length} files written`);
}
