import type { PayoutFailedMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { moneyWords, oneLine } from "./words.ts";

/** To a provider whose bank sent a payout back. */
export const payoutFailed = (
  { recipient, payout }: PayoutFailedMailFacts,
  { publicUrl }: Site,
): Letter => {
  const sum = moneyWords(payout.amount);
  return {
    subject: `Your payout of ${sum} came back`,
    preheader: "Your bank did not take it. The money is at Stripe.",
    heading: "A payout did not arrive",
    paragraphs: [
      `Hello ${oneLine(recipient.name)}, your bank did not take a payout of ${sum}. Nothing is lost: the money is in your account at Stripe and is paid out again when you have given another bank account.`,
      ...(payout.reason ? [`What Stripe says: ${oneLine(payout.reason)}`] : []),
    ],
    details: [["Amount", sum]],
    action: { label: "See your payouts", url: `${publicUrl}/desk/payouts` },
    notes: [],
    calendar: null,
  };
};
