"use client";
import { Banner, Button, TextArea, useToast } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { disputeTexts } from "./dispute-texts.ts";

interface DisputeAnswerProps {
  bookingId: string;
  onDone: () => Promise<unknown>;
}

/** The other side's words, once. */
export function DisputeAnswer({ bookingId, onDone }: DisputeAnswerProps) {
  const t = disputeTexts;
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const toast = useToast();
  const send = useMutation({
    mutationFn: () => api.bookings.answerDispute({ id: bookingId, text: text.trim() }),
    onSuccess: () => toast({ title: t.answered, tone: "success" }),
    onSettled: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (text.trim()) send.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <TextArea
        label={t.answer}
        hint={t.answerHint}
        rows={4}
        maxLength={2000}
        value={text}
        error={isTried && !text.trim() ? t.textMissing : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      {send.error && (
        <Banner tone="danger" title={t.failed}>
          {shownError(send.error).message}
        </Banner>
      )}
      <Button type="submit" className="self-start" loading={send.isPending}>
        {t.sendAnswer}
      </Button>
    </form>
  );
}
