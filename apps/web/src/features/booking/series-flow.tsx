"use client";
import type { Series, SeriesHold } from "@loconomy/contracts";
import {
  Banner,
  Button,
  Card,
  PageHeader,
  Skeleton,
  Stepper,
  exactMoney,
  formatMoney,
  zoneLabel,
} from "@loconomy/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { api } from "../../api/browser.ts";
import { useMe } from "../shell/use-me.ts";
import { bookHref } from "./book-href.ts";
import { WhoBooks } from "./book-steps.tsx";
import { Countdown } from "./countdown.tsx";
import { dateText } from "./date-text.ts";
import { heldSeries } from "./held-series.ts";
import { policyText } from "./policy.ts";
import { PriceLines } from "./price-lines.tsx";
import { PaySeries } from "./pay-series.tsx";
import { ruleText } from "./series-rule.ts";
import { seriesTexts as t } from "./series-texts.ts";
import { SeriesPlanner } from "./series-planner.tsx";
import { bookTexts } from "./book-texts.ts";
import { holdTexts } from "./hold-texts.ts";
import { useOffer } from "./use-offer.ts";
import { useSeriesHold, type WishedSeries } from "./use-series.ts";

const DetailsForm = lazy(() => import("./details-form.tsx"));

interface SeriesFlowProps extends WishedSeries {
  /** Whose service it is, to say so before anything is held. */
  providerId?: string;
}

/** Dates, details and payment of a booking that repeats, on one page. */
export function SeriesFlow({ providerId, ...wished }: SeriesFlowProps) {
  const { held, hold, release, deadline } = useSeriesHold(wished);
  const [isEnded, setEnded] = useState(false);
  const series = held.data ?? null;
  const { data: offer } = useOffer(
    providerId ? { providerId, serviceId: wished.serviceId } : undefined,
  );
  const isOver =
    series !== null && (isEnded || series.status === "expired" || series.status === "released");
  const again = async () => {
    await release();
    setEnded(false);
  };
  const steps = [t.dates, bookTexts.steps.details, bookTexts.steps.pay].map((label) => ({ label }));
  const current = series === null ? 0 : series.status === "used" ? 2 : 1;
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-4 py-8">
      <PageHeader
        title={t.title}
        description={offer ? t.of(offer.service.name, offer.provider.businessName) : undefined}
        back={{
          href: bookHref(wished),
          label: t.onlyOnce,
        }}
      />
      <Stepper label={bookTexts.steps.label} steps={steps} current={current} />
      {held.isPending && <Skeleton className="h-96" />}
      {isOver && (
        <Banner
          title={holdTexts.endedTitle}
          action={<Button onClick={() => void again()}>{t.again}</Button>}
        >
          {t.endedBody}
        </Banner>
      )}
      {!held.isPending && series === null && (
        <SeriesPlanner
          wished={wished}
          isHolding={hold.isPending}
          failure={hold.error}
          onHold={(rule, choices) => hold.mutate({ rule, choices })}
        />
      )}
      {series && !isOver && (
        <HeldSeries
          hold={series}
          wished={wished}
          deadline={deadline}
          onEnded={() => setEnded(true)}
          onRelease={() => void again()}
        />
      )}
    </div>
  );
}

interface HeldSeriesProps {
  hold: SeriesHold;
  wished: WishedSeries;
  deadline: number;
  onEnded: () => void;
  onRelease: () => void;
}

/** What comes next for a held series: sign in, give the details, or pay; with its dates and price in view. */
function HeldSeries({ hold, wished, deadline, onEnded, onRelease }: HeldSeriesProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const me = useMe();
  const offer = useOffer(hold);
  const booked = useQuery({
    queryKey: ["series", hold.id],
    queryFn: () => api.bookings.getSeries({ id: hold.id }),
    enabled: Boolean(me.data) && hold.status === "used",
  });
  const onBooked = (series: Series) => {
    heldSeries.write({
      holdId: hold.id,
      serviceId: wished.serviceId,
      start: wished.start,
      isBooked: true,
    });
    queries.setQueryData(["series", hold.id], series);
    // The seconds left are counted from when the hold was asked for.
    const key = ["series-hold", wished.serviceId, wished.start];
    const updatedAt = queries.getQueryState(key)?.dataUpdatedAt;
    queries.setQueryData(key, { ...hold, status: "used" }, { updatedAt });
  };
  const here = bookHref(wished).replace("/book?", "/book/series?");
  const step = () => {
    if (me.isPending || offer.isPending) return <Skeleton className="h-96" />;
    if (!me.data) return <WhoBooks here={here} />;
    if (booked.data)
      return (
        <PaySeries
          series={booked.data}
          onPaid={() => router.push(`/bookings/series/${hold.id}?new=1`)}
        />
      );
    if (hold.status === "used" || !offer.data) return <Skeleton className="h-96" />;
    return (
      <Suspense fallback={<Skeleton className="h-96" />}>
        <DetailsForm
          offer={offer.data}
          book={async (given) =>
            onBooked(await api.bookings.createSeries({ holdId: hold.id, ...given }))
          }
          onEnded={onEnded}
          onPriceChanged={() => void queries.invalidateQueries({ queryKey: ["series-hold"] })}
        />
      </Suspense>
    );
  };
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[1fr_380px] lg:gap-12">
      <div className="flex min-w-0 flex-col gap-6 max-lg:order-2">{step()}</div>
      <aside className="flex flex-col gap-4 lg:sticky lg:top-24">
        <Countdown deadline={deadline} onEnd={onEnded} />
        <HeldSummary hold={hold} name={offer.data?.service.name} />
        {hold.status === "active" && (
          <Button variant="link" className="self-start" onClick={onRelease}>
            {t.otherDates}
          </Button>
        )}
      </aside>
    </div>
  );
}

function HeldSummary({ hold, name }: { hold: SeriesHold; name: string | undefined }) {
  const { total, breakdown, occurrences, timeZone } = hold;
  const count = occurrences.length;
  const lines = breakdown.lines.map(({ kind, label, amount: { amount, currency } }) => ({
    // The service costs the same on each date; what it is taxed may not be.
    label: kind === "service" ? t.each(formatMoney(amount / count, currency), count) : label,
    minor: amount,
  }));
  return (
    <Card as="section" aria-label={bookTexts.summary.title} className="flex flex-col gap-5">
      <div className="flex flex-col gap-1">
        <h2 className="text-lg">{name ?? t.title}</h2>
        <p className="text-muted">{ruleText(hold.rule)}</p>
      </div>
      <ol className="flex max-h-72 flex-col gap-1 overflow-y-auto tabular" aria-label={t.dates}>
        {occurrences.map((date) => (
          <li key={date.occurrence}>{dateText(date, timeZone)}</li>
        ))}
      </ol>
      <p className="-mt-4 text-sm text-muted">{zoneLabel(timeZone)}</p>
      <PriceLines
        {...{ breakdown, total, lines }}
        totalLabel={t.total}
        note={hold.deposit ? t.chargedWithDeposit : t.chargedEach}
      />
      {hold.deposit && (
        <dl className="flex justify-between gap-4 font-medium">
          <dt>{t.depositToday}</dt>
          <dd className="tabular">{exactMoney(hold.deposit)}</dd>
        </dl>
      )}
      <p className="text-sm text-muted">{t.noCoupons}</p>
      <div className="flex flex-col gap-1">
        <p className="font-medium">{bookTexts.summary.policy}</p>
        <p className="tabular">{policyText(hold.policy, timeZone)}</p>
        <p className="text-sm text-muted">{t.policyEach}</p>
      </div>
    </Card>
  );
}
