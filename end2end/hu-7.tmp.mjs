import { person, go, shot, text, acct, done, say, ready, login, watch, browser } from "./hu-lib.tmp.mjs";
for (const [lang, phone, dark] of [["en", false, true], ["tr", true, false]]) {
const t = k => say(lang, k); const tag = lang + (phone ? "-phone" : "-wide");
const s = await person("sales_agent", lang, { phone, dark }), m = await person("admin_agent", lang, { phone, dark }), g = await person("global_admin", lang, { phone, dark });
const [, a] = await acct(s); const base = a.replace(/\/account$/, "");
const acc = await s.context().newPage(), upd = await s.context().newPage(), perm = await m.context().newPage(), gacc = g;
for (const p of [acc, upd, perm]) watch(p, "live");
await go(acc, a); await go(upd, a + "/update"); await go(perm, a + "/permissions"); await go(gacc, a);
await upd.bringToFront();
const f = upd.getByLabel(t("field.contact_first_name")); await f.fill("Yarım"); await f.focus(); await upd.keyboard.type(" kaldı");
// change by Murat: from separate page
const mm = await m.context().newPage();
await go(mm, a + "/update"); await mm.getByLabel(t("field.purchase_order_reference")).fill("LIVE-1"); await mm.getByRole("button", { name: t("update.review") }).click(); await mm.getByRole("button", { name: t("review.submit") }).click(); await mm.getByText(t("saved.as")).waitFor();
await s.waitForTimeout(3500);
for (const [n, p] of [["account", acc], ["update", upd], ["perm(own)", perm], ["gülay account", gacc]]) { console.log(n, await p.getByRole("status").allInnerTexts()); await shot(p, `3a-${n.replace(/\W/g, "")}-${tag}`, false); }
console.log("typing kept:", await f.inputValue(), await upd.evaluate(() => document.activeElement.id + " " + document.activeElement.selectionStart));
// a request
await go(mm, a + "/update"); await mm.getByLabel(t("field.billing_email")).fill("neu@" + "kunde.example"); await mm.getByLabel(t("field.address_line1")).first().fill("1 Live St"); 
const same = mm.getByLabel(t("field.billing_same_as_company")); console.log("same?", await same.isChecked());
if (!(await same.isChecked())) await mm.getByLabel(t("field.address_line1")).nth(1).fill("2 Live St");
await mm.getByRole("button", { name: t("update.review") }).click(); await mm.waitForTimeout(700);
console.log("murat review:", (await text(mm)).replace(/\n/g, " | ")); await shot(mm, `4a-review-${tag}`);
const reason = mm.getByLabel(t("review.reason")); await reason.fill("müşteri istedi");
await mm.getByRole("button", { name: t("review.send") }).click(); await mm.waitForTimeout(1500); console.log("murat request:", mm.url(), (await text(mm)).replace(/\n/g, " | ")); await shot(mm, `4b-own-${tag}`);
const rq = new URL(mm.url()).pathname;
await s.waitForTimeout(2500);
for (const [n, p] of [["account", acc], ["update", upd], ["perm(own)", perm], ["gülay account", gacc]]) { console.log(n, await p.getByRole("status").allInnerTexts()); await shot(p, `3b-${n.replace(/\W/g, "")}-${tag}`, false); }
console.log("typing kept:", await f.inputValue());
// permission by Gülay
const gp = await g.context().newPage(); await go(gp, a + "/permissions"); await shot(gp, `3c-perm-${tag}`, false);
await gp.getByRole("switch").first().click(); await gp.waitForTimeout(400); await shot(gp, `3d-perm-${tag}`, false);
await gp.getByRole("button", { name: t("permission.give") }).click(); await gp.waitForTimeout(1200); console.log("gülay perm:", (await text(gp)).replace(/\n/g, " | ").slice(0, 600)); await shot(gp, `3e-perm-${tag}`, false);
await s.waitForTimeout(2500);
for (const [n, p] of [["account", acc], ["update", upd], ["perm", perm], ["gülay account", gacc]]) { console.log(n, await p.getByRole("status").allInnerTexts()); await shot(p, `3f-${n.replace(/\W/g, "")}-${tag}`, false); }
const show = perm.getByRole("link", { name: t("watch.show") }); console.log("show on perm", await show.count()); if (await show.count()) { await show.click(); await perm.waitForTimeout(800); console.log(perm.url(), (await text(perm)).replace(/\n/g, " | ").slice(0, 400)); await shot(perm, `3g-perm-${tag}`, false); }
const show2 = acc.getByRole("link", { name: t("watch.show") }); if (await show2.count()) { await show2.click(); await acc.waitForTimeout(800); console.log((await text(acc)).replace(/\n/g, " | ").slice(0, 900)); await shot(acc, `3g-acc-${tag}`); }
console.log("RQ", rq);
// Gülay's view of it
await go(gp, "/requests"); console.log("gülay requests:", (await text(gp)).replace(/\n/g, " | ")); await shot(gp, `4c-requests-${tag}`);
await go(gp, rq); console.log("gülay request:", (await text(gp)).replace(/\n/g, " | ")); await shot(gp, `4d-other-${tag}`);
await go(s, rq); console.log("selin request:", (await text(s)).replace(/\n/g, " | ")); await shot(s, `4e-selin-${tag}`);
for (const p of [s, m, g]) await p.context().close();
}
await done();
