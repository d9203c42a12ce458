/** A search that this visitor made before. It never leaves the browser. */
export interface RecentSearch {
  /** The results page without filters, `/search?…`. */
  href: string;
  /** What was needed, as shown: "Plumbing"; empty for every service. */
  need: string;
  /** Where, as shown: "Austin, TX". */
  place: string;
  /** The place as it was asked for; null when it was a position. */
  near: string | null;
}

/** Name of the entry in the browser's storage. */
export const recentSearchesKey = "loconomy.searches";
const kept = 6;

const isRecentSearch = (value: unknown): value is RecentSearch => {
  const { href, need, place, near } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof href === "string" &&
    href.startsWith("/search?") &&
    typeof need === "string" &&
    typeof place === "string" &&
    (near === null || typeof near === "string")
  );
};

/** Reads what the browser kept; whatever is no list of searches counts as none. */
export const parseRecentSearches = (stored: string | null): RecentSearch[] => {
  try {
    const list: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(list) ? list.filter(isRecentSearch).slice(0, kept) : [];
  } catch {
    return [];
  }
};

/** The list with this search in front, once, and no longer than is kept. */
export const withSearch = (list: RecentSearch[], search: RecentSearch): RecentSearch[] =>
  [search, ...list.filter(({ href }) => href !== search.href)].slice(0, kept);

/** The places of these searches that can be asked for again by name, each once, latest first. */
export const recentPlaces = (list: RecentSearch[]): string[] => [
  ...new Set(list.flatMap(({ near }) => (near === null ? [] : [near]))),
];
