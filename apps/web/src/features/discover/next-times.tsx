import type { SearchResult } from "@loconomy/contracts";
import { formatDay, formatTime, zoneLabel } from "@loconomy/ui";
import NextLink from "next/link";
import { discoverTexts } from "./texts.ts";

const texts = discoverTexts.results;

/** The next open times as links straight to booking, each with its day, the zone named once. */
export function NextTimes({ result }: { result: SearchResult }) {
  const { nextTimes, timeZone, provider, serviceId, serviceName } = result;
  if (nextTimes.length === 0) return <p className="text-sm text-muted">{texts.noTimes}</p>;
  return (
    <div className="relative z-1 flex flex-col gap-1.5">
      <ul aria-label={texts.nextTimes(provider.businessName)} className="flex flex-wrap gap-2">
        {nextTimes.slice(0, 3).map(({ start }) => {
          const time = `${formatDay(start, timeZone)}, ${formatTime(start, timeZone)}`;
          return (
            <li key={start}>
              <NextLink
                href={`/book?serviceId=${serviceId}&start=${encodeURIComponent(start)}`}
                prefetch={false}
                aria-label={`${texts.bookTime(time, serviceName, provider.businessName)} (${zoneLabel(timeZone)})`}
                className="inline-flex min-h-11 items-center rounded-control border border-accent bg-accent-soft px-3 text-sm font-medium whitespace-nowrap text-accent no-underline tabular hover:bg-accent hover:text-on-accent"
              >
                {time}
              </NextLink>
            </li>
          );
        })}
      </ul>
      <p className="text-sm text-muted">{texts.timesZone(zoneLabel(timeZone))}</p>
    </div>
  );
}
