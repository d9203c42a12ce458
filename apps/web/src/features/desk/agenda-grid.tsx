"use client";
import type { Agenda } from "@loconomy/contracts";
import { cn, formatDay, formatTime, Skeleton } from "@loconomy/ui";
import type { ComponentProps, ReactNode, Ref } from "react";
import { segmentsOn, type WeekAxis } from "./agenda-axis.ts";
import { placeOf } from "./agenda-block.tsx";
import { texts } from "./agenda-texts.ts";

const PX_A_MINUTE = 0.8;
const COLUMNS =
  "grid-cols-[48px_repeat(7,calc((100cqw-48px)/3))] md:grid-cols-[60px_repeat(7,minmax(0,1fr))]";

interface AgendaGridProps {
  axis: WeekAxis;
  agenda: Agenda | undefined;
  /** The provider's day, YYYY-MM-DD. */
  today: string;
  scroller: Ref<HTMLDivElement>;
  /** For the element whose children are the columns. */
  grid: Pick<ComponentProps<"div">, "ref" | "onClick" | "onPointerDown">;
  /** What a column shows. */
  children: (column: number) => ReactNode;
  /** Above all columns. */
  overlay: ReactNode;
}

/** Seven days over their hours: opening hours, what clocks leave out, and now. On phones three days are in view, and the rest a swipe away. */
export function AgendaGrid(props: AgendaGridProps) {
  const { axis, agenda, today } = props;
  const height = axis.length * PX_A_MINUTE;
  return (
    <div className="@container overflow-hidden rounded-card border border-border">
      <div
        ref={props.scroller}
        role="group"
        aria-label={texts.label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a week with nothing in it is scrolled by keys, too
        tabIndex={0}
        className="h-[clamp(360px,calc(100dvh-280px),800px)] snap-x scroll-pl-12 overflow-auto overscroll-x-contain md:snap-none"
      >
        <div className={cn("grid w-max md:w-full", COLUMNS)}>
          <div className="sticky top-0 left-0 z-30 border-r border-b border-border bg-surface" />
          {axis.days.map(({ day }) => (
            <DayHeading key={day} day={day} isToday={day === today} />
          ))}
          <HourLabels axis={axis} height={height} />
          <div className="relative col-span-7 bg-surface-2" style={{ height }}>
            {agenda && <OpenHours axis={axis} agenda={agenda} />}
            <HourLines axis={axis} />
            <div
              {...props.grid}
              role="group"
              aria-label={texts.days}
              className="absolute inset-0 grid grid-cols-7"
            >
              {axis.days.map(({ day }, column) => (
                <div
                  key={day}
                  role="group"
                  aria-label={formatDay(day, "UTC", undefined, { weekday: "long" })}
                  data-column={day}
                  className="relative min-w-0 border-l border-border first:border-l-0"
                >
                  {agenda ? props.children(column) : <Loading column={column} />}
                </div>
              ))}
            </div>
            {agenda && <NowLine axis={axis} now={Date.parse(agenda.now)} />}
            {props.overlay}
          </div>
        </div>
      </div>
    </div>
  );
}

function DayHeading({ day, isToday }: { day: string; isToday: boolean }) {
  const [weekday = "", date = "", month = ""] = formatDay(day, "UTC").split(" ");
  return (
    <div
      data-day={day}
      aria-current={isToday ? "date" : undefined}
      className="sticky top-0 z-20 flex min-w-0 snap-start items-baseline justify-center gap-1 border-b border-l border-border bg-surface py-2 text-sm"
    >
      <span className={isToday ? "text-accent" : "text-muted"}>{weekday}</span>
      <span
        className={cn(
          "rounded-full px-1.5 font-semibold tabular",
          isToday && "bg-accent text-on-accent",
        )}
      >
        {date}
      </span>
      <span className="text-muted max-lg:sr-only">{month}</span>
    </div>
  );
}

/** "9 AM" of minutes after midnight. */
const hourText = (minute: number) =>
  formatTime(new Date(Date.UTC(2026, 0, 5) + minute * 60_000).toISOString(), "UTC").replace(
    ":00",
    "",
  );

function HourLabels({ axis, height }: { axis: WeekAxis; height: number }) {
  return (
    <div
      aria-hidden
      className="sticky left-0 z-20 border-r border-border bg-surface text-right text-sm text-muted tabular"
      style={{ height }}
    >
      {axis.hours.map(
        ({ minute, position }) =>
          position > 0 && (
            <span
              key={position}
              className="absolute right-1 -translate-y-1/2 whitespace-nowrap"
              style={{ top: `${(position / axis.length) * 100}%` }}
            >
              {hourText(minute)}
            </span>
          ),
      )}
    </div>
  );
}

function HourLines({ axis }: { axis: WeekAxis }) {
  return axis.hours.map(
    ({ position }) =>
      position > 0 && (
        <div
          key={position}
          aria-hidden
          className="absolute inset-x-0 border-t border-border"
          style={{ top: `${(position / axis.length) * 100}%` }}
        />
      ),
  );
}

/** Opening hours, light on the closed ground, and the stretches that a day does not have. */
function OpenHours({ axis, agenda }: { axis: WeekAxis; agenda: Agenda }) {
  const open = agenda.open.flatMap(({ start, end }) =>
    segmentsOn(axis, Date.parse(start), Date.parse(end)),
  );
  return (
    <div aria-hidden className="absolute inset-0 grid grid-cols-7">
      {axis.days.map(({ day, missing }, column) => (
        <div key={day} className="relative">
          {open
            .filter((segment) => segment.column === column)
            .map((segment) => (
              <div
                key={segment.from}
                data-open
                className="absolute inset-x-0 bg-surface"
                style={{ ...placeOf(segment, axis.length), left: 0, width: "100%" }}
              />
            ))}
          {missing.map((stretch) => (
            <div
              key={stretch.from}
              data-missing
              className="absolute inset-x-0 bg-[repeating-linear-gradient(45deg,var(--border-strong)_0_1px,var(--surface-2)_1px_6px)]"
              style={{ ...placeOf(stretch, axis.length), left: 0, width: "100%" }}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function NowLine({ axis, now }: { axis: WeekAxis; now: number }) {
  const [here] = segmentsOn(axis, now, now + 1);
  if (!here) return null;
  return (
    <div
      aria-hidden
      data-now
      className="pointer-events-none absolute z-10 border-t-2 border-danger"
      style={{
        top: `${(here.from / axis.length) * 100}%`,
        left: `${(here.column / 7) * 100}%`,
        width: `${100 / 7}%`,
      }}
    >
      <span className="absolute -top-1.25 -left-1 size-2 rounded-full bg-danger" />
    </div>
  );
}

/** Two quiet blocks a day, at heights that look like a week. */
function Loading({ column }: { column: number }) {
  return [30 + (column % 3) * 6, 52 + (column % 2) * 9].map((top) => (
    <div key={top} className="absolute inset-x-1" style={{ top: `${top}%`, height: "4%" }}>
      <Skeleton className="size-full" />
    </div>
  ));
}
