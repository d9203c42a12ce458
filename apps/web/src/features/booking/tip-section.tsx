"use client";
import type { Booking, Tip, Tipping } from "@loconomy/contracts";
import { Card, DownloadLink, exactMoney, formatDay } from "@loconomy/ui";
import { useQueryClient } from "@tanstack/react-query";
import { TipForm } from "./tip-form.tsx";
import { TipPay } from "./tip-pay.tsx";
import { tipTexts } from "./tip-texts.ts";
import { useState } from "react";
import { useTip } from "./use-booking.ts";

interface TipSectionProps {
  booking: Booking;
  loaded: Tipping | undefined;
}

/** A tip that waits for a card. */
const waitsForCard = (tip: Tip | null): tip is Tip & { clientSecret: string } =>
  tip !== null && tip.clientSecret !== null && tip.status !== "requires_payment";

/** What the customer gave when the job was done, or the form for it; nothing where there is nothing to say. */
export function TipSection({ booking, loaded }: TipSectionProps) {
  const tipping = useTip(booking.id, loaded).data;
  const queries = useQueryClient();
  const [wants, setWants] = useState<"card" | "amount" | null>(null);
  if (!tipping) return null;
  const { tip, offer } = tipping;
  const isGiven = tip?.status === "paid" || tip?.status === "refunded";
  if (!isGiven && !offer) return null;
  const keep = (next: Tipping) => {
    queries.setQueryData(["booking", booking.id, "tip"], next);
    setWants("card");
  };
  const isPaying = wants === "card" ? tip?.clientSecret : wants === null && waitsForCard(tip);
  const t = tipTexts;
  return (
    <Card as="section" aria-labelledby="tip" className="flex flex-col gap-4">
      <h2 id="tip" className="text-xl">
        {isGiven ? t.titleGiven : t.title(booking.providerName)}
      </h2>
      {isGiven && <p>{givenText(booking, tip)}</p>}
      {isGiven && (
        <DownloadLink href={`/api/v1/bookings/${booking.id}/tip/receipt.pdf`}>
          {t.receipt}
        </DownloadLink>
      )}
      {!isGiven && offer && (
        <>
          <p className="text-muted">{t.until(formatDay(offer.until, booking.timeZone))}</p>
          {isPaying && tip?.clientSecret ? (
            <TipPay
              booking={booking}
              tip={{ ...tip, clientSecret: tip.clientSecret }}
              tipping={tipping}
              onChange={() => setWants("amount")}
            />
          ) : (
            <TipForm bookingId={booking.id} offer={offer} onGiven={keep} />
          )}
        </>
      )}
    </Card>
  );
}

const givenText = ({ party, customerName }: Booking, { amount, status }: Tip): string => {
  const money = exactMoney(amount);
  const t = tipTexts;
  if (status === "refunded") return t.refunded(money);
  if (party === "customer") return t.given(money);
  return party === "provider" ? t.received(customerName, money) : t.seen(customerName, money);
};
