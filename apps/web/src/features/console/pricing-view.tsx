import type { Category, Coupon, FeeRule, TaxRate } from "@loconomy/contracts";
import { Badge, DataTable, EmptyState, formatMoney } from "@loconomy/ui";
import { CouponDialog } from "./coupon-dialog.tsx";
import { EndCoupon, EndTax, RemoveFee } from "./end-dialogs.tsx";
import { FeeDialog } from "./fee-dialog.tsx";
import { BPS, PPM } from "./percent.ts";
import { pricingTexts as t } from "./pricing-texts.ts";
import { Section } from "./section.tsx";
import { day, dense } from "./tables.tsx";
import { TaxDialog } from "./tax-dialog.tsx";

interface PricingViewProps {
  coupons: readonly Coupon[];
  fees: { defaultFeeBps: number; items: readonly FeeRule[] };
  taxes: readonly TaxRate[];
  categories: readonly Category[];
  now: number;
}

/** The operator's view of what bookings cost: coupons, the platform's fee, taxes. */
export function PricingView({ coupons, fees, taxes, categories, now }: PricingViewProps) {
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  const categoryName = (id: string | null) => (id ? (names.get(id) ?? id) : t.coupons.all);
  return (
    <div className="flex flex-col gap-8">
      <Section title={t.coupons.title} text={t.coupons.explanation}>
        <CouponDialog categories={categories} />
        <DataTable
          caption={t.coupons.title}
          className={dense}
          rows={[...coupons]}
          rowKey={({ id }) => id}
          empty={<EmptyState>{t.coupons.none}</EmptyState>}
          columns={[
            { key: "code", header: t.coupons.code, cell: ({ code }) => code },
            { key: "off", header: t.coupons.off, cell: offText },
            {
              key: "for",
              header: t.coupons.for,
              cell: ({ categoryIds }) =>
                (categoryIds.length > 0 ? categoryIds : [null]).map(categoryName).join(", "),
            },
            { key: "limits", header: t.coupons.limits, cell: limitText },
            {
              key: "uses",
              header: t.coupons.uses,
              cell: ({ uses, usesMax }) => t.coupons.of(uses, usesMax),
            },
            {
              key: "state",
              header: t.coupons.state,
              cell: (coupon) => <State coupon={coupon} now={now} />,
            },
            {
              key: "actions",
              header: t.actions,
              cell: (coupon) => (hasEnded(coupon, now) ? null : <EndCoupon coupon={coupon} />),
            },
          ]}
        />
      </Section>
      <Section title={t.fees.title} text={t.fees.explanation(`${fees.defaultFeeBps / BPS}%`)}>
        <FeeDialog categories={categories} />
        <DataTable
          caption={t.fees.title}
          className={dense}
          rows={[...fees.items]}
          rowKey={({ id }) => id}
          empty={<EmptyState>{t.fees.none}</EmptyState>}
          columns={[
            { key: "plan", header: t.fees.plan, cell: ({ plan }) => planName(plan) },
            {
              key: "category",
              header: t.fees.category,
              cell: ({ categoryId }) => categoryName(categoryId),
            },
            {
              key: "fee",
              header: t.fees.fee,
              numeric: true,
              cell: ({ feeBps }) => `${feeBps / BPS}%`,
            },
            {
              key: "actions",
              header: t.actions,
              cell: ({ id, plan, categoryId }) => (
                <RemoveFee id={id} what={`${planName(plan)}, ${categoryName(categoryId)}`} />
              ),
            },
          ]}
        />
      </Section>
      <Section title={t.taxes.title} text={t.taxes.explanation}>
        <TaxDialog />
        <DataTable
          caption={t.taxes.title}
          className={dense}
          rows={[...taxes]}
          rowKey={({ id }) => id}
          empty={<EmptyState>{t.taxes.none}</EmptyState>}
          columns={[
            {
              key: "place",
              header: t.taxes.place,
              cell: ({ country, region }) => [region, country].filter(Boolean).join(", "),
            },
            { key: "name", header: t.taxes.name, cell: ({ name }) => name },
            {
              key: "rate",
              header: t.taxes.rate,
              cell: ({ ratePpm, isInclusive }) =>
                `${ratePpm / PPM}% ${isInclusive ? t.taxes.inclusive : t.taxes.exclusive}`,
            },
            {
              key: "days",
              header: t.taxes.days,
              cell: ({ validFrom, validUntil }) =>
                t.taxes.since(day(validFrom), validUntil && day(validUntil)),
            },
            { key: "actions", header: t.actions, cell: (tax) => <EndTax tax={tax} /> },
          ]}
        />
      </Section>
    </div>
  );
}

const planName = (plan: FeeRule["plan"]): string => (plan ? t.fees.plans[plan] : t.fees.anyPlan);

const moneyText = ({ amount, currency }: { amount: number; currency: string }): string =>
  formatMoney(amount, currency);

const offText = ({ off }: Coupon): string =>
  "percent" in off ? `${off.percent}%` : off.amounts.map(moneyText).join(", ");

const limitText = ({ minimums, usesPerCustomer, validUntil }: Coupon): string =>
  [
    ...minimums.map((money) => t.coupons.from(moneyText(money))),
    ...(usesPerCustomer === null ? [] : [t.coupons.each(usesPerCustomer)]),
    ...(validUntil === null
      ? []
      : // The moment is the first that is too late.
        [t.coupons.until(day(new Date(Date.parse(validUntil) - 1).toISOString()))]),
  ].join(", ") || "–";

const hasEnded = ({ endedAt, validUntil }: Coupon, now: number): boolean =>
  endedAt !== null || (validUntil !== null && Date.parse(validUntil) <= now);

function State({ coupon, now }: { coupon: Coupon; now: number }) {
  if (hasEnded(coupon, now)) return <Badge tone="neutral">{t.coupons.ended}</Badge>;
  if (Date.parse(coupon.validFrom) > now) return <Badge tone="neutral">{t.coupons.ahead}</Badge>;
  return <Badge tone="success">{t.coupons.open}</Badge>;
}
