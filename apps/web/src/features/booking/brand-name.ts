import { texts } from "./texts.ts";

/** How people call the brand of a card that Stripe names so. */
export const brandName = (brand: string): string =>
  texts.money.brands[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1);
