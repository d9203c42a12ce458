"use client";
import type { Booking, SeriesCancellationQuote } from "@loconomy/contracts";
import { Banner, Button, Dialog, DialogClose, Select, formatMoney, useToast } from "@loconomy/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { dateText } from "./date-text.ts";
import { scopeOptions, startingScope } from "./series-scope.ts";
import { seriesTexts as t } from "./series-texts.ts";
import { ReasonField } from "./reason-field.tsx";
import { actionTexts } from "./action-texts.ts";

interface CancelSeriesDialogProps {
  seriesId: string;
  /** What can be cancelled; at least one. */
  coming: readonly Booking[];
  from: number | undefined;
  onDone: () => Promise<unknown>;
}

const money = ({ amount, currency }: Booking["price"]) => formatMoney(amount, currency);

/** Asks before several dates are cancelled, and says first what each costs and what all cost together. */
export function CancelSeriesDialog({ seriesId, coming, from, onDone }: CancelSeriesDialogProps) {
  const [open, setOpen] = useState(false);
  const [scope, setScope] = useState(startingScope(coming, from));
  const [reason, setReason] = useState("");
  const toast = useToast();
  // Until it is paid it is one thing.
  const isUnpaid = coming.some(({ status }) => status === "awaiting_payment");
  const input = { id: seriesId, from: isUnpaid ? 1 : Number(scope) };
  const quote = useQuery({
    queryKey: ["series", seriesId, "cancellation-quote", input.from],
    queryFn: () => api.bookings.getSeriesCancellationQuote(input),
    enabled: open,
    staleTime: 0,
  });
  const cancel = useMutation({
    mutationFn: () => api.bookings.cancelSeries({ ...input, reason: reason.trim() || undefined }),
    onSuccess: () => {
      setOpen(false);
      toast({ title: t.cancel.done, tone: "success" });
    },
    onSettled: onDone,
  });
  const failure = quote.error ?? cancel.error;
  const count = quote.data?.items.length ?? coming.length;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="quiet">{t.cancel.open}</Button>}
      title={t.cancel.title}
      description={quote.data ? sumText(quote.data) : t.cancel.loading}
      footer={
        <>
          <DialogClose asChild>
            <Button variant="quiet">{actionTexts.keep}</Button>
          </DialogClose>
          <Button
            variant="danger"
            disabled={!quote.data}
            loading={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            {t.cancel.action(count)}
          </Button>
        </>
      }
    >
      {!isUnpaid && (
        <Select
          label={t.page.scope}
          value={scope}
          onChange={(event) => setScope(event.target.value)}
          options={scopeOptions(coming)}
        />
      )}
      {quote.data && <Costs quote={quote.data} coming={coming} />}
      <ReasonField value={reason} onChange={setReason} />
      {failure && (
        <Banner tone="danger" title={actionTexts.failed}>
          {shownError(failure).message}
        </Banner>
      )}
    </Dialog>
  );
}

const sumText = ({ keep, refund }: SeriesCancellationQuote): string =>
  keep.amount === 0 ? t.cancel.free : t.cancel.quote(money(keep), money(refund));

function Costs({ quote, coming }: { quote: SeriesCancellationQuote; coming: readonly Booking[] }) {
  return (
    <ul className="flex max-h-60 flex-col gap-1 overflow-y-auto tabular">
      {quote.items.map(({ bookingId, keep }) => {
        const booking = coming.find(({ id }) => id === bookingId);
        return (
          booking && (
            <li key={bookingId} className="flex flex-wrap justify-between gap-x-4">
              <span>{dateText(booking, booking.timeZone)}</span>
              <span className="text-muted">
                {keep.amount === 0 ? t.cancel.nothing : t.cancel.costs(money(keep))}
              </span>
            </li>
          )
        );
      })}
    </ul>
  );
}
