"use client";
import type { Booking, Tip, Tipping } from "@loconomy/contracts";
import { Banner, Button, formatMoney } from "@loconomy/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { CardForm } from "./card-form.tsx";
import type { CardOutcome } from "./confirm-card.ts";
import { payTexts } from "./pay-texts.ts";
import { PaymentCheck } from "./payment-check.tsx";
import { tipTexts } from "./tip-texts.ts";
import { pause } from "./wait-for-payment.ts";

interface TipPayProps {
  booking: Pick<Booking, "id">;
  tip: Tip & { clientSecret: string };
  tipping: Pick<Tipping, "publishableKey" | "isSandbox">;
  /** Another amount, please. */
  onChange: () => void;
}

const TRIES_MAX = 15;
const PAUSE_MS = 800;

/** The card form of a tip that the saved card did not pay. */
export function TipPay({ booking, tip, tipping, onChange }: TipPayProps) {
  const queries = useQueryClient();
  const [failure, setFailure] = useState(tip.failure?.message ?? null);
  const [isChecking, setChecking] = useState(false);
  const money = formatMoney(tip.amount.amount, tip.amount.currency);
  const t = tipTexts;
  const finish = async () => {
    setChecking(true);
    for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
      const now = await api.payments.getTip({ id: booking.id }).catch(() => null);
      if (now?.tip?.status === "paid")
        return queries.setQueryData(["booking", booking.id, "tip"], now);
      await pause(PAUSE_MS);
    }
    setChecking(false);
  };
  const onOutcome = async (outcome: CardOutcome) => {
    setFailure(null);
    if (outcome.kind === "challenge") return window.location.assign(outcome.url);
    if (outcome.kind === "done") return void (await finish());
    setFailure(
      outcome.kind === "declined" ? (outcome.message ?? payTexts.noDetail) : payTexts.unreachable,
    );
  };
  if (isChecking) return <PaymentCheck />;
  return (
    <div className="flex flex-col gap-4">
      {failure && (
        <Banner tone="danger" title={t.failed}>
          {t.declined(failure)}
        </Banner>
      )}
      <CardForm
        kind="payment"
        clientSecret={tip.clientSecret}
        action={t.action(money)}
        returnPath={`/bookings/${booking.id}`}
        publishableKey={tipping.publishableKey}
        isSandbox={tipping.isSandbox}
        onOutcome={onOutcome}
      />
      <Button variant="quiet" className="self-start" onClick={onChange}>
        {t.change}
      </Button>
    </div>
  );
}
