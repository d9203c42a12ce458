import { expect, test, type Page } from "@playwright/test";
import {
  ADMIN,
  bookingId,
  creditOf,
  demoProvider,
  download,
  figure,
  fillDetails,
  openTimes,
  pay,
  pdfText,
  PROVIDER,
  serverNow,
  signedIn,
  signUp,
  turnClockTo,
  type OfferedService,
  type Slot,
} from "./marketplace.ts";

const HOUR = 3_600_000;

const dayOf = (moment: string | number): string =>
  new Date(moment).toLocaleDateString("en-CA", { timeZone: "America/Chicago" });

test("a coupon: made by an operator, taken off at the checkout and on the invoice, paid by the platform, refused once it is used up", async ({
  browser,
  page,
  request,
}) => {
  const provider = await demoProvider(request);
  const service = provider.services.find(({ name }) => name === "Garbage disposal replacement")!;
  const slots = await openTimes(request, provider, service);
  const slot = slots[0]!;
  const suffix = (await serverNow(request)).toString(36).toUpperCase();
  const [code, codeOfOthers] = [`PIPES${suffix}`, `ROSES${suffix}`];

  const operator = await signedIn(browser, ADMIN);
  await test.step("an operator adds the tax of that day, and two coupons", async () => {
    await operator.goto("/console?view=pricing");
    await operator.getByRole("button", { name: "Add a tax" }).click();
    await operator.getByLabel("Country, such as US").fill("US");
    await operator.getByLabel(/^Region as places name it/).fill("TX");
    await operator.getByLabel("Name on bills").fill("Sales tax");
    await operator.getByLabel("Rate in percent").fill("8.25");
    // That day's alone: other journeys go by prices without it.
    await operator.getByLabel("First day").fill(dayOf(slot.start));
    await operator.getByLabel(/^Last day/).fill(dayOf(slot.start));
    await operator.getByRole("button", { name: "Save" }).click();
    await expect(operator.getByRole("row").filter({ hasText: "Sales tax" })).toContainText(
      "8.25% on top",
    );

    await operator.getByRole("button", { name: "New coupon" }).click();
    await operator.getByLabel("Code", { exact: true }).fill(code);
    await operator.getByLabel("Percent, 1 to 99").fill("100");
    await operator.getByRole("button", { name: "Save" }).click();
    await expect(operator.getByText("Enter how much it takes off")).toBeVisible();
    await expect(operator.getByLabel("Percent, 1 to 99")).toBeFocused();
    await operator.getByLabel("Percent, 1 to 99").fill("20");
    await operator.getByLabel("For", { exact: true }).selectOption({ label: "Plumbing" });
    await operator.getByLabel(/^Uses in all/).fill("1");
    await operator.getByLabel(/^Last day, by UTC/).fill(dayOf(Date.parse(slot.end) + 720 * HOUR));
    await operator.getByRole("button", { name: "Save" }).click();
    const row = operator.getByRole("row").filter({ hasText: code });
    for (const said of ["20%", "Plumbing", "1 each", "0 of 1", "Open"])
      await expect(row).toContainText(said);

    await operator.getByRole("button", { name: "New coupon" }).click();
    await operator.getByLabel("Code", { exact: true }).fill(codeOfOthers);
    await operator.getByLabel("Takes off").selectOption({ label: "An amount" });
    await operator.getByLabel("Amount", { exact: true }).fill("10");
    await operator.getByLabel(/^Currency/).fill("USD");
    await operator.getByLabel("For", { exact: true }).selectOption({ label: "Gardening" });
    await operator.getByRole("button", { name: "Save" }).click();
    await expect(operator.getByRole("row").filter({ hasText: codeOfOthers })).toContainText("$10");
  });

  const atDetails = async (who: Page, of: OfferedService, { start }: Slot): Promise<void> => {
    await who.goto(`/book?serviceId=${of.id}&start=${encodeURIComponent(start)}`);
    await who.getByRole("link", { name: "Create an account" }).click();
    await signUp(who);
  };
  const enter = async (who: Page, typed: string): Promise<void> => {
    await who.getByLabel("Coupon code").fill(typed);
    await who.getByRole("button", { name: "Apply" }).click();
  };

  await test.step("a customer sees what it takes off, and pays that much less", async () => {
    await atDetails(page, service, slot);
    const summary = page.getByRole("region", { name: "Your booking" });
    await expect(figure(summary, "Sales tax")).toHaveText("$23.84");
    await expect(figure(summary, "Total")).toHaveText("$312.84");
    await enter(page, codeOfOthers);
    await expect(page.getByText("This code is for another kind of service.")).toBeVisible();
    await expect(figure(summary, "Total")).toHaveText("$312.84");
    await enter(page, code.toLowerCase());
    await expect(page.getByText(`Coupon ${code} is taken off.`)).toBeVisible();
    await expect(figure(summary, service.name)).toHaveText("$289.00");
    await expect(figure(summary, `Coupon ${code}`)).toHaveText("-$57.80");
    await expect(figure(summary, "Sales tax")).toHaveText("$23.84");
    await expect(figure(summary, "Total")).toHaveText("$255.04");
    await fillDetails(page, service);
    await pay(page, "4242 4242 4242 4242", /^Pay \$255\.04$/);
    await expect(page.getByText("You are booked", { exact: true })).toBeVisible();
  });
  const id = bookingId(page);
  await test.step("the next customer is told that it is used up, and pays the price", async () => {
    const next = await (await browser.newContext()).newPage();
    await atDetails(next, service, slots.at(-1)!);
    await enter(next, code);
    await expect(next.getByText("This code has been used as often as it can be.")).toBeVisible();
    await expect(figure(next, `Coupon ${code}`)).toHaveCount(0);
    await operator.reload();
    await expect(operator.getByRole("row").filter({ hasText: code })).toContainText("1 of 1");
  });

  const theirs = await signedIn(browser, PROVIDER);
  await test.step("the job is done: the booking and its invoice say the same", async () => {
    await turnClockTo(request, Date.parse(slot.start) + 60_000);
    await theirs.goto(`/bookings/${id}`);
    await theirs.getByRole("button", { name: "Mark as done" }).click();
    await expect(theirs.getByText("This job is done.")).toBeVisible();
    const link = page.getByRole("link", { name: /^Invoice .*\(PDF\)$/ });
    await expect(async () => {
      await page.goto(`/bookings/${id}`);
      await expect(link).toBeVisible({ timeout: 500 });
    }).toPass();
    const money = page.getByRole("region", { name: "Money" });
    await expect(figure(money, `Coupon ${code}`)).toHaveText("-$57.80");
    await expect(figure(money, "Charged")).toHaveText("$255.04");
    const [, file] = await download(page, link);
    const text = await pdfText(file);
    for (const part of ["$289.00", `Coupon ${code}`, "-$57.80", "Sales tax", "$23.84", "$255.04"])
      expect(text).toContain(part);
  });

  await test.step("the provider gets as much as without it", async () => {
    await turnClockTo(request, Date.parse(slot.start) + 49 * HOUR);
    await expect(async () => {
      await theirs.goto("/desk/money");
      await expect(creditOf(theirs, id)).toContainText("+$260.10", { timeout: 500 });
    }).toPass();
  });
});
