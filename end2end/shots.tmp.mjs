import { chromium } from "@playwright/test";
const base = process.argv[2]; const only = process.argv[3];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
async function session(role, lang, theme, width) {
  const context = await browser.newContext({ baseURL: base, viewport: { width, height: width < 500 ? 844 : 900 }, colorScheme: theme });
  await context.addCookies([{ name: "language", value: lang, url: base }]);
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.locator("#email").fill(`${role}@demo.example`);
  await page.locator("#password").fill("defter-demo");
  await page.locator("#password").press("Enter");
  await page.waitForURL((u) => u.pathname !== "/sign-in");
  return page;
}
const combos = [["en","light",1440],["tr","dark",1440],["tr","light",390],["en","dark",390],["tr","light",768]];
const ready = (p) => p.waitForFunction(() => document.documentElement.dataset.hydrated === "true");
// make some data
{
  const sales = await session("sales.agent","en","light",1440);
  await sales.goto("/customers?country=FI"); 
  const href = await sales.getByRole("rowheader").nth(5).getByRole("link").getAttribute("href");
  globalThis.acc = href;
  await sales.goto(`${href}/update`); await ready(sales);
  await sales.locator("#billing_email").fill("fatura@lale.example"); await sales.locator("#company_address_line1").fill("Uusi katu 7");
  await sales.locator("button[value=review]").click(); await sales.locator("#review-title").waitFor();
  await sales.locator("button[value=submit]").click(); await sales.waitForURL(/requests\//);
  globalThis.req = new URL(sales.url()).pathname;
  await sales.goto(`${href}/update`); await ready(sales);
  await sales.locator("#purchase_order_reference").fill("PO-1"); await sales.locator("button[value=review]").click(); await sales.locator("#review-title").waitFor();
  await sales.locator("#land_at").fill("2029-01-01T09:00"); await sales.locator("button[value=submit]").click(); await sales.waitForURL(/requests\//);
  globalThis.req2 = new URL(sales.url()).pathname;
  // a change to undo
  await sales.goto(`${href}/update`); await ready(sales);
  await sales.locator("#contact_first_name").fill("Ece"); await sales.locator("button[value=review]").click(); await sales.locator("#review-title").waitFor();
  await sales.locator("#reason").fill("asked by phone"); await sales.locator("button[value=submit]").click(); await sales.waitForURL(/saved|account$/);
  await sales.context().close();
}
for (const [lang, theme, width] of combos) {
  const name = (n) => `/tmp/shots3/${n}-${width}-${theme}-${lang}.png`;
  const a = await session("admin.agent", lang, theme, width);
  const shot = async (n, path, act) => {
    if (only && !n.includes(only)) return;
    await a.goto(path); await ready(a); if (act) await act(a);
    await a.screenshot({ path: name(n), fullPage: true });
  };
  await shot("requests", "/requests");
  await shot("request", req);
  await shot("account", acc);
  await shot("policy", "/requests/policy");
  await shot("history", acc.replace("account", "history"));
  await shot("asof", acc.replace("account", "history/as-of"));
  await shot("undo", acc.replace("account", "history"), async (p) => { await p.locator("a[href$=undo]").first().click(); await p.locator("h2").first().waitFor(); });
  await shot("activity", "/activity");
  await shot("review", `${acc}/update`, async (p) => { await p.locator("#billing_email").fill("x@lale.example"); await p.locator("#company_address_line1").fill("Toinen 8"); await p.locator("#currency").selectOption("USD"); await p.locator("button[value=review]").click(); await p.locator("#review-title").waitFor(); });
  // conflict
  if (!only || only === "merge") {
    await a.goto(`${acc}/update`); await ready(a);
    if (await a.locator("button[value=discard]").count()) await a.locator("button[value=discard]").click();
    await a.locator("#contact_last_name").fill("Mine" + width + lang);
    const b = await session("sales.agent", lang, theme, 1440);
    await b.goto(`${acc}/update`); await ready(b);
    await b.locator("#contact_last_name").fill("Theirs" + width + lang + theme);
    await b.locator("button[value=review]").click(); await b.locator("#review-title").waitFor(); await b.locator("button[value=submit]").click(); await b.waitForURL(/account(\?.*)?$/);
    await b.context().close();
    await a.waitForTimeout(1500);
    await a.screenshot({ path: name("watch"), fullPage: false });
    await a.locator("button[value=review]").click(); await a.locator("#merge-title").waitFor();
    await a.screenshot({ path: name("merge"), fullPage: true });
    await a.goto(`${acc}/update`); await ready(a); await a.screenshot({ path: name("draft"), fullPage: false });
    if (await a.locator("button[value=discard]").count()) await a.locator("button[value=discard]").click();
    await a.waitForTimeout(800);
  }
  await a.context().close();
}
await browser.close();
