"use client";
import { Button, Dialog, DialogClose } from "@loconomy/ui";
import { useState } from "react";

interface ConfirmDialogProps {
  /** What is to be done, on the button that asks and on the one that does it. */
  trigger: string;
  /** Read in place of the first button's words, where there are several of them. */
  triggerName?: string;
  title: string;
  body: string;
  back: string;
  isPending: boolean;
  /** A failure is shown by the caller; the dialog closes either way. */
  onConfirm: () => Promise<unknown>;
}

/** Asks before something is ended. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="link" aria-label={props.triggerName}>
          {props.trigger}
        </Button>
      }
      title={props.title}
      description={props.body}
      footer={
        <>
          <DialogClose asChild>
            <Button variant="quiet">{props.back}</Button>
          </DialogClose>
          <Button
            variant="danger"
            loading={props.isPending}
            onClick={() =>
              props
                .onConfirm()
                .catch(() => {})
                .finally(() => setOpen(false))
            }
          >
            {props.trigger}
          </Button>
        </>
      }
    />
  );
}
