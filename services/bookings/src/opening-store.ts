import { query, type Db } from "@loconomy/kit";
import type { Claim } from "./intervals.ts";
import { LIMIT_MARGIN_MS } from "./limits.ts";
import { OFFER, type Offer } from "./offer-store.ts";
import { busySql, RULES, toClaim, type ScheduleRow, type SessionList } from "./schedule-store.ts";
import { TRAVEL_MINUTES_MAX } from "./travel.ts";

/** Everything that open times of a service are made of. */
interface Opening {
  offer: Offer | null;
  rules: ScheduleRow | null;
  /** At least what `busyRange` says of starts between the two moments. */
  busy: Claim[];
}

interface Row {
  offer: Offer | null;
  rules: ScheduleRow | null;
  /** The columns of a `ClaimRow`, in its order. */
  busy: Array<
    [
      id: string | null,
      start: number,
      end: number,
      jobStart: number | null,
      jobEnd: number | null,
      lat: number | null,
      lng: number | null,
      session: SessionList | null,
    ]
  > | null;
}

// Lists, not objects: five hundred claims are parsed several times quicker than rows.
const OPENING = `
  with rules as (
    select ${RULES} from bookings.schedules where provider_id = $1
  ), offer as (
    select ${OFFER} from bookings.offers where service_id = $2 and provider_id = $1
  ), asked as (
    select greatest($3::timestamptz, $5::timestamptz) - margin as earliest,
           least($4::timestamptz, $5::timestamptz + make_interval(hours => 24 * "horizonDays")) + margin as latest
      from (select "horizonDays", make_interval(mins => greatest(
              coalesce((select greatest("durationMinutes", (select max((v ->> 'durationMinutes')::int) from jsonb_array_elements(variants) v))
                          from offer), 720) + "bufferBeforeMinutes" + "bufferAfterMinutes"
                + case when "travelSpeedKmh" is null then 0 else ${TRAVEL_MINUTES_MAX} end,
              case when "dailyMax" is null and "weeklyMax" is null then 0 else ${LIMIT_MARGIN_MS / 60_000} end)) as margin
              from rules) r
  )
  select (select to_json(offer) from offer) as offer, (select to_json(rules) from rules) as rules,
         (select json_agg(json_build_array(b.id, b.start, b."end", b."jobStart", b."jobEnd", b.lat, b.lng, b.session))
            from asked cross join lateral (${busySql({
              provider: "$1",
              from: "asked.earliest",
              to: "greatest(asked.earliest, asked.latest)",
              now: "$5",
            })}) b) as busy`;

/**
 * Offer, hours and what is busy for starts between two moments (epoch ms), in one round trip. The offer is null when it is not
 * known here, the rules are when the provider has none.
 */
export const findOpening = async (
  db: Db,
  question: { providerId: string; serviceId: string; from: number; to: number; now: number },
): Promise<Opening> => {
  const [row] = await query<Row>(db, OPENING, [
    question.providerId,
    question.serviceId,
    new Date(question.from),
    new Date(question.to),
    new Date(question.now),
  ]);
  const { offer, rules, busy } = row!;
  return {
    offer,
    rules,
    busy: (busy ?? []).map(([id, start, end, jobStart, jobEnd, lat, lng, session]) =>
      toClaim({ id, start, end, jobStart, jobEnd, lat, lng, session }),
    ),
  };
};
