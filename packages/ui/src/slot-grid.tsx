import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { formatTime, zoneLabel } from "./format.ts";
import { Link } from "./link.tsx";
import { Skeleton } from "./skeleton.tsx";

/** RFC 3339 instants. */
export type Slot = { start: string; end: string };

export type SlotGridProps<S extends Slot = Slot> = {
  slots: S[];
  /** IANA zone in which times are read and grouped. */
  timeZone: string;
  /** `start` of the chosen slot. */
  selected?: string;
  onSelect?: (slot: S) => void;
  /** Link form: every time leads to this address, which works without JavaScript. */
  hrefFor?: (slot: S) => string;
  /** A few words under a time, such as how many spots are left. */
  noteFor?: (slot: S) => string;
  loading?: boolean;
  /** Shown when there are no slots. */
  empty?: ReactNode;
  /** Hides the line that names the zone. */
  hideZone?: boolean;
  locale?: string;
  className?: string;
};

type Part = "Morning" | "Afternoon" | "Evening";

/** Morning until noon, afternoon until five, then evening, on the wall clock of the zone. */
function partOf(slot: Slot, timeZone: string): Part {
  const format = new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle: "h23", timeZone });
  const hour = Number(format.format(new Date(slot.start)));
  if (hour < 12) return "Morning";
  return hour < 17 ? "Afternoon" : "Evening";
}

/** A time that occurs twice, when clocks go back, carries its zone's short name. */
function labelOf(slot: Slot, slots: Slot[], timeZone: string, locale?: string): string {
  const label = formatTime(slot.start, timeZone, locale);
  const twins = slots.filter((other) => formatTime(other.start, timeZone, locale) === label);
  if (twins.length < 2) return label;
  const format = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" });
  const zone = format
    .formatToParts(new Date(slot.start))
    .find((part) => part.type === "timeZoneName");
  return `${label} ${zone?.value ?? ""}`.trim();
}

const slotClass =
  "flex min-h-11 flex-col items-center justify-center rounded-control border px-2 text-center font-medium whitespace-nowrap no-underline tabular";
const freeClass =
  "border-border-strong bg-surface text-text hover:border-accent hover:bg-accent-soft";
const chosenClass = "border-accent bg-accent text-on-accent hover:bg-accent-hover";
const gridClass = "grid grid-cols-[repeat(auto-fill,minmax(92px,1fr))] gap-2";
/** Notes stay on one line. */
const notedGridClass = "grid grid-cols-[repeat(auto-fill,minmax(108px,1fr))] gap-2";

/** The open times of one day, as buttons or links. */
export function SlotGrid<S extends Slot>(props: SlotGridProps<S>) {
  const { slots, timeZone, locale } = props;
  if (props.loading) return <LoadingGrid className={props.className} />;
  if (slots.length === 0) {
    return <>{props.empty ?? <p className="text-muted">No open times on this day.</p>}</>;
  }
  const groups = Map.groupBy(slots, (slot) => partOf(slot, timeZone));
  return (
    <div className={cn("flex flex-col gap-4", props.className)}>
      {Array.from(groups, ([part, members]) => (
        <div key={part} role="group" aria-label={part} className="flex flex-col gap-2">
          <p aria-hidden className="text-sm font-medium text-muted">
            {part}
          </p>
          <ul className={props.noteFor ? notedGridClass : gridClass}>
            {members.map((slot) => (
              <li key={slot.start} className="flex flex-col">
                <SlotControl
                  {...props}
                  slot={slot}
                  label={labelOf(slot, slots, timeZone, locale)}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {!props.hideZone && (
        <p className="text-sm text-muted">{`Times are in ${zoneLabel(timeZone)}.`}</p>
      )}
    </div>
  );
}

function SlotControl<S extends Slot>(props: SlotGridProps<S> & { slot: S; label: string }) {
  const { slot, label, timeZone, locale } = props;
  const chosen = props.selected === slot.start;
  const note = props.noteFor?.(slot);
  const until = `until ${formatTime(slot.end, timeZone, locale)}`;
  const shared = {
    className: cn(slotClass, chosen ? chosenClass : freeClass, note && "py-1.5"),
    "aria-label": [label, until, note].filter(Boolean).join(", "),
    children: (
      <>
        {label}
        {note && <span className="text-sm font-normal">{note}</span>}
      </>
    ),
  };
  if (props.hrefFor) {
    return (
      <Link {...shared} href={props.hrefFor(slot)} aria-current={chosen ? "true" : undefined} />
    );
  }
  return (
    <button
      {...shared}
      type="button"
      aria-pressed={chosen}
      onClick={() => props.onSelect?.(slot)}
    />
  );
}

function LoadingGrid({ className }: { className?: string }) {
  return (
    <div role="status" className={cn("flex flex-col gap-4", className)}>
      <span className="sr-only">Loading open times</span>
      {["morning", "afternoon"].map((part) => (
        <div key={part} className="flex flex-col gap-2">
          <Skeleton className="h-5 w-20" />
          <div className={gridClass}>
            {["a", "b", "c", "d", "e", "f"].map((cell) => (
              <Skeleton key={cell} className="h-11" />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
