import { Hono, type Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Pool } from "pg";
import { z } from "zod";
import { storeMessages, type NewMessage } from "./messages.ts";
import { newId, randomText } from "./stripe/ids.ts";

const help = "http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html";

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
const storable = z
  .string()
  .refine((text) => !text.includes("\0") && text.isWellFormed(), "Bad characters.");
const address = z.object({
  email: z.email("Does not contain a valid address.").max(320),
  name: storable.optional(),
});
const addresses = z.array(address).max(1000);
const stringMap = z.record(z.string(), storable);

/** The body of `POST /v3/mail/send`, as the client library writes it. */
export const mailBody = z.object({
  personalizations: z
    .array(
      z.object({
        to: addresses.min(
          1,
          "The to array is required for all personalization objects, and must have at least one email object with a valid email address.",
        ),
        cc: addresses.optional(),
        bcc: addresses.optional(),
        subject: storable.optional(),
        headers: stringMap.optional(),
        substitutions: stringMap.optional(),
        custom_args: stringMap.optional(),
      }),
      "The personalizations field is required and must have at least one personalization.",
    )
    .min(1, "The personalizations field is required and must have at least one personalization.")
    .max(1000),
  from: z.object(
    address.shape,
    "The from object must be provided for every email send. It is an object that requires the email parameter, but may also contain a name parameter.",
  ),
  reply_to: address.optional(),
  subject: storable.optional(),
  content: z
    .array(
      z.object({
        type: z.string().regex(/^[\w.+-]+\/[\w.+-]+/, "The content type is invalid."),
        value: storable.min(
          1,
          "The content value must be a string at least one character in length.",
        ),
      }),
      "Unless a valid template_id is provided, the content parameter is required. There must be at least one defined content block.",
    )
    .min(1, "There must be at least one defined content block."),
  attachments: z
    .array(
      z.object({
        content: z.base64("The attachment content must be base64 encoded.").min(1),
        filename: storable.min(1),
        type: storable.regex(/^[^\r\n]+$/).optional(),
        disposition: z.enum(["inline", "attachment"]).optional(),
        content_id: storable.optional(),
      }),
    )
    .optional(),
  headers: stringMap.optional(),
  custom_args: stringMap.optional(),
  mail_settings: z
    .object({ sandbox_mode: z.object({ enable: z.boolean().optional() }).optional() })
    .optional(),
});

type Mail = z.output<typeof mailBody>;

/** `POST /v3/mail/send`: 202 with `X-Message-Id`; one stored message per recipient. */
export function createSendGridRoutes({ pool }: { pool: Pool }): Hono {
  const app = new Hono();
  app.post("/mail/send", async (c) => {
    if (!/^Bearer \S+$/i.test(c.req.header("authorization") ?? "")) {
      const message = "The provided authorization grant is invalid, expired, or revoked";
      return refuse(c, 401, [{ message, field: null, help: null }]);
    }
    const parsed = mailBody.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return refuse(c, 400, parsed.error.issues.map(errorOf));
    const mail = parsed.data;
    if (mail.personalizations.some((to) => !(to.subject ?? mail.subject))) {
      const message =
        "The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.";
      return refuse(c, 400, [{ message, field: "subject", help: `${help}#message.subject` }]);
    }
    if (mail.mail_settings?.sandbox_mode?.enable) return c.body(null, 200);
    const requestMessageId = randomText(22);
    await storeMessages(pool, messagesOf(mail, requestMessageId));
    c.header("X-Message-Id", requestMessageId);
    return c.body(null, 202);
  });
  return app;
}

interface SendGridError {
  message: string;
  field: string | null;
  help: string | null;
}

function errorOf(issue: z.core.$ZodIssue): SendGridError {
  const field = issue.path.map(String).join(".") || null;
  const section = issue.path.find((part) => typeof part === "string");
  return { message: issue.message, field, help: section ? `${help}#message.${section}` : help };
}

function refuse(c: Context, status: number, errors: SendGridError[]): Response {
  const body = { errors, ...(status === 400 && { id: newId("req") }) };
  return c.json(body, status as ContentfulStatusCode);
}

function messagesOf(mail: Mail, requestMessageId: string): NewMessage[] {
  const content = (type: string) => mail.content.find((part) => part.type.startsWith(type))?.value;
  return mail.personalizations.flatMap((personal, index) => {
    const headers = { ...mail.headers, ...personal.headers };
    const fill = (text: string) => substitute(text, personal.substitutions ?? {});
    const shared = {
      messageId:
        identityOf(headers, { ...mail.custom_args, ...personal.custom_args }) ??
        `${requestMessageId}.${index}`,
      from: mail.from,
      to: personal.to,
      subject: fill(personal.subject ?? mail.subject ?? ""),
      html: content("text/html") === undefined ? null : fill(content("text/html") ?? ""),
      text: content("text/plain") === undefined ? null : fill(content("text/plain") ?? ""),
      headers: mail.reply_to ? { ...headers, "Reply-To": mail.reply_to.email } : headers,
      attachments: [...calendarParts(mail), ...(mail.attachments ?? []).map(attachmentOf)],
    };
    const recipients = [...personal.to, ...(personal.cc ?? []), ...(personal.bcc ?? [])];
    const unique = new Set(recipients.map(({ email }) => email.toLowerCase()));
    return [...unique].map((recipient) => ({ ...shared, recipient }));
  });
}

/** What makes two sends the same mail: the Message-ID header, or the custom argument `message_id`. */
function identityOf(
  headers: Record<string, string>,
  customArgs: Record<string, string>,
): string | undefined {
  const header = Object.entries(headers).find(([name]) => name.toLowerCase() === "message-id");
  return header?.[1] || customArgs["message_id"] || undefined;
}

function substitute(text: string, substitutions: Record<string, string>): string {
  let filled = text;
  for (const [mark, value] of Object.entries(substitutions)) {
    filled = filled.replaceAll(mark, () => value);
  }
  return filled;
}

function attachmentOf(attachment: NonNullable<Mail["attachments"]>[number]) {
  const { content, filename, type = "application/octet-stream" } = attachment;
  return { content, filename, type };
}

/** A calendar sent as a content part is kept as an attachment too. */
function calendarParts(mail: Mail) {
  return mail.content
    .filter((part) => part.type.startsWith("text/calendar"))
    .map((part) => ({
      content: Buffer.from(part.value).toString("base64"),
      filename: "invite.ics",
      type: part.type,
    }));
}
