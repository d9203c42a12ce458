import type { BookingStatus } from "@loconomy/contracts";
import { Badge, type BadgeProps } from "@loconomy/ui";
import { statusTexts } from "./status-texts.ts";

const tones: Record<BookingStatus, BadgeProps["tone"]> = {
  awaiting_payment: "danger",
  pending: "info",
  confirmed: "success",
  in_progress: "accent",
  completed: "neutral",
  no_show: "danger",
  disputed: "danger",
  refunded: "neutral",
  declined: "neutral",
  cancelled: "neutral",
  expired: "neutral",
};

export function StatusBadge({ status }: { status: BookingStatus }) {
  return <Badge tone={tones[status]}>{statusTexts[status]}</Badge>;
}
