import type { Metadata } from "next";
import { AuthPage } from "../../features/account/auth-page.tsx";
import { ForgotForm } from "../../features/account/forgot-form.tsx";
import { texts } from "../../features/account/texts.ts";

export const metadata: Metadata = { title: texts.forgot.title };
export const dynamic = "force-dynamic";

export default function ForgotPasswordPage() {
  return (
    <AuthPage title={texts.forgot.title} description={texts.forgot.description}>
      <ForgotForm />
    </AuthPage>
  );
}
