import type { WaitlistEntry } from "@loconomy/contracts";
import { Button, Card, Link, formatDay } from "@loconomy/ui";
import { waitingTexts } from "./today-texts.ts";

type Waiting = Pick<WaitlistEntry, "serviceName" | "day" | "timeZone">;

const SHOWN_MAX = 5;

interface WaitingLineProps {
  /** How many wait; `items` are the first of them. */
  total: number;
  items: readonly Waiting[];
}

/** How many people wait for which days, so that opening more hours is an easy decision. Nothing when nobody does. */
export function WaitingLine({ total, items }: WaitingLineProps) {
  if (total === 0) return null;
  const t = waitingTexts;
  const days = Object.values(
    Object.groupBy(items, ({ day, serviceName }) => `${day} ${serviceName}`),
  )
    .flatMap((same) => (same?.[0] ? [{ ...same[0], count: same.length }] : []))
    .toSorted((a, b) => a.day.localeCompare(b.day));
  return (
    <Card as="section" aria-labelledby="waiting" className="flex flex-col items-start gap-3">
      <h2 id="waiting" className="text-xl">
        {t.title(total)}
      </h2>
      <ul className="flex flex-col gap-1">
        {days.slice(0, SHOWN_MAX).map(({ day, serviceName, timeZone, count }) => (
          <li key={`${day} ${serviceName}`}>
            <span className="tabular font-medium">{formatDay(day, timeZone)}</span>
            {`: ${t.wish(serviceName, count)}`}
          </li>
        ))}
      </ul>
      {days.length > SHOWN_MAX && <p className="text-muted">{t.more(days.length - SHOWN_MAX)}</p>}
      <p className="text-sm text-muted">{t.how}</p>
      <Button asChild variant="quiet">
        <Link href="/desk/hours">{t.hours}</Link>
      </Button>
    </Card>
  );
}
