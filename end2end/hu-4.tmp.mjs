import { person, go, shot, text, acct, done, say, ready, login, watch } from "./hu-lib.tmp.mjs";
for (const [lang, js, phone, dark] of [["en", true, false,false], ["tr", true, true,true], ["tr", false, false, false], ["en", false, true, false]]) {
  const tag = `${lang}-${js ? "js" : "nojs"}-${phone ? "phone" : "wide"}`;
  const t = k => say(lang, k);
  console.log("=====", tag);
  const s = await person("sales_agent", lang, { js, phone, dark });
  const head = async (p, n = 420) => (await text(p)).replace(/\n/g, " | ").slice(0, n);
  const offer = async p => ({ st: await p.getByRole("status").allInnerTexts(), po: await p.getByLabel(t("field.purchase_order_reference")).inputValue(), last: await p.getByLabel(t("field.contact_last_name")).inputValue() });
  try {
  // 1 type and leave by closing the tab at once
  const [, a] = await acct(s);
  if (js) {
    const tab = await s.context().newPage(); watch(tab, "tab");
    await go(tab, a + "/update");
    await tab.getByLabel(t("field.purchase_order_reference")).fill("CLOSE-1");
    await tab.close({ runBeforeUnload: false });
    await s.waitForTimeout(800);
    await go(s, a + "/update"); console.log("closed at once:", JSON.stringify(await offer(s)), await head(s));
    await shot(s, `2a-closed-${tag}`, false);
    const tab2 = await s.context().newPage(); await go(tab2, a + "/update");
    await tab2.getByLabel(t("field.purchase_order_reference")).fill("CLOSE-2"); await tab2.getByLabel(t("field.contact_last_name")).fill("Kapalı"); await tab2.waitForTimeout(3000);
    await tab2.close();
    await go(s, a + "/update"); console.log("closed after 3s:", JSON.stringify(await offer(s)), await head(s));
    await shot(s, `2b-closed-${tag}`, false);
  }
  // 2 back from review without js / session vanishes
  const [, b] = await acct(s);
  await go(s, b + "/update");
  await s.getByLabel(t("field.purchase_order_reference")).fill("VANISH");
  await s.getByLabel(t("field.contact_last_name")).fill("Irmak");
  await s.context().clearCookies({ name: /^(?!language)/ });
  await s.getByRole("button", { name: t("update.review") }).click(); await s.waitForTimeout(1200);
  console.log("vanished review:", s.url(), await head(s, 700)); await shot(s, `2c-vanish-${tag}`, false);
  // follow whatever link to sign in
  if (!/sign-in/.test(s.url())) { const l = s.getByRole("link", { name: t("sign_in.action") }); console.log("sign-in links:", await l.count()); if (await l.count()) { await l.first().click(); await s.waitForTimeout(800); } else await s.goto("/sign-in?next=" + b + "/update"); }
  console.log("at", s.url(), (await s.locator("body").innerText()).replace(/\n+/g, " | ").slice(0, 400)); await shot(s, `2c-signin-${tag}`, false);
  await s.getByLabel(t("people.email")).fill("sales.agent@demo.example"); await s.getByLabel(t("sign_in.password")).fill("defter-demo");
  await s.getByRole("button", { name: t("sign_in.action"), exact: true }).click(); await s.waitForTimeout(1500); await ready(s);
  console.log("after sign-in:", s.url(), await head(s, 700));
  if (/update/.test(s.url()) && await s.getByLabel(t("field.purchase_order_reference")).count()) console.log(JSON.stringify(await offer(s)));
  await shot(s, `2d-back-${tag}`, false);
  await go(s, b + "/update"); console.log("again:", JSON.stringify(await offer(s)), await head(s)); await shot(s, `2e-offer-${tag}`, false);
  const resume = s.getByRole("button", { name: t("draft.resume") });
  if (await resume.count()) { await resume.first().click(); await s.waitForTimeout(800); console.log("resumed:", JSON.stringify(await offer(s)), await head(s)); await shot(s, `2f-resumed-${tag}`, false); }
  // 3 sign out with typed
  const [, c] = await acct(s);
  await go(s, c + "/update");
  await s.getByLabel(t("field.purchase_order_reference")).fill("OUT-1");
  if (!js) { await s.getByRole("button", { name: t("update.review") }).click(); await s.waitForTimeout(300); }
  if (phone) await go(s, "/profile");
  await s.getByRole("button", { name: t("sign_out.action") }).filter({ visible: true }).first().click(); await s.waitForURL(/sign-in/);
  console.log("signed out:", (await s.locator("body").innerText()).replace(/\n+/g, " | ").slice(0, 300));
  await login(s, "sales_agent", lang, c + "/update");
  console.log("sign-out offer:", JSON.stringify(await offer(s)), await head(s));
  // 4 several drafts fold
  if (js) for (const v of ["ONE", "TWO", "THREE"]) { const p = await s.context().newPage(); await go(p, c + "/update"); await p.getByLabel(t("field.contact_last_name")).fill(v); await p.getByLabel(t("field.tax_number")).fill("1" + v.length); await p.waitForTimeout(1500); await p.close(); }
  else for (const v of ["ONE", "TWO", "THREE"]) { await go(s, c + "/update"); await s.getByLabel(t("field.contact_last_name")).fill(v); await s.getByRole("button", { name: t("update.review") }).click(); await s.waitForTimeout(300); }
  await go(s, c + "/update"); console.log("fold:", JSON.stringify(await offer(s)), await head(s, 900)); await shot(s, `2g-fold-${tag}`, false);
  const sum = s.locator("main details summary"); if (await sum.count()) { await sum.first().click(); await s.waitForTimeout(300); await shot(s, `2h-fold-open-${tag}`, false); console.log("open:", await head(s, 1200)); }
  // 5 discard all and leave at once
  const n = await s.getByRole("button", { name: t("update.discard") }).count(); console.log("discard buttons", n);
  for (let k = 0; k < n + 1; k++) { const d = s.getByRole("button", { name: t("update.discard") }).filter({ visible: true }); if (!(await d.count())) { const q = s.locator("main details summary"); if (await q.count() && await q.first().isVisible()) { await q.first().click(); continue; } break; } await d.first().click({ noWaitAfter: true }); if (k === 0) { await s.goto("/customers"); } else await s.waitForTimeout(200); await go(s, c + "/update"); console.log("after discard", k, JSON.stringify(await offer(s)), await head(s, 300)); }
  } catch (e) { console.log("FAIL", e.message.slice(0, 300), s.url()); await shot(s, `2-fail-${tag}`); }
  await s.context().close();
}
await done();
