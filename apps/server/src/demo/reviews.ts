import type { DemoWorld } from "@loconomy/kit";
import { uuidAt, type Random } from "./prng.ts";
import type { DemoProvider } from "./providers.ts";
import type { Character } from "./characters.ts";
import { createCustomerReviewWriter, createReviewWriter } from "./review-texts.ts";

type Review = DemoWorld["reviews"][number];
type Stars = 2 | 3 | 4 | 5;
type Quality = Character["quality"];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A review without its counterpart shows after so long. */
const BLIND_MS = 14 * DAY_MS;

/** How the stars of a good, a middling and a careless business fall. */
const STARS: Record<Quality, ReadonlyArray<readonly [Stars, number]>> = {
  good: [
    [5, 90],
    [4, 9],
    [3, 1],
  ],
  middling: [
    [5, 74],
    [4, 20],
    [3, 4],
    [2, 2],
  ],
  careless: [
    [5, 48],
    [4, 32],
    [3, 13],
    [2, 7],
  ],
};

/** The reviews of a provider's past jobs, all of them visible by now. */
export const reviewJobs = (
  random: Random,
  provider: DemoProvider,
  bookings: DemoWorld["bookings"],
  { quality }: Character,
  now: Date,
): Review[] => {
  const write = createReviewWriter(random, provider.trade, provider.who);
  const writeBack = createCustomerReviewWriter(
    random,
    provider.services[0]!.location,
    provider.isTeam,
  );
  return bookings.flatMap((booking): Review[] => {
    if (!random.chance(0.84)) return [];
    if (booking.absent || booking.isCalledOff) return [];
    const completedAt = Date.parse(booking.closedAt);
    const isAnswered = random.chance(0.55);
    if (now.getTime() - completedAt < (isAnswered ? 2 * DAY_MS : BLIND_MS)) return [];
    const latest = Math.min(completedAt + 6 * DAY_MS, now.getTime() - HOUR_MS);
    const moment = (): Date =>
      new Date(
        completedAt + HOUR_MS + Math.floor(random.next() ** 2 * (latest - completedAt - HOUR_MS)),
      );
    const shared = { bookingId: booking.id, providerId: booking.providerId };
    const stars = random.weighted(STARS[quality]);
    const at = moment();
    const review: Review = {
      id: uuidAt(random, at),
      ...shared,
      authorId: booking.customerId,
      subjectId: booking.providerUserId,
      authorRole: "customer",
      rating: stars,
      ...write(stars),
      wouldRecommend:
        stars >= 4
          ? random.chance(0.9)
            ? true
            : null
          : stars === 3
            ? random.pick([true, false, null])
            : false,
      createdAt: at.toISOString(),
    };
    if (!isAnswered) return [review];
    const backAt = moment();
    const backStars = random.chance(0.93) ? 5 : 4;
    return [
      review,
      {
        id: uuidAt(random, backAt),
        ...shared,
        authorId: booking.providerUserId,
        subjectId: booking.customerId,
        authorRole: "provider",
        rating: backStars,
        title: null,
        content: writeBack(backStars),
        wouldRecommend: null,
        createdAt: backAt.toISOString(),
      },
    ];
  });
};

/** Average (two decimals) and number of the customers' stars. */
export const ratingOf = (
  reviews: readonly Review[],
): { ratingAverage: number; ratingCount: number } => {
  const stars = reviews
    .filter((review) => review.authorRole === "customer")
    .map((review) => review.rating);
  const sum = stars.reduce((total, rating) => total + rating, 0);
  return {
    ratingAverage: stars.length === 0 ? 0 : Math.round((sum / stars.length) * 100) / 100,
    ratingCount: stars.length,
  };
};
