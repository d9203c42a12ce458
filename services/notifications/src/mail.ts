import type { Calendar } from "./templates/calendar.ts";

export interface MailAddress {
  name: string;
  email: string;
}

/** One finished mail to one person. */
export interface OutgoingMail {
  /** `<…@…>`, the same however often the mail is sent. */
  messageId: string;
  from: MailAddress;
  to: MailAddress;
  subject: string;
  html: string;
  text: string;
  calendar: Calendar | null;
}

/** Hands a mail over; resolves when it was accepted, rejects with a reason fit for the record otherwise. */
export type Transport = (mail: OutgoingMail) => Promise<void>;

/** No attempt takes longer, so that a lease on the row outlives it. */
export const ATTEMPT_MS_MAX = 15_000;
