import { Banner, EmptyState, Link, zoneLabel } from "@loconomy/ui";
import { CalendarX } from "lucide-react";
import type { Results } from "./load-results.ts";
import { ResultCard } from "./result-card.tsx";
import { searchHref } from "./search-state.ts";
import { sharedZone } from "./shared-zone.ts";
import { discoverTexts } from "./texts.ts";

/** Providers near the place who have an open time in the next days. `free` is null when the search could not be asked. */
export function FreeThisWeek({ free, place }: { free: Results | null; place: string }) {
  const texts = discoverTexts.home;
  const items = (free?.items ?? []).filter((item) => item.nextTimes.length > 0).slice(0, 6);
  const zone = sharedZone(items);
  const linkClass =
    "inline-flex min-h-11 items-center font-medium text-accent underline-offset-4 hover:underline";
  return (
    <section aria-labelledby="free" className="flex flex-col gap-4">
      <div>
        <h2 id="free" className="text-xl">
          {texts.freeHeading(place)}
        </h2>
        {items.length > 0 && (
          <p className="text-muted">
            {texts.freeLead} {zone && `${discoverTexts.results.timesZone(zoneLabel(zone))}.`}
          </p>
        )}
      </div>
      {!free && <Banner>{texts.freeFailed}</Banner>}
      {free && items.length === 0 && (
        <EmptyState
          icon={<CalendarX aria-hidden />}
          action={
            <Link href="/search" className={linkClass}>
              {texts.freeEmptyAction}
            </Link>
          }
        >
          {texts.freeEmpty(place)}
        </EmptyState>
      )}
      {items.length > 0 && (
        <>
          <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {items.map((result) => (
              <ResultCard key={result.provider.id} result={result} showZone={!zone} stacked />
            ))}
          </ul>
          <p>
            <Link href={searchHref({ near: place, sort: "soonest" })} className={linkClass}>
              {texts.freeMore(place)}
            </Link>
          </p>
        </>
      )}
    </section>
  );
}
