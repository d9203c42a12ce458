"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { SignUpForm } from "@loconomy/contracts";
import { Banner, Button, Link, TextField } from "@loconomy/ui";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { resetPassword } from "../../api/auth.ts";
import { texts } from "./texts.ts";

/** A new password for the link in the mail. `token` is null when the link was broken or too old. */
export function ResetForm({ token }: { token: string | null }) {
  const [failure, setFailure] = useState<string | null>(null);
  const [isBroken, setBroken] = useState(token === null);
  const router = useRouter();
  const form = useForm({
    resolver: zodResolver(SignUpForm.pick({ password: true })),
    defaultValues: { password: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ password }) => {
    setFailure(null);
    const failed = await resetPassword({ token: token ?? "", newPassword: password });
    if (failed?.code === "INVALID_TOKEN") return setBroken(true);
    if (failed) return setFailure(failed.message);
    router.push("/sign-in?reset=1");
  });
  if (isBroken)
    return (
      <Banner
        tone="danger"
        title={texts.reset.brokenTitle}
        action={
          <Link
            className="text-accent underline underline-offset-4 hover:decoration-2"
            href="/forgot-password"
          >
            {texts.reset.again}
          </Link>
        }
      >
        {texts.reset.broken}
      </Banner>
    );
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && <Banner tone="danger">{failure}</Banner>}
      <TextField
        label={texts.fields.newPassword}
        type="password"
        autoComplete="new-password"
        hint={texts.signUp.passwordHint}
        error={errors.password?.message}
        {...form.register("password")}
      />
      <Button type="submit" size="lg" full loading={isSubmitting}>
        {texts.reset.action}
      </Button>
    </form>
  );
}
