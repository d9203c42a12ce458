"use client";
import type { Booking, Payment } from "@loconomy/contracts";
import { Banner, Button, Card } from "@loconomy/ui";
import { useState } from "react";
import { PayPanel } from "./pay-panel.tsx";
import { momentText } from "./sentence.ts";
import { dueTexts, payTexts } from "./pay-texts.ts";
import { usePayment } from "./use-booking.ts";

interface PaymentDueProps {
  booking: Booking;
  loaded: Payment | undefined;
  /** Back from 3-D Secure without success. */
  failedBefore: boolean;
  onPaid: () => Promise<unknown>;
}

/** The saved card failed: until when another one can pay, and the way to do so. Nothing when all is well. */
export function PaymentDue({ booking, loaded, failedBefore, onPaid }: PaymentDueProps) {
  const payment = usePayment(booking.id, loaded).data;
  const [isPaying, setPaying] = useState(failedBefore);
  if (!payment?.payBy) return null;
  const t = dueTexts;
  const until = momentText(payment.payBy, booking.timeZone);
  if (booking.party !== "customer")
    return <Banner title={t.othersTitle}>{t.others(booking.customerName, until)}</Banner>;
  const needsOwner = payment.failure?.code === "authentication_required";
  return (
    <div className="flex flex-col gap-4">
      <Banner
        tone="danger"
        title={needsOwner ? t.confirmTitle : t.refusedTitle}
        action={
          !isPaying && (
            <Button onClick={() => setPaying(true)}>
              {needsOwner ? t.confirmAction : t.action}
            </Button>
          )
        }
      >
        {needsOwner ? t.confirm(until) : t.refused(until)}
      </Banner>
      {isPaying && (
        <Card as="section" aria-label={payTexts.title}>
          <PayPanel
            booking={booking}
            failedBefore={failedBefore ? payTexts.authenticationFailed : undefined}
            onPaid={() => void onPaid()}
          />
        </Card>
      )}
    </div>
  );
}
