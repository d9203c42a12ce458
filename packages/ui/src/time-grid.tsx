import type { ComponentProps, CSSProperties, ReactNode } from "react";
import { cn } from "./cn.ts";
import { defaultLocale } from "./format.ts";

const minutesPerDay = 1440;

export type TimeGridColumn = {
  key: string;
  /** The day's name, above its column. */
  heading: ReactNode;
  /** What happens on the day: absolutely positioned, with `timeSpan` for its place. */
  children?: ReactNode;
};

export type TimeGridProps = Omit<ComponentProps<"div">, "children"> & {
  /** Names the grid for whoever hears the page. */
  label: string;
  columns: TimeGridColumn[];
  /** Height of an hour in pixels. */
  hourHeight?: number;
  locale?: string;
};

/** Where a stretch of a day stands in its column; minutes after midnight. */
export function timeSpan(startMinute: number, endMinute: number): CSSProperties {
  return {
    top: `${(startMinute / minutesPerDay) * 100}%`,
    height: `${((endMinute - startMinute) / minutesPerDay) * 100}%`,
  };
}

export type TimeGridPosition = {
  /** Index of the column. */
  column: number;
  /** Minutes after midnight, not rounded; outside of the grid below 0 or above 1440. */
  minute: number;
};

/** The day and the time under a point of the screen. `grid` is the element that `ref` gives. */
export function timeGridPosition(
  grid: HTMLElement,
  { clientX, clientY }: { clientX: number; clientY: number },
): TimeGridPosition {
  const { left, top, width, height } = grid.getBoundingClientRect();
  const count = Math.max(1, grid.childElementCount);
  const column = Math.floor(((clientX - left) / Math.max(1, width)) * count);
  return {
    column: Math.min(Math.max(column, 0), count - 1),
    minute: ((clientY - top) / Math.max(1, height)) * minutesPerDay,
  };
}

/** Days side by side over the hours of a day. `ref` and events go to the element that holds the columns. */
export function TimeGrid({
  label,
  columns,
  hourHeight = 24,
  locale = defaultLocale,
  className,
  ...grid
}: TimeGridProps) {
  const template = { gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))` };
  return (
    <div
      role="group"
      aria-label={label}
      className={cn("grid grid-cols-[52px_minmax(0,1fr)]", className)}
    >
      <div className="col-start-2 grid" style={template}>
        {columns.map(({ key, heading }) => (
          <div key={key} className="min-w-0 pb-2 text-center text-sm font-medium">
            {heading}
          </div>
        ))}
      </div>
      <HourLabels hourHeight={hourHeight} locale={locale} />
      <div
        {...grid}
        className="relative grid border-r border-b"
        style={{ ...template, height: 24 * hourHeight }}
      >
        {columns.map(({ key, children }) => (
          <div
            key={key}
            data-column={key}
            className="relative min-w-0 border-l"
            style={{
              backgroundImage: `repeating-linear-gradient(to bottom, var(--border) 0 1px, transparent 1px ${hourHeight}px)`,
            }}
          >
            {children}
          </div>
        ))}
      </div>
    </div>
  );
}

function HourLabels({ hourHeight, locale }: { hourHeight: number; locale: string }) {
  const format = new Intl.DateTimeFormat(locale, { hour: "numeric", timeZone: "UTC" });
  return (
    <div aria-hidden className="col-start-1 row-start-2 pr-2 text-right text-sm text-muted tabular">
      {Array.from({ length: 24 }, (_, hour) => (
        // Each label stands at its line; the one at the top would stand above the grid.
        <div key={hour} className="relative" style={{ height: hourHeight }}>
          <span className="absolute -top-2.5 right-0 whitespace-nowrap">
            {hour > 0 && format.format(new Date(Date.UTC(2026, 0, 5, hour))).replace("\u202f", " ")}
          </span>
        </div>
      ))}
    </div>
  );
}
