"use client";
import { Banner, Button, Dialog, useToast } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactElement, type ReactNode, useState } from "react";
import { shownError } from "../../api/errors.ts";
import { pricingTexts as t } from "./pricing-texts.ts";

interface FormDialogProps {
  title: string;
  description: string;
  /** Opens it. */
  trigger: ReactElement;
  action?: string;
  tone?: "danger";
  /** Sends the form; null when its fields are not right yet, which then say so. */
  send: () => Promise<unknown> | null;
  children?: ReactNode;
}

/** A form in a dialog: sends, says what was refused, and shows the page as it is after. */
export function FormDialog({
  title,
  description,
  trigger,
  action = t.save,
  tone,
  send,
  children,
}: FormDialogProps) {
  const [open, setOpen] = useState(false);
  const toast = useToast();
  const router = useRouter();
  const sending = useMutation({
    mutationFn: (sent: Promise<unknown>) => sent,
    onSuccess: () => {
      setOpen(false);
      toast({ title: t.done, tone: "success" });
      router.refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const sent = send();
    if (sent) sending.mutate(sent);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={title}
      description={description}
      trigger={trigger}
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {children}
        {sending.error && <Banner tone="danger">{shownError(sending.error).message}</Banner>}
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="quiet" onClick={() => setOpen(false)}>
            {t.back}
          </Button>
          <Button type="submit" variant={tone} loading={sending.isPending}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
