/** The page about a category, a city, or both; the one about everything without either. */
export const landingHref = (category?: string | null, city?: string | null): string => {
  if (category && city) return `/services/${category}/${city}`;
  if (category) return `/services/${category}`;
  return city ? `/in/${city}` : "/services";
};
