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
  /** What is said when it was done. */
  done?: string;
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
  done = t.done,
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
      toast({ title: done, tone: "success" });
      router.refresh();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const sent = send();
    if (sent) sending.mutate(sent);
    // Once the fields say what is wrong: the first of them may be out of sight.
    else requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid]")?.focus());
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

interface RowActionProps extends Omit<FormDialogProps, "trigger" | "action"> {
  action: string;
  /** What the link in the row is read as; the title when left out. */
  label?: string;
}

/** Something to do with a row of a table: a link there that opens its form. */
export function RowAction({ label, ...form }: RowActionProps) {
  const { title, action } = form;
  return (
    <FormDialog
      {...form}
      trigger={
        <Button variant="link" aria-label={label ?? title} className="text-sm!">
          {action}
        </Button>
      }
    />
  );
}
