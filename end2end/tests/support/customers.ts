// Every test that changes something has customers of its own.
import { enter, expect, ready, say, test, type Language } from "./desk";
import type { Browser, Page, TestInfo } from "@playwright/test";

export const projects = ["hydrated, wide", "hydrated, phone", "without JavaScript, wide", "without JavaScript, phone"];
export const languages: Language[] = ["en", "tr"];

export const hasScript = (info: TestInfo) => info.project.use.javaScriptEnabled !== false;

/**
 * The demo's customers that tests change, by the number in their domain: project by project, and in each by language
 * where a test is in both. A new test brings numbers of its own, and no other test's move.
 */
const reserved = {
  same_field: [3164, 6141, 2172, 7948, 2660, 6546, 2829, 1297],
  signed_out: [5670, 2636, 3787, 4979, 2025, 3389, 1909, 8236],
  second_person: [7873, 9026, 8377, 9387, 5404, 2204, 2989, 7156],
  dated: [5612, 1458, 9380, 1264, 7169, 5639, 2953, 9142],
  undone: [8788, 6423, 9189, 9614, 3040, 3061, 4455, 3073],
  landing: [8950, 3518, 7106, 4219, 9486, 6527, 8800, 5854],
  rejected: [1156, 1621, 1045, 9025, 7635, 9291, 8217, 2678],
  two_tabs: [6965, 4280, 6015, 3082, 4898, 8575, 802, 1193],
  redone: [333, 1489, 5168, 7120, 1988, 8589, 8766, 3867],
  mailed: [3648, 943, 4183, 906, 5291, 7509, 2281, 7435],
  permission: [3099, 6312, 2823, 2053, 2798, 9916, 1128, 5878],
  // Of Germany: only the Union's VAT IDs are asked about.
  registry: [7432, 8576, 8004, 5912, 4035, 6469, 2762, 4409],
  // Each of a country of its own.
  global_admin: [2395, 7951, 8587, 549, 6288, 3477, 3334, 4882],
  admin_agent: [5078, 7989, 2015, 2914, 6367, 5194, 9560, 6850],
  sales_agent: [5625, 3019, 43, 6994, 3983, 4666, 9922, 5586],
  helpdesk_agent: [8132, 6899, 2295, 3770, 8330, 1354, 698, 1483],
  // Of Turkey, in one language.
  wrong_fields: [5300, 9134, 5644, 3868],
  back_and_on: [3357, 9781, 760, 2374],
  nothing_changed: [6107, 8872, 1094, 8431],
  pasted_long: [4536, 7090, 589, 3396],
  newer_version: [7014, 9673, 4053, 1773],
  session_ended: [8350, 5216, 6198, 8356],
  other_country: [5343, 695, 6888, 5446],
  one_document: [1239, 2070],
  left_typed: [2751, 1519],
  forth_and_back: [5073, 8699],
} satisfies Record<string, number[]>;

const taken = Object.values(reserved).flat();
if (new Set(taken).size !== taken.length) throw new Error("a customer is reserved twice");

/** The list, narrowed to the customer of a test, a project and a language. */
export function listOf(of: keyof typeof reserved, language: Language = "en"): string {
  const numbers = reserved[of];
  const project = projects.indexOf(test.info().project.name);
  const number = numbers[numbers.length === 8 ? project * 2 + languages.indexOf(language) : project];
  if (number === undefined) throw new Error(`no customer is reserved for ${of} of ${test.info().project.name}`);
  return `/customers?search=${encodeURIComponent(`-${number}.example`)}`;
}

/** The account of the customer of a test, a project and a language; the list that tells is not shown. */
export async function customer(page: Page, language: Language, of: keyof typeof reserved): Promise<string> {
  const list = await (await page.request.get(listOf(of, language))).text();
  const rows = [...list.matchAll(/<th\b[^>]*\bscope="row"[^>]*>.*?<a\b[^>]*\bhref="([^"?]+)/gs)];
  expect(rows).toHaveLength(1);
  return rows[0]![1]!;
}

/** A second person at the same time, in a browser of their own. */
export async function beside(browser: Browser, info: TestInfo, role: string, language: Language): Promise<Page> {
  const context = await browser.newContext({ ...info.project.use, baseURL: info.project.use.baseURL });
  const page = await context.newPage();
  await enter(page, role, language);
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
