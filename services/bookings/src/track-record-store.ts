import type { TrackRecord } from "@loconomy/contracts";
import type { Queryable } from "@loconomy/kit";
import {
  ANSWERS_MIN,
  ANSWERS_WINDOW_DAYS,
  KEPT_WINDOW_DAYS,
  UNANSWERED_MINUTES,
} from "./track-record.ts";

const DAY_MS = 86_400_000;

/**
 * The first thing that a provider does with a paid request is its answer, whatever it is: also another time proposed; of a
 * question in a message it is the provider's next message (`message-answers.ts`). A job
 * counts as broken when the provider called it off after accepting, or was not there.
 */
const SELECT = `
  select asked.id as "providerId", answers.minutes as "responseMinutes", jobs.kept as "keptCount", jobs.broken as "brokenCount"
    from unnest($1::uuid[]) as asked(id)
    cross join lateral (
      select case when count(*) >= $4::int then round((percentile_cont(0.5) within group (order by minutes))::numeric)::int end as minutes
        from (
          select answer.minutes
            from bookings.bookings b
            join bookings.timeline request on request.booking_id = b.id and request.action = 'pay' and request.to_status = 'pending'
            cross join lateral (
              select case when t.by_party = 'provider' then extract(epoch from t.at - request.at) / 60 else $5::int end as minutes
                from bookings.timeline t
               where t.booking_id = b.id and t.sequence > request.sequence
                 and (t.by_party = 'provider' or (t.action = 'expire' and t.from_status = 'pending'))
               order by t.sequence limit 1
            ) answer
           where b.provider_id = asked.id and not b.is_instant and b.created_at >= $2
          union all
          select extract(epoch from answered_at - asked_at) / 60 from bookings.message_answers
           where provider_id = asked.id and asked_at >= $2 and answered_at is not null
        ) each_answer
    ) answers
    cross join lateral (
      select count(*) filter (where b.status = 'completed')::int as kept,
             count(*) filter (where b.absent = 'provider' or (b.status = 'cancelled' and b.cancelled_by = 'provider' and exists (
               select from bookings.timeline t where t.booking_id = b.id and t.action = 'cancel' and t.from_status = 'confirmed')))::int as broken
        from bookings.bookings b
       where b.provider_id = asked.id and b.created_at >= $3
    ) jobs`;

/** Track records of providers, counted at `now` from the bookings that were made in each window before it. */
export const countTrackRecords = (
  db: Queryable,
  providerIds: readonly string[],
  now: Date,
): Promise<TrackRecord[]> => {
  const ago = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
  return db.query<TrackRecord>(SELECT, [
    providerIds,
    ago(ANSWERS_WINDOW_DAYS),
    ago(KEPT_WINDOW_DAYS),
    ANSWERS_MIN,
    UNANSWERED_MINUTES,
  ]);
};
