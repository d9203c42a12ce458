"use client";
import type { JobPlace } from "@loconomy/contracts";
import { Banner, Button, Link } from "@loconomy/ui";
import { Suspense, lazy } from "react";
import { shownError } from "../../api/errors.ts";
import { refusalText } from "./refusal.ts";
import { holdTexts } from "./hold-texts.ts";

// Other times are read with the schemas of the API, which the page does without otherwise.
const TimeTaken = lazy(() => import("./time-taken.tsx"));

interface HoldProblemProps {
  error: unknown;
  serviceId: string;
  variantId?: string;
  place?: JobPlace;
  onRetry: () => void;
}

/** Why there is no hold, and how to go on. Nothing was charged in any of these cases. */
export function HoldProblem({ error, serviceId, variantId, place, onRetry }: HoldProblemProps) {
  const shown = shownError(error);
  if (shown.code === "slot_taken")
    return (
      <Suspense fallback={<Banner tone="danger" title={holdTexts.takenTitle} />}>
        <TimeTaken data={shown.data} {...{ serviceId, variantId, place }} />
      </Suspense>
    );
  if (
    shown.code === "slot_unavailable" ||
    shown.code === "out_of_area" ||
    shown.code === "not_found" ||
    shown.code === "invalid_request"
  )
    return (
      <Banner
        tone="danger"
        title={holdTexts.unavailableTitle}
        action={
          <Link
            className="text-accent underline underline-offset-4 hover:decoration-2"
            href="/search"
          >
            {holdTexts.missingLink}
          </Link>
        }
      >
        {refusalText(shown)}
      </Banner>
    );
  return (
    <Banner
      tone="danger"
      title={holdTexts.failedTitle}
      action={<Button onClick={onRetry}>{holdTexts.retry}</Button>}
    >
      {shown.message}
    </Banner>
  );
}
