"use client";
import type { Discrepancy } from "@loconomy/contracts";
import { Banner, Button, Dialog, TextArea, useToast } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { texts } from "./texts.ts";

const t = texts.resolve;

/** Notes what became of something that did not agree. */
export function ResolveButton({ discrepancy }: { discrepancy: Discrepancy }) {
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const toast = useToast();
  const router = useRouter();
  const resolve = useMutation({
    mutationFn: () => api.payments.resolveDiscrepancy({ id: discrepancy.id, note: note.trim() }),
    onSuccess: () => {
      setOpen(false);
      toast({ title: t.done, tone: "success" });
      router.refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (note.trim()) resolve.mutate();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t.title}
      description={discrepancy.detail}
      trigger={
        <Button variant="link" aria-label={t.of(discrepancy.subject)} className="text-sm">
          {t.action}
        </Button>
      }
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <TextArea
          label={t.note}
          hint={t.noteHint}
          rows={3}
          maxLength={1000}
          value={note}
          error={isTried && !note.trim() ? t.noteMissing : undefined}
          onChange={(event) => setNote(event.target.value)}
        />
        {resolve.error && <Banner tone="danger">{shownError(resolve.error).message}</Banner>}
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="quiet" onClick={() => setOpen(false)}>
            {t.back}
          </Button>
          <Button type="submit" loading={resolve.isPending}>
            {t.confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
