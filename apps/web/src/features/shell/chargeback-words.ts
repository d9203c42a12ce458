import type { Chargeback } from "@loconomy/contracts";

/** Stripe's reasons in plain words; they are the cardholder's claim, not a finding. */
const REASONS: Record<string, string> = {
  bank_cannot_process: "The bank could not process it",
  credit_not_processed: "A promised refund did not come",
  duplicate: "Charged twice",
  fraudulent: "The cardholder says they did not pay this",
  general: "No particular reason",
  noncompliant: "Against the card network's rules",
  product_not_received: "The job was not done",
  product_unacceptable: "The job was not done as agreed",
  subscription_canceled: "It had been canceled",
  unrecognized: "The cardholder does not recognize it",
};

/** Why the bank says so. */
export const reasonWords = (reason: string): string =>
  REASONS[reason] ?? reason.replaceAll("_", " ");

type Stand = Pick<Chargeback, "status" | "isInquiry">;

/** How it stands, and how it should look. */
export const stateOf = ({
  status,
  isInquiry,
}: Stand): { label: string; tone: "danger" | "info" | "success" | "neutral" } => {
  if (status === "needs_response") return { label: "Needs an answer", tone: "danger" };
  if (status === "under_review") return { label: "With the bank", tone: "info" };
  if (status === "won") return { label: "Won", tone: "success" };
  if (status === "lost") return { label: "Lost", tone: "neutral" };
  return { label: isInquiry ? "Asked no more" : "Closed", tone: "neutral" };
};
