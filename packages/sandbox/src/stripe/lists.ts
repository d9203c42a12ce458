import { z } from "zod";
import { invalidRequest, resourceMissing } from "./errors.ts";
import { expandPaths } from "./expand.ts";
import { expand, integer, text } from "./form.ts";
import type { ObjectType, Queryable } from "./store.ts";

/** The parameters every list takes. */
export const listParams = {
  limit: integer.optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
  expand: expand.optional(),
};

/** Unix seconds, exact or as a range. */
export const createdFilter = z
  .union([
    integer,
    z.strictObject({
      gt: integer.optional(),
      gte: integer.optional(),
      lt: integer.optional(),
      lte: integer.optional(),
    }),
  ])
  .optional();

type Created = z.output<typeof createdFilter>;

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
  /** The connected account whose objects these are. */
  account?: string | null;
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
  if (limit < 1 || limit > 100) {
    throw invalidRequest("This value must be between 1 and 100.", {
      code: "parameter_invalid_integer",
      param: "limit",
    });
  }
  const backwards = page.ending_before !== undefined;
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ["true"];
  if (type) where.push(`type = ${bind(type)}`);
  if (account) where.push(`internal ->> 'account' = ${bind(account)}`);
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
