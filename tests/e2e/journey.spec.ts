import { expect, test } from "@playwright/test";
import {
  ADMIN,
  bookingId,
  bookUpToPayment,
  choose,
  demoProvider,
  download,
  fillDetails,
  mailOf,
  openTimes,
  pay,
  pdfText,
  PROVIDER,
  serverNow,
  signIn,
  signUp,
  turnClock,
} from "./marketplace.ts";

test("a guest searches, books, pays; the provider does the job; both review", async ({
  browser,
  page,
  request,
}) => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => !one.isInstant)!;

  await test.step("search near Austin, filter, open the provider", async () => {
    await page.goto("/");
    await page.getByRole("combobox", { name: "What do you need?" }).fill("plumbing");
    await page.getByRole("combobox", { name: "Where?" }).fill("Austin, TX");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL(/\/search\?/);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Austin");
    await page.getByLabel("Sort by").selectOption("rating");
    await expect(page).toHaveURL(/sort=rating/);
    await page.goto(`/search?near=Austin%2C+TX&q=${encodeURIComponent(provider.businessName)}`);
    await page.getByRole("link", { name: provider.businessName }).first().click();
    await expect(page).toHaveURL(new RegExp(`/providers/${provider.slug}`));
    await expect(
      page.getByRole("heading", { level: 1, name: provider.businessName }),
    ).toBeVisible();
  });

  await test.step("pick a time", async () => {
    await choose(page, new RegExp(service.name));
    await page
      .getByRole("button", { name: /^(Sun|Mon|Tue|Wed|Thu|Fri|Sat)[a-z]*,? .*open time/i })
      .first()
      .click();
    await page
      .getByRole("button", { name: /^\d{1,2}:\d{2}/ })
      .last()
      .click();
    await page
      .getByRole("link", { name: /^Book/ })
      .or(page.getByRole("button", { name: /^Book/ }))
      .first()
      .click();
    await expect(page).toHaveURL(/\/book\?/);
    await expect(page.getByText(/Held for you for/).first()).toBeVisible();
  });

  let customer = "";
  await test.step("sign up on the way and pay", async () => {
    await page.getByRole("link", { name: "Create an account" }).click();
    customer = await signUp(page);
    await fillDetails(page, service);
    await pay(page, "4242 4242 4242 4242");
    await expect(page.getByText("Your request is on its way", { exact: true })).toBeVisible({
      timeout: 20_000,
    });
  });
  const id = bookingId(page);

  const theirs = await (await browser.newContext()).newPage();
  await test.step("the provider accepts, starts and completes", async () => {
    await signIn(theirs, PROVIDER);
    await theirs.goto("/desk");
    await expect(theirs.getByText("Emma Example").first()).toBeVisible();
    await theirs.goto(`/bookings/${id}`);
    await theirs.getByRole("button", { name: "Accept" }).click();
    await expect(theirs.getByText("You are booked by Emma Example.")).toBeVisible();
    const { start } = (await (await theirs.request.get(`/api/v1/bookings/${id}`)).json()) as {
      start: string;
    };
    await turnClock(request, Date.parse(start) - (await serverNow(request)) + 60_000);
    await theirs.reload();
    await theirs.getByRole("button", { name: "Start the job" }).click();
    await expect(theirs.getByText("You have started this job.")).toBeVisible();
    await theirs.getByRole("button", { name: "Mark as done" }).click();
    await expect(theirs.getByText("This job is done.")).toBeVisible();
  });

  await test.step("both review, and neither sees the other's before", async () => {
    await page.goto(`/bookings/${id}`);
    await choose(page, /^4 stars/);
    await page.getByLabel("Your review").fill("Quick, tidy, and the tap is quiet again.");
    await page.getByRole("button", { name: "Send review" }).click();
    await expect(page.getByText("Quick, tidy, and the tap is quiet again.")).toBeVisible();

    await theirs.goto(`/bookings/${id}`);
    await expect(theirs.getByText("Quick, tidy, and the tap is quiet again.")).toHaveCount(0);
    await choose(theirs, /^5 stars/);
    await theirs.getByLabel("Your review").fill("Everything was prepared. A pleasure.");
    await theirs.getByRole("button", { name: "Send review" }).click();
    await expect(theirs.getByText("Quick, tidy, and the tap is quiet again.")).toBeVisible();
    await page.reload();
    await expect(page.getByText("Everything was prepared. A pleasure.")).toBeVisible();
  });

  await test.step("the customer keeps the invoice", async () => {
    const link = page.getByRole("link", { name: /^Invoice .*\(PDF\)$/ });
    await expect(async () => {
      await page.reload();
      await expect(link).toBeVisible({ timeout: 2_000 });
    }).toPass();
    const [name, file] = await download(page, link);
    expect(name).toMatch(/^INV-\d{4}-\d{6}\.pdf$/);
    const text = await pdfText(file);
    expect(text).toContain(`Invoice ${name.replace(".pdf", "")}`);
    for (const part of [provider.businessName, "Emma Example", service.name, "ending in 4242", id])
      expect(text).toContain(part);
  });

  await test.step("an operator gives a part back, and the customer has a credit note", async () => {
    const console = await (await browser.newContext()).newPage();
    await signIn(console, ADMIN);
    await console.goto("/console?view=bookings");
    await console
      .getByRole("button", { name: `Refund ${service.name}, Emma Example` })
      .first()
      .click();
    await console.getByLabel(/^Amount in /).fill("10");
    await console.getByLabel("Reason").fill("The tap drips again.");
    await console.getByRole("button", { name: "Refund", exact: true }).last().click();
    await expect(console.getByText("Refunded.", { exact: true })).toBeVisible();
    await console.context().close();

    const link = page.getByRole("link", { name: /^Credit note CN-.* of \$10\.00 \(PDF\)$/ });
    await expect(async () => {
      await page.reload();
      await expect(link).toBeVisible({ timeout: 2_000 });
    }).toPass();
    const [name, file] = await download(page, link);
    const text = await pdfText(file);
    expect(text).toContain(`Credit note ${name.replace(".pdf", "")}`);
    expect(text).toContain("$10.00");
  });

  await test.step("the rating moves", async () => {
    await expect
      .poll(async () => (await demoProvider(request)).ratingCount)
      .toBe(provider.ratingCount + 1);
    await expect(async () => {
      await page.goto(`/providers/${provider.slug}`);
      await expect(page.getByText("Quick, tidy, and the tap is quiet again.")).toBeVisible({
        timeout: 1_000,
      });
    }).toPass({ timeout: 80_000, intervals: [2_000] });
  });

  await test.step("every mail arrived, once", async () => {
    await expect
      .poll(async () => (await mailOf(request, customer)).length)
      .toBeGreaterThanOrEqual(3);
    const subjects = await mailOf(request, customer);
    expect(new Set(subjects).size, subjects.join("\n")).toBe(subjects.length);
  });
});

test("a declined card charges nothing, and another card books", async ({ page, request }) => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => one.isInstant)!;
  await bookUpToPayment(page, service, (await openTimes(request, provider, service)).at(-1)!);
  await pay(page, "4000 0000 0000 0002");
  await expect(page.getByText("The payment did not go through")).toBeVisible();
  await expect(page.getByText(/Nothing was charged/).first()).toBeVisible();
  await pay(page, "4242 4242 4242 4242");
  await expect(page.getByText("You are booked", { exact: true })).toBeVisible({ timeout: 20_000 });
});

test("a card that asks for 3-D Secure", async ({ page, request }) => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => one.isInstant)!;
  await bookUpToPayment(page, service, (await openTimes(request, provider, service)).at(-4)!);
  await pay(page, "4000 0025 0000 3155");
  await page.getByRole("button", { name: "Complete authentication" }).click();
  await expect(page.getByText(/You are booked/).first()).toBeVisible({ timeout: 20_000 });
});

test("a hold that ends while the customer thinks can be taken again", async ({ page, request }) => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => one.isInstant)!;
  const slot = (await openTimes(request, provider, service)).at(-8)!;
  await bookUpToPayment(page, service, slot);
  await expect(page.getByLabel("Card number")).toBeVisible();
  await turnClock(request, 11 * 60_000);
  await page.reload();
  await expect(page.getByText(/nothing was charged/i).first()).toBeVisible();
  await page.getByRole("button", { name: "Hold it again" }).click();
  await expect(page.getByText(/Held for you for/).first()).toBeVisible();
});

test("a customer who cancels gets the money of the policy back", async ({ page, request }) => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => one.isInstant)!;
  const times = await openTimes(request, provider, service, 30);
  await bookUpToPayment(page, service, times.at(-1)!);
  await pay(page, "4242 4242 4242 4242");
  await expect(page.getByText("You are booked", { exact: true })).toBeVisible({ timeout: 20_000 });
  const id = bookingId(page);
  const { start } = (await (await page.request.get(`/api/v1/bookings/${id}`)).json()) as {
    start: string;
  };
  // Ten hours before the start half is kept.
  await turnClock(request, Date.parse(start) - 10 * 3_600_000 - (await serverNow(request)));
  await page.goto(`/bookings/${id}`);
  await page.getByRole("button", { name: "Cancel booking" }).click();
  await expect(page.getByRole("dialog").getByText(/is kept/)).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel booking" }).click();
  await expect(page.getByText("You canceled this booking.")).toBeVisible();
  const amounts = async () => {
    const payment = (await (await page.request.get(`/api/v1/bookings/${id}/payment`)).json()) as {
      amount: { amount: number };
      captured: { amount: number };
    };
    return payment.captured.amount / payment.amount.amount;
  };
  await expect.poll(amounts).toBe(0.5);
});
