import { hash, randomBytes } from "node:crypto";
import type { BookingAction, BookingParty, BookingStatus } from "@loconomy/contracts";

/** What the first entry of every chain follows. */
export const GENESIS_HASH = "0".repeat(64);

/** One thing that happened to a booking. */
export interface TimelineFact {
  bookingId: string;
  /** 1, 2, 3, … */
  sequence: number;
  action: BookingAction | "book";
  by: BookingParty;
  from: BookingStatus | null;
  to: BookingStatus;
  /** RFC 3339, UTC, milliseconds. */
  at: string;
  /** The time it is about, RFC 3339, UTC, milliseconds: booked, moved to, or proposed. */
  start: string | null;
  end: string | null;
  /** Salted digest of what was written, so that the words can be forgotten and the chain still holds. */
  reasonDigest: string | null;
}

export interface ChainedFact extends TimelineFact {
  previousHash: string;
  hash: string;
}

const sha256 = (text: string): string => hash("sha256", text, "hex");

/** The entry with its place in the chain. The fields go into the hash as an array: one order, one spelling. */
export const chain = (fact: TimelineFact, previousHash: string): ChainedFact => {
  const { bookingId, sequence, action, by, from, to, at, reasonDigest, start, end } = fact;
  const fields = [bookingId, sequence, action, by, from, to, at, reasonDigest];
  // Entries that are about no time have no place for one, as those had that were written before times were.
  if (start !== null || end !== null) fields.push(start, end);
  return { ...fact, previousHash, hash: sha256(previousHash + JSON.stringify(fields)) };
};

export const digestReason = (
  reason: string,
  salt = randomBytes(16).toString("hex"),
): { salt: string; digest: string } => ({
  salt,
  digest: sha256(salt + reason),
});

/** The sequence number of the first entry that does not follow from those before it; null when all do. */
export const firstBrokenEntry = (entries: readonly ChainedFact[]): number | null => {
  let previousHash = GENESIS_HASH;
  for (const [index, entry] of entries.entries()) {
    const expected = chain(entry, previousHash);
    if (
      entry.sequence !== index + 1 ||
      entry.previousHash !== previousHash ||
      entry.hash !== expected.hash
    )
      return index + 1;
    previousHash = entry.hash;
  }
  return null;
};
