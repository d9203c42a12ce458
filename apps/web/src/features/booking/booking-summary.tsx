import type { Hold } from "@loconomy/contracts";
import { Avatar, Card, Skeleton, formatDuration, formatSlot } from "@loconomy/ui";
import type { ReactNode } from "react";
import { DepositLines } from "./deposit-lines.tsx";
import { policyText } from "./policy.ts";
import { PriceLines } from "./price-lines.tsx";
import { bookTexts } from "./book-texts.ts";
import { depositTexts } from "./deposit-texts.ts";
import { policyTexts } from "./policy-texts.ts";
import type { Offer } from "./use-offer.ts";

const MINUTE_MS = 60_000;

interface BookingSummaryProps {
  hold: Hold;
  offer: Offer | null | undefined;
  /** Below the price. */
  children?: ReactNode;
}

/** Who, what, when, how much and what canceling costs; in view through all steps. */
export function BookingSummary({ hold, offer, children }: BookingSummaryProps) {
  const { quote } = hold;
  return (
    <Card as="section" aria-label={bookTexts.summary.title} className="flex flex-col gap-5">
      {offer ? (
        <div className="flex items-center gap-3">
          <Avatar
            name={offer.provider.businessName}
            src={offer.provider.avatarUrl ?? undefined}
            size={64}
          />
          <div className="flex min-w-0 flex-col">
            <h2 className="text-lg">{quote.lines[0]?.label ?? offer.service.name}</h2>
            <p className="text-muted">{bookTexts.summary.with(offer.provider.businessName)}</p>
          </div>
        </div>
      ) : (
        <Skeleton className="h-16" />
      )}
      <div className="flex flex-col">
        <p className="font-medium tabular">{formatSlot(hold.start, hold.end, hold.timeZone)}</p>
        <p className="text-muted">
          {[
            formatDuration((Date.parse(hold.end) - Date.parse(hold.start)) / MINUTE_MS),
            offer && offer.service.capacity > 1 && bookTexts.summary.seat(offer.service.capacity),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <PriceLines
        breakdown={quote}
        total={quote.total}
        note={quote.deposit ? depositTexts.note : bookTexts.summary.notYet}
      />
      {quote.deposit && <DepositLines total={quote.total} deposit={quote.deposit} />}
      {children}
      <div className="flex flex-col gap-1">
        <p className="font-medium">{bookTexts.summary.policy}</p>
        <p className="tabular">{policyText(quote.policy, hold.timeZone)}</p>
        {quote.deposit && <p>{depositTexts.counts}</p>}
        <p className="text-sm text-muted">{policyTexts.explanation}</p>
      </div>
    </Card>
  );
}

/** When the card is held, and when it is charged. */
export function WhatHappens({
  offer: { provider, service },
  hasDeposit,
}: {
  offer: Offer;
  hasDeposit: boolean;
}) {
  const t = bookTexts.summary.when;
  const { pay, answer, done } = hasDeposit ? { ...depositTexts, done: depositTexts.jobDone } : t;
  const steps = [pay, ...(service.isInstant ? [] : [answer(provider.businessName)]), done];
  return (
    <Card as="section" aria-label={t.title} className="flex flex-col gap-1">
      <p className="font-medium">{t.title}</p>
      <ol className="list-decimal pl-5">
        {steps.map((step) => (
          <li key={step} className="py-0.5">
            {step}
          </li>
        ))}
      </ol>
    </Card>
  );
}
