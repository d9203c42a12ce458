import type Stripe from "stripe";
import { resourceMissing } from "./errors.ts";
import { expandPaths } from "./expand.ts";
import type { ObjectType, Queryable } from "./store.ts";

type Created = number | Stripe.RangeQueryParam | undefined;

/** The parameters every list takes. */
export interface Page {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  expand?: string[] | undefined;
  created?: Created;
}

/** The fields that lists filter by. */
export type Filters = Partial<
  Record<
    | "charge"
    | "customer"
    | "destination"
    | "email"
    | "payment_intent"
    | "status"
    | "transfer"
    | "transfer_group"
    | "type",
    string | undefined
  >
>;

interface Listing {
  table: "stripe_objects" | "stripe_events";
  url: string;
  page: Page;
  filters: Filters;
  type?: ObjectType;
  /** The connected account whose objects or events these are; the platform's when null. */
  account: string | null;
}

/** One page, newest first, in Stripe's list shape. */
export async function listObjects(
  db: Queryable,
  type: ObjectType,
  url: string,
  page: Page,
  filters: Filters = {},
  account: string | null = null,
) {
  return list(db, { table: "stripe_objects", url, page, filters, type, account });
}

export async function list(db: Queryable, { table, url, page, filters, type, account }: Listing) {
  const limit = page.limit ?? 10;
  const backwards = page.ending_before !== undefined;
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ["true"];
  if (type) where.push(`type = ${bind(type)}`);
  const whose = table === "stripe_events" ? "data ->> 'account'" : "internal ->> 'account'";
  where.push(account === null ? `${whose} is null` : `${whose} = ${bind(account)}`);
  for (const [field, value] of Object.entries(filters)) {
    if (value !== undefined) where.push(`data ->> '${field}' = ${bind(value)}`);
  }
  for (const [operator, seconds] of bounds(page.created)) {
    where.push(`(data ->> 'created')::bigint ${operator} ${bind(seconds)}`);
  }
  const cursor = page.starting_after ?? page.ending_before;
  if (cursor !== undefined) {
    const position = await positionOf(db, table, cursor, backwards);
    where.push(`position ${backwards ? ">" : "<"} ${bind(position)}`);
  }
  const { rows } = await db.query<{ data: object }>(
    `select data from sandbox.${table} where ${where.join(" and ")}
     order by position ${backwards ? "asc" : "desc"} limit ${bind(limit + 1)}`,
    values,
  );
  const data = rows.slice(0, limit).map((row) => row.data);
  if (backwards) data.reverse();
  const body = { object: "list" as const, url, has_more: rows.length > limit, data };
  return expandPaths(db, body, page.expand);
}

function bounds(created: Created): [string, number][] {
  if (created === undefined) return [];
  if (typeof created === "number") return [["=", created]];
  const operators = { gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;
  return Object.entries(operators).flatMap(([name, operator]): [string, number][] => {
    const seconds = created[name as keyof typeof operators];
    return seconds === undefined ? [] : [[operator, seconds]];
  });
}

async function positionOf(db: Queryable, table: string, id: string, backwards: boolean) {
  const { rows } = await db.query(`select position from sandbox.${table} where id = $1`, [id]);
  if (rows[0]) return rows[0].position;
  throw resourceMissing("object", id, backwards ? "ending_before" : "starting_after", 400);
}
