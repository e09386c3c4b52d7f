import { customer, hasScript, languages } from "./support/customers";
import { test } from "./support/clock";
import { enter, expect, expectAccessible, ready, say } from "./support/desk";

// One after the other: each keeps the clock, and a worker that waits for it does nothing else.
test.describe.configure({ mode: "default" });

for (const language of languages) {
  const t = (key: string) => say(language, key);

  // The clock is kept: an answer is fresh for a minute only.
  test(`the answer of VIES comes by itself and is kept with its date, in ${language}`, async ({ page, clock: _ }, info) => {
    await enter(page, "sales_agent", language);
    await page.goto(`${await customer(page, language, "registry")}/update`);
    await ready(page);
    await page.getByLabel(t("field.tax_number")).fill("DE 136 695 976");
    await page.getByRole("button", { name: t("update.review") }).click();
    await page.getByLabel(t("review.reason")).fill("VIES");
    await page.getByRole("button", { name: t("review.submit") }).click();
    await page.waitForURL(/\/account(\?.*)?$/);
    const panel = page.getByRole("region", { name: t("registry.title") });
    await expect(panel.getByText("DE136695976")).toBeVisible();
    await expect(async () => {
      if (!hasScript(info)) await page.reload();
      // What is there without JavaScript is there when the page is.
      await expect(panel.getByText("MUSTER WERKE GMBH")).toBeVisible({ timeout: hasScript(info) ? 20_000 : 100 });
    }).toPass({ intervals: [250], timeout: 25_000 });
    await expect(panel.getByText(t("registry.valid"), { exact: true })).toBeVisible();
    await expect(panel.getByText("WAPIAAAAW1234567")).toBeVisible();
    await expectAccessible(page);
    // Answered a moment ago: asking again shows the same, and loses nothing.
    await panel.getByRole("button", { name: t("registry.ask_again") }).click();
    await expect(panel.getByText("WAPIAAAAW1234567")).toBeVisible();
    await expect(panel.getByText(t("registry.waiting"), { exact: true })).toHaveCount(0);
  });
}
