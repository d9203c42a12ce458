import { expect, test } from "vitest";
import { rankServices, worthAsking } from "./choose-service.ts";
import { parseWords } from "./words.ts";

const services = [
  ["Check-up", 2_000],
  ["Drain cleaning", 5_000],
  ["Kitchen drain cleaning", 7_000],
].map(([name, priceAmount], at) => ({
  id: String(at),
  name: name as string,
  durationMinutes: 60,
  isInstant: true,
  priceAmount: priceAmount as number,
}));

test.each([
  [undefined, undefined, "Check-up"],
  ["drains", undefined, "Drain cleaning"],
  ["cleaning kitchen drain", undefined, "Kitchen drain cleaning"],
  ["cleaning kitchen drain", 6_000, "Drain cleaning"],
  ["drain", 3_000, "Check-up"],
  ["drain", 1_000, "Check-up"],
  ["roof", undefined, "Check-up"],
])("for %j up to %j the first is %s", (typed, maxPrice, name) =>
  expect(rankServices(services, parseWords(typed), { maxPrice })[0]!.name).toBe(name),
);

test("the others follow by how well they fit, then by price", () =>
  expect(
    rankServices(services, parseWords("kitchen drain"), {}).map(({ priceAmount }) => priceAmount),
  ).toEqual([7_000, 5_000, 2_000]));

const lasting = (durationMinutes: number, { isInstant = true, capacity = 1 } = {}) => ({
  id: `${durationMinutes}`,
  name: `${durationMinutes}`,
  priceAmount: 1_000,
  durationMinutes,
  isInstant,
  capacity,
});
test.each([
  ["as long or longer", [lasting(60), lasting(60), lasting(90)], 0, [60]],
  ["shorter", [lasting(90), lasting(60), lasting(30)], 0, [90, 60, 30]],
  ["shorter than what is wished for", [lasting(90), lasting(60), lasting(30)], 60, [90, 60]],
  ["with less notice", [lasting(60, { isInstant: false }), lasting(90)], 0, [60, 90]],
  ["with more notice", [lasting(60), lasting(60, { isInstant: false })], 0, [60]],
  ["a class, which may have seats left", [lasting(60), lasting(60, { capacity: 5 })], 0, [60, 60]],
  ["after a class", [lasting(60, { capacity: 5 }), lasting(60)], 0, [60]],
])("who has no time for one is asked about another that is %s: %#", (_what, some, minutes, asked) =>
  expect(worthAsking(some, minutes).map(({ durationMinutes }) => durationMinutes)).toEqual(asked),
);
