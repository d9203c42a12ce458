import { ConfigError, readConfig } from "@loconomy/kit";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { NotificationsConfig } from "./config.ts";
import type { OutgoingMail } from "./mail.ts";
import { EXAMPLES, exampleSite } from "./templates/examples.ts";
import { renderMail } from "./templates/index.ts";
import {
  calendarLines,
  startHttpApi,
  startMailServer,
  type HttpApi,
  type MailServer,
} from "./testing.ts";
import { createTransport } from "./transport.ts";

const PUBLIC_URL = "https://shop.example";
const MAIL_FROM = "Loconomy <hello@shop.example>";
const configOf = (env: Record<string, string>) =>
  readConfig(NotificationsConfig, { PUBLIC_URL, MAIL_FROM, ...env });
const mail: OutgoingMail = {
  ...renderMail("booking-confirmed-customer", EXAMPLES["booking-confirmed-customer"], exampleSite),
  messageId: "<1@shop.example>",
  from: exampleSite.from,
  to: { name: 'Zoë "Z" Müller, Dr.', email: "zoe@example.com" },
};

describe("by SMTP", () => {
  let server: MailServer;
  beforeAll(async () => {
    server = await startMailServer();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    server.received.length = 0;
    server.refusal = null;
  });

  test("HTML, text and an invitation arrive whole", async () => {
    await createTransport(configOf({ SMTP_URL: server.url }))(mail);
    const [got] = server.received;
    expect(got).toMatchObject({
      messageId: "<1@shop.example>",
      subject: mail.subject,
      from: { value: [{ address: "hello@shop.example", name: "Loconomy" }] },
    });
    expect([got?.to].flat()[0]?.value).toEqual([
      { address: "zoe@example.com", name: 'Zoë "Z" Müller, Dr.' },
    ]);
    expect(got?.html).toContain("Your booking is confirmed");
    expect(got?.text).toContain("Torstraße 12");
    expect(got?.headers.get("auto-submitted")).toBe("auto-generated");
    const file = got?.attachments.find(({ filename }) => filename === "booking.ics");
    expect(file?.content.toString()).toBe(mail.calendar?.content);
    expect(calendarLines(file?.content.toString() ?? "")).toContain("METHOD:REQUEST");
  });

  test("a refusal is told", async () => {
    server.refusal = "The mailbox is full";
    await expect(createTransport(configOf({ SMTP_URL: server.url }))(mail)).rejects.toThrow(
      "The mailbox is full",
    );
  });

  test("a server that is away is told", async () => {
    await expect(
      createTransport(configOf({ SMTP_URL: "smtp://127.0.0.1:1" }))(mail),
    ).rejects.toThrow("ECONNREFUSED");
  });
});

describe("by SendGrid's API", () => {
  let api: HttpApi;
  beforeAll(async () => {
    api = await startHttpApi();
  });
  afterAll(() => api.stop());
  const send = () =>
    createTransport(configOf({ SENDGRID_API_KEY: "SG.test", SENDGRID_API_URL: api.url }))(mail);

  test("one request says it all", async () => {
    await send();
    expect(api.requests).toEqual([
      {
        path: "/v3/mail/send",
        authorization: "Bearer SG.test",
        body: {
          from: { name: "Loconomy", email: "hello@shop.example" },
          personalizations: [
            expect.objectContaining({
              to: [{ name: 'Zoë "Z" Müller, Dr.', email: "zoe@example.com" }],
            }),
          ],
          custom_args: { message_id: "<1@shop.example>" },
          subject: mail.subject,
          content: [
            { type: "text/plain", value: mail.text },
            { type: "text/html", value: mail.html },
            { type: "text/calendar; method=REQUEST", value: mail.calendar?.content },
          ],
          headers: { "Message-ID": "<1@shop.example>", "Auto-Submitted": "auto-generated" },
          tracking_settings: {
            click_tracking: { enable: false, enable_text: false },
            open_tracking: { enable: false },
          },
        },
      },
    ]);
  });

  test("a refusal is told with its reasons", async () => {
    api.answer = {
      status: 400,
      body: {
        errors: [
          { message: "Does not contain a valid address.", field: "personalizations.0.to.0.email" },
        ],
      },
    };
    await expect(send()).rejects.toThrow(
      "SendGrid did not take the mail (400): Does not contain a valid address.",
    );
  });
});

describe("configuration", () => {
  test.each([
    [{ SMTP_URL: "" }, "SMTP_URL"],
    [{ SMTP_URL: "http://x" }, "SMTP_URL"],
    [{ SMTP_URL: "smtp://x", SENDGRID_API_KEY: "SG.x" }, "not both"],
    [{ SMTP_URL: "smtp://x", MAIL_FROM: "" }, "MAIL_FROM"],
    [{ SENDGRID_API_KEY: "SG.x", MAIL_FROM: "" }, "MAIL_FROM"],
    [{ SMTP_URL: "smtp://x", MAIL_FROM: "nobody" }, "MAIL_FROM"],
    [{ SMTP_URL: "smtp://x", PUBLIC_URL: "" }, "PUBLIC_URL"],
  ])("%o is refused and names %s", (env, named) => {
    expect(() => configOf(env)).toThrow(ConfigError);
    expect(() => configOf(env)).toThrow(named);
  });

  test("the stand-in needs no sender; an address may come with a name", () => {
    expect(
      configOf({ SENDGRID_API_KEY: "SG.x", SENDGRID_API_URL: "http://127.0.0.1:1", MAIL_FROM: "" })
        .MAIL_FROM.email,
    ).toBe("no-reply@loconomy.local");
    expect(
      configOf({ SMTP_URL: "smtp://x", MAIL_FROM: '"Shop, Ltd" <a@b.example>' }).MAIL_FROM,
    ).toEqual({ name: "Shop, Ltd", email: "a@b.example" });
    expect(configOf({ SMTP_URL: "smtp://x", MAIL_FROM: "a@b.example" }).MAIL_FROM).toEqual({
      name: "Loconomy",
      email: "a@b.example",
    });
  });
});
