import { readConfig } from "@loconomy/kit";
import { expect, test } from "vitest";
import { PaymentsConfig } from "./config.ts";
import { createStripe } from "./stripe.ts";

const keys = {
  STRIPE_SECRET_KEY: "sk_test_x",
  STRIPE_PUBLISHABLE_KEY: "pk_test_x",
  STRIPE_WEBHOOK_SECRET: "whsec_x",
  PUBLIC_URL: "http://shop.test",
};

test("the fee is 10 % unless set, and within 0 and 100 %", () => {
  expect(readConfig(PaymentsConfig, keys).PLATFORM_FEE_BPS).toBe(1000);
  expect(readConfig(PaymentsConfig, { ...keys, PLATFORM_FEE_BPS: "250" }).PLATFORM_FEE_BPS).toBe(
    250,
  );
  for (const PLATFORM_FEE_BPS of ["-1", "10001", "ten", "1.5"])
    expect(() => readConfig(PaymentsConfig, { ...keys, PLATFORM_FEE_BPS })).toThrow(
      "PLATFORM_FEE_BPS",
    );
});

test("missing keys are named", () => {
  expect(() => readConfig(PaymentsConfig, {})).toThrow(
    /STRIPE_SECRET_KEY[^]*STRIPE_PUBLISHABLE_KEY[^]*STRIPE_WEBHOOK_SECRET[^]*PUBLIC_URL/,
  );
});

test("a live key never goes to a stand-in", () => {
  const env = { ...keys, STRIPE_SECRET_KEY: "sk_live_x", STRIPE_API_URL: "http://localhost:3000" };
  expect(() => readConfig(PaymentsConfig, env)).toThrow("live key");
});

test("the SDK speaks to Stripe unless told otherwise", () => {
  const hostOf = (env: Record<string, string>) =>
    createStripe(readConfig(PaymentsConfig, env)).getApiField("host");
  expect(hostOf(keys)).toBe("api.stripe.com");
  expect(hostOf({ ...keys, STRIPE_API_URL: "http://127.0.0.1:4010" })).toBe("127.0.0.1");
});
