"use client";
import type { PayoutAccount } from "@loconomy/contracts";
import { Badge, Banner, Button, Card, formatDay } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { accountTexts } from "./payouts-texts.ts";
import { wantedInWords } from "./wanted.ts";

interface PayoutAccountCardProps {
  providerId: string;
  account: PayoutAccount;
  timeZone: string;
  /** Stripe sent the provider back because a link was used up. */
  isLinkUsed: boolean;
}

const TONES = {
  none: "neutral",
  open: "neutral",
  in_review: "info",
  action_needed: "danger",
  complete: "success",
  refused: "danger",
} as const;

/** Stripe looks at what was handed in for seconds or for days. */
const REFRESH_MS = 10_000;
const WAITING: ReadonlyArray<PayoutAccount["status"]> = ["in_review", "action_needed"];

/** Whether money can come and go, what Stripe still wants, and the way to Stripe's pages. */
export function PayoutAccountCard({
  providerId,
  account,
  timeZone,
  isLinkUsed,
}: PayoutAccountCardProps) {
  const t = accountTexts;
  const { status, canTakeMoney, canPayOut, wanted, dueAt } = account;
  const router = useRouter();
  const isWaiting = WAITING.includes(status);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [isWaiting, router]);
  const open = useMutation({
    mutationFn: () => api.payments.openPayoutAccount({ id: providerId }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  const { reset } = open;
  useEffect(() => {
    // Somebody goes back from Stripe's pages, and the browser shows this one as it was left.
    const listen = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      reset();
      router.refresh();
    };
    window.addEventListener("pageshow", listen);
    return () => window.removeEventListener("pageshow", listen);
  }, [reset, router]);
  return (
    <Card as="section" aria-labelledby="account" className="flex flex-col items-start gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 id="account" className="text-xl">
          {t.heading}
        </h2>
        <Badge tone={TONES[status]}>{t.statuses[status]}</Badge>
      </div>
      <p className="max-w-prose">{t.about[status]}</p>
      {status === "action_needed" && (
        <ul className="flex list-disc flex-col gap-1 pl-5">
          {wantedInWords(wanted).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {dueAt && <p>{t.dueAt(formatDay(dueAt, timeZone, undefined, { year: true }))}</p>}
      {!canTakeMoney && <p className="max-w-prose text-muted">{t.closed}</p>}
      {canTakeMoney && !canPayOut && <p className="max-w-prose text-muted">{t.noPayouts}</p>}
      {isLinkUsed && status !== "complete" && <Banner>{t.used}</Banner>}
      {open.error && (
        <Banner tone="danger" title={t.failed}>
          {shownError(open.error).message}
        </Banner>
      )}
      {status !== "refused" && (
        <Button
          variant={status === "complete" || status === "in_review" ? "quiet" : "primary"}
          loading={open.isPending || open.isSuccess}
          onClick={() => open.mutate()}
        >
          {actionFor(status)}
        </Button>
      )}
    </Card>
  );
}

const actionFor = (status: PayoutAccount["status"]): string => {
  if (status === "none") return accountTexts.start;
  return status === "complete" ? accountTexts.change : accountTexts.goOn;
};
