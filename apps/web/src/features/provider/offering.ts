import type { Service, ServiceVariant } from "@loconomy/contracts";

/** What a visitor looks at: a service, and one of its variants where it has some. */
export interface Offering {
  service: Service;
  variant?: ServiceVariant;
  price: Service["price"];
  durationMinutes: number;
}

/** The named variant of a service, else the first, else the service itself. */
export const offeringOf = (service: Service, variantId?: string): Offering => {
  const variant = service.variants.find(({ id }) => id === variantId) ?? service.variants[0];
  const { price, durationMinutes } = variant ?? service;
  return { service, variant, price, durationMinutes };
};

/** Whether variants of a service cost more than its lowest price. */
export const hasSeveralPrices = ({ price, variants }: Service): boolean =>
  variants.some((variant) => variant.price.amount !== price.amount);

/** The shortest and the longest it takes, in minutes; the same twice when there is no choice. */
export const durationsOf = ({ durationMinutes, variants }: Service): [number, number] => [
  durationMinutes,
  Math.max(durationMinutes, ...variants.map((variant) => variant.durationMinutes)),
];
