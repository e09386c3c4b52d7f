// The server's clock. serve.sh gives the server a file that sets it ahead; a server that others reach takes none.
import { expect, test as quiet } from "./desk";
import { mkdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from "node:fs";

const file = "test-results/clock";
const lock = "test-results/clock.lock";
const minute_ms = 60_000;

/** The whole seconds that the server's clock is ahead of this machine's. */
function ahead_s(): number {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return 0;
  }
}

/** The server's clock in the hands of one test. */
export const clock = {
  /** A full minute that leaves time to type, on slow machines too, in milliseconds since 1970. */
  soon: () => Math.ceil((Date.now() + ahead_s() * 1_000 + 2 * minute_ms) / minute_ms) * minute_ms,
  /** Sets the clock ahead to a moment; never back. */
  advanceTo(at_ms: number) {
    const needed_s = Math.ceil((at_ms - Date.now()) / 1_000);
    if (needed_s <= ahead_s()) return;
    // The server reads it at any moment: never half of it.
    writeFileSync(`${file}.new`, String(needed_s));
    renameSync(`${file}.new`, file);
  },
};

/** A test that has the clock to itself: nobody else sets it ahead meanwhile. */
export const test = quiet.extend<{ clock: typeof clock }>({
  clock: async ({}, use) => {
    await expect(() => mkdirSync(lock)).toPass({ intervals: [100], timeout: 100_000 });
    try {
      await use(clock);
    } finally {
      rmdirSync(lock);
    }
  },
});
