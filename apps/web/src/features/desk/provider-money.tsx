import type { ProviderMoney } from "@loconomy/contracts";
import { Card, exactMoney, formatDay } from "@loconomy/ui";
import { Figure } from "./balance.tsx";
import { payoutsTexts } from "./payouts-texts.ts";

interface ProviderMoneyCardProps {
  money: readonly ProviderMoney[];
  /** Of the provider's prices, for when there is nothing yet. */
  currency: string;
  /** `YYYY-MM-DD`; null when none is planned. */
  nextPayoutOn: string | null;
}

/** Where the provider's money is: with us, at Stripe, on its way to the bank, there. */
export function ProviderMoneyCard({ money, currency, nextPayoutOn }: ProviderMoneyCardProps) {
  const t = payoutsTexts;
  const none = { amount: 0, currency };
  const all =
    money.length > 0 ? money : [{ owed: none, atStripe: none, onItsWay: none, paid: none }];
  const isOwing = all.some(({ owed }) => owed.amount < 0);
  const isUnknown = all.some(({ atStripe }) => atStripe === null);
  return (
    <Card as="section" aria-labelledby="money" className="flex flex-col gap-4">
      <h2 id="money" className="text-xl">
        {t.heading}
      </h2>
      {all.map(({ owed, atStripe, onItsWay, paid }) => (
        <dl key={owed.currency} className="flex flex-wrap gap-x-12 gap-y-4">
          <Figure label={t.owed} text={exactMoney(owed)} />
          <Figure label={t.atStripe} text={atStripe ? exactMoney(atStripe) : t.unknown} />
          <Figure label={t.onItsWay} text={exactMoney(onItsWay)} />
          <Figure label={t.paid} text={exactMoney(paid)} />
        </dl>
      ))}
      {nextPayoutOn && (
        <p>{t.next(formatDay(nextPayoutOn, "UTC", undefined, { weekday: "long" }))}</p>
      )}
      {isOwing && <p className="max-w-prose text-muted">{t.owing}</p>}
      {isUnknown && <p className="max-w-prose text-muted">{t.unreachable}</p>}
    </Card>
  );
}
