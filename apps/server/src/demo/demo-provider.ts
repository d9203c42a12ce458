import type { PlacedTrade } from "./categories.ts";
import type { City } from "./cities.ts";
import { uuidAt, type Random } from "./prng.ts";
import { payoutAccountOf, type DemoProvider } from "./providers.ts";

const SERVICES: ReadonlyArray<
  readonly [
    name: string,
    description: string,
    minutes: number,
    dollars: number,
    isInstant: boolean,
    seats?: number,
  ]
> = [
  [
    "Leak repair",
    "A dripping tap, a wet cabinet, a sweating valve: we find where the water comes from and stop it. Small parts are included.",
    60,
    129,
    true,
  ],
  [
    "Drain cleaning",
    "One slow or blocked sink, shower or floor drain, cleared with an electric snake and flushed with hot water.",
    90,
    149,
    true,
  ],
  [
    "Toilet repair",
    "Running, rocking or blocked. New fill valve, flapper or wax seal, fitted and tested on the spot.",
    60,
    119,
    true,
  ],
  [
    "Faucet installation",
    "Your new kitchen or bathroom faucet fitted, with new supply lines and a pressure test. The old one leaves with us.",
    60,
    125,
    true,
  ],
  [
    "Garbage disposal replacement",
    "Old unit out, new one in, wired and tested. Half-horsepower unit included, bigger ones on request.",
    90,
    289,
    true,
  ],
  [
    "Water heater check",
    "Flush, anode and safety valve check for tank or tankless heaters, with photos and a short written report.",
    90,
    165,
    true,
  ],
  [
    "Water heater replacement",
    "We look at photos first, then confirm. Removal, permit paperwork and installation of a new tank; the heater itself is charged at cost.",
    240,
    680,
    false,
  ],
  [
    "Bathroom remodel consultation",
    "An hour on site with the person who will do the work: what is behind the walls, what it takes, and what it costs.",
    60,
    95,
    false,
  ],
  [
    "Home plumbing workshop",
    "A weekend morning in our shop for people who want to do the small things themselves: taps, traps, toilets. A box of tools and parts goes home with you.",
    120,
    135,
    true,
    8,
  ],
];

/** The business of the demo provider's account: one to look at closely. */
export const createDemoProvider = (
  random: Random,
  { trade, group, categoryId }: PlacedTrade,
  city: City,
  userId: string,
  createdAt: Date,
): DemoProvider => {
  const id = uuidAt(random, createdAt);
  const slug = "barton-creek-plumbing";
  return {
    row: {
      id,
      userId,
      payoutAccountId: payoutAccountOf(id),
      slug,
      businessName: "Barton Creek Plumbing",
      avatarUrl: `/artwork/avatars/${slug}.svg`,
      coverPhotoUrl: `/artwork/covers/${group.slug}/${slug}.svg`,
      bio: "Barton Creek Plumbing has kept Austin homes dry since 2009. Dana Whitfield and a crew of four fix leaks, clear drains and look after water heaters, from the old bungalows of Travis Heights to the new builds in Mueller. You get a fixed price before any work starts, shoe covers on the carpet, and the old part shown to you before it is thrown away. Every repair carries a twelve-month guarantee in writing.",
      categoryId,
      locationLabel: city.label,
      position: { lat: 30.25411, lng: -97.76286 },
      serviceRadiusKm: 30,
      currency: city.currency,
      cancellationPolicy: "moderate",
      isVerified: true,
      languages: ["en", "es"],
      timeZone: city.timeZone,
      createdAt: createdAt.toISOString(),
    },
    services: SERVICES.map(
      ([name, description, durationMinutes, dollars, isInstant, seats], index) => ({
        id: uuidAt(random, new Date(createdAt.getTime() + (index + 1) * 240_000)),
        providerId: id,
        name,
        description,
        priceAmount: dollars * 100,
        durationMinutes,
        capacity: seats ?? 1,
        location: seats ? ("provider" as const) : ("customer" as const),
        isInstant,
      }),
    ),
    schedule: {
      providerId: id,
      timeZone: city.timeZone,
      stepMinutes: 30,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 30,
      noticeMinutes: 60,
      weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
        weekday,
        start: weekday < 6 ? "07:30" : "09:00",
        end: weekday < 6 ? "18:30" : "15:00",
      })),
    },
    trade,
    city,
    who: "Dana",
    isTeam: true,
    answersInMinutes: 12,
  };
};
