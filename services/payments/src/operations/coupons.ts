import type { Actor, Coupon, NewCoupon } from "@loconomy/contracts";
import {
  decodeCursor,
  problem,
  requirePermission,
  system,
  toPage,
  transaction,
} from "@loconomy/kit";
import { z } from "zod";
import type { Payments } from "../context.ts";
import {
  endCoupon as end,
  findCoupon,
  insertCoupon,
  listCoupons as list,
  toCoupon,
} from "../pricing/coupon-store.ts";

const Cursor = z.tuple([z.uuid()]);

/** All coupons, newest first. @throws unauthenticated, forbidden, invalid_request (a cursor that is not ours). */
export const listCoupons = async (
  { db, clock }: Payments,
  actor: Actor,
  { cursor, limit }: { cursor?: string; limit: number },
) => {
  requirePermission(actor, "admin:access");
  const [before] = decodeCursor(Cursor, cursor) ?? [null];
  const now = clock.now();
  const rows = await transaction(db, system("payments"), (tx) => list(tx, { before, limit, now }));
  return toPage(rows, limit, ({ id }) => [id], toCoupon);
};

/**
 * Makes a coupon.
 * @throws unauthenticated, forbidden, already_exists, unprocessable when it ends before it begins, or a category does not exist.
 */
export const createCoupon = async (
  { db, clients, clock }: Payments,
  actor: Actor,
  input: z.output<typeof NewCoupon>,
): Promise<Coupon> => {
  const { userId } = requirePermission(actor, "admin:access");
  const validFrom = new Date(input.validFrom);
  const validUntil = input.validUntil === null ? null : new Date(input.validUntil);
  if (validUntil && validUntil <= validFrom)
    throw problem("unprocessable", "A coupon cannot end before it begins.", {
      errors: [{ path: "validUntil", message: "must be later than validFrom" }],
    });
  if (input.categoryIds.length > 0) {
    const { items } = await clients.providers.listCategories();
    const known = new Set(items.map(({ id }) => id));
    if (!input.categoryIds.every((id) => known.has(id)))
      throw problem("unprocessable", "There is no such category.", {
        errors: [{ path: "categoryIds", message: "must be categories" }],
      });
  }
  const now = clock.now();
  return transaction(db, system("payments"), async (tx) => {
    const id = await insertCoupon(tx, { ...input, validFrom, validUntil }, userId, now);
    if (!id)
      throw problem("already_exists", "There is a coupon of this code already.", {
        errors: [{ path: "code", message: "is taken" }],
      });
    return toCoupon((await findCoupon(tx, id, now))!);
  });
};

/** Ends a coupon now; again is fine. @throws unauthenticated, forbidden, not_found. */
export const endCoupon = async (
  { db, clock }: Payments,
  actor: Actor,
  { id }: { id: string },
): Promise<Coupon> => {
  requirePermission(actor, "admin:access");
  const now = clock.now();
  return transaction(db, system("payments"), async (tx) => {
    await end(tx, id, now);
    const coupon = await findCoupon(tx, id, now);
    if (!coupon) throw problem("not_found", "There is no such coupon.");
    return toCoupon(coupon);
  });
};
