import { expect, test } from "@playwright/test";
import {
  ADMIN,
  bookingId,
  bookUpToPayment,
  creditOf,
  demoProvider,
  fillDetails,
  openTimes,
  pay,
  PROVIDER,
  signedIn,
  turnClockTo,
} from "./marketplace.ts";

const HOUR = 3_600_000;

test("an operator sets another fee: who books from then on brings the provider less, what was quoted before keeps its own", async ({
  browser,
  page,
  request,
}) => {
  const provider = await demoProvider(request);
  const service = provider.services.find(({ name }) => name === "Leak repair")!;
  const slots = await openTimes(request, provider, service);
  const [before, after] = [slots[0]!, slots.find(({ start }) => start > slots[0]!.end)!];
  const operator = await signedIn(browser, ADMIN);
  const theirs = await signedIn(browser, PROVIDER);

  await bookUpToPayment(page, service, before);
  await operator.goto("/console?view=pricing");
  await operator.getByRole("button", { name: "Set a fee" }).click();
  await operator.getByLabel("Fee in percent").fill("25");
  await operator.getByRole("button", { name: "Save" }).click();
  await expect(operator.getByLabel("Plan")).toHaveAccessibleDescription(
    "Choose a plan or a category",
  );
  await operator.getByLabel("Category").selectOption({ label: "Plumbing" });
  await operator.getByRole("button", { name: "Save" }).click();
  const rule = operator.getByRole("row", { name: "Any plan Plumbing 25%" });
  await expect(rule).toBeVisible();
  await theirs.goto("/desk/money");
  await expect(theirs.getByText(/^We keep 25% of each price before tax/)).toBeVisible();

  await pay(page, "4242 4242 4242 4242", /^Pay \$129$/);
  await expect(page.getByText("You are booked", { exact: true })).toBeVisible();
  const keptId = bookingId(page);
  await page.goto(`/book?serviceId=${service.id}&start=${encodeURIComponent(after.start)}`);
  await fillDetails(page, service);
  await pay(page, "4242 4242 4242 4242", /^Pay \$129$/);
  await page.waitForURL((url) => /\/bookings\//.test(url.href) && !url.href.includes(keptId));
  const newId = bookingId(page);

  // Other journeys go by the fee as it was.
  await rule.getByRole("button", { name: /^Remove the fee of/ }).click();
  await operator.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(operator.getByText("No rules: the same fee holds for all.")).toBeVisible();

  await turnClockTo(request, Date.parse(after.start) + 60_000);
  for (const id of [keptId, newId]) {
    await theirs.goto(`/bookings/${id}`);
    await theirs.getByRole("button", { name: "Mark as done" }).click();
    await expect(theirs.getByText("This job is done.")).toBeVisible();
  }
  // From the charge on the time for disputes runs.
  for (const id of [keptId, newId])
    await expect
      .poll(async () => (await page.request.get(`/api/v1/bookings/${id}/payment`)).json())
      .toMatchObject({ status: "captured" });
  await turnClockTo(request, Date.parse(after.start) + 49 * HOUR);
  await expect(async () => {
    await theirs.goto("/desk/money");
    await expect(creditOf(theirs, keptId)).toContainText("+$116.10", { timeout: 500 });
    await expect(creditOf(theirs, newId)).toContainText("+$96.75", { timeout: 500 });
  }).toPass();
  await expect(theirs.getByText(/^We keep 10% of each price before tax/)).toBeVisible();
});
