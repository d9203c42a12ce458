"use client";
import type { Agenda, Booking } from "@loconomy/contracts";
import { Banner, Button, Link, dayIn } from "@loconomy/ui";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { shownError } from "../../api/errors.ts";
import { weekAxis } from "./agenda-axis.ts";
import { AgendaBlockView } from "./agenda-block.tsx";
import { type AgendaBlock, blocksOf, isSession, neighborOf, placeBlocks } from "./agenda-blocks.ts";
import { AgendaDetails, hrefOf } from "./agenda-details.tsx";
import { AgendaGrid } from "./agenda-grid.tsx";
import { refusedWords, texts } from "./agenda-texts.ts";
import { DrawnTime, TimeOffDialog } from "./agenda-time-off.tsx";
import { AgendaToolbar } from "./agenda-toolbar.tsx";
import { AgendaDraft } from "./agenda-draft.tsx";
import { emptyWeek, mondayOf } from "./agenda-week.ts";
import { useAgenda } from "./use-agenda.ts";
import { useAgendaDraw } from "./use-agenda-draw.ts";
import { isMovable, useAgendaMove } from "./use-agenda-move.ts";
import { useAgendaScroll } from "./use-agenda-scroll.ts";

/** What asks for a booking's new time once it is chosen. */
export interface MoveQuestion {
  booking: Booking;
  /** RFC 3339. */
  wished: string;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}

interface WeekCalendarProps {
  providerId: string;
  first: { monday: string; agenda: Agenda };
  moveDialog: (question: MoveQuestion) => ReactNode;
}

const iso = (instant: number) => new Date(instant).toISOString();

/** A provider's week: what is in it, and other times for what can be moved. */
export function WeekCalendar({ providerId, first, moveDialog }: WeekCalendarProps) {
  const router = useRouter();
  const grid = useRef<HTMLDivElement>(null);
  const details = useRef<HTMLDivElement>(null);
  const [monday, setMonday] = useState(first.monday);
  const [chosenKey, setChosenKey] = useState("");
  const [said, setSaid] = useState("");
  const [asked, setAsked] = useState<{ booking: Booking; start: number } | null>(null);
  const { week, refresh } = useAgenda(providerId, monday, first);
  const agenda = week.data;
  const { timeZone } = agenda ?? first.agenda;
  const axis = weekAxis(agenda ?? emptyWeek(monday));
  const blocks = agenda ? blocksOf(agenda) : [];
  const placed = placeBlocks(axis, blocks);
  const today = dayIn((agenda ?? first.agenda).now, timeZone);

  const show = (day: string) => {
    const next = mondayOf(day);
    setMonday(next);
    window.history.replaceState(null, "", `?day=${day}`);
  };
  const { scroller, step, showDay } = useAgendaScroll({ axis, agenda, today, monday, show });

  const focusOn = (key: string | undefined) => {
    const block = key && grid.current?.querySelector<HTMLElement>(`[data-block="${key}"]`);
    if (block) block.focus({ preventScroll: false });
  };
  const blockOf = ({ id }: Booking) =>
    blocks.find(({ seats, isProposal }) => seats.some((seat) => seat.id === id) && !isProposal);
  const choose = (block: AgendaBlock) => {
    setChosenKey(block.key);
    setSaid("");
  };
  const move = useAgendaMove({
    agenda,
    axis,
    grid,
    onShifted: (start) => {
      const day = dayIn(iso(start), timeZone);
      if (mondayOf(day) !== monday) showDay(day);
    },
    onChosen: (booking, start) => {
      focusOn(blockOf(booking)?.key);
      setSaid("");
      setAsked({ booking, start });
    },
    onRefused: (fit) => setSaid(refusedWords(fit)),
    onLeft: (booking) => {
      focusOn(blockOf(booking)?.key);
      setSaid(texts.moving.left);
    },
  });
  const { draft } = move;
  const timeOff = useAgendaDraw({ axis, grid });
  const begin = (booking: Booking) => {
    setSaid("");
    move.begin(booking);
  };
  const keyOnDraft = (event: KeyboardEvent) => {
    setSaid("");
    move.key(event);
  };
  const key = (event: KeyboardEvent, block: AgendaBlock) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const href = hrefOf(block);
    if (event.key === "Enter" && isSession(block)) details.current?.querySelector("a")?.focus();
    else if (event.key === "Enter" && href) router.push(href);
    else if (event.key.toLowerCase() === "m" && isMovable(block) && block.item.booking)
      begin(block.item.booking);
    else if (isArrow(event.key)) focusOn(neighborOf(placed, block.key, event.key)?.key);
    else return;
    event.preventDefault();
  };
  const press = (event: PointerEvent, block: AgendaBlock) => {
    if (event.button !== 0 || draft || !isMovable(block)) return;
    if (event.pointerType === "touch" && block.key !== chosenKey) return;
    setSaid("");
    move.hold(event, block);
  };

  const chosen = blocks.find((block) => block.key === chosenKey);
  const stops = placed.filter((one) => one.isFirst || one.column === 0);
  const stop = (stops.find((one) => one.block.key === chosenKey) ?? stops[0])?.block.key;
  return (
    <div className="flex flex-col gap-4">
      <AgendaToolbar
        monday={monday}
        timeZone={timeZone}
        onToday={() => showDay(today)}
        onStep={step}
        onDay={showDay}
      />
      {week.isError && !agenda && (
        <Banner
          tone="danger"
          title={texts.failed}
          action={
            <Button variant="quiet" onClick={() => void week.refetch()}>
              {texts.again}
            </Button>
          }
        >
          {shownError(week.error).message}
        </Banner>
      )}
      <AgendaDetails
        ref={details}
        chosen={chosen}
        draft={draft}
        said={said}
        timeZone={timeZone}
        onMove={begin}
        onConfirm={move.confirm}
        onCancel={move.cancel}
      />
      <AgendaGrid
        axis={axis}
        agenda={agenda}
        today={today}
        scroller={scroller}
        grid={{
          ref: grid,
          onPointerDown: (event) => {
            const isEmpty = (event.target as HTMLElement).dataset["column"] !== undefined;
            if (isEmpty && event.button === 0 && event.pointerType !== "touch" && !draft)
              timeOff.draw(event);
          },
          onClick: (event) => {
            if ((event.target as HTMLElement).dataset["column"] === undefined) return;
            if (draft) move.place(event);
            else setChosenKey("");
          },
        }}
        overlay={
          <>
            {timeOff.drawn && <DrawnTime drawn={timeOff.drawn} axis={axis} />}
            {draft && <AgendaDraft draft={draft} axis={axis} onKey={keyOnDraft} />}
          </>
        }
      >
        {(column) =>
          placed
            .filter((one) => one.column === column)
            .map((one) => (
              <AgendaBlockView
                key={one.block.key}
                placed={one}
                length={axis.length}
                timeZone={timeZone}
                isChosen={one.block.key === chosenKey}
                isStop={one.block.key === stop}
                isLeft={draft?.booking.id === one.block.item.id && !one.block.isProposal}
                onPress={(event) => press(event, one.block)}
                onKey={(event) => key(event, one.block)}
                onChoose={() => choose(one.block)}
              />
            ))
        }
      </AgendaGrid>
      <p role="status" className="sr-only">
        {week.isPending && texts.loading}
      </p>
      {agenda && blocks.length === 0 && (
        <p className="flex flex-wrap items-center gap-x-4 text-muted">
          {agenda.open.length > 0 ? texts.empty : texts.closed}
          <Button asChild variant="link">
            <Link href="/desk/hours">{texts.hoursLink}</Link>
          </Button>
        </p>
      )}
      {timeOff.asked && (
        <TimeOffDialog
          providerId={providerId}
          drawn={timeOff.asked}
          timeZone={timeZone}
          onClose={timeOff.clear}
          onDone={refresh}
        />
      )}
      {asked &&
        moveDialog({
          booking: asked.booking,
          wished: iso(asked.start),
          onClose: () => setAsked(null),
          onDone: refresh,
        })}
    </div>
  );
}

const isArrow = (key: string): key is Parameters<typeof neighborOf>[2] => key.startsWith("Arrow");
