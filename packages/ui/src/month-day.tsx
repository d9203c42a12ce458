import { cn } from "./cn.ts";
import { formatDay, plural } from "./format.ts";
import { Link } from "./link.tsx";

type MonthDayProps = {
  day: string;
  open: boolean;
  /** Whether it is open is not known yet. */
  loading?: boolean;
  /** Open times; undefined when the calendar does not know. */
  count?: number;
  selected: boolean;
  today: boolean;
  tabbable: boolean;
  locale: string;
  /** Link form: where an open day leads. */
  href?: string;
  onSelect: () => void;
};

function nameOf({ day, open, loading, count, today, locale }: MonthDayProps): string {
  const words = [formatDay(day, "UTC", locale, { weekday: "long", year: true })];
  if (today) words.push("today");
  if (!open && !loading) words.push("not available");
  else if (open && count !== undefined)
    words.push(plural(count, "open time", "open times", locale));
  return words.join(", ");
}

function colorsOf({ open, selected }: MonthDayProps): string {
  if (selected) return "bg-accent text-on-accent hover:bg-accent-hover";
  return open ? "text-text hover:bg-accent-soft" : "text-muted opacity-70";
}

/** One day of the month grid. A closed day can be reached by keyboard but not chosen. */
export function MonthDay(props: MonthDayProps) {
  const { day, open, selected, today } = props;
  const shared = {
    "data-day": day,
    tabIndex: props.tabbable ? 0 : -1,
    "aria-label": nameOf(props),
    "aria-current": today ? ("date" as const) : undefined,
    "aria-disabled": !open || undefined,
    className: cn(
      "relative mx-auto flex h-11 w-full sm:max-w-14 items-center justify-center rounded-control tabular",
      open ? "font-medium" : "cursor-not-allowed font-normal",
      today ? "underline decoration-2 underline-offset-4" : "no-underline",
      colorsOf(props),
    ),
  };
  const face = (
    <>
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
    </>
  );
  if (props.href !== undefined && open)
    return (
      <Link {...shared} href={props.href} onClick={props.onSelect}>
        {face}
      </Link>
    );
  if (props.href !== undefined)
    return (
      <span {...shared} role="link">
        {face}
      </span>
    );
  return (
    <button
      {...shared}
      type="button"
      aria-pressed={selected}
      onClick={open ? props.onSelect : undefined}
    >
      {face}
    </button>
  );
}
