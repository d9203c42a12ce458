"use client";
import type { ExternalCalendar } from "@loconomy/contracts";
import { Banner, Button, Dialog, DialogClose, TextField } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { texts } from "./texts.ts";

interface RenameDialogProps {
  calendar: Pick<ExternalCalendar, "id" | "providerId" | "name">;
  onRenamed: () => Promise<unknown>;
}

const t = texts.external;

/** Another name for a calendar. */
export function RenameDialog({ calendar, onRenamed }: RenameDialogProps) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(calendar.name);
  const form = useId();
  const rename = useMutation({
    mutationFn: () =>
      api.bookings.renameCalendar({ id: calendar.providerId, calendarId: calendar.id, name }),
    onSuccess: async () => {
      await onRenamed();
      setOpen(false);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => {
        setName(calendar.name);
        setOpen(isOpen);
      }}
      trigger={
        <Button variant="link" aria-label={t.renameNamed(calendar.name)}>
          {t.rename}
        </Button>
      }
      title={t.renameTitle}
      footer={
        <>
          <DialogClose asChild>
            <Button variant="quiet">{t.back}</Button>
          </DialogClose>
          <Button type="submit" form={form} loading={rename.isPending}>
            {t.renameAction}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit}>
        <TextField
          label={texts.connect.name}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
      {rename.error && <Banner tone="danger">{shownError(rename.error).message}</Banner>}
    </Dialog>
  );
}
