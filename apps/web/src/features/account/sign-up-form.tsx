"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { SignUpForm as Schema } from "@loconomy/contracts";
import { Banner, Button, Link, TextField } from "@loconomy/ui";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { signUp } from "../../api/auth.ts";
import { api } from "../../api/browser.ts";
import { withNext } from "./next-path.ts";
import { texts } from "./texts.ts";
import { useEnter } from "./use-enter.ts";

/** A new account; leads on to `next`, or to the notice about the mail when the address must be confirmed first. */
export function SignUpForm({ next }: { next: string }) {
  const [failure, setFailure] = useState<string | null>(null);
  const router = useRouter();
  const enter = useEnter(next);
  const form = useForm({
    resolver: zodResolver(Schema),
    defaultValues: { displayName: "", email: "", password: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    const failed = await signUp({ ...values, callbackURL: "/account?verified=1" });
    if (failed) return setFailure(failed.message);
    // The answer is the same for an address that already has an account; only a session tells.
    const isSignedIn = await api.users.getMe().then(
      () => true,
      () => false,
    );
    if (isSignedIn) return enter();
    router.push(`${withNext("/verify", next)}&email=${encodeURIComponent(values.email)}`);
  });
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && <Banner tone="danger">{failure}</Banner>}
      <TextField
        label={texts.fields.displayName}
        autoComplete="name"
        error={errors.displayName?.message}
        {...form.register("displayName")}
      />
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
        autoComplete="new-password"
        hint={texts.signUp.passwordHint}
        error={errors.password?.message}
        {...form.register("password")}
      />
      <Button type="submit" size="lg" full loading={isSubmitting}>
        {texts.signUp.action}
      </Button>
      <p>
        <span className="text-muted">{texts.signUp.toSignIn} </span>
        <Link
          className="text-accent underline underline-offset-4 hover:decoration-2"
          href={withNext("/sign-in", next)}
        >
          {texts.signUp.toSignInLink}
        </Link>
      </p>
    </form>
  );
}
