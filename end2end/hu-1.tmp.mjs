import { person, go, shot, text, accounts, done, say } from "./hu-lib.tmp.mjs";
const p = await person("sales_agent", "en");
await shot(p, "home-en");
const a = await accounts(p, "TR"); console.log(a.length, a.slice(0, 5));
await go(p, a[5][1]); await shot(p, "account-en");
await go(p, a[5][1] + "/update"); await shot(p, "update-en");
for (const u of ["/requests", "/policy", "/activity", "/profile"]) { const r = await go(p, u); console.log(u, r.status(), (await text(p)).slice(0, 600)); }
console.log(await p.locator("header, nav").allInnerTexts());
await done();
