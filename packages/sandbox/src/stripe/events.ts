import type { Endpoints } from "./api.ts";
import { resourceMissing } from "./errors.ts";
import { list } from "./lists.ts";

export function registerEvents(api: Endpoints): void {
  api.read("/events/:id", async (db, _params, id) => {
    const { rows } = await db.query(`select data from sandbox.stripe_events where id = $1`, [id]);
    if (!rows[0]) throw resourceMissing("event", id, "id");
    return rows[0].data;
  });
  api.read(
    "/events",
    (db, { type, ...page }, _id, account) =>
      list(db, { table: "stripe_events", url: "/v1/events", page, filters: { type }, account }),
    { forAccounts: true },
  );
}
