import { languages, listOf, projects } from "./support/customers";
import { expect, expectAccessible, ready, say, signIn, test } from "./support/desk";

const roles = ["global_admin", "admin_agent", "sales_agent", "helpdesk_agent"] as const;

for (const language of languages) {
  for (const role of roles) {
    test(`${role} walks from sign-in to history in ${language}`, async ({ page }, info) => {
      const mayUpdate = role !== "helpdesk_agent";
      const mayPermit = role === "global_admin" || role === "admin_agent";
      const t = (key: string) => say(language, key);
      const reference = `PO-${projects.indexOf(info.project.name)}-${role}-${language}`;

      await signIn(page, role, language);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await expect(page.getByRole("heading", { level: 1, name: t("workspaces.title") })).toBeVisible();
      await ready(page);
      await expectAccessible(page);

      await page.getByRole("main").getByRole("link", { name: t("customers.title") }).click();
      await expect(page.getByRole("heading", { level: 1, name: t("customers.title") })).toBeVisible();
      await expectAccessible(page);
      await page.goto(listOf(role, language));
      await ready(page);
      const row = page.getByRole("rowheader").getByRole("link");
      const name = (await row.textContent())!;
      await row.click();
      await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
      await expect(page).toHaveTitle(`${name} · Defter`);
      await expectAccessible(page);
      const account = page.url();

      const update = page.getByRole("link", { name: t("account.update"), exact: true });
      if (mayUpdate) {
        await update.click();
        await expect(page.getByRole("heading", { level: 1, name: t("update.title") })).toBeVisible();
        await expectAccessible(page);
        await page.getByLabel(t("field.purchase_order_reference")).fill(reference);
        await page.getByRole("button", { name: t("update.review") }).click();
        await expect(page.getByRole("heading", { level: 2, name: t("review.title") })).toBeVisible();
        await expect(page.getByRole("row", { name: reference })).toBeVisible();
        await expectAccessible(page);
        await page.getByLabel(t("review.reason")).fill("</textarea><script>alert(1)</script>");
        await page.getByRole("button", { name: t("review.submit") }).click();
        await expect(page.getByText(t("saved.as"))).toBeVisible();
        await expect(page.getByText(reference)).toBeVisible();
        await page.getByRole("link", { name: t("history.title") }).click();
        await expect(page.getByRole("heading", { level: 1, name: t("history.title") })).toBeVisible();
        await expect(page.getByText("</textarea><script>alert(1)</script>").first()).toBeVisible();
        await expect(page.getByText(reference).first()).toBeVisible();
        await expectAccessible(page);
      } else {
        await expect(update).toHaveCount(0);
        const refused = await page.goto(`${account}/update`);
        expect(refused!.status()).toBe(403);
        await expect(page.getByText(t("error.forbidden"))).toBeVisible();
        await ready(page);
        await expectAccessible(page);
      }

      await page.goto(`${account.split("?")[0]}/permissions`);
      await ready(page);
      const permission = page.getByRole("region", { name: t("permission.reservations") });
      if (mayPermit) {
        const control = permission.getByRole("switch");
        if ((await control.getAttribute("aria-checked")) === "true") {
          await control.click();
          await permission.getByRole("button", { name: t("permission.remove") }).click();
          await expect(page.getByText(t("saved.permission"))).toBeVisible();
        }
        await expect(control).toHaveAttribute("aria-checked", "false");
        await control.click();
        await expect(page.getByText(t("permission.ask_text"))).toBeVisible();
        await expectAccessible(page);
        await permission.getByLabel(t("review.reason")).fill("asked by mail");
        await permission.getByRole("button", { name: t("permission.give") }).click();
        await expect(page.getByText(t("saved.permission"))).toBeVisible();
        await expect(permission.getByRole("switch")).toHaveAttribute("aria-checked", "true");
        // Removing is asked about as giving is.
        await permission.getByRole("switch").click();
        await expect(page.getByText(t("permission.remove_text"))).toBeVisible();
        await expect(permission.getByRole("switch")).toHaveAttribute("aria-checked", "true");
        await permission.getByRole("button", { name: t("permission.remove") }).click();
        await expect(permission.getByRole("switch")).toHaveAttribute("aria-checked", "false");
      } else {
        await expect(page.getByText(t("permissions.whom_to_ask"))).toBeVisible();
        await expect(page.getByRole("switch")).toHaveCount(0);
      }
      await expectAccessible(page);

      const people = await page.goto("/people");
      expect(people!.status()).toBe(role === "global_admin" ? 200 : 403);
      await ready(page);
      await expectAccessible(page);
      await page.goto("/profile");
      await ready(page);
      await expectAccessible(page);
      await page.getByRole("main").getByRole("button", { name: t("sign_out.action") }).click();
      await expect(page.getByRole("heading", { level: 1, name: t("sign_in.title") })).toBeVisible();
      await expectAccessible(page);
      await page.goto("/customers");
      await expect(page).toHaveURL(/\/sign-in\?next=%2Fcustomers$/);
    });
  }
}
