/** What this tab remembers of a time it holds, so that a reload finds the same hold and booking again. */
interface HeldTime {
  holdId: string;
  bookingId?: string;
}

const keyOf = (serviceId: string, start: string) => `hold ${serviceId} ${start}`;

export const heldTime = {
  read(serviceId: string, start: string): HeldTime | null {
    const stored = sessionStorage.getItem(keyOf(serviceId, start));
    return stored ? (JSON.parse(stored) as HeldTime) : null;
  },
  write(serviceId: string, start: string, held: HeldTime): void {
    sessionStorage.setItem(keyOf(serviceId, start), JSON.stringify(held));
  },
  forget(serviceId: string, start: string): void {
    sessionStorage.removeItem(keyOf(serviceId, start));
  },
};
