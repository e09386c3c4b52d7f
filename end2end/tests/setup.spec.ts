import { languages } from "./support/customers";
import { expect, expectAccessible, ready, say, test } from "./support/desk";
import { serveEmpty } from "./support/empty";

for (const language of languages) {
  test(`a newcomer sets an empty installation up in ${language}`, async ({ page }) => {
    const t = (key: string) => say(language, key);
    const empty = await serveEmpty();
    try {
      await page.context().addCookies([{ name: "language", value: language, url: empty.origin }]);

      // Whoever comes without the link hears who has it.
      await page.goto(empty.origin);
      await expect(page.getByText(t("sign_in.nobody"))).toBeVisible();
      await ready(page);
      await expectAccessible(page);

      await page.goto(`${empty.origin}/setup/wrong`);
      await expect(page.getByRole("heading", { level: 1, name: t("setup.unknown_title") })).toBeVisible();
      await expectAccessible(page);

      await page.goto(empty.link);
      await expect(page.getByRole("heading", { level: 1, name: t("setup.title") })).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await expectAccessible(page);
      const finish = page.getByRole("button", { name: t("setup.action") });

      // A slip is named at its field, and what was typed stays; passwords are typed again.
      await page.getByLabel(t("people.name"), { exact: true }).fill("Gülay Aksoy");
      await page.getByLabel(t("people.email")).fill("gulay@kuzeybulut.example");
      await finish.click();
      await expect(page.getByRole("alert").first()).toContainText(t("setup.partner_name"));
      await expect(page.getByLabel(t("people.email"))).toHaveValue("gulay@kuzeybulut.example");
      await expectAccessible(page);

      await page.getByLabel(t("setup.password"), { exact: true }).fill("yeşil çay bardağı");
      await page.getByLabel(t("setup.repeated_password")).fill("yeşil çay bardağı");
      await page.getByLabel(t("setup.partner_name")).fill("Kuzey Bulut Bilişim");
      await page.getByLabel(t("customers.country")).selectOption("TR");
      await page.getByLabel(t("setup.time_zone")).selectOption("Europe/Istanbul");
      await finish.click();

      // Home says what comes next.
      await page.waitForURL(`${empty.origin}/`);
      await ready(page);
      await expect(page.getByRole("heading", { level: 2, name: t("first.title") })).toBeVisible();
      await expect(page.getByText("Kuzey Bulut Bilişim · Türkiye · Europe/Istanbul")).toBeVisible();
      for (const step of ["first.company", "first.customers", "first.people", "first.rules"]) {
        await expect(page.getByRole("heading", { level: 3, name: t(step) })).toBeVisible();
      }
      await expect(page.getByRole("link", { name: t("add.title") })).toHaveAttribute("href", "/customers/new");
      await expectAccessible(page);

      await page.getByRole("link", { name: t("first.invite") }).click();
      await expect(page.getByText(t("people.alone"))).toBeVisible();
      await page.goto(`${empty.origin}/customers`);
      await ready(page);
      await expect(page.getByText(t("customers.none"))).toBeVisible();
      await expectAccessible(page);
      await page.goto(`${empty.origin}/requests`);
      await expect(page.getByText(t("requests.none_hint"))).toBeVisible();
      await expectAccessible(page);

      // The link is worth nothing any more, whoever opens it.
      const again = await page.goto(empty.link);
      expect(again!.status()).toBe(410);
      await expect(page.getByRole("heading", { level: 1, name: t("setup.used_title") })).toBeVisible();
      await expectAccessible(page);
    } finally {
      await empty.end();
    }
  });
}
