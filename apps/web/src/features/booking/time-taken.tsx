"use client";
import { Slot, type JobPlace } from "@loconomy/contracts";
import { Banner, Button, Link, formatDay, formatTime, zoneLabel } from "@loconomy/ui";
import { useRouter } from "next/navigation";
import { z } from "zod";
import { withJobPlace } from "../shell/job-place.ts";
import { bookHref } from "./book-href.ts";
import { holdTexts } from "./hold-texts.ts";

const Alternatives = z.object({
  alternatives: z.array(Slot.pick({ start: true, end: true })).catch([]),
  timeZone: z.string().optional().catch(undefined),
});

interface TimeTakenProps {
  /** Members of the problem document. */
  data: Record<string, unknown>;
  serviceId: string;
  variantId?: string;
  place?: JobPlace;
}

/** Somebody else has the time: says so, and offers the nearest ones that are open. */
export default function TimeTaken({ data, serviceId, variantId, place }: TimeTakenProps) {
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
