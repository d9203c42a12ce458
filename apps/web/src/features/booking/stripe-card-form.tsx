"use client";
import { Button } from "@loconomy/ui";
import { Elements, PaymentElement, useElements, useStripe } from "@stripe/react-stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";
import { type FormEvent, useMemo, useState } from "react";
import { hereAt } from "./confirm-card.ts";
import type { CardFormProps } from "./test-card-form.tsx";

type StripeCardFormProps = CardFormProps & { publishableKey: string };

/** Stripe's own Payment Element. Stripe's script is loaded only when this is shown. */
export default function StripeCardForm({
  publishableKey,
  clientSecret,
  ...rest
}: StripeCardFormProps) {
  const stripe = useMemo(() => loadStripe(publishableKey), [publishableKey]);
  return (
    <Elements stripe={stripe} options={{ clientSecret }}>
      <ElementForm clientSecret={clientSecret} {...rest} />
    </Elements>
  );
}

function ElementForm({ kind, action, returnPath, onOutcome }: CardFormProps) {
  const stripe = useStripe();
  const elements = useElements();
  const [isPaying, setPaying] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!stripe || !elements) return;
    setPaying(true);
    const form = {
      elements,
      confirmParams: { return_url: hereAt(returnPath) },
      redirect: "if_required",
    } as const;
    const { error } = await (kind === "setup"
      ? stripe.confirmSetup(form)
      : stripe.confirmPayment(form));
    if (!error) await onOutcome({ kind: "done" });
    else if (error.type !== "validation_error")
      await onOutcome({ kind: "declined", message: error.message ?? null });
    setPaying(false);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <PaymentElement />
      <Button type="submit" size="lg" full loading={isPaying || !stripe}>
        {action}
      </Button>
    </form>
  );
}
