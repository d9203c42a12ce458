import { expect, test } from "@playwright/test";
import {
  ADMIN,
  bookingId,
  bookUpToPayment,
  confirmAddress,
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
  const email = await bookUpToPayment(page, service, slot);
  await pay(page, "4000 0000 0000 0259");
  await expect(page.getByText("You are booked", { exact: true })).toBeVisible({ timeout: 20_000 });
  const id = bookingId(page);

  await page.getByRole("link", { name: "Message ", exact: false }).click();
  const mine = page.getByRole("region", { name: "Messages" });
  await expect(mine.getByText("Confirm your e-mail address")).toBeInViewport();
  await confirmAddress(page, email);
  await page.goto(`/bookings/${id}`);
  await mine.getByLabel(/^Your message to /).fill("Is there a place to park?");
  await mine.getByRole("button", { name: "Send" }).click();
  await expect(mine.getByRole("log").getByText("Is there a place to park?")).toBeVisible();
  await expect.poll(news).toContain("Emma Example wrote to you");

  await turnClock(request, Date.parse(slot.start) - (await serverNow(request)) + 60_000);

  const theirs = await (await browser.newContext()).newPage();
  await signIn(theirs, PROVIDER);
  await theirs.goto("/desk");
  await theirs.getByRole("link", { name: "1 message from Emma Example" }).click();
  const talk = theirs.getByRole("region", { name: "Messages" });
  await expect(talk.getByText("Is there a place to park?")).toBeVisible();
  await talk.getByLabel(/^Your message to /).fill("Behind the house.");
  await talk.getByRole("button", { name: "Send" }).click();
  await expect(mine.getByText("Behind the house.")).toBeVisible();
  await expect(mine.getByText("Seen")).toBeVisible();
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
  await expect(operator.getByText(/the provider wrote.*: Behind the house\./)).toBeVisible();
  const link = operator.getByRole("link", { name: "All of it as one file (PDF)" });
  const [, evidence] = await download(operator, link);
  const evidenceText = await pdfText(evidence);
  expect(evidenceText).toContain("I mended the tap and she thanked me.");
  expect(evidenceText).toMatch(/the customer wrote.*: Is there a place to park\?/s);
  await operator.getByRole("button", { name: "Answer the bank" }).click();
  await operator.getByLabel("Your own words").fill("The job was done. winning_evidence");
  await operator.getByRole("button", { name: "Send", exact: true }).click();
  await expect(operator.getByText("The bank decided for us.")).toBeVisible();
  await expect.poll(news).toContain("The bank decided for you");

  await theirs.goto("/desk/money");
  await expect(theirs.getByText("The bank decided for you.").first()).toBeVisible();
});
