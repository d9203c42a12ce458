"use client";
import { cn } from "@loconomy/ui";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { segmentsOn, type WeekAxis } from "./agenda-axis.ts";
import { placeOf } from "./agenda-block.tsx";
import { texts } from "./agenda-texts.ts";
import type { Draft } from "./use-agenda-move.ts";

const looks: Record<NonNullable<Draft["fit"]>["kind"], string> = {
  free: "border-accent bg-accent-soft",
  same: "border-accent bg-accent-soft",
  outside: "border-star bg-tint-2",
  busy: "border-star bg-tint-2",
  taken: "border-danger bg-danger-soft",
  past: "border-danger bg-danger-soft",
};

interface AgendaDraftProps {
  draft: Draft;
  axis: WeekAxis;
  onKey: (event: KeyboardEvent) => void;
}

/** A booking that is moved, where it would come to stand. Moved by keys it keeps the focus, also while its week is on the way. */
export function AgendaDraft({ draft, axis, onKey }: AgendaDraftProps) {
  const segments = segmentsOn(axis, draft.start, draft.end).map(({ column, ...segment }) => ({
    column,
    style: {
      ...placeOf(segment, axis.length),
      left: `${(column / 7) * 100}%`,
      width: `${100 / 7}%`,
    },
  }));
  const { serviceName, customerName } = draft.booking;
  return (
    <div className="pointer-events-none absolute inset-0 z-20">
      {segments.map(({ column, style }) => (
        <div
          key={column}
          data-draft
          aria-hidden
          className={cn(
            "absolute flex flex-col overflow-hidden rounded-control border-2 px-1 text-sm leading-4 text-text shadow-float",
            draft.fit ? looks[draft.fit.kind] : "border-border-strong bg-surface",
          )}
          style={style}
        >
          <span className="truncate font-medium">{customerName}</span>
        </div>
      ))}
      {draft.by === "keys" && (
        <Handle
          start={draft.start}
          label={texts.moving.label(texts.jobFor(serviceName, customerName))}
          style={segments[0]?.style}
          onKey={onKey}
        />
      )}
    </div>
  );
}

interface HandleProps {
  start: number;
  label: string;
  style: { top: string; height: string; left: string; width: string } | undefined;
  onKey: (event: KeyboardEvent) => void;
}

/** What the keys are pressed on. It stays the same element wherever the draft goes. */
function Handle({ start, label, style, onKey }: HandleProps) {
  const handle = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    handle.current?.focus({ preventScroll: true });
    handle.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [start, style?.left, style?.top]);
  return (
    <button
      ref={handle}
      type="button"
      aria-label={label}
      aria-describedby="agenda-help"
      className={style ? "absolute rounded-control" : "sr-only"}
      style={style}
      onKeyDown={onKey}
    />
  );
}
