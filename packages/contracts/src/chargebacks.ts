import { z } from "zod";

/**
 * How what a cardholder's bank takes back stands. `needs_response` waits for our answer, `under_review` for the bank's; `closed`
 * ended with nothing taken, as an inquiry does that is not followed by more.
 */
export const ChargebackStatus = z.enum(["needs_response", "under_review", "won", "lost", "closed"]);
export type ChargebackStatus = z.infer<typeof ChargebackStatus>;
