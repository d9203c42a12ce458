import { expect, test } from "@playwright/test";
import {
  confirmAddress,
  ADMIN,
  bookingId,
  bookUpToPayment,
  demoProvider,
  figure,
  openTimes,
  pay,
  PROVIDER,
  signedIn,
  signUp,
  turnClockTo,
} from "./marketplace.ts";
import { makeOperator } from "./operators.ts";

const REASON = "The new tank leaks.";

test("a large refund needs two operators; what a bank takes back all the same is a difference that is resolved with a note", async ({
  browser,
  page,
  request,
}) => {
  const provider = await demoProvider(request);
  const service = provider.services.find(({ name }) => name === "Water heater replacement")!;
  const slot = (await openTimes(request, provider, service))[0]!;
  await bookUpToPayment(page, service, slot);
  // Its bank asks about the payment when it is taken.
  await pay(page, "4000 0000 0000 1976", /^Pay \$680$/);
  await expect(page.getByText("Your request is on its way", { exact: true })).toBeVisible();
  const id = bookingId(page);

  const theirs = await signedIn(browser, PROVIDER);
  await theirs.goto(`/bookings/${id}`);
  await theirs.getByRole("button", { name: "Accept" }).click();
  await expect(theirs.getByText("You are booked by Emma Example.")).toBeVisible();
  await turnClockTo(request, Date.parse(slot.start) + 60_000);
  await theirs.reload();
  await theirs.getByRole("button", { name: "Mark as done" }).click();
  await expect(theirs.getByText("This job is done.")).toBeVisible();
  const money = page.getByRole("region", { name: "Money" });
  const see = (label: string, amount: string): Promise<void> =>
    expect(async () => {
      await page.goto(`/bookings/${id}`);
      await expect(figure(money, label)).toHaveText(amount, { timeout: 2_000 });
    }).toPass();
  await see("Charged", "$680.00");

  const first = await signedIn(browser, ADMIN);
  await test.step("the first operator asks for it, and cannot approve it", async () => {
    await first.goto("/console?view=bookings");
    await first
      .getByRole("button", { name: `Refund ${service.name}, Emma Example` })
      .first()
      .click();
    await expect(first.getByText("$680.00 can be refunded.")).toBeVisible();
    await first.getByLabel(/^Amount in /).fill("520");
    await first.getByLabel("Reason").fill(REASON);
    await first.getByRole("button", { name: "Refund", exact: true }).last().click();
    await expect(
      first.getByText("Noted. Another operator has to approve a refund of this size.", {
        exact: true,
      }),
    ).toBeVisible();
    await first.goto("/console?view=money");
    await expect(first.getByRole("row").filter({ hasText: REASON })).toContainText(
      "You proposed it: another operator decides.",
    );
    await expect(first.getByRole("button", { name: /^Decide/ })).toHaveCount(0);
    await see("Charged", "$680.00");
    await expect(figure(money, "Refunded")).toHaveCount(0);
  });

  const second = await (await browser.newContext()).newPage();
  await test.step("a second one approves it, and the customer has it", async () => {
    await second.goto("/sign-up");
    const email = await signUp(second);
    await expect(second.getByRole("link", { name: "Account", exact: true })).toBeVisible();
    await confirmAddress(second, email);
    await makeOperator(email);
    await second.goto("/console?view=money");
    await second.getByRole("button", { name: `Decide on the refund: ${REASON}` }).click();
    await expect(second.getByRole("dialog", { name: "Give back $520.00?" })).toBeVisible();
    await second.getByRole("button", { name: "Approve" }).click();
    await expect(second.getByText("Refunded.", { exact: true })).toBeVisible();
    await expect(second.getByRole("row").filter({ hasText: REASON })).toContainText("Done");
    await see("Refunded", "$520.00");
    await expect(
      page.getByRole("link", { name: /^Credit note CN-.* of \$520\.00 \(PDF\)$/ }),
    ).toBeVisible();
  });

  await test.step("the bank takes all of it back, which is more than was left", async () => {
    await second.goto("/console?view=chargebacks");
    await second
      .getByRole("link", { name: /^Open the chargeback of \$680/ })
      .first()
      .click();
    await second.getByRole("button", { name: "Answer the bank" }).click();
    await second.getByLabel("Your own words").fill("It was refunded. escalate_inquiry_evidence");
    await second.getByRole("button", { name: "Send", exact: true }).click();
    await expect(second.getByRole("heading", { name: "Chargeback of $680.00" })).toBeVisible();
    await second.getByRole("button", { name: "Accept", exact: true }).click();
    await second.getByRole("button", { name: "Give it up" }).click();
    await expect(second.getByText("Given up.", { exact: true })).toBeVisible();
  });

  await test.step("the difference is resolved with a note", async () => {
    await second.goto("/console?view=money");
    const difference = second
      .getByRole("region", { name: "Differences" })
      .getByRole("row")
      .filter({ has: second.locator(`a[href="/bookings/${id}"]`) });
    await expect(difference).toContainText("Stripe took back");
    await difference.getByRole("button", { name: /^Resolve / }).click();
    const dialog = second.getByRole("dialog", { name: "Resolve this difference" });
    await dialog.getByRole("button", { name: "Resolve" }).click();
    await expect(dialog.getByText("Say what you found")).toBeVisible();
    await dialog
      .getByLabel("What became of it")
      .fill("Refunded before the bank decided: our loss.");
    await dialog.getByRole("button", { name: "Resolve" }).click();
    await expect(second.getByText("Resolved.", { exact: true })).toBeVisible();
    await expect(difference).toHaveCount(0);
  });
});
