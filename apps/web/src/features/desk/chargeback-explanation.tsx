"use client";
import { Banner, Button, TextArea, useToast } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { chargebacksTexts } from "./chargebacks-texts.ts";

const t = chargebacksTexts;

interface ChargebackExplanationProps {
  providerId: string;
  chargebackId: string;
  /** What was said before. */
  explanation: string | null;
  /** Until when the bank takes an answer, as it is shown. */
  dueBy: string | null;
}

/** Where the provider says what happened. */
export function ChargebackExplanation(props: ChargebackExplanationProps) {
  const { providerId, chargebackId, dueBy } = props;
  const [text, setText] = useState(props.explanation ?? "");
  const [isTried, setTried] = useState(false);
  const toast = useToast();
  const router = useRouter();
  const save = useMutation({
    mutationFn: () =>
      api.payments.explainChargeback({ id: providerId, chargebackId, explanation: text.trim() }),
    onSuccess: () => {
      toast({ title: t.saved, tone: "success" });
      router.refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (text.trim()) save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className="flex max-w-prose flex-col gap-3">
      <TextArea
        label={t.explanation}
        hint={dueBy ? t.explanationBy(dueBy) : t.explanationHint}
        rows={4}
        maxLength={5000}
        value={text}
        error={isTried && !text.trim() ? t.missing : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      {save.error && <Banner tone="danger">{shownError(save.error).message}</Banner>}
      <div>
        <Button type="submit" variant="quiet" loading={save.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
