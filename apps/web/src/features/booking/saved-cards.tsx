"use client";
import type { SavedCard } from "@loconomy/contracts";
import { Banner, Button, Card, Skeleton, useToast } from "@loconomy/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CreditCard } from "lucide-react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { ConfirmDialog } from "../shell/confirm-dialog.tsx";
import { brandName } from "./brand-name.ts";
import { expiryText, hasExpired } from "./card-choice.tsx";
import { savedCardsTexts } from "./saved-cards-texts.ts";

const t = savedCardsTexts;
const KEY = ["cards"];

/** The cards that a person has paid with, to look at and to remove. Stripe is asked when they are looked at. */
export function SavedCards() {
  const cards = useQuery({ queryKey: KEY, queryFn: () => api.payments.listCards() });
  return (
    <Card as="section" aria-labelledby="cards" className="flex flex-col gap-4">
      <h2 id="cards" className="text-xl">
        {t.title}
      </h2>
      {cards.isPending && <Skeleton className="h-14" />}
      {cards.error && (
        <Banner
          tone="danger"
          action={
            <Button variant="quiet" onClick={() => cards.refetch()}>
              {t.retry}
            </Button>
          }
        >
          {shownError(cards.error).message}
        </Banner>
      )}
      {cards.data?.items.length === 0 && <p className="text-muted">{t.none}</p>}
      {cards.data && cards.data.items.length > 0 && (
        <ul className="flex flex-col divide-y divide-border">
          {cards.data.items.map((card) => (
            <li key={card.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
              <CardRow card={card} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function CardRow({ card }: { card: SavedCard }) {
  const queries = useQueryClient();
  const toast = useToast();
  const name = t.name(brandName(card.brand), card.last4);
  const remove = useMutation({
    mutationFn: () => api.payments.removeCard({ id: card.id }),
    onSuccess: () => toast({ title: t.removed(name), tone: "success" }),
    onError: (error) => toast({ title: shownError(error).message }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const expiry = expiryText(card);
  return (
    <>
      <CreditCard aria-hidden className="size-5 shrink-0 text-muted" />
      <span className="flex min-w-0 grow flex-col">
        <span className="font-medium tabular">{name}</span>
        <span className="text-sm text-muted">
          {hasExpired(card, new Date()) ? t.expired(expiry) : t.expires(expiry)}
        </span>
      </span>
      {card.bookings > 0 ? (
        <span className="text-sm text-muted">{t.inUse(card.bookings)}</span>
      ) : (
        <ConfirmDialog
          trigger={t.remove}
          triggerName={t.removeOf(name)}
          title={t.removeTitle(name)}
          body={t.removeBody}
          back={t.back}
          isPending={remove.isPending}
          onConfirm={() => remove.mutateAsync()}
        />
      )}
    </>
  );
}
