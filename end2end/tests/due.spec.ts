import { beside, customer, languages, projects, reviewField } from "./support/customers";
import { test } from "./support/clock";
import { enter, expect, expectAccessible, ready, say, type Language } from "./support/desk";
import type { Page } from "@playwright/test";

/** A moment as the partner's clock shows it: Istanbul is three hours ahead all year. */
const inIstanbul = (at_ms: number) => new Date(at_ms + 3 * 3_600_000).toISOString().slice(0, 16);

/** Plans a change of one field and answers the request's path. */
async function plan(page: Page, language: Language, account: string, [field, value, at]: [string, string, string]): Promise<string> {
  await reviewField(page, language, account, field, value);
  await page.getByLabel(say(language, "review.when")).fill(at);
  await page.getByRole("button", { name: say(language, "review.submit") }).click();
  // The form shows what waits too: only the request's own page has its address.
  await page.waitForURL(/\/requests\//);
  await expect(page.getByRole("status").getByText(say(language, "request.scheduled"))).toBeVisible();
  return new URL(page.url()).pathname;
}

// One language a project: each sets the clock ahead for all that run beside it.
test("a change lands when its minute comes, and is refused where others changed the same", async ({ page, browser, clock }, info) => {
  const language = languages[projects.indexOf(info.project.name) % 2]!;
  const t = (key: string) => say(language, key);
  await enter(page, "sales_agent", language);
  const account = await customer(page, language, "landing");
  const due_ms = clock.soon();
  const at = inIstanbul(due_ms);
  const lands = await plan(page, language, account, ["field.purchase_order_reference", "LANDS", at]);
  const meets = await plan(page, language, account, ["field.contact_last_name", "Planned", at]);
  const theirs = await beside(browser, info, "admin_agent", language);
  // Who types sees what waits of the customer.
  await reviewField(theirs, language, account, "field.contact_last_name", "Meanwhile");
  await expect(theirs.getByRole("region", { name: t("request.of_customer") })).toBeVisible();
  await theirs.getByRole("button", { name: t("review.submit") }).click();
  await expect(theirs.getByText(t("saved.as"))).toBeVisible();

  const status = page.getByRole("status");
  const shows = async (path: string, text: string) => {
    await expect(async () => {
      await page.goto(path);
      expect(await status.allTextContents()).toContainEqual(expect.stringContaining(text));
    }).toPass({ intervals: [250], timeout: 30_000 });
  };
  // Not before its minute.
  await shows(lands, t("request.scheduled"));
  clock.advanceTo(due_ms);
  await shows(lands, t("request.applied"));
  await shows(meets, t("request.refused"));
  await expect(page.getByText(t("refusal.conflict"))).toContainText(t("field.contact_last_name"));
  await expectAccessible(page);
  await page.goto(account);
  await expect(page.getByText("LANDS")).toBeVisible();
  await expect(page.getByText("Meanwhile").first()).toBeVisible();
  // What could not be made is submitted anew, and met by what stands there now.
  await page.goto(meets);
  await page.getByRole("link", { name: t("request.change") }).click();
  await ready(page);
  await expect(page.getByLabel(t("field.contact_last_name")).first()).toHaveValue("Planned");
  await theirs.context().close();
});
