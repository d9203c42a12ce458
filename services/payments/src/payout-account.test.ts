import type Stripe from "stripe";
import { expect, test } from "vitest";
import { factsOfAccount, isNews, statusOfAccount, type AccountFacts } from "./payout-account.ts";

const account = (change: object = {}): Stripe.Account =>
  ({
    id: "acct_1",
    object: "account",
    capabilities: { transfers: "active" },
    payouts_enabled: true,
    details_submitted: true,
    requirements: {
      currently_due: [],
      past_due: [],
      pending_verification: [],
      disabled_reason: null,
      current_deadline: null,
    },
    ...change,
  }) as unknown as Stripe.Account;
const wants = (requirements: object): object => ({ requirements });

test("what Stripe says is taken over: capability, payouts, what is wanted once and in order, until when", () => {
  expect(factsOfAccount(account())).toEqual({
    canTakeMoney: true,
    canPayOut: true,
    isSubmitted: true,
    wanted: [],
    inReview: [],
    disabledReason: null,
    dueAt: null,
    schedule: null,
  });
  expect(
    factsOfAccount(
      account({
        capabilities: { transfers: "pending" },
        payouts_enabled: false,
        requirements: {
          currently_due: ["external_account", "business_type"],
          past_due: ["external_account"],
          pending_verification: ["individual.verification.document"],
          disabled_reason: "requirements.past_due",
          current_deadline: 1_800_000_000,
        },
      }),
    ),
  ).toEqual({
    canTakeMoney: false,
    canPayOut: false,
    isSubmitted: true,
    wanted: ["business_type", "external_account"],
    inReview: ["individual.verification.document"],
    disabledReason: "requirements.past_due",
    dueAt: new Date(1_800_000_000_000),
    schedule: null,
  });
  expect(
    factsOfAccount(account({ capabilities: undefined, requirements: undefined })),
  ).toMatchObject({ canTakeMoney: false, wanted: [] });
});

test.each<[string, object, string]>([
  ["all is well", {}, "complete"],
  ["nothing was handed in", { details_submitted: false }, "open"],
  ["something is wanted though money can come", wants({ currently_due: ["x"] }), "action_needed"],
  ["Stripe looks at it", { capabilities: { transfers: "pending" } }, "in_review"],
  ["payouts wait for Stripe", { payouts_enabled: false }, "in_review"],
  [
    "Stripe wants no business with them",
    wants({ currently_due: ["x"], disabled_reason: "rejected.fraud" }),
    "refused",
  ],
])("%s: %s", (_what, change, status) => {
  expect(statusOfAccount(factsOfAccount(account(change)))).toBe(status);
});

test("only what others go by is news", () => {
  const facts: AccountFacts = factsOfAccount(account());
  expect(isNews(facts, { ...facts, inReview: ["x"], disabledReason: "other" })).toBe(false);
  expect(isNews(facts, { ...facts, canTakeMoney: false })).toBe(true);
  expect(isNews(facts, { ...facts, canPayOut: false })).toBe(true);
  expect(isNews(facts, { ...facts, wanted: ["x"] })).toBe(true);
});
