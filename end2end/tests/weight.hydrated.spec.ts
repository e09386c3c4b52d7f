import { customer } from "./support/customers";
import { enter, expect, test } from "./support/desk";
import { get } from "node:http";
import { brotliDecompressSync } from "node:zlib";

/** What a browser is sent for a path, and how many bytes that is on its way. */
function fetched(url: string, cookie: string): Promise<{ bytes: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { cookie, "accept-encoding": "br" } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", reject);
      answer.on("end", () => {
        const body = Buffer.concat(parts);
        const isSqueezed = answer.headers["content-encoding"] === "br";
        resolve({ bytes: body.length, text: String(isSqueezed ? brotliDecompressSync(body) : body) });
      });
    }).on("error", reject);
  });
}

test("a page and the styles of its first load stay under 18 KB", async ({ page, baseURL }) => {
  test.skip(test.info().project.use.isMobile === true, "the same bytes at every size");
  await enter(page, "global_admin", "tr", "/customers");
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const account = await customer(page, "tr", "global_admin");
  const paths = ["/", "/customers", "/customers/new", account, `${account}/update`, `${account}/permissions`, account.replace(/account$/, "history"), "/requests", "/activity", "/people", "/profile"];
  const heavy: string[] = [];
  for (const [path, asker] of [...paths.map((path) => [path, cookie]), ["/sign-in", "language=tr"]] as [string, string][]) {
    const { bytes, text } = await fetched(new URL(path, baseURL).href, asker);
    // Paper's sheet holds nothing up.
    const links = [...text.matchAll(/<link\b[^>]*>/g)].map(([link]) => link).filter((link) => link.includes("stylesheet") && !link.includes('media="print"'));
    expect(links.length).toBeGreaterThan(0);
    let sum = bytes;
    for (const link of links) sum += (await fetched(new URL(/href="([^"]+)"/.exec(link)![1]!, baseURL).href, "")).bytes;
    if (sum >= 18 * 1024) heavy.push(`${path}: ${sum}`);
  }
  expect(heavy).toEqual([]);
});
