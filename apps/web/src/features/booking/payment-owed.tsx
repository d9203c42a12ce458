"use client";
import type { Booking, Payment } from "@loconomy/contracts";
import { Banner, Button, Card, exactMoney } from "@loconomy/ui";
import { useState } from "react";
import { PayPanel } from "./pay-panel.tsx";
import { owedTexts, payTexts } from "./pay-texts.ts";
import { usePayment } from "./use-booking.ts";

interface PaymentOwedProps {
  booking: Booking;
  loaded: Payment | undefined;
  /** Back from 3-D Secure, and how it ended there. */
  cameBack: "succeeded" | "failed" | null;
  onPaid: () => Promise<unknown>;
}

/** What could not be charged when the job was over: how much and why, and the way to pay it. Nothing when all is well. */
export function PaymentOwed({ booking, loaded, cameBack, onPaid }: PaymentOwedProps) {
  const payment = usePayment(booking.id, loaded).data;
  const [isPaying, setPaying] = useState(cameBack !== null);
  if (!payment?.owed) return null;
  const t = owedTexts;
  const sum = exactMoney(payment.owed);
  if (booking.party !== "customer")
    return <Banner title={t.othersTitle(sum)}>{t.others(booking.customerName)}</Banner>;
  const needsOwner = payment.failure?.code === "authentication_required";
  return (
    <div id="due" className="flex flex-col gap-4">
      <Banner
        tone="danger"
        title={t.title(sum)}
        action={!isPaying && <Button onClick={() => setPaying(true)}>{t.action(sum)}</Button>}
      >
        {needsOwner ? t.confirm : t.refused(payment.failure?.message ?? payTexts.noDetail)}
      </Banner>
      {isPaying && (
        <Card as="section" aria-label={payTexts.title}>
          <PayPanel
            booking={booking}
            ownSmall={t.small}
            isOnItsWay={cameBack === "succeeded"}
            failedBefore={cameBack === "failed" ? payTexts.authenticationFailed : undefined}
            onPaid={() => void onPaid()}
          />
        </Card>
      )}
    </div>
  );
}
