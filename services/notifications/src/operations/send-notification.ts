import {
  actingAs,
  enqueue,
  inBatches,
  system,
  transaction,
  type Db,
  type ServiceDependencies,
} from "@loconomy/kit";
import { ATTEMPT_MS_MAX, type Transport } from "../mail.ts";
import { claim, leasedUntil, markFailed, markSent } from "../store.ts";
import { renderMail } from "../templates/index.ts";
import type { Site } from "../templates/letter.ts";

export const SEND = "notifications.send";

/** Twice the longest attempt: whoever still holds a row after that has died. */
const LEASE_MS = 2 * ATTEMPT_MS_MAX;

/** An e-mail address, wherever it stands in a text. */
const ADDRESS = /[^\s<>(),;:"]+@[^\s<>(),;:"]+/g;

const actor = system("notifications");

/**
 * What renders and sends one notification. The row is leased, not locked, while the mail is on its way; a second worker comes
 * back when the lease is over. A mail sent by a process that died before it could write so down goes out again under the
 * same Message-ID, by which mail systems know it.
 * @throws what the transport says, without addresses, after it was recorded: the queue tries again.
 */
export const createSender = (
  { db, clock, log }: ServiceDependencies,
  site: Site,
  send: Transport,
) => {
  const own = actingAs(db, actor);
  const claimOne = inBatches((ids: string[]) => {
    const now = clock.now();
    return claim(own, ids, now, new Date(now.getTime() + LEASE_MS));
  });
  const markOneSent = inBatches(async (ids: string[]) => {
    await markSent(own, ids, clock.now());
    return [];
  });

  return async ({ id }: { id: string }): Promise<void> => {
    const claimed = await claimOne(id);
    if (!claimed) return comeBackLater(db, id, clock.now());
    const { template, facts, messageId, toAddress } = claimed;
    try {
      await send({
        ...renderMail(template, facts, site),
        messageId,
        from: site.from,
        to: { name: facts.recipient.name, email: toAddress },
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await markFailed(own, id, reason);
      // Mail servers name the address that they refuse. The queue logs what is thrown, so the cause stays here.
      const said = reason.replace(ADDRESS, "…");
      log.warn(
        { notification: id, template, reason: said },
        "a mail could not be sent; the queue tries again",
      );
      throw new Error(said);
    }
    await markOneSent(id);
  };
};

/** Another worker has the row; should it have died, somebody must look again when its lease is over. */
const comeBackLater = (db: Db, id: string, now: Date): Promise<void> =>
  transaction(db, actor, async (tx) => {
    const until = await leasedUntil(tx, id);
    if (until) await enqueue(tx, SEND, { id }, { delayMs: until.getTime() - now.getTime() });
  });
