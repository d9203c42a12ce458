import type { PolicyTerms } from "@loconomy/contracts";
import { formatDay, formatTime } from "@loconomy/ui";
import { policyTexts } from "./policy-texts.ts";

const at = (iso: string, timeZone: string) =>
  `${formatDay(iso, timeZone)}, ${formatTime(iso, timeZone)}`;

/** A policy as dates in `timeZone`: "Free until Fri 27 Nov, 10:00 AM, then 50%". The last step lasts until the start. */
export function policyText({ steps }: PolicyTerms, timeZone: string): string {
  const t = policyTexts;
  const [first] = steps;
  if (!first) return t.noneOnly;
  if (steps.length === 1) {
    if (first.keepPercent === 0) return t.freeAlways;
    return first.keepPercent === 100 ? t.noneOnly : t.only(first.keepPercent);
  }
  const words = steps.map(({ until, keepPercent }, index) => {
    if (index === steps.length - 1) return keepPercent === 100 ? t.none : t.keep(keepPercent);
    const time = at(until, timeZone);
    return keepPercent === 0 ? t.freeUntil(time) : t.keepUntil(keepPercent, time);
  });
  return words.join(t.join);
}
