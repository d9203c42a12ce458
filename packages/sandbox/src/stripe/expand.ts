import type { Pool, PoolClient } from "pg";
import { invalidRequest } from "./errors.ts";

type Queryable = Pick<Pool | PoolClient, "query">;

type Node = Record<string, unknown>;

const expandable = new Set([
  "balance_transaction",
  "charge",
  "customer",
  "destination",
  "latest_charge",
  "payment_intent",
  "payment_method",
  "source_transaction",
]);

/**
 * Replaces ids by the objects they name, for paths such as `latest_charge.balance_transaction`
 * or, in lists, `data.customer`. Returns a new body; raises 400 for what cannot be expanded.
 * `pending` holds objects by id that are not written yet.
 */
export async function expandPaths<Body extends object>(
  db: Queryable,
  body: Body,
  paths: readonly string[] = [],
  pending: ReadonlyMap<string, { object: object }> = new Map(),
): Promise<Body> {
  if (paths.length === 0) return body;
  const copy = structuredClone(body);
  for (const path of paths.toSorted()) {
    const steps = path.split(".");
    if (steps.length > 4) {
      throw invalidRequest("You cannot expand more than 4 levels of a property.", {
        param: "expand",
      });
    }
    const find = (ids: string[]) => findObjects(db, ids, pending);
    await expandSteps(find, [copy as unknown as Node], steps, path);
  }
  return copy;
}

type Find = (ids: string[]) => Promise<Map<string, object>>;

async function findObjects(
  db: Queryable,
  ids: string[],
  pending: ReadonlyMap<string, { object: object }>,
): Promise<Map<string, object>> {
  const { rows } = await db.query<{ id: string; data: object }>({
    name: "sandbox_find",
    text: `select id, data from sandbox.stripe_objects where id = any ($1)`,
    values: [ids],
  });
  const found = new Map(rows.map((row) => [row.id, row.data]));
  for (const id of ids) {
    const unwritten = pending.get(id);
    if (unwritten) found.set(id, unwritten.object);
  }
  return found;
}

async function expandSteps(
  find: Find,
  nodes: Node[],
  [step, ...rest]: string[],
  path: string,
): Promise<void> {
  if (step === undefined || nodes.length === 0) return;
  const isListData = step === "data" && nodes.every((node) => Array.isArray(node["data"]));
  if (isListData) {
    return expandSteps(
      find,
      nodes.flatMap((node) => node["data"] as Node[]),
      rest,
      path,
    );
  }
  if (!expandable.has(step) || nodes.some((node) => !(step in node))) {
    throw invalidRequest(`This property cannot be expanded (${path}).`, { param: "expand" });
  }
  const ids = nodes.map((node) => node[step]).filter((id) => typeof id === "string");
  if (ids.length > 0) {
    const byId = await find(ids);
    for (const node of nodes) {
      const found = byId.get(String(node[step]));
      if (found) node[step] = structuredClone(found);
    }
  }
  const next = nodes.map((node) => node[step]).filter((child) => isNode(child));
  await expandSteps(find, next, rest, path);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}
