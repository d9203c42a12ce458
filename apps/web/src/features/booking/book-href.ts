interface Time {
  serviceId: string;
  variantId?: string;
  /** RFC 3339. */
  start: string;
}

/** The address of the booking page for a time. */
export const bookHref = ({ serviceId, variantId, start }: Time): string => {
  const variant = variantId ? `&variantId=${encodeURIComponent(variantId)}` : "";
  return `/book?serviceId=${encodeURIComponent(serviceId)}${variant}&start=${encodeURIComponent(start)}`;
};
