"use client";
import type { Payment, SavedCard } from "@loconomy/contracts";
import { Button, RadioCard, RadioCardGroup, Skeleton } from "@loconomy/ui";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { brandName } from "./brand-name.ts";
import type { CardOutcome } from "./confirm-card.ts";
import { savedCardsTexts } from "./saved-cards-texts.ts";

const t = savedCardsTexts;
const PAID: ReadonlyArray<Payment["status"]> = ["authorized", "card_saved", "captured"];

/** "04 / 30", as on the card. */
export const expiryText = ({ expMonth, expYear }: SavedCard): string =>
  `${String(expMonth).padStart(2, "0")} / ${String(expYear).slice(-2)}`;

/** A card works until the end of its month, somewhere on earth. */
export const hasExpired = ({ expMonth, expYear }: SavedCard, now: Date): boolean =>
  Date.UTC(expYear, expMonth, 2) <= now.getTime();

interface CardChoiceProps {
  bookingId: string;
  /** What the button says. */
  action: string;
  /** A saved card was refused already: another one is meant. */
  wasRefused: boolean;
  onOutcome: (outcome: CardOutcome) => Promise<void> | void;
  /** The form for a card that is not saved. */
  children: ReactNode;
}

/** Pays with a card that was saved before, or with another one; who has none sees the form alone. */
export function CardChoice(props: CardChoiceProps) {
  const { bookingId, action, wasRefused, onOutcome, children } = props;
  const cards = useQuery({ queryKey: ["cards"], queryFn: () => api.payments.listCards() });
  const usable = (cards.data?.items ?? []).filter((card) => !hasExpired(card, new Date()));
  const [choice, setChoice] = useState(wasRefused ? "another" : undefined);
  const [isPaying, setPaying] = useState(false);
  if (cards.isPending) return <Skeleton className="h-80" />;
  if (usable.length === 0) return children;
  const chosen = choice === undefined ? usable[0] : usable.find(({ id }) => id === choice);
  const pay = async (cardId: string) => {
    setPaying(true);
    await onOutcome(await payWithCard(bookingId, cardId));
    setPaying(false);
  };
  return (
    <div className="flex flex-col gap-4">
      <RadioCardGroup legend={t.legend}>
        {usable.map((card) => (
          <RadioCard
            key={card.id}
            name="card"
            value={card.id}
            checked={card.id === chosen?.id}
            onChange={() => setChoice(card.id)}
            label={t.name(brandName(card.brand), card.last4)}
            description={t.expires(expiryText(card))}
          />
        ))}
        <RadioCard
          name="card"
          value="another"
          checked={!chosen}
          onChange={() => setChoice("another")}
          label={t.another}
        />
      </RadioCardGroup>
      {chosen ? (
        <Button size="lg" full loading={isPaying} onClick={() => pay(chosen.id)}>
          {action}
        </Button>
      ) : (
        children
      )}
    </div>
  );
}

const payWithCard = async (id: string, cardId: string): Promise<CardOutcome> => {
  try {
    const { status, failure } = await api.payments.payWithCard({ id, cardId });
    if (PAID.includes(status)) return { kind: "done" };
    return { kind: "declined", message: failure?.message ?? t.askedFor };
  } catch (error) {
    const { code, message } = shownError(error);
    return code === "offline" ? { kind: "unreachable" } : { kind: "declined", message };
  }
};
