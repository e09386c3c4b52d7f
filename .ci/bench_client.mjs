// What both benches share: a client of 16 connections, and what the kernel says about a process.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import http from "node:http";
import { performance } from "node:perf_hooks";

export const CONNECTIONS = 16;
// What Chromium and Firefox accept over https, and over http from this machine.
export const ENCODINGS = { "accept-encoding": "gzip, deflate, br, zstd" };
const TICKS_PER_SECOND = 100;
export const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });

export function ask(port, method, path, { body, cookie = "", headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port, method, path, agent, headers: { cookie, ...(body ? { "content-type": "application/json", "content-length": Buffer.byteLength(body) } : {}), ...headers } }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

// CPU time of a process so far, user and system, in microseconds. What stands in brackets may hold spaces.
export function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1_000_000) / TICKS_PER_SECOND;
}

// Resident memory in MiB: in all, the process's own, and of files.
export function memory(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const of = (name) => Math.round(Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, "m"))?.[1] ?? 0) / 1024);
  return `${of("VmRSS")} MiB (anonymous ${of("RssAnon")}, files ${of("RssFile")})`;
}

// Asks by all connections for some seconds. With a process it says what a request cost it.
export async function load(name, next, { seconds = 5, pid } = {}) {
  const times = [];
  const [began, before] = [performance.now(), pid && cpu(pid)];
  const until = began + seconds * 1000;
  const worker = async () => {
    while (performance.now() < until) {
      const from = performance.now();
      const answer = await next();
      if (answer.status >= 300) throw new Error(`${name}: ${answer.status} ${answer.body.subarray(0, 200)}`);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
  const rate = Math.round(times.length / ((performance.now() - began) / 1000));
  const cost = pid ? (cpu(pid) - before) / times.length : undefined;
  const said = cost === undefined ? "" : `   ${cost.toFixed(0).padStart(6)} µs of CPU`;
  console.log(`${name.padEnd(34)} ${String(rate).padStart(6)} requests/s   p50 ${at(0.5).padStart(6)} ms   p99 ${at(0.99).padStart(6)} ms${said}`);
  return { rate, cost };
}

// Starts a server; answers once it does.
export async function serve(defter, url, port) {
  const began = performance.now();
  const server = spawn(defter, ["--log", "warn", "--database-url", url, "serve", "--listen", `127.0.0.1:${port}`], { stdio: ["ignore", "ignore", "inherit"] });
  let ended = false;
  server.on("exit", () => { ended = true; });
  for (let up = false; !up; ) {
    if (ended) throw new Error("the server ended before it answered");
    up = await ask(port, "GET", "/sign-in").then((answer) => answer.status === 200, () => false);
  }
  console.log(`start to first 200: ${(performance.now() - began).toFixed(0)} ms; memory idle: ${memory(server.pid)}`);
  return server;
}

export async function signIn(port, name) {
  const signed = await ask(port, "POST", "/api/session/sign_in", { body: JSON.stringify({ email: `${name}@staff.example`, password: "copper kettle 47" }) });
  return signed.headers["set-cookie"][0].split(";")[0];
}
