import { readStored } from "./read-stored.ts";

interface HeldSeries {
  holdId: string;
  serviceId: string;
  /** RFC 3339, of the first date that was wished. */
  start: string;
  /** It is bookings already. */
  isBooked?: boolean;
}

const KEY = "held series";

/** What this tab remembers of the series it holds, so that signing in or a reload finds it again. */
export const heldSeries = {
  read(): HeldSeries | null {
    return readStored<HeldSeries>(sessionStorage.getItem(KEY), {
      holdId: "string",
      serviceId: "string",
      start: "string",
      isBooked: "boolean?",
    });
  },
  write(held: HeldSeries): void {
    sessionStorage.setItem(KEY, JSON.stringify(held));
  },
  /** Gives it back unless it is booked; when that fails it ends by itself. */
  async letGo(): Promise<void> {
    const held = heldSeries.read();
    sessionStorage.removeItem(KEY);
    if (!held || held.isBooked) return;
    await fetch(`/api/v1/bookings/series/holds/${encodeURIComponent(held.holdId)}`, {
      method: "DELETE",
      keepalive: true,
    }).catch(() => undefined);
  },
};
