"use client";
import type { Booking, Payment } from "@loconomy/contracts";
import { Card, Skeleton, exactMoney } from "@loconomy/ui";
import { BookingPapers } from "./booking-papers.tsx";
import { brandName } from "./brand-name.ts";
import { openRest } from "./deposit.ts";
import { DepositLines } from "./deposit-lines.tsx";
import { PriceLines } from "./price-lines.tsx";
import { reservedText } from "./reserved.ts";
import { momentText } from "./sentence.ts";
import { bookingMoneyTexts } from "./booking-money-texts.ts";
import { depositTexts } from "./deposit-texts.ts";
import { owedTexts } from "./pay-texts.ts";
import { usePayment } from "./use-booking.ts";

interface BookingMoneyProps {
  booking: Booking;
  loaded: Payment | undefined;
}

/** What is held or will be, was charged and given back, and with which card. */
export function BookingMoney({ booking, loaded }: BookingMoneyProps) {
  const payment = usePayment(booking.id, loaded);
  const t = bookingMoneyTexts;
  return (
    <Card as="section" aria-labelledby="money" className="flex flex-col gap-4">
      <h2 id="money" className="text-xl">
        {t.title}
      </h2>
      {payment.data && <Lines payment={payment.data} timeZone={booking.timeZone} />}
      {payment.isPending && <Skeleton className="h-24" />}
      {payment.isError && !payment.data && (
        <dl>
          <Line label={t.price} money={booking.price} />
        </dl>
      )}
    </Card>
  );
}

/** How the payment stands, in a sentence or two. */
function standing(payment: Payment, timeZone: string): string {
  const t = bookingMoneyTexts;
  const reserved = reservedText(payment, timeZone);
  const rest = openRest(payment);
  if (payment.owed) return owedTexts.standing(exactMoney(payment.owed));
  if (payment.payBy) return t.due(momentText(payment.payBy, timeZone));
  if (rest && payment.status === "card_saved") return reserved ?? depositTexts.whole;
  if (payment.status === "card_saved") return reserved ? t.saved(reserved) : t.status.card_saved;
  const why = payment.status === "failed" ? payment.failure?.message : null;
  return [t.status[payment.status], why].filter(Boolean).join(" ");
}

/** Nothing more is due. */
const IS_OVER: ReadonlySet<Payment["status"]> = new Set(["captured", "released", "refunded"]);

function Lines({ payment, timeZone }: { payment: Payment; timeZone: string }) {
  const t = bookingMoneyTexts;
  return (
    <>
      <PriceLines breakdown={payment.breakdown} total={payment.amount} />
      {payment.deposit && !IS_OVER.has(payment.status) && (
        <DepositLines
          total={payment.amount}
          deposit={payment.deposit.amount}
          isPaid={payment.deposit.isPaid}
        />
      )}
      {payment.captured.amount > 0 && (IS_OVER.has(payment.status) || !payment.deposit) && (
        <dl className="flex flex-col gap-2">
          <Line label={t.captured} money={payment.captured} />
          {payment.refunded.amount > 0 && <Line label={t.refunded} money={payment.refunded} />}
          {payment.chargedBack.amount > 0 && (
            <Line label={t.chargedBack} money={payment.chargedBack} />
          )}
        </dl>
      )}
      <p className="text-muted">
        {standing(payment, timeZone)}
        {payment.card && ` ${t.card(brandName(payment.card.brand), payment.card.last4)}.`}
      </p>
      {payment.captured.amount > 0 && <BookingPapers bookingId={payment.bookingId} />}
    </>
  );
}

function Line({ label, money }: { label: string; money: Booking["price"] }) {
  return (
    <div className="flex justify-between gap-4">
      <dt>{label}</dt>
      <dd className="tabular">{exactMoney(money)}</dd>
    </div>
  );
}
