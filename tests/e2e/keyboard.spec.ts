import { expect, test, type Page } from "@playwright/test";
import { bookingId, tabTo } from "./marketplace.ts";

/** Goes to something by Tab and presses Enter on it. */
const enter = async (page: Page, name: RegExp): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
};
const write = async (page: Page, name: RegExp, text: string): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.type(text);
};

// Nothing here is clicked, and no script puts the focus anywhere but the page's own.
test("by keyboard alone: search, book, pay, move to another time, cancel", async ({ page }) => {
  await test.step("search", async () => {
    await page.goto("/");
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
    await page.keyboard.press("Enter");
    await write(page, /^What do you need/, "barton creek");
    // The provider is among the suggestions: arrow down to it, and Enter goes there.
    await expect(page.getByRole("option", { name: /Barton Creek Plumbing/ })).toBeVisible();
    for (let steps = 0; steps < 10; steps++) {
      await page.keyboard.press("ArrowDown");
      const active = page.locator('[role="option"][aria-selected="true"]');
      if ((await active.count()) && /Barton Creek/.test((await active.textContent()) ?? "")) break;
    }
    await page.keyboard.press("Enter");
    await expect(
      page.getByRole("heading", { level: 1, name: "Barton Creek Plumbing" }),
    ).toBeVisible();
  });

  await test.step("choose a time and hold it", async () => {
    await expect(page.getByRole("button", { name: /open time/ }).first()).toBeVisible();
    await tabTo(page, /, \d+ open times?/);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await tabTo(page, /^\d{1,2}:\d{2} [AP]M, until/);
    await page.keyboard.press("Enter");
    await enter(page, /^Book /);
    await expect(page).toHaveURL(/\/book\?/);
    await expect(page.getByText(/Held for you for/).first()).toBeVisible();
  });

  await test.step("open an account on the way", async () => {
    await enter(page, /^Create an account$/);
    await expect(page).toHaveURL(/\/sign-up/);
    await write(page, /^Your name/, "Kim Keys");
    await write(page, /^E-mail/, `e2e.keys.${Date.now()}@example.com`);
    await write(page, /^Password/, "a long password");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/book\?/);
  });

  await test.step("details and card", async () => {
    await expect(page.getByRole("button", { name: "Continue to payment" })).toBeVisible();
    await write(page, /^Street and number/, "1100 Congress Avenue");
    await write(page, /^City/, "Austin");
    await write(page, /^Postal code/, "78701");
    await enter(page, /^Continue to payment$/);
    await expect(page.getByLabel("Card number")).toBeVisible();
    await write(page, /^Card number/, "4242 4242 4242 4242");
    await write(page, /^Expiry date/, "04 / 34");
    await write(page, /^Security code/, "123");
    await enter(page, /^Pay /);
    await expect(page.getByText(/^(You are booked|Your request is on its way)$/)).toBeVisible({
      timeout: 20_000,
    });
  });
  const id = bookingId(page);
  const now = async () =>
    (await (await page.request.get(`/api/v1/bookings/${id}`)).json()) as {
      start: string;
      status: string;
    };

  await test.step("move to another time", async () => {
    const { start } = await now();
    await enter(page, /^Move to another time$/);
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByLabel("Time")).toBeVisible();
    await tabTo(page, /^Time/);
    await page.keyboard.press("ArrowDown");
    await enter(page, /^Move to another time$/);
    await expect(page.getByText("The booking has moved.").first()).toBeVisible();
    await expect(dialog).toHaveCount(0);
    // Back where it began.
    await expect(page.getByRole("button", { name: "Move to another time" })).toBeFocused();
    await expect.poll(async () => (await now()).start).not.toBe(start);
  });

  await test.step("cancel, after thinking again once", async () => {
    await enter(page, /^Cancel booking$/);
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Cancel booking" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(
      page.getByRole("dialog").getByRole("button", { name: "Cancel booking" }),
    ).toBeEnabled();
    await enter(page, /^Cancel booking$/);
    await expect.poll(async () => (await now()).status).toBe("cancelled");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await tabTo(page, /\S/);
  });
});
