import type { CancellationPolicyName } from "@loconomy/contracts";
import { formatDay, formatTime } from "@loconomy/ui";
import { providerTexts } from "./texts.ts";

const hour = 3_600_000;
const freeHours: Record<CancellationPolicyName, number> = {
  flexible: 24,
  moderate: 48,
  strict: 7 * 24,
};

/**
 * The cancellation policy in one line. With a chosen start it names the moment instead of hours:
 * the next one that still lies ahead of `now`; without one ahead it stays general.
 */
export const policyLine = (
  policy: CancellationPolicyName,
  chosen?: { start: string; timeZone: string; now: number },
): string => {
  const texts = providerTexts.policy;
  if (!chosen) return texts[policy];
  const moment = (hoursBefore: number) => Date.parse(chosen.start) - hoursBefore * hour;
  const words = (instant: number) => {
    const iso = new Date(instant).toISOString();
    return `${formatDay(iso, chosen.timeZone)}, ${formatTime(iso, chosen.timeZone)}`;
  };
  const free = moment(freeHours[policy]);
  if (policy !== "strict" && free > chosen.now) return texts.freeUntil(words(free));
  if (policy === "strict" && free <= chosen.now && moment(24) > chosen.now)
    return texts.halfUntil(words(moment(24)));
  return texts[policy];
};
