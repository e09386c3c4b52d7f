import { person, go, shot, text, acct, done, say, ready, login, watch, browser } from "./hu-lib.tmp.mjs";
const lang = "en", t = k => say(lang, k);
const s = await person("sales_agent", lang), m = await person("admin_agent", lang);
const ask = async (p, a, n) => { await go(p, a + "/update"); await p.getByLabel(t("field.billing_email")).fill(`x${n}@kunde.example`); await p.getByLabel(t("field.address_line1")).first().fill(n + " Ask St"); await p.getByRole("button", { name: t("update.review") }).click(); await p.getByRole("button", { name: t("review.send") }).click(); await p.waitForURL(/requests/); return new URL(p.url()).pathname; };
const st = async p => JSON.stringify((await p.getByRole("status").allInnerTexts()).filter(x => x));
for (const kinds of [["account"], ["account"], ["update"], ["permissions"], ["account", "update"], ["account", "account"], ["account", "update", "permissions"]]) {
  const g = await person("global_admin", lang);
  const [, a] = await acct(s);
  const ps = [];
  for (const k of kinds) { const p = ps.length ? await g.context().newPage() : g; p.on("response", r => { if (/events/.test(r.url())) p.ev = (p.ev ?? 0) + 1; }); await go(p, a + (k === "account" ? "" : "/" + k)); ps.push(p); }
  await m.waitForTimeout(2500);
  await ask(m, a, 1); 
  const first = {};
  for (let i = 0; i < 20; i++) { await m.waitForTimeout(500); for (const [j, p] of ps.entries()) if (!first[j] && (await st(p)) !== "[]") first[j] = (i + 1) / 2; }
  console.log(kinds.join("+"), "heard after s:", JSON.stringify(first), ps.map(p => p.ev), await Promise.all(ps.map(st)));
  await g.context().close();
}
await done();
