"use client";
import type { Booking, Payment } from "@loconomy/contracts";
import { Banner, Button, Skeleton, formatMoney } from "@loconomy/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { CardChoice } from "./card-choice.tsx";
import { CardForm } from "./card-form.tsx";
import type { CardOutcome } from "./confirm-card.ts";
import { dueNow } from "./deposit.ts";
import { DepositLines } from "./deposit-lines.tsx";
import { reservedText } from "./reserved.ts";
import { momentText } from "./sentence.ts";
import { depositTexts } from "./deposit-texts.ts";
import { holdTexts } from "./hold-texts.ts";
import { owedTexts, payTexts } from "./pay-texts.ts";
import { savedCardsTexts } from "./saved-cards-texts.ts";
import { PaymentCheck } from "./payment-check.tsx";
import { isOpen, waitForPayment } from "./wait-for-payment.ts";

interface PayPanelProps {
  booking: Pick<Booking, "id" | "timeZone">;
  /** A sentence about an attempt that failed before this page, as after 3-D Secure. */
  failedBefore?: string;
  /** The bank has said yes and the server may not know yet: check before anything else. */
  isOnItsWay?: boolean;
  /** Where the bank sends the browser back to; the booking's page by default. */
  returnPath?: string;
  /** What the card is saved for, where the page says itself what becomes of it. */
  ownSmall?: string;
  /** Called with the booking as it is after the payment. */
  onPaid: (booking: Booking) => void;
}

/** The card form of an unpaid booking, or of one whose saved card failed. A declined card leaves everything as it is. */
export function PayPanel({
  booking,
  failedBefore,
  isOnItsWay = false,
  returnPath = `/bookings/${booking.id}?payment=return`,
  ownSmall,
  onPaid,
}: PayPanelProps) {
  const [failure, setFailure] = useState<string | null>(failedBefore ?? null);
  const [isChecking, setChecking] = useState(isOnItsWay);
  const queries = useQueryClient();
  const payment = useQuery({
    queryKey: ["booking", booking.id, "payment"],
    queryFn: () => api.payments.getPayment({ id: booking.id }),
  });
  const finish = async () => {
    setChecking(true);
    const moved = await waitForPayment(booking.id).catch(() => null);
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["booking", booking.id] }),
      queries.invalidateQueries({ queryKey: ["bookings"] }),
    ]);
    if (moved) return onPaid(moved);
    setChecking(false);
  };
  const checkFirst = useEffectEvent(() => {
    if (isOnItsWay) void finish();
  });
  useEffect(() => checkFirst(), []);
  const onOutcome = async (outcome: CardOutcome) => {
    setFailure(null);
    if (outcome.kind === "challenge") return window.location.assign(outcome.url);
    if (outcome.kind === "done") return finish();
    setFailure(
      outcome.kind === "declined" ? (outcome.message ?? payTexts.noDetail) : payTexts.unreachable,
    );
  };
  if (isChecking) return <PaymentCheck />;
  if (payment.isError)
    return (
      <Banner
        tone="danger"
        action={
          <Button variant="quiet" onClick={() => payment.refetch()}>
            {holdTexts.retry}
          </Button>
        }
      >
        {shownError(payment.error).message}
      </Banner>
    );
  if (!payment.data) return <Skeleton className="h-80" />;
  const { kind, payBy, deposit } = payment.data;
  const paysDeposit = deposit !== null && !deposit.isPaid;
  const reserved = reservedText(payment.data, booking.timeZone);
  return (
    <div className="flex flex-col gap-4">
      {!ownSmall && kind === "setup" && reserved && (
        <Banner title={payTexts.laterTitle}>{payTexts.later(reserved)}</Banner>
      )}
      {paysDeposit && <DepositLines total={payment.data.amount} deposit={deposit.amount} />}
      {failure && (
        <Banner tone="danger" title={payTexts.declinedTitle}>
          {payment.data.owed
            ? owedTexts.declined(failure)
            : payBy
              ? payTexts.declinedAgain(failure, momentText(payBy, booking.timeZone))
              : payTexts.declined(failure)}
        </Banner>
      )}
      <PaymentForm {...{ payment: payment.data, returnPath, onOutcome }} />
      <p className="text-sm text-muted">
        {ownSmall ?? (paysDeposit ? depositTexts.small : payTexts.small[kind])}
      </p>
    </div>
  );
}

interface ChosenFormProps {
  payment: Payment;
  returnPath: string;
  onOutcome: (outcome: CardOutcome) => Promise<void> | void;
}

function PaymentForm({ payment, returnPath, onOutcome }: ChosenFormProps) {
  if (!payment.clientSecret || !isOpen(payment)) return <PaymentCheck />;
  const due = dueNow(payment);
  const amount = formatMoney(due.amount, due.currency);
  const action = payment.kind === "setup" ? payTexts.saveAction : payTexts.action(amount);
  return (
    <CardChoice
      bookingId={payment.bookingId}
      action={payment.kind === "setup" ? savedCardsTexts.book : action}
      wasRefused={payment.payBy !== null || payment.owed !== null}
      onOutcome={onOutcome}
    >
      <CardForm
        kind={payment.kind}
        clientSecret={payment.clientSecret}
        publishableKey={payment.publishableKey}
        isSandbox={payment.isSandbox}
        {...{ action, returnPath, onOutcome }}
      />
    </CardChoice>
  );
}
