import { createTransport } from "nodemailer";
import { ATTEMPT_MS_MAX, type Transport } from "./mail.ts";

/** Mail by SMTP, one connection a mail. @param url smtp:// or smtps:// with credentials */
export const smtpTransport = (url: string): Transport => {
  const timeout = ATTEMPT_MS_MAX / 3;
  const smtp = createTransport({
    url,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ messageId, from, to, subject, html, text, calendar }) => {
    await smtp.sendMail({
      messageId,
      from: { name: from.name, address: from.email },
      to: { name: to.name, address: to.email },
      subject,
      html,
      text,
      headers: { "Auto-Submitted": "auto-generated" },
      icalEvent: calendar
        ? { method: calendar.method, filename: calendar.filename, content: calendar.content }
        : undefined,
    });
  };
};
