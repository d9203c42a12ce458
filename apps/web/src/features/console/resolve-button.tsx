"use client";
import type { Discrepancy } from "@loconomy/contracts";
import { TextArea } from "@loconomy/ui";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { RowAction } from "./form-dialog.tsx";
import { texts } from "./texts.ts";

const t = texts.resolve;

/** Notes what became of something that did not agree. */
export function ResolveButton({
  discrepancy: { id, detail, subject },
}: {
  discrepancy: Discrepancy;
}) {
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const send = () => {
    setTried(true);
    return note.trim() ? api.payments.resolveDiscrepancy({ id, note: note.trim() }) : null;
  };
  return (
    <RowAction
      title={t.title}
      label={t.of(subject)}
      description={detail}
      action={t.action}
      done={t.done}
      send={send}
    >
      <TextArea
        label={t.note}
        hint={t.noteHint}
        rows={3}
        maxLength={1000}
        value={note}
        error={isTried && !note.trim() ? t.noteMissing : undefined}
        onChange={(event) => setNote(event.target.value)}
      />
    </RowAction>
  );
}
