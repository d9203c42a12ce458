import type { Slot } from "@loconomy/contracts";
import { Button, Card, EmptyState, formatDay, formatMonth, Link, PageHeader } from "@loconomy/ui";
import { CalendarX } from "lucide-react";
import { notFound } from "next/navigation";
import { api } from "../../api/server.ts";
import { Queries } from "../shell/queries.tsx";
import { areaOf, awayFrom, isInArea } from "./area.ts";
import { OutOfArea } from "./job-place-field.tsx";
import { withJobPlace } from "../shell/job-place.ts";
import { loadProvider, othersHref } from "./load-provider.ts";
import { loadTimes } from "./load-times.ts";
import { offeringOf } from "./offering.ts";
import { countByDay } from "./open-times.ts";
import { providerTexts } from "./texts.ts";
import { LinkedHeld, LinkedMonth, LinkedTimes, LinkedZones } from "./times-links.tsx";
import { timesHref, type TimesQuery } from "./times-query.ts";
import { VariantChoice } from "./variant-choice.tsx";
import { WishForm } from "./wish-form.tsx";
import { readWish } from "./wish.ts";

const texts = providerTexts.times;

/** The open times of one service, a month of days and the times of one of them: all links, so that it works without JavaScript. */
export async function TimesPage({ slug, query }: { slug: string; query: TimesQuery }) {
  const { provider, services } = await loadProvider(slug);
  const service = services.find((candidate) => candidate.id === query.serviceId) ?? services[0];
  if (!service) notFound();
  const { variant } = offeringOf(service, query.variantId);
  const ids = { id: provider.id, serviceId: service.id, variantId: variant?.id };
  const place = service.location === "customer" ? query.place : undefined;
  const area = areaOf(provider);
  const back = {
    href: withJobPlace(`/providers/${provider.slug}`, place),
    label: providerTexts.timesPage.back(provider.businessName),
  };
  const title = providerTexts.timesPage.title(service.name, provider.businessName);
  if (place && !isInArea(area, place))
    return (
      <div className="mx-auto flex max-w-5xl flex-col gap-8 px-4 py-8">
        <PageHeader title={title} back={back} />
        <OutOfArea area={area} place={place} />
      </div>
    );
  const times = await loadTimes(await api(), ids, { ...query, place }, Date.now());
  const { day, month, timeZone, byDay } = times;
  const here: TimesQuery = {
    serviceId: service.id,
    variantId: variant?.id,
    day,
    month,
    zone: query.zone,
    place,
  };
  const slots: Slot[] = (day && byDay.get(day)) || [];
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-8 px-4 py-8">
      <PageHeader
        title={title}
        description={
          times.bookableUntil ? texts.until(formatDay(times.bookableUntil, timeZone)) : undefined
        }
        back={back}
      />
      <VariantChoice
        variants={service.variants}
        chosenId={variant?.id}
        hrefFor={(variantId) => timesHref(provider.slug, { ...here, variantId })}
      />
      {place && <p>{providerTexts.jobPlace.at(place.label, awayFrom(area, place))}</p>}
      <div className="grid items-start gap-6 md:grid-cols-2">
        <Card
          as="section"
          aria-label={providerTexts.timesPage.calendar}
          className="flex flex-col gap-4"
        >
          <LinkedMonth
            slug={provider.slug}
            here={here}
            availability={countByDay(byDay)}
            today={times.today}
            max={times.bookableUntil ?? undefined}
          />
          <LinkedZones
            slug={provider.slug}
            here={here}
            timeZone={timeZone}
            providerZone={times.providerZone}
          />
        </Card>
        <Card as="section" aria-labelledby="times" className="flex flex-col gap-4">
          <h2 id="times" className="scroll-mt-20 text-xl">
            {day ? formatDay(day, timeZone, undefined, { weekday: "long" }) : formatMonth(month)}
          </h2>
          <LinkedHeld held={times.held} serviceId={service.id} timeZone={timeZone} />
          {slots.length > 0 ? (
            <LinkedTimes
              serviceId={service.id}
              variantId={variant?.id}
              isGroup={service.capacity > 1}
              slots={slots}
              place={place}
              timeZone={timeZone}
            />
          ) : (
            <EmptyState
              icon={<CalendarX aria-hidden />}
              action={
                <Button asChild variant="quiet">
                  {times.nextFreeDay ? (
                    <Link href={timesHref(provider.slug, { ...here, day: times.nextFreeDay })}>
                      {texts.nextFree(formatDay(times.nextFreeDay, timeZone))}
                    </Link>
                  ) : (
                    <Link href={othersHref(provider)}>{texts.others}</Link>
                  )}
                </Button>
              }
            >
              {noneOf(times)}
            </EmptyState>
          )}
          <Queries>
            <WishForm
              key={day ?? month}
              provider={provider.slug}
              serviceId={service.id}
              variantId={variant?.id}
              today={times.today}
              day={
                day ?? query.day ?? (times.today.startsWith(month) ? times.today : `${month}-01`)
              }
              providerZone={times.providerZone}
              wish={query.wish ? readWish(query.wish) : undefined}
            />
          </Queries>
        </Card>
      </div>
    </div>
  );
}

const noneOf = ({
  day,
  byDay,
  nextFreeDay,
  bookableUntil,
  timeZone,
}: Awaited<ReturnType<typeof loadTimes>>) => {
  if (day && byDay.size > 0) return texts.noneOnDay;
  if (nextFreeDay) return texts.noneInMonth;
  return bookableUntil ? texts.noneUntil(formatDay(bookableUntil, timeZone)) : texts.none;
};
