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
  "source",
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
  const find = (ids: string[]) => findObjects(db, ids, pending);
  await expandTree(find, [copy as unknown as Node], treeOf(paths));
  return copy;
}

/** Paths by their steps. */
interface Tree {
  path: string;
  steps: Map<string, Tree>;
}

function treeOf(paths: readonly string[]): Tree {
  const root: Tree = { path: "", steps: new Map() };
  for (const path of paths.toSorted()) {
    const steps = path.split(".");
    if (steps.length > 4) {
      throw invalidRequest("You cannot expand more than 4 levels of a property.", {
        param: "expand",
      });
    }
    let tree = root;
    for (const step of steps) {
      if (!tree.steps.has(step)) tree.steps.set(step, { path, steps: new Map() });
      tree = tree.steps.get(step)!;
    }
  }
  return root;
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

/** All ids of one level are looked up together. */
async function expandTree(find: Find, nodes: Node[], { steps }: Tree): Promise<void> {
  if (steps.size === 0 || nodes.length === 0) return;
  const isList = (step: string) =>
    step === "data" && nodes.every((node) => Array.isArray(node["data"]));
  const ids: string[] = [];
  for (const [step, { path }] of steps) {
    if (isList(step)) continue;
    if (!expandable.has(step) || nodes.some((node) => !(step in node))) {
      throw invalidRequest(`This property cannot be expanded (${path}).`, { param: "expand" });
    }
    ids.push(...nodes.map((node) => node[step]).filter((id) => typeof id === "string"));
  }
  const byId = ids.length > 0 ? await find(ids) : new Map<string, object>();
  for (const [step, below] of steps) {
    if (isList(step)) {
      await expandTree(
        find,
        nodes.flatMap((node) => node[step] as Node[]),
        below,
      );
      continue;
    }
    for (const node of nodes) {
      const found = byId.get(String(node[step]));
      if (found) node[step] = structuredClone(found);
    }
    const next = nodes.map((node) => node[step]).filter((child) => isNode(child));
    await expandTree(find, next, below);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}
