"use client";
import type { JobPlace, Slot } from "@loconomy/contracts";
import { Button, formatDay, formatDuration, formatTimeRange, Price, zoneLabel } from "@loconomy/ui";
import { withJobPlace } from "../shell/job-place.ts";
import type { Offering } from "./offering.ts";
import { bookHref } from "./open-times.ts";
import { providerTexts } from "./texts.ts";

interface BookButtonProps {
  offering: Offering;
  slot?: Slot;
  place?: JobPlace;
  timeZone: string;
  /** The price in words, where it was written before. */
  priceText?: string;
}

const texts = providerTexts.times;

/** Price, the chosen time, and the button that leads to booking. */
export function BookButton({ offering, slot, place, timeZone, priceText }: BookButtonProps) {
  const { service, variant, price, durationMinutes } = offering;
  const time = slot
    ? `${formatDay(slot.start, timeZone)}, ${formatTimeRange(slot.start, slot.end, timeZone)}`
    : "";
  return (
    <div className="flex shrink-0 flex-col gap-3 border-t border-border pt-4">
      <p className="flex items-baseline justify-between gap-4">
        <span className="text-sm text-muted">
          {slot
            ? `${time} (${zoneLabel(timeZone)})`
            : `${service.name} · ${formatDuration(durationMinutes)}`}
        </span>
        <Price
          minor={price.amount}
          currency={price.currency}
          text={priceText}
          className="text-xl font-semibold"
        />
      </p>
      {slot && (
        <Button asChild size="lg" full>
          <a
            href={withJobPlace(bookHref(service.id, slot.start, variant?.id), place)}
            aria-label={texts.bookAt(time)}
          >
            {texts.book}
          </a>
        </Button>
      )}
      {!slot && (
        <Button size="lg" full disabled>
          {texts.pick}
        </Button>
      )}
    </div>
  );
}
