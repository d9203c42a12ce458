import { readStored } from "./read-stored.ts";

/** What this tab remembers of a time it holds, so that a reload finds the same hold and booking again. */
interface HeldTime {
  holdId: string;
  bookingId?: string;
  /** The time was held by another page, or kept for the visitor by the waiting list: leaving does not give it back. */
  isKept?: boolean;
  /** The page was left and the time given back, though the server may not have said so yet. */
  isLetGo?: boolean;
}

export interface RememberedTime extends HeldTime {
  serviceId: string;
  /** RFC 3339. */
  start: string;
}

const PREFIX = "hold";
const keyOf = (serviceId: string, start: string) => `${PREFIX} ${serviceId} ${start}`;

const parse = (stored: string | null): HeldTime | null =>
  readStored<HeldTime>(stored, {
    holdId: "string",
    bookingId: "string?",
    isKept: "boolean?",
    isLetGo: "boolean?",
  });

export const heldTime = {
  read(serviceId: string, start: string): HeldTime | null {
    return parse(sessionStorage.getItem(keyOf(serviceId, start)));
  },
  write(serviceId: string, start: string, held: HeldTime): void {
    sessionStorage.setItem(keyOf(serviceId, start), JSON.stringify(held));
  },
  forget(serviceId: string, start: string): void {
    sessionStorage.removeItem(keyOf(serviceId, start));
  },
  /** Times that the tab held itself and that are no booking yet: those that leaving gives back. */
  all(): RememberedTime[] {
    return Object.keys(sessionStorage).flatMap((key) => {
      const [prefix, serviceId, start] = key.split(" ");
      const held = prefix === PREFIX ? parse(sessionStorage.getItem(key)) : null;
      if (!held || !serviceId || !start || held.bookingId || held.isKept) return [];
      return [{ ...held, serviceId, start }];
    });
  },
};
