import { cn } from "./cn.ts";
import { formatDay, plural } from "./format.ts";

type MonthDayProps = {
  day: string;
  open: boolean;
  /** Open times; undefined when the calendar does not know. */
  count?: number;
  selected: boolean;
  today: boolean;
  tabbable: boolean;
  locale: string;
  onSelect: () => void;
};

function nameOf({ day, open, count, today, locale }: MonthDayProps): string {
  const words = [formatDay(day, "UTC", locale, { weekday: "long", year: true })];
  if (today) words.push("today");
  if (!open) words.push("not available");
  else if (count !== undefined) words.push(plural(count, "open time", "open times", locale));
  return words.join(", ");
}

/** One day of the month grid. A closed day can be reached by keyboard but not chosen. */
export function MonthDay(props: MonthDayProps) {
  const { day, open, selected, today } = props;
  return (
    <button
      type="button"
      data-day={day}
      tabIndex={props.tabbable ? 0 : -1}
      aria-label={nameOf(props)}
      aria-pressed={selected}
      aria-current={today ? "date" : undefined}
      aria-disabled={!open || undefined}
      onClick={open ? props.onSelect : undefined}
      className={cn(
        "relative mx-auto flex h-11 w-full sm:max-w-14 items-center justify-center rounded-control font-medium tabular",
        open
          ? "text-text hover:bg-accent-soft"
          : "cursor-not-allowed font-normal text-muted opacity-70",
        today && "underline decoration-2 underline-offset-4",
        selected && "bg-accent text-on-accent hover:bg-accent-hover",
      )}
    >
      {Number(day.slice(8))}
      {open && props.count !== undefined && (
        <span
          aria-hidden
          className={cn(
            "absolute bottom-1 size-1 rounded-full",
            selected ? "bg-on-accent" : "bg-accent",
          )}
        />
      )}
    </button>
  );
}
