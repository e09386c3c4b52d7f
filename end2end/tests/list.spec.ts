import { enter, expect, expectAccessible, ready, say, signIn, test } from "./support/desk";

const t = (key: string) => say("en", key);

test("pages forth and back by the URL and shows the same again", async ({ page }) => {
  await enter(page, "helpdesk_agent", "en", "/customers");
  await ready(page);
  const first = await page.getByRole("rowheader").first().textContent();
  await page.getByRole("link", { name: t("pager.next") }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(page.getByRole("rowheader").first()).not.toHaveText(first!);
  const second = await page.getByRole("rowheader").first().textContent();
  await page.reload();
  await expect(page.getByRole("rowheader").first()).toHaveText(second!);
  await page.getByRole("link", { name: t("pager.previous") }).click();
  await expect(page.getByRole("rowheader").first()).toHaveText(first!);
  await page.goBack();
  await expect(page.getByRole("rowheader").first()).toHaveText(second!);
});

test("finds the four ways to write a Turkish name", async ({ page }) => {
  await enter(page, "helpdesk_agent", "en");
  const counts = [];
  for (const words of ["IŞIK", "ışık", "isik", "İŞİK"]) {
    await page.goto(`/customers?search=${encodeURIComponent(words)}`);
    await expect(page.getByRole("rowheader").first()).toContainText("Işık");
    counts.push(await page.getByText(/^\d+ customers?$/).textContent());
  }
  expect(new Set(counts).size).toBe(1);
});

test("says when nothing matches and leads back to everybody", async ({ page }) => {
  await signIn(page, "helpdesk_agent", "en", "/customers?search=zzzzzz&country=TR");
  await expect(page.getByText(t("customers.none_found"))).toBeVisible();
  await ready(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: t("customers.show_all") }).click();
  // Journeys beside this one add a few.
  await expect(page.getByText(/^5\d\d customers$/)).toBeVisible();
});

test("the way back leads to the list as it was left, at the row", async ({ page }) => {
  // By name: others change customers meanwhile.
  await enter(page, "helpdesk_agent", "en", "/customers?country=TR");
  await ready(page);
  await page.getByRole("link", { name: t("pager.next") }).click();
  await expect(page).toHaveURL(/country=TR&after=/);
  await expect(page.getByRole("link", { name: t("pager.previous") })).toBeVisible();
  const list = new URL(page.url()).search;
  const row = page.getByRole("rowheader").nth(30).getByRole("link");
  const name = (await row.textContent())!;
  const account = (await row.getAttribute("href"))!;
  await row.click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  // A phone's trail shows the last step alone, so it begins one page nearer.
  if (!test.info().project.use.isMobile) await page.goto(`${account.replace("/account", "/history")}/as-of`);
  await page.getByRole("navigation", { name: t("page.trail") }).getByRole("link", { name: t("customers.title") }).click();
  await expect(page).toHaveURL((url) => url.pathname === "/customers" && url.search === list && url.hash !== "");
  await expect(page.locator(`[href="${account}"]`)).toBeFocused();
  await expect(page.locator(`[href="${account}"]`)).toBeInViewport();
});
