import type { Db, DemoWorld } from "@loconomy/kit";
import { shortName } from "./author-name.ts";
import { reviewUntil } from "./visibility.ts";

/** Reviews of the demo's past jobs, all visible. One statement. */
export const seed = async (db: Db, world: DemoWorld): Promise<void> => {
  const bookings = new Map(world.bookings.map((booking) => [booking.id, booking]));
  const users = new Map(world.users.map((user) => [user.id, user.displayName]));
  const providers = new Map(
    world.providers.map((provider) => [provider.id, provider.businessName]),
  );
  const services = new Map(world.services.map((service) => [service.id, service.name]));

  const rows = world.reviews.flatMap((review) => {
    const booking = bookings.get(review.bookingId);
    if (!booking) return [];
    return {
      id: review.id,
      booking_id: review.bookingId,
      customer_id: booking.customerId,
      provider_id: review.providerId,
      author_id: review.authorId,
      author_role: review.authorRole,
      subject_user_id: review.subjectId,
      author_name:
        review.authorRole === "customer"
          ? shortName(users.get(review.authorId) ?? "A customer")
          : (providers.get(review.providerId) ?? "A provider"),
      service_name: services.get(booking.serviceId) ?? "Service",
      rating: review.rating,
      title: review.title || null,
      content: review.content || null,
      would_recommend: review.wouldRecommend,
      created_at: review.createdAt,
      publish_due_at: reviewUntil(booking.closedAt),
    };
  });
  await db.pool.query(
    `insert into reviews.reviews (id, booking_id, customer_id, provider_id, author_id, author_role, subject_user_id, author_name, service_name,
       rating, title, content, would_recommend, created_at, publish_due_at, published_at)
     select r.*, r.created_at from json_to_recordset($1::json) as r (id uuid, booking_id uuid, customer_id uuid, provider_id uuid, author_id uuid,
       author_role text, subject_user_id uuid, author_name text, service_name text, rating smallint, title text, content text,
       would_recommend boolean, created_at timestamptz, publish_due_at timestamptz)
     on conflict do nothing`,
    [JSON.stringify(rows)],
  );
};
