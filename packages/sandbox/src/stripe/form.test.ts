import type Stripe from "stripe";
import { expect, it } from "vitest";
import { amount, integer, mergeMetadata, paramsOf, parseForm, text } from "./form.ts";

it("reads nested form encoding into what the SDK was given", () => {
  const schema = paramsOf<Stripe.ChargeListParams>()({ limit: integer.optional() });
  expect(parseForm("limit=7", schema)).toEqual({ limit: 7 });
  expect(() => parseForm("limit[a]=7", schema)).toThrow(/Invalid/);
  expect(() => parseForm("constructor[x]=1", schema)).toThrow(/unknown parameter/);
  expect(parseForm("__proto__[limit]=1", schema)).toEqual({});
});

it("takes no schema that the SDK's parameters do not know or would not accept", () => {
  const params = paramsOf<Stripe.PaymentIntentCaptureParams>();
  params({ amount_to_capture: amount.optional() });
  // @ts-expect-error the SDK knows no such parameter
  params({ amount_to_take: amount.optional() });
  // @ts-expect-error the SDK takes a number here
  params({ amount_to_capture: text.optional() });
});

it("merges metadata: empty values and an empty whole remove", () => {
  expect(mergeMetadata({ a: "1", b: "2" }, { b: "", c: "3" })).toEqual({ a: "1", c: "3" });
  expect(mergeMetadata({ a: "1" }, "")).toEqual({});
  expect(mergeMetadata({ a: "1" }, undefined)).toEqual({ a: "1" });
});
