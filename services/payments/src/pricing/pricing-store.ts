import type { FeeRule, Plan, TaxRate } from "@loconomy/contracts";
import { query, type Db, type Tx } from "@loconomy/kit";

const TAX_COLUMNS = `id, country, region, name, rate_ppm as "ratePpm", is_inclusive as "isInclusive",
  valid_from::text as "validFrom", valid_until::text as "validUntil"`;
const FEE_COLUMNS = `id, plan, category_id as "categoryId", fee_bps as "feeBps"`;

/** Everything that decides about prices at a place. */
export interface PricingRules {
  plan: Plan;
  fees: FeeRule[];
  taxes: TaxRate[];
}

export const findPricingRules = async (
  db: Db,
  providerId: string,
  country: string | null,
): Promise<PricingRules> => {
  const [row] = await query<PricingRules>(
    db,
    `select coalesce((select plan from payments.provider_plans where provider_id = $1), 'standard') as plan,
       coalesce((select json_agg(f) from (select ${FEE_COLUMNS} from payments.fee_rules) f), '[]') as fees,
       coalesce((select json_agg(t) from (
         select ${TAX_COLUMNS} from payments.tax_rates where country = $2 order by region nulls first, name, valid_from) t), '[]') as taxes`,
    [providerId, country],
  );
  return row!;
};

export const listTaxRates = (db: Db): Promise<TaxRate[]> =>
  query<TaxRate>(
    db,
    `select ${TAX_COLUMNS} from payments.tax_rates order by country, region nulls first, name, valid_from`,
    [],
  );

/** @throws whatever the constraint `tax_rates_never_overlap` throws (23P01) when the same tax holds then already. */
export const insertTaxRate = async (tx: Tx, rate: Omit<TaxRate, "id">): Promise<TaxRate> => {
  const [row] = await tx.query<TaxRate>(
    `insert into payments.tax_rates (country, region, name, rate_ppm, is_inclusive, valid_from, valid_until)
     values ($1, $2, $3, $4, $5, $6, $7) returning ${TAX_COLUMNS}`,
    [
      rate.country,
      rate.region,
      rate.name,
      rate.ratePpm,
      rate.isInclusive,
      rate.validFrom,
      rate.validUntil,
    ],
  );
  return row!;
};

export const lockTaxRate = async (tx: Tx, id: string): Promise<TaxRate | undefined> =>
  (
    await tx.query<TaxRate>(
      `select ${TAX_COLUMNS} from payments.tax_rates where id = $1 for update`,
      [id],
    )
  )[0];

/** @throws as `insertTaxRate` does. */
export const setTaxEnd = async (tx: Tx, id: string, validUntil: string): Promise<TaxRate> => {
  const [row] = await tx.query<TaxRate>(
    `update payments.tax_rates set valid_until = $2 where id = $1 returning ${TAX_COLUMNS}`,
    [id, validUntil],
  );
  return row!;
};

export const listFeeRules = (db: Db): Promise<FeeRule[]> =>
  query<FeeRule>(
    db,
    `select ${FEE_COLUMNS} from payments.fee_rules order by category_id nulls first, plan nulls first`,
    [],
  );

export const putFeeRule = async (
  tx: Tx,
  { plan, categoryId, feeBps }: Omit<FeeRule, "id">,
  now: Date,
): Promise<FeeRule> => {
  const [row] = await tx.query<FeeRule>(
    `insert into payments.fee_rules (plan, category_id, fee_bps, updated_at) values ($1, $2, $3, $4)
     on conflict on constraint fee_rules_one_each do update set fee_bps = excluded.fee_bps, updated_at = excluded.updated_at
     returning ${FEE_COLUMNS}`,
    [plan, categoryId, feeBps, now],
  );
  return row!;
};

/** Whether there was such a rule. */
export const deleteFeeRule = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.query("delete from payments.fee_rules where id = $1 returning id", [id])).length === 1;

export const findPlan = async (db: Db, providerId: string): Promise<Plan> => {
  const [row] = await query<{ plan: Plan }>(
    db,
    "select plan from payments.provider_plans where provider_id = $1",
    [providerId],
  );
  return row?.plan ?? "standard";
};

export const putPlan = async (tx: Tx, providerId: string, plan: Plan, now: Date): Promise<void> => {
  await tx.query(
    `insert into payments.provider_plans (provider_id, plan, updated_at) values ($1, $2, $3)
     on conflict (provider_id) do update set plan = excluded.plan, updated_at = excluded.updated_at`,
    [providerId, plan, now],
  );
};
