import type { Actor, TaxRate } from "@loconomy/contracts";
import { problem, requirePermission, sqlState, system, transaction } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import {
  insertTaxRate,
  listTaxRates as list,
  lockTaxRate,
  setTaxEnd,
} from "../pricing/pricing-store.ts";

/** All taxes. @throws unauthenticated, forbidden. */
export const listTaxRates = async (
  { db }: Payments,
  actor: Actor,
): Promise<{ items: TaxRate[] }> => {
  requirePermission(actor, "admin:access");
  return { items: await list(db) };
};

/**
 * Adds a tax for what is held from now on.
 * @throws unauthenticated, forbidden, already_exists when the same tax holds on some of these days, unprocessable when it ends
 * before it begins.
 */
export const createTaxRate = async (
  { db }: Payments,
  actor: Actor,
  rate: Omit<TaxRate, "id">,
): Promise<TaxRate> => {
  requirePermission(actor, "admin:access");
  requireOrder(rate.validFrom, rate.validUntil);
  return transaction(db, system("payments"), (tx) => insertTaxRate(tx, rate)).catch(refuseOverlap);
};

/**
 * Says on which day a tax is borne for the last time.
 * @throws unauthenticated, forbidden, not_found, unprocessable for a day before it begins, already_exists when it would then
 * overlap with the rate that follows.
 */
export const endTaxRate = async (
  { db }: Payments,
  actor: Actor,
  { id, validUntil }: { id: string; validUntil: string },
): Promise<TaxRate> => {
  requirePermission(actor, "admin:access");
  return transaction(db, system("payments"), async (tx) => {
    const rate = await lockTaxRate(tx, id);
    if (!rate) throw problem("not_found", "There is no such tax.");
    requireOrder(rate.validFrom, validUntil);
    return setTaxEnd(tx, id, validUntil);
  }).catch(refuseOverlap);
};

const requireOrder = (from: string, until: string | null): void => {
  if (until !== null && until < from)
    throw problem("unprocessable", "A tax cannot end before it begins.", {
      errors: [{ path: "validUntil", message: `must be ${from} or later` }],
    });
};

const refuseOverlap = (error: unknown): never => {
  if (sqlState(error) !== "23P01") throw error;
  throw problem(
    "already_exists",
    "This tax has a rate for some of these days already. End that one first.",
    undefined,
    error,
  );
};
