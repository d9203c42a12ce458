import type { Review } from "@loconomy/contracts";
import { problem, requireUser, type RequestContext, type ServiceDependencies } from "@loconomy/kit";
import { saveReply, toReview, visibleReview } from "../store.ts";

/**
 * The reviewed provider answers a visible review, once.
 * @throws not_found to anybody else and while the review is behind the blind; already_exists the second time.
 */
export const replyToReview = async (
  { db, clients, clock }: ServiceDependencies,
  { actor }: RequestContext,
  { id, content }: { id: string; content: string },
): Promise<Review> => {
  const user = requireUser(actor);
  const review = await visibleReview(db, id);
  const owner = review && (await clients.providers.getOwner({ providerId: review.providerId }));
  if (!owner || owner.userId !== user.userId) throw problem("not_found");

  const replied = await saveReply(db, id, content, clock.now());
  if (!replied) throw problem("already_exists", "You have replied to this review already.");
  return toReview(replied);
};
