import { ORPCError } from "@orpc/client";
import { publicApi } from "../../api/server.ts";
import { landingHref } from "../shell/landing-href.ts";
import { siteOrigin } from "../shell/site-origin.ts";
import { sitemapIndex, urlSet } from "./xml.ts";

/** The limit of sitemaps.org for one file, and what the API counts its parts in. */
const PART = 50_000;

const { search } = publicApi();

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** Everything from a part's beginning to its end, page after page. */
const all = async <Item>(load: (cursor?: string) => Promise<Page<Item>>): Promise<Item[]> => {
  const items: Item[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await load(cursor);
    items.push(...page.items);
    if (!page.nextCursor || items.length >= PART) return items.slice(0, PART);
    cursor = page.nextCursor;
  }
};

const parts = (name: string, total: number): string[] =>
  Array.from({ length: Math.ceil(total / PART) }, (_, part) => `/sitemap/${name}-${part}.xml`);

const index = async (): Promise<string> => {
  const [landings, providers] = await Promise.all([
    search.listLandings({ limit: 1 }),
    search.listListedProviders({ limit: 1 }),
  ]);
  return sitemapIndex(
    [
      "/sitemap/main.xml",
      ...parts("landings", landings.total),
      ...parts("providers", providers.total),
    ],
    siteOrigin(),
  );
};

/** Pages that there are few of: categories are those with providers, none before there is anybody. */
const main = async (): Promise<string> => {
  const offered = await search.getLanding({}).catch((error: unknown) => {
    if (error instanceof ORPCError && error.status === 404) return null;
    throw error;
  });
  const paths = offered
    ? [landingHref(), ...offered.categories.map(({ slug }) => landingHref(slug))]
    : [];
  return urlSet(
    ["/", ...paths, "/become-a-provider"].map((path) => ({ path })),
    siteOrigin(),
  );
};

const landings = async (part: number): Promise<string> =>
  urlSet(
    (await all((cursor) => search.listLandings({ part, cursor }))).map((landing) => ({
      path: landingHref(landing.category, landing.city),
      changedAt: landing.updatedAt,
    })),
    siteOrigin(),
  );

const providers = async (part: number): Promise<string> =>
  urlSet(
    (await all((cursor) => search.listListedProviders({ part, cursor }))).map(({ slug }) => ({
      path: `/providers/${slug}`,
    })),
    siteOrigin(),
  );

/** A file of the sitemap by its name, "index" for the list of the others; null: there is no such file. */
export const loadSitemap = async (name: string): Promise<string | null> => {
  if (name === "index") return index();
  if (name === "main.xml") return main();
  const [, kind, part] = /^(landings|providers)-(\d{1,4})\.xml$/.exec(name) ?? [];
  if (kind === "landings") return landings(Number(part));
  return kind === "providers" ? providers(Number(part)) : null;
};
