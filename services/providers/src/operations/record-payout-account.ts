import type { EventData } from "@loconomy/contracts";
import { publish, system, transaction } from "@loconomy/kit";
import type { Providers } from "../service.ts";

/**
 * Opens a provider for bookings when the account for its money is complete, and closes it when it is not any more. News
 * that is older than what is recorded, or the same once more, changes nothing and tells nothing.
 * @param changedAt RFC 3339.
 */
export const recordPayoutAccount = (
  { db, clock }: Providers,
  { providerId, canTakeMoney }: EventData<"payout_account.changed">,
  changedAt: string,
): Promise<void> =>
  transaction(db, system("providers"), async (tx) => {
    const [changed] = await tx.query<{ before: boolean }>(
      `update providers.providers set takes_bookings = $2, takes_bookings_as_of = $3
        where id = $1 and (takes_bookings_as_of is null or takes_bookings_as_of <= $3)
        returning old.takes_bookings as before`,
      [providerId, canTakeMoney, changedAt],
    );
    if (changed && changed.before !== canTakeMoney)
      await publish(tx, clock, "provider.updated", providerId, { providerId });
  });
