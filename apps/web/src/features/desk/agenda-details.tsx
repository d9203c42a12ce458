"use client";
import type { Booking } from "@loconomy/contracts";
import { Button, Link } from "@loconomy/ui";
import type { Ref } from "react";
import { type AgendaBlock, isSession } from "./agenda-blocks.ts";
import { blockWords, draftWords, seatWords, texts } from "./agenda-texts.ts";
import { isMovable, type Draft } from "./use-agenda-move.ts";

/** Where there is more about something in the calendar. */
export const hrefOf = ({ item }: AgendaBlock): string | null => {
  if (item.booking) return `/bookings/${item.booking.id}`;
  if (item.kind === "time_off") return "/desk/hours";
  return item.kind === "external" ? "/desk/calendars" : null;
};

interface AgendaDetailsProps {
  ref: Ref<HTMLDivElement>;
  chosen: AgendaBlock | undefined;
  draft: Draft | null;
  /** What was said last about a move that came to nothing. */
  said: string;
  timeZone: string;
  onMove: (booking: Booking) => void;
  onConfirm: () => void;
  onCancel: () => void;
}

/** The chosen block in words with what can be done about it; while it is moved, where it would come to stand. */
export function AgendaDetails(props: AgendaDetailsProps) {
  const { chosen, draft, timeZone } = props;
  const moved = draft ? draftWords(draft, timeZone) : props.said;
  return (
    <div
      ref={props.ref}
      className="flex min-h-26 flex-wrap content-start items-center justify-between gap-x-4 sm:min-h-11 sm:flex-nowrap"
    >
      <p role="status" className={moved ? "tabular" : "sr-only"}>
        {moved}
      </p>
      <p id="agenda-help" className={moved || chosen ? "sr-only" : "text-sm text-muted"}>
        {draft?.by === "keys" ? texts.moving.help : texts.help}
      </p>
      {!moved && chosen && <p className="tabular">{blockWords(chosen, timeZone)}</p>}
      {draft?.by === "keys" ? (
        <div className="flex shrink-0 gap-4">
          <Button variant="link" onClick={props.onConfirm}>
            {texts.moving.confirm}
          </Button>
          <Button variant="link" onClick={props.onCancel}>
            {texts.moving.cancel}
          </Button>
        </div>
      ) : (
        chosen && !draft && <Choices chosen={chosen} onMove={props.onMove} />
      )}
    </div>
  );
}

const linkWords = ({ item }: AgendaBlock): string => {
  if (item.booking) return texts.open;
  return item.kind === "time_off" ? texts.toHours : texts.toCalendars;
};

function Choices({ chosen, onMove }: { chosen: AgendaBlock } & Pick<AgendaDetailsProps, "onMove">) {
  const href = hrefOf(chosen);
  const { booking } = chosen.item;
  if (isSession(chosen))
    return (
      <div className="flex flex-wrap gap-x-4 sm:justify-end">
        {chosen.seats.map((seat) =>
          seat.booking ? (
            <Button key={seat.id} asChild variant="link">
              <Link href={`/bookings/${seat.booking.id}`}>{seatWords(seat)}</Link>
            </Button>
          ) : (
            <span key={seat.id} className="text-muted">
              {seatWords(seat)}
            </span>
          ),
        )}
      </div>
    );
  return (
    <div className="flex shrink-0 gap-4">
      {href && (
        <Button asChild variant="link">
          <Link href={href}>{linkWords(chosen)}</Link>
        </Button>
      )}
      {booking && isMovable(chosen) && (
        <Button variant="link" onClick={() => onMove(booking)}>
          {texts.move}
        </Button>
      )}
    </div>
  );
}
