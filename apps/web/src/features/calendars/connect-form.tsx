"use client";
import { Banner, Button, TextField, useToast } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { texts } from "./texts.ts";

interface ConnectFormProps {
  providerId: string;
  onConnected: () => Promise<unknown>;
}

const EMPTY = { name: "", url: "" };
const t = texts.connect;

/** A calendar by its address. What is wrong with the address is said beside it. */
export function ConnectForm({ providerId, onConnected }: ConnectFormProps) {
  const toast = useToast();
  const [fields, setFields] = useState(EMPTY);
  const connect = useMutation({
    mutationFn: () => api.bookings.connectCalendar({ id: providerId, ...fields }),
    onSuccess: async () => {
      setFields(EMPTY);
      toast({ title: t.connected, tone: "success" });
      await onConnected();
    },
  });
  const failure = connect.error && shownError(connect.error);
  const errorOf = (name: string) => failure?.fields.find(({ path }) => path === name)?.message;
  const bind = (name: keyof typeof EMPTY) => ({
    value: fields[name],
    error: errorOf(name),
    onChange: (event: { target: { value: string } }) =>
      setFields({ ...fields, [name]: event.target.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    connect.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <h3 className="text-lg font-semibold">{t.title}</h3>
      <div className="grid gap-4 sm:grid-cols-[1fr_2fr]">
        <TextField label={t.name} hint={t.nameHint} maxLength={80} {...bind("name")} />
        <TextField
          type="url"
          inputMode="url"
          autoComplete="off"
          label={t.url}
          hint={t.urlHint}
          maxLength={2000}
          {...bind("url")}
        />
      </div>
      <details>
        <summary className="min-h-11 cursor-pointer content-center text-accent underline underline-offset-4">
          {t.where}
        </summary>
        <dl className="grid max-w-prose gap-2 pt-2 sm:grid-cols-[auto_1fr] sm:gap-x-4">
          {t.places.map(([place, how]) => (
            <div key={place} className="contents">
              <dt className="font-medium">{place}</dt>
              <dd className="text-muted">{how}</dd>
            </div>
          ))}
        </dl>
      </details>
      {failure && failure.fields.length === 0 && (
        <Banner tone="danger" title={t.failed}>
          {failure.message}
        </Banner>
      )}
      <Button type="submit" className="self-start" loading={connect.isPending}>
        {t.action}
      </Button>
    </form>
  );
}
