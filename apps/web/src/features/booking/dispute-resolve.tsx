"use client";
import type { Booking } from "@loconomy/contracts";
import { Banner, Button, TextArea, TextField, useToast } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { disputeTexts } from "./dispute-texts.ts";

interface DisputeResolveProps {
  booking: Booking;
  onDone: () => Promise<unknown>;
}

/** An operator decides how much goes back, and says why. */
export function DisputeResolve({ booking, onDone }: DisputeResolveProps) {
  const t = disputeTexts;
  const [percent, setPercent] = useState("");
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const toast = useToast();
  const refundPercent = Number(percent);
  const isPercentRight = /^\d{1,3}$/.test(percent.trim()) && refundPercent <= 100;
  const send = useMutation({
    mutationFn: () =>
      api.bookings.resolveDispute({ id: booking.id, refundPercent, note: note.trim() }),
    onSuccess: () => toast({ title: t.resolved, tone: "success" }),
    onSettled: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isPercentRight && note.trim()) send.mutate();
  };
  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label={t.resolveTitle}
      className="flex flex-col gap-4 border-t border-border pt-5"
    >
      <TextField
        label={t.percent}
        hint={booking.absent === "provider" ? t.percentReleased : t.percentHint}
        inputMode="numeric"
        suffix="%"
        className="max-w-prose"
        value={percent}
        error={isTried && !isPercentRight ? t.percentWrong : undefined}
        onChange={(event) => setPercent(event.target.value)}
      />
      <TextArea
        label={t.note}
        rows={3}
        maxLength={2000}
        value={note}
        error={isTried && !note.trim() ? t.noteMissing : undefined}
        onChange={(event) => setNote(event.target.value)}
      />
      {send.error && (
        <Banner tone="danger" title={t.failed}>
          {shownError(send.error).message}
        </Banner>
      )}
      <Button type="submit" className="self-start" loading={send.isPending}>
        {t.resolve}
      </Button>
    </form>
  );
}
