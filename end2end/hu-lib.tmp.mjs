import { chromium } from "@playwright/test";
import { readFileSync, writeFileSync } from "node:fs";
export const base = "http://127.0.0.1:3401";
const T = { en: JSON.parse(readFileSync("/work/main/app/locales/en.json")), tr: JSON.parse(readFileSync("/work/main/app/locales/tr.json")) };
export const say = (l, k) => { const v = T[l][k]; if (v === undefined) throw new Error("no " + k); return typeof v === "string" ? v : v.other; };
export const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
export async function person(role, lang = "en", o = {}) {
  const ctx = await browser.newContext({ baseURL: base, javaScriptEnabled: o.js !== false, viewport: o.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 }, colorScheme: o.dark ? "dark" : "light", timezoneId: "Europe/Istanbul", locale: lang === "tr" ? "tr-TR" : "en-GB", isMobile: !!o.phone, hasTouch: !!o.phone });
  ctx.js = o.js !== false;
  ctx.setDefaultTimeout(8000);
  await ctx.addCookies([{ name: "language", value: lang, url: base }]);
  const p = await ctx.newPage();
  watch(p, role);
  await login(p, role, lang);
  return p;
}
export function watch(p, role) {
  p.on("console", m => { if (["error", "warning"].includes(m.type())) console.log(`   [console ${role}] ${m.text()} @${p.url()}`); });
  p.on("pageerror", e => console.log(`   [pageerror ${role}] ${e} @${p.url()}`));
}
export async function login(p, role, lang, next = "/") {
  await p.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await ready(p);
  await p.getByLabel(say(lang, "people.email")).fill(`${role.replace("_", ".")}@demo.example`);
  await p.getByLabel(say(lang, "sign_in.password")).fill("defter-demo");
  await p.getByRole("button", { name: say(lang, "sign_in.action"), exact: true }).click();
  await p.waitForURL(u => u.pathname !== "/sign-in");
  await ready(p);
}
export async function ready(p) {
  if (!p.context().js) return;
  await p.waitForFunction(() => document.readyState !== "loading" && (!document.querySelector("script[type=module]") || document.documentElement.dataset.hydrated === "true"));
}
export async function go(p, u) { const r = await p.goto(u); await ready(p); return r; }
let n = 0;
export async function shot(p, name, full = true) { await p.waitForTimeout(250); await p.screenshot({ path: `/tmp/hu/shots/${name}.png`, fullPage: full }); }
export async function text(p, sel = "main") { const v = await p.locator(sel).first().innerText(); return v.replace(/\n{2,}/g, "\n").split("\n").filter(x => !opts.has(x.trim())).join("\n"); }
const opts = new Set(readFileSync("/tmp/hu/opts.txt", "utf8").split("\n"));
let pool;
export async function acct(p) { // a fresh customer each time, across runs
  if (!pool) { pool = []; for (const c of "US GB FR IT ES PT NL BE AT CH PL CZ SE NO DK FI IE GR RO HU BG".split(" ")) for (const x of await accounts(p, c)) pool.push([...x, c]); }
  const f = "/tmp/hu/used.txt"; let u = 0; try { u = +readFileSync(f, "utf8"); } catch {}
  writeFileSync(f, String(u + 1)); return pool[u % pool.length];
}
export async function done() { await browser.close(); }
export async function accounts(p, country) { await go(p, `/customers?country=${country}`); return p.getByRole('rowheader').getByRole('link').evaluateAll(a => a.map(x => [x.textContent, x.getAttribute('href')])); }
