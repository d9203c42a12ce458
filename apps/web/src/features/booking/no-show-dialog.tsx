"use client";
import type { Booking } from "@loconomy/contracts";
import { Banner, Button, Dialog, DialogClose } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { actionTexts } from "./action-texts.ts";
import { noShowTexts } from "./no-show-texts.ts";

interface NoShowDialogProps {
  booking: Booking;
  onDone: () => Promise<unknown>;
}

/** Asks before somebody is reported absent, and says what that means for the money. */
export function NoShowDialog({ booking, onDone }: NoShowDialogProps) {
  const [open, setOpen] = useState(false);
  const t = noShowTexts;
  const absent = booking.party === "customer" ? "provider" : "customer";
  const name = absent === "provider" ? booking.providerName : booking.customerName;
  const report = useMutation({
    mutationFn: () => api.bookings.reportNoShow({ id: booking.id, absent }),
    onSuccess: () => setOpen(false),
    onSettled: onDone,
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="quiet">{t.report(name)}</Button>}
      title={t.report(name)}
      description={t.means[absent]}
      footer={
        <>
          <DialogClose asChild>
            <Button variant="quiet">{t.leave}</Button>
          </DialogClose>
          <Button variant="danger" loading={report.isPending} onClick={() => report.mutate()}>
            {t.confirm}
          </Button>
        </>
      }
    >
      {report.error && (
        <Banner tone="danger" title={actionTexts.failed}>
          {shownError(report.error).message}
        </Banner>
      )}
    </Dialog>
  );
}
