import { person, go, shot, text, acct, done, say, ready, login, watch, browser } from "./hu-lib.tmp.mjs";
for (const [lang, js, phone, dark] of [["en", true, false, false], ["tr", true, true, true], ["tr", false, false, false]]) {
const t = k => say(lang, k); const tag = lang + (phone ? "-phone" : "-wide") + (js ? "" : "-nojs");
const a = await person("auditor", lang, { js, phone, dark });
await go(a, "/"); await shot(a, `a-home-${tag}`, false);
await go(a, "/activity"); await shot(a, `a-activity-${tag}`, false); console.log((await text(a)).replace(/\n/g, " | ").slice(0, 1500));
console.log("kinds:", await a.getByLabel(t("activity.kind")).locator("option").allInnerTexts());
await go(a, "/requests/policy"); await shot(a, `a-policy-${tag}`); console.log((await text(a)).replace(/\n/g, " | "));
await a.context().close();
}
await done();
