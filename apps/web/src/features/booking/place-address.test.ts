import { expect, it } from "vitest";
import { addressOf } from "./place-address.ts";

const of = (label?: string) => addressOf({ lat: 30, lng: -97, label });

it("reads city, region and postal code out of a place's label", () => {
  const line1 = "";
  expect(of("Austin, TX, United States")).toEqual({
    address: { line1, city: "Austin", region: "TX" },
  });
  expect(of("Austin, TX 78704, United States")).toEqual({
    address: { line1, city: "Austin", region: "TX", postalCode: "78704" },
  });
  expect(of("Monaco, Monaco")).toEqual({ address: { line1, city: "Monaco" } });
  for (const label of [undefined, "", "somewhere"]) expect(of(label)).toEqual({});
  expect(addressOf(null)).toEqual({});
});
