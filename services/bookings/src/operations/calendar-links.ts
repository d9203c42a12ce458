import { randomBytes } from "node:crypto";
import type { Actor, CalendarLink } from "@loconomy/contracts";
import { requireUser, transaction } from "@loconomy/kit";
import { deleteLink, findLink, replaceLink, type CalendarLinkRow } from "../calendar-link-store.ts";
import { calendarToken } from "../calendar-token.ts";
import type { BookingsConfig } from "../config.ts";
import type { Bookings } from "../context.ts";
import { requireOwner } from "../policy.ts";

/** What a link is for: a business of one's own, or what one booked as a customer. */
interface Of {
  id?: string;
}

/** One's calendar link as it is. */
export const getCalendarLink = async (
  deps: Bookings,
  actor: Actor,
  of: Of = {},
): Promise<CalendarLink> => {
  const owner = await ownerOf(deps, actor, of);
  return toLink(deps.config, await transaction(deps.db, actor, (tx) => findLink(tx, owner)));
};

/** Makes one's calendar link anew: an earlier one stops working at once. */
export const replaceCalendarLink = async (
  deps: Bookings,
  actor: Actor,
  of: Of = {},
): Promise<CalendarLink> => {
  const owner = await ownerOf(deps, actor, of);
  const row = await transaction(deps.db, actor, (tx) =>
    replaceLink(tx, {
      ...owner,
      secret: randomBytes(32).toString("base64url"),
      createdAt: deps.clock.now(),
    }),
  );
  return toLink(deps.config, row);
};

/** Ends one's calendar link. */
export const deleteCalendarLink = async (
  deps: Bookings,
  actor: Actor,
  of: Of = {},
): Promise<void> => {
  const owner = await ownerOf(deps, actor, of);
  await transaction(deps.db, actor, (tx) => deleteLink(tx, owner));
};

const ownerOf = async (
  deps: Bookings,
  actor: Actor,
  { id }: Of,
): Promise<{ userId: string; providerId: string | null }> => {
  const { userId } = requireUser(actor);
  if (id) await requireOwner(deps, actor, id);
  return { userId, providerId: id ?? null };
};

const toLink = (config: BookingsConfig, row: CalendarLinkRow | undefined): CalendarLink => ({
  url: row
    ? `${config.PUBLIC_URL}/api/v1/calendars/${calendarToken(config.AUTH_SECRET, row)}.ics`
    : null,
  createdAt: row?.createdAt.toISOString() ?? null,
});
