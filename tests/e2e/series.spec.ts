import { expect, test, type APIRequestContext } from "@playwright/test";
import {
  demoProvider,
  fillDetails,
  mailOf,
  openTimes,
  pay,
  signUp,
  type OfferedService,
  type Slot,
} from "./marketplace.ts";

interface Plan {
  occurrences: Array<{ state: string; start: string }>;
}

/** An open time that is open four weeks in a row. */
const fourWeeks = async (
  request: APIRequestContext,
  service: OfferedService,
  slots: readonly Slot[],
): Promise<Plan["occurrences"]> => {
  for (const { start } of slots) {
    const answer = await request.post("/api/v1/bookings/series/preview", {
      data: { serviceId: service.id, start, rule: { frequency: "weekly", count: 4 } },
    });
    const { occurrences } = (await answer.json()) as Plan;
    if (occurrences.every(({ state }) => state === "open")) return occurrences;
  }
  throw new Error("The demo provider has no time that is open four weeks in a row.");
};

test("four weeks: one date is replaced, three are moved, all are cancelled", async ({
  page,
  request,
  playwright,
  baseURL,
}) => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => one.isInstant)!;
  const slots = await openTimes(request, provider, service, 7 * 24, 12);
  const dates = await fourWeeks(request, service, slots);
  const somebody = await playwright.request.newContext({ baseURL });
  const held = await somebody.post("/api/v1/bookings/holds", {
    headers: { "idempotency-key": crypto.randomUUID() },
    data: { serviceId: service.id, start: dates[1]!.start },
  });
  expect(held.status()).toBe(201);

  await page.goto(`/book?serviceId=${service.id}&start=${encodeURIComponent(dates[0]!.start)}`);
  await page.getByRole("link", { name: "Repeat this booking" }).click();
  await expect(page.getByText("One date cannot be had")).toBeVisible();
  await expect(page.getByRole("button", { name: "Hold 3 dates" })).toBeDisabled();
  await page.getByLabel(/^Instead of/).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Hold 4 dates" }).click();
  await expect(page.getByText(/Held for you for/).first()).toBeVisible();
  await page.getByRole("link", { name: "Create an account" }).click();
  const email = await signUp(page);
  await fillDetails(page, service);
  await expect(page.getByText("One card pays for all 4 dates")).toBeVisible();
  await pay(page, "4242 4242 4242 4242", /^Save card and book$/);
  await expect(page.getByText("You are booked for all these dates")).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByText("Confirmed", { exact: true })).toHaveCount(4);

  await page.getByText("2 of 4", { exact: true }).waitFor();
  await page.getByRole("link", { name: /,/ }).nth(1).click();
  await page.getByRole("link", { name: "Change this and the following dates" }).click();
  await page.getByRole("button", { name: "Move several dates" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Which dates")).toHaveValue("2");
  await dialog.getByLabel("New day of the first").selectOption({ index: 3 });
  await expect(dialog.getByRole("listitem")).toHaveCount(3);
  // What cannot be had on the new dates stays where it is.
  await expect(async () => {
    const stay = dialog.getByRole("button", { name: /^Leave it there/ });
    if ((await stay.count()) > 0) await stay.first().click({ timeout: 1_000 });
    await expect(dialog.getByRole("button", { name: /^Move .* dates?$/ })).toBeEnabled({
      timeout: 1_000,
    });
  }).toPass({ timeout: 15_000 });
  await dialog.getByRole("button", { name: /^Move .* dates?$/ }).click();
  await expect(page.getByText("These dates have moved.", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Cancel several dates" }).click();
  await dialog.getByLabel("Which dates").selectOption({ index: 0 });
  await expect(dialog.getByText("This costs nothing.")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel 4 dates" }).click();
  await expect(page.getByText("Canceled", { exact: true })).toHaveCount(4);
  await expect
    .poll(async () => (await mailOf(request, email)).filter((subject) => / × /.test(subject)))
    .toEqual([
      expect.stringMatching(/^Confirmed: 4 ×/),
      expect.stringMatching(/^Moved: \d ×/),
      expect.stringMatching(/^Canceled: 4 ×/),
    ]);
  await somebody.dispose();
});
