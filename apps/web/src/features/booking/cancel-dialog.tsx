"use client";
import type { Booking, CancellationQuote, Money, Payment } from "@loconomy/contracts";
import { Banner, Button, Dialog, DialogClose, formatMoney, useToast } from "@loconomy/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { momentText } from "./sentence.ts";
import { ReasonField } from "./reason-field.tsx";
import { actionTexts } from "./action-texts.ts";
import { depositTexts } from "./deposit-texts.ts";
import { usePayment } from "./use-booking.ts";

interface CancelDialogProps {
  booking: Booking;
  onDone: () => Promise<unknown>;
}

const money = ({ amount, currency }: Booking["price"]) => formatMoney(amount, currency);

/** The same where a deposit was charged: it counts towards what is kept. */
function depositText(
  { party, timeZone }: Pick<Booking, "party" | "timeZone">,
  { keep, keepPercent, freeUntil }: CancellationQuote,
  deposit: Money,
): string {
  const t = actionTexts;
  if (party === "provider") return t.cancelByProvider(money(deposit));
  const back = { ...deposit, amount: deposit.amount - keep.amount };
  if (keep.amount === 0) {
    const until = freeUntil ? ` ${t.freeUntil(momentText(freeUntil, timeZone))}` : "";
    return `${t.cancelFree(money(deposit))}${until}`;
  }
  if (back.amount > 0) return t.cancelCosts(money(keep), keepPercent, money(back));
  if (back.amount === 0) return depositTexts.allOfIt(money(keep), keepPercent);
  const more = money({ ...deposit, amount: -back.amount });
  return depositTexts.andMore(money(keep), keepPercent, money(deposit), more);
}

/** What canceling now means for the money, in one sentence. Without a hold on the card there is nothing to give back. */
function quoteText(
  { status, party, timeZone }: Booking,
  quote: CancellationQuote,
  payment: Payment | undefined,
): string {
  const t = actionTexts;
  const isHeld = payment?.status !== "card_saved" && !payment?.payBy;
  if (status === "awaiting_payment") return t.cancelUnpaid;
  if (payment?.deposit?.isPaid)
    return depositText({ party, timeZone }, quote, payment.deposit.amount);
  if (party === "provider")
    return isHeld ? t.cancelByProvider(money(quote.refund)) : t.cancelByProviderUnheld;
  if (quote.keep.amount === 0) {
    const until = quote.freeUntil ? ` ${t.freeUntil(momentText(quote.freeUntil, timeZone))}` : "";
    return `${isHeld ? t.cancelFree(money(quote.refund)) : t.cancelFreeUnheld}${until}`;
  }
  if (!isHeld) return t.cancelCostsUnheld(money(quote.keep), quote.keepPercent);
  if (quote.refund.amount === 0) return t.cancelNothing(money(quote.keep));
  return t.cancelCosts(money(quote.keep), quote.keepPercent, money(quote.refund));
}

/** Asks before a booking is cancelled and says first what is kept and what goes back. */
export function CancelDialog({ booking, onDone }: CancelDialogProps) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const toast = useToast();
  const quote = useQuery({
    queryKey: ["cancellation-quote", booking.id],
    queryFn: () => api.bookings.getCancellationQuote({ id: booking.id }),
    enabled: open,
    staleTime: 0,
  });
  const payment = usePayment(booking.id, undefined);
  const cancel = useMutation({
    mutationFn: () =>
      api.bookings.cancelBooking({ id: booking.id, reason: reason.trim() || undefined }),
    onSuccess: () => {
      setOpen(false);
      toast({ title: actionTexts.cancelled, tone: "success" });
    },
    onSettled: onDone,
  });
  const t = actionTexts;
  const failure = quote.error ?? cancel.error;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="quiet">{t.cancel}</Button>}
      title={t.cancelTitle}
      description={
        quote.data && !payment.isPending
          ? quoteText(booking, quote.data, payment.data)
          : t.loadingQuote
      }
      footer={
        <>
          <DialogClose asChild>
            <Button variant="quiet">{t.keep}</Button>
          </DialogClose>
          <Button
            variant="danger"
            disabled={!quote.data}
            loading={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            {t.cancelAction}
          </Button>
        </>
      }
    >
      <ReasonField value={reason} onChange={setReason} />
      {failure && (
        <Banner tone="danger" title={t.failed}>
          {shownError(failure).message}
        </Banner>
      )}
    </Dialog>
  );
}
