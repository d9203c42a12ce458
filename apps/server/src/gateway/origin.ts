const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request may write. A browser that sends cookies must come from one of our own pages: it says so in `Origin`
 * (or `Sec-Fetch-Site`). Requests without cookies carry no authority to misuse.
 * @param header reads a header of the request by its name in small letters
 */
export const mayWrite = (
  method: string,
  header: (name: "cookie" | "origin" | "sec-fetch-site" | "host") => string | undefined,
  allowedOrigins: ReadonlySet<string>,
): boolean => {
  if (SAFE.has(method) || header("cookie") === undefined) return true;
  const origin = header("origin");
  if (origin === undefined) return header("sec-fetch-site") === "same-origin";
  return allowedOrigins.has(origin) || hostOf(origin) === header("host");
};

const hostOf = (origin: string): string | null => {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
};
