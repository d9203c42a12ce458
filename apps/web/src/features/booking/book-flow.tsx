"use client";
import { Banner, Button, Link, PageHeader, Skeleton, Stepper, cn } from "@loconomy/ui";
import { useRouter } from "next/navigation";
import { Repeat } from "lucide-react";
import { useState } from "react";
import { withJobPlace } from "../shell/job-place.ts";
import { BookSteps, type BookStep } from "./book-steps.tsx";
import { BookingSummary, WhatHappens } from "./booking-summary.tsx";
import { Countdown } from "./countdown.tsx";
import { CouponField } from "./coupon-field.tsx";
import { HoldProblem } from "./hold-problem.tsx";
import { seriesTexts } from "./series-texts.ts";
import { bookTexts } from "./book-texts.ts";
import { holdTexts } from "./hold-texts.ts";
import { useHold, type WishedTime } from "./use-hold.ts";
import { useOffer } from "./use-offer.ts";

const stepIndex: Record<BookStep, number> = { account: 1, details: 1, pay: 2 };

/** Time, details and payment on one page, with the held time and the summary in view. */
export function BookFlow(wished: WishedTime) {
  const { serviceId, variantId, start, place } = wished;
  const router = useRouter();
  const { data: hold, error, deadline, holdAgain, renewHold, keepHold } = useHold(wished);
  const offer = useOffer(hold);
  const [step, setStep] = useState<BookStep>("account");
  const [isEnded, setEnded] = useState(false);
  const again = () => {
    setEnded(false);
    void holdAgain();
  };
  const over = isEnded || hold?.status === "expired" || hold?.status === "released";
  const steps = [bookTexts.steps.time, bookTexts.steps.details, bookTexts.steps.pay].map(
    (label) => ({
      label,
    }),
  );
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-4 py-8">
      <PageHeader title={bookTexts.title} />
      <Stepper label={bookTexts.steps.label} steps={steps} current={stepIndex[step]} />
      {error && <HoldProblem {...{ error, serviceId, variantId, place }} onRetry={again} />}
      {!hold && !error && <Waiting />}
      {hold && (
        <div className="grid items-start gap-6 lg:grid-cols-[1fr_380px] lg:gap-12">
          <div className={cn("flex min-w-0 flex-col gap-6", !over && "max-lg:order-2")}>
            {over ? (
              <Banner
                title={holdTexts.endedTitle}
                action={<Button onClick={again}>{holdTexts.again}</Button>}
              >
                {holdTexts.ended}
              </Banner>
            ) : (
              <BookSteps
                key={hold.id}
                hold={hold}
                offer={offer.data}
                given={{ serviceId, variantId, start, place }}
                onStep={setStep}
                onEnded={() => setEnded(true)}
                onPaid={(booking) => router.push(`/bookings/${booking.id}?new=1`)}
              />
            )}
          </div>
          {/* On phones what is in it goes around the step: what is booked above, what else there is to know below. */}
          <aside className="flex flex-col gap-4 max-lg:contents lg:sticky lg:top-24">
            {!over && (
              <Countdown
                deadline={deadline}
                onEnd={() => setEnded(true)}
                onRenew={hold.isRenewable ? () => renewHold(hold.id) : undefined}
              />
            )}
            <BookingSummary hold={hold} offer={offer.data}>
              {step === "details" && hold.status === "active" && !over && (
                <CouponField hold={hold} onChange={keepHold} />
              )}
            </BookingSummary>
            <div className="flex flex-col gap-4 max-lg:order-3">
              {offer.data && (
                <WhatHappens offer={offer.data} hasDeposit={hold.quote.deposit !== null} />
              )}
              {offer.data?.service.capacity === 1 && step !== "pay" && (
                <RepeatLink
                  {...{ serviceId, start, variantId: hold.variantId, providerId: hold.providerId }}
                />
              )}
              {offer.data && step !== "pay" && (
                <Button
                  variant="link"
                  className="self-start"
                  onClick={() =>
                    router.push(withJobPlace(`/providers/${offer.data?.provider.slug}`, place))
                  }
                >
                  {holdTexts.otherTime}
                </Button>
              )}
            </div>
          </aside>
        </div>
      )}
    </div>
  );
}

function RepeatLink({
  serviceId,
  start,
  variantId,
  providerId,
}: {
  serviceId: string;
  start: string;
  variantId: string | null;
  providerId: string;
}) {
  const query = new URLSearchParams({
    serviceId,
    start,
    providerId,
    ...(variantId ? { variantId } : {}),
  });
  return (
    <div className="flex flex-col gap-1">
      <Link
        className="inline-flex min-h-11 items-center gap-2 self-start text-accent underline underline-offset-4 hover:decoration-2"
        href={`/book/series?${query}`}
      >
        <Repeat aria-hidden className="size-5 shrink-0 stroke-[1.75]" />
        {seriesTexts.repeat}
      </Link>
      <p className="text-sm text-muted">{seriesTexts.repeatHint}</p>
    </div>
  );
}

function Waiting() {
  return (
    <div className="grid gap-6 lg:grid-cols-[1fr_380px] lg:gap-12">
      <Skeleton className="h-96" />
      <Skeleton className="h-96 max-lg:order-first" />
    </div>
  );
}
