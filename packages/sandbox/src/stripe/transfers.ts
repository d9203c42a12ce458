import type Stripe from "stripe";
import type { Endpoints } from "./api.ts";
import { bookBalance, sumBalance } from "./balance.ts";
import { invalidRequest, resourceMissing, wanted } from "./errors.ts";
import { expandPaths } from "./expand.ts";
import { newId } from "./ids.ts";
import { listObjects } from "./lists.ts";
import { mergeMetadata } from "./metadata.ts";
import { formatMoney } from "./money.ts";
import { nextPayoutAt } from "./payout-schedule.ts";
import { load, type Stored, type Work } from "./store.ts";
import type { Taken } from "./taken.ts";

/** Money that the platform sends on to connected accounts, and takes back. */
export function registerTransfers(api: Endpoints): void {
  api.write("/transfers", createTransfer);
  api.write("/transfers/:id/reversals", createReversal);
  api.read("/transfers/:id", async (db, params, id) => {
    const stored = await load(db, "transfer", id);
    if (!stored) throw resourceMissing("transfer", id, "id");
    return expandPaths(db, stored.object, params.expand);
  });
  api.read("/transfers", (db, { destination, transfer_group, ...page }) =>
    listObjects(db, "transfer", "/v1/transfers", page, { destination, transfer_group }),
  );
  api.read("/transfers/:id/reversals", (db, page, transfer) =>
    listObjects(db, "transfer_reversal", `/v1/transfers/${transfer}/reversals`, page, { transfer }),
  );
}

type CreateParams = Taken<"POST /transfers">;

async function createTransfer(work: Work, params: CreateParams): Promise<object> {
  const amount = wanted(params.amount, "amount");
  const currency = params.currency.toLowerCase();
  const availableOn = await checkSource(work, { ...params, amount }, currency);
  const destination = await lockDestination(work, params.destination);
  const id = newId("tr");
  const payment = newId("py");
  const transfer: Stripe.Transfer = {
    id,
    object: "transfer",
    amount,
    amount_reversed: 0,
    balance_transaction: bookBalance(work, {
      amount: -amount,
      currency,
      source: id,
      type: "transfer",
      availableOn,
    }),
    created: work.now,
    currency,
    description: params.description ?? null,
    destination: params.destination,
    destination_payment: payment,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    reversals: { object: "list", data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: params.source_transaction ?? null,
    source_type: "card",
    transfer_group: params.transfer_group ?? null,
  };
  bookBalance(work, {
    amount,
    currency,
    source: payment,
    type: "payment",
    account: params.destination,
    availableOn,
  });
  const { schedule } = destination.object.settings!.payouts!;
  const next = destination.internal.nextPayoutAt ?? nextPayoutAt(schedule, work.now);
  work.put(destination.object, {
    ...destination.internal,
    ...(next !== undefined && { nextPayoutAt: next }),
  });
  work.put(transfer);
  work.emit("transfer.created", transfer);
  return work.expand(transfer, params.expand);
}

/** The account that money goes to, locked: whoever moves its money holds this lock. */
async function lockDestination(work: Work, id: string): Promise<Stored<Stripe.Account>> {
  const account = await work.lock("account", id);
  if (!account) throw resourceMissing("destination", id, "destination", 400);
  if (account.object.capabilities?.transfers === "active") return account;
  throw invalidRequest(
    "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments",
    { code: "insufficient_capabilities_for_transfer" },
  );
}

/** Whether the money is there; returns from when on, Unix seconds. Of one charge no more is sent on than was captured. */
async function checkSource(
  work: Work,
  { amount, source_transaction: source }: CreateParams & { amount: number },
  currency: string,
): Promise<number> {
  if (source === undefined) {
    const sums = await sumBalance(work.db, null, work.now);
    const { available } = sums.find((sum) => sum.currency === currency) ?? { available: 0 };
    if (amount > available)
      throw insufficient("You have insufficient available funds in your Stripe account.");
    return work.now;
  }
  const charge = (await work.load("charge", source))?.object;
  if (!charge) throw resourceMissing("charge", source, "source_transaction", 400);
  await work.lock("payment_intent", charge.payment_intent as string);
  if (!charge.captured || charge.currency !== currency)
    throw invalidRequest(
      charge.captured
        ? `The currency of source_transaction's balance transaction (${charge.currency}) must be the same as the transfer currency (${currency})`
        : "Cannot use an uncaptured charge as a source_transaction.",
      { param: charge.captured ? "currency" : "source_transaction" },
    );
  const { rows } = await work.db.query<{ sent: number }>(
    `select coalesce(sum((data ->> 'amount')::bigint - (data ->> 'amount_reversed')::bigint), 0)::float8 as sent
       from sandbox.stripe_objects where data ->> 'source_transaction' = $1`,
    [source],
  );
  if (rows[0]!.sent + amount > charge.amount_captured) {
    const captured = formatMoney(charge.amount_captured, currency);
    throw invalidRequest(
      `The transfers that use this charge as their source cannot be more than its amount (${captured}).`,
      { code: "transfer_source_balance_parameters_mismatch", param: "amount" },
    );
  }
  const booked = await work.load("balance_transaction", charge.balance_transaction as string);
  return Math.max(work.now, booked?.object.available_on ?? work.now);
}

async function createReversal(
  work: Work,
  params: Taken<"POST /transfers/:id/reversals">,
  id: string,
): Promise<object> {
  const stored = await work.lock("transfer", id);
  if (!stored) throw resourceMissing("transfer", id, "id");
  const { object: transfer } = stored;
  const { currency } = transfer;
  const account = transfer.destination as string;
  await work.lock("account", account);
  const left = transfer.amount - transfer.amount_reversed;
  const reversed = params.amount ?? left;
  if (left === 0 || reversed > left)
    throw invalidRequest(
      `Reversal amount (${formatMoney(reversed, currency)}) is greater than unreversed amount on transfer (${formatMoney(left, currency)})`,
      { param: "amount" },
    );
  const sums = await sumBalance(work.db, account, work.now);
  const sum = sums.find((one) => one.currency === currency);
  if (reversed > (sum ? sum.available + sum.pending : 0))
    throw insufficient("The connected account has insufficient funds to reverse this transfer.");
  // What was not available yet goes back to where it waits.
  const availableOn =
    sum && sum.available < reversed ? await availableOf(work, transfer) : work.now;
  const reversal: Stripe.TransferReversal = {
    id: newId("trr"),
    object: "transfer_reversal",
    amount: reversed,
    balance_transaction: null,
    created: work.now,
    currency,
    destination_payment_refund: newId("pyr"),
    metadata: mergeMetadata({}, params.metadata),
    source_refund: null,
    transfer: id,
  };
  reversal.balance_transaction = bookBalance(work, {
    amount: reversed,
    currency,
    source: reversal.id,
    type: "transfer",
    availableOn,
  });
  bookBalance(work, {
    amount: -reversed,
    currency,
    source: reversal.destination_payment_refund as string,
    type: "payment_refund",
    account,
    availableOn,
  });
  const previous = { amount_reversed: transfer.amount_reversed, reversed: transfer.reversed };
  transfer.amount_reversed += reversed;
  transfer.reversed = transfer.amount_reversed === transfer.amount;
  transfer.reversals.data.unshift(structuredClone(reversal));
  work.put(reversal);
  work.put(transfer, stored.internal);
  work.emit("transfer.reversed", transfer, previous);
  return work.expand(reversal, params.expand);
}

async function availableOf(work: Work, transfer: Stripe.Transfer): Promise<number> {
  const booked = await work.load("balance_transaction", transfer.balance_transaction as string);
  return Math.max(work.now, booked?.object.available_on ?? work.now);
}

function insufficient(message: string) {
  return invalidRequest(message, { code: "balance_insufficient" });
}
