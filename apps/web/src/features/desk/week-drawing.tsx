"use client";
import { Button, TimeGrid, timeGridPosition } from "@loconomy/ui";
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Week } from "./hours.ts";
import { hoursTexts } from "./hours-texts.ts";
import { useWeekDrag, type Draft, type Grip } from "./use-week-drag.ts";
import { WeekBlock } from "./week-block.tsx";
import {
  type Block,
  moved,
  newBlock,
  type Place,
  type PlacedBlock,
  putBlock,
  segmentsOf,
  SNAP_MINUTES,
  toBlocks,
  withEnd,
  withoutBlock,
} from "./week-blocks.ts";
import { blockWords } from "./week-words.ts";

interface WeekDrawingProps {
  week: Week;
  onChange: (week: Week) => void;
  /** Leads to the time fields of a stretch. */
  onEdit: (place: Place) => void;
}

const t = hoursTexts.drawing;
const isAt = (block: Place, place: Place | null) =>
  block.day === place?.day && block.index === place.index;

/** What an arrow key makes of a block; null for other keys. */
const keyed = (block: PlacedBlock, { key, shiftKey }: KeyboardEvent): Block | null => {
  const { day, start, end } = block;
  const length = end - start;
  switch (key) {
    case "ArrowUp":
      return shiftKey
        ? withEnd(block, day, end - SNAP_MINUTES)
        : moved(block, day, start - SNAP_MINUTES);
    case "ArrowDown":
      return shiftKey
        ? withEnd(block, day, end + SNAP_MINUTES)
        : moved(block, day, start + SNAP_MINUTES);
    case "ArrowLeft":
      return { day: Math.max(0, day - 1), start, end: start + length };
    case "ArrowRight":
      return { day: Math.min(6, day + 1), start, end: start + length };
    default:
      return null;
  }
};

/** The week as a picture that can be worked on: by mouse, by touch after a first tap, and by arrow keys. */
export function WeekDrawing({ week, onChange, onEdit }: WeekDrawingProps) {
  const grid = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState<Place | null>(null);
  const put = (place: Place | null, block: Block) => {
    const done = putBlock(week, place, block);
    if (!done) return;
    // The block may stand in another column now; the focus goes along.
    flushSync(() => {
      onChange(done.week);
      setSelected(done.place);
    });
    const { day, index } = done.place;
    grid.current?.querySelector<HTMLElement>(`[data-block="${day}.${index}"]`)?.focus();
  };
  const drag = useWeekDrag({ week, grid, onDrop: ({ place, block }) => put(place, block) });
  const remove = (place: Place) => {
    onChange(withoutBlock(week, place));
    setSelected(null);
  };
  const blocks = toBlocks(week);
  const press = (event: PointerEvent, block: PlacedBlock, grip: Grip) => {
    event.stopPropagation();
    // A finger scrolls the page until a tap has chosen the block.
    if (event.button !== 0 || (event.pointerType === "touch" && !isAt(block, selected))) return;
    drag.hold(event, block, grip);
  };
  const key = (event: KeyboardEvent, block: PlacedBlock) => {
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      remove(block);
      return;
    }
    const next = keyed(block, event);
    if (!next) return;
    event.preventDefault();
    put(block, next);
  };
  /** A press on an empty place: lets go of the chosen block, or adds one. */
  const click = (event: MouseEvent) => {
    if (!grid.current || (event.target as HTMLElement).dataset.column === undefined) return;
    if (selected) {
      setSelected(null);
      return;
    }
    const { column, minute } = timeGridPosition(grid.current, event);
    const block = newBlock(blocks, column, minute);
    if (block) put(null, block);
  };
  const chosen = blocks.find((block) => isAt(block, selected));
  const shown = showing(blocks, drag.draft);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <p id="week-help" className="text-sm text-muted">
        {t.help}
      </p>
      <TimeGrid
        ref={grid}
        label={t.label}
        className="select-none"
        onPointerDown={(event) => {
          const isEmpty = (event.target as HTMLElement).dataset.column !== undefined;
          if (isEmpty && event.button === 0 && event.pointerType !== "touch") drag.draw(event);
        }}
        onClick={click}
        columns={hoursTexts.weekdays.map((name, day) => ({
          key: name,
          heading: (
            <abbr title={name} className="no-underline">
              {name.slice(0, 3)}
            </abbr>
          ),
          children: shown.flatMap((block) =>
            segmentsOf(block)
              .filter((segment) => segment.day === day)
              .map((segment) => (
                <WeekBlock
                  key={`${block.index}.${segment.isRest}`}
                  block={block}
                  segment={segment}
                  isSelected={isAt(block, selected) || block.isDraft}
                  onPress={(event, grip) => press(event, block, grip)}
                  onKey={(event) => key(event, block)}
                  onChoose={() => setSelected(block)}
                />
              )),
          ),
        }))}
      />
      <Chosen block={chosen} onEdit={onEdit} onRemove={remove} />
    </div>
  );
}

interface ShownBlock extends PlacedBlock {
  isDraft: boolean;
}

/** The blocks of the form, with the dragged one where the pointer has it. */
const showing = (blocks: PlacedBlock[], draft: Draft | null): ShownBlock[] => {
  const rest = blocks.map((block) => ({ ...block, isDraft: false }));
  if (!draft) return rest;
  const isDragged = (block: PlacedBlock) => isAt(block, draft.place);
  const dragged = { ...draft.block, index: draft.place?.index ?? -1, isDraft: true };
  return [...rest.filter((block) => !isDragged(block)), dragged];
};

interface ChosenProps {
  block?: PlacedBlock;
  onEdit: (place: Place) => void;
  onRemove: (place: Place) => void;
}

/** The chosen block in words, spoken as it changes, and what can be done with it besides dragging. */
function Chosen({ block, onEdit, onRemove }: ChosenProps) {
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4">
      <p role="status" className="tabular">
        {block ? blockWords(block) : <span className="text-muted">{t.none}</span>}
      </p>
      {block && (
        <div className="flex gap-3">
          <Button variant="link" onClick={() => onEdit(block)}>
            {t.edit}
          </Button>
          <Button variant="link" onClick={() => onRemove(block)}>
            {t.remove}
          </Button>
        </div>
      )}
    </div>
  );
}
