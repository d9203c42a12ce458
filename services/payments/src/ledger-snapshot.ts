import { system, transaction, type Db, type Tx } from "@loconomy/kit";

interface Cut {
  /** Database transactions below are in the snapshot. */
  upTo: string;
  /** Below nothing can be posted any more. */
  horizon: string;
  /** The snapshot was taken in another database cluster, which counts otherwise. */
  isForeign: boolean;
}

/** Adds what was posted since the last time to the snapshot of balances. Bookings wait for nothing of it. Safe to repeat. */
export const takeSnapshot = (db: Db): Promise<void> =>
  transaction(db, system("payments"), async (tx) => {
    const { upTo, horizon, isForeign } = await lockSnapshot(tx);
    if (isForeign) return rebuild(tx, horizon);
    await addEntries(tx, upTo, horizon);
  });

/** Makes the snapshot of balances anew from every entry. */
export const rebuildSnapshot = (tx: Tx): Promise<void> =>
  lockSnapshot(tx).then(({ horizon }) => rebuild(tx, horizon));

const lockSnapshot = async (tx: Tx): Promise<Cut> =>
  (
    await tx.query<Cut>(
      `select up_to::text as "upTo", pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
              up_to > pg_snapshot_xmax(pg_current_snapshot()) as "isForeign"
         from payments.ledger_snapshot for update`,
    )
  )[0]!;

const rebuild = async (tx: Tx, horizon: string): Promise<void> => {
  await tx.query("delete from payments.ledger_balances");
  await tx.query("update payments.ledger_snapshot set up_to = '0'");
  await addEntries(tx, "0", horizon);
};

/** Does nothing when another run was quicker and went further. */
const addEntries = async (tx: Tx, from: string, to: string): Promise<void> => {
  await tx.query(
    `with moved as (update payments.ledger_snapshot set up_to = $2::xid8 where up_to < $2::xid8 returning 1)
     insert into payments.ledger_balances (account, owner, currency, amount)
     select account, owner, currency, sum(amount)
       from payments.ledger_entries
      where posted_in >= $1::xid8 and posted_in < $2::xid8 and exists (select from moved)
      group by account, owner, currency
     on conflict (owner, account, currency) do update set amount = ledger_balances.amount + excluded.amount`,
    [from, to],
  );
  await tx.query("delete from payments.ledger_balances where amount = 0");
};
