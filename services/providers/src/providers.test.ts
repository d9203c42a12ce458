import { guestActor, userActor } from "@loconomy/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createListedProvider,
  createPerson,
  createWorld,
  profile,
  takeEvents,
  UNKNOWN_ID,
  type World,
} from "./testing.ts";

let world: World;
const providers = () => world.harness.clients.providers;
const guest = { context: { actor: guestActor() } };
beforeAll(async () => void (world = await createWorld()));
afterAll(() => world.database.drop());

describe("createProvider", () => {
  test("opens a profile and tells of it with the zone of the place", async () => {
    const person = await createPerson(world);
    await takeEvents(world);
    const provider = await providers().createProvider(
      profile(world, { businessName: "Hill Country Pipes" }),
      person.as,
    );
    expect(provider).toMatchObject({
      slug: "hill-country-pipes",
      isVerified: false,
      isActive: true,
      takesBookings: false,
      ratingAverage: 0,
      ratingCount: 0,
      category: { name: "Plumbing", slug: "plumbing", iconName: "droplets" },
      position: { lat: 30.2672, lng: -97.7431 },
    });
    const data = { providerId: provider.id, userId: person.userId, timeZone: "America/Chicago" };
    expect(await takeEvents(world)).toEqual([
      { type: "provider.created", aggregateId: provider.id, data },
    ]);
    expect(await providers().getMyProvider(undefined, person.as)).toEqual(provider);
  });
  test("takes the zone that was given", async () => {
    const person = await createPerson(world);
    await takeEvents(world);
    await providers().createProvider(profile(world, { timeZone: "Europe/Berlin" }), person.as);
    expect(await takeEvents(world)).toMatchObject([{ data: { timeZone: "Europe/Berlin" } }]);
  });
  test("numbers the slug of a name that is taken, also when all come at once", async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => createPerson(world)));
    const made = await Promise.all(
      people.map((person) =>
        providers().createProvider(profile(world, { businessName: "Same Name" }), person.as),
      ),
    );
    expect(made.map((provider) => provider.slug).toSorted()).toEqual([
      "same-name",
      "same-name-2",
      "same-name-3",
      "same-name-4",
      "same-name-5",
    ]);
  });
  test("gives one profile a person, also when asked twice at once", async () => {
    const person = await createPerson(world);
    const answers = await Promise.allSettled(
      [1, 2].map(() => providers().createProvider(profile(world), person.as)),
    );
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    expect(answers.find((answer) => answer.status === "rejected")?.reason).toMatchObject({
      code: "already_exists",
      status: 409,
    });
  });
  test("refuses guests, unconfirmed addresses, accounts that are gone and unknown categories or currencies", async () => {
    const person = await createPerson(world);
    const unconfirmed = {
      context: {
        actor: { ...userActor(person.userId), isVerified: false } as ReturnType<typeof userActor>,
      },
    };
    const create = (input: ReturnType<typeof profile>, as: typeof guest) =>
      providers().createProvider(input, as);
    await expect(create(profile(world), guest)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(create(profile(world), unconfirmed)).rejects.toMatchObject({
      code: "email_not_verified",
      status: 403,
    });
    await expect(
      create(profile(world), { context: { actor: userActor(UNKNOWN_ID) } }),
    ).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(
      create(profile(world, { categoryId: UNKNOWN_ID }), person.as),
    ).rejects.toMatchObject({
      code: "invalid_request",
      data: { errors: [{ path: "categoryId" }] },
    });
    for (const currency of ["QQQ", "ISK", "UGX", "KWD"])
      await expect(create(profile(world, { currency }), person.as)).rejects.toMatchObject({
        code: "invalid_request",
        data: { errors: [{ path: "currency" }] },
      });
    await expect(create(profile(world, { businessName: " " }), person.as)).rejects.toMatchObject({
      status: 400,
    });
    await expect(
      create(profile(world, { position: { lat: 91, lng: 0 } }), person.as),
    ).rejects.toMatchObject({ status: 400 });
  });
});

describe("getProvider", () => {
  test("answers anybody by id and by slug", async () => {
    const { provider } = await createListedProvider(world);
    expect(await providers().getProvider({ idOrSlug: provider.id }, guest)).toEqual(provider);
    expect(await providers().getProvider({ idOrSlug: provider.id.toUpperCase() }, guest)).toEqual(
      provider,
    );
    expect(await providers().getProvider({ idOrSlug: provider.slug }, guest)).toEqual(provider);
  });
  test("shows a closed profile to its owner and operators only", async () => {
    const { provider, as } = await createListedProvider(world);
    const stranger = await createPerson(world);
    const admin = await createPerson(world, "admin");
    await providers().updateProvider({ id: provider.id, isActive: false }, as);
    for (const who of [as, admin.as])
      expect(await providers().getProvider({ idOrSlug: provider.slug }, who)).toMatchObject({
        isActive: false,
      });
    for (const who of [guest, stranger.as])
      await expect(providers().getProvider({ idOrSlug: provider.slug }, who)).rejects.toMatchObject(
        { code: "not_found" },
      );
  });
  test.each(["nobody", UNKNOWN_ID, "'; drop table", "%"])("does not find %s", async (idOrSlug) => {
    await expect(providers().getProvider({ idOrSlug }, guest)).rejects.toMatchObject({
      code: "not_found",
      status: 404,
    });
  });
});

test("getMyProvider refuses guests and finds nothing for a customer", async () => {
  const person = await createPerson(world);
  await expect(providers().getMyProvider(undefined, guest)).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(providers().getMyProvider(undefined, person.as)).rejects.toMatchObject({
    code: "not_found",
  });
});

describe("updateProvider", () => {
  test("changes what is given, keeps the slug and tells of it", async () => {
    const { provider, as } = await createListedProvider(world);
    await takeEvents(world);
    const changed = await providers().updateProvider(
      { id: provider.id, businessName: "New Name", bio: null, position: { lat: 1, lng: 2 } },
      as,
    );
    expect(changed).toEqual({
      ...provider,
      businessName: "New Name",
      bio: null,
      position: { lat: 1, lng: 2 },
    });
    expect(await takeEvents(world)).toEqual([
      { type: "provider.updated", aggregateId: provider.id, data: { providerId: provider.id } },
    ]);
  });
  test("languages are kept once each, and stay when other things change", async () => {
    const { provider, as } = await createListedProvider(world, { languages: ["en", "es", "en"] });
    expect(provider.languages).toEqual(["en", "es"]);
    const { id } = provider;
    const update = (change: object) => providers().updateProvider({ id, ...change }, as);
    expect(await update({ bio: "Pipes." })).toMatchObject({ languages: ["en", "es"] });
    expect(await update({ languages: ["yue"] })).toMatchObject({ languages: ["yue"] });
    expect(await update({ languages: [] })).toMatchObject({ languages: [] });
    for (const languages of [["english"], ["qq"], [""], Array(21).fill("en")])
      await expect(update({ languages })).rejects.toMatchObject({ status: 400 });
  });
  test("tells nothing when nothing is given", async () => {
    const { provider, as } = await createListedProvider(world);
    await takeEvents(world);
    expect(await providers().updateProvider({ id: provider.id }, as)).toEqual(provider);
    expect(await takeEvents(world)).toEqual([]);
  });
  test("refuses guests, strangers, unknown ids, unknown categories and bad fields", async () => {
    const { provider, as } = await createListedProvider(world);
    const stranger = await createListedProvider(world);
    const admin = await createPerson(world, "admin");
    const update = (change: object, who: typeof guest, id = provider.id) =>
      providers().updateProvider({ id, bio: "x", ...change }, who);
    await expect(update({}, guest)).rejects.toMatchObject({ code: "unauthenticated" });
    for (const who of [stranger.as, admin.as])
      await expect(update({}, who)).rejects.toMatchObject({ code: "not_found" });
    await expect(update({}, as, UNKNOWN_ID)).rejects.toMatchObject({ code: "not_found" });
    await expect(update({ categoryId: UNKNOWN_ID }, as)).rejects.toMatchObject({
      code: "invalid_request",
    });
    await expect(update({ serviceRadiusKm: 0 }, as)).rejects.toMatchObject({ status: 400 });
    expect(await providers().getProvider({ idOrSlug: provider.id }, guest)).toEqual(provider);
  });
});

describe("listProviders", () => {
  test("pages newest first and looks into names literally", async () => {
    const admin = await createPerson(world, "admin");
    const made = [];
    for (let n = 0; n < 3; n++)
      made.push(
        (await createListedProvider(world, { businessName: `Fifty% off ${n}` })).provider.id,
      );
    const first = await providers().listProviders({ q: "y% OFF", limit: 2 }, admin.as);
    expect(first.items.map((item) => item.id)).toEqual([made[2], made[1]]);
    const second = await providers().listProviders(
      { q: "y% OFF", limit: 2, cursor: first.nextCursor! },
      admin.as,
    );
    expect(second).toMatchObject({ items: [{ id: made[0] }], nextCursor: null });
    expect((await providers().listProviders({ q: "%_%" }, admin.as)).items).toEqual([]);
  });
  test("is for operators", async () => {
    const { as } = await createListedProvider(world);
    await expect(providers().listProviders({}, guest)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(providers().listProviders({}, as)).rejects.toMatchObject({ code: "forbidden" });
    const admin = await createPerson(world, "admin");
    await expect(providers().listProviders({ cursor: "x" }, admin.as)).rejects.toMatchObject({
      code: "invalid_request",
    });
  });
});
