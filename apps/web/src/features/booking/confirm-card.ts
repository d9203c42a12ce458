import type { Payment } from "@loconomy/contracts";

/** How the card form ended. */
export type CardOutcome =
  | { kind: "done" }
  /** The bank wants to see the cardholder: the browser goes to `url` and comes back to the return address. */
  | { kind: "challenge"; url: string }
  /** Nothing was charged; `message` is the processor's own sentence, or null when it gave none. */
  | { kind: "declined"; message: string | null }
  | { kind: "unreachable" };

/** What the form does: `payment` holds the price on the card, `setup` saves the card for later. */
export type CardFormKind = Payment["kind"];

interface Card {
  number: string;
  expMonth: number;
  expYear: number;
  cvc: string;
}

interface Answer {
  status?: string;
  error?: { message?: string };
  nextAction?: { url: string };
}

const settled = ["requires_capture", "succeeded", "processing"];

/** The absolute address of a path on this site; in the browser only. */
export const hereAt = (path: string): string => `${window.location.origin}${path}`;

/** Sends a test card to the stand-in for Stripe's card form. Never throws. */
export async function confirmTestCard(
  kind: CardFormKind,
  clientSecret: string,
  card: Card,
  returnUrl: string,
): Promise<CardOutcome> {
  const intentId = clientSecret.split("_secret_")[0] ?? "";
  try {
    const response = await fetch(
      `/sandbox/stripe/${kind}_intents/${encodeURIComponent(intentId)}/confirm`,
      {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ clientSecret, card, returnUrl }),
      },
    );
    const answer = (await response.json()) as Answer;
    if (answer.nextAction) return { kind: "challenge", url: answer.nextAction.url };
    // What had already gone through refuses a second card, and says so by its status.
    if (answer.status && settled.includes(answer.status)) return { kind: "done" };
    return { kind: "declined", message: answer.error?.message ?? null };
  } catch {
    return { kind: "unreachable" };
  }
}
