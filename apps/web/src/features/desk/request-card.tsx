"use client";
import type { Booking } from "@loconomy/contracts";
import {
  Banner,
  Button,
  Card,
  Dialog,
  Link,
  Price,
  TextArea,
  formatDay,
  formatSlot,
  formatTime,
  useToast,
} from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { todayTexts } from "./today-texts.ts";

interface RequestCardProps {
  booking: Booking;
  onAnswered: () => Promise<unknown>;
}

/** A request that waits: who, when, for how much, until when to answer, and both answers. */
export function RequestCard({ booking, onAnswered }: RequestCardProps) {
  const toast = useToast();
  const t = todayTexts;
  const { timeZone, expiresAt } = booking;
  const accept = useMutation({
    mutationFn: () => api.bookings.acceptBooking({ id: booking.id }),
    onSuccess: () => toast({ title: t.accepted, tone: "success" }),
    onSettled: onAnswered,
  });
  return (
    <Card as="li" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h3 className="text-lg">
          <Link
            className="text-accent underline underline-offset-4 hover:decoration-2"
            href={`/bookings/${booking.id}`}
          >{`${booking.serviceName} ${t.for(booking.customerName)}`}</Link>
        </h3>
        <Price minor={booking.price.amount} currency={booking.price.currency} />
      </div>
      <p className="tabular">{formatSlot(booking.start, booking.end, timeZone)}</p>
      {booking.series && (
        <Link
          className="self-start text-accent underline underline-offset-4 hover:decoration-2"
          href={`/bookings/series/${booking.series.id}`}
        >
          {t.ofSeries(booking.series.occurrence, booking.series.of)}
        </Link>
      )}
      {booking.notes && <p className="line-clamp-3 break-words text-muted">{booking.notes}</p>}
      {expiresAt && (
        <p className="font-medium text-info tabular">
          {t.deadline(`${formatDay(expiresAt, timeZone)}, ${formatTime(expiresAt, timeZone)}`)}
        </p>
      )}
      {accept.error && (
        <Banner tone="danger" title={t.failed}>
          {shownError(accept.error).message}
        </Banner>
      )}
      <div className="flex flex-wrap gap-3 pt-1">
        <Button loading={accept.isPending} onClick={() => accept.mutate()}>
          {t.accept}
        </Button>
        <Decline id={booking.id} onAnswered={onAnswered} />
      </div>
    </Card>
  );
}

function Decline({ id, onAnswered }: { id: string; onAnswered: () => Promise<unknown> }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const toast = useToast();
  const t = todayTexts;
  const decline = useMutation({
    mutationFn: () => api.bookings.declineBooking({ id, reason: reason.trim() || undefined }),
    onSuccess: () => {
      setOpen(false);
      toast({ title: t.declined, tone: "success" });
    },
    onSettled: onAnswered,
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t.declineTitle}
      description={t.declineBody}
      trigger={<Button variant="quiet">{t.decline}</Button>}
      footer={
        <>
          <Button variant="quiet" onClick={() => setOpen(false)}>
            {t.keep}
          </Button>
          <Button variant="danger" loading={decline.isPending} onClick={() => decline.mutate()}>
            {t.decline}
          </Button>
        </>
      }
    >
      <TextArea
        label={t.reason}
        optional
        hint={t.reasonHint}
        rows={3}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {decline.error && (
        <Banner tone="danger" title={t.failed}>
          {shownError(decline.error).message}
        </Banner>
      )}
    </Dialog>
  );
}
