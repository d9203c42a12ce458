"use client";
import { cn, timeSpan } from "@loconomy/ui";
import type { KeyboardEvent, PointerEvent } from "react";
import type { Grip } from "./use-week-drag.ts";
import type { PlacedBlock, Segment } from "./week-blocks.ts";
import { blockWords, rangeWords } from "./week-words.ts";

interface WeekBlockProps {
  block: PlacedBlock;
  segment: Segment;
  isSelected: boolean;
  onPress: (event: PointerEvent, grip: Grip) => void;
  onKey: (event: KeyboardEvent) => void;
  onChoose: () => void;
}

/** One stretch of hours in its column; what goes past midnight shows again in the next, as a part of the same. */
export function WeekBlock(props: WeekBlockProps) {
  const { block, segment, isSelected, onPress } = props;
  const isCut = block.end > 1440;
  const className = cn(
    "group absolute inset-x-0.5 flex flex-col overflow-visible border border-accent bg-accent-soft px-1 pt-0.5 text-left text-sm leading-4 text-accent tabular",
    segment.isRest ? "rounded-b-control border-t-0" : "rounded-t-control",
    !segment.isRest && !isCut && "rounded-b-control",
    !segment.isRest && isCut && "border-b-0",
    // A finger that drags the chosen block must not scroll the page.
    isSelected ? "z-10 cursor-grab touch-none ring-1 ring-accent" : "cursor-pointer",
  );
  const style = timeSpan(segment.start, segment.end);
  const press = (event: PointerEvent) => onPress(event, "move");
  const handles = (
    <>
      {!segment.isRest && <Handle grip="start" isShown={isSelected} onPress={onPress} />}
      {(segment.isRest || !isCut) && <Handle grip="end" isShown={isSelected} onPress={onPress} />}
    </>
  );
  // The rest of a night is the same block: it is chosen and dragged, but is no second stop for the keyboard.
  if (segment.isRest)
    return (
      <div
        aria-hidden
        className={className}
        style={style}
        onPointerDown={press}
        onClick={props.onChoose}
      >
        {handles}
      </div>
    );
  return (
    <div className={cn(className, "p-0!")} style={style}>
      <button
        type="button"
        data-block={`${block.day}.${block.index}`}
        aria-label={blockWords(block)}
        aria-describedby="week-help"
        aria-pressed={isSelected}
        onPointerDown={press}
        onKeyDown={props.onKey}
        onClick={props.onChoose}
        className={cn(
          "flex size-full flex-col items-start overflow-hidden px-1 pt-0.5 text-left",
          isSelected && "cursor-grab touch-none",
        )}
      >
        {/* Breaks after the dash only. */}
        <span className="max-sm:hidden">{rangeWords(block).replaceAll(" ", "\u00a0")}</span>
      </button>
      {handles}
    </div>
  );
}

interface HandleProps {
  grip: "start" | "end";
  isShown: boolean;
  onPress: WeekBlockProps["onPress"];
}

/** The end of a block: a bar to look at, on the chosen block and under the mouse, with room around it for a finger. */
function Handle({ grip, isShown, onPress }: HandleProps) {
  return (
    <span
      aria-hidden
      data-grip={grip}
      onPointerDown={(event) => onPress(event, grip)}
      className={cn(
        "absolute inset-x-0 flex h-6 cursor-ns-resize items-center justify-center",
        grip === "start" ? "-top-3" : "-bottom-3",
        isShown
          ? "touch-none"
          : "pointer-events-none opacity-0 group-hover:pointer-events-auto group-hover:opacity-100",
      )}
    >
      <span className="h-2 w-5 rounded-full border border-surface bg-accent" />
    </span>
  );
}
