import { person, go, shot, text, acct, done, say, ready, login, watch, browser } from "./hu-lib.tmp.mjs";
const offer = async (p, t) => { const d = p.locator(".draft, [class*=draft]"); return { st: await p.getByRole("status").allInnerTexts(), po: await p.getByLabel(t("field.purchase_order_reference")).inputValue() }; };
for (const [lang, phone] of [["tr", true], ["en", false]]) {
  const t = k => say(lang, k);
  const s = await person("sales_agent", lang, { js: false, phone });
  for (const who of ["sales.agent", "admin.agent"]) {
    const [, b] = await acct(s);
    await go(s, b + "/update");
    await s.getByLabel(t("field.purchase_order_reference")).fill("VANISH-" + who);
    await s.context().clearCookies({ name: /^(?!language)/ });
    await s.getByRole("button", { name: t("update.review") }).click(); await s.waitForTimeout(500);
    await s.getByLabel(t("people.email")).fill(who + "@demo.example"); await s.getByLabel(t("sign_in.password")).fill("wrong-wrong-1");
    await s.getByRole("button", { name: t("sign_in.action"), exact: true }).click(); await s.waitForTimeout(900);
    console.log("wrong pw:", s.url(), (await text(s, "body")).replace(/\n/g, " | ").slice(0, 300));
    await shot(s, `2i-wrong-${lang}-${who}`, false);
    await s.getByLabel(t("people.email")).fill(who + "@demo.example"); await s.getByLabel(t("sign_in.password")).fill("defter-demo");
    await s.getByRole("button", { name: t("sign_in.action"), exact: true }).click(); await s.waitForTimeout(900);
    console.log("nojs vanish as", who, s.url(), (await text(s)).replace(/\n/g, " | ").slice(0, 700));
    await shot(s, `2i-nojs-${lang}-${who}`, false);
    await go(s, b + "/update"); console.log("  then:", JSON.stringify(await offer(s, t)));
    await s.context().clearCookies({ name: /^(?!language)/ }); await login(s, "sales_agent", lang);
    await go(s, b + "/update"); console.log("  Selin then:", JSON.stringify(await offer(s, t)));
  }
  await s.context().close();
}
// JS: other person signs in in the same browser
const t = k => say("en", k);
const s = await person("sales_agent", "en");
let [, b] = await acct(s);
await go(s, b + "/update"); await s.getByLabel(t("field.purchase_order_reference")).fill("SECRET-SELIN"); await s.waitForTimeout(1500);
await s.context().clearCookies({ name: /^(?!language)/ });
const s2 = await s.context().newPage(); watch(s2, "murat");
await login(s2, "admin_agent", "en");
await go(s2, b + "/update"); console.log("Murat sees:", JSON.stringify(await offer(s2, t)));
await s.getByRole("button", { name: t("update.review") }).click(); await s.waitForTimeout(1200);
console.log("Selin's tab, Murat signed in:", (await text(s)).replace(/\n/g, " | ").slice(0, 500)); await shot(s, "2j-other-person", false);
await s2.context().clearCookies({ name: /^(?!language)/ }); await login(s2, "sales_agent", "en"); await go(s2, b + "/update"); console.log("Selin again:", JSON.stringify(await offer(s2, t)));
// is the summary visibly a control?
await go(s2, b + "/update");
for (const v of ["A1", "A2"]) { const p = await s.context().newPage(); await go(p, b + "/update"); await p.getByLabel(t("field.tax_number")).fill(v); await p.waitForTimeout(1200); await p.close(); }
await go(s2, b + "/update");
console.log(await s2.locator("main details summary").evaluateAll(e => e.map(x => [x.outerHTML, getComputedStyle(x).listStyle, getComputedStyle(x).cursor, getComputedStyle(x, "::marker").content, getComputedStyle(x).display])));
// draft when only spaces or restored to the original: nothing is offered?
[, b] = await acct(s2);
await go(s2, b + "/update"); const f = s2.getByLabel(t("field.purchase_order_reference")); const old = await f.inputValue(); await f.fill(old + "x"); await s2.waitForTimeout(1200); await f.fill(old); await s2.waitForTimeout(1500); await go(s2, b + "/update"); console.log("typed and undone:", JSON.stringify(await offer(s2, t)));
// resume then review then submit -> draft is gone
await f.fill("DONE-1"); await s2.waitForTimeout(1000); await go(s2, b + "/update"); await s2.getByRole("button", { name: t("draft.resume") }).click(); await s2.getByRole("button", { name: t("update.review") }).click(); await s2.waitForTimeout(600); console.log("review btns", await s2.getByRole("main").getByRole("button").allInnerTexts());
await shot(s2, "2k", false);
const sub = s2.getByRole("button", { name: t("review.submit") }).or(s2.getByRole("button", { name: t("review.send") })); await sub.click(); await s2.waitForTimeout(1000); console.log((await text(s2)).slice(0, 200)); await go(s2, b + "/update"); console.log("after submit:", JSON.stringify(await offer(s2, t)));
await done();
