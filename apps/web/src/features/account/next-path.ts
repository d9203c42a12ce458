/**
 * Where to go after signing in: a path on this site with its query, or the fallback. Anything that a browser could read
 * as another origin (`//host`, `/\host`, a scheme, control characters) is refused.
 */
export function nextPath(
  given: string | string[] | null | undefined,
  fallback = "/bookings",
): string {
  const path = Array.isArray(given) ? given[0] : given;
  if (!path || !path.startsWith("/")) return fallback;
  const base = "http://site.invalid";
  if (!URL.canParse(path, base)) return fallback;
  const url = new URL(path, base);
  if (url.origin !== base) return fallback;
  const clean = `${url.pathname}${url.search}${url.hash}`;
  // Dots can shorten a path to one that begins with two slashes: "/.//host".
  return clean.startsWith("//") ? fallback : clean;
}

/** The address of a sign-in page that leads back to `next`. */
export const withNext = (path: string, next: string): string =>
  `${path}?next=${encodeURIComponent(next)}`;
