import { oc } from "@orpc/contract";
import { z } from "zod";
import { Day, Id, Money, RequiredText } from "./common.ts";
import { DepositTerms } from "./deposits.ts";

/** A part of a total. */
export const QuoteLine = z.object({
  kind: z.enum(["service", "tax", "discount"]),
  label: z.string(),
  /** Negative for a discount. */
  amount: Money,
});
export type QuoteLine = z.infer<typeof QuoteLine>;

/** A tax that a price contains already: it adds nothing to the total. */
export const IncludedTax = z.object({ label: z.string(), amount: Money });
export type IncludedTax = z.infer<typeof IncludedTax>;

/** What a total is made of. */
export const Breakdown = z.object({
  /** They add up to the total. */
  lines: z.array(QuoteLine),
  includedTaxes: z.array(IncludedTax),
});
export type Breakdown = z.infer<typeof Breakdown>;

/** What a price was agreed to be made of, as it is kept with a hold, its booking and its payment. Minor units of the total's currency. */
export const Pricing = Breakdown.extend({
  /** Tax in the total, added or included. */
  tax: z.int().min(0),
  /** The platform's share of the price without tax, in basis points (1 % = 100). */
  feeBps: z.int().min(0).max(10_000),
  /** What a coupon took off the total, at the platform's cost. */
  coupon: z.object({ redemptionId: Id, code: z.string(), amount: z.int().min(1) }).optional(),
  /** What of the total is due at booking, and by which terms. */
  deposit: z.object({ terms: DepositTerms, amount: z.int().min(1) }).optional(),
});
export type Pricing = z.infer<typeof Pricing>;

export const Price = Pricing.extend({ total: Money });
export type Price = z.infer<typeof Price>;

/** ISO 3166-1 alpha-2. */
export const Country = z.string().regex(/^[A-Z]{2}$/, "must be an ISO 3166-1 code such as US");

/** Parts per million of the price without tax: 8.25 % is 82500. */
const RatePpm = z.int().min(1, "must be above zero").max(1_000_000, "must be at most 100 %");

/** A tax on the services in a country, or in a region of it, on top of the country's. */
export const TaxRate = z.object({
  id: Id,
  country: Country,
  /** As places name it ("TX", "Bavaria"); null for the whole country. */
  region: z.string().nullable(),
  /** As customers read it: "VAT", "Sales tax". */
  name: z.string(),
  ratePpm: z.int(),
  /** Whether prices contain it already; else it is added to them. */
  isInclusive: z.boolean(),
  /** First and last day on which jobs bear it, by the calendar of the provider's zone. */
  validFrom: Day,
  validUntil: Day.nullable(),
});
export type TaxRate = z.infer<typeof TaxRate>;

export const PLANS = ["standard", "plus", "pro"] as const;
/** What a provider has agreed on with the platform. */
export const Plan = z.enum(PLANS);
export type Plan = z.infer<typeof Plan>;

/** The platform's share for a plan, a category with those below it, or both. */
export const FeeRule = z.object({
  id: Id,
  plan: Plan.nullable(),
  categoryId: Id.nullable(),
  /** Basis points: 1 % = 100. */
  feeBps: z.int(),
});
export type FeeRule = z.infer<typeof FeeRule>;

const FeeBps = z.int().min(0).max(10_000, "must be at most 100 %");

export const pricingContract = {
  listTaxRates: oc
    .route({
      method: "GET",
      path: "/admin/tax-rates",
      tags: ["operator"],
      summary: "All taxes, by country, region, name and day",
    })
    .output(z.object({ items: z.array(TaxRate) })),
  createTaxRate: oc
    .route({
      method: "POST",
      path: "/admin/tax-rates",
      successStatus: 201,
      tags: ["operator"],
      summary: "Add a tax",
      description:
        "It counts for what is held from now on; what is held or booked already keeps its price. Taxes of a country and of its region add up.",
    })
    .input(
      TaxRate.omit({ id: true }).extend({
        region: RequiredText(120).nullable(),
        name: RequiredText(60),
        ratePpm: RatePpm,
      }),
    )
    .output(TaxRate),
  endTaxRate: oc
    .route({
      method: "POST",
      path: "/admin/tax-rates/{id}/end",
      tags: ["operator"],
      summary: "Say on which day a tax is borne for the last time",
      description: "A rate that changes is ended, and another one added from the next day on.",
    })
    .input(z.object({ id: Id, validUntil: Day }))
    .output(TaxRate),
  listFees: oc
    .route({
      method: "GET",
      path: "/admin/fees",
      tags: ["operator"],
      summary: "The platform's fee: what holds for all, and the rules beside it",
    })
    .output(z.object({ defaultFeeBps: z.int(), items: z.array(FeeRule) })),
  putFee: oc
    .route({
      method: "PUT",
      path: "/admin/fees",
      tags: ["operator"],
      summary: "Set the platform's fee for a plan, a category, or both",
      description:
        "Of several rules that fit, the one for the nearest category counts, and among those the one for the plan. What is held or booked already keeps its fee.",
    })
    .input(FeeRule.omit({ id: true }).extend({ feeBps: FeeBps }))
    .output(FeeRule),
  deleteFee: oc
    .route({
      method: "DELETE",
      path: "/admin/fees/{id}",
      successStatus: 204,
      tags: ["operator"],
      summary: "Remove a rule of the platform's fee",
    })
    .input(z.object({ id: Id }))
    .output(z.void()),
  getProviderFee: oc
    .route({
      method: "GET",
      path: "/providers/{id}/fee",
      tags: ["money"],
      summary: "A provider's plan, and what the platform keeps of a price from now on",
    })
    .input(z.object({ id: Id }))
    .output(
      z.object({
        plan: Plan,
        /** Of the price without tax, in basis points: 1 % = 100. */
        feeBps: z.int(),
      }),
    ),
  getPlan: oc
    .route({
      method: "GET",
      path: "/admin/providers/{id}/plan",
      tags: ["operator"],
      summary: "The plan of a provider",
    })
    .input(z.object({ id: Id }))
    .output(z.object({ plan: Plan })),
  putPlan: oc
    .route({
      method: "PUT",
      path: "/admin/providers/{id}/plan",
      tags: ["operator"],
      summary: "Put a provider on a plan",
    })
    .input(z.object({ id: Id, plan: Plan }))
    .output(z.object({ plan: Plan })),
};
