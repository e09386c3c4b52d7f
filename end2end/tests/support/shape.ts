import type { Page } from "@playwright/test";

/**
 * What of a page can make it accessible or not, without its words: its path, elements and attributes in their order.
 * Of siblings of one shape one stands for all, so that lists of three and of fifty rows are the same page.
 */
export async function shapeOf(page: Page): Promise<{ language: string; shape: string }> {
  const path = new URL(page.url()).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}").replace(/\d+/g, "{n}");
  const { language, body } = await page.evaluate(() => {
    // Names, addresses and sentences: whether there are any counts, not which.
    const words = /^(id|for|name|value|href|src|(form)?action|title|placeholder|datetime|alt|list|headers|min|max|pattern|data-.*|aria-(label|labelledby|describedby|description|controls|owns|errormessage|activedescendant))$/;
    const isNothing = (node: Node) => (node.textContent ?? "").trim() === "";
    const shape = (element: Element): string => {
      const kept = [...element.attributes].map(({ name, value }) => {
        if (words.test(name) && value !== "") return name;
        // The server and the browser put other spaces between two classes.
        return `${name}=${name === "class" ? value.trim().replace(/\s+/g, " ") : value}`;
      });
      const isOn = (element as HTMLInputElement).checked === true || (element as HTMLDetailsElement).open === true;
      const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && !isNothing(node));
      // Options and drawings are judged as a whole.
      const parts = ["select", "svg", "script", "style"].includes(element.localName) ? [] : [...element.children].map(shape);
      return `<${element.localName} ${kept.sort().join(" ")}${isOn ? " on" : ""}${hasText ? " text" : ""}>${[...new Set(parts)].join("")}</>`;
    };
    return { language: document.documentElement.lang, body: shape(document.body) };
  });
  return { language, shape: `${path}\n${body}` };
}
