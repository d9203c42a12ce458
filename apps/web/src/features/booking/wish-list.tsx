"use client";
import type { WaitlistEntry } from "@loconomy/contracts";
import {
  Banner,
  Button,
  Card,
  Link,
  formatDay,
  formatSlot,
  formatTime,
  zoneLabel,
} from "@loconomy/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { wishListTexts } from "./wish-list-texts.ts";

const t = wishListTexts;

/** Somebody else's free time may become one's own at any moment. */
const REFRESH_MS = 60_000;

/** What the visitor waits for, and what came of it. Nothing when they wait for nothing. */
export function WishList({ first }: { first: WaitlistEntry[] }) {
  const list = useQuery({
    queryKey: ["waitlist"],
    queryFn: () => api.bookings.listWaitlist().then(({ items }) => items),
    initialData: first,
    refetchInterval: REFRESH_MS,
  });
  if (list.data.length === 0) return null;
  return (
    <section
      id="waitlist"
      aria-labelledby="waitlist-heading"
      className="mx-auto flex w-full max-w-3xl scroll-mt-20 flex-col gap-4 px-4 pb-12"
    >
      <h2 id="waitlist-heading" className="text-xl">
        {t.title}
      </h2>
      <ul className="flex flex-col gap-4">
        {list.data.map((entry) => (
          <Wish key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function Wish({ entry }: { entry: WaitlistEntry }) {
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const leave = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await api.bookings.leaveWaitlist({ id: entry.id });
      await queries.invalidateQueries({ queryKey: ["waitlist"] });
    } catch (error) {
      setFailure(shownError(error).message);
      setBusy(false);
    }
  };
  const isOver = entry.state === "booked" || entry.state === "ended";
  return (
    <Card as="li" className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <h3 className="text-lg">{entry.serviceName}</h3>
        <p className="text-muted">
          <Link
            className="underline underline-offset-4 hover:decoration-2"
            href={`/providers/${entry.providerSlug}`}
          >
            {entry.providerName}
          </Link>
        </p>
        <p className="tabular">{wishText(entry)}</p>
      </div>
      <p className={entry.state === "offered" ? "font-medium" : "text-muted"}>{stateText(entry)}</p>
      {failure && <Banner tone="danger">{failure}</Banner>}
      <div className="flex flex-wrap gap-3">
        <Way entry={entry} />
        <Button variant="quiet" loading={isBusy} onClick={leave}>
          {isOver ? t.remove : t.leave}
        </Button>
      </div>
    </Card>
  );
}

/** To the offered time, or to the booking that came of it. */
function Way({ entry: { offer, bookingId, serviceId, timeZone } }: { entry: WaitlistEntry }) {
  if (bookingId)
    return (
      <Button asChild variant={offer ? "primary" : "quiet"}>
        <Link href={`/bookings/${bookingId}`}>{offer ? t.finish : t.see}</Link>
      </Button>
    );
  if (!offer) return null;
  const query = new URLSearchParams({ serviceId, start: offer.start, hold: offer.holdId });
  return (
    <Button asChild>
      <Link href={`/book?${query}`}>{t.book(formatTime(offer.start, timeZone))}</Link>
    </Button>
  );
}

/** "Sat 28 Nov, from 9:00 to 12:00 (Berlin time)", with the hours in the visitor's way of writing. */
const wishText = ({ day, from, to, timeZone }: WaitlistEntry): string =>
  `${formatDay(day, timeZone)}, ${hoursText(from, to)} (${zoneLabel(timeZone)})`;

const hoursText = (from: string, to: string): string => {
  const isFromStart = from === "00:00";
  const isToEnd = to === "24:00";
  if (isFromStart) return isToEnd ? t.anyTime : t.before(clockText(to));
  return isToEnd ? t.after(clockText(from)) : t.between(clockText(from), clockText(to));
};

/** A wall-clock time "HH:MM" as it is written where the visitor lives. */
const clockText = (time: string): string => formatTime(`2000-01-01T${time}:00Z`, "UTC");

const stateText = ({ state, offer, timeZone }: WaitlistEntry): string => {
  if (!offer) return t.states[state];
  return t.offered(
    formatSlot(offer.start, offer.end, timeZone),
    `${formatDay(offer.expiresAt, timeZone)}, ${formatTime(offer.expiresAt, timeZone)}`,
  );
};
