import { expect, test, type Locator, type Page } from "@playwright/test";
import {
  bookUpToPayment,
  demoProvider,
  openTimes,
  pay,
  PROVIDER,
  signIn,
  tabTo,
  type DemoProvider,
} from "./marketplace.ts";

interface Rules {
  timeZone: string;
  weekly: Array<{ weekday: number; start: string; end: string }>;
  exceptions: Array<{ day: string; windows: unknown[] }>;
}

let provider: DemoProvider;
let before: Rules;

const scheduleOf = async (page: Page): Promise<Rules> => {
  const answer = await page.request.get(`/api/v1/providers/${provider.id}/schedule`);
  return (await answer.json()) as Rules;
};
const ofDay = (rules: Rules, weekday: number) =>
  rules.weekly.filter((window) => window.weekday === weekday);

test.beforeEach(async ({ page, request }) => {
  provider = await demoProvider(request);
  await signIn(page, PROVIDER);
  before = await scheduleOf(page);
  await page.goto("/desk/hours");
  await expect(page.getByRole("button", { name: "Monday, 7:30 AM–6:30 PM" })).toBeVisible();
});
test.afterEach(async ({ page, baseURL }) => {
  await page.request.put(`/api/v1/providers/${provider.id}/schedule`, {
    data: before,
    headers: { origin: baseURL! },
  });
});

const save = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page.getByText("Your hours are saved.").first()).toBeVisible();
};

/** The middle of an element, and how far an hour is in the drawn week. */
const middleOf = async (element: Locator) => {
  const { x, y, width, height } = (await element.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
};
const HOUR = 24;

test("hours are moved, changed and removed by keyboard alone", async ({ page }) => {
  await tabTo(page, /^Monday, 7:30 AM/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.locator(":focus")).toHaveAttribute("aria-label", "Monday, 7:45 AM–7:00 PM");
  await tabTo(page, /^Sunday, 9:00 AM/);
  await page.keyboard.press("Delete");
  await expect(page.getByText("Unsaved changes.", { exact: true })).toBeVisible();
  await tabTo(page, /^Save hours$/, 120);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Your hours are saved.").first()).toBeVisible();
  const after = await scheduleOf(page);
  expect(ofDay(after, 1)).toEqual([{ weekday: 1, start: "07:45", end: "19:00" }]);
  expect(ofDay(after, 7)).toEqual([]);
});

test("hours are dragged by mouse, into another day and over midnight", async ({ page }) => {
  const saturday = page.getByRole("button", { name: /^Saturday, / });
  // The whole week in view, above the bar that saves.
  await page
    .locator('[data-column="Sunday"]')
    .evaluate((column) => column.scrollIntoView({ block: "center" }));
  const from = await middleOf(saturday);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 20);
  await page.mouse.move(from.x, from.y + 4 * HOUR, { steps: 5 });
  await page.mouse.up();
  await expect(saturday).toHaveAttribute("aria-label", "Saturday, 1:00 PM–7:00 PM");
  const end = await middleOf(page.locator('[data-grip="end"]').nth(5));
  const sunday = await middleOf(page.locator('[data-column="Sunday"]'));
  await page.mouse.move(end.x, end.y);
  await page.mouse.down();
  await page.mouse.move(sunday.x, end.y, { steps: 3 });
  const top = (await page.locator('[data-column="Sunday"]').boundingBox())!.y;
  await page.mouse.move(sunday.x, top + 2 * HOUR, { steps: 5 });
  await page.mouse.up();
  await expect(saturday).toHaveAttribute("aria-label", /^Saturday, 1:00 PM–2:00 AM, into Sunday$/);
  await save(page);
  expect(ofDay(await scheduleOf(page), 6)).toEqual([{ weekday: 6, start: "13:00", end: "02:00" }]);
});

test("an exception shows what customers would see, and the bookings it leaves outside", async ({
  browser,
  page,
  request,
}) => {
  const service = provider.services.find((one) => one.isInstant)!;
  const slot = (await openTimes(request, provider, service)).at(-3)!;
  const customer = await (await browser.newContext()).newPage();
  await bookUpToPayment(customer, service, slot);
  await pay(customer, "4242 4242 4242 4242");
  await expect(customer.getByText("You are booked", { exact: true })).toBeVisible({
    timeout: 20_000,
  });

  const day = slot.start.slice(0, 10);
  const preview = page.getByRole("region", { name: "What customers see" });
  const ofThatDay = preview
    .getByRole("listitem")
    .filter({ has: page.locator(`time[datetime="${day}"]`) });
  await expect(ofThatDay.locator("time")).not.toHaveCount(1);
  await page.getByRole("button", { name: "Add a day" }).click();
  await page.getByLabel("Day", { exact: true }).last().fill(day);
  await expect(ofThatDay).toContainText("No open times");
  await expect(page.getByText(/\d+ bookings? would be outside these hours/)).toBeVisible();
  const link = page.getByRole("link", { name: `${service.name} for Emma Example` }).first();
  await expect(link).toHaveAttribute("href", /^\/bookings\/[0-9a-f-]{36}$/);
  await save(page);
  await expect(page.getByText(/\d+ bookings? (is|are) outside your hours/)).toBeVisible();
  await link.click();
  await expect(page.getByText("You are booked by Emma Example.")).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true });

  test("a tap chooses hours, then a finger drags them", async ({ page }) => {
    const monday = page.getByRole("button", { name: /^Monday, / });
    await monday.scrollIntoViewIfNeeded();
    const touches = await page.context().newCDPSession(page);
    const finger = async (from: { x: number; y: number }, down: number) => {
      const touch = (type: string, y?: number) =>
        touches.send("Input.dispatchTouchEvent", {
          type: type as "touchStart",
          touchPoints: y === undefined ? [] : [{ x: from.x, y }],
        });
      await touch("touchStart", from.y);
      for (let step = 1; step <= 6; step++) await touch("touchMove", from.y + (down * step) / 6);
      await touch("touchEnd");
    };
    const scrolled = () => page.evaluate(() => window.scrollY);
    const began = await scrolled();
    await finger(await middleOf(monday), -2 * HOUR);
    // Not chosen yet: the page scrolls, the hours stay.
    await expect(monday).toHaveAttribute("aria-label", "Monday, 7:30 AM–6:30 PM");
    await expect.poll(scrolled).not.toBe(began);
    await monday.tap();
    await expect(monday).toHaveAttribute("aria-pressed", "true");
    const stood = await scrolled();
    await finger(await middleOf(monday), -2 * HOUR);
    await expect(monday).toHaveAttribute("aria-label", "Monday, 5:30 AM–4:30 PM");
    expect(await scrolled()).toBe(stood);
  });
});
