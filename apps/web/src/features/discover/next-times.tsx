import type { SearchResult } from "@loconomy/contracts";
import { formatDay, formatTime, zoneLabel } from "@loconomy/ui";
import { discoverTexts } from "./texts.ts";

const texts = discoverTexts.results;

/** The next open times as links straight to booking, each with its day, and the zone when asked for. */
export function NextTimes({ result, showZone }: { result: SearchResult; showZone: boolean }) {
  const { nextTimes, timeZone, provider, serviceId, variantId, serviceName } = result;
  const variant = variantId ? `&variantId=${variantId}` : "";
  if (nextTimes.length === 0) return <p className="text-sm text-muted">{texts.noTimes}</p>;
  return (
    <div className="relative z-1 flex flex-col gap-1.5">
      <ul
        aria-label={texts.nextTimes(provider.businessName)}
        className="grid max-w-sm grid-cols-3 gap-2"
      >
        {nextTimes.slice(0, 3).map(({ start }) => {
          return (
            <li key={start}>
              <a
                href={`/book?serviceId=${serviceId}${variant}&start=${encodeURIComponent(start)}`}
                className="flex min-h-13 flex-col items-center justify-center rounded-control border border-accent bg-accent-soft px-1 text-sm whitespace-nowrap text-accent no-underline tabular hover:bg-accent hover:text-on-accent"
              >
                <span className="sr-only">
                  {texts.bookPrefix(serviceName, provider.businessName)}
                </span>
                <span>{formatDay(start, timeZone)}</span>
                <span className="text-base font-semibold">{formatTime(start, timeZone)}</span>
              </a>
            </li>
          );
        })}
      </ul>
      {showZone && <p className="text-sm text-muted">{texts.timesZone(zoneLabel(timeZone))}</p>}
    </div>
  );
}
