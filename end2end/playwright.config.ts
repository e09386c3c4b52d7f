import { defineConfig } from "@playwright/test";

const address = process.env.DEFTER_E2E_ADDRESS ?? "127.0.0.1:3217";
const vies = process.env.DEFTER_E2E_VIES ?? "127.0.0.1:3218";
const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

export default defineConfig({
  testDir: "tests",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // A journey without JavaScript looks at ten pages twice: as they are, and as copies for axe.
  timeout: 120_000,
  reporter: [["list"]],
  globalTeardown: "./tests/support/no_panics.ts",
  use: {
    baseURL: `http://${address}`,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  webServer: [
    { command: `node tests/support/vies.mjs ${vies}`, url: `http://${vies}/`, reuseExistingServer: false },
    {
      command: `bash serve.sh ${address} ${vies}`,
      url: `http://${address}/healthz`,
      reuseExistingServer: false,
      gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
    },
  ],
  projects: [
    { name: "hydrated, wide", use: { viewport: wide } },
    { name: "hydrated, phone", use: { viewport: phone, hasTouch: true, isMobile: true } },
    { name: "without JavaScript, wide", testIgnore: "**/*.hydrated.spec.ts", use: { viewport: wide, javaScriptEnabled: false } },
    { name: "without JavaScript, phone", testIgnore: "**/*.hydrated.spec.ts", use: { viewport: phone, javaScriptEnabled: false, hasTouch: true, isMobile: true } },
  ],
});
