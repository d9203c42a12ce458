/**
 * Digits after the decimal point where ISO 4217 gives others than two. Not asked of `Intl`: browsers and Node follow CLDR
 * there, which drops the digits of HUF, IDR or IQD that cards are charged in.
 */
const DIGITS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** Digits after the decimal point that ISO 4217 gives a currency, in either case: USD 2, JPY 0, KWD 3. */
export const minorDigits = (currency: string): number => DIGITS[currency.toUpperCase()] ?? 2;

/**
 * Stripe counts these in other units than ISO 4217 does: an amount of ours would be charged a hundredfold, or a hundredth of it.
 * Of those with three digits it charges whole tens only, which shares and taxes are not.
 * @see https://docs.stripe.com/currencies#special-cases
 */
const COUNTED_OTHERWISE: ReadonlySet<string> = new Set([
  "ISK",
  "MGA",
  "UGX",
  ...Object.keys(DIGITS).filter((currency) => DIGITS[currency] === 3),
]);

/** Whether cards are charged in a currency by the minor units of ISO 4217. */
export const isChargeable = (currency: string): boolean => !COUNTED_OTHERWISE.has(currency);

/** Integer minor units as an exact decimal number: 5950 USD -> "59.50", -5 KWD -> "-0.005", 6000 JPY -> "6000". */
export const decimalText = (minor: number, currency: string): string => {
  const digits = minorDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const cut = text.length - digits;
  const fraction = digits === 0 ? "" : `.${text.slice(cut)}`;
  return `${minor < 0 ? "-" : ""}${text.slice(0, cut)}${fraction}`;
};

/** A formatter takes half a millisecond to make. */
const formats = new Map<string, Intl.NumberFormat>();
const FORMATS_MAX = 500;

const formatOf = (currency: string, locale: string, exact: boolean): Intl.NumberFormat => {
  const key = `${locale} ${currency} ${exact}`;
  let format = formats.get(key);
  if (!format) {
    const digits = minorDigits(currency);
    format = new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      trailingZeroDisplay: exact ? "auto" : "stripIfInteger",
    });
    if (formats.size >= FORMATS_MAX) formats.clear();
    formats.set(key, format);
  }
  return format;
};

/**
 * Money from integer minor units, as the locale writes it: 6000 USD -> "$60", 6050 USD -> "$60.50", 6000 JPY -> "¥6,000".
 * `exact` always shows every digit ("$60.00"), for columns of amounts.
 */
export const formatMoney = (
  minor: number,
  currency: string,
  locale = "en-US",
  { exact = false }: { exact?: boolean } = {},
): string =>
  formatOf(currency, locale, exact).format(
    decimalText(minor, currency) as Intl.StringNumericLiteral,
  );

/** Money with every digit ("$60.00"), as `formatMoney` writes it. */
export const exactMoney = (
  { amount, currency }: { amount: number; currency: string },
  locale?: string,
): string => formatMoney(amount, currency, locale, { exact: true });

/**
 * Splits minor units in proportion to whole weights by largest remainder, so that the parts add up to the total exactly and
 * none is a unit or more off its share. Of equal remainders the earlier part gets the unit; a negative total splits as its
 * positive twin.
 * @throws RangeError when no weight is positive, or one is negative.
 */
export const splitByWeight = (total: number, weights: readonly number[]): number[] => {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum <= 0n || weights.some((weight) => weight < 0))
    throw new RangeError("weights must not be negative, and one of them must be positive");
  const whole = BigInt(Math.abs(total));
  const shares = weights.map((weight, index) => {
    const share = whole * BigInt(weight);
    return { index, part: share / sum, remainder: share % sum };
  });
  const given = shares.reduce((all, { part }) => all + part, 0n);
  const byRemainder = shares.toSorted(
    (a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder),
  );
  for (const share of byRemainder.slice(0, Number(whole - given))) share.part += 1n;
  // Adding 0 makes the 0 of a negative total a plain one.
  return shares.map(({ part }) => (total < 0 ? -Number(part) : Number(part)) + 0);
};
