import AxeBuilder from "@axe-core/playwright";
import { expect, test, type APIRequestContext, type Browser, type Page } from "@playwright/test";
import {
  ADMIN,
  bookUpToPayment,
  demoProvider,
  openTimes,
  pay,
  PROVIDER,
  signIn,
} from "./marketplace.ts";

// Recording every step would take longer than the steps; what fails here says by itself where and why.
test.use({ trace: "off" });

const CUSTOMER = "customer@demo.loconomy.test";

/** A narrow phone in the dark and a desk in daylight: where layouts and contrasts break first. */
const SCREENS = [
  { name: "360 px, dark", viewport: { width: 360, height: 780 }, colorScheme: "dark" },
  { name: "1280 px, light", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
] as const;

type Screen = (typeof SCREENS)[number];

/** What the console says that no page may say; the 404 of a missing page is an ordinary answer. */
const watchConsole = (page: Page): string[] => {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const { url } = message.location();
    const path = url.startsWith("http") ? new URL(url).pathname : "";
    const text = message.text();
    if (path.endsWith("/nobody-here") && text.includes("404")) return;
    complaints.push(`${text} ${path}`);
  });
  return complaints;
};

/**
 * Rows and items of long lists repeat; the first few stand for all, which keeps the audit quick.
 * A mail is shown in a frame where no script may run, and the test-mode line is no part of the page's content.
 */
const audit = (page: Page) =>
  ["tr:nth-of-type(n+4)", "main li:nth-of-type(n+9)", "iframe", "body > .banner"]
    .reduce((builder, left) => builder.exclude(left), new AxeBuilder({ page }))
    .analyze();

const widerThanScreen = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

const check = async (page: Page, path: string, complaints: string[]): Promise<void> => {
  await test.step(path, async () => {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    expect(await widerThanScreen(page), `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    const { violations } = await audit(page);
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n  ")}`,
    );
    expect.soft(found, path).toEqual([]);
    expect.soft(complaints.splice(0), path).toEqual([]);
  });
};

type Path = string | ((page: Page) => Promise<string>);

/** Opens pages one after the other on one screen, signed in when an account is given. */
const visit = async (
  browser: Browser,
  screen: Screen,
  paths: Path[],
  account?: string,
): Promise<void> => {
  const { viewport, colorScheme } = screen;
  // Nothing fades in while colors are measured.
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  const complaints = watchConsole(page);
  if (account) await signIn(page, account);
  for (const path of paths)
    await check(page, typeof path === "string" ? path : await path(page), complaints);
  await context.close();
};

const anyBooking = async (page: Page): Promise<string> => {
  const answer = await page.request.get("/api/v1/bookings?limit=1");
  const { items } = (await answer.json()) as { items: Array<{ id: string }> };
  return `/bookings/${items[0]!.id}`;
};

const newestMail = async (request: APIRequestContext): Promise<string> => {
  const answer = await request.get("/sandbox/mailbox");
  return /\/sandbox\/mailbox\/[0-9a-f-]{36}/.exec(await answer.text())![0];
};

/** What a page may load in scripts before anybody touches it, in kB (1,000 bytes) as sent; React and Next alone are about 115. */
const SCRIPT_KB = 150;
/** The same of the booking page, which asks the API as it starts. */
const BOOKING_SCRIPT_KB = 170;

/** The scripts that a page has loaded, in kB as sent. */
const scriptKb = (page: Page): Promise<number> =>
  page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map((entry) => entry as PerformanceResourceTiming)
      .filter(({ name }) => /\.m?js$/.test(new URL(name).pathname))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize / 1000, 0),
  );

declare global {
  interface Window {
    formattersMade: string[];
  }
}

/** Notes in the page what it makes of `Intl`, whose first number or date costs a browser tens of milliseconds. */
const watchFormatters = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    window.formattersMade = [];
    for (const name of ["NumberFormat", "DateTimeFormat"] as const) {
      Object.defineProperty(Intl, name, {
        value: new Proxy(Intl[name], {
          construct: (target, args) => {
            window.formattersMade.push(name);
            return Reflect.construct(target, args) as object;
          },
        }),
      });
    }
  });

test("home, results and a provider's page load few scripts on a phone, and format nothing as they start", async ({
  page,
  request,
}) => {
  await page.setViewportSize(SCREENS[0].viewport);
  await watchFormatters(page);
  const { slug } = await demoProvider(request);
  for (const path of ["/", "/search?q=plumbing&near=Austin%2C+TX", `/providers/${slug}`]) {
    await page.goto(path, { waitUntil: "networkidle" });
    const sent = await scriptKb(page);
    expect(sent, path).toBeGreaterThan(0);
    expect.soft(sent, `${path}, kB of scripts`).toBeLessThanOrEqual(SCRIPT_KB);
    expect.soft(await page.evaluate(() => window.formattersMade), path).toEqual([]);
  }
});

test("the booking page loads few scripts until it is known who books", async ({
  page,
  request,
}) => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => one.isInstant)!;
  const { start } = (await openTimes(request, provider, service)).at(-20)!;
  await page.goto(`/book?serviceId=${service.id}&start=${encodeURIComponent(start)}`, {
    waitUntil: "networkidle",
  });
  await expect(page.getByRole("link", { name: "Create an account" })).toBeVisible();
  const sent = await scriptKb(page);
  expect(sent).toBeGreaterThan(0);
  expect(sent, "kB of scripts").toBeLessThanOrEqual(BOOKING_SCRIPT_KB);
  // Leaving gives the time back.
  await page.goto("/");
});

for (const screen of SCREENS) {
  test.describe(screen.name, () => {
    test("pages for everybody", async ({ browser, request }) => {
      const { slug } = await demoProvider(request);
      await visit(browser, screen, [
        "/",
        "/search?q=plumbing&near=Austin%2C+TX",
        `/providers/${slug}`,
        "/services",
        "/services/plumbing/austin-tx",
        "/in/austin-tx",
        `/providers/${slug}/times`,
        `/providers/${slug}/times?zone=Asia/Kolkata`,
        "/sign-in",
        "/sign-up",
        "/forgot-password",
        "/nobody-here",
      ]);
    });

    test("pages of a customer", async ({ browser }) => {
      await visit(
        browser,
        screen,
        ["/bookings", anyBooking, "/account", "/become-a-provider"],
        CUSTOMER,
      );
    });

    test("pages of a provider", async ({ browser }) => {
      await visit(
        browser,
        screen,
        [
          "/desk",
          "/desk/calendar",
          "/desk/services",
          "/desk/hours",
          "/desk/calendars",
          "/desk/money",
          "/desk/invoices",
        ],
        PROVIDER,
      );
    });

    test("pages of an operator", async ({ browser }) => {
      await visit(
        browser,
        screen,
        ["/console", "/console?view=providers", "/console?view=bookings", "/console?view=money"],
        ADMIN,
      );
    });
  });
}

test("a booking and its mail", async ({ browser, page, request }) => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => one.isInstant)!;
  await bookUpToPayment(page, service, (await openTimes(request, provider, service)).at(-12)!);
  await pay(page, "4242 4242 4242 4242");
  await expect(page.getByText("You are booked", { exact: true })).toBeVisible({ timeout: 20_000 });
  expect((await audit(page)).violations).toEqual([]);
  await expect(async () => expect(await newestMail(request)).toBeTruthy()).toPass();
  const mail = await newestMail(request);
  for (const screen of SCREENS) await visit(browser, screen, ["/sandbox/mailbox", mail]);
});

test("without JavaScript: from a search to a time that can be booked", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
  await page.getByRole("combobox", { name: "What do you need?" }).fill("Barton Creek Plumbing");
  await page.getByRole("combobox", { name: "Where?" }).fill("Austin, TX");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/\/search\?/);
  await page.getByRole("link", { name: "Barton Creek Plumbing" }).first().click();
  await expect(
    page.getByRole("heading", { level: 1, name: "Barton Creek Plumbing" }),
  ).toBeVisible();
  await page
    .getByRole("link", { name: /See open times/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/times\?serviceId=/);
  // Another day of the month: a link, too.
  await page
    .getByRole("link", { name: /\d+ open times?$/ })
    .last()
    .click();
  await expect(page).toHaveURL(/day=\d{4}-\d\d-\d\d/);
  const time = page
    .getByRole("main")
    .getByRole("link", { name: /^\d{1,2}:\d{2} [AP]M, until / })
    .first();
  await expect(time).toHaveAttribute("href", /^\/book\?serviceId=[0-9a-f-]{36}&start=/);
  await context.close();
});

test("the home page shows who is free this week, with times to book", async ({ page }) => {
  await page.goto("/");
  const free = page.getByRole("region", { name: /^Free this week/ });
  const times = free.getByRole("link", { name: /\d{1,2}:\d{2} [AP]M$/ });
  await expect(times.first()).toBeVisible();
  const starts = await times.evaluateAll((links) =>
    links.map((link) => new URL((link as HTMLAnchorElement).href).searchParams.get("start")!),
  );
  for (const start of starts)
    expect(Date.parse(start)).toBeLessThan(Date.now() + 7 * 24 * 3_600_000);
});
