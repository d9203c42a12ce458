"use client";
import { Button } from "@loconomy/ui";
import { useState } from "react";
import { sendVerificationEmail } from "../../api/auth.ts";
import { texts } from "./texts.ts";

/** Sends the confirmation mail once more and says so. */
export function ResendLink({ email }: { email: string }) {
  const [isSending, setSending] = useState(false);
  const [said, setSaid] = useState("");
  const send = async () => {
    setSending(true);
    const failed = await sendVerificationEmail(email);
    setSaid(failed ? failed.message : texts.resend.sent(email));
    setSending(false);
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button variant="quiet" loading={isSending} onClick={send}>
        {texts.resend.action}
      </Button>
      <p role="status" className="text-sm text-muted">
        {said}
      </p>
    </div>
  );
}
