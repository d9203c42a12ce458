"use client";
import { Skeleton } from "@loconomy/ui";
import { Suspense, lazy } from "react";
import { type CardFormProps, TestCardForm } from "./test-card-form.tsx";

const StripeCardForm = lazy(() => import("./stripe-card-form.tsx"));

interface EitherCardFormProps extends CardFormProps {
  publishableKey: string;
  isSandbox: boolean;
}

/** Stripe's form with a real key, the stand-in's without. */
export function CardForm({ isSandbox, publishableKey, ...form }: EitherCardFormProps) {
  if (isSandbox) return <TestCardForm {...form} />;
  return (
    <Suspense fallback={<Skeleton className="h-80" />}>
      <StripeCardForm {...form} publishableKey={publishableKey} />
    </Suspense>
  );
}
