"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { SignInForm as Schema } from "@loconomy/contracts";
import { Banner, Button, Link, TextField } from "@loconomy/ui";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { signIn } from "../../api/auth.ts";
import { withNext } from "./next-path.ts";
import { texts } from "./texts.ts";
import { useEnter } from "./use-enter.ts";

/** E-mail and password; leads on to `next`, a path of this site. */
export function SignInForm({ next }: { next: string }) {
  const [failure, setFailure] = useState<string | null>(null);
  const enter = useEnter(next);
  const form = useForm({
    resolver: zodResolver(Schema),
    defaultValues: { email: "", password: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    const failed = await signIn(values);
    if (failed) return setFailure(failed.message);
    await enter();
  });
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
      <TextField
        label={texts.fields.password}
        type="password"
        autoComplete="current-password"
        error={errors.password?.message}
        {...form.register("password")}
      />
      <Button type="submit" size="lg" full loading={isSubmitting}>
        {texts.signIn.action}
      </Button>
      <p className="flex flex-wrap justify-between gap-x-6 gap-y-2">
        <Link
          className="text-accent underline underline-offset-4 hover:decoration-2"
          href="/forgot-password"
        >
          {texts.signIn.forgot}
        </Link>
        <span>
          <span className="text-muted">{texts.signIn.toSignUp} </span>
          <Link
            className="text-accent underline underline-offset-4 hover:decoration-2"
            href={withNext("/sign-up", next)}
          >
            {texts.signIn.toSignUpLink}
          </Link>
        </span>
      </p>
    </form>
  );
}
