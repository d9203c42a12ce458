"use client";
import type { Booking, Payment } from "@loconomy/contracts";
import {
  Banner,
  Button,
  Dialog,
  Skeleton,
  TextArea,
  TextField,
  formatMoney,
  useToast,
} from "@loconomy/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { parsePrice, priceText } from "../shell/price-text.ts";
import { texts } from "./texts.ts";
import { TipRefund } from "./tip-refund.tsx";

const t = texts.refund;

/** Opens the refund of a booking; what can be refunded is asked when it opens. */
export function RefundButton({ booking }: { booking: Booking }) {
  const [open, setOpen] = useState(false);
  const payment = useQuery({
    queryKey: ["booking", booking.id, "payment"],
    queryFn: () => api.payments.getPayment({ id: booking.id }),
    enabled: open,
    staleTime: 0,
  });
  const left = payment.data ? leftOf(payment.data) : null;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t.title}
      description={t.body(booking.customerName, booking.serviceName)}
      trigger={
        <Button
          variant="link"
          aria-label={t.of(`${booking.serviceName}, ${booking.customerName}`)}
          className="text-sm!"
        >
          {t.action}
        </Button>
      }
    >
      {payment.error && <Banner tone="danger">{shownError(payment.error).message}</Banner>}
      {payment.isPending && <Skeleton className="h-60" />}
      {left === 0 && <p>{t.nothing}</p>}
      {left !== null && left > 0 && (
        <RefundForm booking={booking} left={left} onDone={() => setOpen(false)} />
      )}
      {open && booking.status === "completed" && (
        <TipRefund bookingId={booking.id} onDone={() => setOpen(false)} />
      )}
    </Dialog>
  );
}

/** Minor units of what was charged and has not gone back. */
const leftOf = ({ captured, refunded, chargedBack }: Payment): number =>
  captured.amount - refunded.amount - chargedBack.amount;

interface RefundFormProps {
  booking: Booking;
  /** Minor units that can still be refunded. */
  left: number;
  onDone: () => void;
}

function RefundForm({ booking, left, onDone }: RefundFormProps) {
  const { currency } = booking.price;
  const [amount, setAmount] = useState(priceText(left, currency));
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const toast = useToast();
  const minor = parsePrice(amount, currency) ?? 0;
  const isAmountRight = minor > 0 && minor <= left;
  const refund = useMutation({
    mutationFn: () =>
      api.payments.refundBooking({ id: booking.id, amount: minor, reason: reason.trim() }),
    onSuccess: ({ refund: outcome }) => {
      toast({ title: outcome === "proposed" ? t.proposed : t.done, tone: "success" });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isAmountRight && reason.trim()) refund.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <p className="tabular">{t.left(formatMoney(left, currency, undefined, { exact: true }))}</p>
      <TextField
        label={t.amount(currency)}
        inputMode="decimal"
        value={amount}
        error={isTried && !isAmountRight ? t.amountWrong : undefined}
        onChange={(event) => setAmount(event.target.value)}
      />
      <TextArea
        label={t.reason}
        hint={t.reasonHint}
        rows={3}
        maxLength={1000}
        value={reason}
        error={isTried && !reason.trim() ? t.reasonMissing : undefined}
        onChange={(event) => setReason(event.target.value)}
      />
      {refund.error && (
        <Banner tone="danger" title={t.failed}>
          {shownError(refund.error).message}
        </Banner>
      )}
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="quiet" onClick={onDone}>
          {t.back}
        </Button>
        <Button type="submit" variant="danger" loading={refund.isPending}>
          {t.confirm}
        </Button>
      </div>
    </form>
  );
}
