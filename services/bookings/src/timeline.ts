import { hash, randomBytes } from "node:crypto";
import {
  findTransition,
  type BookingAction,
  type BookingParty,
  type BookingStatus,
} from "@loconomy/contracts";

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
  const { bookingId, sequence, action, by, from, to, at, reasonDigest } = fact;
  return {
    ...fact,
    previousHash,
    hash: sha256(
      previousHash + JSON.stringify([bookingId, sequence, action, by, from, to, at, reasonDigest]),
    ),
  };
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

/**
 * The status that a timeline leads to.
 * @throws Error when an entry is not a step of the lifecycle from where the one before it ended.
 */
export const replay = (entries: readonly TimelineFact[]): BookingStatus | null => {
  let status: BookingStatus | null = null;
  for (const { action, by, from, to, sequence } of entries) {
    const isStep =
      action === "book"
        ? status === null && to === "awaiting_payment"
        : status !== null && findTransition(status, action, by)?.to.includes(to);
    if (from !== status || !isStep)
      throw new Error(
        `Entry ${sequence} (${action} by ${by}) does not follow from ${status ?? "nothing"}.`,
      );
    status = to;
  }
  return status;
};
