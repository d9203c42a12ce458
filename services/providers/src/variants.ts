import type { DepositTerms, VariantInput } from "@loconomy/contracts";
import { problem } from "@loconomy/kit";

/** A variant as its service's row keeps it; the price is in minor units. */
export interface VariantRow {
  id: string;
  name: string;
  durationMinutes: number;
  priceAmount: number;
}

/** What somebody wants to save of a service. */
interface Wanted {
  priceAmount?: number;
  durationMinutes?: number;
  variants?: readonly VariantInput[];
  capacity?: number;
  location?: string;
  deposit?: DepositTerms | null;
}

/** A service as it is. */
interface Current {
  priceAmount: number;
  durationMinutes: number;
  variants: readonly VariantRow[];
  capacity: number;
  location: string;
  depositPercent: number | null;
  depositAmount: number | null;
}

interface Terms {
  priceAmount: number;
  durationMinutes: number;
  /** Those without an id are new. */
  variants: Array<Omit<VariantRow, "id"> & { id?: string }>;
  capacity: number;
  location: string;
  depositPercent: number | null;
  depositAmount: number | null;
}

const refuse = (path: string, message: string) =>
  problem("unprocessable", "The service cannot be saved like this.", {
    errors: [{ path, message }],
  });

/**
 * Price, duration, variants, group size and deposit of a service after a change, or of a new one. With variants the lowest price and the
 * shortest duration are the service's.
 * @throws unprocessable, with the path, for what does not fit together.
 */
export const termsAfter = (wanted: Wanted, current?: Current): Terms => {
  const variants = variantsAfter(wanted.variants, current?.variants ?? []);
  const capacity = wanted.capacity ?? current?.capacity ?? 1;
  const location = wanted.location ?? current?.location ?? "customer";
  if (capacity > 1 && location === "customer")
    throw refuse("location", "must be the provider's place for a group of more than one");
  const priceAmount = numberAfter("priceAmount", wanted, current, variants);
  const deposit = depositAfter(wanted.deposit, current);
  if (deposit.depositAmount !== null && deposit.depositAmount > priceAmount)
    throw refuse("deposit.amount", `must be at most the lowest price, ${priceAmount}`);
  return {
    priceAmount,
    durationMinutes: numberAfter("durationMinutes", wanted, current, variants),
    variants,
    capacity,
    location,
    ...deposit,
  };
};

const depositAfter = (
  wanted: DepositTerms | null | undefined,
  current: Current | undefined,
): Pick<Terms, "depositPercent" | "depositAmount"> =>
  wanted === undefined
    ? {
        depositPercent: current?.depositPercent ?? null,
        depositAmount: current?.depositAmount ?? null,
      }
    : {
        depositPercent: wanted && "percent" in wanted ? wanted.percent : null,
        depositAmount: wanted && "amount" in wanted ? wanted.amount : null,
      };

const numberAfter = (
  path: "priceAmount" | "durationMinutes",
  wanted: Wanted,
  current: Current | undefined,
  variants: Terms["variants"],
): number => {
  const value = wanted[path];
  if (variants.length > 0) {
    if (value !== undefined) throw refuse(path, "comes from the variants; leave it out");
    return Math.min(...variants.map((variant) => variant[path]));
  }
  const known = value ?? current?.[path];
  if (known === undefined) throw refuse(path, "is needed for a service without variants");
  return known;
};

const variantsAfter = (
  wanted: readonly VariantInput[] | undefined,
  current: readonly VariantRow[],
): Terms["variants"] => {
  if (!wanted) return [...current];
  const known = new Set(current.map(({ id }) => id));
  const ids = new Set<string>();
  const names = new Set<string>();
  for (const [index, { id, name }] of wanted.entries()) {
    if (id && !known.has(id))
      throw refuse(
        `variants.${index}.id`,
        "is no variant of this service; leave it out for a new one",
      );
    if (id && ids.has(id)) throw refuse(`variants.${index}.id`, "is there twice");
    if (names.has(name.toLowerCase())) throw refuse(`variants.${index}.name`, "is there twice");
    if (id) ids.add(id);
    names.add(name.toLowerCase());
  }
  return wanted.map(({ id, name, durationMinutes, priceAmount }) => ({
    id,
    name,
    durationMinutes,
    priceAmount,
  }));
};
