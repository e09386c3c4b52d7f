import { beside, changeField, customer, hasScript, languages, projects } from "./support/customers";
import { enter, expect, expectAccessible, ready, say, signIn, test } from "./support/desk";

for (const language of languages) {
  const t = (key: string) => say(language, key);

  test(`two people change the same field and one is asked, in ${language}`, async ({ page, browser }, info) => {
    await enter(page, "sales_agent", language);
    const account = await customer(page, language, "same_field");
    await page.goto(`${account}/update`);
    await ready(page);
    await page.getByLabel(t("field.purchase_order_reference")).fill("MINE-1");
    await page.getByLabel(t("field.contact_first_name")).fill("Ece");
    const theirs = await beside(browser, info, "admin_agent", language);
    await changeField(theirs, language, account, "field.purchase_order_reference", "THEIRS-1");
    if (hasScript(info)) await expect(page.getByText(t("watch.typed"))).toBeVisible({ timeout: 10_000 });
    await expect(page.getByLabel(t("field.purchase_order_reference"))).toHaveValue("MINE-1");

    await page.getByRole("button", { name: t("update.review") }).click();
    await expect(page.getByRole("heading", { name: t("merge.title") })).toBeVisible();
    const choice = page.getByRole("group", { name: t("field.purchase_order_reference") });
    for (const radio of await choice.getByRole("radio").all()) await expect(radio).not.toBeChecked();
    await expect(choice).toContainText("Murat Ergin");
    await expectAccessible(page);
    await page.getByRole("button", { name: t("update.review") }).click();
    await expect(page.getByRole("alert").filter({ hasText: t("form.problems") })).toBeVisible();
    await choice.getByRole("radio", { name: "MINE-1" }).check();
    await page.getByRole("button", { name: t("update.review") }).click();
    await expect(page.getByRole("row", { name: "MINE-1" }).last()).toBeVisible();
    await expect(page.getByRole("row", { name: "Ece" }).last()).toBeVisible();
    await page.getByRole("button", { name: t("review.submit") }).click();
    await expect(page.getByText(t("saved.as"))).toBeVisible();
    await expect(page.getByText("MINE-1")).toBeVisible();

    // The account's page hears of a change too.
    if (hasScript(info)) {
      await changeField(theirs, language, account, "field.purchase_order_reference", "THEIRS-2");
      await expect(page.getByRole("status").filter({ hasText: "Murat Ergin" })).toContainText(t("field.purchase_order_reference"), { timeout: 10_000 });
      await page.getByRole("link", { name: t("watch.show") }).click();
      await expect(page.getByText("THEIRS-2")).toBeVisible();
    }
    await theirs.context().close();
  });

  test(`what was typed survives a sign-out and is offered again, in ${language}`, async ({ page }, info) => {
    await signIn(page, "sales_agent", language);
    const account = await customer(page, language, "signed_out");
    await page.goto(`${account}/update`);
    await ready(page);
    await page.getByLabel(t("field.purchase_order_reference")).fill("HALF-TYPED");
    // Without JavaScript a step of the form keeps what was typed.
    if (!hasScript(info)) await page.getByRole("button", { name: t("update.review") }).click();
    // The way out is on the profile.
    await page.goto("/profile");
    await ready(page);
    await page.getByRole("main").getByRole("button", { name: t("sign_out.action") }).click();
    await page.waitForURL(/sign-in/);
    await signIn(page, "sales_agent", language, `${account}/update`);
    await ready(page);
    const offer = page.getByRole("status").filter({ hasText: t("draft.offered").split("{")[0]! });
    await expect(offer).toBeVisible();
    await expect(page.getByLabel(t("field.purchase_order_reference"))).not.toHaveValue("HALF-TYPED");
    await expectAccessible(page);
    await page.getByRole("button", { name: t("draft.resume") }).click();
    await expect(page.getByLabel(t("field.purchase_order_reference"))).toHaveValue("HALF-TYPED");
    await page.goto(`${account}/update`);
    await ready(page);
    await page.getByRole("button", { name: t("update.discard") }).click();
    await expect(offer).toHaveCount(0);
    // Leaving at once can break the word to the server off: the browser remembers.
    await page.goto(`${account}/update`);
    await ready(page);
    await expect(offer).toHaveCount(0);
  });

  test(`a second person looks at what the policy asks for, in ${language}`, async ({ page, browser }, info) => {
    await enter(page, "sales_agent", language);
    const account = await customer(page, language, "second_person");
    const slot = `${projects.indexOf(info.project.name)}-${language}`;
    await page.goto(`${account}/update`);
    await ready(page);
    await page.getByLabel(t("field.billing_email")).fill(`fatura-${slot}@lale.example`);
    await page.getByLabel(t("field.address_line1")).first().fill("7 New Street");
    await page.getByRole("button", { name: t("update.review") }).click();
    await expect(page.getByText(t("consequence.verification"))).toBeVisible();
    await expect(page.getByText(t("review.second_person").split("{")[0]!)).toBeVisible();
    await expectAccessible(page);
    const second = await beside(browser, info, "admin_agent", language);
    const listens = hasScript(info) ? second.waitForResponse(/events\/customers/) : null;
    await second.goto(account);
    await listens;
    await page.getByLabel(t("review.reason")).fill("they wrote it on their letter");
    await page.getByRole("button", { name: t("review.send") }).click();
    await expect(page.getByRole("heading", { level: 1, name: t("request.title") })).toBeVisible();
    await expect(page.getByText(t("request.waiting"))).toBeVisible();
    // Who looks at the account hears that somebody asked for something.
    if (hasScript(info)) {
      await expect(second.getByRole("status").filter({ hasText: t("watch.request").replace("{name}", "Selin Uçar") })).toBeVisible({ timeout: 10_000 });
      await second.getByRole("link", { name: t("watch.show") }).click();
      await expect(second.getByRole("region", { name: t("request.of_customer") })).toBeVisible();
    }
    await expect(page.getByRole("button", { name: t("request.approve") })).toHaveCount(0);
    await expectAccessible(page);
    const path = new URL(page.url()).pathname;
    await page.goto(account);
    await ready(page);
    await expect(page.getByRole("region", { name: t("request.of_customer") })).toBeVisible();
    await expectAccessible(page);

    await second.goto("/requests");
    await ready(second);
    await expect(second.getByRole("heading", { level: 1, name: t("requests.title") })).toBeVisible();
    await expectAccessible(second);
    await second.goto(path);
    await ready(second);
    await second.getByLabel(t("request.note")).fill("called them");
    await second.getByRole("button", { name: t("request.approve") }).click();
    await expect(second.getByText(t("request.applied"), { exact: true })).toBeVisible();
    await second.context().close();
    await page.goto(account);
    await expect(page.getByText(`fatura-${slot}@lale.example`)).toBeVisible();
  });

  test(`a change waits for its date, is moved and taken back, in ${language}`, async ({ page }) => {
    await enter(page, "sales_agent", language);
    const account = await customer(page, language, "dated");
    await page.goto(`${account}/update`);
    await ready(page);
    await page.getByLabel(t("field.purchase_order_reference")).fill("NEXT-YEAR");
    await page.getByRole("button", { name: t("update.review") }).click();
    await page.getByLabel(t("review.when")).fill("2020-01-01T09:00");
    await page.getByRole("button", { name: t("review.submit") }).click();
    await expect(page.getByRole("alert").or(page.locator(".field__error")).getByText(t("problem.in_the_past")).first()).toBeVisible();
    await page.getByLabel(t("review.when")).fill("2029-12-01T09:00");
    await page.getByRole("button", { name: t("review.submit") }).click();
    await expect(page.getByText(t("request.scheduled"))).toBeVisible();
    await expect(page.getByText("Europe/Istanbul").first()).toBeVisible();
    await page.getByLabel(t("review.when")).fill("2029-12-02T09:00");
    await page.getByRole("button", { name: t("request.move"), exact: true }).click();
    await expect(page.getByText(language === "en" ? "2 Dec 2029, 09:00" : "02.12.2029 09:00")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: t("request.change") }).click();
    await expect(page.getByLabel(t("field.purchase_order_reference"))).toHaveValue("NEXT-YEAR");
    await page.goBack();
    await page.getByRole("button", { name: t("request.cancel"), exact: true }).click();
    await expect(page.getByRole("status").getByText(t("request.cancelled"))).toBeVisible();
    await page.goto(account);
    await expect(page.getByText("NEXT-YEAR")).toHaveCount(0);
  });

  test(`a change is undone and the account is seen as it was, in ${language}`, async ({ page }) => {
    await enter(page, "admin_agent", language);
    const account = await customer(page, language, "undone");
    await changeField(page, language, account, "field.purchase_order_reference", "A-SLIP");
    await page.goto(account.replace(/account$/, "history"));
    await ready(page);
    await page.getByRole("link", { name: t("undo.action"), exact: true }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: t("undo.title") })).toBeVisible();
    await expect(page.getByRole("row", { name: t("undo.will") })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel(t("review.reason")).fill("not theirs");
    await page.getByRole("button", { name: t("undo.action"), exact: true }).click();
    await expect(page.getByText(t("undo.done"))).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: t("as_of.title"), exact: true }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: t("as_of.title") })).toBeVisible();
    await expect(page.getByRole("row", { name: t("field.purchase_order_reference") })).toContainText("not theirs");
    await expectAccessible(page);
  });

  test(`an auditor reads the log, narrows it and takes it along, in ${language}`, async ({ page }) => {
    await signIn(page, "auditor", language, "/activity");
    await ready(page);
    await expect(page.getByRole("heading", { level: 1, name: t("activity.title") })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel(t("activity.kind")).selectOption("session.sign_in");
    await page.getByRole("button", { name: t("activity.show"), exact: true }).click();
    await expect(page).toHaveURL(/kind=session.sign_in/);
    await expect(page.getByRole("heading", { level: 2, name: t("kind.sign_in") }).first()).toBeVisible();
    await expect(page.getByRole("heading", { level: 2, name: t("kind.log_read") })).toHaveCount(0);
    const href = await page.getByRole("link", { name: t("activity.jsonl") }).getAttribute("href");
    const file = await page.request.get(href!);
    const lines = (await file.text()).trim().split("\n").map((line) => JSON.parse(line));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => line.kind === "session.sign_in")).toBe(true);
    const csv = await page.request.get((await page.getByRole("link", { name: t("activity.csv") }).getAttribute("href"))!);
    expect((await csv.text()).startsWith("\uFEFFentry,at,kind,actor_id,actor")).toBe(true);
    await page.goto("/requests/policy");
    await ready(page);
    await expect(page.getByRole("heading", { level: 1, name: t("policy.title") })).toBeVisible();
    await expectAccessible(page);
    // Sees the staff and changes nobody; sees customers and changes none.
    await page.goto("/people");
    await ready(page);
    await expect(page.getByText("Gülay Aksoy").first()).toBeVisible();
    await expect(page.getByRole("button", { name: t("people.add_action"), exact: true })).toHaveCount(0);
    await expectAccessible(page);
    await page.goto("/customers?country=FI");
    const href2 = await page.getByRole("rowheader").first().getByRole("link").getAttribute("href");
    const refused = await page.goto(`${href2}/update`);
    expect(refused!.status()).toBe(403);
  });
}
