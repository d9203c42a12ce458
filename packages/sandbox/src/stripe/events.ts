import type Stripe from "stripe";
import type { Endpoints } from "./api.ts";
import { resourceMissing } from "./errors.ts";
import { expand, paramsOf, text } from "./form.ts";
import { createdFilter, list, listParams } from "./lists.ts";

const retrieveParams = paramsOf<Stripe.EventRetrieveParams>()({ expand: expand.optional() });
const eventListParams = paramsOf<Stripe.EventListParams>()({
  ...listParams,
  created: createdFilter,
  type: text.optional(),
});

export function registerEvents(api: Endpoints): void {
  api.read("/events/:id", retrieveParams, async (db, _params, id) => {
    const { rows } = await db.query(`select data from sandbox.stripe_events where id = $1`, [id]);
    if (!rows[0]) throw resourceMissing("event", id, "id");
    return rows[0].data;
  });
  api.read("/events", eventListParams, (db, { type, ...page }) =>
    list(db, { table: "stripe_events", url: "/v1/events", page, filters: { type } }),
  );
}
