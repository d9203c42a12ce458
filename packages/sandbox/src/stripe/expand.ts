import { invalidRequest } from "./errors.ts";
import type { Queryable } from "./store.ts";

type Node = Record<string, unknown>;

const expandable = new Set([
  "balance_transaction",
  "charge",
  "customer",
  "latest_charge",
  "payment_intent",
  "payment_method",
]);

/**
 * Replaces ids by the objects they name, for paths such as `latest_charge.balance_transaction`
 * or, in lists, `data.customer`. Returns a new body; raises 400 for what cannot be expanded.
 */
export async function expandPaths<Body extends object>(
  db: Queryable,
  body: Body,
  paths: readonly string[] = [],
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
    await expandSteps(db, [copy as unknown as Node], steps, path);
  }
  return copy;
}

async function expandSteps(
  db: Queryable,
  nodes: Node[],
  [step, ...rest]: string[],
  path: string,
): Promise<void> {
  if (step === undefined || nodes.length === 0) return;
  const isListData = step === "data" && nodes.every((node) => Array.isArray(node["data"]));
  if (isListData) {
    return expandSteps(db, nodes.flatMap((node) => node["data"] as Node[]), rest, path);
  }
  if (!expandable.has(step) || nodes.some((node) => !(step in node))) {
    throw invalidRequest(`This property cannot be expanded (${path}).`, { param: "expand" });
  }
  const ids = nodes.map((node) => node[step]).filter((id) => typeof id === "string");
  if (ids.length > 0) {
    const { rows } = await db.query<{ id: string; data: Node }>(
      `select id, data from sandbox.stripe_objects where id = any ($1)`,
      [ids],
    );
    const byId = new Map(rows.map((row) => [row.id, row.data]));
    for (const node of nodes) {
      const found = byId.get(String(node[step]));
      if (found) node[step] = structuredClone(found);
    }
  }
  const next = nodes.map((node) => node[step]).filter((child) => isNode(child));
  await expandSteps(db, next, rest, path);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}
