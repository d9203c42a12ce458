import { expect, test } from "vitest";
import { fieldOf, fieldsOf, inputOf, minutesWith, serviceFields } from "./service-fields.ts";

const schema = serviceFields("USD");
const variant = (name: string) => ({ name, price: "60", durationMinutes: 60 });
const fields = { ...fieldsOf(undefined, "USD"), name: "Massage", price: "60" };
const wrong = (change: object): string[] => {
  const { error } = schema.safeParse({ ...fields, ...change });
  return (error?.issues ?? []).map(({ path }) => path.join("."));
};

test("a new service is for one person, without variants", () => {
  expect(wrong({})).toEqual([]);
  expect(inputOf(schema.parse(fields), "USD")).toEqual({
    name: "Massage",
    description: null,
    priceAmount: 6_000,
    durationMinutes: 60,
    variants: [],
    capacity: 1,
    location: "customer",
    isInstant: true,
    deposit: null,
  });
});

test("with variants their prices and durations are sent, and the service's own are not", () => {
  const variants = [{ ...variant("90 minutes"), id: "0197a000-0000-7000-8000-000000000001" }];
  expect(inputOf(schema.parse({ ...fields, price: "", variants }), "USD")).toMatchObject({
    variants: [
      {
        id: "0197a000-0000-7000-8000-000000000001",
        name: "90 minutes",
        priceAmount: 6_000,
        durationMinutes: 60,
      },
    ],
  });
  expect(inputOf(schema.parse({ ...fields, variants }), "USD")).not.toHaveProperty("priceAmount");
});

test("what the server would refuse is said before", () => {
  expect(wrong({ price: "" })).toEqual(["price"]);
  expect(wrong({ variants: [variant("Small"), variant("small")] })).toEqual(["variants.1.name"]);
  expect(wrong({ variants: [{ ...variant("Small"), price: "free" }] })).toEqual([
    "variants.0.price",
  ]);
  for (const depositPercent of ["", "0", "-5", "101", "12.5", "a lot"])
    expect(wrong({ deposit: "percent", depositPercent })).toEqual(["depositPercent"]);
  for (const depositAmount of ["", "0", "-5", "0.99", "60.01", "1e3"])
    expect(wrong({ deposit: "amount", depositAmount })).toEqual(["depositAmount"]);
  expect(wrong({ deposit: "amount", depositAmount: "60" })).toEqual([]);
  expect(wrong({ people: "group" })).toEqual(["location"]);
  expect(wrong({ people: "group", location: "provider", capacity: 500 })).toEqual(["capacity"]);
  expect(wrong({ people: "group", location: "provider", capacity: 1 })).toEqual(["capacity"]);
});

test("a service comes back as it was saved", () => {
  const service = {
    id: "0197a000-0000-7000-8000-000000000002",
    providerId: "0197a000-0000-7000-8000-000000000003",
    name: "Yoga",
    description: null,
    price: { amount: 2_000, currency: "USD" },
    durationMinutes: 60,
    variants: [
      {
        id: "0197a000-0000-7000-8000-000000000004",
        name: "Drop-in",
        price: { amount: 2_000, currency: "USD" },
        durationMinutes: 60,
      },
    ],
    capacity: 12,
    location: "provider" as const,
    isInstant: true,
    deposit: { amount: 500 },
    isActive: true,
  };
  expect(inputOf(schema.parse(fieldsOf(service, "USD")), "USD")).toEqual({
    name: "Yoga",
    description: null,
    variants: [
      {
        id: "0197a000-0000-7000-8000-000000000004",
        name: "Drop-in",
        priceAmount: 2_000,
        durationMinutes: 60,
      },
    ],
    capacity: 12,
    location: "provider",
    isInstant: true,
    deposit: { amount: 500 },
  });
});

test("durations keep one that is not among the usual", () => {
  expect(minutesWith(55)).toContain(55);
  expect(minutesWith(60)).not.toContain(55);
});

test("the server's paths are the form's fields", () => {
  expect(fieldOf("priceAmount")).toBe("price");
  expect(fieldOf("variants.1.priceAmount")).toBe("variants.1.price");
  expect(fieldOf("location")).toBe("location");
  expect(fieldOf("deposit.amount")).toBe("depositAmount");
});
