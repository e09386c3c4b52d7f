import { person, go, shot, text, accounts, done, say, ready } from "./hu-lib.tmp.mjs";
const modes = [["en", true, false, false], ["tr", false, true, true], ["tr", true, true, false], ["en", false, false, true]];
let i = 10;
for (const [lang, js, phone, dark] of modes) {
  const tag = `${lang}-${js ? "js" : "nojs"}-${phone ? "phone" : "wide"}-${dark ? "dark" : "light"}`;
  const t = k => say(lang, k);
  console.log("=== " + tag);
  const selin = await person("sales_agent", lang, { js, phone, dark });
  const murat = await person("admin_agent", lang, { js, phone, dark });
  const list = await accounts(selin, "TR");
  const save = async (p, acc, vals, upto = "submit") => {
    await go(p, acc + "/update");
    for (const [k, v] of Object.entries(vals)) await p.getByLabel(t(k)).first().fill(v);
    await p.getByRole("button", { name: t("update.review") }).click();
    if (upto === "review") return;
    await p.getByRole("button", { name: t("review.submit") }).click();
    await p.getByText(t("saved.as")).waitFor();
  };
  // a) different fields
  let acc = list[i++][1];
  await go(selin, acc + "/update");
  await selin.getByLabel(t("field.purchase_order_reference")).fill("PO-SELIN");
  await save(murat, acc, { "field.contact_first_name": "Tarık" });
  if (js) { await selin.waitForTimeout(2500); await shot(selin, `1a-live-${tag}`); const o = await selin.getByRole("status").allInnerTexts(); console.log("a live status:", o); }
  await selin.getByRole("button", { name: t("update.review") }).click();
  await selin.waitForTimeout(1000); await shot(selin, `1a-review-${tag}`); console.log("a review:", await text(selin));
  const back = selin.getByRole("button", { name: t("review.submit") });
  if (await back.count()) { await back.click(); await selin.waitForTimeout(1000); console.log("a saved:", (await text(selin)).slice(0, 700)); await shot(selin, `1a-saved-${tag}`); }
  // a2) different fields, both at review already
  acc = list[i++][1];
  await save(selin, acc, { "field.purchase_order_reference": "PO-SELIN2" }, "review");
  await selin.getByRole("button", { name: t("review.submit") }).waitFor();
  await save(murat, acc, { "field.contact_first_name": "Zeki" });
  await selin.waitForTimeout(js ? 2000 : 100);
  if (js) console.log("a2 status at review:", await selin.getByRole("status").allInnerTexts());
  await selin.getByRole("button", { name: t("review.submit") }).click(); await selin.waitForTimeout(1000);
  console.log("a2 after submit:", (await text(selin)).slice(0, 700)); await shot(selin, `1a2-${tag}`);
  // b) the same field
  acc = list[i++][1];
  await go(selin, acc + "/update");
  await selin.getByLabel(t("field.contact_last_name")).fill("Işık");
  await selin.getByLabel(t("field.purchase_order_reference")).fill("SAME-1");
  await selin.getByLabel(t("field.postal_code")).first().fill("34722");
  await save(murat, acc, { "field.contact_last_name": "İnce" });
  await selin.getByRole("button", { name: t("update.review") }).click(); await selin.waitForTimeout(1000);
  console.log("b:", await text(selin)); await shot(selin, `1b-merge-${tag}`);
  console.log("checked:", await selin.getByRole("radio", { checked: true }).count());
  await selin.getByRole("button", { name: t("update.review") }).click(); await selin.waitForTimeout(800);
  await shot(selin, `1b-merge-err-${tag}`); console.log("alert:", await selin.getByRole("alert").allInnerTexts());
  const r = selin.getByRole("radio"); console.log("radios:", await r.count());
  console.log("radio labels", await r.evaluateAll(x => x.map(e => e.labels[0]?.innerText)));
  await i_pick(r); 
  await selin.getByRole("button", { name: t("update.review") }).click(); await selin.waitForTimeout(1000);
  console.log("b review:", await text(selin)); await shot(selin, `1b-review-${tag}`);
  async function i_pick(r) { await r.last().check(); }
  // c) case/space only
  acc = list[i++][1];
  await go(selin, acc + "/update");
  const phone0 = await selin.getByLabel(t("field.billing_phone")).inputValue(), mail0 = await selin.getByLabel(t("field.billing_email")).inputValue();
  await selin.getByLabel(t("field.purchase_order_reference")).fill("ab-7 ");
  await selin.getByLabel(t("field.billing_phone")).fill("0212 555 01 77");
  await save(murat, acc, { "field.purchase_order_reference": "AB-7", "field.billing_phone": "+90 212 555 0177" });
  await selin.getByRole("button", { name: t("update.review") }).click(); await selin.waitForTimeout(1000);
  console.log("c:", phone0, mail0, await text(selin)); await shot(selin, `1c-${tag}`);
  await selin.context().close(); await murat.context().close();
}
await done();
