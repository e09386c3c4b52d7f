import { writeFileSync } from "node:fs"; writeFileSync("/tmp/hu/opts.txt", "");
const { person, go, accounts, done } = await import("./hu-lib.tmp.mjs");
let o = [];
for (const l of ["en", "tr"]) { const p = await person("sales_agent", l); const a = await accounts(p, "US"); await go(p, a[0][1] + "/update"); o.push(...await p.locator("select").filter({ hasNot: p.locator("zzz") }).evaluateAll(s => s.flatMap(x => [...x.options].map(o => o.text.trim())))); }
writeFileSync("/tmp/hu/opts.txt", [...new Set(o)].filter(x=>x).join("\n")); await done();
