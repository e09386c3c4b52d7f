// Finds what leads nowhere in the documents: links, headings, paths of files; and settings that settings.md lacks.
import { existsSync, readFileSync, statSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { dirname, join, normalize } from "node:path";

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" }).split("\n").filter((file) => file && existsSync(file));
const known = new Set(files.flatMap((file) => [file, ...folders(file)]));
const faults = [];

function folders(file) {
  const folder = dirname(file);
  return folder === "." ? [] : [folder, ...folders(folder)];
}

// A heading's anchor as GitHub makes it.
function anchors(file) {
  const headings = readFileSync(file, "utf8").match(/^#+ .*$/gm) ?? [];
  return headings.map((line) => line.replace(/^#+ /, "").toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-"));
}

function links(file, text) {
  for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    const [path, anchor] = target.split("#");
    const to = path ? normalize(join(dirname(file), path)).replace(/\/$/, "") : file;
    if (!existsSync(to)) faults.push(`${file}: the link ${target} leads nowhere`);
    else if (anchor && !statSync(to).isDirectory() && !anchors(to).includes(anchor)) faults.push(`${file}: ${target} has no such heading`);
  }
}

// Paths from the repository's root, where a document or a comment names one.
function paths(file, text, pattern) {
  for (const [, path] of text.matchAll(pattern)) {
    if (/[*{}<>…]/.test(path) || known.has(path.replace(/\/$/, "")) || existsSync(join(dirname(file), path))) continue;
    faults.push(`${file}: ${path} is not there`);
  }
}

const ROOTS = "app|server|migrations|frontend|style|end2end|docs|packaging|\\.ci";
for (const file of files) {
  if (file.endsWith(".md")) {
    const text = readFileSync(file, "utf8");
    links(file, text.replaceAll(/^```[\s\S]*?^```/gm, ""));
    paths(file, text, new RegExp("`((?:" + ROOTS + ")/[^`\\s]+)`", "g"));
  } else if (/\.(rs|mjs|ts|sh|css)$/.test(file) || /^(\.ci|packaging)\//.test(file)) {
    paths(file, readFileSync(file, "utf8"), /(docs\/[\w/-]+(?:\.\d+-\w+)?\.(?:md|mjs))/g);
  }
}

const settings = readFileSync("docs/settings.md", "utf8");
const config = readFileSync("server/src/config/mod.rs", "utf8");
for (const [, name] of config.matchAll(/^ {4}"(DEFTER_\w+)",$/gm)) {
  if (!settings.includes("`" + name + "`")) faults.push(`docs/settings.md lacks ${name}`);
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
