import type { Metadata } from "next";
import { AuthPage } from "../../features/account/auth-page.tsx";
import { ResetForm } from "../../features/account/reset-form.tsx";
import { texts } from "../../features/account/texts.ts";

export const metadata: Metadata = { title: texts.reset.title, referrer: "no-referrer" };

/** The link in the reset mail leads here with `token`, or with `error` when it was used or is too old. */
export default async function ResetPasswordPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token, error } = await searchParams;
  return (
    <AuthPage title={texts.reset.title}>
      <ResetForm token={typeof token === "string" && !error ? token : null} />
    </AuthPage>
  );
}
