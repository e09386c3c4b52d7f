import { person, go, shot, text, acct, done, say, ready, login, watch, browser } from "./hu-lib.tmp.mjs";
const flat = async (p, n = 1400) => (await text(p)).replace(/\n/g, " | ").slice(0, n);
for (const [lang, js, phone, dark] of [["en", true, false, false], ["tr", false, true, true]]) {
const t = k => say(lang, k); const tag = `${lang}-${js ? "js" : "nojs"}-${phone ? "phone" : "wide"}`;
console.log("=====", tag);
const s = await person("sales_agent", lang, { js, phone, dark }), m = await person("admin_agent", lang, { js, phone, dark });
const btn = (p, k) => p.getByRole("button", { name: t(k), exact: true });
const fill = async (p, a, o) => { await go(p, a + "/update"); for (const [k, v] of Object.entries(o)) await p.getByLabel(t(k)).first().fill(v); await btn(p, "update.review").click(); await p.getByRole("heading", { name: t("review.title") }).waitFor(); };
try {
// i. two halves: email at once, address later
const [, a] = await acct(s);
await fill(s, a, { "field.billing_email": "once@kunde.example" }); await btn(s, "review.submit").click(); await s.getByText(t("saved.as")).waitFor();
await fill(s, a, { "field.address_line1": "5 Later St" }); console.log("halves review:", await flat(s)); await shot(s, `4f-halves-${tag}`); await btn(s, "review.send").click(); await s.waitForURL(/requests/); const r1 = s.url(); console.log("halves request:", await flat(s)); await shot(s, `4g-halves-${tag}`);
await go(m, "/"); console.log("murat home:", await flat(m, 500)); await shot(m, `4h-home-${tag}`, false);
await go(m, r1); console.log("murat sees halves:", await flat(m)); await shot(m, `4i-halves-${tag}`);
// reject without note
await btn(m, "request.reject").click(); await m.waitForTimeout(800); console.log("reject w/o note:", await flat(m, 300)); await shot(m, `4j-noreason-${tag}`);
// cancel of other's without note
await btn(m, "request.cancel").click(); await m.waitForTimeout(800); console.log("cancel w/o note:", await flat(m, 400)); await shot(m, `4k-nocancel-${tag}`);
await m.getByLabel(t("request.note"), { exact: false }).first().fill("Aradım, doğruladım"); await btn(m, "request.approve").click(); await m.waitForTimeout(1200); console.log("approved:", await flat(m)); await shot(m, `4l-approved-${tag}`);
await go(s, r1); console.log("selin sees:", await flat(s, 600));
// ii. reject then change it
const [, b] = await acct(s);
await fill(s, b, { "field.billing_email": "rej@kunde.example", "field.address_line1": "6 Reject St" }); await s.getByLabel(t("review.reason")).fill("telefonla istediler"); await btn(s, "review.send").click(); await s.waitForURL(/requests/); const r2 = s.url();
await go(m, r2); await m.getByLabel(t("request.note"), { exact: false }).first().fill("Kimse bilmiyor"); await btn(m, "request.reject").click(); await m.waitForTimeout(900); console.log("rejected:", await flat(m, 800));
await go(s, "/"); console.log("selin home:", await flat(s, 300)); await shot(s, `4m-home-${tag}`, false);
await go(s, r2); console.log("selin rejected:", await flat(s)); await shot(s, `4n-rejected-${tag}`);
await s.getByRole("link", { name: t("request.change") }).click(); await s.waitForTimeout(900); await ready(s); console.log("change it:", s.url(), await flat(s, 500), await s.getByLabel(t("field.billing_email")).inputValue(), await s.getByLabel(t("field.address_line1")).first().inputValue()); await shot(s, `4o-changeit-${tag}`);
// iii. pending: change it => replaced
const [, c] = await acct(s);
await fill(s, c, { "field.billing_email": "pend@kunde.example", "field.address_line1": "7 Pend St" }); await btn(s, "review.send").click(); await s.waitForURL(/requests/); const r3 = s.url();
await s.getByRole("link", { name: t("request.change") }).click(); await s.waitForTimeout(900); await ready(s);
console.log("change pending:", s.url(), await flat(s, 400)); await s.getByLabel(t("field.address_line1")).first().fill("8 Better St"); await btn(s, "update.review").click(); await s.waitForTimeout(900); console.log("review of the replacing:", await flat(s)); await shot(s, `4p-replace-review-${tag}`);
const sb = btn(s, "review.send"); await sb.click(); await s.waitForTimeout(1200); console.log("new:", s.url(), await flat(s, 900)); await shot(s, `4q-new-${tag}`); const r4 = s.url();
await go(s, r3); console.log("old:", await flat(s, 900)); await shot(s, `4r-replaced-${tag}`); const link = s.getByRole("main").getByRole("link"); console.log("links:", await link.evaluateAll(x => x.map(e => [e.textContent, e.getAttribute("href")])));
// iv. date
const [, d] = await acct(s);
await fill(s, d, { "field.purchase_order_reference": "DATED" }); await s.getByLabel(t("review.when")).fill("2020-01-01T09:00"); await btn(s, "review.submit").click(); await s.waitForTimeout(900); console.log("past:", await flat(s, 500)); await shot(s, `4s-past-${tag}`);
await s.getByLabel(t("review.when")).fill("2035-01-01T09:00"); await btn(s, "review.submit").click(); await s.waitForTimeout(900); console.log("too far:", (await s.getByRole("alert").allInnerTexts()));
await s.getByLabel(t("review.when")).fill("2027-03-28T03:30"); await btn(s, "review.submit").click(); await s.waitForTimeout(900); console.log("dated:", s.url(), await flat(s)); await shot(s, `4t-dated-${tag}`); const r5 = s.url();
await s.getByLabel(t("review.when")).fill("2027-04-01T10:15"); await btn(s, "request.move").click(); await s.waitForTimeout(900); console.log("moved:", await flat(s, 700)); await shot(s, `4u-moved-${tag}`);
await s.getByLabel(t("review.when")).fill("2019-04-01T10:15"); await btn(s, "request.move").click(); await s.waitForTimeout(900); console.log("moved past:", await flat(s, 300));
await go(s, r5); await s.getByLabel(t("review.when")).fill(""); await btn(s, "request.move").click(); await s.waitForTimeout(1500); console.log("cleared:", s.url(), await flat(s, 700)); await shot(s, `4v-cleared-${tag}`);
// v. cancel own with date
const [, e] = await acct(s);
await fill(s, e, { "field.purchase_order_reference": "DATED2" }); await s.getByLabel(t("review.when")).fill("2027-02-01T09:00"); await btn(s, "review.submit").click(); await s.waitForURL(/requests/); const r6 = s.url();
await go(m, r6); console.log("murat sees dated:", await flat(m)); await shot(m, `4w-dated-other-${tag}`);
await go(s, r6); await btn(s, "request.cancel").click(); await s.waitForTimeout(900); console.log("cancelled:", await flat(s, 700)); await shot(s, `4x-cancelled-${tag}`);
await go(m, "/requests"); console.log("requests:", await flat(m, 700)); await shot(m, `4y-requests-${tag}`);
for (const l of await m.getByRole("navigation", { name: t("requests.states") }).getByRole("link").evaluateAll(x => x.map(e => e.getAttribute("href"))).catch(() => [])) { await go(m, l); console.log(l, await flat(m, 500)); }
} catch (err) { console.log("FAIL", err.message.slice(0, 300), s.url(), m.url()); await shot(s, "4-fail-s-" + tag); await shot(m, "4-fail-m-" + tag); console.log(await flat(s, 800)); }
await s.context().close(); await m.context().close();
}
await done();
