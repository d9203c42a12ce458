import type Stripe from "stripe";
import type { Endpoints } from "./api.ts";
import { resourceMissing } from "./errors.ts";
import { expandPaths } from "./expand.ts";
import { newId, randomText } from "./ids.ts";
import { listObjects } from "./lists.ts";
import { mergeMetadata } from "./metadata.ts";
import type { Work } from "./store.ts";
import type { Taken } from "./taken.ts";

export function registerCustomers(api: Endpoints): void {
  api.write("/customers", (work, params) => createCustomer(work, params));
  api.write("/customers/:id", updateCustomer);
  api.read("/customers/:id", async (db, params, id) => {
    const { rows } = await db.query(
      `select data from sandbox.stripe_objects where id = $1 and type = 'customer'`,
      [id],
    );
    if (!rows[0]) throw resourceMissing("customer", id, "id");
    return expandPaths(db, rows[0].data as object, params.expand);
  });
  api.read("/customers", (db, { email, ...page }) =>
    listObjects(db, "customer", "/v1/customers", page, { email }),
  );
}

type Fields = Taken<"POST /customers" | "POST /customers/:id">;

async function createCustomer(work: Work, params: Fields): Promise<object> {
  const customer: Stripe.Customer = {
    id: newId("cus"),
    object: "customer",
    address: null,
    balance: 0,
    created: work.now,
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
  apply(customer, params);
  work.put(customer);
  work.emit("customer.created", customer);
  return work.expand(customer, params.expand);
}

async function updateCustomer(work: Work, params: Fields, id: string): Promise<object> {
  const stored = await work.lock("customer", id);
  if (!stored) throw resourceMissing("customer", id, "id");
  apply(stored.object, params);
  work.put(stored.object, stored.internal);
  work.emit("customer.updated", stored.object);
  return work.expand(stored.object, params.expand);
}

function apply(customer: Stripe.Customer, params: Fields): void {
  for (const field of ["description", "email", "name", "phone"] as const) {
    const value = params[field];
    if (value !== undefined) customer[field] = value === "" ? null : value;
  }
  if (params.address) {
    const { city, country, line1, line2, postal_code, state } = params.address;
    customer.address = {
      city: city || null,
      country: country || null,
      line1: line1 || null,
      line2: line2 || null,
      postal_code: postal_code || null,
      state: state || null,
    };
  }
  customer.metadata = mergeMetadata(customer.metadata, params.metadata);
}
