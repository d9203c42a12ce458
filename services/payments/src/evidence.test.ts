import { expect, test } from "vitest";
import { evidenceOf, type CaseFacts } from "./evidence.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });
const facts = (more: Partial<CaseFacts> = {}): CaseFacts => ({
  booking: {
    id: "019ac000-0000-7000-8000-000000000000",
    status: "completed",
    customerId: "019ac000-0000-7000-8000-000000000001",
    customerName: "Ada",
    providerId: "019ac000-0000-7000-8000-000000000002",
    providerUserId: "019ac000-0000-7000-8000-000000000003",
    providerName: "Taps & Co",
    providerSlug: "taps-and-co",
    serviceId: "019ac000-0000-7000-8000-000000000004",
    serviceName: "Leaking tap",
    location: "customer",
    start: "2026-11-25T15:00:00.000Z",
    end: "2026-11-25T16:00:00.000Z",
    durationMinutes: 60,
    timeZone: "America/Chicago",
    address: { street: "1 Main St", city: "Austin", postalCode: "78701" } as never,
    notes: "The one in the kitchen.",
    price: usd(4500),
    policy: {
      name: "flexible",
      steps: [
        { until: "2026-11-24T15:00:00.000Z", keepPercent: 0 },
        { until: "2026-11-25T15:00:00.000Z", keepPercent: 50 },
      ],
    },
    isInstant: true,
    expiresAt: null,
    proposal: null,
    dispute: null,
    cancelledBy: null,
    series: null,
    absent: null,
    reason: null,
    createdAt: "2026-11-20T10:00:00.000Z",
    completedAt: "2026-11-25T16:05:00.000Z",
    sequence: 3,
  },
  timeline: [
    {
      sequence: 1,
      action: "book",
      by: "customer",
      from: null,
      to: "awaiting_payment",
      at: "2026-11-20T10:00:00.000Z",
      start: "2026-11-25T15:00:00.000Z",
      end: "2026-11-25T16:00:00.000Z",
      reason: null,
      hash: "a1",
    },
    {
      sequence: 2,
      action: "complete",
      by: "provider",
      from: "confirmed",
      to: "completed",
      at: "2026-11-25T16:05:00.000Z",
      start: null,
      end: null,
      reason: null,
      hash: "b2",
    },
  ],
  customer: { name: "Ada Lovelace", email: "ada@example.com" },
  mails: [
    {
      to: "customer",
      subject: "Your booking is confirmed",
      sentAt: "2026-11-20T10:01:00.000Z",
    },
  ],
  messages: [],
  charged: usd(4500),
  isOfTip: false,
  refunded: usd(0),
  card: { brand: "visa", last4: "0259" },
  explanation: null,
  words: null,
  ...more,
});

test("says what was agreed, when and on what terms, by the clock of the place", () => {
  const evidence = evidenceOf(facts());
  expect(evidence.product_description).toContain(
    "Leaking tap, a service of 60 minutes by Taps & Co",
  );
  expect(evidence.product_description).toContain("1 Main St, Austin, 78701");
  expect(evidence.product_description).toContain("visa card ending in 0259");
  expect(evidence.product_description).toContain("The one in the kitchen.");
  expect(evidence.service_date).toMatch(
    /Wednesday, November 25, 2026 at 9:00\sAM CST to .*10:00\sAM/,
  );
  expect(evidence.cancellation_policy_disclosure).toMatch(/9:00\sAM CST: free of charge\n.*50 %/);
  expect(evidence.refund_refusal_explanation).toBe(
    "The job was completed as booked.\nNo refund was agreed.",
  );
  expect(evidence.customer_name).toBe("Ada Lovelace");
  expect(evidence.customer_email_address).toBe("ada@example.com");
  expect(evidence).not.toHaveProperty("uncategorized_text");
});

test("the log has every step with its hash and every mail, by time", () => {
  const [, ...lines] = evidenceOf(facts()).access_activity_log!.split("\n");
  expect(lines).toEqual([
    expect.stringMatching(
      /^2026-11-20T10:00.* step 1: book by customer, now awaiting_payment.*a1\)$/,
    ),
    "2026-11-20T10:01:00.000Z e-mail to the customer: Your booking is confirmed",
    expect.stringMatching(
      /^2026-11-25.* step 2: complete by provider, from confirmed to completed.*b2\)$/,
    ),
  ]);
});

test("what operator and provider say is there, and only what is known of a person who is gone", () => {
  const evidence = evidenceOf(
    facts({ words: "We called her.", explanation: "She was at home.", customer: null }),
  );
  expect(evidence.uncategorized_text).toBe(
    "We called her.\n\nTaps & Co, who did the job, says:\nShe was at home.",
  );
  expect(evidence.customer_name).toBe("Ada");
  expect(evidence).not.toHaveProperty("customer_email_address");
});

test("a tip, a refund and a no-show are called what they are", () => {
  const tip = evidenceOf(facts({ isOfTip: true, charged: usd(500) }));
  expect(tip.product_description).toContain("$5.00 is a tip");
  expect(tip.refund_refusal_explanation).not.toContain("refund");
  expect(evidenceOf(facts({ refunded: usd(1000) })).refund_refusal_explanation).toContain(
    "$10.00 of the price was given back",
  );
  const { booking } = facts();
  const absent = facts({
    booking: { ...booking, status: "no_show", absent: "customer", reason: "Nobody opened." },
  });
  expect(evidenceOf(absent).refund_refusal_explanation).toContain(
    "The customer was not there.\nReason given: Nobody opened.",
  );
});

test("no field and not all of them are longer than Stripe takes; the log keeps its end", () => {
  const { timeline } = facts();
  const long = "x".repeat(30_000);
  const many = Array.from({ length: 2000 }, () => timeline[0]!);
  const evidence = evidenceOf(
    facts({ words: long, explanation: long, timeline: [...many, timeline[1]!] }),
  );
  const lengths = Object.values(evidence).map((text) => text.length);
  expect(Math.max(...lengths)).toBe(20_000);
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(150_000);
  expect(evidence.uncategorized_text!.endsWith("[…]")).toBe(true);
  expect(evidence.access_activity_log!.startsWith("[…]")).toBe(true);
  expect(evidence.access_activity_log!.endsWith("(SHA-256 b2)")).toBe(true);
});

const message = (sender: "customer" | "provider", text: string, minute: number, read?: string) => ({
  sender,
  text,
  createdAt: `2026-11-24T15:0${minute}:00.000Z`,
  readAt: read ?? null,
});

test("what the sides wrote to each other is told in order, with who wrote when and whether it was read", () => {
  const messages = [
    message("customer", "Can you come at nine?", 0, "2026-11-24T15:01:00.000Z"),
    message("provider", "I can.\nSee you then.", 2),
  ];
  const { uncategorized_text: said } = evidenceOf(facts({ words: "We called her.", messages }));
  expect(said!.replaceAll("\u202f", " ").split("\n")).toEqual([
    "We called her.",
    "",
    "What the customer and Taps & Co wrote to each other about the booking, by the clock of the place:",
    "Tuesday, November 24, 2026 at 9:00 AM CST, the customer wrote, read on Tuesday, November 24, 2026 at 9:01 AM CST: Can you come at nine?",
    "Tuesday, November 24, 2026 at 9:02 AM CST, the provider wrote: I can.",
    "See you then.",
  ]);
});

test("of more messages than fit the latest are told, after what operator and provider say", () => {
  const long = Array.from({ length: 40 }, (_, n) =>
    message("customer", `${n} ${"x".repeat(900)}`, 0),
  );
  const { uncategorized_text: said } = evidenceOf(
    facts({
      words: "We called her.",
      explanation: "y".repeat(5000),
      messages: [...long, message("provider", "The last word.", 9)],
    }),
  );
  expect(said!.length).toBe(20_000);
  expect(said).toMatch(
    /^We called her\.\n\nTaps & Co, who did the job, says:\ny{5000}\n\nWhat the/,
  );
  expect(said).toContain("by the clock of the place:\n[…]");
  expect(said!.endsWith("The last word.")).toBe(true);
});
