import { Link } from "@loconomy/ui";
import type { Metadata } from "next";
import { AuthPage } from "../../features/account/auth-page.tsx";
import { nextPath } from "../../features/account/next-path.ts";
import { texts } from "../../features/account/texts.ts";
import { VerifyNotice } from "../../features/account/verify-notice.tsx";

export const metadata: Metadata = { title: texts.verify.title };

export default async function VerifyPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { email, next } = await searchParams;
  return (
    <AuthPage title={texts.verify.page}>
      <VerifyNotice email={typeof email === "string" ? email : null} />
      <Link
        className="text-accent underline underline-offset-4 hover:decoration-2"
        href={nextPath(next, "/")}
      >
        {texts.verify.goOn}
      </Link>
    </AuthPage>
  );
}
