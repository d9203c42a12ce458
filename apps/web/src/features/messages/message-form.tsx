"use client";
import { Banner, Button, TextArea } from "@loconomy/ui";
import { useState, type FormEvent } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { messageTexts } from "./message-texts.ts";

const t = messageTexts;
const CHARACTERS_MAX = 2000;

interface MessageFormProps {
  /** The booking's. */
  id: string;
  withName: string;
  onSent: () => Promise<unknown>;
}

/** The box to write in. What was typed stays there until the server has it; sending again sends nothing twice. */
export function MessageForm({ id, withName, onSent }: MessageFormProps) {
  const [text, setText] = useState("");
  const [isSending, setSending] = useState(false);
  const [isEmpty, setEmpty] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const over = text.trim().length - CHARACTERS_MAX;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setEmpty(text.trim() === "");
    if (text.trim() === "" || over > 0 || isSending) return;
    setFailure(null);
    setSending(true);
    try {
      await api.communication.sendMessage({ id, text: text.trim() });
      setText("");
      await onSent();
    } catch (error) {
      setFailure(shownError(error).message);
    } finally {
      setSending(false);
    }
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <TextArea
        label={t.field(withName)}
        rows={2}
        value={text}
        readOnly={isSending}
        error={over > 0 ? t.tooLong(over) : isEmpty && text.trim() === "" ? t.nothing : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      {failure && (
        <Banner tone="danger" title={t.failed}>
          {`${failure} ${t.failedHow}`}
        </Banner>
      )}
      <Button type="submit" loading={isSending} className="self-start">
        {failure ? t.again : t.send}
      </Button>
    </form>
  );
}
