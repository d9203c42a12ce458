import { bookingUrl, quoted } from "./booking-parts.ts";
import type { BookingMailFacts, ProposalMailFacts, ProposedMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { durationWords, momentWords, oneLine, rangeWords, shortMomentWords } from "./words.ts";

type Side = "customer" | "provider";
type Booking = BookingMailFacts["booking"];

const other = (booking: Booking, reader: Side): string =>
  oneLine(reader === "customer" ? booking.providerName : booking.customerName);

const subjectOf = (what: string, { booking, proposedStart }: ProposalMailFacts): string =>
  `${what}: ${oneLine(booking.serviceName)}, ${shortMomentWords(proposedStart, booking.timeZone)}`;

/** Both times and what they are about; the address is not news. */
const details = ({ booking, ...facts }: ProposalMailFacts, reader: Side): Letter["details"] => [
  ["Service", `${oneLine(booking.serviceName)} (${durationWords(booking.durationMinutes)})`],
  [reader === "customer" ? "Provider" : "Customer", other(booking, reader)],
  ["Proposed", rangeWords(facts.proposedStart, facts.proposedEnd, booking.timeZone)],
  ["Booked", rangeWords(booking.start, booking.end, booking.timeZone)],
];

const stays = ({ start, end, timeZone }: Booking): string =>
  `The booking stays as it is: ${rangeWords(start, end, timeZone)}.`;

const action = (reader: Side, facts: BookingMailFacts, site: Site): Letter["action"] => ({
  label: reader === "customer" ? "See your booking" : "See the job",
  url: bookingUrl(facts, site),
});

/** To whoever is asked. */
export const proposed =
  (reader: Side) =>
  (facts: ProposedMailFacts, site: Site): Letter => {
    const { booking, reason, answerBy } = facts;
    const who = other(booking, reader);
    const until = momentWords(answerBy, booking.timeZone);
    return {
      subject: subjectOf("Another time proposed", facts),
      preheader: `Answer by ${until}.`,
      heading: `${who} proposes another time`,
      paragraphs: [
        ...quoted(who, reason),
        `Please accept or decline by ${until}. Until you accept, the booking stays at its old time.`,
      ],
      details: details(facts, reader),
      action: { label: "Answer the proposal", url: bookingUrl(facts, site) },
      notes: [
        "The new time is not reserved meanwhile. Should somebody take it before you answer, you will see other open times.",
      ],
      calendar: null,
    };
  };

/** To whoever proposed. */
export const proposalDeclined =
  (reader: Side) =>
  (facts: ProposalMailFacts, site: Site): Letter => {
    const { booking, reason } = facts;
    const who = other(booking, reader);
    return {
      subject: subjectOf("Not moved", facts),
      preheader: stays(booking),
      heading: `${who} declined the time that you proposed`,
      paragraphs: [...quoted(who, reason), stays(booking)],
      details: details(facts, reader),
      action: action(reader, facts, site),
      notes: [],
      calendar: null,
    };
  };

/** To whoever was asked and need not answer any more. */
export const proposalWithdrawn =
  (reader: Side) =>
  (facts: ProposalMailFacts, site: Site): Letter => {
    const { booking } = facts;
    return {
      subject: subjectOf("Proposal taken back", facts),
      preheader: stays(booking),
      heading: `${other(booking, reader)} took the proposed time back`,
      paragraphs: [`You need not answer. ${stays(booking)}`],
      details: details(facts, reader),
      action: action(reader, facts, site),
      notes: [],
      calendar: null,
    };
  };

/** To both: one waited for an answer, the other may think that it can still be given. */
export const proposalLapsed =
  (reader: Side) =>
  (facts: ProposalMailFacts, site: Site): Letter => {
    const { booking, proposedBy } = facts;
    const who = other(booking, reader);
    return {
      subject: subjectOf("Not moved", facts),
      preheader: stays(booking),
      heading:
        proposedBy === reader
          ? `${who} did not answer your proposal`
          : `The time that ${who} proposed has lapsed`,
      paragraphs: [stays(booking)],
      details: details(facts, reader),
      action: action(reader, facts, site),
      notes: [],
      calendar: null,
    };
  };
