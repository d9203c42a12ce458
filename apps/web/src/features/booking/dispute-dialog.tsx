"use client";
import { DisputeReason, type Booking } from "@loconomy/contracts";
import { Banner, Button, Dialog, Select, TextArea, useToast } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { disputeTexts } from "./dispute-texts.ts";
import { noShowTexts } from "./no-show-texts.ts";

interface DisputeDialogProps {
  booking: Booking;
  onDone: () => Promise<unknown>;
}

/** Who was said to be absent was there; of a job that was done that is no question. */
const reasonsFor = ({ absent }: Booking): DisputeReason[] =>
  DisputeReason.options.filter(
    (reason) => (reason === "was_there") === (absent !== null) || reason === "other",
  );

/** Tells our team that something was wrong with a booking. */
export function DisputeDialog({ booking, onDone }: DisputeDialogProps) {
  const t = disputeTexts;
  const reasons = reasonsFor(booking);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<DisputeReason>(reasons[0]!);
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const toast = useToast();
  const send = useMutation({
    mutationFn: () => api.bookings.disputeBooking({ id: booking.id, reason, text: text.trim() }),
    onSuccess: () => {
      setOpen(false);
      toast({ title: t.sent, tone: "success" });
    },
    onSettled: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (text.trim()) send.mutate();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="quiet">{t.open}</Button>}
      title={t.openTitle}
      description={t.openBody}
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Select
          label={t.reason}
          value={reason}
          onChange={(event) => setReason(DisputeReason.parse(event.target.value))}
          options={reasons.map((value) => ({ value, label: t.reasons[value] }))}
        />
        <TextArea
          label={t.text}
          hint={t.textHint}
          rows={5}
          maxLength={2000}
          value={text}
          error={isTried && !text.trim() ? t.textMissing : undefined}
          onChange={(event) => setText(event.target.value)}
        />
        {send.error && (
          <Banner tone="danger" title={t.failed}>
            {shownError(send.error).message}
          </Banner>
        )}
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="quiet" onClick={() => setOpen(false)}>
            {noShowTexts.leave}
          </Button>
          <Button type="submit" loading={send.isPending}>
            {t.send}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
