"use client";
import type { Booking, Series } from "@loconomy/contracts";
import { Banner, Button, Card, Link, PageHeader, Price, useToast, zoneLabel } from "@loconomy/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { CancelSeriesDialog } from "./cancel-series-dialog.tsx";
import { dateText } from "./date-text.ts";
import { DeclineDialog } from "./decline-dialog.tsx";
import { MoveSeriesDialog } from "./move-series-dialog.tsx";
import { PaySeries } from "./pay-series.tsx";
import { ruleText } from "./series-rule.ts";
import { comingOf } from "./series-scope.ts";
import { seriesTexts as t } from "./series-texts.ts";
import { StatusBadge } from "./status-badge.tsx";
import { actionTexts } from "./action-texts.ts";
import { bookingTexts } from "./booking-texts.ts";

interface SeriesViewProps {
  loaded: Series;
  /** Just booked: the page begins with what happens next. */
  isNew: boolean;
  /** The occurrence that somebody came from. */
  from: number | undefined;
}

/** How long to wait before asking again while something is on its way. */
const REFETCH_MS = 2000;
const isWaiting = ({ bookings }: Series): boolean =>
  bookings.some(({ status }) => status === "awaiting_payment");

/** A series: all its dates with their state, and what can be done with several of them. */
export function SeriesView({ loaded, isNew, from }: SeriesViewProps) {
  const queries = useQueryClient();
  const series = useQuery({
    queryKey: ["series", loaded.id],
    queryFn: () => api.bookings.getSeries({ id: loaded.id }),
    initialData: loaded,
    refetchInterval: ({ state }) => (state.data && isWaiting(state.data) ? REFETCH_MS : false),
  }).data;
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["series", loaded.id] }),
      queries.invalidateQueries({ queryKey: ["bookings"] }),
      queries.invalidateQueries({ queryKey: ["booking"] }),
    ]);
  const first = series.bookings[0]!;
  const isCustomer = series.party === "customer";
  const isRequest = series.bookings.some(({ status }) => status === "pending");
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-8">
      <PageHeader
        back={
          isCustomer
            ? { href: "/bookings", label: bookingTexts.back }
            : { href: "/desk", label: bookingTexts.backDesk }
        }
        title={first.serviceName}
        description={`${ruleText(series.rule)}, ${t.page.count(series.bookings.length)} ${
          isCustomer
            ? t.page.withProvider(first.providerName)
            : t.page.forCustomer(first.customerName)
        }`}
      />
      {isNew && isCustomer && !isWaiting(series) && (
        <Banner tone="success" title={isRequest ? t.page.requested : t.page.booked}>
          {t.page.mail}
        </Banner>
      )}
      {series.actions.includes("pay") && (
        <PaySeries series={series} onPaid={() => void refresh()} />
      )}
      <SeriesActions series={series} from={from} onDone={refresh} />
      <ol className="flex flex-col gap-3" aria-label={t.dates}>
        {series.bookings.map((booking) => (
          <DateCard key={booking.id} booking={booking} />
        ))}
      </ol>
      <p className="-mt-3 text-sm text-muted">{zoneLabel(first.timeZone)}</p>
    </div>
  );
}

function DateCard({ booking }: { booking: Booking }) {
  const { id, series, timeZone, status, price } = booking;
  return (
    <Card
      as="li"
      interactive
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2"
    >
      <div className="flex min-w-0 flex-col">
        <Link href={`/bookings/${id}`} className="card-link tabular font-medium">
          {dateText(booking, timeZone)}
        </Link>
        <span className="text-sm text-muted">{t.badge(series!.occurrence, series!.of)}</span>
      </div>
      <div className="flex items-center gap-4">
        <Price minor={price.amount} currency={price.currency} />
        <StatusBadge status={status} />
      </div>
    </Card>
  );
}

function SeriesActions({
  series,
  from,
  onDone,
}: {
  series: Series;
  from: number | undefined;
  onDone: () => Promise<unknown>;
}) {
  const toast = useToast();
  // The moment of the first rendering is good enough: the server decides.
  const [now] = useState(() => Date.now());
  const accept = useMutation({
    mutationFn: () => api.bookings.acceptSeries({ id: series.id }),
    onSuccess: () => toast({ title: t.page.accepted, tone: "success" }),
    onSettled: onDone,
  });
  const { actions, id } = series;
  const coming = comingOf(series, now);
  const may = (action: Series["actions"][number]) => actions.includes(action) && coming.length > 0;
  if (!may("accept") && !may("decline") && !may("reschedule") && !may("cancel")) return null;
  return (
    <section aria-label={t.page.actions} className="flex flex-col gap-3">
      {accept.error && (
        <Banner tone="danger" title={actionTexts.failed}>
          {shownError(accept.error).message}
        </Banner>
      )}
      <div className="flex flex-wrap gap-3">
        {may("accept") && (
          <Button loading={accept.isPending} onClick={() => accept.mutate()}>
            {t.page.accept}
          </Button>
        )}
        {may("decline") && (
          <DeclineDialog
            label={t.page.decline}
            title={t.page.declineTitle}
            decline={(reason) => api.bookings.declineSeries({ id, reason })}
            onDone={onDone}
          />
        )}
        {may("reschedule") && (
          <MoveSeriesDialog seriesId={id} coming={coming} from={from} onDone={onDone} />
        )}
        {may("cancel") && (
          <CancelSeriesDialog seriesId={id} coming={coming} from={from} onDone={onDone} />
        )}
      </div>
      <p className="text-sm text-muted">{t.page.one}</p>
    </section>
  );
}
