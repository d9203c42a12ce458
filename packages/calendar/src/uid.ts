const hostOf = (origin: string): string => new URL(origin).hostname;

/** A booking has one UID for life, in mails, feeds and files alike, so that calendars keep one entry of it. */
export const bookingUid = (bookingId: string, origin: string): string =>
  `booking-${bookingId}@${hostOf(origin)}`;
