"use client";
import type { Money, Tipping } from "@loconomy/contracts";
import { Banner, Button, Chip, TextField, exactMoney, formatMoney } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { parsePrice } from "../shell/price-text.ts";
import { brandName } from "./brand-name.ts";
import { tipTexts } from "./tip-texts.ts";

interface TipFormProps {
  bookingId: string;
  offer: NonNullable<Tipping["offer"]>;
  onGiven: (tipping: Tipping) => void;
}

/** How much, and with which card: suggestions, or an own amount. */
export function TipForm({ bookingId, offer, onGiven }: TipFormProps) {
  const { suggestions, least, most, card } = offer;
  const { currency } = least;
  const [chosen, setChosen] = useState<number | null>(suggestions[0]?.amount.amount ?? null);
  const [own, setOwn] = useState("");
  const [isTried, setTried] = useState(false);
  const t = tipTexts;
  const amount = chosen ?? parsePrice(own, currency);
  const isRight = amount !== null && amount >= least.amount && amount <= most.amount;
  const give = useMutation({
    mutationFn: (money: Money) => api.payments.giveTip({ id: bookingId, amount: money }),
    onSuccess: onGiven,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isRight && !give.isPending) give.mutate({ amount, currency });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <div role="group" aria-label={t.amount} className="flex flex-wrap gap-2">
        {suggestions.map(({ percent, amount: suggestion }) => (
          <Chip
            key={percent}
            selected={chosen === suggestion.amount}
            onClick={() => setChosen(suggestion.amount)}
          >
            <span>{t.percent(percent)}</span>
            <span className="tabular">{formatMoney(suggestion.amount, currency)}</span>
          </Chip>
        ))}
        <Chip selected={chosen === null} onClick={() => setChosen(null)}>
          {t.own}
        </Chip>
      </div>
      {chosen === null && (
        <TextField
          label={t.ownAmount(currency)}
          inputMode="decimal"
          className="max-w-60"
          value={own}
          hint={t.between(exactMoney(least), exactMoney(most))}
          error={isTried && !isRight ? t.wrong(exactMoney(least), exactMoney(most)) : undefined}
          onChange={(event) => setOwn(event.target.value)}
        />
      )}
      {give.error && (
        <Banner tone="danger" title={t.failed}>
          {shownError(give.error).message}
        </Banner>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" loading={give.isPending}>
          {isRight ? t.action(formatMoney(amount, currency)) : t.actionAny}
        </Button>
        <p className="text-sm text-muted">
          {card ? t.withCard(brandName(card.brand), card.last4) : t.askCard}
        </p>
      </div>
    </form>
  );
}
