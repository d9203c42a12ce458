import fc from "fast-check";
import { expect, test } from "vitest";
import {
  chain,
  digestReason,
  firstBrokenEntry,
  GENESIS_HASH,
  type ChainedFact,
  type TimelineFact,
} from "./timeline.ts";

const bookingId = "0197a000-0000-7000-8000-000000000001";
const steps: ReadonlyArray<Pick<TimelineFact, "action" | "by" | "from" | "to">> = [
  { action: "book", by: "customer", from: null, to: "awaiting_payment" },
  { action: "pay", by: "customer", from: "awaiting_payment", to: "pending" },
  { action: "accept", by: "provider", from: "pending", to: "confirmed" },
  { action: "cancel", by: "customer", from: "confirmed", to: "cancelled" },
];
const build = (): ChainedFact[] => {
  const entries: ChainedFact[] = [];
  steps.forEach((step, index) => {
    const reasonDigest =
      step.action === "cancel" ? digestReason("Not needed any more", "salt").digest : null;
    entries.push(
      chain(
        {
          ...step,
          start: step.action === "book" ? "2026-06-08T09:00:00.000Z" : null,
          end: step.action === "book" ? "2026-06-08T10:00:00.000Z" : null,
          bookingId,
          sequence: index + 1,
          at: `2026-06-01T0${index}:00:00.000Z`,
          reasonDigest,
        },
        entries.at(-1)?.hash ?? GENESIS_HASH,
      ),
    );
  });
  return entries;
};

test("a chain as it was written holds", () => {
  expect(firstBrokenEntry(build())).toBeNull();
  expect(firstBrokenEntry([])).toBeNull();
});

test("a chain that was written before entries carried times holds as well", () => {
  const hash = "8b18cf24bcdd990fc6056601faa8faa619ae5dfc28ff0ef1448325fc53c4a52e";
  const entry = {
    ...steps[0]!,
    bookingId,
    sequence: 1,
    at: "2026-06-01T00:00:00.000Z",
    start: null,
    end: null,
    reasonDigest: null,
    previousHash: GENESIS_HASH,
    hash,
  };
  expect(firstBrokenEntry([entry])).toBeNull();
});

test("any change of any entry shows", () => {
  const changes: Array<Partial<ChainedFact>> = [
    { at: "2026-06-01T09:00:00.000Z" },
    { by: "admin" },
    { to: "expired" },
    { reasonDigest: "x" },
    { start: "2026-06-08T09:30:00.000Z" },
    { end: "2026-06-08T09:30:00.000Z" },
    { hash: "0".repeat(64) },
    { bookingId: "other" },
  ];
  fc.assert(
    fc.property(fc.nat(steps.length - 1), fc.constantFrom(...changes), (index, change) => {
      const entries = build();
      entries[index] = { ...entries[index]!, ...change };
      expect(firstBrokenEntry(entries)).toBe(index + 1);
    }),
  );
});

test("a missing or a swapped entry shows", () => {
  expect(firstBrokenEntry(build().toSpliced(1, 1))).toBe(2);
  const [first, second, third, fourth] = build();
  expect(firstBrokenEntry([first!, third!, second!, fourth!])).toBe(2);
});

test("the same words under another salt have another digest", () => {
  expect(digestReason("Ill").digest).not.toBe(digestReason("Ill").digest);
});
