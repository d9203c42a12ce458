import { Banner } from "@loconomy/ui";
import type { Metadata } from "next";
import { AuthPage } from "../../features/account/auth-page.tsx";
import { nextPath } from "../../features/account/next-path.ts";
import { SignInForm } from "../../features/account/sign-in-form.tsx";
import { texts } from "../../features/account/texts.ts";

export const metadata: Metadata = { title: texts.signIn.title };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const query = await searchParams;
  const next = nextPath(query["next"]);
  return (
    <AuthPage
      title={texts.signIn.title}
      description={next.startsWith("/book?") ? texts.held : texts.signIn.description}
    >
      {query["reset"] && <Banner tone="success">{texts.signIn.reset}</Banner>}
      <SignInForm next={next} />
    </AuthPage>
  );
}
