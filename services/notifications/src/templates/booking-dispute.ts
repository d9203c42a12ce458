import { bookingUrl, customerDetails, providerDetails, quoted } from "./booking-parts.ts";
import type { DisputeMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { moneyWords, oneLine, shortMomentWords } from "./words.ts";

type Side = "customer" | "provider";

const subjectOf = (what: string, { booking }: DisputeMailFacts): string =>
  `${what}: ${oneLine(booking.serviceName)}, ${shortMomentWords(booking.start, booking.timeZone)}`;

const nameOf = (side: Side, { booking }: DisputeMailFacts): string =>
  oneLine(side === "customer" ? booking.customerName : booking.providerName);

const detailsFor = (to: Side, { booking }: DisputeMailFacts): Letter["details"] =>
  to === "customer" ? customerDetails(booking) : providerDetails({ ...booking, notes: null });

const letterTo = (
  to: Side,
  facts: DisputeMailFacts,
  site: Site,
  words: Pick<Letter, "subject" | "heading" | "paragraphs"> & { action: string },
): Letter => ({
  subject: words.subject,
  preheader: words.paragraphs.at(-1)!,
  heading: words.heading,
  paragraphs: words.paragraphs,
  details: detailsFor(to, facts),
  action: { label: words.action, url: bookingUrl(facts, site) },
  notes: [],
  calendar: null,
});

/** Somebody said that something was wrong: to the side that has to answer, and to the one who said it. */
export const disputed =
  (to: Side) =>
  (facts: DisputeMailFacts, site: Site): Letter => {
    const { by, text } = facts.dispute;
    const name = nameOf(by, facts);
    const waits = "The money for this booking waits until our team has decided.";
    return letterTo(to, facts, site, {
      subject: subjectOf("A problem was reported", facts),
      heading: by === to ? "We got your report" : `${name} reports a problem`,
      paragraphs: [
        ...(by === to ? [] : quoted(name, text)),
        by === to
          ? "The other side can tell theirs; then our team decides. You need not do anything."
          : "Please tell us your side on the page of the booking. You can answer once.",
        waits,
      ],
      action: by === to ? "See the booking" : "Tell your side",
    });
  };

/** The other side has told theirs. */
export const disputeAnswered =
  (to: Side) =>
  (facts: DisputeMailFacts, site: Site): Letter => {
    const { by, answer } = facts.dispute;
    const side = by === "customer" ? "provider" : "customer";
    const name = nameOf(side, facts);
    return letterTo(to, facts, site, {
      subject: subjectOf("An answer to a problem", facts),
      heading: side === to ? "We got your answer" : `${name} has answered`,
      paragraphs: [
        ...(side === to ? [] : quoted(name, answer?.text ?? null)),
        "Our team looks at both sides and writes to you when it has decided.",
      ],
      action: "See the booking",
    });
  };

/** Our team has decided. */
export const disputeResolved =
  (to: Side) =>
  (facts: DisputeMailFacts, site: Site): Letter => {
    const { booking, dispute } = facts;
    const { refundPercent = 0, note = null } = dispute.resolution ?? {};
    const price = moneyWords(booking.price);
    return letterTo(to, facts, site, {
      subject: subjectOf("A problem was resolved", facts),
      heading: "Our team has decided",
      paragraphs: [...quoted("Our team", note), outcomeFor(to, refundPercent, price)],
      action: "See the booking",
    });
  };

const outcomeFor = (to: Side, percent: number, price: string): string => {
  if (percent === 0)
    return to === "customer"
      ? `Nothing of what was charged goes back.`
      : `What was charged for this booking is yours, less the platform fee.`;
  const part = percent === 100 ? "All" : `${percent}%`;
  return to === "customer"
    ? `${part} of what was charged of ${price} goes back to your card. Your bank may take a few days to show it.`
    : `${part} of what was charged of ${price} goes back to the customer; the rest is yours, less the platform fee.`;
};
