import type Stripe from "stripe";
import type { Endpoints } from "./api.ts";
import { cardError, cardOf, checkCard, fingerprintOf, readyMade } from "./cards.ts";
import { invalidRequest, resourceMissing, wanted } from "./errors.ts";
import { expandPaths } from "./expand.ts";
import { newId } from "./ids.ts";
import { listObjects } from "./lists.ts";
import { load, type Stored, type Work } from "./store.ts";
import type { Taken } from "./taken.ts";

export function registerPaymentMethods(api: Endpoints): void {
  api.write("/payment_methods", (work, params) => {
    wanted(params.type, "type");
    const { cvc, number, exp_month, exp_year } = wanted(params.card, "card");
    const card = {
      cvc,
      number: wanted(number, "card[number]"),
      exp_month: wanted(exp_month, "card[exp_month]"),
      exp_year: wanted(exp_year, "card[exp_year]"),
    };
    const { object } = createCard(work, card, params.billing_details, params.metadata);
    return work.expand(object, params.expand);
  });
  api.write("/payment_methods/:id/attach", async (work, params, id) => {
    const customer = wanted(params.customer, "customer");
    const method = await usePaymentMethod(work, id, 404);
    await attach(work, method, customer);
    return work.expand(method.object, params.expand);
  });
  api.write("/payment_methods/:id/detach", async (work, params, id) => {
    const method = await usePaymentMethod(work, id, 404);
    if (method.object.customer === null) {
      throw invalidRequest(
        "The payment method you provided is not attached to a customer so detachment is impossible.",
      );
    }
    method.object.customer = null;
    work.put(method.object, { ...method.internal, consumed: true });
    work.emit("payment_method.detached", method.object);
    return work.expand(method.object, params.expand);
  });
  api.read("/payment_methods/:id", async (db, params, id) => {
    const stored = await load(db, "payment_method", id);
    if (!stored) throw resourceMissing("PaymentMethod", id, "payment_method");
    return expandPaths(db, stored.object, params.expand);
  });
  api.read("/payment_methods", (db, { customer, type, ...page }) =>
    listObjects(db, "payment_method", "/v1/payment_methods", page, { customer, type }),
  );
  api.read("/customers/:id/payment_methods", (db, { type, ...page }, id) =>
    listObjects(db, "payment_method", `/v1/customers/${id}/payment_methods`, page, {
      customer: id,
      type,
    }),
  );
}

/** The payment method with this id, locked; a ready-made one such as `pm_card_visa` makes a new one. */
export async function usePaymentMethod(
  work: Work,
  id: string,
  missingStatus: 400 | 404 = 400,
): Promise<Stored<Stripe.PaymentMethod>> {
  const number = readyMade[id];
  if (number !== undefined) {
    const expiry = { exp_month: 12, exp_year: new Date(work.now * 1000).getUTCFullYear() + 2 };
    return createCard(work, { number, ...expiry });
  }
  const stored = await work.lock("payment_method", id);
  if (!stored) throw resourceMissing("PaymentMethod", id, "payment_method", missingStatus);
  return stored;
}

/** Saves a payment method with its customer; raises 402 when the card refuses that. */
export async function attach(
  work: Work,
  method: Stored<Stripe.PaymentMethod>,
  customerId: string,
): Promise<void> {
  if (method.object.customer === customerId) return;
  if (method.object.customer !== null) {
    throw invalidRequest(
      "The payment method you provided has already been attached to a customer.",
    );
  }
  if (method.internal.consumed) throw consumedError();
  if (!(await work.load("customer", customerId))) {
    throw resourceMissing("customer", customerId, "customer", 400);
  }
  const card = cardOf(method.internal.cardNumber ?? "");
  if (card.decline && !card.attaches) throw cardError(card.decline);
  method.object.customer = customerId;
  work.put(method.object, method.internal);
  work.emit("payment_method.attached", method.object);
}

export function consumedError() {
  return invalidRequest(
    "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.",
  );
}

/** Makes a payment method of a card; raises Stripe's 402 for a wrong number, date or code. */
export function createCard(
  work: Work,
  card: { number: string; exp_month: number; exp_year: number; cvc?: string | undefined },
  billing: Taken<"POST /payment_methods">["billing_details"] = {},
  entries: Record<string, string> = {},
): Stored<Stripe.PaymentMethod> {
  const number = checkCard(card, new Date(work.now * 1000));
  const { brand, country = "US" } = cardOf(number);
  const year = card.exp_year < 100 ? card.exp_year + 2000 : card.exp_year;
  const address = billing.address || undefined;
  const object: Stripe.PaymentMethod = {
    id: newId("pm"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: {
      address: {
        city: address?.city || null,
        country: address?.country || null,
        line1: address?.line1 || null,
        line2: address?.line2 || null,
        postal_code: address?.postal_code || null,
        state: address?.state || null,
      },
      email: billing.email || null,
      name: billing.name || null,
      phone: billing.phone || null,
      tax_id: null,
    },
    card: {
      brand,
      checks: {
        address_line1_check: null,
        address_postal_code_check: null,
        cvc_check: card.cvc === undefined ? null : "unchecked",
      },
      country,
      display_brand: brand,
      exp_month: card.exp_month,
      exp_year: year,
      fingerprint: fingerprintOf(number),
      funding: "credit",
      generated_from: null,
      last4: number.slice(-4),
      networks: { available: [brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: work.now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: entries,
    type: "card",
  };
  const stored = { object, internal: { cardNumber: number } };
  work.put(object, stored.internal);
  return stored;
}
