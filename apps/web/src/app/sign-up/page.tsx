import type { Metadata } from "next";
import { AuthPage } from "../../features/account/auth-page.tsx";
import { nextPath } from "../../features/account/next-path.ts";
import { SignUpForm } from "../../features/account/sign-up-form.tsx";
import { texts } from "../../features/account/texts.ts";

export const metadata: Metadata = { title: texts.signUp.title };

export default async function SignUpPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = nextPath((await searchParams)["next"], "/");
  return (
    <AuthPage
      title={texts.signUp.title}
      description={next.startsWith("/book?") ? texts.held : texts.signUp.description}
    >
      <SignUpForm next={next} />
    </AuthPage>
  );
}
