"use client";
import { Slot, type JobPlace } from "@loconomy/contracts";
import { Banner, Button, Link, formatDay, formatTime, zoneLabel } from "@loconomy/ui";
import { useRouter } from "next/navigation";
import { z } from "zod";
import { shownError } from "../../api/errors.ts";
import { withJobPlace } from "../shell/job-place.ts";
import { bookHref } from "./book-href.ts";
import { refusalText } from "./refusal.ts";
import { holdTexts } from "./hold-texts.ts";

const Alternatives = z.object({
  alternatives: z.array(Slot.pick({ start: true, end: true })).catch([]),
  timeZone: z.string().optional().catch(undefined),
});

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
    return <Taken data={shown.data} {...{ serviceId, variantId, place }} />;
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

interface TakenProps extends Pick<HoldProblemProps, "serviceId" | "variantId" | "place"> {
  data: Record<string, unknown>;
}

function Taken({ data, serviceId, variantId, place }: TakenProps) {
  const router = useRouter();
  const { alternatives, timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone } =
    Alternatives.parse(data);
  const inOrder = alternatives.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
  const take = (start: string) =>
    router.replace(withJobPlace(bookHref({ serviceId, variantId, start }), place));
  if (alternatives.length === 0)
    return (
      <Banner
        tone="danger"
        title={holdTexts.takenTitle}
        action={
          <Link
            className="text-accent underline underline-offset-4 hover:decoration-2"
            href="/search"
          >
            {holdTexts.missingLink}
          </Link>
        }
      >
        {holdTexts.takenNone}
      </Banner>
    );
  return (
    <Banner tone="danger" title={holdTexts.takenTitle}>
      <p>{holdTexts.taken}</p>
      <ul className="flex flex-wrap gap-2 py-3">
        {inOrder.map(({ start }) => (
          <li key={start}>
            <Button variant="quiet" onClick={() => take(start)}>
              <span className="tabular">{`${formatDay(start, timeZone)}, ${formatTime(start, timeZone)}`}</span>
            </Button>
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">{zoneLabel(timeZone)}</p>
    </Banner>
  );
}
