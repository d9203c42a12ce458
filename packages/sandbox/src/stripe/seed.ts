import { countryOf, provideDetails } from "./account-state.ts";
import { newAccount } from "./accounts.ts";
import type { Queryable } from "./store.ts";

/** A connected account that a demo begins with. */
export interface DemoAccount {
  id: string;
  businessName: string;
  /** ISO 4217. */
  currency: string;
  /** RFC 3339. */
  createdAt: string;
  metadata: Record<string, string>;
}

const BATCH = 500;

/** Writes connected accounts whose owners have told Stripe everything. */
export async function seedAccounts(db: Queryable, accounts: readonly DemoAccount[]): Promise<void> {
  const rows = accounts.map(({ id, businessName, currency, createdAt, metadata }) => {
    const created = Math.floor(Date.parse(createdAt) / 1000);
    const params = {
      business_profile: { name: businessName },
      capabilities: { transfers: { requested: true } },
      country: countryOf(currency.toLowerCase()),
      metadata,
    };
    const account = newAccount(id, params, created);
    const person = { firstName: "Demo", lastName: "Person", account: "000123456789" };
    provideDetails(account, { ...person, wantsDocument: false }, created);
    return { id, data: account.object, internal: account.internal, createdAt };
  });
  for (let i = 0; i < rows.length; i += BATCH)
    await db.query(
      `insert into sandbox.stripe_objects (id, type, data, internal, created_at)
       select id, 'account', data, internal, "createdAt"
         from jsonb_to_recordset($1::jsonb) as x (id text, data jsonb, internal jsonb, "createdAt" timestamptz)
       on conflict (id) do nothing`,
      [JSON.stringify(rows.slice(i, i + BATCH))],
    );
}
