import type { Actor, Provider } from "@loconomy/contracts";
import { problem, query, requireUser } from "@loconomy/kit";
import { SELECT_PROVIDER, toProvider, type ProviderRow } from "../rows.ts";
import type { Providers } from "../service.ts";

/** The signed-in person's own profile, closed or not. @throws not_found when there is none. */
export const getMyProvider = async ({ db }: Providers, actor: Actor): Promise<Provider> => {
  const { userId } = requireUser(actor);
  const [row] = await query<ProviderRow>(db, `${SELECT_PROVIDER} where p.user_id = $1`, [userId]);
  if (!row) throw problem("not_found", "You have no provider profile yet.");
  return toProvider(row);
};
