import { expect, test } from "vitest";
import { exampleData } from "./example-data.ts";
import { durationsOf, hasSeveralPrices, offeringOf } from "./offering.ts";

const [plain] = exampleData.services;
const massage = {
  ...plain!,
  variants: [
    {
      id: "long",
      name: "90 minutes",
      price: { amount: 9_000, currency: "USD" },
      durationMinutes: 90,
    },
    {
      id: "short",
      name: "60 minutes",
      price: { amount: 6_000, currency: "USD" },
      durationMinutes: 60,
    },
  ],
};

test("a service without variants is offered as it is", () => {
  expect(offeringOf(plain!, "short")).toEqual({
    service: plain,
    variant: undefined,
    price: plain!.price,
    durationMinutes: 60,
  });
  expect(hasSeveralPrices(plain!)).toBe(false);
  expect(durationsOf(plain!)).toEqual([60, 60]);
});

test("the named variant counts, and the first when none or an unknown one is named", () => {
  expect(offeringOf(massage, "short")).toMatchObject({
    price: { amount: 6_000 },
    durationMinutes: 60,
  });
  expect(offeringOf(massage).variant?.id).toBe("long");
  expect(offeringOf(massage, "gone").variant?.id).toBe("long");
  expect(hasSeveralPrices(massage)).toBe(true);
  expect(durationsOf(massage)).toEqual([60, 90]);
});
