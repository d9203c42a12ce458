import {
  CAPACITY_MAX,
  CreateService,
  ServiceDuration,
  VARIANTS_MAX,
  VariantInput,
  type DepositTerms,
  type Service,
} from "@loconomy/contracts";
import { z } from "zod";
import { parsePrice, priceText } from "../shell/price-text.ts";
import { servicesTexts } from "./services-texts.ts";

const DURATIONS = [15, 30, 45, 60, 75, 90, 120, 150, 180, 240, 300, 360, 480, 600, 720];

/** The durations to choose from, with one that a service has already. */
export const minutesWith = (minutes: number): number[] =>
  DURATIONS.includes(minutes) ? DURATIONS : [...DURATIONS, minutes].toSorted((a, b) => a - b);

const t = servicesTexts;

/** The form's own shape: prices as typed, the way of booking and the kind of group as choices of two. */
export const serviceFields = (currency: string) => {
  const price = z.string().refine((text) => (parsePrice(text, currency) ?? 0) >= 100, t.priceWrong);
  return z
    .object({
      ...CreateService.pick({ name: true, description: true, location: true }).shape,
      price: z.string(),
      durationMinutes: ServiceDuration,
      variants: z
        .array(
          z.object({
            ...VariantInput.pick({ id: true, name: true, durationMinutes: true }).shape,
            price,
          }),
        )
        .max(VARIANTS_MAX),
      people: z.enum(["one", "group"]),
      capacity: z.int(t.capacityWrong).min(2, t.capacityWrong).max(CAPACITY_MAX, t.capacityWrong),
      booking: z.enum(["instant", "request"]),
      deposit: z.enum(["none", "percent", "amount"]),
      depositPercent: z.string(),
      depositAmount: z.string(),
    })
    .superRefine(({ variants, ...values }, context) => {
      if (variants.length === 0 && !price.safeParse(values.price).success)
        context.addIssue({ code: "custom", path: ["price"], message: t.priceWrong });
      const wrong = wrongDeposit(values, variants, currency);
      if (wrong) context.addIssue({ code: "custom", ...wrong });
      const names = variants.map(({ name }) => name.toLowerCase());
      for (const [index, name] of names.entries())
        if (names.indexOf(name) < index)
          context.addIssue({
            code: "custom",
            path: ["variants", index, "name"],
            message: t.variants.twice,
          });
      if (values.people === "group" && values.location === "customer")
        context.addIssue({ code: "custom", path: ["location"], message: t.groupPlace });
    });
};

/** Where a deposit is wrong, and what is; null when it is not. */
const wrongDeposit = (
  values: { price: string; deposit: string; depositPercent: string; depositAmount: string },
  variants: ReadonlyArray<{ price: string }>,
  currency: string,
): { path: string[]; message: string } | null => {
  const percent = Number(values.depositPercent);
  if (values.deposit === "percent")
    return /^\d+$/.test(values.depositPercent.trim()) && percent >= 1 && percent <= 100
      ? null
      : { path: ["depositPercent"], message: t.deposit.percentWrong };
  if (values.deposit !== "amount") return null;
  const prices = variants.length > 0 ? variants.map(({ price }) => price) : [values.price];
  const lowest = Math.min(...prices.map((price) => parsePrice(price, currency) ?? Infinity));
  const amount = parsePrice(values.depositAmount, currency) ?? 0;
  return amount >= 100 && amount <= lowest
    ? null
    : { path: ["depositAmount"], message: t.deposit.amountWrong };
};

export type ServiceFields = z.infer<ReturnType<typeof serviceFields>>;

/** What the form begins with: the service to change, or a new one. */
export const fieldsOf = (service: Service | undefined, currency: string): ServiceFields => ({
  name: service?.name ?? "",
  description: service?.description ?? "",
  price: service ? priceText(service.price.amount, currency) : "",
  durationMinutes: service?.durationMinutes ?? 60,
  variants: (service?.variants ?? []).map(({ id, name, price, durationMinutes }) => ({
    id,
    name,
    price: priceText(price.amount, currency),
    durationMinutes,
  })),
  people: service && service.capacity > 1 ? "group" : "one",
  capacity: service && service.capacity > 1 ? service.capacity : 8,
  location: service?.location ?? "customer",
  booking: (service?.isInstant ?? true) ? "instant" : "request",
  ...depositFields(service?.deposit ?? null, currency),
});

const depositFields = (
  terms: DepositTerms | null,
  currency: string,
): Pick<ServiceFields, "deposit" | "depositPercent" | "depositAmount"> => {
  if (!terms) return { deposit: "none", depositPercent: "20", depositAmount: "" };
  return "percent" in terms
    ? { deposit: "percent", depositPercent: String(terms.percent), depositAmount: "" }
    : { deposit: "amount", depositPercent: "20", depositAmount: priceText(terms.amount, currency) };
};

/** What the API is sent. Of a service with variants, price and duration are theirs. */
export const inputOf = (
  {
    price,
    durationMinutes,
    variants,
    people,
    capacity,
    booking,
    description,
    deposit,
    depositPercent,
    depositAmount,
    ...values
  }: ServiceFields,
  currency: string,
) => ({
  ...values,
  description: description || null,
  ...(variants.length === 0
    ? { priceAmount: parsePrice(price, currency) ?? 0, durationMinutes }
    : {}),
  variants: variants.map(({ price: typed, ...variant }) => ({
    ...variant,
    priceAmount: parsePrice(typed, currency) ?? 0,
  })),
  capacity: people === "group" ? capacity : 1,
  isInstant: booking === "instant",
  deposit: DEPOSITS[deposit]({ depositPercent, depositAmount }, currency),
});

type Typed = Pick<ServiceFields, "depositPercent" | "depositAmount">;

const DEPOSITS: Record<
  ServiceFields["deposit"],
  (typed: Typed, currency: string) => DepositTerms | null
> = {
  none: () => null,
  percent: ({ depositPercent }) => ({ percent: Number(depositPercent) }),
  amount: ({ depositAmount }, currency) => ({ amount: parsePrice(depositAmount, currency) ?? 0 }),
};

/** Where the form shows what the API found wrong. */
export const fieldOf = (path: string): string =>
  path
    .replace(/priceAmount$/, "price")
    .replace(/^deposit\.(amount|percent)$/, (_, kind: string) =>
      kind === "amount" ? "depositAmount" : "depositPercent",
    );
