import { person, go, shot, text, acct, done, say, ready } from "./hu-lib.tmp.mjs";
for (const [lang, js, phone, dark] of [["en", true, false,false], ["tr", true, true,false], ["tr", false, false,true]]) {
  const tag = `${lang}-${js ? "js" : "nojs"}-${phone ? "phone" : "wide"}`;
  const t = k => say(lang, k);
  const selin = await person("sales_agent", lang, { js, phone, dark }), murat = await person("global_admin", lang, { js, phone, dark });
  const save = async (p, acc, vals) => {
    await go(p, acc + "/update");
    for (const [k, v] of Object.entries(vals)) await p.getByLabel(t(k)).first().fill(v);
    await p.getByRole("button", { name: t("update.review") }).click();
    const r = p.getByLabel(t("review.reason"), { exact: false }); await r.waitFor(); await r.fill("ok");
    try { await p.getByRole("button", { name: t("review.submit") }).click(); } catch (e) { console.log(p.url(), await text(p)); await shot(p, "fail"); throw e; }
    await p.getByText(t("saved.as")).waitFor();
  };
  const acc = (await acct(selin))[1];
  await go(selin, acc + "/update");
  await selin.getByLabel(t("field.contact_last_name")).fill("Ilgaz");
  await save(murat, acc, { "field.contact_last_name": "İzgi" });
  await selin.getByRole("button", { name: t("update.review") }).click(); await selin.waitForTimeout(900);
  await shot(selin, `1e-merge-view-${tag}`, false);
  await selin.getByRole("button", { name: t("update.review") }).click(); await selin.waitForTimeout(900);
  await shot(selin, `1e-merge-err-view-${tag}`, false);
  if (js) console.log("scroll", await selin.evaluate(() => [scrollY, document.activeElement.outerHTML.slice(0, 120)]));
  await selin.getByRole("radio").first().check();
  await selin.getByRole("button", { name: t("update.review") }).click(); await selin.waitForTimeout(900);
  console.log("theirs:", (await text(selin)).replace(/\n/g, " | ").slice(0, 400)); await shot(selin, `1e-theirs-${tag}`, false);
  const acc2 = (await acct(selin))[1];
  await go(selin, acc2 + "/update");
  await selin.getByLabel(t("field.contact_last_name")).fill("Tab1");
  const tab = await selin.context().newPage();
  await save(tab, acc2, { "field.contact_last_name": "Tab2" });
  for (let k = 0; k < 10; k++) { await selin.waitForTimeout(1000); const s = await selin.getByRole("status").allInnerTexts(); if (s.length) { console.log(k, "2tabs status:", s); break; } }
  await selin.getByRole("button", { name: t("update.review") }).click(); await selin.waitForTimeout(900);
  console.log("2tabs:", (await text(selin)).replace(/\n/g, " | ")); await shot(selin, `1f-tabs-${tag}`, false);
  await selin.context().close(); await murat.context().close();
}
await done();
