import { Hono } from "hono";
import { html } from "hono/html";
import type { Pool } from "pg";
import { findMessage, listMessages, type MailAddress, type Message } from "./messages.ts";
import { page } from "./page.ts";

const title = "Test mailbox";

/** Links of a mail open in a window of their own; scripts and forms in it never run. */
const frameAllows =
  "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";
const mailPolicy = `sandbox ${frameAllows}; default-src 'none'; img-src https: http: data:; style-src 'unsafe-inline'; font-src https: data:; frame-ancestors 'self'`;

/** Pages that show every message sent, and the same as JSON for tests. */
export function createMailboxRoutes({ pool }: { pool: Pool }): Hono {
  const app = new Hono();
  app.get("/mailbox", async (c) => {
    const to = c.req.query("to")?.replaceAll("\0", "");
    const messages = await listMessages(pool, { to, before: c.req.query("before") });
    return c.html(page(title, listPage(messages, to ?? "")));
  });
  app.get("/mailbox.json", async (c) => {
    const to = c.req.query("to")?.replaceAll("\0", "");
    return c.json({ messages: await listMessages(pool, { to, before: c.req.query("before") }) });
  });
  app.get("/mailbox/:id", async (c) => {
    const message = await findMessage(pool, c.req.param("id"));
    if (!message) return c.html(page(title, missingPage), 404);
    return c.html(page(`${message.subject} · ${title}`, messagePage(message)));
  });
  app.get("/mailbox/:id/html", async (c) => {
    const message = await findMessage(pool, c.req.param("id"));
    if (!message?.html) return c.html(page(title, missingPage), 404);
    c.header("Content-Security-Policy", mailPolicy);
    c.header("X-Frame-Options", "SAMEORIGIN");
    return c.html(`<base target="_blank">${message.html}`);
  });
  app.get("/mailbox/:id/attachments/:index", async (c) => {
    const message = await findMessage(pool, c.req.param("id"));
    const attachment = message?.attachments[Number(c.req.param("index"))];
    if (!attachment) return c.html(page(title, missingPage), 404);
    return c.body(Buffer.from(attachment.content, "base64"), 200, {
      "Content-Type": /^[\x20-\x7e]+$/.test(attachment.type)
        ? attachment.type
        : "application/octet-stream",
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`,
      "Content-Security-Policy": "sandbox; default-src 'none'",
    });
  });
  return app;
}

function listPage(messages: Message[], to: string) {
  const last = messages.at(-1);
  const older = new URLSearchParams({ ...(to && { to }), before: last?.id ?? "" });
  return html`<h1>${title}</h1>
    <p class="notice">Mail that this installation sent. None of it left this machine.</p>
    <form method="get" action="/sandbox/mailbox">
      <label>Recipient <input type="email" name="to" value="${to}" autocomplete="off" /></label>
      <button>Show</button>
    </form>
    ${
      messages.length === 0
        ? html`<p>No messages${to ? html` for ${to}` : ""} yet.</p>`
        : html`<ol class="messages">
            ${messages.map(listItem)}
          </ol>`
    }
    ${messages.length === 100 ? html`<p><a href="/sandbox/mailbox?${older}">Older</a></p>` : ""}`;
}

function listItem(message: Message) {
  return html`<li>
    <a href="/sandbox/mailbox/${message.id}">${message.subject}</a>
    <p>
      to ${message.recipient}, from ${nameOf(message.from)},
      <time datetime="${message.createdAt}">${readableTime(message.createdAt)}</time>
    </p>
  </li>`;
}

function messagePage(message: Message) {
  return html`<p><a href="/sandbox/mailbox">All messages</a></p>
    <h1>${message.subject}</h1>
    <dl>
      <dt>From</dt>
      <dd>${nameOf(message.from)}</dd>
      <dt>To</dt>
      <dd>${message.to.map(nameOf).join(", ")}</dd>
      <dt>Delivered to</dt>
      <dd>${message.recipient}</dd>
      <dt>Sent</dt>
      <dd><time datetime="${message.createdAt}">${readableTime(message.createdAt)}</time></dd>
    </dl>
    ${
      message.attachments.length > 0
        ? html`<h2>Attachments</h2>
            <ul>
              ${message.attachments.map(
                ({ filename, type }, index) =>
                  html`<li>
                    <a href="/sandbox/mailbox/${message.id}/attachments/${index}">${filename}</a>
                    (${type})
                  </li>`,
              )}
            </ul>`
        : ""
    }
    ${
      message.html === null
        ? ""
        : html`<h2>HTML part</h2>
            <iframe
              title="HTML part of the message"
              sandbox="${frameAllows}"
              src="/sandbox/mailbox/${message.id}/html"
            ></iframe>`
    }
    ${
      message.text === null
        ? ""
        : html`<h2>Text part</h2>
            <pre>${message.text}</pre>`
    }`;
}

const missingPage = html`<h1>${title}</h1>
  <p>There is no such message. <a href="/sandbox/mailbox">All messages</a></p>`;

function nameOf({ name, email }: MailAddress): string {
  return name ? `${name} <${email}>` : email;
}

function readableTime(createdAt: string): string {
  return `${createdAt.slice(0, 10)} ${createdAt.slice(11, 19)} UTC`;
}
