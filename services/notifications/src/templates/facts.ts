import type { BookingParty, BookingRecord, Dispute, EventData, Money } from "@loconomy/contracts";

export interface Recipient {
  name: string;
  email: string;
}

export interface AccountMailFacts {
  recipient: Recipient;
  url: string;
}

/** What a mail says about a provider's calendar elsewhere. */
export interface CalendarMailFacts {
  recipient: Recipient;
  calendar: {
    name: string;
    host: string;
    /** Why it cannot be read, in words. */
    problem: string;
    failingSince: string;
    timeZone: string;
  };
}

/** What a mail says about a payout that a bank sent back. */
export interface PayoutFailedMailFacts {
  recipient: Recipient;
  payout: {
    amount: Money;
    /** In Stripe's words. */
    reason: string | null;
  };
}

/** What a mail says about a time that is kept for somebody who waits. */
export interface WaitlistMailFacts {
  recipient: Recipient;
  offer: Omit<EventData<"waitlist.offered">, "entryId" | "userId" | "providerId">;
}

export interface CardFacts {
  /** RFC 3339: when the price will be held on the card that is saved; null when it is held, or will not be. */
  reservedAt: string | null;
  /** The price was held, and not only a card saved. */
  wasHeld: boolean;
  /** What was charged at booking, minor units; left out or zero without a deposit. */
  deposit?: number;
}

/** What mails say about a booking. Kept with the row until the mail is sent, so only what is said. */
export interface BookingMailFacts {
  recipient: Recipient;
  booking: Pick<
    BookingRecord,
    | "id"
    | "customerName"
    | "providerName"
    | "serviceName"
    | "location"
    | "address"
    | "notes"
    | "start"
    | "end"
    | "durationMinutes"
    | "timeZone"
    | "price"
    | "expiresAt"
    | "sequence"
  >;
  /** How the price stands on the customer's card; null when nothing is known of it. */
  card: CardFacts | null;
  /** RFC 3339, of the event. */
  occurredAt: string;
  /** Whether the recipient's calendar should learn of it. */
  withCalendar: boolean;
}

/** What mails say about bookings of a series that were changed together; `booking` is the first of them. */
export interface SeriesMailFacts extends BookingMailFacts {
  series: {
    id: string;
    /** How many bookings it has. */
    of: number;
    /** Of the bookings that the mail is about. */
    dates: Array<{ start: string; end: string }>;
  };
}

export interface SeriesDeclinedMailFacts extends SeriesMailFacts {
  reason: string | null;
}

export interface SeriesCancelledMailFacts extends SeriesMailFacts {
  by: BookingParty;
  reason: string | null;
  wasPaid: boolean;
  keep: Money;
  refund: Money;
}

export interface DeclinedMailFacts extends BookingMailFacts {
  reason: string | null;
}

export interface RescheduledMailFacts extends BookingMailFacts {
  by: BookingParty;
  /** Whose proposal was accepted; null when the customer moved it at once. */
  proposedBy: BookingParty | null;
  previousStart: string;
  previousEnd: string;
}

export interface ProposalMailFacts extends BookingMailFacts {
  proposedBy: BookingParty;
  proposedStart: string;
  proposedEnd: string;
  reason: string | null;
}

export interface ProposedMailFacts extends ProposalMailFacts {
  /** RFC 3339: when the proposal lapses. */
  answerBy: string;
}

export interface NoShowMailFacts extends BookingMailFacts {
  absent: "customer" | "provider";
  reason: string | null;
}

export interface PaymentFailedMailFacts extends BookingMailFacts {
  /** RFC 3339: until when another card can pay. */
  payBy: string;
  /** The bank wants to see the card's owner; another card is not needed. */
  needsOwner: boolean;
}

export interface PaymentOwedMailFacts extends BookingMailFacts {
  owed: Money;
  /** The bank wants to see the card's owner; another card is not needed. */
  needsOwner: boolean;
}

export interface DisputeMailFacts extends BookingMailFacts {
  dispute: Dispute;
}

export interface MessageMailFacts extends BookingMailFacts {
  /** In the words of who wrote it. */
  message: string;
}

export interface TipMailFacts extends BookingMailFacts {
  tip: Money;
}

export interface ChargebackOpenedMailFacts extends BookingMailFacts {
  chargeback: {
    amount: Money;
    isInquiry: boolean;
    /** RFC 3339: until when the bank takes an answer. */
    dueBy: string | null;
  };
}

export interface ChargebackAnsweredMailFacts extends BookingMailFacts {
  chargeback: { amount: Money; isInquiry: boolean };
}

export interface ChargebackClosedMailFacts extends BookingMailFacts {
  chargeback: { amount: Money; outcome: "won" | "lost" | "closed" };
}

export interface CancelledMailFacts extends BookingMailFacts {
  by: BookingParty;
  reason: string | null;
  wasPaid: boolean;
  keep: Money;
  refund: Money;
}
