import { Review } from "@loconomy/contracts";
import { beforeAll, describe, expect, test } from "vitest";
import type { DemoWorld } from "@loconomy/kit";
import { artworkResponse } from "./artwork.ts";
import { instantsOf } from "./past.ts";
import { createDemoWorld } from "./world.ts";

const NOW = new Date("2026-11-23T10:00:00Z");
const DAY_MS = 86_400_000;
let world: DemoWorld;
beforeAll(() => void (world = createDemoWorld({ now: NOW })));

const byId = <T extends { id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

test("the same day gives the same world, another day another one", () => {
  expect(createDemoWorld({ now: new Date("2026-11-23T23:59:59Z") })).toEqual(world);
  expect(createDemoWorld({ now: new Date("2026-11-24T00:00:00Z") }).bookings[0]).not.toEqual(
    world.bookings[0],
  );
});

test("it is large enough to feel alive", () => {
  expect(world.providers.length).toBeGreaterThanOrEqual(2_000);
  expect(world.categories.length).toBeGreaterThanOrEqual(30);
  expect(
    new Set(world.providers.map((provider) => provider.locationLabel)).size,
  ).toBeGreaterThanOrEqual(40);
  expect(world.bookings.length).toBeGreaterThanOrEqual(6_000);
  expect(world.providers.filter((provider) => provider.ratingCount === 0).length).toBeGreaterThan(
    200,
  );
  expect(
    world.providers.filter((provider) => provider.isVerified).length / world.providers.length,
  ).toBeCloseTo(0.85, 1);
});

test("the demo accounts come first", () => {
  expect(world.users.slice(0, 3).map(({ email, role }) => [email, role])).toEqual([
    ["customer@demo.loconomy.test", "customer"],
    ["provider@demo.loconomy.test", "provider"],
    ["admin@demo.loconomy.test", "super_admin"],
  ]);
  expect(world.password.length).toBeGreaterThanOrEqual(10);
  const [customer, owner] = world.users;
  const own = world.providers.find((provider) => provider.userId === owner!.id)!;
  expect(own).toMatchObject({
    slug: "barton-creek-plumbing",
    locationLabel: "Austin, TX, United States",
  });
  expect(own.ratingCount).toBeGreaterThan(30);
  expect(
    new Set(
      world.services
        .filter((service) => service.providerId === own.id)
        .map((service) => service.isInstant),
    ).size,
  ).toBe(2);
  expect(
    world.bookings.filter((booking) => booking.customerId === customer!.id).length,
  ).toBeGreaterThan(3);
});

test("ids, addresses and slugs are unique, and every id carries its time", () => {
  const ids = [
    world.users,
    world.categories,
    world.providers,
    world.services,
    world.bookings,
    world.messages,
    world.reviews,
  ].flatMap((rows) => rows.map((row) => row.id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const values of [
    world.users.map((user) => user.email),
    world.providers.map((provider) => provider.slug),
    world.categories.map((category) => category.slug),
  ]) {
    expect(new Set(values).size).toBe(values.length);
  }
  for (const { slug } of [...world.providers, ...world.categories])
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  for (const { email } of world.users) expect(email).toMatch(/^[a-z.0-9-]+@demo\.loconomy\.test$/);
  for (const { id, createdAt } of [
    ...world.users,
    ...world.providers,
    ...world.bookings,
    ...world.messages,
    ...world.reviews,
  ]) {
    expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(Date.parse(createdAt));
    expect(id[14]).toBe("7");
  }
});

describe("past jobs", () => {
  test("never overlap, on either side", () => {
    for (const side of ["providerId", "customerId"] as const) {
      for (const jobs of Map.groupBy(world.bookings, (booking) => booking[side]).values()) {
        const sorted = jobs.toSorted((a, b) => a.start.localeCompare(b.start));
        for (const [index, job] of sorted.entries())
          if (index > 0) expect(job.start >= sorted[index - 1]!.end).toBe(true);
      }
    }
  });

  test("lie inside the provider's hours, as long as the service takes, at its price", () => {
    const schedules = new Map(world.schedules.map((schedule) => [schedule.providerId, schedule]));
    const services = byId(world.services);
    for (const job of world.bookings) {
      const { weekly, timeZone } = schedules.get(job.providerId)!;
      const [start, end] = [Date.parse(job.start), Date.parse(job.end)];
      const day = Temporal.Instant.from(job.start).toZonedDateTimeISO(timeZone).toPlainDate();
      const open = [day, day.subtract({ days: 1 })].flatMap((date) =>
        weekly
          .filter((window) => window.weekday === date.dayOfWeek)
          .map((window) => instantsOf(window, date, timeZone)),
      );
      expect(open.some(({ from, to }) => from <= start && end <= to)).toBe(true);
      const { variants = [], ...service } = services.get(job.serviceId)!;
      const variant = variants.find(({ id }) => id === job.variantId);
      expect(variant === undefined).toBe(variants.length === 0);
      expect({ ...service, ...variant }).toMatchObject({
        providerId: job.providerId,
        durationMinutes: (end - start) / 60_000,
        priceAmount: job.priceAmount,
      });
      expect(job.address === null).toBe(service.location === "provider");
    }
  });

  test("were mostly done as booked; some had moved first, and sometimes somebody was not there", () => {
    const moved = world.bookings.filter((job) => job.moved);
    const missed = world.bookings.filter((job) => job.absent);
    const calledOff = world.bookings.filter((job) => job.isCalledOff);
    expect(moved.length).toBeGreaterThan(50);
    expect(new Set(moved.map((job) => job.moved?.by)).size).toBe(2);
    expect(new Set(missed.map((job) => job.absent)).size).toBe(2);
    expect(missed.length).toBeLessThan(world.bookings.length / 30);
    for (const { moved: move, ...job } of moved) {
      expect(move!.at > job.createdAt && move!.at < job.start).toBe(true);
      expect(Date.parse(move!.end) - Date.parse(move!.start)).toBe(
        Date.parse(job.end) - Date.parse(job.start),
      );
    }
    const reviewed = new Set(world.reviews.map((review) => review.bookingId));
    for (const job of [...missed, ...calledOff]) expect(reviewed.has(job.id)).toBe(false);
    expect(calledOff.length).toBeGreaterThan(50);
    expect(calledOff.length).toBeLessThan(world.bookings.length / 25);
    for (const { moved: move, absent, acceptedAt, ...job } of calledOff) {
      expect([move, absent]).toEqual([null, null]);
      expect(job.closedAt > (acceptedAt ?? job.createdAt) && job.closedAt < job.start).toBe(true);
    }
  });

  test("were accepted by those who are asked, some in minutes and some in hours, before they began", () => {
    const services = byId(world.services);
    const waits = world.bookings.flatMap(({ serviceId, createdAt, acceptedAt, start }) => {
      expect(acceptedAt === null).toBe(services.get(serviceId)!.isInstant);
      if (acceptedAt === null) return [];
      expect(acceptedAt > createdAt && acceptedAt < start).toBe(true);
      return [(Date.parse(acceptedAt) - Date.parse(createdAt)) / 60_000];
    });
    const share = (minutes: number) => waits.filter((wait) => wait < minutes).length / waits.length;
    expect(share(15)).toBeGreaterThan(0.1);
    expect(share(120)).toBeLessThan(0.95);
    expect(world.providers[0]!.responseTimeMinutes).toBeLessThan(60);
  });

  test("were booked by people who had an account, at a business that was there, at most five days ahead, and are over", () => {
    const [users, providers] = [byId(world.users), byId(world.providers)];
    for (const job of world.bookings) {
      expect(
        job.createdAt < job.start &&
          Date.parse(job.start) - Date.parse(job.createdAt) <= 5 * DAY_MS,
      ).toBe(true);
      expect(
        job.createdAt > users.get(job.customerId)!.createdAt &&
          job.createdAt > providers.get(job.providerId)!.createdAt,
      ).toBe(true);
      expect(Date.parse(job.end)).toBeLessThan(NOW.getTime() - DAY_MS);
    }
  });
});

describe("reviews", () => {
  test("follow the job, once a side, and are visible by now", () => {
    const bookings = byId(world.bookings);
    const sides = Map.groupBy(world.reviews, (review) => review.bookingId);
    expect(
      new Set(world.reviews.map((review) => `${review.bookingId} ${review.authorRole}`)).size,
    ).toBe(world.reviews.length);
    for (const review of world.reviews) {
      const job = bookings.get(review.bookingId)!;
      const parties = [job.customerId, job.providerUserId];
      expect([review.authorId, review.subjectId]).toEqual(
        review.authorRole === "customer" ? parties : parties.toReversed(),
      );
      expect(Date.parse(review.createdAt)).toBeGreaterThan(Date.parse(job.end));
      expect(Date.parse(review.createdAt)).toBeLessThan(NOW.getTime());
      const age = NOW.getTime() - Date.parse(job.end);
      expect(sides.get(review.bookingId)!.length === 2 || age > 14 * DAY_MS).toBe(true);
      Review.shape.content.parse(review.content);
    }
  });

  test("make up the ratings, mostly good and honestly mixed", () => {
    const ofCustomers = world.reviews.filter((review) => review.authorRole === "customer");
    const byProvider = Map.groupBy(ofCustomers, (review) => review.providerId);
    for (const provider of world.providers) {
      const stars = (byProvider.get(provider.id) ?? []).map((review) => review.rating);
      expect(provider.ratingCount).toBe(stars.length);
      const average = stars.reduce((sum, rating) => sum + rating, 0) / Math.max(1, stars.length);
      expect(Math.abs(provider.ratingAverage - average)).toBeLessThanOrEqual(0.005 + 1e-9);
    }
    const share = (from: number) =>
      ofCustomers.filter((review) => review.rating >= from).length / ofCustomers.length;
    expect(share(4)).toBeGreaterThan(0.85);
    expect(share(4)).toBeLessThan(0.99);
  });
});

test("some services have variants, and their lowest price and shortest duration are the service's", () => {
  const varied = world.services.filter(({ variants }) => variants && variants.length > 0);
  expect(varied.length).toBeGreaterThan(50);
  for (const { variants = [], priceAmount, durationMinutes } of varied) {
    expect(Math.min(...variants.map((variant) => variant.priceAmount))).toBe(priceAmount);
    expect(Math.min(...variants.map((variant) => variant.durationMinutes))).toBe(durationMinutes);
    expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
  }
});

test("coming sessions lie inside the hours of their classes, apart, with seats taken and seats left", () => {
  const sessions = world.sessions!;
  const services = byId(world.services);
  const schedules = new Map(world.schedules.map((schedule) => [schedule.providerId, schedule]));
  expect(sessions.length).toBeGreaterThan(100);
  expect(sessions.some(({ providerId }) => providerId === world.providers[0]!.id)).toBe(true);
  for (const session of sessions) {
    const service = services.get(session.serviceId)!;
    expect(service).toMatchObject({
      providerId: session.providerId,
      capacity: session.capacity,
      location: "provider",
    });
    const [start, end] = [Date.parse(session.start), Date.parse(session.end)];
    expect(end - start).toBe(service.durationMinutes * 60_000);
    expect(start - NOW.getTime()).toBeGreaterThan(DAY_MS);
    const { weekly, timeZone } = schedules.get(session.providerId)!;
    const day = Temporal.Instant.from(session.start).toZonedDateTimeISO(timeZone).toPlainDate();
    const open = weekly
      .filter((window) => window.weekday === day.dayOfWeek)
      .map((window) => instantsOf(window, day, timeZone));
    expect(open.some(({ from, to }) => from === start && end <= to)).toBe(true);
    expect(session.seats.length).toBeGreaterThan(0);
    expect(session.seats.length).toBeLessThan(session.capacity);
    expect(new Set(session.seats.map(({ customerId }) => customerId)).size).toBe(
      session.seats.length,
    );
  }
  for (const ofOne of Map.groupBy(sessions, ({ providerId }) => providerId).values())
    for (const [index, { claimStart }] of ofOne.entries())
      if (index > 0) expect(claimStart >= ofOne[index - 1]!.claimEnd).toBe(true);
});

test("texts are clean", () => {
  const texts = [
    ...world.providers.flatMap((provider) => [provider.bio, provider.businessName]),
    ...world.services.flatMap((service) => [service.name, service.description]),
    ...world.categories.flatMap((category) => [category.name, category.description]),
    ...world.reviews.flatMap((review) => [review.content, review.title ?? "x"]),
  ];
  for (const text of texts) {
    expect(text.trim()).toBe(text);
    expect(text).not.toMatch(/\s\s|[{}]|undefined|null|NaN|\s[,.;!?]|\.\.|,,/);
    expect(text).not.toMatch(/\b1 (hours|years|minutes|people)\b/);
    expect(text).not.toMatch(/(?<!\p{L})(a [aei]\p{L}|an [bcdfgjklmnpqrstvwxyz]\p{L})/iu);
  }
  for (const { bio } of world.providers) {
    expect(bio).toMatch(/^[\p{Lu}0-9]/u);
    expect(bio.split(/[.!?](?: |$)/).length).toBeGreaterThanOrEqual(3);
    expect(bio).not.toMatch(/\bI are\b|\bWe am\b|\bI['’]re\b|\bus are\b/);
  }
});

test("every picture can be drawn", () => {
  const paths = [
    ...world.users.map((user) => user.avatarUrl),
    ...world.providers.flatMap((provider) => [provider.avatarUrl, provider.coverPhotoUrl]),
  ];
  for (const path of paths.filter((path) => path !== null))
    expect(artworkResponse(path)).not.toBeNull();
});

test("prices and places are sensible", () => {
  for (const service of world.services) {
    expect(service.priceAmount).toBeGreaterThanOrEqual(100);
    expect(service.priceAmount).toBeLessThanOrEqual(10_000_000);
    expect(service.durationMinutes % 5).toBe(0);
  }
  const austin = world.providers.filter((provider) => provider.locationLabel.startsWith("Austin"));
  expect(austin.length).toBeGreaterThan(80);
  for (const { position } of austin)
    expect(Math.hypot(position.lat - 30.27, position.lng + 97.74)).toBeLessThan(0.5);
});

describe("messages", () => {
  const conversations = () =>
    [...Map.groupBy(world.messages, ({ bookingId }) => bookingId)].map(([id, messages]) => ({
      booking: byId(world.bookings).get(id)!,
      messages,
    }));

  test("are about all jobs of the demo customer, many of the demo provider and some of others", () => {
    const [customer, owner] = world.users;
    const written = new Set(world.messages.map(({ bookingId }) => bookingId));
    const done = world.bookings.filter(({ absent, isCalledOff }) => !absent && !isCalledOff);
    const share = (jobs: DemoWorld["bookings"]): number =>
      jobs.filter(({ id }) => written.has(id)).length / jobs.length;
    expect(share(done.filter(({ customerId }) => customerId === customer!.id))).toBe(1);
    expect(share(done.filter(({ providerUserId }) => providerUserId === owner!.id))).toBeCloseTo(
      0.6,
      0,
    );
    expect(share(done)).toBeCloseTo(0.12, 1);
  });

  test("follow each other after the booking, before today, and are read by whoever answers", () => {
    for (const { booking, messages } of conversations()) {
      const times = messages.map(({ createdAt }) => createdAt);
      expect(times).toEqual(times.toSorted());
      expect(times[0]! > booking.createdAt && times.at(-1)! < NOW.toISOString()).toBe(true);
      for (const [n, { createdAt, readAt, sender }] of messages.entries()) {
        expect(readAt > createdAt && readAt < NOW.toISOString()).toBe(true);
        const next = messages[n + 1];
        if (next && n % 2 === 0)
          expect(next.sender === sender || readAt > next.createdAt).toBe(false);
      }
    }
  });

  test("have no gaps left to fill", () => {
    for (const { text } of world.messages) expect(text).toMatch(/^[A-Z][^{}]+[.?!]$/);
  });
});
