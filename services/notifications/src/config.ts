import { z } from "zod";

const SENDGRID = "https://api.sendgrid.com";
const LOCAL_SENDER = "Loconomy <no-reply@loconomy.local>";

const parseAddress = (text: string): { name: string; email: string } => {
  const [, name = "", email = text] = /^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/.exec(text) ?? [];
  return { name: name || "Loconomy", email: email.trim() };
};

/** How mail leaves: by SMTP, or by SendGrid's API; the stand-in speaks the latter. */
export const NotificationsConfig = z
  .object({
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: "must look like https://example.com" })
      .transform((url) => new URL(url).origin),
    MAIL_FROM: z
      .string()
      .transform(parseAddress)
      .refine(
        ({ email }) => z.email().safeParse(email).success,
        "must look like Name <name@example.com>",
      )
      .optional(),
    SMTP_URL: z
      .url({ protocol: /^smtps?$/, error: "must look like smtp://user:password@host:587" })
      .optional(),
    SENDGRID_API_KEY: z.string().optional(),
    SENDGRID_API_URL: z
      .url({ protocol: /^https?$/, error: "must look like https://api.sendgrid.com" })
      .default(SENDGRID),
  })
  .superRefine((env, context) => {
    const refuse = (name: string, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });
    if (!env.SMTP_URL && !env.SENDGRID_API_KEY)
      refuse("SMTP_URL", "set SMTP_URL or SENDGRID_API_KEY, so that mail can be sent");
    if (env.SMTP_URL && env.SENDGRID_API_KEY)
      refuse("SMTP_URL", "set either SMTP_URL or SENDGRID_API_KEY, not both");
    if (!env.MAIL_FROM && (env.SMTP_URL || env.SENDGRID_API_URL === SENDGRID))
      refuse("MAIL_FROM", "is needed to send real mail: the address it comes from");
  })
  .transform(({ MAIL_FROM, ...env }) => ({
    ...env,
    MAIL_FROM: MAIL_FROM ?? parseAddress(LOCAL_SENDER),
  }));
export type NotificationsConfig = z.infer<typeof NotificationsConfig>;
