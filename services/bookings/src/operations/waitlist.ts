import type { Actor, WaitlistEntry } from "@loconomy/contracts";
import {
  actingAs,
  problem,
  requireUser,
  system,
  transaction,
  type ServiceDependencies,
} from "@loconomy/kit";
import { ownerOf, releaseHold } from "../hold-store.ts";
import { requireOwner } from "../policy.ts";
import { toWaitlistEntry } from "../view.ts";
import { deleteEntry, listLine, listOwn } from "../waitlist-store.ts";
import { serveSoon } from "./serve-waitlist.ts";

const SHOWN_MAX = 100;
const REMEMBERED_MS = 30 * 86_400_000;

/** What one waits for, and what came of it lately. */
export const listWaitlist = async (
  { db, clock }: ServiceDependencies,
  actor: Actor,
): Promise<{ items: WaitlistEntry[] }> => {
  const { userId } = requireUser(actor);
  const now = clock.now();
  const since = new Date(now.getTime() - REMEMBERED_MS);
  const rows = await listOwn(actingAs(db, actor), userId, since, SHOWN_MAX);
  return { items: rows.map((row) => toWaitlistEntry(row, now)) };
};

/** Waits no longer. A time that was kept is given back, and the next in line is looked for. */
export const leaveWaitlist = (
  { db }: ServiceDependencies,
  actor: Actor,
  { id }: { id: string },
): Promise<void> => {
  const { userId } = requireUser(actor);
  return transaction(db, system("bookings"), async (tx) => {
    const entry = await deleteEntry(tx, id, userId);
    if (!entry) throw problem("not_found", "You wait for no such thing.");
    if (entry.holdId) await releaseHold(tx, entry.holdId, ownerOf(actor));
    await serveSoon(tx, [entry.providerId]);
  });
};

/** What people wait for at a provider's, for its owner; first in line first. */
export const listProviderWaitlist = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id }: { id: string },
) => {
  await requireOwner(deps, actor, id);
  const now = deps.clock.now();
  const { total, rows } = await listLine(actingAs(deps.db, actor), id, { limit: SHOWN_MAX, now });
  return { total, items: rows.map((row) => toWaitlistEntry(row, now)) };
};
