"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { SignInForm } from "@loconomy/contracts";
import { Banner, Button, Link, TextField } from "@loconomy/ui";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { requestPasswordReset } from "../../api/auth.ts";
import { texts } from "./texts.ts";

/** Asks for the reset mail. The answer is the same whether or not the address has an account. */
export function ForgotForm() {
  const [failure, setFailure] = useState<string | null>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    resolver: zodResolver(SignInForm.pick({ email: true })),
    defaultValues: { email: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ email }) => {
    setFailure(null);
    const failed = await requestPasswordReset(email);
    if (failed) return setFailure(failed.message);
    setSentTo(email);
  });
  if (sentTo)
    return (
      <Banner
        tone="success"
        title={texts.forgot.sentTitle}
        action={
          <Link
            className="text-accent underline underline-offset-4 hover:decoration-2"
            href="/sign-in"
          >
            {texts.forgot.back}
          </Link>
        }
      >
        {texts.forgot.sent(sentTo)}
      </Banner>
    );
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && <Banner tone="danger">{failure}</Banner>}
      <TextField
        label={texts.fields.email}
        type="email"
        autoComplete="email"
        error={errors.email?.message}
        {...form.register("email")}
      />
      <Button type="submit" size="lg" full loading={isSubmitting}>
        {texts.forgot.action}
      </Button>
      <Link className="text-accent underline underline-offset-4 hover:decoration-2" href="/sign-in">
        {texts.forgot.back}
      </Link>
    </form>
  );
}
