import type { DemoWorld } from "@loconomy/kit";
import { createAccounts, DEMO_EMAILS, type Accounts } from "./accounts.ts";
import { createCategories } from "./categories.ts";
import { characterOf } from "./characters.ts";
import { CITIES, type City } from "./cities.ts";
import { createConversations } from "./conversations.ts";
import { createDemoProvider } from "./demo-provider.ts";
import { personFrom } from "./names.ts";
import { createPastBooker, type DemoCustomer } from "./past.ts";
import { createRandom, type Random } from "./prng.ts";
import { recordsOf } from "./records.ts";
import { createProviderMaker, type DemoProvider } from "./providers.ts";
import { ratingOf, reviewJobs } from "./reviews.ts";
import { createSessions } from "./sessions.ts";

const DAY_MS = 86_400_000;
const PROVIDERS = 2_160;
const CUSTOMERS = 560;
const DEMO_PROVIDER_JOBS = 64;
/** So many of the jobs were written about; more of the demo provider's and all of the demo customer's. */
const WRITTEN = { others: 0.12, demoProvider: 0.6, demoCustomer: 1 };

/** Every demo account's password. */
export const DEMO_PASSWORD = "demo-password-1";

/**
 * The demo marketplace as it would stand on the day of `now` (UTC). The same day and cities give the same world.
 * The first three users are the demo accounts: customer, provider, operator.
 */
export const createDemoWorld = ({
  now,
  cities = CITIES,
}: {
  now: Date;
  cities?: readonly City[];
}): DemoWorld => {
  const today = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  const random = createRandom(`loconomy/${today.toISOString()}`);
  const accounts = createAccounts(random.fork("accounts"));
  const ago = (days: number): Date => new Date(today.getTime() - days * DAY_MS);
  const { categories, trades } = createCategories(random.fork("categories"), ago(1_100));
  const home = cities.find((city) => city.name === "Austin") ?? cities[0]!;

  const demoCustomer = createCustomer(accounts, random, home, ago(240), {
    name: "Jamie Rivera",
    email: DEMO_EMAILS.customer,
    phone: "+1 512 555 0142",
  });
  const demoUserId = accounts.add({
    name: "Dana Whitfield",
    email: DEMO_EMAILS.provider,
    role: "provider",
    avatarUrl: "/artwork/avatars/barton-creek-plumbing.svg",
    createdAt: ago(780),
    phone: "+1 512 555 0117",
  });
  accounts.add({
    name: "Robin Ellis",
    email: DEMO_EMAILS.admin,
    role: "super_admin",
    avatarUrl: "/artwork/avatars/robin-ellis.svg",
    createdAt: ago(1_000),
  });

  const plumbing = trades.find(({ trade }) => trade.slug === "plumbing")!;
  const demoProvider = createDemoProvider(
    random.fork("demo-provider"),
    plumbing,
    home,
    demoUserId,
    ago(779),
  );
  const make = createProviderMaker(random.fork("providers"), today, accounts);
  const providers = [
    demoProvider,
    ...shareOut(cities, PROVIDERS).flatMap(([city, count]) => {
      const order = random.shuffle(trades);
      return Array.from({ length: count }, (_, i) => make(order[i % order.length]!, city));
    }),
  ];
  const customers = shareOut(cities, CUSTOMERS).flatMap(([city, count]) =>
    Array.from({ length: Math.max(4, count) }, () =>
      createCustomer(accounts, random, city, ago(random.int(190, 800))),
    ),
  );
  const past = createPast(random.fork("past"), providers, [demoCustomer, ...customers], today);
  const byProvider = Map.groupBy(past.reviews, (review) => review.providerId);
  const sessions = createSessions(random.fork("sessions"), providers, customers, today);
  const records = recordsOf(past, sessions, today);
  return {
    password: DEMO_PASSWORD,
    users: accounts.users,
    categories,
    providers: providers.map(({ row }) => ({
      ...row,
      ...ratingOf(byProvider.get(row.id) ?? []),
      ...records(row.id),
    })),
    services: providers.flatMap(({ services }) => services),
    schedules: providers.map(({ schedule }) => schedule),
    sessions,
    ...past,
  };
};

/** How many of `total` fall to each city by its weight. */
const shareOut = (cities: readonly City[], total: number): Array<[City, number]> => {
  const weights = cities.reduce((sum, city) => sum + city.weight, 0);
  return cities.map((city) => [city, Math.round((total * city.weight) / weights)]);
};

const createCustomer = (
  accounts: Accounts,
  random: Random,
  city: City,
  createdAt: Date,
  given?: { name: string; email: string; phone: string },
): DemoCustomer => {
  const name = given?.name ?? personFrom(random, city.names).full;
  const avatarUrl =
    given || random.chance(0.7) ? `/artwork/avatars/customer-${accounts.users.length}.svg` : null;
  const id = accounts.add({ ...given, name, role: "customer", avatarUrl, createdAt });
  return { id, city, createdAt, address: createAddress(random, city) };
};

const NUMBER_FIRST = new Set([
  "United States",
  "Canada",
  "United Kingdom",
  "Ireland",
  "Australia",
  "New Zealand",
  "France",
  "India",
  "Singapore",
  "South Africa",
  "Kenya",
  "Nepal",
  "United Arab Emirates",
]);

const createAddress = (random: Random, city: City): DemoCustomer["address"] => {
  const street = random.pick(city.streets);
  const number = random.int(2, city.country === "United States" ? 2_400 : 140);
  return {
    line1: NUMBER_FIRST.has(city.country) ? `${number} ${street}` : `${street} ${number}`,
    ...(random.chance(0.3) ? { line2: `Apartment ${random.int(1, 28)}` } : {}),
    city: city.name,
    postalCode: random.pick(city.postalCodes),
    ...(city.region ? { region: city.region } : {}),
    country: city.country,
  };
};

/** Completed jobs of half a year, most with reviews; new and a few older businesses have none. */
const createPast = (
  random: Random,
  providers: readonly DemoProvider[],
  customers: readonly DemoCustomer[],
  today: Date,
): Pick<DemoWorld, "bookings" | "messages" | "reviews" | "characters"> => {
  const book = createPastBooker(random.fork("bookings"), today);
  const converse = createConversations(random.fork("conversations"), today);
  const byCity = Map.groupBy(customers, (customer) => customer.city);
  const bookings: DemoWorld["bookings"] = [];
  const messages: DemoWorld["messages"] = [];
  const reviews: DemoWorld["reviews"] = [];
  const characters: DemoWorld["characters"] = [];
  const habits = random.fork("habits");
  for (const [index, provider] of providers.entries()) {
    const isNew = today.getTime() - Date.parse(provider.row.createdAt) < 200 * DAY_MS;
    const jobs =
      index === 0
        ? DEMO_PROVIDER_JOBS
        : isNew || random.chance(0.15)
          ? 0
          : Math.min(40, Math.round(Math.exp(1 + random.normal() * 0.85)));
    const locals = byCity.get(provider.city) ?? customers;
    const [demoCustomer] = customers;
    const character = characterOf(random, habits);
    const done = Array.from({ length: jobs }, (_, n) =>
      book(provider, character, index < 9 && n === 0 ? demoCustomer! : random.pick(locals)),
    ).filter((booking) => booking !== undefined);
    bookings.push(...done);
    const ofDemo = Map.groupBy(done, ({ customerId }) => customerId === demoCustomer!.id);
    messages.push(
      ...converse(provider, ofDemo.get(true) ?? [], WRITTEN.demoCustomer),
      ...converse(
        provider,
        ofDemo.get(false) ?? [],
        index === 0 ? WRITTEN.demoProvider : WRITTEN.others,
      ),
    );
    reviews.push(...reviewJobs(random, provider, done, character, today));
    characters.push({ providerId: provider.row.id, ...character });
  }
  return { bookings, messages, reviews, characters };
};
