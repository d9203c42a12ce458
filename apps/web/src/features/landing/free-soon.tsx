"use client";
import type { Position, SearchAnswer, SearchResult } from "@loconomy/contracts";
import { Avatar, Banner, formatDay, formatTime, Skeleton, zoneLabel } from "@loconomy/ui";
import { useEffect, useState } from "react";
import { api } from "../../api/browser.ts";
import { landingTexts } from "./texts.ts";

const texts = landingTexts.soon;
const SHOWN = 3;

/** Who is free next around a place. Asked in the browser, each time anew: the page around it may be kept for minutes. */
export function FreeSoon({ category, position }: { category?: string; position: Position }) {
  const { lat, lng } = position;
  const [data, setData] = useState<SearchAnswer>();
  const [isError, setError] = useState(false);
  const isPending = !data && !isError;
  useEffect(() => {
    let isCurrent = true;
    api.search.searchProviders({ lat, lng, category, sort: "soonest", limit: SHOWN }).then(
      (answer) => isCurrent && setData(answer),
      () => isCurrent && setError(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [lat, lng, category]);
  const items = (data?.items ?? []).filter(({ nextTimes }) => nextTimes.length > 0);
  const zone = data?.place?.timeZone;
  return (
    <section aria-labelledby="free-soon" className="flex flex-col gap-4">
      <div className="min-h-20 sm:min-h-14">
        <h2 id="free-soon" className="text-xl">
          {texts.heading}
        </h2>
        {zone && items.length > 0 && <p className="text-muted">{texts.lead(zoneLabel(zone))}</p>}
      </div>
      <div className="min-h-96 md:min-h-32">
        {isError && <Banner>{texts.failed}</Banner>}
        {data && items.length === 0 && <p className="text-muted">{texts.none}</p>}
        <ul className="grid gap-4 md:grid-cols-3" aria-busy={isPending}>
          {isPending &&
            Array.from({ length: SHOWN }, (_, index) => (
              <li key={index}>
                <Skeleton className="h-30" />
                {index === 0 && <span className="sr-only">{texts.loading}</span>}
              </li>
            ))}
          {items.map((result) => (
            <FreeProvider key={result.provider.id} result={result} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function FreeProvider({ result }: { result: SearchResult }) {
  const { provider, nextTimes, timeZone, serviceId, variantId, serviceName } = result;
  const variant = variantId ? `&variantId=${variantId}` : "";
  return (
    <li className="flex h-30 flex-col justify-between gap-2 rounded-card border border-border bg-surface p-3">
      <div className="flex min-w-0 items-center gap-2">
        <Avatar name={provider.businessName} src={provider.avatarUrl} size={32} />
        <div className="min-w-0">
          <a
            href={`/providers/${provider.slug}`}
            className="block truncate font-medium text-text no-underline hover:underline"
          >
            {provider.businessName}
          </a>
        </div>
      </div>
      <ul className="grid grid-cols-3 gap-2">
        {nextTimes.slice(0, 3).map(({ start }) => (
          <li key={start}>
            <a
              href={`/book?serviceId=${serviceId}${variant}&start=${encodeURIComponent(start)}`}
              className="flex min-h-13 flex-col items-center justify-center rounded-control border border-accent bg-accent-soft px-1 text-sm whitespace-nowrap text-accent no-underline tabular hover:bg-accent hover:text-on-accent"
            >
              <span className="sr-only">{texts.book(serviceName, provider.businessName)}</span>
              <span>{formatDay(start, timeZone)}</span>
              <span className="font-semibold">{formatTime(start, timeZone)}</span>
            </a>
          </li>
        ))}
      </ul>
    </li>
  );
}
