import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id, Instant, Money, page, PageQuery } from "./common.ts";
import { Price } from "./pricing.ts";

/** As it is typed: in either case, with blanks around it. */
export const CouponCode = z
  .string()
  .trim()
  .max(60)
  .transform((code) => code.toUpperCase())
  .pipe(z.string().regex(/^[A-Z0-9-]{3,40}$/, "must be 3 to 40 letters, digits and hyphens"));

const Amount = Money.extend({
  amount: z.int().min(1, "must be above zero").max(10_000_000, "is too much"),
});
const OncePerCurrency = z
  .array(Amount)
  .max(20)
  .refine(
    (amounts) => new Set(amounts.map(({ currency }) => currency)).size === amounts.length,
    "must name each currency once",
  );

const Uses = z.int().min(1, "must be above zero").max(1_000_000);

export const NewCoupon = z.object({
  code: CouponCode,
  /** Off the price of the service, before tax is added: whole percent, or an amount for each currency that it is good for. */
  off: z.union([
    z.object({ percent: z.int().min(1, "must be above zero").max(99, "must be below 100") }),
    z.object({ amounts: OncePerCurrency.min(1) }),
  ]),
  /** The least price for each currency that it is good for; none: any price in any currency. */
  minimums: OncePerCurrency.default([]),
  /** Good for providers of these categories and those below them; none: of all. */
  categoryIds: z.array(Id).max(50).default([]),
  usesMax: Uses.nullable(),
  usesPerCustomer: Uses.nullable(),
  validFrom: Instant,
  validUntil: Instant.nullable(),
});

export const Coupon = z.object({
  id: Id,
  code: z.string(),
  off: z.union([z.object({ percent: z.int() }), z.object({ amounts: z.array(Money) })]),
  minimums: z.array(Money),
  categoryIds: z.array(Id),
  usesMax: z.int().nullable(),
  usesPerCustomer: z.int().nullable(),
  validFrom: Instant,
  validUntil: Instant.nullable(),
  /** When an operator ended it. */
  endedAt: Instant.nullable(),
  /** Bookings that it was used for and times that are held with it now; what was given back does not count. */
  uses: z.int(),
});
export type Coupon = z.infer<typeof Coupon>;

/** Why a code cannot be used, told as `reason` of the problem `coupon_refused`. */
export const CouponRefusal = z.enum([
  "unknown",
  "not_yet",
  "ended",
  "used_up",
  "already_used",
  "other_category",
  "other_currency",
  "below_minimum",
  "too_much",
]);
export type CouponRefusal = z.infer<typeof CouponRefusal>;

export const couponsContract = {
  listCoupons: oc
    .route({
      method: "GET",
      path: "/admin/coupons",
      tags: ["operator"],
      summary: "All coupons, newest first",
    })
    .input(PageQuery)
    .output(page(Coupon)),
  createCoupon: oc
    .route({
      method: "POST",
      path: "/admin/coupons",
      successStatus: 201,
      tags: ["operator"],
      summary: "Make a coupon",
      description:
        "What it takes off is the platform's cost: tax, fee and the provider's share are as without it.",
    })
    .input(NewCoupon)
    .output(Coupon),
  endCoupon: oc
    .route({
      method: "POST",
      path: "/admin/coupons/{id}/end",
      tags: ["operator"],
      summary: "End a coupon now; times that are held with it keep their price",
    })
    .input(z.object({ id: Id }))
    .output(Coupon),
};

export const couponsInternal = {
  /**
   * Takes a coupon's amount off the price of a held time, and keeps the use for it until some time after the hold can have
   * ended. @throws coupon_refused with its `reason`.
   */
  reserveCoupon: oc
    .input(
      z.object({
        code: z.string(),
        customerId: Id,
        holdId: Id,
        categoryId: Id,
        /** The price without any coupon. */
        price: Price,
        reservedUntil: Instant,
      }),
    )
    .output(z.object({ price: Price })),
  /** Gives back a use that was kept for a held time and is not wanted any more. Safe to repeat. */
  returnCoupon: oc.input(z.object({ redemptionId: Id })).output(z.void()),
};
