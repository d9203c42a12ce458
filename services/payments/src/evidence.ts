import {
  exactMoney,
  type BookingRecord,
  type EvidenceField,
  type Message,
  type Money,
  type TimelineEntry,
} from "@loconomy/contracts";

/** Stripe's limits, in characters: of one field, and of all together. */
const FIELD_MAX = 20_000;
const ALL_MAX = 150_000;

export interface CaseFacts {
  booking: BookingRecord;
  /** The booking's hash chain, oldest first. */
  timeline: readonly TimelineEntry[];
  customer: { name: string; email: string } | null;
  /** Mails about the booking that were sent, oldest first. */
  mails: ReadonlyArray<{ to: "customer" | "provider"; subject: string; sentAt: string }>;
  /** What the two sides wrote to each other on our site, oldest first. */
  messages: ReadonlyArray<Pick<Message, "sender" | "text" | "createdAt" | "readAt">>;
  /** What is disputed: the price, or a tip given for the job. */
  charged: Money;
  isOfTip: boolean;
  refunded: Money;
  card: { brand: string; last4: string } | null;
  /** What the provider says happened. */
  explanation: string | null;
  /** What the operator adds. */
  words: string | null;
}

export type Evidence = Partial<Record<EvidenceField, string>>;

/**
 * What a bank is told of a disputed payment: what was agreed, what happened when, and what people say of it. Only what is known is
 * said. Texts that are too long for Stripe are cut, the log of steps and the messages at their beginning, and say so.
 */
export const evidenceOf = (facts: CaseFacts): Evidence => {
  const { booking, customer } = facts;
  const texts: Record<EvidenceField, string> = {
    product_description: agreed(facts),
    service_date: periodText(booking),
    customer_name: customer?.name ?? booking.customerName,
    customer_email_address: customer?.email ?? "",
    cancellation_policy_disclosure: policyText(booking),
    refund_refusal_explanation: refundText(facts),
    uncategorized_text: statements(facts),
    access_activity_log: log(facts),
  };
  let left = ALL_MAX;
  const evidence: Evidence = {};
  for (const [field, text] of Object.entries(texts) as Array<[EvidenceField, string]>) {
    const max = Math.min(FIELD_MAX, left);
    if (text.trim() === "" || max === 0) continue;
    evidence[field] = field === "access_activity_log" ? cutStart(text, max) : cutEnd(text, max);
    left -= evidence[field].length;
  }
  return evidence;
};

const CUT = "[…]";
const cutEnd = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - CUT.length).toWellFormed()}${CUT}`;
const cutStart = (text: string, max: number): string =>
  text.length <= max ? text : `${CUT}${text.slice(text.length - max + CUT.length).toWellFormed()}`;

const momentText = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(new Date(at));

const periodText = ({ start, end, timeZone }: BookingRecord): string =>
  `${momentText(start, timeZone)} to ${momentText(end, timeZone)}`;

const agreed = ({ booking, charged, isOfTip, card }: CaseFacts): string => {
  const { serviceName, providerName, durationMinutes, location, address, price } = booking;
  const place =
    location === "customer"
      ? `at the customer's place${address ? `: ${Object.values(address).filter(Boolean).join(", ")}` : ""}`
      : "at the provider's place";
  return [
    `${serviceName}, a service of ${durationMinutes} minutes by ${providerName}, ${place}.`,
    `Booked on ${momentText(booking.createdAt, booking.timeZone)} for ${periodText(booking)}, for ${exactMoney(price)}.`,
    isOfTip
      ? `The disputed charge of ${exactMoney(charged)} is a tip that the customer gave on their own after the job.`
      : `The disputed charge is ${exactMoney(charged)}.`,
    ...(card ? [`Paid by ${card.brand} card ending in ${card.last4}.`] : []),
    ...(booking.notes ? [`The customer wrote with the booking: ${booking.notes}`] : []),
  ].join("\n");
};

const policyText = ({ policy, timeZone }: BookingRecord): string => {
  const steps = policy.steps.map(
    ({ until, keepPercent }) =>
      `- canceled until ${momentText(until, timeZone)}: ${keepPercent === 0 ? "free of charge" : `${keepPercent} % of the price is kept`}`,
  );
  return [
    `Before paying, the customer was shown this cancellation policy (${policy.name}) with its dates, beside the price:`,
    ...steps,
    "- later: the whole price is kept",
  ].join("\n");
};

const ENDS: Partial<Record<BookingRecord["status"], string>> = {
  completed: "The job was completed as booked.",
  no_show: "The appointment was kept by one side only.",
  cancelled: "The booking was canceled.",
};

const refundText = ({ booking, refunded, isOfTip }: CaseFacts): string => {
  const { status, absent, cancelledBy, reason } = booking;
  return [
    ENDS[status] ?? "",
    ...(status === "no_show" && absent ? [`The ${absent} was not there.`] : []),
    ...(status === "cancelled" && cancelledBy ? [`It was canceled by the ${cancelledBy}.`] : []),
    ...(reason ? [`Reason given: ${reason}`] : []),
    ...(isOfTip
      ? []
      : [
          refunded.amount > 0
            ? `${exactMoney(refunded)} of the price was given back to the card already.`
            : "No refund was agreed.",
        ]),
  ]
    .filter(Boolean)
    .join("\n");
};

const statements = (facts: CaseFacts): string => {
  const { booking, explanation, words } = facts;
  const said = [
    ...(words ? [words] : []),
    ...(explanation ? [`${booking.providerName}, who did the job, says:\n${explanation}`] : []),
  ].join("\n\n");
  const room = FIELD_MAX - (said ? said.length + 2 : 0);
  return [said, conversation(facts, room)].filter(Boolean).join("\n\n");
};

/** What is left of the room by the rest of the field is for the latest messages. */
const conversation = ({ messages, booking }: CaseFacts, max: number): string => {
  const heading = `What the customer and ${booking.providerName} wrote to each other about the booking, by the clock of the place:\n`;
  if (messages.length === 0 || max <= heading.length + CUT.length) return "";
  const at = (moment: string): string => momentText(moment, booking.timeZone);
  const lines = messages.map(({ sender, text, createdAt, readAt }) => {
    const read = readAt ? `, read on ${at(readAt)}` : "";
    return `${at(createdAt)}, the ${sender} wrote${read}: ${text}`;
  });
  return `${heading}${cutStart(lines.join("\n"), max - heading.length)}`;
};

const log = ({ booking, timeline, mails }: CaseFacts): string => {
  const steps = timeline.map(({ at, sequence, action, by, from, to, start, reason, hash }) => ({
    at,
    text: [
      `${at} step ${sequence}: ${action} by ${by}, ${from ? `from ${from} to ${to}` : `now ${to}`}`,
      ...(start ? [`for ${momentText(start, booking.timeZone)}`] : []),
      ...(reason ? [`reason: ${reason}`] : []),
      `(SHA-256 ${hash})`,
    ].join(", "),
  }));
  const sent = mails.map(({ to, subject, sentAt }) => ({
    at: sentAt,
    text: `${sentAt} e-mail to the ${to}: ${subject}`,
  }));
  const lines = [...steps, ...sent].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return [
    "What happened to the booking, as it was recorded at the time. Each step carries a SHA-256 over itself and the step before, so that none could be changed later.",
    ...lines.map(({ text }) => text),
  ].join("\n");
};
