import { expect, test } from "vitest";
import { wantedInWords } from "./wanted.ts";

test("what Stripe wants is said in plain words, once for all parts of a thing", () => {
  expect(
    wantedInWords([
      "individual.dob.day",
      "individual.dob.month",
      "individual.verification.document",
      "tos_acceptance.ip",
      "company.tax_id",
    ]),
  ).toEqual([
    "Your date of birth",
    "A picture of your identity card or passport",
    "Your consent to Stripe’s terms",
    "Details of your company",
  ]);
});

test("what has no words is shown as Stripe calls it", () => {
  expect(wantedInWords(["person_1x.verification.proof_of_liveness"])).toEqual([
    "person 1x, verification, proof of liveness",
  ]);
});
