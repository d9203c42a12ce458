"use client";
import type { AgendaItem } from "@loconomy/contracts";
import { cn, formatTimeRange } from "@loconomy/ui";
import type { KeyboardEvent, PointerEvent } from "react";
import { type AgendaBlock, isSession, type PlacedSegment } from "./agenda-blocks.ts";
import { blockWords, itemName, stateWords, texts } from "./agenda-texts.ts";
import { isMovable } from "./use-agenda-move.ts";

interface AgendaBlockProps {
  placed: PlacedSegment;
  /** Height of the drawing in minutes. */
  length: number;
  timeZone: string;
  isChosen: boolean;
  /** The one stop of the Tab key in the week. */
  isStop: boolean;
  /** While it is moved it shows where it was. */
  isLeft: boolean;
  onPress: (event: PointerEvent) => void;
  onKey: (event: KeyboardEvent) => void;
  onChoose: () => void;
}

const hatched =
  "border-border-strong bg-surface-2 bg-[repeating-linear-gradient(135deg,var(--border)_0_1px,transparent_1px_7px)] text-text";
const looks: Record<AgendaItem["kind"], string> = {
  booking: "border-accent bg-accent-soft text-text",
  request: "border-info bg-info-soft text-text",
  hold: "border-dashed border-border-strong bg-surface text-text",
  time_off: hatched,
  external: hatched,
};

/** Where a part of the week stands in its column, of `lanes` beside each other. */
export const placeOf = (
  { from, to, lane = 0, lanes = 1 }: { from: number; to: number; lane?: number; lanes?: number },
  length: number,
) => ({
  top: `${(from / length) * 100}%`,
  height: `${((to - from) / length) * 100}%`,
  left: `calc(${(lane / lanes) * 100}% + 1px)`,
  width: `calc(${100 / lanes}% - 3px)`,
});

/** Something in the calendar, in its column. What goes past midnight shows again in the next, as a part of the same. */
export function AgendaBlockView(props: AgendaBlockProps) {
  const { placed, timeZone, isChosen } = props;
  const { block, isFirst, isLast } = placed;
  const { item } = block;
  const isOver = item.kind === "booking" && item.claim === null;
  const className = cn(
    "absolute flex min-h-5 flex-col items-start overflow-hidden border border-l-4 px-1 pt-px text-left text-sm leading-4",
    isOver ? "border-border-strong bg-surface-2 text-muted" : looks[item.kind],
    block.isProposal && "border-dashed bg-surface!",
    isFirst && "rounded-t-control",
    isLast && "rounded-b-control",
    isChosen && "z-10 ring-1 ring-text",
    props.isLeft && "opacity-50",
    // A finger scrolls until a tap has chosen the block; then it drags.
    isMovable(block) ? cn("cursor-grab", isChosen && "touch-none") : "cursor-pointer",
  );
  const style = placeOf(placed, props.length);
  const content = (
    <span aria-hidden className="contents">
      <span className="max-w-full truncate font-medium">{shortName(block)}</span>
      <span className="max-w-full truncate tabular">
        {formatTimeRange(iso(block.start), iso(block.end), timeZone)}
      </span>
      {isSession(block) && item.session && (
        <span className="max-w-full truncate text-muted">
          {texts.seats(item.session.taken, item.session.capacity)}
        </span>
      )}
      {(block.isProposal || (item.kind !== "booking" && !isSession(block))) && (
        <span className="max-w-full truncate text-muted">{stateWords(block)}</span>
      )}
      {!block.isProposal && item.booking?.proposal && (
        <span className="max-w-full truncate text-muted">{texts.proposed}</span>
      )}
    </span>
  );
  // The rest of a night is no second stop for the keyboard.
  if (!isFirst && placed.column > 0)
    return (
      <div
        aria-hidden
        className={className}
        style={style}
        onPointerDown={props.onPress}
        onClick={props.onChoose}
      >
        {content}
      </div>
    );
  return (
    <button
      type="button"
      data-block={block.key}
      tabIndex={props.isStop ? 0 : -1}
      aria-describedby="agenda-help"
      aria-pressed={isChosen}
      className={className}
      style={style}
      onPointerDown={props.onPress}
      onKeyDown={props.onKey}
      onFocus={props.onChoose}
      onClick={props.onChoose}
    >
      {/* Read as a sentence with its day; what is seen is cut where there is no room. */}
      <span className="sr-only">{blockWords(block, timeZone)}</span>
      {content}
    </button>
  );
}

const iso = (instant: number) => new Date(instant).toISOString();

/** The customer first: that is who a provider looks for. */
const shortName = (block: AgendaBlock) => {
  const { item } = block;
  if (isSession(block)) return item.booking?.serviceName;
  return item.booking
    ? `${item.booking.customerName} · ${item.booking.serviceName}`
    : itemName(item);
};
