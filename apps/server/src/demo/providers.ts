import type { CancellationPolicyName, Position } from "@loconomy/contracts";
import type { DemoWorld } from "@loconomy/kit";
import { createBioWriter } from "./bios.ts";
import { nameBusiness } from "./business-names.ts";
import type { PlacedTrade } from "./categories.ts";
import type { City } from "./cities.ts";
import { weekOf } from "./hours.ts";
import { languagesOf } from "./languages.ts";
import { personFrom } from "./names.ts";
import { localPrice } from "./prices.ts";
import { uuidAt, type Random } from "./prng.ts";
import type { Hours, Trade } from "./trades/trade.ts";
import type { Accounts } from "./accounts.ts";

const DAY_MS = 86_400_000;
const POLICIES: ReadonlyArray<readonly [CancellationPolicyName, number]> = [
  ["flexible", 5],
  ["moderate", 4],
  ["strict", 1],
];

/** The account of a demo business at the stand-in for Stripe. */
export const payoutAccountOf = (providerId: string): string =>
  `acct_${providerId.replaceAll("-", "")}`;

/** A provider with all that belongs to it, before it has any past. */
export interface DemoProvider {
  row: Omit<
    DemoWorld["providers"][number],
    "ratingAverage" | "ratingCount" | "responseTimeMinutes" | "keptCount" | "brokenCount"
  >;
  services: DemoWorld["services"];
  schedule: DemoWorld["schedules"][number];
  trade: Trade;
  city: City;
  /** Who the customers' reviews speak of. */
  who: string;
  isTeam: boolean;
  /** How long it mostly takes to answer a request. */
  answersInMinutes: number;
}

export const createProviderMaker = (random: Random, now: Date, accounts: Accounts) => {
  const writeBio = createBioWriter(random.fork("bios"));
  const slugs = new Set<string>(["barton-creek-plumbing"]);
  return ({ trade, group, categoryId }: PlacedTrade, city: City): DemoProvider => {
    const owner = personFrom(random, city.names);
    const isTeam = random.chance(trade.teams);
    const { name, slug } = nameBusiness(random, slugs, trade, city, owner, isTeam);
    const isNew = random.chance(0.08);
    const createdAt = new Date(
      now.getTime() -
        (isNew ? random.int(1, 30) : random.int(200, 900)) * DAY_MS -
        random.int(0, DAY_MS),
    );
    const id = uuidAt(random, createdAt);
    const avatarUrl = `/artwork/avatars/${slug}.svg`;
    const userId = accounts.add({
      name: owner.full,
      role: "provider",
      avatarUrl,
      createdAt: new Date(createdAt.getTime() - random.int(3, 90) * 60_000),
    });
    const startedYear = createdAt.getUTCFullYear() - random.int(1, 16);
    const wherePlaced =
      trade.where === "either" ? (random.chance(0.5) ? "customer" : "provider") : trade.where;
    return {
      row: {
        id,
        userId,
        payoutAccountId: payoutAccountOf(id),
        slug,
        businessName: name,
        avatarUrl,
        coverPhotoUrl: `/artwork/covers/${group.slug}/${slug}.svg`,
        bio: writeBio(trade, { name, ownerFirst: owner.first, isTeam, startedYear }, city),
        categoryId,
        locationLabel: city.label,
        position: scatter(random, city),
        serviceRadiusKm: random.pick([8, 10, 15, 20, 25, 30, 40]),
        currency: city.currency,
        cancellationPolicy: random.weighted(POLICIES),
        isVerified: random.chance(isNew ? 0.45 : 0.89),
        timeZone: city.timeZone,
        languages: languagesOf(random.fork(`${slug}/languages`), city.names),
        createdAt: createdAt.toISOString(),
      },
      answersInMinutes: Math.min(720, Math.max(3, Math.round(Math.exp(3.4 + random.normal())))),
      services: createServices(random, trade, city, id, createdAt, wherePlaced),
      schedule: createSchedule(random, random.pick(trade.hours), city, id, wherePlaced),
      trade,
      city,
      isTeam,
      who: isTeam ? "the team" : owner.first,
    };
  };
};

/** Dense near the centre and thin outside, with a few quarters that draw more than others. */
export const scatter = (random: Random, city: City): Position => {
  const knot = random.fork(`${city.name}/knot/${random.int(1, city.quarters.length)}`);
  const pull = random.chance(0.6) ? 0.4 : 1;
  const centre =
    pull < 1 ? { north: knot.normal() * 0.7, east: knot.normal() * 0.7 } : { north: 0, east: 0 };
  const km = (offset: number): number => (offset + random.normal() * pull) * city.spreadKm * 0.6;
  const lat = city.position.lat + km(centre.north) / 110.6;
  const lng = city.position.lng + km(centre.east) / (111.3 * Math.cos((lat * Math.PI) / 180));
  return { lat: Math.round(lat * 1e5) / 1e5, lng: Math.round(lng * 1e5) / 1e5 };
};

const createServices = (
  random: Random,
  trade: Trade,
  city: City,
  providerId: string,
  createdAt: Date,
  location: "customer" | "provider",
): DemoWorld["services"] => {
  const level = city.priceLevel * (0.82 + random.next() * 0.42);
  const chosen = new Set(
    random
      .shuffle(trade.services)
      .slice(0, Math.max(2, random.int(2, Math.min(5, trade.services.length)))),
  );
  return trade.services
    .filter((service) => chosen.has(service))
    .map(
      (
        [name, description, durationMinutes, price, { variants = [], seats, deposit } = {}],
        index,
      ) => {
        const at = new Date(createdAt.getTime() + (index + 1) * 240_000);
        return {
          id: uuidAt(random, at),
          providerId,
          name,
          description,
          priceAmount: localPrice(price * level, city.currency),
          durationMinutes,
          variants: variants.map(([variant, minutes, dollars]) => ({
            id: uuidAt(random, at),
            name: variant,
            durationMinutes: minutes,
            priceAmount: localPrice(dollars * level, city.currency),
          })),
          capacity: seats ?? 1,
          ...(deposit && { depositPercent: deposit }),
          location: seats ? "provider" : location,
          isInstant: random.chance(trade.instant),
        };
      },
    );
};

const createSchedule = (
  random: Random,
  hours: Hours,
  city: City,
  providerId: string,
  location: "customer" | "provider",
): DemoWorld["schedules"][number] => ({
  providerId,
  timeZone: city.timeZone,
  weekly: weekOf(random, hours),
  stepMinutes: random.weighted([
    [30, 6],
    [15, 2],
    [60, 2],
  ]),
  bufferBeforeMinutes: location === "customer" ? random.pick([0, 0, 15]) : 0,
  bufferAfterMinutes:
    location === "customer" ? random.pick([15, 30, 30, 45]) : random.pick([0, 5, 10, 15]),
  noticeMinutes:
    hours === "night"
      ? 0
      : random.weighted([
          [60, 3],
          [120, 4],
          [240, 2],
          [720, 1],
          [1440, 1],
        ]),
});
