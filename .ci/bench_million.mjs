// Measures pages at a million customers: requests a second, CPU a request and memory; every nasty search by itself. On SQLite
// beside a bare counterpart (server/benches/bare) that asks the same and answers as many bytes, in the same run.
// usage: node bench_million.mjs DEFTER DATABASE_URL FOLDER [BARE COMMAND …]
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { ENCODINGS, agent, ask, load, memory, serve, signIn } from "./bench_client.mjs";

const [defter, url, folder, ...bareCommand] = process.argv.slice(2);
const SECONDS = 4;
// Common, of everybody, of nobody, of nobody though every trigram is common, two at once, and too short for an index.
const WORDS = ["tekstil", "lale", "gmbh", "istanbul", "yazilim", "software", "kaya", "logistik", "customer", "example", "exampled", "customers", "ltd", "customer-70", "tomerc", "zzzz"];
const PAIRS = ["teknoloji ltd", "havn yildiz", "lale tekstil", "kaya makine"];
const QUERIES = [
  ...[...WORDS, ...PAIRS, "a", "su", "zq", "lale zq"].map((words) => `search=${encodeURIComponent(words)}`),
  "country=TR", "country=TR&sort=changed", "country=AQ", "permission=none", "permission=savings-plans", "country=TR&permission=reservations",
  "search=tekstil&country=DE", "search=example&permission=savings-plans", "search=example&sort=changed",
];

async function startBare(page) {
  if (bareCommand.length === 0) return undefined;
  const file = path.join(folder, "page.html");
  writeFileSync(file, page);
  const database = url.replace(/^sqlite:/, "").replace(/\?.*$/, "");
  const [program, ...given] = bareCommand;
  const child = spawn(program, [...given, database, file], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const [port, pid] = line.split(" ").map(Number);
    return { port, pid };
  }
  throw new Error("the bare counterpart did not start");
}

// The same page of both, one after the other: the ratio is of the same minute.
async function compare(name, ours, bare, path, more = () => "") {
  const bytes = (await ask(ours.port, "GET", path + more(0), { cookie: ours.cookie })).body.length;
  let turn = 0;
  const own = await load(`${name}, ${bytes} bytes`, () => ask(ours.port, "GET", path + more(turn++), { cookie: ours.cookie, headers: ENCODINGS }), { seconds: SECONDS, pid: ours.pid });
  if (!bare) return;
  turn = 0;
  const at = () => { const query = more(turn++); return `${path}${query}${query ? "&" : "?"}bytes=${bytes}`; };
  const other = await load("  bare", () => ask(bare.port, "GET", at(), { headers: ENCODINGS }), { seconds: SECONDS, pid: bare.pid });
  console.log(`  of bare: ${(own.rate / other.rate).toFixed(2)} of its requests/s, ${(other.cost / own.cost).toFixed(2)} by CPU`);
}

async function slowest(ours) {
  const times = [];
  for (const query of QUERIES) {
    for (const round of ["first", "again"]) {
      const from = performance.now();
      const answer = await ask(ours.port, "GET", `/customers?${query}`, { cookie: ours.cookie });
      if (answer.status !== 200) throw new Error(`${query}: ${answer.status}`);
      times.push([performance.now() - from, `${query} (${round})`]);
    }
  }
  times.sort((a, b) => b[0] - a[0]);
  console.log(`${QUERIES.length} questions one at a time, the slowest: ${times.slice(0, 5).map(([ms, query]) => `${query} ${ms.toFixed(0)} ms`).join(", ")}`);
}

// The first page shows what changed last: a few changes have to be there.
async function change(ours) {
  const call = async (name, given) => JSON.parse((await ask(ours.port, "POST", `/api/${name}`, { cookie: ours.cookie, body: JSON.stringify(given) })).body);
  const { rows } = await call("customers/list", { query: {} });
  for (const { id } of rows.slice(0, 8)) {
    const account = await call("account/edit", { id });
    const text = { ...account.text, purchase_order_reference: "PO-1" };
    for (const field of ["company_name", "bill_to_name"]) text[field] ??= "Bench";
    await call("account/update", { id, version: account.version, text, reason: "" });
  }
}

const port = 3800 + (process.pid % 90);
const server = await serve(defter, url, port);
let bare;
try {
  const ours = { port, pid: server.pid, cookie: await signIn(port, "bench") };
  await change(ours);
  await slowest(ours);
  const page = await ask(port, "GET", "/customers", { cookie: ours.cookie });
  bare = await startBare(page.body);
  await compare("list page", ours, bare, "/customers");
  await compare("home", ours, bare, "/");
  await compare("search page", ours, bare, "/customers", (turn) => `?search=${encodeURIComponent([...WORDS, ...PAIRS][turn % (WORDS.length + PAIRS.length)])}`);
  console.log(`memory after the load: ${memory(server.pid)}`);
} finally {
  agent.destroy();
  if (bare) process.kill(bare.pid);
  server.kill("SIGTERM");
}
