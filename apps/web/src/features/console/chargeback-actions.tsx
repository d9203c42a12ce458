"use client";
import type { ChargebackCase } from "@loconomy/contracts";
import { Button, TextArea, exactMoney } from "@loconomy/ui";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { chargebackTexts } from "./chargeback-texts.ts";
import { FormDialog } from "./form-dialog.tsx";

interface ActionProps {
  chargeback: ChargebackCase;
}

/** Sends the evidence to the bank, with the operator's own words. */
export function AnswerButton({ chargeback: { id } }: ActionProps) {
  const t = chargebackTexts.answer;
  const [words, setWords] = useState("");
  return (
    <FormDialog
      title={t.title}
      description={t.body}
      trigger={<Button>{t.action}</Button>}
      action={t.confirm}
      done={t.done}
      send={() => api.payments.answerChargeback({ id, words: words.trim() })}
    >
      <TextArea
        label={t.words}
        hint={t.wordsHint}
        rows={6}
        maxLength={5000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </FormDialog>
  );
}

/** Gives a chargeback up. */
export function AcceptButton({ chargeback: { id, amount } }: ActionProps) {
  const t = chargebackTexts.accept;
  return (
    <FormDialog
      title={t.title}
      description={t.body(exactMoney(amount))}
      trigger={<Button variant="quiet">{t.action}</Button>}
      action={t.confirm}
      done={t.done}
      tone="danger"
      send={() => api.payments.acceptChargeback({ id })}
    />
  );
}
