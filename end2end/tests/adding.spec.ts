import { changeField, hasScript, languages, projects } from "./support/customers";
import { enter, expect, expectAccessible, ready, say, test, type Language } from "./support/desk";
import type { Page } from "@playwright/test";

/** Chooses the country of a new customer, which is all that the first step asks. */
async function begin(page: Page, language: Language) {
  await page.goto("/customers/new");
  await ready(page);
  await page.getByLabel(say(language, "field.country")).selectOption("TR");
  await page.getByRole("button", { name: say(language, "add.continue"), exact: true }).click();
  await expect(page.getByLabel(say(language, "field.company_name"))).toBeVisible();
}

/** Fills in all that a customer in Turkey must have. */
async function fill(page: Page, name: string, domain: string) {
  const typed = {
    company_name: name,
    domain,
    company_address_line1: "Nilüfer Cad. 12",
    company_postal_code: "16120",
    company_locality: "Osmangazi",
    bill_to_name: name,
    contact_last_name: "Kaya",
    billing_email: `fatura@${domain}`,
  };
  for (const [field, value] of Object.entries(typed)) await page.locator(`#${field}`).fill(value);
  for (const [field, value] of [["company_subdivision", "Bursa"], ["language", "tr"], ["currency", "TRY"]] as const) {
    await page.locator(`#${field}`).selectOption(value);
  }
}

for (const language of languages) {
  const t = (key: string) => say(language, key);
  const problems = (page: Page) => page.getByRole("alert").filter({ hasText: t("form.problems") });

  test(`a customer is added, updated, removed, restored and erased, in ${language}`, async ({ page }, info) => {
    const slot = `${projects.indexOf(info.project.name)}-${language}`;
    const [name, domain] = [`Zeytin ${slot} Dokuma A.Ş.`, `zeytin-${slot}.example`];
    await enter(page, "global_admin", language, "/customers");
    await ready(page);
    await page.getByRole("link", { name: t("add.title") }).click();
    await expect(page.getByRole("heading", { level: 1, name: t("add.title") })).toBeVisible();
    await ready(page);
    await expectAccessible(page);
    // The country first, and nothing goes on without it.
    await page.getByRole("button", { name: t("add.continue"), exact: true }).click();
    await expect(problems(page)).toBeFocused();
    await expect(page.getByLabel(t("field.company_name"))).toHaveCount(0);
    await page.getByLabel(t("field.country")).selectOption("TR");
    await page.getByRole("button", { name: t("add.continue"), exact: true }).click();
    await expect(page.getByLabel(t("field.company_name"))).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: t("update.review") }).click();
    await expect(problems(page)).toBeFocused();
    await fill(page, name, domain);
    await page.getByRole("button", { name: t("update.review") }).click();
    await expect(page.getByRole("heading", { name: t("review.title") })).toBeVisible();
    await expect(page.getByRole("row", { name: domain }).first()).toBeVisible();
    await expect(page.getByText(t("problem.already_there"))).toHaveCount(0);
    await expectAccessible(page);
    await page.getByRole("button", { name: t("review.back") }).click();
    await expect(page.getByLabel(t("field.company_name"))).toHaveValue(name);
    await page.getByRole("button", { name: t("update.review") }).click();
    await page.getByLabel(t("review.reason")).fill("signed today");
    await page.getByRole("button", { name: t("review.submit") }).click();
    await expect(page.getByText(t("saved.added"))).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    const account = new URL(page.url()).pathname;
    await changeField(page, language, account, "field.purchase_order_reference", "PO-ZEYTIN");

    // Whoever adds it once more is told who has the domain.
    await begin(page, language);
    await fill(page, `Nergis ${slot} A.Ş.`, domain);
    await page.getByRole("button", { name: t("update.review") }).click();
    await expect(page.getByText(t("problem.already_there"))).toBeVisible();
    await expect(page.getByRole("link", { name })).toHaveAttribute("href", account);
    await expect(page.getByText(t("review.reason_needed_hint"))).toBeVisible();
    await expectAccessible(page);

    await page.goto(account);
    await ready(page);
    await page.getByRole("link", { name: t("remove.action"), exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: t("remove.title") })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: t("remove.action"), exact: true }).click();
    await expect(problems(page)).toBeFocused();
    await page.getByLabel(t("review.reason")).fill("went elsewhere");
    await page.getByRole("button", { name: t("remove.action"), exact: true }).click();
    await expect(page.getByText(t("saved.removed"), { exact: true })).toBeVisible();
    await expect(page.getByText(t("removed.notice"))).toBeVisible();
    await expect(page.getByRole("link", { name: t("account.update"), exact: true })).toHaveCount(0);
    await ready(page);
    await expectAccessible(page);

    await page.goto(`/customers?search=${domain}`);
    await ready(page);
    await expect(page.getByText(t("customers.none_found"))).toBeVisible();
    await page.getByLabel(t("field.standing")).selectOption("removed");
    if (!hasScript(info)) await page.getByRole("button", { name: t("customers.apply") }).click();
    await expect(page).toHaveURL(/standing=removed/);
    const row = page.getByRole("rowheader").getByRole("link");
    await expect(row).toHaveText(name);
    await row.click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await page.getByRole("link", { name: t("restore.action"), exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: t("restore.title") })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel(t("review.reason")).fill("they are back");
    await page.getByRole("button", { name: t("restore.action"), exact: true }).click();
    await expect(page.getByText(t("saved.restored"), { exact: true })).toBeVisible();
    await expect(page.getByText("PO-ZEYTIN")).toBeVisible();

    await page.goto(account.replace(/account$/, "history"));
    await ready(page);
    for (const kind of ["kind.customer_add", "kind.customer_remove", "kind.customer_restore"]) {
      await expect(page.getByText(t(kind), { exact: true })).toBeVisible();
    }
    for (const reason of ["signed today", "went elsewhere", "they are back"]) await expect(page.getByText(reason)).toBeVisible();
    await expectAccessible(page);

    await page.goto(account);
    await ready(page);
    await page.getByRole("link", { name: t("erase.action") }).click();
    await expect(page.getByRole("heading", { level: 1, name: t("erase.title") })).toBeVisible();
    await expect(page.getByRole("heading", { name: t("erase.stays") })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel(t("review.reason")).fill("asked for it");
    await page.getByLabel(t("erase.name")).fill("Zeytin");
    await page.getByRole("button", { name: t("erase.action") }).click();
    await expect(problems(page)).toBeFocused();
    await expect(page.getByLabel(t("erase.name"))).toHaveValue("Zeytin");
    await page.getByLabel(t("erase.name")).fill(name);
    await page.getByRole("button", { name: t("erase.action") }).click();
    await expect(page.getByText(t("saved.erased"))).toBeVisible();
    await page.goto(account.replace(/account$/, "history"));
    await expect(page.getByText(t("history.erased")).first()).toBeVisible();
    await expect(page.getByText("signed today")).toHaveCount(0);
  });

  test(`a new customer that was not submitted is offered again, in ${language}`, async ({ page }, info) => {
    const name = `Yonca ${projects.indexOf(info.project.name)}-${language} Ltd. Şti.`;
    await enter(page, "sales_agent", language);
    await begin(page, language);
    const kept = hasScript(info) ? page.waitForResponse(/draft\/keep/) : null;
    await page.getByLabel(t("field.company_name")).fill(name);
    await kept;
    // Without JavaScript a step of the form keeps what was typed.
    if (!hasScript(info)) await page.getByRole("button", { name: t("update.review") }).click();
    await page.goto("/customers/new");
    await ready(page);
    // Others of the same person may stand before it.
    for (const older of await page.locator("details.offered > summary").all()) await older.click();
    const offer = page.locator("div.offered").filter({ hasText: name });
    await expect(offer).toBeVisible();
    await expectAccessible(page);
    await offer.getByRole("button", { name: t("draft.resume") }).click();
    await expect(page.getByLabel(t("field.company_name"))).toHaveValue(name);
    await page.goto("/customers/new");
    await ready(page);
    for (const older of await page.locator("details.offered > summary").all()) await older.click();
    await offer.getByRole("button", { name: t("update.discard") }).click();
    await expect(offer).toHaveCount(0);
  });
}

test("who may only read adds and removes nothing", async ({ page }) => {
  await enter(page, "helpdesk_agent", "en", "/customers?country=FI");
  await ready(page);
  await expect(page.getByRole("link", { name: say("en", "add.title") })).toHaveCount(0);
  const account = (await page.getByRole("rowheader").first().getByRole("link").getAttribute("href"))!;
  for (const path of ["/customers/new", ...["remove", "restore", "erase"].map((page) => account.replace(/account$/, page))]) {
    const refused = await page.goto(path);
    expect(refused!.status(), path).toBe(403);
    await expect(page.getByText(say("en", "error.forbidden")), path).toBeVisible();
    await ready(page);
    await expectAccessible(page);
  }
});
