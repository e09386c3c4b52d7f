import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";

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

/** Signs in by the form, in a language. */
export async function signIn(page: Page, role: string, language: Language, next = "/") {
  await page.context().addCookies([{ name: "language", value: language, url: new URL(test.info().project.use.baseURL!).origin }]);
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel(say(language, "people.email")).fill(`${role.replace("_", ".")}@demo.example`);
  await page.getByLabel(say(language, "sign_in.password")).fill("defter-demo");
  await page.getByRole("button", { name: say(language, "sign_in.action"), exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** Waits until the browser's side is there; without JavaScript, and on the server's own pages, there is nothing to wait for. */
export async function ready(page: Page) {
  if (test.info().project.use.javaScriptEnabled === false) return;
  await page.waitForFunction(() => {
    const isAlive = document.querySelector("script[type=module]") !== null;
    return document.readyState !== "loading" && (!isAlive || document.documentElement.dataset.hydrated === "true");
  });
}

/** No violation of WCAG 2.2 AA, as far as axe can tell. */
export async function expectAccessible(page: Page) {
  const hasScript = test.info().project.use.javaScriptEnabled !== false;
  const seen = hasScript ? page : await copyWithScript(page);
  const light = await new AxeBuilder({ page: seen }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  // The dark theme differs in colours only.
  await seen.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  const dark = await new AxeBuilder({ page: seen }).withRules(["color-contrast", "link-in-text-block"]).analyze();
  await seen.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (!hasScript) await seen.close();
  const lines = (theme: string, found: typeof light) =>
    found.violations.map((violation) => `${theme}: ${violation.id}: ${violation.nodes.map((node) => node.target).join(" | ")}`);
  expect([...lines("light", light), ...lines("dark", dark)]).toEqual([]);
}

/** One context for all copies of a worker, which keeps to one project and so to one size. */
let copies: BrowserContext | undefined;

/** axe is a script: a page without JavaScript is shown to it as a copy that has none of its own. */
async function copyWithScript(page: Page): Promise<Page> {
  const html = (await page.content()).replace(/<script[\s\S]*?<\/script>/g, "");
  const { viewport } = test.info().project.use;
  copies ??= await page.context().browser()!.newContext({ viewport, javaScriptEnabled: true });
  const copy = await copies.newPage();
  const url = page.url();
  await copy.route(url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
  await copy.goto(url);
  return copy;
}
