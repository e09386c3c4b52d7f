import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, openSync } from "node:fs";
import { join } from "node:path";

/** A server of its own on which nobody is, with the link that it said. */
export type Empty = { origin: string; link: string; end: () => Promise<void> };

/** Starts the program on a database that is not there yet, as a newcomer does, and reads the link in what it says. */
export async function serveEmpty(): Promise<Empty> {
  const folder = mkdtempSync(join("test-results", "empty-"));
  const log = join(folder, "server.log");
  const child = spawn(
    "../target/release/defter",
    ["--database-url", `sqlite:${join(folder, "defter.db")}`, "serve", "--listen", "127.0.0.1:0"],
    { stdio: ["ignore", "ignore", openSync(log, "w")], env: { PATH: process.env.PATH } },
  );
  const link = await linkIn(log, child);
  return { link, origin: new URL(link).origin, end: () => ended(child, log) };
}

async function linkIn(log: string, child: ChildProcess): Promise<string> {
  for (;;) {
    const found = /https?:\/\/\S+\/setup\/[\w-]+/.exec(readFileSync(log, "utf8"));
    if (found) return found[0];
    if (child.exitCode !== null) throw new Error(`the server ended: ${readFileSync(log, "utf8")}`);
    await new Promise((next) => setImmediate(next));
  }
}

/** Ends the server, whose log must hold neither a panic nor an error. */
async function ended(child: ChildProcess, log: string) {
  const over = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  await over;
  const bad = readFileSync(log, "utf8").split("\n").filter((line) => /panicked at|ERROR/.test(line));
  if (bad.length > 0) throw new Error(`the empty server's log holds ${bad.length} bad lines:\n${bad.slice(0, 5).join("\n")}`);
}
