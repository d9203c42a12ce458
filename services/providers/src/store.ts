import type { Provider, Service } from "@loconomy/contracts";
import { problem, type Db, type Tx } from "@loconomy/kit";
import {
  SELECT_PROVIDER,
  SELECT_SERVICE,
  toProvider,
  toService,
  type ProviderRow,
  type ServiceRow,
} from "./rows.ts";
import type { VariantRow } from "./variants.ts";

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A provider by id or slug, inactive ones too. One prepared statement: this is the most frequent read of all. */
export const findProvider = async (db: Db, idOrSlug: string): Promise<ProviderRow | undefined> => {
  const statement = UUID.test(idOrSlug)
    ? { name: "provider-by-id", text: `${SELECT_PROVIDER} where p.id = $1` }
    : { name: "provider-by-slug", text: `${SELECT_PROVIDER} where p.slug = $1` };
  const { rows } = await db.pool.query<ProviderRow>({ ...statement, values: [idOrSlug] });
  return rows[0];
};

/**
 * The person's own provider, locked until the transaction ends, so that changes follow one another.
 * @throws not_found when it does not exist or belongs to somebody else.
 */
export const lockOwnProvider = async (
  tx: Tx,
  providerId: string,
  userId: string,
): Promise<{ currency: string }> => {
  const [row] = await tx.query<{ currency: string }>(
    "select currency from providers.providers where id = $1 and user_id = $2 for update",
    [providerId, userId],
  );
  if (!row) throw problem("not_found", "There is no such provider.");
  return row;
};

/** The provider as it is inside the transaction. */
export const readProvider = async (tx: Tx, providerId: string): Promise<Provider> => {
  const [row] = await tx.query<ProviderRow>(`${SELECT_PROVIDER} where p.id = $1`, [providerId]);
  return toProvider(row!);
};

/** The service as it is inside the transaction. */
export const readService = async (tx: Tx, serviceId: string): Promise<Service> => {
  const [row] = await tx.query<ServiceRow>(`${SELECT_SERVICE} where s.id = $1`, [serviceId]);
  return toService(row!);
};

/** One of a provider's services, as it is saved. @throws not_found when it was removed or is another provider's. */
export const readOwnService = async (
  tx: Tx,
  providerId: string,
  serviceId: string,
): Promise<ServiceRow & { variants: VariantRow[] }> => {
  const [row] = await tx.query<ServiceRow & { variants: VariantRow[] }>(
    `${SELECT_SERVICE} where s.id = $1 and s.provider_id = $2 and s.deleted_at is null`,
    [serviceId, providerId],
  );
  if (!row) throw problem("not_found", "There is no such service.");
  return row;
};

/** The same, and new ones have an id. */
export const withIds = async <T extends object>(
  tx: Tx,
  variants: ReadonlyArray<T & { id?: string }>,
): Promise<Array<T & { id: string }>> => {
  const fresh = await tx.query<{ id: string }>(
    "select uuidv7() as id from generate_series(1, $1::int)",
    [variants.length],
  );
  return variants.map((variant, index) => ({ ...variant, id: variant.id ?? fresh[index]!.id }));
};

/** @throws invalid_request when there is no such category. */
export const requireCategory = async (tx: Tx, categoryId: string): Promise<void> => {
  const found = await tx.query("select from providers.categories where id = $1", [categoryId]);
  if (found.length > 0) return;
  throw problem("invalid_request", "This category does not exist.", {
    errors: [{ path: "categoryId", message: "must be one of our categories" }],
  });
};

/**
 * `set` clause for the given columns, numbered from `$first`; properties that are undefined stay as they are.
 * @returns undefined when nothing changes.
 */
export const assignments = <T extends object>(
  columns: Record<keyof T & string, string>,
  values: T,
  first: number,
): { sql: string; params: unknown[] } | undefined => {
  const given = Object.entries(values).filter(
    ([name, value]) => name in columns && value !== undefined,
  );
  if (given.length === 0) return undefined;
  return {
    sql: given
      .map(([name], index) => `${columns[name as keyof T & string]} = $${first + index}`)
      .join(", "),
    params: given.map(([, value]) => value),
  };
};
