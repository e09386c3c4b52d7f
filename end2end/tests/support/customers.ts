// Every test of two people has a customer of its own: rows that no other file touches, of countries by turns.
import { expect, ready, say, signIn, test, type Language } from "./desk";
import type { Browser, Page, TestInfo } from "@playwright/test";

const countries = "US GB FR IT ES PT NL BE AT CH PL CZ SE NO DK FI IE GR RO HU BG AZ AE SA IN JP KR BR MX CA AU".split(" ");
export const projects = ["hydrated, wide", "hydrated, phone", "without JavaScript, wide", "without JavaScript, phone"];
export const languages: Language[] = ["en", "tr"];

export const hasScript = (info: TestInfo) => info.project.use.javaScriptEnabled !== false;

/** The account of the customer of a journey, a project and a language. */
export async function customer(page: Page, language: Language, journey: number): Promise<string> {
  const slot = journey * 8 + projects.indexOf(test.info().project.name) * 2 + languages.indexOf(language);
  await page.goto(`/customers?country=${countries[slot % countries.length]}`);
  const row = 2 + Math.floor(slot / countries.length);
  return (await page.getByRole("rowheader").nth(row).getByRole("link").getAttribute("href"))!;
}

/** A second person at the same time, in a browser of their own. */
export async function beside(browser: Browser, info: TestInfo, role: string, language: Language): Promise<Page> {
  const context = await browser.newContext({ ...info.project.use, baseURL: info.project.use.baseURL });
  const page = await context.newPage();
  await signIn(page, role, language);
  return page;
}

/** Types into one field of the form and goes to the review. */
export async function reviewField(page: Page, language: Language, account: string, field: string, value: string) {
  await page.goto(`${account}/update`);
  await ready(page);
  await page.getByLabel(say(language, field)).first().fill(value);
  await page.getByRole("button", { name: say(language, "update.review") }).click();
}

/** Changes one field by the form and submits it. */
export async function changeField(page: Page, language: Language, account: string, field: string, value: string) {
  await reviewField(page, language, account, field, value);
  await page.getByRole("button", { name: say(language, "review.submit") }).click();
  await expect(page.getByText(say(language, "saved.as"))).toBeVisible();
}
