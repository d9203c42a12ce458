import { Id, type Actor } from "@loconomy/contracts";
import { decodeCursor, requirePermission, toPage, type Db } from "@loconomy/kit";
import { listUsers as listRows, toAdminUser } from "../store.ts";

/** For operators: everybody, newest first; `q` finds a part of the e-mail address or the name, whatever its case. */
export const listUsers = async (
  db: Db,
  actor: Actor,
  input: { q?: string; cursor?: string; limit: number },
) => {
  requirePermission(actor, "admin:access");
  const rows = await listRows(db, input.q, decodeCursor(Id, input.cursor), input.limit);
  return toPage(rows, input.limit, (row) => row.id, toAdminUser);
};
