import pg from "pg";
import {
  openQuarters as quartersOf,
  type QuarterQuestion,
} from "../services/bookings/src/open-quarters.ts";
import { openQuarters } from "../services/bookings/src/operations/open-quarters.ts";
import { defaultRules } from "../services/bookings/src/schedule-store.ts";
import { saveOpenTimes } from "../services/search/src/open-time-store.ts";
import { createDb, systemClock } from "../packages/kit/src/index.ts";
import { personFrom, type NamesFrom } from "../apps/server/src/demo/names.ts";
import { createRandom } from "../apps/server/src/demo/prng.ts";
import { createCategories, type PlacedTrade } from "../apps/server/src/demo/categories.ts";
import { fill } from "../apps/server/src/demo/bios.ts";
import { weekOf } from "../apps/server/src/demo/hours.ts";
import { cityPlace, loadGazetteer } from "../services/geolocation/src/gazetteer.ts";
import { stringAt } from "../services/geolocation/src/string-store.ts";
import { BASE, LISTED, LISTINGS, PLACES, PROVIDERS, SCHEDULES } from "./search-world-sql.ts";

/**
 * A marketplace of any size around the cities of the gazetteer, each city as many providers as its inhabitants call for. It is
 * written by SQL in bulk, past the services, and then compared with what they would have written (`search-world-check.ts`).
 */

/** Towns below this have no provider of their own. */
const POPULATION_MIN = 15_000;
/** More at once are not answered. */
const ASKED_AT_ONCE = 100;
const SEED = "a million providers";
const BIOS_PER_TRADE = 200;
const WEEKS_PER_KIND = 3;
const NAMES_FROM: readonly NamesFrom[] = [
  "us",
  "gb",
  "ie",
  "de",
  "fr",
  "es",
  "pt",
  "it",
  "nl",
  "nordic",
  "pl",
  "tr",
  "in",
  "jp",
  "ke",
];

export interface WorldCity {
  /** GeoNames. */
  id: number;
  name: string;
  lat: number;
  lng: number;
  timeZone: string;
  population: number;
  providers: number;
}

/** Cities with how many of `size` providers work there. */
export const worldCities = (size: number): Array<WorldCity & { label: string }> => {
  const gazetteer = loadGazetteer();
  const { cities } = gazetteer;
  const large = Array.from({ length: cities.size }, (_, city) => city).filter(
    (city) => cities.population[city]! >= POPULATION_MIN,
  );
  const inhabitants = large.reduce((sum, city) => sum + cities.population[city]!, 0);
  let people = 0;
  let given = 0;
  return large.flatMap((city) => {
    people += cities.population[city]!;
    const providers = Math.round((people / inhabitants) * size) - given;
    given += providers;
    if (providers === 0) return [];
    const { id, name, label, position, timeZone, population } = cityPlace(gazetteer, city);
    return [
      {
        id: Number(id),
        name,
        label: label.slice(0, 200),
        ...position,
        timeZone,
        population,
        providers,
      },
    ];
  });
};

/** Names that quarters may have: those of towns and villages. */
const quarters = (): string[] => {
  const { cities } = loadGazetteer();
  return Array.from({ length: cities.size }, (_, city) => city)
    .filter((city) => cities.population[city]! < POPULATION_MIN && city % 5 === 0)
    .map((city) => stringAt(cities.names, city).slice(0, 100));
};

/**
 * Fills an empty, migrated database with `size` providers: accounts, profiles, services, opening hours, time off for one in twenty,
 * and the read model of the search. Indexes are made after the rows.
 * @param onProgress gets a line for each step, with the seconds it took.
 */
export const loadWorld = async (
  connectionString: string,
  size: number,
  onProgress: (line: string) => void = () => {},
): Promise<void> => {
  const began = performance.now();
  const clients = await Promise.all(
    [0, 1].map(async () => {
      const client = new pg.Client({
        connectionString,
        options:
          "-c session_replication_role=replica -c synchronous_commit=off -c work_mem=512MB -c maintenance_work_mem=1GB -c jit=off -c timezone=UTC -c max_parallel_maintenance_workers=2",
      });
      await client.connect();
      return client;
    }),
  );
  const [first] = clients as [pg.Client, pg.Client];
  /** Each list by a connection of its own, or `anyOrder`, by whichever is free. */
  const step = async (
    name: string,
    lists: ReadonlyArray<readonly string[]>,
    anyOrder: readonly string[] = [],
  ): Promise<void> => {
    const since = performance.now();
    const waiting = [...anyOrder];
    await Promise.all(
      clients.map(async (client, at) => {
        for (const statement of lists[at] ?? []) await client.query(statement);
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
          await client.query(next);
      }),
    );
    onProgress(
      `${name}: ${((performance.now() - since) / 1000).toFixed(1)} s (${Math.round((performance.now() - began) / 1000)} s in all)`,
    );
  };
  try {
    await writeParts(first, size);
    await step("providers made up", [BASE]);
    const { drop, create } = await indexesOf(first);
    await step("indexes dropped", [drop]);
    await writeOpenWeeks(first);
    await step("providers written", [PROVIDERS, LISTED]);
    await step("listings written", [[...SCHEDULES, PLACES], LISTINGS]);
    await step("indexes made", [], create);
    await writeBusy(connectionString, first);
    onProgress(
      `open times of those with time off (${Math.round((performance.now() - began) / 1000)} s in all)`,
    );
    await step("counted", [["drop schema bench cascade"]], await tablesOf(first));
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
};

/** Who has no time off is open as the week says: worked out once for each week and zone. */
const writeOpenWeeks = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{
    week: number;
    timeZone: string;
    weekly: QuarterQuestion["rules"]["weekly"];
  }>(
    `select week, "timeZone", weekly from (select distinct week, "timeZone" from bench.world) w join bench.weeks using (week)`,
  );
  const now = Date.now();
  const weeks = rows.map(({ week, timeZone, weekly }) => {
    const rules = { ...defaultRules(timeZone), weekly };
    const open = quartersOf({ rules, busy: [], capacities: new Map(), now });
    return { week, timeZone, ...open };
  });
  await client.query(
    `create unlogged table bench.open_weeks as
       select week, "timeZone", "fromQuarter", ('x' || bits)::bit varying as bits
         from json_to_recordset($1::json) as o (week int, "timeZone" text, "fromQuarter" int, bits text)`.replace(
      "$1",
      pg.escapeLiteral(JSON.stringify(weeks)),
    ),
  );
  await client.query("analyze bench.open_weeks");
};

/** The others by the same operations as in the running product. */
const writeBusy = async (connectionString: string, client: pg.Client): Promise<void> => {
  const db = await createDb({ connectionString, max: 4, statementTimeoutMs: 600_000 });
  try {
    const { rows } = await client.query<{ id: string }>(
      "select distinct provider_id as id from bookings.time_off",
    );
    const readAt = systemClock.now();
    let at = 0;
    const work = async (): Promise<void> => {
      while (at < rows.length) {
        const providerIds = rows.slice(at, (at += ASKED_AT_ONCE)).map(({ id }) => id);
        await saveOpenTimes(db, await openQuarters({ db, clock: systemClock }, { providerIds }), {
          readAt,
          now: readAt,
        });
      }
    };
    await Promise.all([work(), work(), work()]);
  } finally {
    await db.close();
  }
};

/** What the statements put providers together from. */
const writeParts = async (client: pg.Client, size: number): Promise<void> => {
  const random = createRandom(SEED);
  const { categories, trades } = createCategories(random, new Date(Date.UTC(2024, 0, 1)));
  const cities = worldCities(size);
  await client.query(`drop schema if exists bench cascade; create schema bench;
    create unlogged table bench.cities (id int, name text, label text, lat float8, lng float8, "timeZone" text, population int, providers int, currency text);
    create unlogged table bench.quarters (at int primary key, name text);
    create unlogged table bench.people (at int primary key, first text, last text);
    create unlogged table bench.trades (trade int, "categoryId" uuid, nouns text[], brands text[], places text, instant float8, weeks int[]);
    create unlogged table bench.bios (trade int, at int, bio text);
    create unlogged table bench.weeks (week int primary key, weekly jsonb);
    create unlogged table bench.offers (trade int, at int, service int, name text, description text, minutes int, usd float8);`);
  const insert = (table: string, rows: readonly object[]) =>
    client.query(
      `insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`,
      [JSON.stringify(rows)],
    );
  await client.query(
    `insert into providers.categories (id, name, slug, description, icon_name, parent_id, sort_order)
     select id, name, slug, description, "iconName", "parentId", "sortOrder"
       from json_to_recordset($1::json) as c (id uuid, name text, slug text, description text, "iconName" text, "parentId" uuid, "sortOrder" int)
     on conflict (slug) do nothing`,
    [JSON.stringify(categories)],
  );
  await insert(
    "bench.cities",
    cities.map((city) => ({
      ...city,
      currency: city.timeZone.startsWith("Europe/") ? "EUR" : "USD",
    })),
  );
  await insert(
    "bench.quarters",
    quarters().map((name, at) => ({ at, name })),
  );
  await insert(
    "bench.people",
    Array.from({ length: 4_000 }, (_, at) => ({
      at,
      ...personFrom(random, random.pick(NAMES_FROM)),
    })),
  );
  const weeks = [...new Set(trades.flatMap(({ trade }) => trade.hours))].flatMap((kind) =>
    Array.from({ length: WEEKS_PER_KIND }, () => ({ kind, weekly: weekOf(random, kind) })),
  );
  await insert(
    "bench.weeks",
    weeks.map(({ weekly }, week) => ({ week, weekly })),
  );
  await insert(
    "bench.trades",
    trades.map(({ trade, categoryId }, at) => ({
      trade: at,
      categoryId,
      nouns: trade.nouns,
      brands: trade.brands,
      places: trade.where,
      instant: trade.instant,
      weeks: weeks.flatMap(({ kind }, week) => (trade.hours.includes(kind) ? [week] : [])),
    })),
  );
  await insert(
    "bench.bios",
    trades.flatMap((trade, at) => biosOf(trade, at)),
  );
  await insert(
    "bench.offers",
    trades.flatMap(({ trade }, at) =>
      trade.services.flatMap((_, start) =>
        [2, 3, 4].flatMap((count, shape) =>
          [...trade.services, ...trade.services]
            .slice(start, start + Math.min(count, trade.services.length))
            .map(([name, description, minutes, usd], service) => ({
              trade: at,
              at: start * 3 + shape,
              service,
              name,
              description,
              minutes,
              usd,
            })),
        ),
      ),
    ),
  );
  await client.query(
    "analyze bench.cities, bench.quarters, bench.people, bench.trades, bench.bios, bench.offers",
  );
};

const OPENINGS = [
  "{doing} in this city since {year}.",
  "A small crew with years of practice in {doing}.",
  "What began in {year} as a side job is now a team of {size}.",
  "I work alone, so the person you book is the person who turns up.",
  "{size} people, one calendar, and a shared love of {doing}.",
];

const biosOf = ({ trade }: PlacedTrade, at: number) => {
  const random = createRandom(`${SEED}/${trade.slug}`);
  return Array.from({ length: BIOS_PER_TRADE }, (_, n) => ({
    trade: at,
    at: n,
    bio: fill([random.pick(OPENINGS), random.pick(trade.bio), random.pick(trade.bio)].join(" "), {
      We: "We",
      we: "we",
      our: "our",
      us: "us",
      "We've": "We've",
      "We're": "We're",
      doing: trade.doing,
      year: String(random.int(1995, 2024)),
      size: random.pick(["three", "four", "five", "six"]),
    }),
  }));
};

/** Statements that count all tables but ours and those without rows, the largest first. */
const tablesOf = async (client: pg.Client): Promise<string[]> => {
  const { rows } = await client.query<{ vacuum: string }>(`
    select format('vacuum (analyze, parallel 0) %s', oid::regclass) as vacuum from pg_class
     where relkind = 'r' and pg_relation_size(oid) > 0
       and relnamespace not in ('bench'::regnamespace, 'pg_toast'::regnamespace, 'information_schema'::regnamespace)
     order by pg_table_size(oid) desc`);
  return rows.map(({ vacuum }) => vacuum);
};

/**
 * Statements that take away, and make again, all indexes of the large tables that are not keys others refer to; what takes longest
 * first, so that neither connection waits long for the other.
 */
const indexesOf = async (client: pg.Client): Promise<{ drop: string[]; create: string[] }> => {
  const { rows } = await client.query<{ drop: string; create: string }>(`
    select case when c.oid is null then format('drop index %s', i.indexrelid::regclass)
                else format('alter table %s drop constraint %I', i.indrelid::regclass, c.conname) end as drop,
           case when c.oid is null then pg_get_indexdef(i.indexrelid)
                else format('alter table %s add constraint %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) end as create
      from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.conrelid = i.indrelid and c.contype in ('p', 'u', 'x')
     where not i.indisprimary
       and (i.indrelid::regclass::text in ('users.users', 'providers.providers', 'providers.services', 'bookings.schedules',
              'bookings.offers', 'bookings.time_claims', 'bookings.time_off')
            or i.indrelid in (select oid from pg_class where relnamespace = 'search'::regnamespace))
     order by i.indclass::oid[] && array(select oid from pg_opclass where opcmethod = (select oid from pg_am where amname = 'gist')) desc,
              pg_get_indexdef(i.indexrelid) ilike '%using gin%' desc, i.indrelid, i.indexrelid`);
  return { drop: rows.map((row) => row.drop), create: rows.map((row) => row.create) };
};
