import { beside, changeField, customer, hasScript, languages, projects, reviewField } from "./support/customers";
import { enter, expect, expectAccessible, ready, say, test } from "./support/desk";
import { readdirSync, readFileSync } from "node:fs";

for (const language of languages) {
  const t = (key: string) => say(language, key);

  test(`a second person refuses a change and says why, in ${language}`, async ({ page, browser }, info) => {
    await enter(page, "sales_agent", language);
    const account = await customer(page, language, "rejected");
    await page.goto(`${account}/update`);
    await ready(page);
    await page.getByLabel(t("field.billing_email")).fill("odeme@elsewhere.example");
    await page.getByLabel(t("field.address_line1")).first().fill("9 Elsewhere Street");
    await page.getByRole("button", { name: t("update.review") }).click();
    await page.getByLabel(t("review.reason")).fill("a mail asked for it");
    await page.getByRole("button", { name: t("review.send") }).click();
    await expect(page.getByRole("heading", { level: 1, name: t("request.title") })).toBeVisible();
    const path = new URL(page.url()).pathname;

    const second = await beside(browser, info, "admin_agent", language);
    await second.goto(path);
    // They see what its author saw.
    await expect(second.getByText(t("alarm.title"))).toBeVisible();
    await second.getByRole("button", { name: t("request.reject") }).click();
    await expect(second.getByRole("alert").filter({ hasText: t("form.problems") })).toBeVisible();
    await expect(second.locator(".error-summary")).toBeFocused();
    await expectAccessible(second);
    await second.getByLabel(t("request.note")).fill("nobody there knows of it");
    await second.getByRole("button", { name: t("request.reject") }).click();
    await expect(second.getByRole("status").getByText(t("request.rejected"))).toBeVisible();
    await second.context().close();

    await page.goto(path);
    await expect(page.getByText("nobody there knows of it")).toBeVisible();
    await expect(page.getByRole("link", { name: t("request.change") })).toBeVisible();
    await page.goto(account);
    await expect(page.getByText("odeme@elsewhere.example")).toHaveCount(0);
  });

  test(`two tabs of one person come together, in ${language}`, async ({ page }) => {
    await enter(page, "sales_agent", language);
    const account = await customer(page, language, "two_tabs");
    await page.goto(`${account}/update`);
    await ready(page);
    const tab = await page.context().newPage();
    await changeField(tab, language, account, "field.contact_first_name", "Tabbed");
    await tab.close();
    await page.getByLabel(t("field.purchase_order_reference")).fill("FIRST-TAB");
    await page.getByRole("button", { name: t("update.review") }).click();
    // They are told what was changed meanwhile, and both stand in the end.
    await expect(page.getByRole("heading", { name: t("conflict.title") })).toBeVisible();
    await page.getByRole("button", { name: t("review.submit") }).click();
    await expect(page.getByText(t("saved.as")).or(page.getByText(t("saved.merged")))).toBeVisible();
    await expect(page.getByText("FIRST-TAB")).toBeVisible();
    await expect(page.getByText("Tabbed").first()).toBeVisible();
  });

  test(`what was undone is redone, and seen as it was at a time, in ${language}`, async ({ page }) => {
    await enter(page, "admin_agent", language);
    const account = await customer(page, language, "redone");
    await changeField(page, language, account, "field.purchase_order_reference", "TO-AND-FRO");
    const history = account.replace(/account$/, "history");
    for (const reason of ["undone", "redone"]) {
      await page.goto(history);
      await ready(page);
      await page.getByRole("link", { name: t("undo.action"), exact: true }).first().click();
      await expect(page.getByRole("heading", { level: 1, name: t("undo.title") })).toBeVisible();
      await page.getByLabel(t("review.reason")).fill(reason);
      await page.getByRole("button", { name: t("undo.action"), exact: true }).click();
      await expect(page.getByText(t("undo.done"))).toBeVisible();
    }
    await page.goto(account);
    await expect(page.getByText("TO-AND-FRO")).toBeVisible();
    await page.goto(history);
    await ready(page);
    await expect(page.getByText(t("history.undone").split("{")[0]!).first()).toBeVisible();
    // Just after the one that undid it: the second of three.
    await page.getByRole("link", { name: t("as_of.title"), exact: true }).nth(2).click();
    const row = page.getByRole("row", { name: t("field.purchase_order_reference") });
    await expect(row).not.toContainText("TO-AND-FRO");
    await expect(row).toContainText("undone");
    await page.getByLabel(t("as_of.at")).fill("2020-01-01T09:00");
    await page.getByRole("button", { name: t("as_of.show"), exact: true }).click();
    await expect(page.getByText(t("as_of.before"))).toBeVisible();
    await page.getByLabel(t("as_of.at")).fill("2100-01-01T09:00");
    await page.getByRole("button", { name: t("as_of.show"), exact: true }).click();
    await expect(page.getByText(t("as_of.ahead"))).toBeVisible();
    await expectAccessible(page);
  });

  test(`the mails about a new contact say what they must, in ${language}`, async ({ page }, info) => {
    await enter(page, "sales_agent", language);
    const account = await customer(page, language, "mailed");
    await page.goto(account);
    const mailto = await page.locator('a[href^="mailto:"]').first().getAttribute("href");
    const from = decodeURIComponent(mailto!.slice("mailto:".length));
    // Another domain would wait for a second person.
    const to = `yeni-${projects.indexOf(info.project.name)}-${language}@${from.split("@")[1]}`;
    await reviewField(page, language, account, "field.billing_email", to);
    await expect(page.getByText(to).first()).toBeVisible();
    const told = t("consequence.contacts_told").split("{")[0]!;
    await expect(page.getByText(told)).toBeVisible();
    await page.getByRole("button", { name: t("review.submit") }).click();
    await expect(page.getByText(t("saved.as"))).toBeVisible();
    const mails: string[] = [];
    await expect(() => {
      const all = readdirSync("test-results/mail").filter((name) => name.endsWith(".eml")).map((name) => readFileSync(`test-results/mail/${name}`, "utf8"));
      const of = [from, to].map((address) => all.find((text) => text.includes(`To: ${address}`)) ?? "");
      expect(of).not.toContain("");
      mails.splice(0, 2, ...of);
    }).toPass({ intervals: [100], timeout: 15_000 });
    // No link of the staff's for a customer, and nothing of the old address for the new one, which may be a stranger's.
    for (const mail of mails) expect(mail.replace(/=\r?\n/g, "")).not.toContain("/undo");
    expect(mails[1]!.replace(/=\r?\n/g, "")).not.toContain(from);
    await page.goto(account.replace(/account$/, "history"));
    await ready(page);
    await page.getByRole("link", { name: t("undo.action") }).first().click();
    await expect(page.getByText(told)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: t("undo.action"), exact: true }).click();
    await expect(page.getByText(t("undo.done"))).toBeVisible();
    await page.goto(account);
    await expect(page.getByText(to)).toHaveCount(0);
  });

  test(`a permission is planned and taken back, in ${language}`, async ({ page }, info) => {
    await enter(page, "admin_agent", language);
    const account = await customer(page, language, "permission");
    await page.goto(`${account}/permissions`);
    await ready(page);
    await page.getByRole("switch", { name: t("permission.savings_plans") }).click();
    const confirm = page.getByRole("group", { name: t("permission.ask_title").split("{")[0]! });
    await expectAccessible(page);
    await confirm.getByLabel(t("review.when")).fill("2020-01-01T09:00");
    await confirm.getByRole("button", { name: t("permission.give") }).click();
    await expect(page.getByText(t("problem.in_the_past")).first()).toBeVisible();
    await confirm.getByLabel(t("review.when")).fill("2029-12-01T09:00");
    await confirm.getByRole("button", { name: t("permission.give") }).click();
    await expect(page.getByText(t("request.scheduled"))).toBeVisible();
    await page.getByRole("button", { name: t("request.cancel"), exact: true }).click();
    await expect(page.getByRole("status").getByText(t("request.cancelled"))).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: t("kind.change_cancel") })).toContainText("Murat Ergin");
    expect(hasScript(info) || !(await page.content()).includes("module")).toBe(true);
  });
}
