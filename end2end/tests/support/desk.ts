import { test as base, expect, type Cookie, type Page } from "@playwright/test";
import type { RunOnly } from "axe-core";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { shapeOf } from "./shape";

export type Language = "en" | "tr";
type Texts = Record<string, string>;

const read = (language: Language): Texts =>
  JSON.parse(readFileSync(new URL(`../../../app/locales/${language}.json`, import.meta.url), "utf8"));
const texts: Record<Language, Texts> = { en: read("en"), tr: read("tr") };

/** The sentence that a person sees; the tests find everything by its name. */
export const say = (language: Language, key: string): string => {
  const text = texts[language][key];
  if (text === undefined) throw new Error(`no sentence ${key}`);
  return text;
};

/** A page whose console must stay silent. */
export const test = base.extend<{ quiet: void }>({
  quiet: [
    async ({ page }, use) => {
      const noise: string[] = [];
      page.on("console", (message) => {
        // A refused form answers 4xx, which Chromium reports as a failed resource: that is the answer, not a fault.
        if (["error", "warning"].includes(message.type()) && !/Failed to load resource/.test(message.text())) noise.push(message.text());
      });
      page.on("pageerror", (error) => noise.push(String(error)));
      await use();
      expect(noise, "the console stays silent").toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

const languageCookie = (value: Language) => ({ name: "language", value, url: new URL(test.info().project.use.baseURL!).origin });

/** Signs in by the form, in a language. */
export async function signIn(page: Page, role: string, language: Language, next = "/") {
  await page.context().addCookies([languageCookie(language)]);
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel(say(language, "people.email")).fill(`${role.replace("_", ".")}@demo.example`);
  await page.getByLabel(say(language, "sign_in.password")).fill("defter-demo");
  await page.getByRole("button", { name: say(language, "sign_in.action"), exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** The sessions of this worker's people, by role. A worker is a process of its own and runs one test at a time. */
const sessions = new Map<string, Cookie[]>();

/**
 * Is signed in, in a language. The first of a worker signs in by the form, the others bring the session that this gave: so a
 * test that is about something else loads two pages less, and may begin on none. Who signs out signs in by the form: a
 * session ends for all who share it.
 */
export async function enter(page: Page, role: string, language: Language, next?: string) {
  const session = sessions.get(role);
  if (session) {
    await page.context().addCookies([...session, languageCookie(language)]);
    if (next !== undefined) await page.goto(next);
  } else {
    await signIn(page, role, language, next);
    sessions.set(role, (await page.context().cookies()).filter(({ name }) => name !== "language"));
  }
}

/** Waits until the browser's side is there; without JavaScript, and on the server's own pages, there is nothing to wait for. */
export async function ready(page: Page) {
  if (test.info().project.use.javaScriptEnabled === false) return;
  await page.waitForFunction(() => {
    const isAlive = document.querySelector("script[type=module]") !== null;
    return document.readyState !== "loading" && (!isAlive || document.documentElement.dataset.hydrated === "true");
  });
}

/**
 * No violation of WCAG 2.2 AA, as far as axe can tell.
 *
 * Journeys of every role come to the same pages: of each shape of a page axe looks once at each size and language, for
 * all tests of a run together. The dark theme differs in colours only, and colours know no language: once at each size.
 */
export async function expectAccessible(page: Page) {
  const { language, shape } = await shapeOf(page);
  const size = `${test.info().project.use.viewport!.width} pixels`;
  const isLight = isFirst("light", size, language, shape);
  const isDark = isFirst("dark", size, shape);
  if (!isLight && !isDark) return;
  const hasScript = test.info().project.use.javaScriptEnabled !== false;
  const seen = hasScript ? page : await copyWithScript(page);
  await seen.evaluate(axe);
  const found = isLight ? await violations(seen, "light", lightRules) : [];
  if (isDark) {
    await seen.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    found.push(...(await violations(seen, "dark", darkRules)));
    await seen.emulateMedia({ colorScheme: null, reducedMotion: null });
  }
  expect(found).toEqual([]);
}

const axe = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const lightRules: RunOnly = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const darkRules: RunOnly = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** What axe finds wrong. It looks at one document: no page of ours has frames. */
async function violations(page: Page, theme: string, runOnly: RunOnly): Promise<string[]> {
  expect(page.frames()).toHaveLength(1);
  const found = await page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    // Of what holds it need not name every element: that takes longer than looking.
    const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" | ")}`);
  }, runOnly);
  return found.map((violation) => `${theme}: ${violation}`);
}

/** Whether nobody asked for this before, in any worker of this run: a file that can be made once says so. */
function isFirst(...what: string[]): boolean {
  const text = what.join("\n");
  mkdirSync("test-results/axe", { recursive: true });
  try {
    writeFileSync(`test-results/axe/${createHash("sha256").update(text).digest("hex")}`, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** One page for all copies of a worker, which keeps to one project and so to one size. */
let copy: Page | undefined;

/** axe is a script: a page without JavaScript is shown to it as a copy that has none of its own. */
async function copyWithScript(page: Page): Promise<Page> {
  const html = (await page.content()).replace(/<script[\s\S]*?<\/script>/g, "");
  const { viewport } = test.info().project.use;
  copy ??= await (await page.context().browser()!.newContext({ viewport, javaScriptEnabled: true })).newPage();
  const url = page.url();
  await copy.route(url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
  await copy.goto(url);
  await copy.unroute(url);
  return copy;
}
