import { heldTime, type RememberedTime } from "./held-time.ts";

/** Pages on the way to a booking: whoever signs in for it has not left. */
const ON_THE_WAY = [
  "/book",
  "/book/series",
  "/sign-in",
  "/sign-up",
  "/forgot-password",
  "/reset-password",
  "/verify",
];

/** Whether a page belongs to booking the time that is held. */
export const keepsTime = (path: string): boolean => ON_THE_WAY.includes(path);

/**
 * Gives a held time back, also from a page that is just being closed: the request outlives it. What is lost on the way ends by
 * itself a few minutes later. Resolves with whether the server has answered.
 */
export async function letGo(held: RememberedTime): Promise<boolean> {
  const { serviceId, start } = held;
  heldTime.write(serviceId, start, { holdId: held.holdId, isLetGo: true });
  let response: Response;
  try {
    response = await fetch(`/api/v1/bookings/holds/${encodeURIComponent(held.holdId)}`, {
      method: "DELETE",
      keepalive: true,
    });
  } catch {
    return false;
  }
  // Held anew meanwhile, it is another hold.
  if (heldTime.read(serviceId, start)?.holdId !== held.holdId) return true;
  if (response.status === 409)
    heldTime.write(serviceId, start, { holdId: held.holdId, isKept: true });
  else heldTime.forget(serviceId, start);
  return true;
}
