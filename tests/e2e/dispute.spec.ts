import { expect, test } from "@playwright/test";
import {
  ADMIN,
  bookingId,
  bookUpToPayment,
  demoProvider,
  mailOf,
  openTimes,
  pay,
  PROVIDER,
  serverNow,
  signIn,
  turnClock,
} from "./marketplace.ts";

const SAID = "The tap drips as before.";
const ANSWERED = "It did not when I left.";
const DECIDED = "We meet in the middle.";

test("a job that was done is disputed, answered by the other side and resolved by our team", async ({
  browser,
  page,
  request,
}) => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => one.isInstant)!;
  const slot = (await openTimes(request, provider, service))[0]!;
  const email = await bookUpToPayment(page, service, slot);
  await pay(page, "4242 4242 4242 4242");
  await expect(page.getByText("You are booked", { exact: true })).toBeVisible();
  const id = bookingId(page);
  const payment = async () =>
    (await (await page.request.get(`/api/v1/bookings/${id}/payment`)).json()) as {
      captured: { amount: number };
      refunded: { amount: number };
    };
  await turnClock(request, Date.parse(slot.start) + 60_000 - (await serverNow(request)));

  const theirs = await (await browser.newContext()).newPage();
  await signIn(theirs, PROVIDER);
  await theirs.goto(`/bookings/${id}`);
  await theirs.getByRole("button", { name: "Mark as done" }).click();
  await expect(theirs.getByText("This job is done.")).toBeVisible();
  await expect.poll(async () => (await payment()).captured.amount).toBeGreaterThan(0);

  await page.goto(`/bookings/${id}`);
  await page.getByRole("button", { name: "Report a problem" }).click();
  await page.getByLabel("What is it about?").selectOption({ label: "It was not as agreed" });
  await page.getByRole("textbox", { name: "What happened" }).fill(SAID);
  await page.getByRole("button", { name: "Send report" }).click();
  await expect(page.getByText("Disputed", { exact: true })).toBeVisible();

  await theirs.reload();
  const problem = theirs.getByRole("region", { name: "Problem with this booking" });
  await expect(problem.getByText(SAID)).toBeVisible();
  await theirs.getByLabel("Your side of it").fill(ANSWERED);
  await theirs.getByRole("button", { name: "Send answer" }).click();
  await expect(problem.getByText(ANSWERED)).toBeVisible();

  const team = await (await browser.newContext()).newPage();
  await signIn(team, ADMIN);
  await team.goto("/console?view=disputes");
  const row = team.getByRole("row").filter({ hasText: SAID });
  await expect(row.getByText(ANSWERED)).toBeVisible();
  await row.getByRole("link", { name: service.name }).click();
  await team.getByLabel(/How much of what was charged goes back/).fill("40");
  await team.getByLabel("What both sides read").fill(DECIDED);
  await team.getByRole("button", { name: "Resolve" }).click();
  await expect(team.getByText("40% of what was charged goes back to the customer.")).toBeVisible();

  await expect.poll(async () => (await payment()).refunded.amount).toBeGreaterThan(0);
  const { captured, refunded } = await payment();
  expect(refunded.amount).toBe(Math.round(captured.amount * 0.4));
  await page.reload();
  await expect(page.getByText(DECIDED).first()).toBeVisible();
  await expect(page.getByText("Problem resolved (our team)")).toBeVisible();
  for (const address of [email, PROVIDER])
    await expect
      .poll(async () => (await mailOf(request, address)).join("\n"))
      .toContain("A problem was resolved");
});
