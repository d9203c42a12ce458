import { system, transaction, type ServiceDependencies } from "@loconomy/kit";
import { publishWhenDue, schedulePublication, type PublishDue } from "../publication.ts";
import { lockProvider, reviewsOfBookingIn } from "../store.ts";

/** The time to review is over: what one side wrote alone becomes visible. Comes back later when it is not yet time. */
export const publishDue = ({ db, clock }: ServiceDependencies, due: PublishDue): Promise<void> =>
  transaction(db, system("reviews"), async (tx) => {
    await lockProvider(tx, due.providerId);
    if (await publishWhenDue(tx, clock, due)) return;
    const [review] = await reviewsOfBookingIn(tx, due.bookingId);
    if (review) await schedulePublication(tx, clock, due, review.publishDueAt);
  });
