import type { Review } from "@loconomy/contracts";
import { query, type Db, type Tx } from "@loconomy/kit";
import type { AuthorRole } from "./visibility.ts";

export interface ReviewRow {
  id: string;
  bookingId: string;
  providerId: string;
  authorRole: AuthorRole;
  authorName: string;
  serviceName: string;
  rating: number;
  title: string | null;
  content: string | null;
  wouldRecommend: boolean | null;
  reply: string | null;
  repliedAt: Date | null;
  createdAt: Date;
  publishDueAt: Date;
  publishedAt: Date | null;
}

const columns = `id, booking_id as "bookingId", provider_id as "providerId", author_role as "authorRole", author_name as "authorName",
  service_name as "serviceName", rating, title, content, would_recommend as "wouldRecommend", reply, replied_at as "repliedAt",
  created_at as "createdAt", publish_due_at as "publishDueAt", published_at as "publishedAt"`;

/** The contract's shape. */
export const toReview = (row: ReviewRow): Review => ({
  id: row.id,
  bookingId: row.bookingId,
  providerId: row.providerId,
  authorRole: row.authorRole,
  authorName: row.authorName,
  rating: row.rating,
  title: row.title,
  content: row.content,
  wouldRecommend: row.wouldRecommend,
  reply:
    row.reply !== null && row.repliedAt !== null
      ? { content: row.reply, at: row.repliedAt.toISOString() }
      : null,
  serviceName: row.serviceName,
  createdAt: row.createdAt.toISOString(),
});

/**
 * Lets one transaction at a time change a provider's reviews: both sides writing at once publish once, and the average
 * counts everything published before. It is the only lock these transactions take first, so they cannot deadlock.
 */
export const lockProvider = async (tx: Tx, providerId: string): Promise<void> => {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('reviews:' || $1, 0))", [
    providerId,
  ]);
};

export interface NewReview {
  bookingId: string;
  customerId: string;
  providerId: string;
  authorId: string;
  authorRole: AuthorRole;
  subjectUserId: string;
  authorName: string;
  serviceName: string;
  rating: number;
  title: string | null;
  content: string | null;
  wouldRecommend: boolean | null;
  createdAt: Date;
  publishDueAt: Date;
}

/** The new row, or undefined when this side has reviewed the booking already. */
export const insertReview = async (tx: Tx, review: NewReview): Promise<ReviewRow | undefined> => {
  const [row] = await tx.query<ReviewRow>(
    `insert into reviews.reviews (booking_id, customer_id, provider_id, author_id, author_role, subject_user_id, author_name, service_name,
       rating, title, content, would_recommend, created_at, publish_due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (booking_id, author_role) do nothing returning ${columns}`,
    [
      review.bookingId,
      review.customerId,
      review.providerId,
      review.authorId,
      review.authorRole,
      review.subjectUserId,
      review.authorName,
      review.serviceName,
      review.rating,
      review.title,
      review.content,
      review.wouldRecommend,
      review.createdAt,
      review.publishDueAt,
    ],
  );
  return row;
};

const OF_BOOKING = `select ${columns} from reviews.reviews where booking_id = $1 order by id`;

export const reviewsOfBooking = (db: Db, bookingId: string): Promise<ReviewRow[]> =>
  query<ReviewRow>(db, OF_BOOKING, [bookingId]);

export const reviewsOfBookingIn = (tx: Tx, bookingId: string): Promise<ReviewRow[]> =>
  tx.query<ReviewRow>(OF_BOOKING, [bookingId]);

/** Takes the blind off a booking's reviews; returns those that were behind it. */
export const publishReviews = (tx: Tx, bookingId: string, now: Date): Promise<ReviewRow[]> =>
  tx.query<ReviewRow>(
    `update reviews.reviews set published_at = greatest($2::timestamptz, created_at)
      where booking_id = $1 and published_at is null returning ${columns}`,
    [bookingId, now],
  );

/** Average of the visible customer reviews with two decimals (0 without any), and their number. */
export const ratingOf = async (
  tx: Tx,
  providerId: string,
): Promise<{ ratingAverage: number; ratingCount: number }> => {
  const [row] = await tx.query<{ ratingAverage: number; ratingCount: number }>(
    `select coalesce(round(avg(rating), 2), 0)::float8 as "ratingAverage", count(*)::int as "ratingCount"
       from reviews.reviews where provider_id = $1 and author_role = 'customer' and published_at is not null`,
    [providerId],
  );
  return row!;
};

/** A visible customer review by id. */
export const visibleReview = async (db: Db, id: string): Promise<ReviewRow | undefined> => {
  const [row] = await query<ReviewRow>(
    db,
    `select ${columns} from reviews.reviews where id = $1 and author_role = 'customer' and published_at is not null`,
    [id],
  );
  return row;
};

/** The review with its reply, or undefined when it had one already. */
export const saveReply = async (
  db: Db,
  id: string,
  reply: string,
  now: Date,
): Promise<ReviewRow | undefined> => {
  const [row] = await query<ReviewRow>(
    db,
    `update reviews.reviews set reply = $2, replied_at = $3 where id = $1 and reply is null returning ${columns}`,
    [id, reply, now],
  );
  return row;
};

export interface PageOfProvider {
  providerId: string;
  after: { createdAt: string; id: string } | undefined;
  limit: number;
}

/** Visible customer reviews, newest first; one row more than the limit when there are more. */
export const pageOfProvider = (
  db: Db,
  { providerId, after, limit }: PageOfProvider,
): Promise<ReviewRow[]> =>
  query<ReviewRow>(
    db,
    `select ${columns} from reviews.reviews
      where provider_id = $1 and author_role = 'customer' and published_at is not null
        and ($2::timestamptz is null or (created_at, id) < ($2::timestamptz, $3::uuid))
      order by created_at desc, id desc limit $4`,
    [providerId, after?.createdAt ?? null, after?.id ?? null, limit + 1],
  );

export interface Figures {
  ratingAverage: number;
  ratingCount: number;
  histogram: number[];
  recommendShare: number | null;
}

/** Figures over a provider's visible customer reviews. */
export const figuresOfProvider = async (db: Db, providerId: string): Promise<Figures> => {
  const [row] = await query<Figures>(
    db,
    `select coalesce(round(avg(rating), 2), 0)::float8 as "ratingAverage", count(*)::int as "ratingCount",
        array[count(*) filter (where rating = 1), count(*) filter (where rating = 2), count(*) filter (where rating = 3),
              count(*) filter (where rating = 4), count(*) filter (where rating = 5)]::int[] as histogram,
        avg(would_recommend::int)::float8 as "recommendShare"
       from reviews.reviews where provider_id = $1 and author_role = 'customer' and published_at is not null`,
    [providerId],
  );
  return row!;
};
