import { expect, test } from "@playwright/test";
import {
  ADMIN,
  bookingId,
  bookUpToPayment,
  demoProvider,
  download,
  mailOf,
  openTimes,
  pay,
  pdfText,
  PROVIDER,
  serverNow,
  signIn,
  turnClock,
} from "./marketplace.ts";

test("a bank takes a payment back: the provider says what happened, an operator answers, the bank gives it back", async ({
  browser,
  page,
  request,
}) => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => one.isInstant)!;
  const slot = (await openTimes(request, provider, service))[0]!;
  const before = (await mailOf(request, PROVIDER)).length;
  const news = async () => (await mailOf(request, PROVIDER)).slice(before).join("\n");
  await bookUpToPayment(page, service, slot);
  await pay(page, "4000 0000 0000 0259");
  await expect(page.getByText("You are booked", { exact: true })).toBeVisible({ timeout: 20_000 });
  const id = bookingId(page);
  await turnClock(request, Date.parse(slot.start) - (await serverNow(request)) + 60_000);

  const theirs = await (await browser.newContext()).newPage();
  await signIn(theirs, PROVIDER);
  await theirs.goto(`/bookings/${id}`);
  await theirs.getByRole("button", { name: "Start the job" }).click();
  await theirs.getByRole("button", { name: "Mark as done" }).click();
  await expect(theirs.getByText("This job is done.")).toBeVisible();
  await expect.poll(news).toContain("A bank took back");

  await theirs.goto("/desk/money#chargebacks");
  const card = theirs.getByRole("listitem").filter({ hasText: "taken back" }).first();
  await expect(card.getByText("Needs an answer")).toBeVisible();
  await card
    .getByLabel("What happened, in your words")
    .fill("I mended the tap and she thanked me.");
  await card.getByRole("button", { name: "Save" }).click();
  await expect(
    theirs.getByText("Saved. It goes to the bank with our answer.").first(),
  ).toBeVisible();

  const operator = await (await browser.newContext()).newPage();
  await signIn(operator, ADMIN);
  await operator.goto("/console?view=chargebacks");
  await operator
    .getByRole("link", { name: /^Open the chargeback of/ })
    .first()
    .click();
  await expect(operator.getByRole("heading", { name: /^Chargeback of \$/ })).toBeVisible();
  await expect(operator.getByText("I mended the tap and she thanked me.").first()).toBeVisible();
  await expect(operator.getByText(/step 1: book by customer/)).toBeVisible();
  await expect(operator.getByText(/e-mail to the customer: /)).toBeVisible();
  const link = operator.getByRole("link", { name: "All of it as one file (PDF)" });
  const [, evidence] = await download(operator, link);
  expect(await pdfText(evidence)).toContain("I mended the tap and she thanked me.");
  await operator.getByRole("button", { name: "Answer the bank" }).click();
  await operator.getByLabel("Your own words").fill("The job was done. winning_evidence");
  await operator.getByRole("button", { name: "Send", exact: true }).click();
  await expect(operator.getByText("The bank decided for us.")).toBeVisible();
  await expect.poll(news).toContain("The bank decided for you");

  await theirs.goto("/desk/money");
  await expect(theirs.getByText("The bank decided for you.").first()).toBeVisible();
});
