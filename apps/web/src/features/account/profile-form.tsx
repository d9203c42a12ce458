"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { type Me, UpdateMe } from "@loconomy/contracts";
import { Banner, Button, TextField, useToast } from "@loconomy/ui";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { refreshMe } from "../shell/use-me.ts";
import { texts } from "./texts.ts";

/** Name and phone number. */
export function ProfileForm({ me }: { me: Me }) {
  const [failure, setFailure] = useState<string | null>(null);
  const toast = useToast();
  const form = useForm({
    resolver: zodResolver(UpdateMe),
    defaultValues: { displayName: me.displayName, phone: me.phone },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    try {
      await api.users.updateMe(values);
      void refreshMe();
      toast({ title: texts.account.saved, tone: "success" });
    } catch (error) {
      const shown = shownError(error);
      setFailure(shown.message);
      for (const field of shown.fields)
        form.setError(field.path as "phone", { message: field.message });
    }
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && <Banner tone="danger">{failure}</Banner>}
      <TextField
        label={texts.fields.displayName}
        autoComplete="name"
        error={errors.displayName?.message}
        {...form.register("displayName")}
      />
      <TextField
        label={texts.fields.phone}
        optional
        type="tel"
        autoComplete="tel"
        hint={texts.fields.phoneHint}
        error={errors.phone?.message}
        {...form.register("phone", { setValueAs: (value: string | null) => value?.trim() || null })}
      />
      <Button type="submit" loading={isSubmitting} className="self-start">
        {texts.account.save}
      </Button>
    </form>
  );
}
