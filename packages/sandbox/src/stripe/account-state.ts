import type Stripe from "stripe";
import type { Stored } from "./store.ts";

/** What Stripe asks of a person before money can go to them. */
const WANTED_OF_A_PERSON = [
  "business_type",
  "external_account",
  "individual.address.city",
  "individual.address.line1",
  "individual.address.postal_code",
  "individual.dob.day",
  "individual.dob.month",
  "individual.dob.year",
  "individual.first_name",
  "individual.last_name",
  "tos_acceptance.date",
  "tos_acceptance.ip",
];
/** Asked for when the details alone did not convince. */
export const IDENTITY_DOCUMENT = "individual.verification.document";

/** Countries whose people this stand-in pays out to, and what in. */
const CURRENCIES: Record<string, string> = {
  AE: "aed",
  AT: "eur",
  AU: "aud",
  BE: "eur",
  BG: "eur",
  BR: "brl",
  CA: "cad",
  CH: "chf",
  CY: "eur",
  CZ: "czk",
  DE: "eur",
  DK: "dkk",
  EE: "eur",
  ES: "eur",
  FI: "eur",
  FR: "eur",
  GB: "gbp",
  GI: "gbp",
  GR: "eur",
  HK: "hkd",
  HR: "eur",
  HU: "huf",
  IE: "eur",
  IN: "inr",
  IT: "eur",
  JP: "jpy",
  LI: "chf",
  LT: "eur",
  LU: "eur",
  LV: "eur",
  MT: "eur",
  MX: "mxn",
  MY: "myr",
  NL: "eur",
  NO: "nok",
  NZ: "nzd",
  PL: "pln",
  PT: "eur",
  RO: "ron",
  SE: "sek",
  SG: "sgd",
  SI: "eur",
  SK: "eur",
  TH: "thb",
  US: "usd",
};

/** The currency that an account of a country is paid out in; undefined where there are no accounts. */
export const currencyOf = (country: string): string | undefined => CURRENCIES[country];

/** A country whose accounts are paid out in a currency; undefined where there is none. */
export const countryOf = (currency: string): string | undefined =>
  Object.keys(CURRENCIES).find((country) => CURRENCIES[country] === currency);

/**
 * Works out what an account can do from what is known of it: requirements, capabilities, payouts.
 * `nowSeconds` is the stand-in's time, Unix seconds.
 */
export function settleAccount({ object, internal }: Stored<Stripe.Account>, nowSeconds: number) {
  const known = new Set(internal.provided ?? []);
  const wanted = [
    ...WANTED_OF_A_PERSON,
    ...(internal.wantsDocument ? [IDENTITY_DOCUMENT] : []),
  ].filter((field) => !known.has(field));
  const bankFailed = internal.bankFailed ?? false;
  if (bankFailed && !wanted.includes("external_account")) wanted.push("external_account");
  const isComplete = wanted.length === 0;
  object.requirements = {
    alternatives: [],
    current_deadline: null,
    currently_due: wanted,
    disabled_reason: isComplete ? null : "requirements.past_due",
    errors: bankFailed
      ? [
          {
            code: "external_account_invalid" as Stripe.Account.Requirements.Error.Code,
            reason: "The bank account did not take the last payout.",
            requirement: "external_account",
          },
        ]
      : [],
    eventually_due: wanted,
    past_due: wanted,
    pending_verification: [],
  };
  object.details_submitted = known.size > 0;
  object.payouts_enabled = isComplete;
  // A bank account that fails stops payouts, not what comes in.
  const canReceive = isComplete || (bankFailed && wanted.length === 1);
  for (const name of ["card_payments", "transfers"] as const)
    if (object.capabilities?.[name]) object.capabilities[name] = canReceive ? "active" : "inactive";
  object.charges_enabled = object.capabilities?.card_payments === "active";
  if (known.has("tos_acceptance.date"))
    object.tos_acceptance = {
      ...object.tos_acceptance,
      date: object.tos_acceptance?.date ?? nowSeconds,
    };
}

/** What somebody entered at Stripe's own pages. */
export interface Details {
  firstName: string;
  lastName: string;
  /** The number of the bank account. */
  account: string;
  /** The details do not convince: an identity document is wanted. */
  wantsDocument: boolean;
}

/** Takes the details of a person; a document that was asked for counts as handed in. */
export function provideDetails(
  stored: Stored<Stripe.Account>,
  { firstName, lastName, account, wantsDocument }: Details,
  nowSeconds: number,
): void {
  const { object, internal } = stored;
  const provided = [...WANTED_OF_A_PERSON, ...(wantsDocument ? [] : [IDENTITY_DOCUMENT])];
  stored.internal = { ...internal, provided, bankAccount: account, bankFailed: false };
  if (wantsDocument) stored.internal.wantsDocument = true;
  object.business_type = "individual";
  object.individual = {
    id: `person_${object.id.slice(5)}`,
    object: "person",
    account: object.id,
    created: nowSeconds,
    first_name: firstName,
    last_name: lastName,
  } as Stripe.Person;
  object.external_accounts!.data = [
    {
      id: `ba_${object.id.slice(5)}`,
      object: "bank_account",
      account: object.id,
      account_holder_name: `${firstName} ${lastName}`,
      account_holder_type: "individual",
      account_type: null,
      available_payout_methods: ["standard"],
      bank_name: "STRIPE TEST BANK",
      country: object.country!,
      currency: object.default_currency!,
      customer: null,
      default_for_currency: true,
      fingerprint: null,
      last4: account.slice(-4),
      metadata: {},
      routing_number: null,
      status: "new",
    } as unknown as Stripe.BankAccount,
  ];
  settleAccount(stored, nowSeconds);
}
