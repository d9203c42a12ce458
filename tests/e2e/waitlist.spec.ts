import { expect, test } from "@playwright/test";
import {
  bookingId,
  bookUpToPayment,
  demoProvider,
  fillDetails,
  mailOf,
  openTimes,
  pay,
  signUp,
} from "./marketplace.ts";

test("a full day: one waits, another cancels, the time is kept and booked", async ({
  browser,
  page,
  request,
}) => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => one.isInstant)!;
  const slot = (await openTimes(request, provider, service, 30)).at(-1)!;
  const day = new Date(slot.start).toLocaleDateString("en-CA", { timeZone: "America/Chicago" });
  const clock = (instant: number) =>
    new Date(instant).toLocaleTimeString("en-GB", {
      timeZone: "America/Chicago",
      hour: "2-digit",
      minute: "2-digit",
    });

  const theirs = await (await browser.newContext()).newPage();
  await test.step("somebody has the time", async () => {
    await bookUpToPayment(theirs, service, slot);
    await pay(theirs, "4242 4242 4242 4242");
    await theirs.waitForURL(/\/bookings\//, { timeout: 20_000 });
  });

  let customer = "";
  await test.step("another waits for it, and signs up on the way", async () => {
    await page.goto(`/providers/${provider.slug}/times?serviceId=${service.id}&day=${day}`);
    await page.getByRole("button", { name: "Tell me when something opens" }).click();
    await page.getByLabel("Time of day").selectOption("hours");
    await page.getByLabel("From", { exact: true }).fill(clock(Date.parse(slot.start)));
    await page.getByLabel("To", { exact: true }).fill(clock(Date.parse(slot.start) + 60_000));
    await page.getByRole("button", { name: "Put me on the list" }).click();
    await page.waitForURL(/\/sign-in\?next=/);
    await page.getByRole("link", { name: /create an account/i }).click();
    customer = await signUp(page);
    await expect(page.getByLabel("From", { exact: true })).toHaveValue(
      clock(Date.parse(slot.start)),
    );
    await page.getByRole("button", { name: "Put me on the list" }).click();
    await expect(page.getByText("You are on the list")).toBeVisible();
  });

  await test.step("the first cancels, and a mail says so", async () => {
    await theirs.goto(`/bookings/${bookingId(theirs)}`);
    await theirs.getByRole("button", { name: "Cancel booking" }).click();
    await theirs.getByRole("dialog").getByRole("button", { name: "Cancel booking" }).click();
    await expect
      .poll(() => mailOf(request, customer), { timeout: 20_000 })
      .toContainEqual(expect.stringMatching(/^A time has opened: /));
  });

  await test.step("the link leads to booking it", async () => {
    const answer = await request.get(`/sandbox/mailbox.json?to=${encodeURIComponent(customer)}`);
    const link = /\/book\?[^\s"<]+hold=[0-9a-f-]{36}/.exec(
      (await answer.text()).replaceAll("&amp;", "&"),
    )![0];
    await page.goto(link);
    await expect(page.getByText(/Held for you for 1 h/).first()).toBeVisible();
    await page.goto("/bookings");
    await expect(page.getByText(/is kept for you until/)).toBeVisible();
    await page.getByRole("link", { name: /^Book \d/ }).click();
    await fillDetails(page, service);
    await pay(page, "4242 4242 4242 4242");
    await page.waitForURL(/\/bookings\/.*new=1/, { timeout: 20_000 });
    await page.goto("/bookings");
    await expect(page.getByRole("link", { name: "See the booking" })).toBeVisible();
  });
});
