import { serviceContracts } from "@loconomy/contracts";
import type { RequestContext, Service, ServiceDependencies } from "@loconomy/kit";
import { implement } from "@orpc/server";
import { createReview } from "./operations/create-review.ts";
import { getBookingReviews } from "./operations/get-booking-reviews.ts";
import { listProviderReviews } from "./operations/list-provider-reviews.ts";
import { publishDue } from "./operations/publish-due.ts";
import { replyToReview } from "./operations/reply-to-review.ts";
import { PUBLISH_DUE, type PublishDue } from "./publication.ts";

const os = implement(serviceContracts.reviews).$context<RequestContext>();

/** Two-sided, double-blind reviews of completed bookings. */
export const createReviews = (deps: ServiceDependencies): Service => {
  const router = os.router({
    createReview: os.createReview.handler(({ context, input }) =>
      createReview(deps, context, input),
    ),
    getBookingReviews: os.getBookingReviews.handler(({ context, input }) =>
      getBookingReviews(deps, context, input),
    ),
    listProviderReviews: os.listProviderReviews.handler(({ context, input }) =>
      listProviderReviews(deps, context, input),
    ),
    replyToReview: os.replyToReview.handler(({ context, input }) =>
      replyToReview(deps, context, input),
    ),
  });
  return {
    router,
    internalRouter: router,
    consumers: [],
    jobs: { [PUBLISH_DUE]: (due: PublishDue) => publishDue(deps, due) },
    recurring: [],
  };
};
