import type { Actor, FeeRule, Plan } from "@loconomy/contracts";
import { problem, requirePermission, system, transaction } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import {
  deleteFeeRule,
  findPlan,
  listFeeRules,
  putFeeRule,
  putPlan,
} from "../pricing/pricing-store.ts";

/** The platform's fee. @throws unauthenticated, forbidden. */
export const listFees = async (
  { db, config }: Payments,
  actor: Actor,
): Promise<{ defaultFeeBps: number; items: FeeRule[] }> => {
  requirePermission(actor, "admin:access");
  return { defaultFeeBps: config.PLATFORM_FEE_BPS, items: await listFeeRules(db) };
};

/**
 * Sets the platform's fee for a plan, a category, or both.
 * @throws unauthenticated, forbidden, unprocessable for neither, or a category that does not exist.
 */
export const putFee = async (
  { db, clients, clock }: Payments,
  actor: Actor,
  rule: Omit<FeeRule, "id">,
): Promise<FeeRule> => {
  requirePermission(actor, "admin:access");
  const { plan, categoryId } = rule;
  if (plan === null && categoryId === null)
    throw problem("unprocessable", "The fee for all is set by the configuration.", {
      errors: [{ path: "plan", message: "is needed when there is no category" }],
    });
  if (categoryId !== null) {
    const { items } = await clients.providers.listCategories();
    if (!items.some(({ id }) => id === categoryId))
      throw problem("unprocessable", "There is no such category.", {
        errors: [{ path: "categoryId", message: "must be a category" }],
      });
  }
  return transaction(db, system("payments"), (tx) => putFeeRule(tx, rule, clock.now()));
};

/** Removes a rule. @throws unauthenticated, forbidden, not_found. */
export const deleteFee = async (
  { db }: Payments,
  actor: Actor,
  { id }: { id: string },
): Promise<void> => {
  requirePermission(actor, "admin:access");
  const wasThere = await transaction(db, system("payments"), (tx) => deleteFeeRule(tx, id));
  if (!wasThere) throw problem("not_found", "There is no such rule.");
};

/** The plan of a provider. @throws unauthenticated, forbidden, not_found. */
export const getPlan = async (
  payments: Payments,
  actor: Actor,
  { id }: { id: string },
): Promise<{ plan: Plan }> => {
  requirePermission(actor, "admin:access");
  await requireProvider(payments, id);
  return { plan: await findPlan(payments.db, id) };
};

/** Puts a provider on a plan, for what is held from now on. @throws unauthenticated, forbidden, not_found. */
export const setPlan = async (
  payments: Payments,
  actor: Actor,
  { id, plan }: { id: string; plan: Plan },
): Promise<{ plan: Plan }> => {
  requirePermission(actor, "admin:access");
  await requireProvider(payments, id);
  const { db, clock } = payments;
  await transaction(db, system("payments"), (tx) => putPlan(tx, id, plan, clock.now()));
  return { plan };
};

const requireProvider = async ({ clients }: Payments, providerId: string): Promise<void> => {
  if (!(await clients.providers.getOwner({ providerId })))
    throw problem("not_found", "There is no such provider.");
};
