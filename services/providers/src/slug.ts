const SLUG_LENGTH_MAX = 80;
const UUID_LIKE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Letters that do not decompose into a base letter and an accent. */
const SPELLED: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
  "&": " and ",
};

/**
 * URL-safe name: lower-case ASCII words joined by hyphens, at most 80 characters. A name without Latin letters or digits
 * becomes `provider`; one that looks like an id is marked, because pages are found by either.
 */
export const slugOf = (name: string): string => {
  const plain = name
    .toLowerCase()
    .replace(/[ßæœøđðþłı&]/g, (letter) => SPELLED[letter]!)
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, SLUG_LENGTH_MAX)
    .replace(/-+$/, "");
  if (plain === "") return "provider";
  return UUID_LIKE.test(plain) ? `provider-${plain}` : plain;
};

/** The first of `base`, `base-2`, `base-3`, … that is not taken. */
export const freeSlug = (base: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`;
};
