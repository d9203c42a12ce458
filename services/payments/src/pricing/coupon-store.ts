import type { Coupon } from "@loconomy/contracts";
import type { Tx } from "@loconomy/kit";
import type { CouponRules } from "./coupon.ts";

interface FlatRow extends Omit<CouponRules, "off"> {
  percent: number | null;
  amounts: Array<{ amount: number; currency: string }> | null;
}

export type CouponRow = CouponRules & { uses: number };

const COLUMNS = `c.id, c.code, c.percent, c.amounts, c.minimums, c.category_ids as "categoryIds", c.uses_max as "usesMax",
  c.uses_per_customer as "usesPerCustomer", c.valid_from as "validFrom", c.valid_until as "validUntil", c.ended_at as "endedAt"`;
/** A use that counts: redeemed, or kept for a held time that has not run out; several tries for one time are one. */
const COUNTS = "(r.status = 'redeemed' or r.status = 'reserved' and r.reserved_until > $1)";
const USES = `(select count(distinct r.hold_id)::int from payments.coupon_redemptions r where r.coupon_id = c.id and ${COUNTS}) as uses`;

const toRow = <Row extends FlatRow>({ percent, amounts, ...row }: Row) => ({
  ...row,
  off: percent === null ? { amounts: amounts! } : { percent },
});

/** Newest first, after a page's last id; one more than `limit` when there are more. */
export const listCoupons = async (
  tx: Tx,
  { before, limit, now }: { before: string | null; limit: number; now: Date },
): Promise<CouponRow[]> =>
  (
    await tx.query<FlatRow & { uses: number }>(
      `select ${COLUMNS}, ${USES} from payments.coupons c where $2::uuid is null or c.id < $2 order by c.id desc limit $3`,
      [now, before, limit + 1],
    )
  ).map(toRow);

type NewCoupon = Omit<CouponRules, "id" | "endedAt">;

/** Undefined when there is a coupon of that code. */
export const insertCoupon = async (
  tx: Tx,
  coupon: NewCoupon,
  createdBy: string,
  now: Date,
): Promise<string | undefined> => {
  const { off } = coupon;
  const [row] = await tx.query<{ id: string }>(
    `insert into payments.coupons (code, percent, amounts, minimums, category_ids, uses_max, uses_per_customer, valid_from,
       valid_until, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (code) do nothing returning id`,
    [
      coupon.code,
      "percent" in off ? off.percent : null,
      "amounts" in off ? JSON.stringify(off.amounts) : null,
      JSON.stringify(coupon.minimums),
      coupon.categoryIds,
      coupon.usesMax,
      coupon.usesPerCustomer,
      coupon.validFrom,
      coupon.validUntil,
      createdBy,
      now,
    ],
  );
  return row?.id;
};

/** Ends a coupon, unless it has ended. */
export const endCoupon = async (tx: Tx, id: string, now: Date): Promise<void> => {
  await tx.query("update payments.coupons set ended_at = $2 where id = $1 and ended_at is null", [
    id,
    now,
  ]);
};

/** Whether a coupon holds only for some categories. */
export const isForCategories = async (tx: Tx, code: string): Promise<boolean> =>
  (await tx.query("select from payments.coupons where code = $1 and category_ids <> '{}'", [code]))
    .length > 0;

export const findCoupon = async (tx: Tx, id: string, now: Date): Promise<CouponRow | undefined> =>
  (
    await tx.query<FlatRow & { uses: number }>(
      `select ${COLUMNS}, ${USES} from payments.coupons c where c.id = $2`,
      [now, id],
    )
  ).map(toRow)[0];

/** The coupon of a code; whoever else wants to use it waits until the transaction ends, so that its uses can be counted. */
export const lockCoupon = async (tx: Tx, code: string): Promise<CouponRules | undefined> =>
  (
    await tx.query<FlatRow>(
      `select ${COLUMNS} from payments.coupons c where c.code = $1 for update`,
      [code],
    )
  ).map(toRow)[0];

/** How often a locked coupon is used by others than a held time: in all, and by a customer. */
export const countUses = async (
  tx: Tx,
  couponId: string,
  { customerId, holdId, now }: { customerId: string; holdId: string; now: Date },
): Promise<{ all: number; own: number }> => {
  const [row] = await tx.query<{ all: number; own: number }>(
    `select count(distinct r.hold_id)::int as all, (count(distinct r.hold_id) filter (where r.customer_id = $3))::int as own
       from payments.coupon_redemptions r where r.coupon_id = $2 and r.hold_id <> $4 and ${COUNTS}`,
    [now, couponId, customerId, holdId],
  );
  return row!;
};

export const reserveUse = async (
  tx: Tx,
  use: { couponId: string; customerId: string; holdId: string; reservedUntil: Date; now: Date },
): Promise<string> => {
  const [row] = await tx.query<{ id: string }>(
    `insert into payments.coupon_redemptions (coupon_id, customer_id, hold_id, reserved_until, created_at)
     values ($1, $2, $3, $4, $5) returning id`,
    [use.couponId, use.customerId, use.holdId, use.reservedUntil, use.now],
  );
  return row!.id;
};

/** Gives back a use that was kept and not redeemed. */
export const returnReserved = async (tx: Tx, redemptionId: string): Promise<void> => {
  await tx.query(
    "update payments.coupon_redemptions set status = 'returned' where id = $1 and status = 'reserved'",
    [redemptionId],
  );
};

/**
 * Redeems a kept use for a booking, and gives back what else was kept for the same time. False when it is not kept for this
 * customer any more.
 */
export const redeemUse = async (
  tx: Tx,
  redemptionId: string,
  { bookingId, customerId }: { bookingId: string; customerId: string },
): Promise<boolean> => {
  const [redeemed] = await tx.query<{ holdId: string }>(
    `update payments.coupon_redemptions set status = 'redeemed', booking_id = $2
      where id = $1 and customer_id = $3 and (status = 'reserved' or status = 'redeemed' and booking_id = $2) returning hold_id as "holdId"`,
    [redemptionId, bookingId, customerId],
  );
  if (!redeemed) return false;
  await tx.query(
    "update payments.coupon_redemptions set status = 'returned' where hold_id = $1 and status = 'reserved'",
    [redeemed.holdId],
  );
  return true;
};

/** Gives back what a booking that costs nothing has used. */
export const returnRedeemed = async (tx: Tx, bookingId: string): Promise<void> => {
  await tx.query(
    "update payments.coupon_redemptions set status = 'returned' where booking_id = $1 and status = 'redeemed'",
    [bookingId],
  );
};

export const toCoupon = ({ validFrom, validUntil, endedAt, ...row }: CouponRow): Coupon => ({
  ...row,
  validFrom: validFrom.toISOString(),
  validUntil: validUntil?.toISOString() ?? null,
  endedAt: endedAt?.toISOString() ?? null,
});
