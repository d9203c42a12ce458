import { randomUUID } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { query, queryAs } from "@loconomy/kit";
import { userActor } from "@loconomy/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { asAdmin, asGuest, asProvider, asUser, book, createWorld, type World } from "../testing.ts";
import type { Shop } from "../testing-neighbours.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let world: World;
let server: Server;
let origin: string;
/** How calendars are answered, and what was asked for. */
let answer: RequestListener;
let asked: Array<{ path: string; etag: string | undefined }>;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ path: request.url ?? "", etag: request.headers["if-none-match"] });
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  world = await createWorld({ CALENDAR_TRUSTED_ORIGINS: origin });
});
afterAll(async () => {
  server.close();
  await world.database.drop();
});
beforeEach(async () => {
  // Rounds read whatever is due.
  await query(world.database.owner, "delete from bookings.external_calendars");
  asked = [];
  answer = (_request, response) => response.writeHead(503).end();
});

const stamp = (iso: string): string => iso.replace(/[-:]|\.\d{3}/g, "");
const calendarOf = (...times: Array<[start: string, hours: number]>): string =>
  [
    "BEGIN:VCALENDAR",
    ...times.flatMap(([start, hours]) => [
      "BEGIN:VEVENT",
      `UID:${randomUUID()}@elsewhere.example`,
      `DTSTART:${stamp(start)}`,
      `DURATION:PT${hours}H`,
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
    "",
  ].join("\r\n");
const answerWith =
  (text: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { "content-type": "text/calendar", ...headers }).end(text);

const connect = (shop: Shop, more: { name?: string; url?: string } = {}) =>
  world.bookings.connectCalendar(
    { id: shop.providerId, name: "Family", url: `${origin}/${randomUUID()}.ics`, ...more },
    asProvider(shop),
  );
const listed = async (shop: Shop) =>
  (await world.bookings.listCalendars({ id: shop.providerId }, asProvider(shop))).items;
const only = async (shop: Shop) => (await listed(shop))[0]!;
const round = async () => {
  await world.harness.registry.get("bookings")!.jobs["bookings.fetch-calendars"]!({} as never);
  await world.harness.settle();
};
/** Connects a calendar that has been read. */
const connected = async (shop: Shop, text: string, headers?: Record<string, string>) => {
  answer = answerWith(text, headers);
  const calendar = await connect(shop);
  await world.harness.settle();
  return calendar;
};
/** Hours of the day (UTC) after tomorrow at which the shop can be booked. */
const openHours = async (shop: Shop): Promise<number[]> => {
  const day = world.at(0, 1).slice(0, 10);
  const { slots } = await world.bookings.listSlots(
    { id: shop.providerId, serviceId: shop.serviceId, from: day, to: day },
    asGuest(),
  );
  return slots.map(({ start }) => new Date(start).getUTCHours());
};
const hourly = () => world.shop({ rules: { stepMinutes: 60 } });
const hours = (...without: number[]) =>
  Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => !without.includes(hour));
const events = (type: string, aggregateId: string) =>
  query<{ data: Record<string, unknown> }>(
    world.database.owner,
    "select data from platform.outbox where type = $1 and aggregate_id = $2",
    [type, aggregateId],
  );

describe("a connected calendar", () => {
  test("is read at once; what is in it cannot be booked or held, until it is disconnected", async () => {
    const shop = await hourly();
    const before = (await events("schedule.changed", shop.providerId)).length;
    answer = answerWith(calendarOf([world.at(10, 1), 2], [world.at(15, 1), 1]));
    const calendar = await connect(shop);
    expect(calendar).toMatchObject({
      providerId: shop.providerId,
      name: "Family",
      host: new URL(origin).host,
      state: "waiting",
      problem: null,
      lastFetchedAt: null,
    });
    expect(JSON.stringify(calendar)).not.toContain(".ics");
    await world.harness.settle();
    expect(await only(shop)).toMatchObject({ state: "ok", events: 2, unreadEvents: 0 });
    expect(await openHours(shop)).toEqual(hours(10, 11, 15));
    expect(await events("schedule.changed", shop.providerId)).toHaveLength(before + 1);

    const hold = world.bookings.createHold(
      { serviceId: shop.serviceId, start: world.at(11, 1) },
      asGuest(),
    );
    const refusal = await hold.catch((error: { code: string; data: unknown }) => error);
    expect(refusal).toMatchObject({
      code: "slot_taken",
      data: { alternatives: [{ start: world.at(12, 1) }, { start: world.at(9, 1) }, {}, {}, {}] },
    });

    await world.bookings.disconnectCalendar(
      { id: shop.providerId, calendarId: calendar.id },
      asProvider(shop),
    );
    expect(await openHours(shop)).toEqual(hours());
    expect(await events("schedule.changed", shop.providerId)).toHaveLength(before + 2);
    expect(
      await query(
        world.database.owner,
        "select from bookings.external_busy where calendar_id = $1",
        [calendar.id],
      ),
    ).toEqual([]);
  });

  test("keeps a provider's buffers around what is in it", async () => {
    const shop = await world.shop({
      rules: { stepMinutes: 60, bufferBeforeMinutes: 30, bufferAfterMinutes: 30 },
    });
    await connected(shop, calendarOf([world.at(10, 1), 1]));
    expect(await openHours(shop)).not.toEqual(expect.arrayContaining([9]));
    for (const hour of [9, 11])
      await expect(
        world.bookings.createHold(
          { serviceId: shop.serviceId, start: world.at(hour, 1) },
          asGuest(),
        ),
      ).rejects.toMatchObject({ code: "slot_taken" });
  });

  test("leaves what is booked as it is", async () => {
    const { shop, id, customer } = await book(world, { hour: 10, day: 1 });
    await connected(shop, calendarOf([world.at(9, 1), 4]));
    expect(await world.bookings.getBooking({ id }, customer)).toMatchObject({
      status: "confirmed",
    });
  });

  test("that has our own bookings in it, come back through another, blocks nothing", async () => {
    const { shop, booking } = await book(world, { hour: 10, day: 1 });
    const { url } = await world.bookings.replaceProviderCalendarLink(
      { id: shop.providerId },
      asProvider(shop),
    );
    const file = url!.split("/").at(-1)!;
    const feed = await world.bookings.readCalendar({ params: { file }, headers: {} }, asGuest());
    await connected(shop, feed.status === 200 ? await feed.body.text() : "");
    expect(await only(shop)).toMatchObject({ state: "ok", events: 0 });
    const rows = await query(
      world.database.owner,
      "select from bookings.external_busy where provider_id = $1",
      [shop.providerId],
    );
    expect(rows).toEqual([]);
    expect(booking.start).toBe(world.at(10, 1));
  });

  test("that has what its provider booked of somebody else is busy then", async () => {
    const shop = await hourly();
    const other = await world.shop();
    const hold = await world.bookings.createHold(
      { serviceId: other.serviceId, start: world.at(10, 1) },
      asProvider(shop),
    );
    const { id } = await world.bookings.createBooking({ holdId: hold.id }, asProvider(shop));
    await world.authorize(id);
    await world.harness.settle();
    const { url } = await world.bookings.replaceCalendarLink({}, asProvider(shop));
    const file = url!.split("/").at(-1)!;
    const feed = await world.bookings.readCalendar({ params: { file }, headers: {} }, asGuest());
    await connected(shop, feed.status === 200 ? await feed.body.text() : "");
    expect(await only(shop)).toMatchObject({ state: "ok", events: 1 });
    expect(await openHours(shop)).toEqual(hours(10));
  });

  test("shares the provider's time with others that are connected", async () => {
    const shop = await hourly();
    await connected(shop, calendarOf([world.at(10, 1), 2]));
    const second = await connected(shop, calendarOf([world.at(11, 1), 2]));
    expect(await openHours(shop)).toEqual(hours(10, 11, 12));
    await world.bookings.disconnectCalendar(
      { id: shop.providerId, calendarId: second.id },
      asProvider(shop),
    );
    expect(await openHours(shop)).toEqual(hours(10, 11));
  });

  test("days and times without a zone are those of the provider's zone, and follow it", async () => {
    const shop = await world.shop({ rules: { stepMinutes: 60, timeZone: "Asia/Tokyo" } });
    const day = world.at(0, 1).slice(0, 10).replaceAll("-", "");
    await connected(
      shop,
      calendarOf().replace(
        "END:VCALENDAR",
        `BEGIN:VEVENT\r\nUID:1\r\nDTSTART:${day}T120000\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR`,
      ),
    );
    const starts = async () =>
      (
        await query<{ at: Date }>(
          world.database.owner,
          "select starts_at as at from bookings.external_busy where provider_id = $1",
          [shop.providerId],
        )
      ).map(({ at }) => at.toISOString());
    expect(await starts()).toEqual([world.at(3, 1)]);
    const { providerId, timeOff, ...rules } = await world.bookings.getSchedule(
      { id: shop.providerId },
      asProvider(shop),
    );
    expect([providerId, timeOff]).toEqual([shop.providerId, []]);
    await world.bookings.putSchedule(
      { id: shop.providerId, ...rules, timeZone: "UTC" },
      asProvider(shop),
    );
    await world.harness.advance(20 * 60_000);
    await round();
    expect(await starts()).toEqual([
      new Date(`${world.at(0, 1).slice(0, 10)}T12:00:00Z`).toISOString(),
    ]);
  });
});

describe("who may", () => {
  test("only the owner; for others there is no such provider, and guests must sign in", async () => {
    const shop = await world.shop();
    const { id: calendarId } = await connect(shop);
    const one = { id: shop.providerId, calendarId };
    const calls = (actor: ReturnType<typeof asUser>) => [
      () => world.bookings.listCalendars(one, actor),
      () => world.bookings.connectCalendar({ ...one, name: "A", url: `${origin}/b` }, actor),
      () => world.bookings.renameCalendar({ ...one, name: "A" }, actor),
      () => world.bookings.refreshCalendar(one, actor),
      () => world.bookings.disconnectCalendar(one, actor),
    ];
    for (const actor of [asUser(await world.customer()), asProvider(await world.shop()), asAdmin()])
      for (const call of calls(actor))
        await expect(call()).rejects.toMatchObject({ code: "not_found" });
    for (const call of calls(asGuest()))
      await expect(call()).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await listed(shop)).toHaveLength(1);
  });

  test("not even by way of one's own business", async () => {
    const [shop, other] = [await world.shop(), await world.shop()];
    const { id: calendarId } = await connect(other);
    const one = { id: shop.providerId, calendarId };
    for (const call of [
      () => world.bookings.renameCalendar({ ...one, name: "A" }, asProvider(shop)),
      () => world.bookings.refreshCalendar(one, asProvider(shop)),
      () => world.bookings.disconnectCalendar(one, asProvider(shop)),
    ])
      await expect(call()).rejects.toMatchObject({ code: "not_found" });
    expect(await listed(other)).toHaveLength(1);
  });

  test("addresses are secrets that the database shows to their owner only", async () => {
    const shop = await world.shop();
    await connect(shop);
    const db = await world.database.as("bookings");
    const seen = (userId: string) =>
      queryAs(
        db,
        userActor(userId),
        "select from bookings.external_calendars where provider_id = $1",
        [shop.providerId],
      );
    expect(await seen(shop.userId)).toHaveLength(1);
    expect(await seen(randomUUID())).toEqual([]);
  });
});

describe("an address that may not be read", () => {
  test.each([
    "",
    "calendar",
    "http://calendar.example/a.ics",
    "ftp://calendar.example/a.ics",
    "https://me:secret@calendar.example/a.ics",
    "https://calendar.example:8443/a.ics",
    "https://127.0.0.1/a.ics",
    "https://0x7f000001/a.ics",
    "https://[::ffff:10.0.0.1]/a.ics",
    "https://169.254.169.254/latest/meta-data/",
    "https://localhost/a.ics",
    "webcal://router.local/a.ics",
  ])("is refused at once: %j", async (url) => {
    const shop = await world.shop();
    const refusal = await connect(shop, { url }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ status: url === "" ? 400 : 422 });
    if (url !== "")
      expect(refusal).toMatchObject({
        code: "unprocessable",
        data: { errors: [{ path: "url", message: expect.any(String) }] },
      });
    expect(await listed(shop)).toEqual([]);
  });

  test("so is one that is connected already, however it is written, and one too many", async () => {
    const shop = await world.shop();
    await connect(shop, { url: "webcal://calendar.example/a.ics" });
    await expect(connect(shop, { url: "https://calendar.example/a.ics#x" })).rejects.toMatchObject({
      code: "already_exists",
    });
    const more = await Promise.allSettled(Array.from({ length: 12 }, () => connect(shop)));
    expect(more.filter(({ status }) => status === "fulfilled")).toHaveLength(9);
    expect(await listed(shop)).toHaveLength(10);
  });
});

describe("a calendar that cannot be read", () => {
  test.each([
    [
      "a web page",
      answerWith("<!doctype html><html></html>", { "content-type": "text/html" }),
      "web page, not a calendar",
    ],
    ["something else", answerWith("{}"), "not a calendar"],
    ["half a calendar", answerWith("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"), "damaged"],
    ["an endless one", answerWith("BEGIN:VCALENDAR\r\n".repeat(400_000)), "larger than 5 MB"],
    [
      "nothing any more",
      ((_request, response) => response.writeHead(404).end()) as RequestListener,
      "no calendar at this address",
    ],
    [
      "what leads inside",
      ((_request, response) =>
        response.writeHead(302, { location: "https://127.0.0.1/" }).end()) as RequestListener,
      "private network",
    ],
  ])("says so: %s", async (_name, listener, words) => {
    const shop = await world.shop();
    answer = listener;
    await connect(shop);
    await world.harness.settle();
    expect(await only(shop)).toMatchObject({
      state: "failing",
      problem: expect.stringContaining(words),
      lastSuccessAt: null,
      failingSince: expect.any(String),
    });
  });

  test("keeps what it had, is tried later each time, told of once after a day, and forgiven", async () => {
    const shop = await hourly();
    const { id } = await connected(shop, calendarOf([world.at(10, 1), 1]));
    const readAt = (await only(shop)).lastSuccessAt;
    answer = answerWith("<html>", { "content-type": "text/html" });
    await world.harness.advance(20 * 60_000);
    await round();
    const failing = await only(shop);
    expect(failing).toMatchObject({ state: "failing", lastSuccessAt: readAt, events: 1 });
    expect(
      await query(
        world.database.owner,
        "select from bookings.external_busy where calendar_id = $1",
        [id],
      ),
    ).toHaveLength(1);

    // Not due yet.
    asked = [];
    await round();
    expect(asked).toEqual([]);

    for (let passed = 0; passed < 23; passed++) {
      await world.harness.advance(HOUR_MS);
      await round();
    }
    expect(await only(shop)).toMatchObject({
      state: "failing",
      failingSince: failing.failingSince,
    });
    expect(asked.length).toBeLessThan(14);
    expect(await events("calendar.stale", id)).toEqual([]);
    await world.harness.advance(HOUR_MS);
    await round();
    expect(await only(shop)).toMatchObject({ state: "stale" });
    for (let passed = 0; passed < 4; passed++) {
      await world.harness.advance(6 * HOUR_MS);
      await round();
    }
    expect(await events("calendar.stale", id)).toEqual([
      {
        data: {
          calendarId: id,
          providerId: shop.providerId,
          userId: shop.userId,
          name: "Family",
          host: new URL(origin).host,
          problem: "This address answers a web page, not a calendar.",
          failingSince: failing.failingSince,
          timeZone: "UTC",
        },
      },
    ]);

    answer = answerWith(calendarOf([world.at(10, 1), 1]));
    await world.harness.advance(4 * HOUR_MS);
    await round();
    expect(await only(shop)).toMatchObject({ state: "ok", problem: null, failingSince: null });
  });

  test("an event that never ends is read like any other", async () => {
    const shop = await hourly();
    const endless = calendarOf([world.at(10, 1), 1]).replace(
      "DURATION:PT1H",
      "DURATION:P999999999W",
    );
    await connected(shop, endless);
    expect(await only(shop)).toMatchObject({ state: "ok", events: 1, unreadEvents: 0 });
    expect(await openHours(shop)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("events that make no sense are counted beside those that do", async () => {
    const shop = await hourly();
    const broken = "BEGIN:VEVENT\r\nUID:x\r\nDTSTART:someday\r\nEND:VEVENT\r\nEND:VCALENDAR";
    await connected(shop, calendarOf([world.at(10, 1), 1]).replace("END:VCALENDAR", broken));
    expect(await only(shop)).toMatchObject({ state: "ok", events: 2, unreadEvents: 1 });
    expect(await openHours(shop)).toEqual(hours(10));
  });
});

describe("by the clock", () => {
  test("a calendar is asked for again every quarter of an hour, and not read again while it is the same", async () => {
    const shop = await hourly();
    const stamped = (moment: string) =>
      calendarOf([world.at(10, 3), 1])
        .replace(/UID:.*/, "UID:1")
        .replace("END:VEVENT", `DTSTAMP:${moment}\r\nEND:VEVENT`);
    const text = stamped("20261127T100000Z");
    const before = (await events("schedule.changed", shop.providerId)).length;
    await connected(shop, text, { etag: '"1"' });
    const { id } = await only(shop);
    const xmin = async () =>
      (
        await query<{ xmin: string }>(
          world.database.owner,
          "select xmin::text from bookings.external_busy where calendar_id = $1",
          [id],
        )
      )[0]?.xmin;
    const written = await xmin();
    answer = ({ headers }, response) =>
      headers["if-none-match"] === '"1"'
        ? response.writeHead(304).end()
        : response.writeHead(500).end();
    asked = [];
    await world.harness.advance(12 * 60_000);
    await round();
    expect(asked).toEqual([]);
    await world.harness.advance(5 * 60_000);
    await round();
    expect(asked.map(({ etag }) => etag)).toEqual(['"1"']);
    // Without a tag, but the same but for the time of the answer.
    answer = answerWith(stamped("20261127T110000Z"));
    await world.harness.advance(17 * 60_000);
    await round();
    expect(await only(shop)).toMatchObject({ state: "ok", events: 1 });
    expect(await xmin()).toBe(written);
    expect(await events("schedule.changed", shop.providerId)).toHaveLength(before + 1);
  });

  test("is read anew before its time runs out, though it is the same", async () => {
    const shop = await hourly();
    const forever = `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:${stamp(world.at(10, 1))}\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
    const { id } = await connected(shop, forever, { etag: '"1"' });
    const last = async () =>
      (
        await query<{ at: Date }>(
          world.database.owner,
          "select max(starts_at) as at from bookings.external_busy where calendar_id = $1",
          [id],
        )
      )[0]!.at.getTime();
    const ahead = async () => (await last()) - world.harness.clock.now().getTime();
    expect(await ahead()).toBeGreaterThan(378 * DAY_MS);
    await world.harness.advance(16 * DAY_MS);
    asked = [];
    await round();
    expect(asked.map(({ etag }) => etag)).toEqual([undefined]);
    expect(await ahead()).toBeGreaterThan(378 * DAY_MS);
  });

  test("many are read in one round, each by one reader only", async () => {
    const shops = await Promise.all(Array.from({ length: 5 }, () => world.shop()));
    answer = answerWith(calendarOf());
    for (const shop of shops) await connect(shop);
    // All at once: the jobs of the five, and two rounds.
    await Promise.all([world.harness.settle(), round(), round()]);
    expect(asked).toHaveLength(5);
    for (const shop of shops) expect(await only(shop)).toMatchObject({ state: "ok" });
  });

  test("what nobody foresaw in one of them keeps nobody else's from being read", async () => {
    const { owner } = world.database;
    const shop = await hourly();
    await query(owner, "delete from bookings.external_calendars");
    const odd = await connected(shop, calendarOf([world.at(10, 1), 1]));
    await query(
      owner,
      "alter table bookings.external_busy add constraint odd check (calendar_id <> '" +
        `${odd.id}') not valid`,
    );
    try {
      const names = ["a", "b", "c", "d", "e"];
      for (const name of names) await connect(shop, { name });
      await query(owner, "update bookings.external_calendars set next_fetch_at = created_at");
      await query(owner, "update bookings.external_calendars set digest = null");
      answer = answerWith(calendarOf([world.at(11, 1), 1]));
      await round();
      const states = (await listed(shop)).slice(1).map(({ state }) => state);
      expect(states).toEqual(names.map(() => "ok"));
    } finally {
      await query(owner, "alter table bookings.external_busy drop constraint odd");
    }
  });

  test("one that was taken by a process that died is read when its lease is over", async () => {
    const shop = await world.shop();
    answer = answerWith(calendarOf());
    const { id } = await connect(shop);
    const until = new Date(world.harness.clock.now().getTime() + 60_000);
    await query(
      world.database.owner,
      "update bookings.external_calendars set leased_until = $2 where id = $1",
      [id, until],
    );
    await world.harness.settle();
    expect(await only(shop)).toMatchObject({ state: "waiting" });
    await world.harness.advance(61_000);
    await round();
    expect(await only(shop)).toMatchObject({ state: "ok" });
  });

  test("one that is disconnected while it is read leaves nothing behind", async () => {
    const shop = await world.shop();
    const calendar = await connect(shop);
    answer = (request, response) =>
      void world.bookings
        .disconnectCalendar({ id: shop.providerId, calendarId: calendar.id }, asProvider(shop))
        .then(() => answerWith(calendarOf([world.at(10, 1), 1]))(request, response));
    await world.harness.settle();
    expect(await listed(shop)).toEqual([]);
    expect(
      await query(
        world.database.owner,
        "select from bookings.external_busy where provider_id = $1",
        [shop.providerId],
      ),
    ).toEqual([]);
  });
});

describe("read now", () => {
  test("at once, but once a minute at most", async () => {
    const shop = await world.shop();
    const { id: calendarId } = await connected(shop, calendarOf());
    const one = { id: shop.providerId, calendarId };
    await expect(world.bookings.refreshCalendar(one, asProvider(shop))).rejects.toMatchObject({
      code: "rate_limited",
      data: { retryAfterSeconds: expect.any(Number) },
    });
    await world.harness.advance(61_000);
    asked = [];
    await world.bookings.refreshCalendar(one, asProvider(shop));
    await expect(world.bookings.refreshCalendar(one, asProvider(shop))).rejects.toMatchObject({
      code: "rate_limited",
    });
    await world.harness.settle();
    expect(asked).toHaveLength(1);
  });
});

test("a calendar is called something else", async () => {
  const shop = await world.shop();
  const { id: calendarId } = await connect(shop);
  const one = { id: shop.providerId, calendarId };
  expect(
    await world.bookings.renameCalendar({ ...one, name: "Work" }, asProvider(shop)),
  ).toMatchObject({ id: calendarId, name: "Work" });
  await expect(
    world.bookings.renameCalendar({ ...one, name: " " }, asProvider(shop)),
  ).rejects.toMatchObject({ status: 400 });
});
