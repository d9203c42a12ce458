import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "./messages.ts";
import { runSandboxAlone, type RunningSandbox } from "./testing.ts";

let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await runSandboxAlone({ deliver: false });
});
afterAll(() => sandbox.stop());

const ics = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";

function mail(to: string, more: object = {}) {
  return {
    from: { email: "hello@shop.test", name: "The shop" },
    personalizations: [{ to: [{ email: to }] }],
    subject: "Your booking <1>",
    content: [
      { type: "text/plain", value: "See you & thanks" },
      { type: "text/html", value: '<p style="color:red">See you</p><script>alert(1)</script>' },
    ],
    attachments: [
      {
        content: Buffer.from(ics).toString("base64"),
        filename: "booking.ics",
        type: "text/calendar; method=REQUEST",
        disposition: "attachment",
      },
    ],
    ...more,
  };
}

async function send(body: unknown, authorization = "Bearer SG.local"): Promise<Response> {
  return fetch(`${sandbox.url}/v3/mail/send`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function inbox(to: string): Promise<Message[]> {
  const response = await fetch(`${sandbox.url}/sandbox/mailbox.json?to=${encodeURIComponent(to)}`);
  return ((await response.json()) as { messages: Message[] }).messages;
}

describe("mail/send", () => {
  it("stores one message per recipient", async () => {
    const to = [{ email: "Ann@example.com", name: "Ann" }, { email: "bob@example.com" }];
    const response = await send(
      mail("", { personalizations: [{ to, cc: [{ email: "cy@example.com" }] }] }),
    );
    expect(response.status).toBe(202);
    expect(response.headers.get("x-message-id")).toMatch(/^\w{22}$/);
    for (const address of ["ann@example.com", "bob@example.com", "cy@example.com"]) {
      expect(await inbox(address)).toHaveLength(1);
    }
    const [message] = await inbox("ann@example.com");
    expect(message).toMatchObject({
      subject: "Your booking <1>",
      from: { email: "hello@shop.test" },
      text: "See you & thanks",
    });
    expect(message?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it.each([
    ["dora@example.com", { headers: { "Message-ID": "<m1@shop.test>" } }],
    ["emil@example.com", { custom_args: { message_id: "m2" } }],
  ])("keeps the same mail to %s once", async (to, identity) => {
    await Promise.all(Array.from({ length: 5 }, () => send(mail(to, identity))));
    expect(await inbox(to)).toHaveLength(1);
    await send(mail(to));
    expect(await inbox(to)).toHaveLength(2);
  });

  it.each([
    [{ from: undefined }, "from"],
    [{ from: { email: "nobody" } }, "from.email"],
    [{ personalizations: [] }, "personalizations"],
    [{ personalizations: [{ to: [] }] }, "personalizations.0.to"],
    [{ personalizations: [{ to: [{ email: "x" }] }] }, "personalizations.0.to.0.email"],
    [{ content: undefined }, "content"],
    [{ content: [{ type: "text/plain", value: "" }] }, "content.0.value"],
    [{ subject: "" }, "subject"],
    [{ subject: "a\0b" }, "subject"],
  ])("refuses %o at %s", async (change, field) => {
    const response = await send(mail("fay@example.com", change));
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { field: string; message: string }[] };
    expect(errors[0]).toMatchObject({ field, message: expect.any(String) });
  });

  it("needs a bearer key and JSON", async () => {
    expect((await send(mail("gus@example.com"), "")).status).toBe(401);
    expect((await send("not a mail")).status).toBe(400);
    expect(await inbox("gus@example.com")).toEqual([]);
  });
});

describe("the mailbox", () => {
  async function open(path: string) {
    const response = await fetch(`${sandbox.url}${path}`);
    return { response, body: await response.text() };
  }

  it("lists newest first and filters by recipient", async () => {
    await send(mail("hal@example.com", { subject: "First" }));
    await send(mail("hal@example.com", { subject: "Second" }));
    const { response, body } = await open("/sandbox/mailbox?to=HAL@example.com");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(body).toContain("Test mailbox");
    expect(body.indexOf("Second")).toBeLessThan(body.indexOf("First"));
    expect(body).not.toContain("ann@example.com");
    expect(body).not.toMatch(/<script| style=/);
  });

  it("shows a message, its HTML in a sandbox, its calendar as a download", async () => {
    await send(mail("ida@example.com"));
    const [message] = await inbox("ida@example.com");
    const { body } = await open(`/sandbox/mailbox/${message?.id}`);
    expect(body).toContain("Your booking &lt;1&gt;");
    expect(body).toContain("See you &amp; thanks");
    expect(body).toMatch(/<iframe[^>]*sandbox="(?![^"]*allow-scripts)/);
    expect(body).not.toContain("alert(1)");

    const part = await open(`/sandbox/mailbox/${message?.id}/html`);
    const policy = part.response.headers.get("content-security-policy");
    expect(policy).toMatch(/^sandbox (?!.*allow-scripts)/);
    expect(part.body).toContain("See you");

    const file = await open(`/sandbox/mailbox/${message?.id}/attachments/0`);
    expect(file.body).toBe(ics);
    expect(file.response.headers.get("content-type")).toBe("text/calendar; method=REQUEST");
    expect(file.response.headers.get("content-disposition")).toContain("booking.ics");
  });

  it("answers 404 for what is not there", async () => {
    for (const path of ["nonsense", crypto.randomUUID(), `${crypto.randomUUID()}/html`]) {
      expect((await open(`/sandbox/mailbox/${path}`)).response.status).toBe(404);
    }
    expect((await open("/sandbox/style.css")).response.headers.get("content-type")).toContain(
      "text/css",
    );
  });
});
