"use client";
import { Banner, Button, Dialog, DialogClose } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { shownError } from "../../api/errors.ts";
import { ReasonField } from "./reason-field.tsx";
import { actionTexts } from "./action-texts.ts";

interface DeclineDialogProps {
  label: string;
  title: string;
  decline: (reason: string | undefined) => Promise<unknown>;
  onDone: () => Promise<unknown>;
}

/** Asks before a request is declined, with room for a reason. */
export function DeclineDialog({ label, title, decline: send, onDone }: DeclineDialogProps) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const decline = useMutation({
    mutationFn: () => send(reason.trim() || undefined),
    onSuccess: () => setOpen(false),
    onSettled: onDone,
  });
  const t = actionTexts;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="quiet">{label}</Button>}
      title={title}
      description={t.declineBody}
      footer={
        <>
          <DialogClose asChild>
            <Button variant="quiet">{t.keep}</Button>
          </DialogClose>
          <Button variant="danger" loading={decline.isPending} onClick={() => decline.mutate()}>
            {label}
          </Button>
        </>
      }
    >
      <ReasonField value={reason} onChange={setReason} />
      {decline.error && <Banner tone="danger">{shownError(decline.error).message}</Banner>}
    </Dialog>
  );
}
