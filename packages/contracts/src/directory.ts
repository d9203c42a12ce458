import { oc } from "@orpc/contract";
import { z } from "zod";
import { Currency, Instant, Money, page, PageQuery, Position } from "./common.ts";
import { Category } from "./providers.ts";
import { SearchResult } from "./search.ts";

const Slug = z.string().min(1).max(200);
const LandingCategory = Category.pick({ slug: true, name: true, iconName: true });
const LandingCity = z.object({
  slug: z.string(),
  name: z.string(),
  /** "Austin, TX, United States". */
  label: z.string(),
  position: Position,
});

/** What there is of a category, in a city, or both: the facts that a page about it tells. Nothing in it depends on open times. */
export const Landing = z.object({
  category: LandingCategory.extend({ description: z.string().nullable() }).nullable(),
  /** The category above it. */
  parent: LandingCategory.nullable(),
  city: LandingCity.nullable(),
  providers: z.int(),
  /** Prices of services in minor units, half of them between `low` and `high`; null without a city: currencies differ. */
  prices: z.object({ currency: Currency, from: z.int(), low: z.int(), high: z.int() }).nullable(),
  /** Half of the services take no longer. */
  durationMinutes: z.int(),
  ratingAverage: z.number(),
  ratingCount: z.int(),
  /** The best rated, at most 12; without a city the best of each of the largest. */
  best: z.array(
    z.object({
      provider: SearchResult.shape.provider,
      priceFrom: Money,
      serviceName: z.string(),
    }),
  ),
  /** Categories with providers there: below or beside this one, or all main ones with theirs. */
  categories: z.array(
    LandingCategory.extend({ parentSlug: z.string().nullable(), providers: z.int() }),
  ),
  /** Other cities with such providers, the nearest first; without a city the largest. */
  cities: z.array(LandingCity.extend({ providers: z.int(), priceFrom: Money })),
});
export type Landing = z.infer<typeof Landing>;

/** A part of the directory begins at so many times its number. */
export const DIRECTORY_PART = 50_000;

/** Longer pages than elsewhere: who reads these reads all of them. Without a cursor they begin at the first row of `part`. */
const DirectoryPage = PageQuery.extend({
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
  part: z.coerce.number().int().min(0).max(10_000).default(0),
});

export const directoryContract = {
  getLanding: oc
    .route({
      method: "GET",
      path: "/directory",
      tags: ["discovery"],
      summary: "What there is of a category, in a city, or both; 404 where there is nobody",
    })
    .input(z.object({ category: Slug.optional(), city: Slug.optional() }))
    .output(Landing),
  listLandings: oc
    .route({
      method: "GET",
      path: "/directory/landings",
      tags: ["discovery"],
      summary: "Every city that has providers, and every category in it",
    })
    .input(DirectoryPage)
    .output(
      page(
        z.object({
          city: z.string(),
          /** Null: all categories together. */
          category: z.string().nullable(),
          /** When its facts changed last. */
          updatedAt: Instant,
        }),
      ).extend({ total: z.int() }),
    ),
  listListedProviders: oc
    .route({
      method: "GET",
      path: "/directory/providers",
      tags: ["discovery"],
      summary: "Every provider who can be booked",
    })
    .input(DirectoryPage)
    .output(page(z.object({ slug: z.string() })).extend({ total: z.int() })),
};
