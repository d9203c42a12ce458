import { expect, test, type Locator, type Page } from "@playwright/test";
import {
  bookingId,
  bookUpToPayment,
  demoProvider,
  openTimes,
  pay,
  PROVIDER,
  signIn,
  tabTo,
  type Slot,
} from "./marketplace.ts";

const ZONE = "America/Chicago";

const dayOf = (iso: string): string =>
  Temporal.Instant.from(iso).toZonedDateTimeISO(ZONE).toPlainDate().toString();

/** Where a time stands on the screen, in the column of its day. */
const pointOf = async (page: Page, iso: string) => {
  const box = (await page.locator(`[data-column="${dayOf(iso)}"]`).boundingBox())!;
  const { hour, minute } = Temporal.Instant.from(iso).toZonedDateTimeISO(ZONE);
  return { x: box.x + box.width / 2, y: box.y + (box.height * (hour * 60 + minute)) / 1440 };
};

const proposeIn = async (dialog: Locator): Promise<void> => {
  await dialog.getByLabel("Reason").fill("A pipe burst elsewhere.");
  await dialog.getByRole("button", { name: "Propose another time" }).press("Enter");
  await expect(dialog).toHaveCount(0);
};

test("a provider drags a booking in the week, the customer accepts; then the same by keyboard", async ({
  browser,
  page,
  request,
}) => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => one.isInstant)!;
  const slot = (await openTimes(request, provider, service, 30, 3)).at(-4)!;
  await bookUpToPayment(page, service, slot);
  await pay(page, "4242 4242 4242 4242");
  await expect(page.getByText("You are booked", { exact: true })).toBeVisible({ timeout: 20_000 });
  const id = bookingId(page);
  const startOf = async (): Promise<string> =>
    ((await (await page.request.get(`/api/v1/bookings/${id}`)).json()) as { start: string }).start;

  const theirs = await (await browser.newContext({ timezoneId: ZONE })).newPage();
  await signIn(theirs, PROVIDER);
  const answer = await theirs.request.get(
    `/api/v1/bookings/${id}/new-times?from=${dayOf(slot.start)}&to=${dayOf(slot.start)}`,
  );
  const [other] = ((await answer.json()) as { slots: Slot[] }).slots;

  await theirs.goto(`/desk/calendar?day=${dayOf(slot.start)}`);
  const job = theirs.locator(`[data-block^="booking.${id}"]:not([data-block$="proposed"])`);
  await test.step("dragged", async () => {
    await job.scrollIntoViewIfNeeded();
    const [from, to] = [await pointOf(theirs, slot.start), await pointOf(theirs, other!.start)];
    await theirs.mouse.move(from.x, from.y + 10);
    await theirs.mouse.down();
    await theirs.mouse.move(from.x, from.y + 20);
    await theirs.mouse.move(to.x, to.y + 10, { steps: 5 });
    await expect(theirs.getByText(/ Free\.$/)).toBeVisible();
    await theirs.mouse.up();
    const dialog = theirs.getByRole("dialog");
    await expect(dialog.getByLabel("Time")).toHaveValue(other!.start);
    await proposeIn(dialog);
    await expect(theirs.getByRole("button", { name: /You proposed/ })).toBeVisible();
    expect(await startOf()).toBe(slot.start);
  });

  await test.step("accepted", async () => {
    await page.goto(`/bookings/${id}`);
    await page.getByRole("button", { name: "Accept new time" }).click();
    await expect.poll(startOf).toBe(other!.start);
  });

  await test.step("moved by keyboard", async () => {
    await theirs.reload();
    await expect(job).toBeVisible();
    await tabTo(theirs, /\d{1,2}:\d\d/);
    for (
      let steps = 0;
      steps < 40 && !(await job.evaluate((it) => it === document.activeElement));
      steps++
    )
      await theirs.keyboard.press(steps % 8 === 7 ? "ArrowRight" : "ArrowDown");
    await expect(job).toBeFocused();
    await theirs.keyboard.press("m");
    const moving = theirs.getByRole("button", { name: /^Moving / });
    await expect(moving).toBeFocused();
    await theirs.keyboard.press("ArrowDown");
    await theirs.keyboard.press("Escape");
    await expect(job).toBeFocused();
    await theirs.keyboard.press("m");
    for (let steps = 0; steps < 24; steps++) {
      await theirs.keyboard.press("ArrowDown");
      if (await theirs.getByText(/ Free\.$/).count()) break;
    }
    await theirs.keyboard.press("Enter");
    await proposeIn(theirs.getByRole("dialog"));
    await expect(theirs.getByRole("button", { name: /You proposed/ })).toBeVisible();
    expect(await startOf()).toBe(other!.start);
  });
});
