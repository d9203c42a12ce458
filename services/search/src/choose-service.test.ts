import { expect, test } from "vitest";
import { chooseService } from "./choose-service.ts";
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
])("for %j up to %j it is %s", (typed, maxPrice, name) =>
  expect(chooseService(services, parseWords(typed), { maxPrice }).name).toBe(name),
);
