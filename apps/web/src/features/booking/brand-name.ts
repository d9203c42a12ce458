import { bookingMoneyTexts } from "./booking-money-texts.ts";

/** How people call the brand of a card that Stripe names so. */
export const brandName = (brand: string): string =>
  bookingMoneyTexts.brands[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1);
