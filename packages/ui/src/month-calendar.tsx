"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import {
  addDays,
  addMonths,
  addMonthsToDay,
  firstDayOfWeekIn,
  lastDay,
  weekday,
  weeksOf,
} from "./calendar-day.ts";
import { cn } from "./cn.ts";
import { defaultLocale, formatMonth } from "./format.ts";
import { IconButton, iconButtonClass } from "./icon-button.tsx";
import { Link } from "./link.tsx";
import { MonthDay } from "./month-day.tsx";

export type MonthCalendarProps = {
  /** The month shown, "YYYY-MM". */
  month: string;
  onMonthChange: (month: string) => void;
  /** The chosen day, "YYYY-MM-DD". */
  selected?: string;
  onSelectDay?: (day: string) => void;
  /** Link form: open days and the neighboring months lead to these addresses, which works without JavaScript. */
  hrefForDay?: (day: string) => string;
  hrefForMonth?: (month: string) => string;
  /** Open times per day. When given, days without any cannot be chosen. */
  availability?: Record<string, number>;
  /** First and last day that can be chosen. */
  min?: string;
  max?: string;
  /** Marks this day as today. */
  today?: string;
  /** Dims the days while availability loads; the grid keeps its size. */
  loading?: boolean;
  /** 1 Monday to 7 Sunday; from the locale when left out. */
  firstDayOfWeek?: number;
  locale?: string;
  className?: string;
};

/** Where a key leads from a day; null for keys the grid does not use. */
function keyTarget(
  { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">,
  day: string,
  firstDayOfWeek: number,
): string | null {
  const column = (weekday(day) - firstDayOfWeek + 7) % 7;
  const months = shiftKey ? 12 : 1;
  switch (key) {
    case "ArrowLeft":
      return addDays(day, -1);
    case "ArrowRight":
      return addDays(day, 1);
    case "ArrowUp":
      return addDays(day, -7);
    case "ArrowDown":
      return addDays(day, 7);
    case "Home":
      return addDays(day, -column);
    case "End":
      return addDays(day, 6 - column);
    case "PageUp":
      return addMonthsToDay(day, -months);
    case "PageDown":
      return addMonthsToDay(day, months);
    default:
      return null;
  }
}

const never = () => () => undefined;

/** False on the server and without JavaScript, where every day has to be a tab stop of its own. */
const useHasScript = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/**
 * One month as a grid of days (the grid pattern of ARIA): arrow keys move by day and week, Home and End to the ends of the week,
 * Page Up and Down by month, with Shift by year; Enter or Space chooses.
 */
export function MonthCalendar(props: MonthCalendarProps) {
  const { month, min = "0000-01-01", max = "9999-12-31", locale = defaultLocale } = props;
  const firstDayOfWeek = props.firstDayOfWeek ?? firstDayOfWeekIn(locale);
  const grid = useRef<HTMLTableElement>(null);
  const [focusDay, setFocusDay] = useState<string | null>(null);
  const hasScript = useHasScript();
  const moveFocus = useRef(false);

  const isOpen = (day: string) =>
    day >= min && day <= max && (!props.availability || (props.availability[day] ?? 0) > 0);
  // Weeks that are over take no room: what can be chosen stays in view, and the times under it too.
  const weeks = weeksOf(month, firstDayOfWeek).filter((week) =>
    week.some((day) => day !== null && day >= min),
  );
  const days = weeks.flat().filter((day) => day !== null);
  const candidates = [focusDay, props.selected, days.find(isOpen), props.today, days[0]];
  const tabDay = candidates.find((day) => day?.startsWith(month));

  useEffect(() => {
    if (!moveFocus.current || !focusDay) return;
    const button = grid.current?.querySelector<HTMLElement>(`[data-day="${focusDay}"]`);
    if (!button) return;
    moveFocus.current = false;
    button.focus();
  }, [focusDay, month]);

  const handleKey = (event: KeyboardEvent<HTMLTableElement>) => {
    const from = event.target instanceof HTMLElement ? event.target.dataset.day : undefined;
    const target = from && keyTarget(event, from, firstDayOfWeek);
    if (!target) return;
    event.preventDefault();
    const next = target < min ? min : target > max ? max : target;
    moveFocus.current = true;
    setFocusDay(next);
    if (!next.startsWith(month)) props.onMonthChange(next.slice(0, 7));
  };

  const title = formatMonth(month, locale);
  return (
    <div className={cn("flex flex-col gap-2", props.className)}>
      <div className="flex items-center justify-between">
        <MonthStep
          {...props}
          label="Previous month"
          to={addMonths(month, -1)}
          disabled={`${month}-01` <= min}
        >
          <ChevronLeft aria-hidden />
        </MonthStep>
        <p aria-live="polite" className="text-lg font-semibold">
          {title}
        </p>
        <MonthStep
          {...props}
          label="Next month"
          to={addMonths(month, 1)}
          disabled={lastDay(month) >= max}
        >
          <ChevronRight aria-hidden />
        </MonthStep>
      </div>
      <div className="max-sm:-mx-2">
        <table
          ref={grid}
          role="grid"
          aria-label={title}
          aria-busy={props.loading || undefined}
          onKeyDown={handleKey}
          className={cn("w-full table-fixed border-collapse", props.loading && "opacity-60")}
        >
          <WeekdayRow firstDayOfWeek={firstDayOfWeek} locale={locale} />
          <tbody>
            {weeks.map((week, index) => (
              <tr key={index}>
                {week.map((day, column) => (
                  <td
                    key={day ?? column}
                    aria-selected={day ? day === props.selected : undefined}
                    className="h-12 py-0.5 text-center sm:px-0.5"
                  >
                    {day && (
                      <MonthDay
                        day={day}
                        open={isOpen(day) && !props.loading}
                        loading={props.loading}
                        href={props.hrefForDay?.(day)}
                        count={props.availability?.[day]}
                        selected={day === props.selected}
                        today={day === props.today}
                        tabbable={day === tabDay || (!hasScript && isOpen(day))}
                        locale={locale}
                        onSelect={() => {
                          setFocusDay(day);
                          props.onSelectDay?.(day);
                        }}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

type MonthStepProps = Pick<MonthCalendarProps, "onMonthChange" | "hrefForMonth"> & {
  label: string;
  to: string;
  disabled: boolean;
  children: ReactNode;
};

function MonthStep({ label, to, disabled, children, ...props }: MonthStepProps) {
  if (props.hrefForMonth && !disabled)
    return (
      <Link
        href={props.hrefForMonth(to)}
        aria-label={label}
        title={label}
        className={iconButtonClass}
      >
        {children}
      </Link>
    );
  return (
    <IconButton
      label={label}
      icon={children}
      disabled={disabled}
      onClick={() => props.onMonthChange(to)}
    />
  );
}

function WeekdayRow({ firstDayOfWeek, locale }: { firstDayOfWeek: number; locale: string }) {
  const name = (weekdayStyle: "short" | "long", index: number) => {
    // 5 January 2026 is a Monday.
    const date = new Date(`${addDays("2026-01-05", firstDayOfWeek - 1 + index)}T00:00:00Z`);
    return new Intl.DateTimeFormat(locale, { weekday: weekdayStyle, timeZone: "UTC" }).format(date);
  };
  return (
    <thead>
      <tr>
        {Array.from({ length: 7 }, (_, index) => (
          <th
            key={index}
            scope="col"
            abbr={name("long", index)}
            className="pb-1 text-sm font-medium text-muted"
          >
            {name("short", index)}
          </th>
        ))}
      </tr>
    </thead>
  );
}
