"use client";
import { Banner, Button, TextArea, exactMoney, useToast } from "@loconomy/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { texts } from "./texts.ts";

const t = texts.refund;

interface TipRefundProps {
  bookingId: string;
  onDone: () => void;
}

/** Gives the tip of a booking back, all of it; nothing where none was paid. */
export function TipRefund({ bookingId, onDone }: TipRefundProps) {
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const toast = useToast();
  const tip = useQuery({
    queryKey: ["booking", bookingId, "tip"],
    queryFn: () => api.payments.getTip({ id: bookingId }),
    staleTime: 0,
  }).data?.tip;
  const refund = useMutation({
    mutationFn: () => api.payments.refundTip({ id: bookingId, reason: reason.trim() }),
    onSuccess: (after) => {
      toast({
        title: after.tip?.status === "refunded" ? t.tip.done : t.tip.proposed,
        tone: "success",
      });
      onDone();
    },
  });
  if (tip?.status !== "paid") return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (reason.trim()) refund.mutate();
  };
  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label={t.tip.title}
      className="mt-4 flex flex-col gap-4 border-t border-border pt-4"
    >
      <p className="tabular">{t.tip.body(exactMoney(tip.amount))}</p>
      <TextArea
        label={t.reason}
        hint={t.reasonHint}
        rows={2}
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
      <Button type="submit" variant="danger" className="self-end" loading={refund.isPending}>
        {t.tip.confirm}
      </Button>
    </form>
  );
}
