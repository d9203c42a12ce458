import { Banner } from "@loconomy/ui";
import { ResendLink } from "./resend-link.tsx";
import { texts } from "./texts.ts";

/** Says that a mail with a link is on its way, why it matters, and offers to send it again. */
export function VerifyNotice({
  email,
  why = texts.verify.why,
}: {
  email: string | null;
  why?: string;
}) {
  return (
    <Banner title={texts.verify.title} action={email ? <ResendLink email={email} /> : undefined}>
      <p className="break-words">{email ? texts.verify.sent(email) : texts.verify.sentSomewhere}</p>
      <p className="pt-1">{why}</p>
    </Banner>
  );
}
