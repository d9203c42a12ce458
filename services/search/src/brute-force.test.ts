import { afterAll, beforeAll, expect, test } from "vitest";
import { parseBox, type Listing, type SearchQuery, type SearchResult } from "@loconomy/contracts";
import { query as run, type Db } from "@loconomy/kit";
import { guestActor, type ServiceHarness, type TestDatabase } from "@loconomy/testing";
import { middleOf } from "./area.ts";
import { toListingRow } from "./listing-row.ts";
import { saveListings } from "./listings.ts";
import { bayesianRating, keptShare, soonScore, standingScore } from "./ranking.ts";
import { createWorld } from "./testing.ts";
import { startSearch } from "./testing-search.ts";
import {
  anywhere,
  around,
  CENTERS,
  createRandom,
  haversineMeters,
  isInBox,
  isReworded,
  isWished,
  servicesAsWished,
  someBox,
  someListing,
  someWishes,
  type Point,
} from "./testing-globe.ts";
import { asksForTime, timeWindows, type TimeWindow } from "./time-windows.ts";

/** A thousand by `npm run verify`. */
const SEARCHES = Number(process.env["SEARCHES"] ?? 150);
const LISTINGS = 2_000;
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
/** The nearest so many are put in order, then the next. */
const WINDOWS: Partial<Record<string, number>> = { recommended: 100, soonest: 300 };
const ZONES = [
  "America/Chicago",
  "Pacific/Kiritimati",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/Havana",
];

const random = createRandom(11);
const world = createWorld();
let database: TestDatabase;
let harness: ServiceHarness;
let db: Db;

beforeAll(async () => {
  ({ database, harness } = await startSearch(world));
  db = await database.as("search");
  const listings = Array.from({ length: LISTINGS }, (_, n) =>
    someListing(
      random,
      n % 10 === 0 ? anywhere(random) : around(random, CENTERS[n % CENTERS.length]!),
    ),
  );
  await saveListings(
    db,
    listings.map((listing) => {
      const zone = random.pick(ZONES);
      world.listings.set(listing.provider.id, listing);
      world.zones.set(listing.provider.id, zone);
      return toListingRow(listing, zone)!;
    }),
    new Date(),
  );
  world.requestsFrom = new Date(Date.now() + 3 * DAY_MS).toISOString();
  for (const { provider } of listings) await giveTimes(provider.id);
});
afterAll(() => database.drop());

/** Some open times of the next ten days, long enough for some services; the index knows of all, of more than there are, or for some providers of nothing. */
const giveTimes = async (id: string): Promise<void> => {
  const now = Math.ceil(Date.now() / QUARTER_MS);
  const starts = Array.from({ length: random.int(0, 4) }, () => now + random.int(8, 960));
  world.openTimes.set(
    id,
    starts.toSorted((a, b) => a - b).map((quarter) => new Date(quarter * QUARTER_MS).toISOString()),
  );
  const minutes = random.pick([30, 60, 120]);
  world.openMinutes.set(id, minutes);
  if (random.chance(0.1)) return;
  const bits = Array.from({ length: 60 * 96 }, () => 0);
  const noise = Array.from({ length: random.int(0, 2) }, () => now + random.int(0, 1_200));
  for (const start of [...starts, ...noise])
    for (let quarter = start; quarter < start + minutes / 15; quarter++)
      bits[quarter - now + 4] = 1;
  await run(
    db,
    `insert into search.open_times (provider_id, time_zone, from_quarter, bits, read_at) values ($1, $2, $3, $4::bit varying, now())`,
    [id, world.zones.get(id), now - 4, bits.join("")],
  );
};

type Asked = Partial<SearchQuery> & Pick<SearchQuery, "sort" | "limit">;

const search = (asked: Asked) =>
  harness.clients.search.searchProviders(asked, { context: { actor: guestActor() } });

/** All pages of a search, one after the other. */
const readAll = async (asked: Asked): Promise<SearchResult[][]> => {
  const pages: SearchResult[][] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await search({ ...asked, cursor });
    pages.push(items);
    cursor = nextCursor ?? undefined;
  } while (cursor);
  return pages;
};

const someTime = (): Partial<SearchQuery> => {
  const day = () => new Date(Date.now() + random.int(0, 11) * DAY_MS).toISOString().slice(0, 10);
  const instant = () => new Date(Date.now() + random.int(0, 8 * 24 * 60) * 60_000).toISOString();
  const [from, to] = [instant(), instant()].toSorted();
  const partOfDay = random.pick(["morning", "afternoon", "evening"] as const);
  return random.pick([
    { date: day() },
    { date: day(), partOfDay },
    { partOfDay },
    { from, to },
    { from, to, partOfDay },
    { from },
    { durationMinutes: random.pick([30, 90, 120]) },
  ]);
};

/** Everybody, or half of them: many windows of the orders that go by windows. */
const wideSearch = (n: number): Asked => ({
  box: "-180,-90,180,90",
  ...(random.chance(0.5) ? { verified: true } : {}),
  sort: n % 2 === 0 ? "recommended" : "soonest",
  limit: random.int(70, 100),
});

const someSearch = (n: number): Asked => {
  if (n % 25 === 0) return wideSearch(n / 25);
  const { lat, lng } = random.chance(0.2)
    ? anywhere(random)
    : around(random, CENTERS[n % CENTERS.length]!);
  const { west, south, east, north } = someBox(random, n % 12 === 0);
  const where = random.chance(0.35)
    ? { box: [west, south, east, north].map((degrees) => degrees.toFixed(6)).join() }
    : { lat, lng, radiusKm: random.int(1, 200) };
  return {
    ...where,
    ...someWishes(random),
    ...(random.chance(0.4) ? someTime() : {}),
    sort: random.pick(["recommended", "distance", "rating", "price", "soonest"] as const),
    limit: random.int(3, 60),
  };
};

/** Who should be found, by looking at everybody. */
const scan = (asked: Asked, now: Date): Listing[] => {
  const isThere = asked.box
    ? (point: Point) => isInBox(point, parseBox(asked.box!))
    : (point: Point) =>
        haversineMeters(centerOf(asked), point) <= (asked.radiusKm ?? Number.NaN) * 1_000;
  return [...world.listings.values()].filter(
    (listing) =>
      isThere(listing.provider.position) &&
      isWished(listing, asked) &&
      (!asksForTime(asked) || firstTime(listing, asked, now).start < Infinity),
  );
};

const withoutTime = (asked: Asked): Asked => ({
  ...asked,
  date: undefined,
  partOfDay: undefined,
  from: undefined,
  to: undefined,
  durationMinutes: undefined,
});

const centerOf = ({ box, lat, lng }: Asked): Point =>
  box ? middleOf(parseBox(box)) : { lat: lat!, lng: lng! };

const distanceOf = ({ provider: { position } }: Listing, asked: Asked): number =>
  haversineMeters(centerOf(asked), position);

const known = new WeakMap<Asked, Map<string, TimeWindow[]>>();
/** Told once a zone and search: it is what takes longest here. */
const windowsIn = (zone: string, asked: Asked, now: Date): TimeWindow[] => {
  const zones = known.get(asked) ?? new Map<string, TimeWindow[]>();
  known.set(asked, zones);
  const windows = zones.get(zone) ?? timeWindows(asked, zone, now);
  zones.set(zone, windows);
  return windows;
};

/** The service that should be shown, and when it can be had first: of a search for a time the first that has one. */
const firstTime = (
  listing: Listing,
  asked: Asked,
  now: Date,
): { serviceId: string; start: number; isPreferred: boolean } => {
  const { id } = listing.provider;
  const windows = windowsIn(world.zones.get(id)!, asked, now);
  const starts = world.openTimes.get(id)!.map((start) => Date.parse(start));
  const times = servicesAsWished(listing, asked).map((service, at) => ({
    serviceId: service.id,
    isPreferred: at === 0,
    start: Math.min(
      ...starts.filter(
        (start) =>
          Math.max(service.durationMinutes, asked.durationMinutes ?? 0) <=
            world.openMinutes.get(id)! &&
          (service.isInstant || start >= Date.parse(world.requestsFrom!)) &&
          windows.some(({ from, to }) => start >= from.getTime() && start < to.getTime()),
      ),
    ),
  }));
  return (asksForTime(asked) && times.find(({ start }) => start < Infinity)) || times[0]!;
};

/** Sort keys, told without any index. */
const keysOf = (listing: Listing, asked: Asked, now: Date): number[] => {
  const { ratingAverage, ratingCount } = listing.provider;
  const distance = distanceOf(listing, asked);
  if (asked.sort === "distance") return [distance];
  if (asked.sort === "rating") return [-bayesianRating(ratingAverage, ratingCount), distance];
  if (asked.sort === "price")
    return [Math.min(...listing.services.map(({ price }) => price.amount)), distance];
  return [
    asked.sort === "soonest" ? firstTime(listing, asked, now).start : -standing(listing, asked),
    distance,
  ];
};

/** The score of a listing without the open time, from its facts; of a search without words. */
const standing = (listing: Listing, asked: Asked): number => {
  const { provider, services, record } = listing;
  const dayOf = (moment: number): number => Math.floor(moment / DAY_MS);
  return standingScore({
    distanceMeters: distanceOf(listing, asked),
    rating: provider.ratingAverage,
    ratingCount: provider.ratingCount,
    words: 0,
    reliability: keptShare(record.keptCount, record.brokenCount),
    instant: services.some(({ isInstant }) => isInstant),
    responseMinutes: provider.responseTimeMinutes,
    verified: provider.isVerified,
    listedDays: dayOf(Date.now()) - dayOf(Date.parse(provider.createdAt)),
  });
};

const scoreNow = (listing: Listing, asked: Asked, now: Date): number => {
  const { start } = firstTime(listing, asked, now);
  const soon = soonScore(start < Infinity ? new Date(start).toISOString() : undefined, now);
  return standing(listing, asked) + soon;
};

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );

/** The last key is a distance: rounding may tell two apart that are one, so it is compared to a tenth of a millimetre. */
const isInOrder = (a: readonly number[], b: readonly number[]): boolean => {
  for (const [at, key] of a.entries()) {
    if (key === b[at] || (at === a.length - 1 && Math.abs(key - b[at]!) < 1e-4)) continue;
    return key < b[at]!;
  }
  return true;
};

/**
 * Those that should be found, in the windows that are put in order by themselves; null when it is not known who fills a window:
 * more than fit in one, with those about whom only the calendar can say that they have no time.
 */
const inWindows = (expected: readonly Listing[], asked: Asked, now: Date): Listing[][] | null => {
  const size = WINDOWS[asked.sort];
  if (!size) return [[...expected]];
  if (asksForTime(asked))
    return scan(withoutTime(asked), now).length <= size ? [[...expected]] : null;
  const nearest = expected.toSorted((a, b) => distanceOf(a, asked) - distanceOf(b, asked));
  return chunks(nearest, size);
};

/** The pages of "recommended": who is on each goes by the standing score, how they stand on it also by the open time. */
const recommendedPages = (windows: readonly Listing[][], asked: Asked, now: Date): string[][] => {
  const best = windows.flatMap((window) =>
    window.toSorted((a, b) => standing(b, asked) - standing(a, asked)),
  );
  return chunks(best, asked.limit).map((page) =>
    page
      .toSorted((a, b) => scoreNow(b, asked, now) - scoreNow(a, asked, now))
      .map(({ provider }) => provider.id),
  );
};

test(
  `${SEARCHES} searches anywhere on the globe find what a plain scan finds, in its order, page by page`,
  { timeout: 60_000 + SEARCHES * 1_000 },
  async () => {
    const counts = {
      searches: 0,
      timed: 0,
      crossing: 0,
      reworded: 0,
      otherService: 0,
      recommended: 0,
      windows: 0,
      soonest: 0,
    };
    for (let n = 0; n < SEARCHES; n++) {
      const asked = someSearch(n);
      const now = harness.clock.now();
      const expected = scan(asked, now);
      const pages = await readAll(asked);
      const items = pages.flat();
      const ids = items.map(({ provider }) => provider.id);
      const what = JSON.stringify(asked);
      expect(ids.toSorted(), what).toEqual(expected.map(({ provider }) => provider.id).toSorted());

      const shown = ids.map((id) => firstTime(world.listings.get(id)!, asked, now));
      expect(
        items.map(({ serviceId, nextTimes: [first] }) => [serviceId, first?.start]),
        what,
      ).toEqual(
        shown.map(({ serviceId, start }) => [
          serviceId,
          start < Infinity ? new Date(start).toISOString() : undefined,
        ]),
      );

      const windows = inWindows(expected, asked, now);
      if (windows && asked.sort !== "recommended") {
        let from = 0;
        for (const { length } of windows) {
          const keys = ids
            .slice(from, (from += length))
            .map((id) => keysOf(world.listings.get(id)!, asked, now));
          for (let at = 1; at < keys.length; at++)
            expect(isInOrder(keys[at - 1]!, keys[at]!), `${what} at ${at}`).toBe(true);
          if (asked.sort === "soonest" && length > 100) counts.soonest++;
        }
      }
      // How well words fit is a fact of the index alone.
      if (windows && asked.sort === "recommended" && asked.q === undefined) {
        expect(
          pages.filter((page) => page.length > 0).map((page) => page.map((one) => one.provider.id)),
          what,
        ).toEqual(recommendedPages(windows, asked, now));
        counts.recommended += ids.length > 1 ? 1 : 0;
        counts.windows += windows.length > 1 ? 1 : 0;
      }

      const { total, totalIsExact } = await search({ ...asked, limit: 1 });
      const counted = scan(withoutTime(asked), now).length;
      expect([total, totalIsExact], what).toEqual([Math.min(counted, 1_000), counted <= 1_000]);
      counts.timed += asksForTime(asked) && ids.length > 0 ? 1 : 0;
      counts.searches += ids.length > 0 ? 1 : 0;
      counts.crossing += asked.box && parseBox(asked.box).west > parseBox(asked.box).east ? 1 : 0;
      counts.reworded += isReworded(asked.q) && ids.length > 0 ? 1 : 0;
      counts.otherService += shown.some(({ isPreferred }) => !isPreferred) ? 1 : 0;
    }
    // It would prove nothing if hardly anything were found.
    expect(counts.searches).toBeGreaterThan(SEARCHES / 4);
    expect(counts.timed).toBeGreaterThan(SEARCHES / 20);
    expect(counts.crossing).toBeGreaterThan(SEARCHES / 30);
    expect(counts.reworded).toBeGreaterThan(SEARCHES / 30);
    expect(counts.otherService).toBeGreaterThan(SEARCHES / 30);
    expect(counts.recommended).toBeGreaterThan(SEARCHES / 30);
    expect(counts.windows).toBeGreaterThan(SEARCHES / 100);
    expect(counts.soonest).toBeGreaterThan(SEARCHES / 100);
  },
);
