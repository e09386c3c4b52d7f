import { expect, expectAccessible, ready, say, signIn, test, type Language } from "./support/desk";

for (const language of ["en", "tr"] as Language[]) {
  const t = (key: string) => say(language, key);

  test(`the answer of VIES comes by itself and is kept with its date, in ${language}`, async ({ page }) => {
    await signIn(page, "sales_agent", language);
    const offset = ["hydrated, wide", "hydrated, phone", "without JavaScript, wide", "without JavaScript, phone"].indexOf(test.info().project.name);
    await page.goto("/customers?country=DE");
    const href = await page.getByRole("rowheader").nth(1 + offset * 2 + (language === "tr" ? 1 : 0)).getByRole("link").getAttribute("href");
    await page.goto(`${href}/update`);
    await ready(page);
    await page.getByLabel(t("field.tax_number")).fill("DE 136 695 976");
    await page.getByRole("button", { name: t("update.review") }).click();
    await page.getByLabel(t("review.reason")).fill("VIES");
    await page.getByRole("button", { name: t("review.submit") }).click();
    await page.waitForURL(/\/account(\?.*)?$/);
    const panel = page.getByRole("region", { name: t("registry.title") });
    await expect(panel.getByText("DE136695976")).toBeVisible();
    const hasScript = test.info().project.use.javaScriptEnabled !== false;
    await expect(async () => {
      if (!hasScript) await page.reload();
      await expect(panel.getByText("MUSTER WERKE GMBH")).toBeVisible({ timeout: hasScript ? 20_000 : 1_000 });
    }).toPass({ timeout: 25_000 });
    await expect(panel.getByText(t("registry.valid"), { exact: true })).toBeVisible();
    await expect(panel.getByText("WAPIAAAAW1234567")).toBeVisible();
    await expectAccessible(page);
    // Answered a moment ago: asking again shows the same, and loses nothing.
    await panel.getByRole("button", { name: t("registry.ask_again") }).click();
    await expect(panel.getByText("WAPIAAAAW1234567")).toBeVisible();
    await expect(panel.getByText(t("registry.waiting"), { exact: true })).toHaveCount(0);
  });
}
