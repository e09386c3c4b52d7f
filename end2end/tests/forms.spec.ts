import { beside, customer } from "./support/customers";
import { enter, expect, expectAccessible, ready, say, test } from "./support/desk";
import type { Page } from "@playwright/test";

const t = (key: string) => say("tr", key);

/** Opens the update form of the Turkish customer of a test. */
async function openUpdate(page: Page, of: Parameters<typeof customer>[2]) {
  const href = await customer(page, "tr", of);
  await page.goto(`${href}/update`);
  await ready(page);
  return href;
}

test("a wrong password says so without telling which, and keeps the e-mail", async ({ page }) => {
  await page.goto("/sign-in");
  await ready(page);
  await page.getByLabel(say("en", "people.email")).fill("nobody@demo.example");
  await page.getByLabel(say("en", "sign_in.password")).fill("not the password");
  await page.getByRole("button", { name: say("en", "sign_in.action"), exact: true }).click();
  await expect(page.getByText(say("en", "error.wrong_pair"))).toBeVisible();
  await expect(page.getByLabel(say("en", "people.email"))).toHaveValue("nobody@demo.example");
});

test("wrong fields are listed, marked, and nothing typed is lost", async ({ page }) => {
  await enter(page, "sales_agent", "tr");
  await openUpdate(page, "wrong_fields");
  await page.getByLabel(t("field.billing_email")).fill("kimse@");
  await page.getByLabel(t("field.company_name")).fill("Ltd. Şti.");
  await page.getByLabel(t("field.tax_number")).fill("1234567890");
  await page.getByRole("button", { name: t("update.review") }).click();
  const summary = page.getByRole("alert").filter({ hasText: t("form.problems") });
  await expect(summary.getByRole("link")).toHaveCount(2);
  await expect(page.getByLabel(t("field.billing_email"))).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel(t("field.billing_email"))).toHaveValue("kimse@");
  await expect(page.getByLabel(t("field.company_name"))).toHaveValue("Ltd. Şti.");
  await expect(page.getByLabel(t("field.tax_number"))).toHaveValue("1234567890");
  await expectAccessible(page);
});

test("a paste that is too long stays whole in its field, which says how long it may be", async ({ page }) => {
  await enter(page, "sales_agent", "tr");
  await openUpdate(page, "pasted_long");
  // Of no field a paste is cut off, and in none of them a browser fills in the address of whoever sits before it.
  const spoiled = await page.locator("main form :is(input, select, textarea):not([type=hidden])").evaluateAll((all) =>
    (all as HTMLInputElement[]).filter((one) => one.hasAttribute("maxlength") || one.autocomplete !== "off").map((one) => one.name),
  );
  expect(spoiled).toEqual([]);
  const pasted = "PO-2026/000123456 cost centre 4711 project Anatolia, phase 2 of 3..";
  expect(pasted).toHaveLength(67);
  const field = page.getByLabel(t("field.purchase_order_reference"));
  await field.fill("");
  await field.focus();
  // As a paste does: `fill` would pass a limit by.
  await page.keyboard.insertText(pasted);
  await expect(field).toHaveValue(pasted);
  await page.getByRole("button", { name: t("update.review") }).click();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("En fazla 50 karakter").first()).toBeVisible();
  await expect(field).toHaveValue(pasted);
});

test("Back from the review keeps every typed character", async ({ page }) => {
  await enter(page, "sales_agent", "tr");
  await openUpdate(page, "back_and_on");
  const typed = "Işıklı & <Çiçek> \"Gümüş\" 'Öz'";
  await page.getByLabel(t("field.company_name")).fill(typed);
  await page.getByRole("button", { name: t("update.review") }).click();
  await expect(page.getByText(typed)).toBeVisible();
  await page.getByLabel(t("review.reason")).fill("iki\nsatır");
  await page.getByRole("button", { name: t("review.back") }).click();
  await expect(page.getByLabel(t("field.company_name"))).toHaveValue(typed);
  await page.getByRole("button", { name: t("update.review") }).click();
  await expect(page.getByLabel(t("review.reason"))).toHaveValue("iki\nsatır");
});

test("a session that ends while somebody types costs them nothing but signing in", async ({ page }, info) => {
  await enter(page, "sales_agent", "tr");
  await openUpdate(page, "session_ended");
  await page.getByLabel(t("field.purchase_order_reference")).fill("OTURUM \"bitti\" & döndü");
  await page.context().clearCookies({ name: "session" });
  await page.getByRole("button", { name: t("update.review") }).click();
  if (info.project.use.javaScriptEnabled !== false) {
    await page.getByRole("main").getByRole("link", { name: t("sign_in.title") }).click();
  } else {
    await expect(page.getByText(t("sign_in.again"))).toBeVisible();
    await expectAccessible(page);
  }
  await page.getByLabel(t("people.email")).fill("sales.agent@demo.example");
  await page.getByLabel(t("sign_in.password")).fill("defter-demo");
  await page.getByRole("button", { name: t("sign_in.action"), exact: true }).click();
  if (info.project.use.javaScriptEnabled !== false) {
    await page.getByRole("button", { name: t("draft.resume") }).click();
    await page.getByRole("button", { name: t("update.review") }).click();
  }
  await expect(page.getByText("OTURUM \"bitti\" & döndü")).toBeVisible();
  await page.getByRole("button", { name: t("review.submit") }).click();
  await expect(page.getByText(t("saved.as"))).toBeVisible();
  await expect(page.getByText("OTURUM \"bitti\" & döndü")).toBeVisible();
});

test("submitting nothing changed says so and writes nothing", async ({ page }) => {
  await enter(page, "sales_agent", "tr");
  const href = await openUpdate(page, "nothing_changed");
  await page.getByRole("button", { name: t("update.review") }).click();
  await expect(page.getByText(t("update.nothing"))).toBeVisible();
  await page.goto(href.replace("/account", "/history"));
  await expect(page.getByText(t("history.none"))).toBeVisible();
});

test("a save over a newer version keeps both and says so", async ({ page, browser }, info) => {
  await enter(page, "sales_agent", "tr");
  const href = await openUpdate(page, "newer_version");
  await page.getByLabel(t("field.registration_number")).fill("benim 1");

  const theirs = await beside(browser, info, "admin_agent", "tr");
  await theirs.goto(`${href}/update`);
  await ready(theirs);
  await theirs.getByLabel(t("field.purchase_order_reference")).fill("ONLARIN-7");
  await theirs.getByRole("button", { name: t("update.review") }).click();
  await theirs.getByRole("button", { name: t("review.submit") }).click();
  await expect(theirs.getByText(t("saved.as"))).toBeVisible();
  await theirs.context().close();

  await page.getByRole("button", { name: t("update.review") }).click();
  // Different fields: both are kept, and the person is told.
  await expect(page.getByText(t("conflict.merged"))).toBeVisible();
  await expect(page.getByText("Murat Ergin").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: t("review.submit") }).click();
  await expect(page.getByText(t("saved.as"))).toBeVisible();
  await expect(page.getByText("benim 1")).toBeVisible();
  await expect(page.getByText("ONLARIN-7")).toBeVisible();
});

test("the form takes the shape of the country and keeps what was typed", async ({ page }, info) => {
  await enter(page, "sales_agent", "tr");
  await openUpdate(page, "other_country");
  await page.getByLabel(t("field.billing_same_as_company")).check();
  await page.getByLabel(t("field.address_line1")).first().fill("Yazılan sokak 1");
  await page.getByLabel(t("field.country"), { exact: true }).first().selectOption("JP");
  if (info.project.use.javaScriptEnabled === false) await page.getByRole("button", { name: t("update.redraw") }).first().click();
  await expect(page.getByLabel(t("part.prefecture"))).toBeVisible();
  await expect(page.getByLabel(t("field.address_line1")).first()).toHaveValue("Yazılan sokak 1");
  await page.getByLabel(t("part.prefecture")).selectOption("Tokyo");
  await page.getByLabel(t("part.postal")).first().fill("１００－０００５");
  await page.getByLabel(t("field.tax_number")).fill("T7000012050003");
  await page.getByRole("button", { name: t("update.review") }).click();
  // The digit that would be right is named.
  await expect(page.getByLabel(t("field.tax_number"))).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
  await page.getByLabel(t("field.tax_number")).fill("T7000012050002");
  await page.getByRole("button", { name: t("update.review") }).click();
  await expect(page.getByText("100-0005")).toBeVisible();
  // A warning wants a reason.
  await expect(page.getByText(t("review.reason_needed_hint"))).toBeVisible();
  await page.getByRole("button", { name: t("review.submit") }).click();
  await expect(page.getByLabel(t("review.reason"))).toHaveAttribute("aria-invalid", "true");
  // What is wrong is said on top, where the focus is.
  const summary = page.getByRole("alert").filter({ hasText: t("form.problems") });
  await expect(summary).toBeFocused();
  await expect(summary).toBeInViewport();
  await page.getByLabel(t("review.reason")).fill("Tokyo'ya taşındı");
  await page.getByRole("button", { name: t("review.submit") }).click();
  await expect(page.getByText(t("saved.as"))).toBeVisible();
});

test("a global admin adds a person, who chooses a password and is then disabled", async ({ page, browser }, info) => {
  const email = `ayse.${info.project.name.replace(/[^a-z]/gi, "").toLowerCase()}@demo.example`;
  await enter(page, "global_admin", "tr", "/people");
  await ready(page);
  await page.getByText(t("people.add"), { exact: true }).click();
  const main = page.getByRole("main");
  await main.getByLabel(t("people.name")).fill("Ayşe Çağ");
  await main.getByLabel(t("people.email")).fill(email);
  await main.getByLabel(t("role.sales_agent")).check();
  await main.getByRole("button", { name: t("people.add_action"), exact: true }).click();
  const password = (await page.locator("code").first().textContent())!;
  expect(password).toMatch(/^[a-z0-9]{16}$/);
  await expect(page.getByRole("status").filter({ hasText: password })).toContainText("Ayşe Çağ");
  // Whoever types over the next name gives away no role that was ticked for the last one.
  await expect(main.getByLabel(t("people.name"))).toHaveValue("");
  await expect(main.getByLabel(t("people.email"))).toHaveValue("");
  await expect(main.getByLabel(t("role.sales_agent"))).not.toBeChecked();
  await expectAccessible(page);

  const other = await browser.newContext({ ...info.project.use, baseURL: info.project.use.baseURL });
  await other.addCookies([{ name: "language", value: "tr", url: info.project.use.baseURL! }]);
  const theirs = await other.newPage();
  await theirs.goto("/sign-in?next=/customers");
  await ready(theirs);
  await theirs.getByLabel(t("people.email")).fill(email);
  await theirs.getByLabel(t("sign_in.password")).fill(password);
  await theirs.getByRole("button", { name: t("sign_in.action"), exact: true }).click();
  await expect(theirs.getByText(t("error.must_change_password"))).toBeVisible();
  await ready(theirs);
  await theirs.getByLabel(t("profile.current_password")).fill(password);
  await theirs.getByLabel(t("profile.new_password"), { exact: true }).fill("yeni parolam 1");
  await theirs.getByLabel(t("profile.repeated_password")).fill("yeni parolam 1");
  await theirs.getByRole("button", { name: t("profile.change_password") }).click();
  // On to where they were going.
  await expect(theirs).toHaveURL(/\/customers$/);

  await page.goto("/people");
  await page.getByRole("row", { name: email }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "Ayşe Çağ" })).toBeVisible();
  await page.getByLabel(t("people.disable"), { exact: true }).check();
  await page.getByRole("button", { name: t("form.save") }).click();
  await expect(page.getByText(t("saved.person"))).toBeVisible();
  await theirs.goto("/customers");
  await expect(theirs).toHaveURL(/sign-in/);
  await other.close();
});

test("the last global admin cannot be disabled", async ({ page }) => {
  await enter(page, "global_admin", "tr", "/people");
  await page.getByRole("row", { name: "global.admin@demo.example" }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "Gülay Aksoy" })).toBeVisible();
  await ready(page);
  await page.getByLabel(t("people.disable"), { exact: true }).check();
  await page.getByRole("button", { name: t("form.save") }).click();
  await expect(page.getByText(t("error.last_global_admin"))).toBeVisible();
});

test("the language can be changed before signing in", async ({ page }) => {
  await page.goto("/sign-in?next=/people");
  await ready(page);
  await page.getByRole("button", { name: "Türkçe" }).click();
  await expect(page.getByRole("heading", { level: 1, name: say("tr", "sign_in.title") })).toBeVisible();
  await expect(page).toHaveURL(/next=/);
});

test("pages that do not exist say so, with their status and a way back", async ({ page }) => {
  await enter(page, "sales_agent", "en");
  for (const path of ["/nothing", "/customers/none/account", "/customers/00000000-0000-0000-0000-000000000000/account", "/customers/00000000-0000-0000-0000-000000000000/history"]) {
    const answer = await page.goto(path);
    expect(answer!.status(), path).toBe(404);
    await expect(page.getByText(say("en", "error.not_found")), path).toBeVisible();
  }
  const answer = await page.goto("/customers?after=nonsense");
  expect(answer!.status()).toBe(400);
  await ready(page);
  await expectAccessible(page);
});
