import { readFileSync } from "node:fs";

/** A panic can hide behind a page that answers 200: after all tests the server's log must hold none. */
export default function noPanics() {
  const log = readFileSync("test-results/server.log", "utf8");
  const bad = log.split("\n").filter((line) => /panicked at|ERROR/.test(line));
  if (bad.length > 0) throw new Error(`the server's log holds ${bad.length} bad lines:\n${bad.slice(0, 5).join("\n")}`);
}
