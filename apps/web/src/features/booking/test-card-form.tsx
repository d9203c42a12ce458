"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { Badge, Button, TextField } from "@loconomy/ui";
import { FlaskConical } from "lucide-react";
import type { ChangeEvent } from "react";
import { useForm } from "react-hook-form";
import { CardFields, formatCardNumber, formatExpiry, parseExpiry } from "./card.ts";
import { type CardFormKind, type CardOutcome, confirmTestCard, hereAt } from "./confirm-card.ts";
import { payTexts } from "./pay-texts.ts";

export interface CardFormProps {
  kind: CardFormKind;
  clientSecret: string;
  /** What the button says. */
  action: string;
  /** Where on this site to come back to after 3-D Secure. */
  returnPath: string;
  onOutcome: (outcome: CardOutcome) => Promise<void> | void;
}

/** The card form of the stand-in: looks and behaves like a real one and says clearly that it is not. */
export function TestCardForm({ kind, clientSecret, action, returnPath, onOutcome }: CardFormProps) {
  const form = useForm({
    resolver: zodResolver(CardFields),
    defaultValues: { number: "", expiry: "", cvc: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ number, expiry, cvc }) => {
    const date = parseExpiry(expiry, new Date());
    if (!date) return;
    const card = { number, ...date, cvc: cvc.trim() };
    await onOutcome(await confirmTestCard(kind, clientSecret, card, hereAt(returnPath)));
  });
  const format = (name: "number" | "expiry", shape: (text: string) => string) => ({
    onChange: ({ target, nativeEvent }: ChangeEvent<HTMLInputElement>) => {
      // Only while adding at the end: reformatting elsewhere would move the caret or undo a deletion.
      const isAdding = (nativeEvent as InputEvent).inputType?.startsWith("insert") ?? true;
      if (isAdding && target.selectionStart === target.value.length)
        form.setValue(name, shape(target.value));
    },
    onBlur: () => form.setValue(name, shape(form.getValues(name))),
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <div className="flex flex-col items-start gap-1">
        <Badge tone="info" icon={<FlaskConical aria-hidden />} className="whitespace-normal">
          {payTexts.test}
        </Badge>
        <p className="text-sm text-muted">{payTexts.testHint}</p>
      </div>
      <TextField
        label={payTexts.number}
        inputMode="numeric"
        autoComplete="cc-number"
        maxLength={23}
        error={errors.number?.message}
        {...form.register("number", format("number", formatCardNumber))}
      />
      <div className="grid grid-cols-2 gap-4">
        <TextField
          label={payTexts.expiry}
          inputMode="numeric"
          autoComplete="cc-exp"
          placeholder={payTexts.expiryPlaceholder}
          maxLength={7}
          error={errors.expiry?.message}
          {...form.register("expiry", format("expiry", formatExpiry))}
        />
        <TextField
          label={payTexts.cvc}
          inputMode="numeric"
          autoComplete="cc-csc"
          maxLength={4}
          error={errors.cvc?.message}
          {...form.register("cvc")}
        />
      </div>
      <Button type="submit" size="lg" full loading={isSubmitting}>
        {action}
      </Button>
    </form>
  );
}
