import type { Bind } from "./conditions.ts";

/** Quarter hours since 1970 in which a start is wished. */
export interface TimeWish {
  from: number;
  /** The first that is too late. */
  until: number;
  /** Beginnings and ends by the provider's own clock, "2026-11-28 09:00", of which one has to hold too; null: any time of day. */
  local: { starts: string[]; ends: string[] } | null;
  /** So much has to be free from the start, if the shortest service does not take longer. */
  minutes: number;
}

/** Open times beside rows `p`; providers of whom none are known may be open at any time. */
export const joinOpenTimes = "left join search.open_times t on t.provider_id = p.provider_id";

const runOf = ({ minutes }: TimeWish, bind: Bind): string =>
  `(greatest(${bind(minutes)}::int, p.duration_min) + 14) / 15`;

/** Whether a row may have an open time as wished. Too much may pass, never too little. */
export const opensWithin = (wish: TimeWish, bind: Bind): string => {
  const run = runOf(wish, bind);
  if (!wish.local)
    return `(t.bits is null or search.run_within(t.bits, t.from_quarter, ${bind(wish.from)}::int, ${bind(wish.until)}::int, ${run}))`;
  return `(t.bits is null or exists (select from ${localWindows(wish, bind)}
             where search.run_within(t.bits, t.from_quarter, w.first, w.until, ${run})))`;
};

/** The first quarter hour in which a row may have an open time as wished; null when there is none. */
export const opensAt = (wish: TimeWish, bind: Bind): string => {
  const run = runOf(wish, bind);
  const from = `${bind(wish.from)}::int`;
  const windows = wish.local
    ? localWindows(wish, bind)
    : `(select ${from} as first, ${bind(wish.until)}::int as until) w`;
  return `case when t.bits is null then ${from} else
            (select min(start) from ${windows}, lateral (select search.first_open(t.bits, t.from_quarter, w.first, ${run}) as start offset 0) o
              where o.start < w.until) end`;
};

/**
 * Wall-clock windows in the zone of a row, as quarter hours. PostgreSQL takes a time that the clocks show twice for the later
 * one, we for the earlier; one that they never show, both for the time an hour later.
 */
const localWindows = ({ local, from, until }: TimeWish, bind: Bind): string =>
  `unnest(${bind(local!.starts)}::timestamp[], ${bind(local!.ends)}::timestamp[]) day (s, e),
   lateral (select day.s at time zone t.time_zone as s, day.e at time zone t.time_zone as e offset 0) at,
   lateral (select greatest(${bind(from)}::int, floor(date_part('epoch',
                     case when (at.s - interval '1 hour') at time zone t.time_zone = day.s then at.s - interval '1 hour' else at.s end) / 900)::int) as first,
                   least(${bind(until)}::int, ceil(date_part('epoch', at.e) / 900)::int) as until offset 0) w`;
