const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request may write. A browser that sends cookies must come from one of our own pages: it says so in `Origin`
 * (or `Sec-Fetch-Site`). Requests without cookies carry no authority to misuse.
 */
export const mayWrite = (request: Request, allowedOrigins: ReadonlySet<string>): boolean => {
  if (SAFE.has(request.method) || !request.headers.has("cookie")) return true;
  const origin = request.headers.get("origin");
  if (origin === null) return request.headers.get("sec-fetch-site") === "same-origin";
  return allowedOrigins.has(origin) || hostOf(origin) === request.headers.get("host");
};

const hostOf = (origin: string): string | null => {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
};
