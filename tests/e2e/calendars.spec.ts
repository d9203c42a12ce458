import { createServer, type Server } from "node:http";
import { expect, test } from "@playwright/test";
import { demoProvider, openTimes, PROVIDER, signIn, turnClock } from "./marketplace.ts";

const stamp = (iso: string): string => iso.replace(/[-:]|\.\d{3}/g, "");
const calendarWith = (start: string, end: string): string =>
  [
    "BEGIN:VCALENDAR",
    "BEGIN:VEVENT",
    "UID:dentist@elsewhere.example",
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(end)}`,
    "SUMMARY:Dentist",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");

/** Where the server may read a calendar of the test's own. */
const calendarsUrl = (): string => test.info().project.metadata["calendars"] as string;

let server: Server;
let answer = "<!doctype html><title>Sign in</title>";
test.beforeAll(async () => {
  server = createServer((_request, response) =>
    response
      .writeHead(200, { "content-type": answer.startsWith("<") ? "text/html" : "text/calendar" })
      .end(answer),
  );
  const { port } = new URL(calendarsUrl());
  await new Promise<void>((listening) => server.listen(Number(port), "127.0.0.1", listening));
});
test.afterAll(() => server.close());

test("a provider connects another calendar: its time cannot be booked, until it is disconnected", async ({
  browser,
  page,
  request,
}) => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => one.isInstant)!;
  const times = await openTimes(request, provider, service, 30);
  const wanted = times[Math.floor(times.length / 2)]!;
  const customer = await (await browser.newContext()).newPage();
  const bookUrl = `/book?serviceId=${service.id}&start=${encodeURIComponent(wanted.start)}`;
  /** The time among the links of its day. */
  const time = customer.locator(`a[href*="${encodeURIComponent(wanted.start)}"]`);
  const openDay = () =>
    customer.goto(
      `/providers/${provider.slug}/times?serviceId=${service.id}&zone=UTC&day=${wanted.start.slice(0, 10)}`,
    );
  await openDay();
  await expect(time).toHaveCount(1);

  await signIn(page, PROVIDER);
  await page.goto("/desk");
  await page.getByRole("link", { name: "Calendars" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Calendars" })).toBeVisible();
  await page.getByLabel("What you call it").fill("Family");
  const address = page.getByLabel("Its iCal address");
  const connect = page.getByRole("button", { name: "Connect", exact: true });

  await test.step("an address inside is refused beside the field", async () => {
    await address.fill("https://192.168.1.1/calendar.ics");
    await connect.click();
    await expect(page.getByText("This address leads into a private network")).toBeVisible();
  });

  await test.step("a web page is no calendar, and the page says so", async () => {
    await address.fill(`${calendarsUrl()}/family.ics`);
    await connect.click();
    await expect(page.getByText("This address answers a web page, not a calendar.")).toBeVisible();
    await openDay();
    await expect(time).toHaveCount(1);
  });

  await test.step("read again as a calendar, its time goes", async () => {
    answer = calendarWith(wanted.start, wanted.end);
    // Once a minute is enough.
    await turnClock(request, 61_000);
    await page.getByRole("button", { name: "Read now: Family" }).click();
    await expect(page.getByText("Up to date")).toBeVisible();
    await expect(page.getByText("This address answers a web page")).toHaveCount(0);
    await openDay();
    await expect(time).toHaveCount(0);
    await customer.goto(bookUrl);
    await expect(customer.getByText(/just taken/).first()).toBeVisible();
  });

  await test.step("disconnected, it comes back", async () => {
    await page.getByRole("button", { name: "Disconnect Family" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
    await expect(page.getByText("No other calendar is connected.")).toBeVisible();
    await openDay();
    await expect(time).toHaveCount(1);
  });

  await test.step("the provider's bookings in a calendar app, by a link that can be replaced", async () => {
    await page.getByRole("button", { name: "Make a private address" }).click();
    const link = await page.getByLabel("Private address").inputValue();
    const feed = await request.get(link);
    expect(feed.headers()["content-type"]).toContain("text/calendar");
    expect(await feed.text()).toContain("BEGIN:VEVENT");
    await page.getByRole("button", { name: "Make a new one" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Make a new one" }).click();
    await expect(page.getByLabel("Private address")).not.toHaveValue(link);
    expect((await request.get(link)).status()).toBe(404);
  });
});
