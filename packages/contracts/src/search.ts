import { oc } from "@orpc/contract";
import { z } from "zod";
import { BoxText } from "./box.ts";
import {
  Day,
  Id,
  Instant,
  Language,
  Money,
  PageQuery,
  Position,
  QueryBoolean,
  RequiredText,
  Text,
} from "./common.ts";
import { Slot } from "./schedule.ts";
import { Category, Provider } from "./providers.ts";

export const PartOfDay = z.enum(["morning", "afternoon", "evening"]);

export const SearchResult = z.object({
  provider: Provider.pick({
    id: true,
    slug: true,
    businessName: true,
    avatarUrl: true,
    coverPhotoUrl: true,
    category: true,
    ratingAverage: true,
    ratingCount: true,
    responseTimeMinutes: true,
    languages: true,
    isVerified: true,
    locationLabel: true,
    position: true,
  }),
  distanceMeters: z.number(),
  priceFrom: Money,
  /**
   * The service whose times are shown: of those that are as wished the one that most words fit, then the cheapest; when a time
   * is asked for, the first of them that has one.
   */
  serviceId: Id,
  serviceName: z.string(),
  /** Of a service with variants: the shortest, whose times these are. */
  variantId: Id.nullable(),
  timeZone: z.string(),
  nextTimes: z.array(Slot),
  /** One line that says why this result is here: "0.8 mi away · free Sat 9:00 AM · 4.9 from 120". */
  why: z.string(),
});
export type SearchResult = z.infer<typeof SearchResult>;

/** How far around a place a search can look. */
export const RADIUS_KM_MAX = 200;

const SEARCH_LANGUAGES_MAX = 10;

/** Codes with commas between them: `en,es`. */
const LanguageList = z
  .string()
  .max(60)
  .superRefine((text, { addIssue }) => {
    const codes = text.split(",");
    const { error } = z
      .array(Language)
      .max(SEARCH_LANGUAGES_MAX, `must be at most ${SEARCH_LANGUAGES_MAX} languages`)
      .safeParse(codes);
    if (error) addIssue({ code: "custom", message: error.issues[0]!.message });
  });

/** A number in a query string. What is empty is no number: coerced, it would be 0. */
const QueryNumber = (number: z.ZodNumber) =>
  z.preprocess(
    (given) => (typeof given === "string" ? (given.trim() ? Number(given) : Number.NaN) : given),
    number,
  );

export const SearchQuery = PageQuery.extend({
  /** Where: a place as typed, or lat and lng, or a box; one of the three. */
  near: Text(200).optional(),
  lat: QueryNumber(z.number().min(-90).max(90)).optional(),
  lng: QueryNumber(z.number().min(-180).max(180)).optional(),
  /** What a map shows: `west,south,east,north` in degrees; west is greater than east when it crosses the antimeridian. */
  box: BoxText.optional(),
  /** Around a place; a box has no radius. */
  radiusKm: QueryNumber(z.number().min(0.1).max(RADIUS_KM_MAX)).default(25),
  q: Text(200).optional(),
  /** Category slug; children included. One that does not exist is one that nobody has: no items, and nothing to widen. */
  category: z.string().max(100).optional(),
  minRating: QueryNumber(z.number().min(1).max(5)).optional(),
  /** Minor units. One service has to fit both, and `instant` too. */
  minPrice: QueryNumber(z.number().int().min(0)).optional(),
  maxPrice: QueryNumber(z.number().int().min(0)).optional(),
  verified: QueryBoolean.optional(),
  /** Only what is booked without waiting for an answer. */
  instant: QueryBoolean.optional(),
  /** Who speaks one of these: codes with commas between them. */
  languages: LanguageList.optional(),
  /** Only providers with an open time on this day (in their own zone), or in this part of it. */
  date: Day.optional(),
  partOfDay: PartOfDay.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  /** Only times with so much free from their start, however short the service; by itself any such time of the next two weeks. */
  durationMinutes: QueryNumber(z.number().int().min(15).max(720)).optional(),
  sort: z
    .enum(["recommended", "distance", "rating", "price", "soonest"])
    .default("recommended")
    .describe(
      "`distance`, `rating` and `price` (the provider's lowest) order everybody. `recommended` weighs the nearest hundred against each other, then the next hundred. `soonest` puts the nearest three hundred in order by their first open time, then the next three hundred: whoever is further away may have time sooner.",
    ),
  /** Also count what further choices would leave. */
  facets: QueryBoolean.optional(),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

const NamedCategory = Category.pick({ slug: true, name: true });

/** What a search takes its words for; both are empty when it has no idea, or no words. */
const Understanding = z.object({
  /** The category that is meant, when that is sure: who offers it is found too, whatever the words were. */
  understood: NamedCategory.nullable(),
  /** Otherwise what it may mean, the likeliest first, at most three: for "did you mean". */
  didYouMean: z.array(NamedCategory),
});

export const SuggestionKind = z.enum(["place", "category", "provider"]);

/** Comma-separated in a query string: "place,category". */
const SuggestionKinds = z
  .string()
  .max(60)
  .default("category,provider")
  .transform((kinds) => [...new Set(kinds.split(",").map((kind) => kind.trim()))])
  .pipe(z.array(SuggestionKind).min(1));

export const SuggestQuery = z.object({
  q: Text(200),
  kinds: SuggestionKinds,
  lat: QueryNumber(z.number().min(-90).max(90)).optional(),
  lng: QueryNumber(z.number().min(-180).max(180)).optional(),
  /** Of each kind. */
  limit: z.coerce.number().int().min(1).max(10).default(5),
});
export type SuggestQuery = z.infer<typeof SuggestQuery>;

export const Suggestion = z.object({
  kind: SuggestionKind,
  /** What the field shows once it is chosen; of a place enough to find it again: "Austin, TX, United States". */
  label: z.string(),
  /** Tells it from others: the parent of a category, what a provider does and where; null of a place. */
  detail: z.string().nullable(),
  /** Of a category or provider; null of a place. */
  slug: z.string().nullable(),
  iconName: z.string().nullable(),
  /** Of a place or provider; null of a category. */
  position: Position.nullable(),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** What somebody's own words are about. */
export const NeedMatch = z.object({
  /** The likeliest first, at most three; none when there is no idea. */
  categories: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      /** 0 to 1: how likely it is this one and no other. */
      confidence: z.number(),
    }),
  ),
  /** The first one is what is meant; otherwise ask "did you mean". */
  isSure: z.boolean(),
  /** `words` when the model is off, not loaded yet or too busy: less is understood then. */
  by: z.enum(["model", "words"]),
});
export type NeedMatch = z.infer<typeof NeedMatch>;

/**
 * How many providers each further choice would leave, before any wish for a time: each facet counts those that fit all but its
 * own wish. Counted over at most a thousand providers of the area.
 */
export const SearchFacets = z.object({
  /** False: there are more than were counted. */
  isExact: z.boolean(),
  /** Children of the category asked for, or the main categories. */
  categories: z.array(z.object({ slug: z.string(), name: z.string(), found: z.int() })),
  /** With at least so many stars. */
  ratings: z.array(z.object({ min: z.number(), found: z.int() })),
  verified: z.int(),
  instant: z.int(),
  /** The commonest. */
  languages: z.array(z.object({ code: Language, found: z.int() })),
  /** Up to four bands of the lowest price, about equally full; minor units, above `min` (the first: from it) up to `max`. */
  prices: z.array(z.object({ min: z.int(), max: z.int(), found: z.int() })),
});
export type SearchFacets = z.infer<typeof SearchFacets>;

/**
 * One change to a search without results, and how many of the nearest it would bring at least. When a time is asked for, they
 * have one.
 */
export const SearchWidening = z.object({
  /**
   * `time` is date, partOfDay, from, to and durationMinutes together. `filters` is all but the place and the need together; told
   * only when no other change helps.
   */
  change: z.enum([
    "radiusKm",
    "box",
    "time",
    "minRating",
    "minPrice",
    "maxPrice",
    "verified",
    "instant",
    "languages",
    "category",
    "q",
    "filters",
  ]),
  /**
   * The value to ask for instead: a larger radius, a higher price, a lower rating; of `time` the first day, by the provider's own
   * clock, on which somebody has time; of `filters` the radius in km, or the box, that it then takes. Null: leave it out, and for
   * `filters`, look no further.
   */
  to: z.union([z.string(), z.number()]).nullable(),
  found: z.int(),
});
export type SearchWidening = z.infer<typeof SearchWidening>;

export const SearchAnswer = z.object({
  /**
   * A page may hold fewer than `limit`, even nobody, and still have a `nextCursor`: with a wish for a time about three hundred
   * providers are asked for it a page, and the search goes on from there.
   */
  items: z.array(SearchResult),
  /** Null: there are no more. */
  nextCursor: z.string().nullable(),
  /** Where the search looked; null when the place was not found (then items is empty). */
  place: z
    .object({
      label: z.string(),
      position: Position,
      timeZone: z.string(),
      /** ISO 3166-1 alpha-2; null at sea. */
      country: z.string().nullable(),
    })
    .nullable(),
  /** How many fit before any wish for a time, counted no further than a thousand. */
  total: z.int(),
  /** False: there are more. */
  totalIsExact: z.boolean(),
  /** The words that were searched for instead, when nothing fits those typed; null otherwise. */
  corrected: z.string().nullable(),
  /** Null unless asked for. */
  facets: SearchFacets.nullable(),
  /** What would bring results, when there are none: told on the last page, if no page before it had anybody. */
  widen: z.array(SearchWidening),
  ...Understanding.shape,
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

export const searchContract = {
  searchProviders: oc
    .route({
      method: "GET",
      path: "/search/providers",
      tags: ["discovery"],
      summary: "Providers near a place, by need, open time, rating and price",
      description:
        "A page may be empty and still have a `nextCursor`: about three hundred providers a page are asked for the time that is wished. A category that does not exist is one that nobody has.",
    })
    .input(SearchQuery)
    .output(SearchAnswer),
  suggest: oc
    .route({
      method: "GET",
      path: "/search/suggest",
      tags: ["discovery"],
      summary: "Places, categories and providers that match what was typed so far",
      description:
        "`kinds` says what is wanted, and in which order it is answered. Of each kind at most `limit`, the likeliest first; places and providers near `lat`, `lng` come before others. Nothing typed answers the main categories.",
    })
    .input(SuggestQuery)
    .output(z.object({ items: z.array(Suggestion) })),
  findNeed: oc
    .route({
      method: "GET",
      path: "/search/need",
      tags: ["discovery"],
      summary: "Categories that a problem in somebody's own words is about",
      description:
        '`q`: "my kitchen tap is leaking". Of more than 200 letters the first 200 are read by the model. An answer takes 300 ms at most; then it is by words alone.',
    })
    .input(z.object({ q: RequiredText(500) }))
    .output(NeedMatch),
};
