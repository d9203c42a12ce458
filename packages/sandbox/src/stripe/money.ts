import { formatMoney as moneyText } from "@loconomy/contracts/money";
import { invalidRequest } from "./errors.ts";

/** Stripe's smallest charge per currency, in minor units; 50 where nothing else is said. */
const minimums: Record<string, number> = {
  aed: 200,
  czk: 1500,
  dkk: 250,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  mxn: 1000,
  myr: 200,
  nok: 300,
  pln: 200,
  ron: 200,
  sek: 300,
  thb: 1000,
};

const currencies = new Set(Intl.supportedValuesOf("currency").map((code) => code.toLowerCase()));

/** Minor units as Stripe's messages write them, e.g. `formatMoney(1000, "usd")` → `$10.00`. */
export const formatMoney = (amount: number, currency: string): string =>
  moneyText(amount, currency, "en-US", { exact: true });

/** Raises Stripe's 400 for a currency or an amount that cannot be charged; returns the currency. */
export function checkMoney(amount: number, currency: string): string {
  const code = currency.toLowerCase();
  if (!currencies.has(code)) {
    throw invalidRequest(`Invalid currency: ${currency}.`, { param: "currency" });
  }
  const minimum = minimums[code] ?? 50;
  if (amount < minimum) {
    throw invalidRequest(`Amount must be at least ${formatMoney(minimum, code)} ${code}`, {
      code: "amount_too_small",
      param: "amount",
    });
  }
  if (amount > 99_999_999) {
    throw invalidRequest(`Amount must be no more than ${formatMoney(99_999_999, code)}`, {
      code: "amount_too_large",
      param: "amount",
    });
  }
  return code;
}
