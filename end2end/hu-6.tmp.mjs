import { person, go, shot, text, acct, done, say, ready, login, watch, browser } from "./hu-lib.tmp.mjs";
for (const lang of ["en", "tr"]) {
const t = k => say(lang, k);
const s = await person("sales_agent", lang);
const st = async () => JSON.stringify([await s.getByRole("status").allInnerTexts(), await s.getByLabel(t("field.purchase_order_reference")).inputValue()]);
let [, b] = await acct(s);
await go(s, b + "/update"); const f = s.getByLabel(t("field.purchase_order_reference")); const old = await f.inputValue();
await f.fill(old + "x"); await s.waitForTimeout(1500); await f.fill(old); await s.waitForTimeout(2000);
await s.getByRole("link", { name: t("customers.title") }).first().click(); await s.waitForTimeout(1000);
await go(s, b + "/update"); console.log("typed, put back, left:", await st()); await shot(s, "2m-empty-" + lang, false);
if (await s.getByRole("button", { name: t("draft.resume") }).count()) { await s.getByRole("button", { name: t("draft.resume") }).click(); await s.waitForTimeout(600); console.log("resumed empty:", await st()); await s.getByRole("button", { name: t("update.review") }).click(); await s.waitForTimeout(600); console.log(await st()); }
// never typed anything, just opened & reviewed
[, b] = await acct(s); await go(s, b + "/update"); await s.getByRole("button", { name: t("update.review") }).click(); await s.waitForTimeout(600); await go(s, b + "/update"); console.log("reviewed nothing:", await st());
// cancel: is it a draft?
await f.fill("CANC"); await s.waitForTimeout(800); await s.getByRole("link", { name: t("form.cancel") }).or(s.getByRole("button", { name: t("form.cancel") })).click(); await s.waitForTimeout(900); console.log("after cancel at", s.url(), (await text(s)).slice(0,100)); await go(s, b + "/update"); console.log("after cancel:", await st());
// draft meanwhile changed by other: resume -> merge?
const m = await person("global_admin", lang);
[, b] = await acct(s); await go(s, b + "/update"); await f.fill("MY-DRAFT"); await s.waitForTimeout(1200); await s.getByRole("link", { name: t("customers.title") }).first().click(); await s.waitForTimeout(500);
await go(m, b + "/update"); await m.getByLabel(t("field.purchase_order_reference")).fill("THEIRS"); await m.getByRole("button", { name: t("update.review") }).click(); await m.getByRole("button", { name: t("review.submit") }).click(); await m.getByText(t("saved.as")).waitFor();
await go(s, b + "/update"); console.log("draft over changed:", await st()); await s.getByRole("button", { name: t("draft.resume") }).click(); await s.waitForTimeout(700); console.log("resumed:", await st(), (await text(s)).slice(0, 400)); await shot(s, "2n-over-" + lang, false);
await s.getByRole("button", { name: t("update.review") }).click(); await s.waitForTimeout(900); console.log("->", (await text(s)).replace(/\n/g, " | ").slice(0, 600));
await s.context().close(); await m.context().close();
}
await done();
