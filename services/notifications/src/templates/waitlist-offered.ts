import type { WaitlistMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { momentWords, oneLine, rangeWords, shortMomentWords } from "./words.ts";

/** To whoever is first in line for a time that has opened. */
export const waitlistOffered = (
  { recipient, offer }: WaitlistMailFacts,
  { publicUrl }: Site,
): Letter => {
  const provider = oneLine(offer.providerName);
  const until = momentWords(offer.expiresAt, offer.timeZone);
  const query = new URLSearchParams({
    serviceId: offer.serviceId,
    start: offer.start,
    hold: offer.holdId,
  });
  return {
    subject: `A time has opened: ${oneLine(offer.serviceName)}, ${shortMomentWords(offer.start, offer.timeZone)}`,
    preheader: `It is kept for you until ${until}.`,
    heading: `${provider} has a time for you`,
    paragraphs: [
      `Hello ${oneLine(recipient.name)}, a time that you wait for has opened, and you are first in line.`,
      `It is kept for you until ${until}. If you do not book it by then, the next in line gets it.`,
    ],
    details: [
      ["Service", oneLine(offer.serviceName)],
      ["Provider", provider],
      ["When", rangeWords(offer.start, offer.end, offer.timeZone)],
    ],
    action: { label: "Book this time", url: `${publicUrl}/book?${query}` },
    notes: [
      "If it does not suit you, you need do nothing: you wait on for other times of that day. Your waiting list is on your bookings page.",
    ],
    calendar: null,
  };
};
