import { decodeCursor, problem, toPage, type ServiceDependencies } from "@loconomy/kit";
import { z } from "zod";
import { figuresOfProvider, pageOfProvider, toReview } from "../store.ts";

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

interface Input {
  id: string;
  cursor?: string | undefined;
  limit: number;
}

/**
 * What customers wrote about a provider, newest first, with figures over all of it. For everybody.
 * @throws not_found when there is no such provider.
 */
export const listProviderReviews = async (
  { db, clients }: ServiceDependencies,
  { id, cursor, limit }: Input,
) => {
  const keys = decodeCursor(Cursor, cursor);
  const after = keys && { createdAt: keys[0], id: keys[1] };
  const [rows, figures] = await Promise.all([
    pageOfProvider(db, { providerId: id, after, limit }),
    figuresOfProvider(db, id),
  ]);
  // Whoever has reviews exists; only an empty list needs to ask.
  if (figures.ratingCount === 0 && !(await clients.providers.getOwner({ providerId: id })))
    throw problem("not_found");
  return {
    ...toPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id], toReview),
    ...figures,
  };
};
