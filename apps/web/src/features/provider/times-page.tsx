import { BOOKABLE_DAYS_MAX } from "@loconomy/contracts";
import { Button, EmptyState, formatDay, formatTime, PageHeader, zoneLabel } from "@loconomy/ui";
import { CalendarX } from "lucide-react";
import { notFound } from "next/navigation";
import { api } from "../../api/server.ts";
import { loadProvider } from "./load-provider.ts";
import { bookHref, slotsByDay } from "./open-times.ts";
import { providerTexts } from "./texts.ts";

/** The bookable times of one service as links, in the provider's zone: for browsers without JavaScript. */
export async function TimesPage({ slug, serviceId }: { slug: string; serviceId?: string }) {
  const { provider, services } = await loadProvider(slug);
  const service = services.find((candidate) => candidate.id === serviceId) ?? services[0];
  if (!service) notFound();
  const texts = providerTexts.timesPage;
  const now = Temporal.Now.instant();
  const until = now.add({ hours: 24 * BOOKABLE_DAYS_MAX });
  const { slots, timeZone, nextFreeDay } = await (
    await api()
  ).bookings.listSlots({
    id: provider.id,
    serviceId: service.id,
    from: now.toString({ smallestUnit: "second" }),
    to: until.toString({ smallestUnit: "second" }),
  });
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-8 px-4 py-8">
      <PageHeader
        title={texts.title(service.name, provider.businessName)}
        description={`${texts.zone(zoneLabel(timeZone))} ${texts.ahead(BOOKABLE_DAYS_MAX)}`}
        back={{ href: `/providers/${provider.slug}`, label: texts.back(provider.businessName) }}
      />
      {slots.length === 0 && (
        <EmptyState
          icon={<CalendarX aria-hidden />}
          action={
            <Button asChild variant="quiet">
              <a
                href={`/search?${new URLSearchParams({ category: provider.category.slug, near: provider.locationLabel })}`}
              >
                {texts.others}
              </a>
            </Button>
          }
        >
          {texts.none(BOOKABLE_DAYS_MAX)}{" "}
          {nextFreeDay && texts.nextFree(formatDay(nextFreeDay, timeZone))}
        </EmptyState>
      )}
      {Array.from(slotsByDay(slots, timeZone), ([day, ofDay]) => (
        <section key={day} className="flex flex-col gap-3">
          <h2 className="text-xl">{formatDay(day, timeZone, undefined, { weekday: "long" })}</h2>
          {/* Plain anchors: nothing behind them is fetched before it is wanted. */}
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(104px,1fr))] gap-2">
            {ofDay.map((slot) => (
              <li key={slot.start} className="flex flex-col">
                <Button asChild variant="quiet" className="px-2 whitespace-nowrap tabular">
                  <a href={bookHref(service.id, slot.start)}>{formatTime(slot.start, timeZone)}</a>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
