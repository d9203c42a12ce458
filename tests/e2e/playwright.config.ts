import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { defineConfig } from "@playwright/test";

const PORT = Number(process.env["E2E_PORT"] ?? 4321);
/** Where a journey serves a calendar of its own. */
const CALENDARS = `http://127.0.0.1:${PORT + 2}`;
const root = resolve(import.meta.dirname, "../..");
const newFolder = (): string => mkdtempSync(join(tmpdir(), "loconomy-e2e-"));
/** Data of the marketplace of the journeys. Whoever runs them reads this file again, and has it from who began. */
const JOURNEYS_DATA = (process.env["E2E_JOURNEYS_DATA"] ??= newFolder());

/** A marketplace of its own: database, clock and port. */
const server = (port: number, dataDir: string) => ({
  command: `"${process.execPath}" --disable-warning=ExperimentalWarning apps/server/src/main.ts`,
  cwd: root,
  url: `http://localhost:${port}/readyz`,
  timeout: 180_000,
  gracefulShutdown: { signal: "SIGTERM" as const, timeout: 20_000 },
  env: {
    PORT: String(port),
    DATA_DIR: dataDir,
    CLOCK_CONTROL: "1",
    RATE_LIMITS: "bench",
    LOG_LEVEL: "warn",
    CALENDAR_TRUSTED_ORIGINS: CALENDARS,
  },
});

/** Whole journeys in a real Chromium against the real server with demo data on a database of their own. */
export default defineConfig({
  testDir: ".",
  outputDir: join(root, "test-results"),
  // One marketplace and one clock for all: journeys that turn the clock must not run beside others.
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  // Turning the clock weeks ahead makes much due at once, and what a journey waits for stands in that line.
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    locale: "en-US",
    timezoneId: "America/Chicago",
    viewport: { width: 1280, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env["CHROMIUM_PATH"] || "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        // The map is drawn by software.
        "--enable-unsafe-swiftshader",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  // Journeys turn the clock of their marketplace days ahead; pages are looked at in one where it is today.
  projects: [
    {
      name: "journeys",
      testMatch: [
        "journey.spec.ts",
        "calendars.spec.ts",
        "chargeback.spec.ts",
        "dispute.spec.ts",
        "move.spec.ts",
        "refund.spec.ts",
        "saved-card.spec.ts",
        "series.spec.ts",
        "waitlist.spec.ts",
      ],
      use: { baseURL: `http://localhost:${PORT}` },
      metadata: { calendars: CALENDARS, data: JOURNEYS_DATA },
    },
    {
      name: "pages",
      testMatch: [
        "landing.spec.ts",
        "pages.spec.ts",
        "hours.spec.ts",
        "week.spec.ts",
        "keyboard.spec.ts",
        "search.spec.ts",
        "statement.spec.ts",
      ],
      use: { baseURL: `http://localhost:${PORT + 1}` },
    },
    // They turn the clock by days or into another month, and so far that hundreds of the demo's jobs end at once: whoever came next
    // would look for open times in this one, and stand in line behind those.
    {
      name: "far-ahead",
      testMatch: ["coupon.spec.ts", "deposit.spec.ts", "fee.spec.ts", "onboarding.spec.ts"],
      use: { baseURL: `http://localhost:${PORT}` },
    },
  ],
  webServer: [server(PORT, JOURNEYS_DATA), server(PORT + 1, newFolder())],
});
