import { decodeCursor, toPage, type RequestContext, type ServiceDependencies } from "@loconomy/kit";
import { z } from "zod";
import { figuresOfProvider, pageOfProvider, toReview } from "../store.ts";

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

interface Input {
  id: string;
  cursor?: string | undefined;
  limit: number;
}

/**
 * What customers wrote about a provider, newest first, with figures over all of it. For everybody who sees its profile.
 * @throws not_found when there is no such provider, or it is closed and not the asking person's.
 */
export const listProviderReviews = async (
  { db, clients }: ServiceDependencies,
  { actor }: RequestContext,
  { id, cursor, limit }: Input,
) => {
  const keys = decodeCursor(Cursor, cursor);
  const after = keys && { createdAt: keys[0], id: keys[1] };
  const [rows, figures] = await Promise.all([
    pageOfProvider(db, { providerId: id, after, limit }),
    figuresOfProvider(db, id),
    clients.providers.getProvider({ idOrSlug: id }, { context: { actor } }),
  ]);
  return {
    ...toPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id], toReview),
    ...figures,
  };
};
