import type { NotificationsConfig } from "./config.ts";
import type { Transport } from "./mail.ts";
import { sendGridTransport } from "./sendgrid.ts";
import { smtpTransport } from "./smtp.ts";

/** The one way mail leaves, as configured. */
export const createTransport = ({
  SMTP_URL,
  SENDGRID_API_KEY,
  SENDGRID_API_URL,
}: NotificationsConfig): Transport =>
  SMTP_URL ? smtpTransport(SMTP_URL) : sendGridTransport(SENDGRID_API_KEY!, SENDGRID_API_URL);
