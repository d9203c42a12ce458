interface Address {
  /** Path on this site. */
  path: string;
  /** RFC 3339, when it is known. */
  changedAt?: string;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const document = (root: string, element: string, addresses: readonly Address[], origin: URL) =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`,
    ...addresses.map(
      ({ path, changedAt }) =>
        `<${element}><loc>${escaped(new URL(path, origin).href)}</loc>${changedAt ? `<lastmod>${changedAt}</lastmod>` : ""}</${element}>`,
    ),
    `</${root}>`,
    "",
  ].join("\n");

/** Pages, at most 50,000, as sitemaps.org has it. */
export const urlSet = (addresses: readonly Address[], origin: URL): string =>
  document("urlset", "url", addresses, origin);

/** The parts of a sitemap, at most 50,000. */
export const sitemapIndex = (paths: readonly string[], origin: URL): string =>
  document(
    "sitemapindex",
    "sitemap",
    paths.map((path) => ({ path })),
    origin,
  );
