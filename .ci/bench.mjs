// Measures one server: start, memory, requests a second with p50 and p99, bytes of the first load; and beside it a
// bare counterpart, a plain HTTP server that answers the same bytes from memory, to tell the machine and the client apart.
// usage: node bench.mjs DEFTER DATABASE_URL FOLDER
import { readFileSync } from "node:fs";
import http from "node:http";
import { ENCODINGS, agent, ask, load, memory, serve, signIn as signInAt } from "./bench_client.mjs";

const [defter, url] = process.argv.slice(2);

const port = 3900 + (process.pid % 90);
const server = await serve(defter, url, port);
const measured = { pid: server.pid };
try {
  const signIn = (name) => signInAt(port, name);
  const cookie = await signIn("bench");
  const call = async (name, args) => JSON.parse((await ask(port, "POST", `/api/${name}`, { cookie, body: JSON.stringify(args) })).body);

  const rules = readFileSync("app/model/src/countries/form.rs", "utf8").match(/RULES_VERSION: &str = "([^"]+)"/)[1];
  const codes = readFileSync("app/model/src/countries/countries.tsv", "utf8").split("\n").filter((line) => /^[A-Z]/.test(line)).map((line) => line.slice(0, 2));
  let largest = { bytes: 0 };
  for (const code of codes) {
    const form = await ask(port, "GET", `/rules/${rules}/tr/${code}`, { headers: ENCODINGS });
    if (form.body.length > largest.bytes) largest = { code, bytes: form.body.length };
  }
  console.log(`what the browser receives for one country, as sent: at most ${largest.bytes} bytes (${largest.code})`);

  const list = await ask(port, "GET", "/customers", { cookie, headers: ENCODINGS });
  const html = (await ask(port, "GET", "/customers", { cookie })).body.toString();
  let sum = list.body.length;
  console.log(`first load of the list, as sent: html ${list.body.length} bytes, ${list.headers["content-encoding"]}`);
  for (const file of new Set(html.match(/\/pkg\/defter\.[0-9a-f]+\.(css|js|wasm)/g))) {
    const answer = await ask(port, "GET", file, { headers: ENCODINGS });
    sum += answer.body.length;
    console.log(`  ${file.split(".").pop()} ${answer.body.length} bytes, ${answer.headers["content-encoding"]}, ${answer.headers["cache-control"]}`);
  }
  console.log(`  in all ${sum} bytes`);

  const page = await call("customers/list", { query: {} });
  const ids = [];
  let query = {};
  while (ids.length < 1000) {
    const some = await call("customers/list", { query });
    ids.push(...some.rows.map((row) => row.id));
    if (!some.next) break;
    query = { after: some.next };
  }
  const words = ["tekstil", "lale", "gmbh", "istanbul", "ışık", "yazilim", "software", "kaya"];
  let turn = 0;
  const bare = http.createServer((_, response) => response.end(list.body));
  await new Promise((resolve) => bare.listen(0, "127.0.0.1", resolve));
  await load("bare: the list's bytes from memory", () => ask(bare.address().port, "GET", "/"));
  await load("list page", () => ask(port, "GET", "/customers", { cookie, headers: ENCODINGS }), measured);
  await load("search page", () => ask(port, "GET", `/customers?search=${encodeURIComponent(words[turn++ % words.length])}`, { cookie, headers: ENCODINGS }), measured);
  await load("account page", () => ask(port, "GET", `/customers/${ids[turn++ % ids.length]}/account`, { cookie, headers: ENCODINGS }), measured);
  const free = [];
  // Eight people with eight customers each: one person who changes more than 25 at once asks a second one.
  const people = await Promise.all(Array.from({ length: 8 }, (_, at) => signIn(`bench${at}`)));
  for (const [at, id] of ids.slice(0, 64).entries()) free.push({ id, cookie: people[at % 8], account: await call("account/edit", { id }) });
  await load("update", async () => {
    const mine = free.pop();
    const text = { ...mine.account.text, purchase_order_reference: `PO-${turn++}` };
    for (const field of ["company_name", "bill_to_name"]) text[field] ??= "Bench";
    const answer = await ask(port, "POST", "/api/account/update", { cookie: mine.cookie, body: JSON.stringify({ id: mine.id, version: mine.account.version, text, reason: "" }) });
    mine.account.version += 1;
    free.unshift(mine);
    return answer;
  }, measured);
  console.log(`memory after the load: ${memory(server.pid)}; first page holds ${page.rows.length} rows`);
  bare.close();
  bare.closeAllConnections();
} finally {
  agent.destroy();
  server.kill("SIGTERM");
}
