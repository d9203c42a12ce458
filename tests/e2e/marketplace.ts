import { readFile } from "node:fs/promises";
import {
  expect,
  test,
  type APIRequestContext,
  type Browser,
  type JSHandle,
  type Locator,
  type Page,
} from "@playwright/test";
import { extractText } from "unpdf";

export const PASSWORD = "demo-password-1";
export const PROVIDER = "provider@demo.loconomy.test";
export const ADMIN = "admin@demo.loconomy.test";

export interface OfferedService {
  id: string;
  name: string;
  isInstant: boolean;
  location: "customer" | "provider";
}
export interface DemoProvider {
  id: string;
  slug: string;
  businessName: string;
  ratingCount: number;
  services: OfferedService[];
}

/** The provider that the demo account runs, as the public API tells. */
export const demoProvider = async (request: APIRequestContext): Promise<DemoProvider> => {
  const search = await request.get(
    "/api/v1/search/suggest?q=Barton%20Creek%20Plumbing&lat=30.27&lng=-97.74",
  );
  const { items } = (await search.json()) as { items: Array<{ kind: string; slug: string }> };
  const slug = items.find((item) => item.kind === "provider")!.slug;
  const provider = (await (await request.get(`/api/v1/providers/${slug}`)).json()) as DemoProvider;
  const services = (await (
    await request.get(`/api/v1/providers/${provider.id}/services`)
  ).json()) as { items: OfferedService[] };
  return { ...provider, services: services.items };
};

export interface Slot {
  start: string;
  end: string;
}

/** Open times of a service from so many hours ahead, for so many days at most, soonest first. */
export const openTimes = async (
  request: APIRequestContext,
  provider: DemoProvider,
  service: OfferedService,
  hoursAhead = 4,
  daysAhead = 5,
): Promise<Slot[]> => {
  const now = await serverNow(request);
  const from = new Date(now + hoursAhead * 3_600_000).toISOString();
  const to = new Date(now + daysAhead * 86_400_000).toISOString();
  const answer = await request.get(
    `/api/v1/providers/${provider.id}/slots?serviceId=${service.id}&from=${from}&to=${to}`,
  );
  return ((await answer.json()) as { slots: Slot[] }).slots;
};

/** The server's clock, which the tests turn. */
export const serverNow = async (request: APIRequestContext): Promise<number> => {
  const answer = await request.post("/sandbox/clock", { data: { advanceMs: 0 } });
  return Date.parse(((await answer.json()) as { now: string }).now);
};

export const turnClock = async (request: APIRequestContext, advanceMs: number): Promise<void> => {
  if (advanceMs > 0) await request.post("/sandbox/clock", { data: { advanceMs } });
};

/** Turns the clock to a moment; one that has passed stays. */
export const turnClockTo = async (request: APIRequestContext, moment: number): Promise<void> =>
  turnClock(request, moment - (await serverNow(request)));

/** Somebody who is signed in, in a browser of their own, by the API: for those whose signing in is not what is shown. */
export const signedIn = async (browser: Browser, email: string): Promise<Page> => {
  const page = await (await browser.newContext()).newPage();
  const { origin } = new URL(test.info().project.use.baseURL!);
  const answer = await page.request.post("/api/auth/sign-in/email", {
    data: { email, password: PASSWORD },
    headers: { origin },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return page;
};

/** What is said after a label, as in the lines of a price. */
export const figure = (scope: Page | Locator, label: RegExp | string): Locator =>
  scope.getByRole("term").filter({ hasText: label }).locator("..").getByRole("definition");

/** What was credited to a provider for a booking, among the postings of the desk's page of money. */
export const creditOf = (page: Page, booking: string): Locator =>
  page
    .getByRole("row", { name: /Released, your share/ })
    .filter({ has: page.locator(`a[href="/bookings/${booking}"]`) });

/** Follows a link to a file to keep; answers the file's name and what is in it. */
export const download = async (page: Page, link: Locator): Promise<[string, Buffer]> => {
  const downloading = page.waitForEvent("download");
  await link.click();
  const file = await downloading;
  return [file.suggestedFilename(), await readFile(await file.path())];
};

/** The text of a PDF, all pages together. */
export const pdfText = async (file: Buffer): Promise<string> =>
  (await extractText(new Uint8Array(file), { mergePages: true })).text;

let people = 0;
/** Creates an account through the form that is open. */
export const signUp = async (page: Page): Promise<string> => {
  const email = `e2e.${Date.now()}.${people++}@example.com`;
  await page.getByLabel("Your name").fill("Emma Example");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("a long password");
  await page.getByRole("button", { name: "Create account" }).click();
  return email;
};

export const signIn = async (page: Page, email: string, password = PASSWORD): Promise<void> => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("link", { name: "Account", exact: true })).toBeVisible();
};

/** Follows the link in the mail that confirms an address. */
export const confirmAddress = async (page: Page, email: string): Promise<void> => {
  const link = async (): Promise<string | undefined> => {
    const answer = await page.request.get(`/sandbox/mailbox.json?to=${encodeURIComponent(email)}`);
    return /http[^\s"\\]*verify-email[^\s"\\]*/.exec(await answer.text())?.[0];
  };
  await expect.poll(link).toBeTruthy();
  await page.goto((await link())!.replaceAll("&amp;", "&"));
};

/** Opens the booking page of a time, signs up on the way, and stops before paying. */
export const bookUpToPayment = async (
  page: Page,
  service: OfferedService,
  slot: Slot,
): Promise<string> => {
  await page.goto(`/book?serviceId=${service.id}&start=${encodeURIComponent(slot.start)}`);
  await expect(page.getByText(/Held for you for/).first()).toBeVisible();
  await page.getByRole("link", { name: "Create an account" }).click();
  const email = await signUp(page);
  await fillDetails(page, service);
  return email;
};

export const fillDetails = async (page: Page, service: OfferedService): Promise<void> => {
  if (service.location === "customer") {
    await page.getByLabel("Street and number").fill("1100 Congress Avenue");
    await page.getByLabel("City").fill("Austin");
    await page.getByLabel(/Postal code/).fill("78701");
  }
  await page.getByLabel(/Notes/).fill("The kitchen tap drips. Please ring twice.");
  await page.getByRole("button", { name: "Continue to payment" }).click();
};

/** Fills the card form, whatever cards are saved, and sends it; `button` when it does not say "Pay $60". */
export const pay = async (page: Page, number: string, button = /^Pay /): Promise<void> => {
  const form = page.getByLabel("Card number");
  const another = page.getByRole("radio", { name: "Another card" });
  await form.or(another).first().waitFor();
  if (await another.isVisible()) await another.check();
  await form.fill(number);
  await page.getByLabel("Expiry date").fill("04 / 34");
  await page.getByLabel("Security code").fill("123");
  await page.getByRole("button", { name: button }).click();
};

/** Id of the booking whose page is open. */
export const bookingId = (page: Page): string =>
  /\/bookings\/([0-9a-f-]{36})/.exec(page.url())![1]!;

interface MailboxMessage {
  subject: string;
}
/** Subjects in somebody's mailbox, oldest first. */
export const mailOf = async (request: APIRequestContext, address: string): Promise<string[]> => {
  const answer = await request.get(`/sandbox/mailbox.json?to=${encodeURIComponent(address)}`);
  const body = (await answer.json()) as { messages?: MailboxMessage[] } | MailboxMessage[];
  const messages = Array.isArray(body) ? body : (body.messages ?? []);
  return messages.map((message) => message.subject).toReversed();
};

/** A choice among radio cards or stars, by what a person reads. */
export const choose = (scope: Page | Locator, name: RegExp | string): Promise<void> =>
  scope.getByRole("radio", { name }).check({ force: true });

/** What is read for the element in focus. */
const nameOf = (focused: Locator): Promise<string> =>
  focused.evaluate((element) =>
    (
      element.getAttribute("aria-label") ??
      (element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null) ??
      (element instanceof HTMLSelectElement ? element.labels[0]?.textContent : null) ??
      (element instanceof HTMLTextAreaElement ? element.labels[0]?.textContent : null) ??
      element.textContent ??
      ""
    ).trim(),
  );

/** Whether the element in focus is on the screen with a ring, around it or around what stands for it. */
const isSeen = (focused: Locator): Promise<boolean> =>
  focused.evaluate((element) => {
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const isOnScreen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    const isRinged = [element, element.parentElement, element.nextElementSibling].some((one) => {
      const { outlineStyle, outlineWidth } = one
        ? getComputedStyle(one)
        : { outlineStyle: "none", outlineWidth: "0" };
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    });
    return isOnScreen && isRinged;
  });

/** Whether the focus moved on in the order of the page since `before`; a date field has several stops of its own. */
const wentOn = (focused: Locator, before: JSHandle<Element | null>): Promise<boolean> =>
  focused.evaluate(
    (element, last) =>
      !last?.isConnected ||
      last === document.body ||
      last === element ||
      Boolean(last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING),
    before,
  );

/**
 * Tabs until the focus is on something with this name; fails when it is out of reach. On the way the focus must be seen, and go in
 * reading order: after the last stop, of the page or of a dialog, it may begin anew once.
 */
export const tabTo = async (page: Page, name: RegExp, tabsMax = 60): Promise<void> => {
  let rounds = 0;
  for (let tabs = 0; tabs < tabsMax; tabs++) {
    const before = await page.evaluateHandle(() => document.activeElement);
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0) continue;
    const said = await nameOf(focused);
    // What is further down is scrolled to first.
    await expect
      .poll(() => isSeen(focused), { message: `the focus on "${said}" is seen`, timeout: 2_000 })
      .toBe(true);
    if (!(await wentOn(focused, before))) rounds++;
    expect(rounds, `the focus goes back to "${said}"`).toBeLessThan(2);
    if (name.test(said)) return;
  }
  throw new Error(`The focus does not reach ${String(name)}`);
};
