import { listOf } from "./support/customers";
import { enter, expect, ready, say, test } from "./support/desk";

const t = (key: string) => say("en", key);

test("searches as one types without loading the page anew, and Back goes back", async ({ page }) => {
  await enter(page, "sales_agent", "en", "/customers");
  await ready(page);
  await page.evaluate(() => ((window as unknown as { mark: boolean }).mark = true));
  await page.getByRole("searchbox").pressSequentially("tekstil");
  await expect(page).toHaveURL(/search=tekstil/);
  await expect(page.getByRole("rowheader").first()).toContainText(/Tekstil/);
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.getByLabel(t("customers.country"), { exact: true }).selectOption("TR");
  await expect(page).toHaveURL(/country=TR/);
  await page.getByRole("rowheader").first().getByRole("link").click();
  await expect(page).toHaveURL(/account$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL(/search=tekstil&country=TR/);
  await expect(page.getByRole("searchbox")).toHaveValue("tekstil");
  expect(await page.evaluate(() => (window as unknown as { mark?: boolean }).mark)).toBe(true);
});

test("narrowing in place to the very first customer leaves that one alone", async ({ page }) => {
  await enter(page, "helpdesk_agent", "en", "/customers");
  await ready(page);
  const rows = page.getByRole("rowheader");
  await expect(rows).toHaveCount(50);
  const name = await rows.first().textContent();
  const id = (await rows.first().getByRole("link").getAttribute("href"))!.split("/")[2]!;
  await page.getByRole("searchbox").fill(id);
  await expect(page).toHaveURL(/search=/);
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toHaveText(name!);
  await page.getByRole("searchbox").fill("");
  await expect(rows).toHaveCount(50);
});

test("the whole update happens in one document", async ({ page }) => {
  await enter(page, "sales_agent", "en", listOf("one_document"));
  await ready(page);
  await page.evaluate(() => ((window as unknown as { mark: boolean }).mark = true));
  await page.getByRole("rowheader").getByRole("link").click();
  await page.getByRole("link", { name: t("account.update"), exact: true }).click();
  await page.getByLabel(t("field.purchase_order_reference")).fill("ONE-DOCUMENT");
  await page.getByRole("button", { name: t("update.review") }).click();
  await page.getByRole("button", { name: t("review.submit") }).click();
  await expect(page.getByText(t("saved.as"))).toBeVisible();
  await expect(page.getByText("ONE-DOCUMENT")).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { mark?: boolean }).mark)).toBe(true);
});

test("leaving something typed loses nothing, and it is offered again", async ({ page }) => {
  await enter(page, "sales_agent", "en", listOf("left_typed"));
  await ready(page);
  await page.getByRole("rowheader").getByRole("link").click();
  await page.getByRole("link", { name: t("account.update"), exact: true }).click();
  await page.getByLabel(t("field.tax_number")).fill("half-typed 1");
  await page.getByRole("navigation", { name: t("page.trail") }).getByRole("link").last().click();
  await expect(page).toHaveURL(/account$/);
  await page.goBack();
  await expect(page.getByText(t("draft.offered").split("{")[0]!)).toBeVisible();
  await expect(page.getByLabel(t("field.tax_number"))).not.toHaveValue("half-typed 1");
  await page.getByRole("button", { name: t("draft.resume") }).click();
  await expect(page.getByLabel(t("field.tax_number"))).toHaveValue("half-typed 1");
  await page.reload();
  await ready(page);
  await page.getByRole("button", { name: t("update.discard") }).click();
  await expect(page.getByText(t("draft.offered").split("{")[0]!)).toHaveCount(0);
  await expect(page.getByLabel(t("field.tax_number"))).not.toHaveValue("half-typed 1");
});

test("Back leads from the review to the form and Forward to the review again", async ({ page }) => {
  await enter(page, "sales_agent", "en", listOf("forth_and_back"));
  await ready(page);
  await page.getByRole("rowheader").getByRole("link").click();
  await page.getByRole("link", { name: t("account.update"), exact: true }).click();
  await page.getByLabel(t("field.purchase_order_reference")).fill("there and back");
  await page.getByRole("button", { name: t("update.review") }).click();
  await expect(page.getByRole("heading", { name: t("review.title") })).toBeFocused();
  await page.getByLabel(t("review.reason")).fill("because");
  // The browser's place in its history follows the step.
  await expect(page).toHaveURL(/step=review/);
  await page.goBack();
  await expect(page.getByLabel(t("field.purchase_order_reference"))).toHaveValue("there and back");
  await page.goForward();
  await expect(page.getByLabel(t("review.reason"))).toHaveValue("because");
  await page.getByRole("button", { name: t("review.back") }).click();
  await expect(page.getByLabel(t("field.purchase_order_reference"))).toHaveValue("there and back");
  await page.reload();
  await ready(page);
  await page.getByRole("button", { name: t("draft.resume") }).click();
  await page.getByRole("button", { name: t("update.review") }).click();
  await expect(page.getByLabel(t("review.reason"))).toHaveValue("because");
});

test("dropping a filter leaves the focus where the next narrowing begins", async ({ page }) => {
  await enter(page, "sales_agent", "en", "/customers?country=TR");
  await ready(page);
  await page.getByRole("list", { name: t("customers.narrowed_by") }).getByRole("link").first().press("Enter");
  await expect(page).toHaveURL(/customers$/);
  await expect(page.getByRole("searchbox")).toBeFocused();
});

test("choosing a language before signing in keeps the typed e-mail", async ({ page }) => {
  await page.goto("/sign-in");
  await ready(page);
  await page.getByLabel(t("people.email")).fill("sales.agent@demo.example");
  await page.getByRole("button", { name: "Türkçe" }).click();
  await expect(page.getByRole("heading", { level: 1, name: say("tr", "sign_in.title") })).toBeVisible();
  await expect(page.getByLabel(say("tr", "people.email"))).toHaveValue("sales.agent@demo.example");
});

test("Back restores where a long list was", async ({ page }) => {
  await enter(page, "sales_agent", "en", "/customers");
  await ready(page);
  await page.getByRole("rowheader").nth(40).scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => window.scrollY);
  expect(before).toBeGreaterThan(300);
  await page.getByRole("rowheader").nth(40).getByRole("link").click();
  await expect(page).toHaveURL(/account$/);
  await page.goBack();
  await expect(page.getByRole("rowheader").nth(40)).toBeInViewport();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(before - 200);
});

test("nothing moves when the browser's side arrives", async ({ page }) => {
  await enter(page, "sales_agent", "en");
  await page.goto("/customers");
  await ready(page);
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
  );
  expect(shift).toBeLessThan(0.01);
});

test("a list and an account have the whole paper, dark on white, with nothing to press and nothing cut", async ({ page }) => {
  await enter(page, "sales_agent", "en", "/customers");
  await ready(page);
  // A4 at 96 dots an inch, and somebody who likes it dark.
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const onPaper = async () => {
    await expect(page.getByRole("button")).toHaveCount(0);
    await expect(page.getByRole("navigation", { name: t("frame.menu") })).toBeHidden();
    const seen = await page.evaluate(() => {
      const { left, width } = document.querySelector("main")!.getBoundingClientRect();
      const cut = [...document.querySelectorAll("td, th, dd")].filter((cell) => cell.scrollWidth > cell.clientWidth + 1);
      const { colorScheme } = getComputedStyle(document.documentElement);
      return { left, width, colorScheme, cut: cut.map((cell) => cell.textContent) };
    });
    expect(seen).toEqual({ left: 0, width: 794, colorScheme: "light", cut: [] });
  };
  await onPaper();
  await page.goto((await page.getByRole("rowheader").getByRole("link").first().getAttribute("href"))!);
  await ready(page);
  await onPaper();
});
