import { clockText, distanceUnitIn, METERS_PER } from "@loconomy/contracts";
import { clockOffsetMs } from "./clock-offsets.ts";
import { soonScore, standingParts, WEIGHTS, type RankingFacts } from "./ranking.ts";

const DAY_MS = 86_400_000;
/** A share of fewer jobs would sound more certain than it is. */
const JOBS_MIN = 20;
const KEPT_PERCENT_MIN = 95;
/** Longer than this is nothing to praise. */
const RESPONSE_MINUTES_MAX = 60;
const RATING_MIN = 4;
/** Beside the distance. */
const REASONS_MAX = 2;

/** Somebody of whom nothing is known: a reason is what sets a provider apart from that. */
const UNKNOWN: RankingFacts = {
  distanceMeters: 0,
  rating: 0,
  ratingCount: 0,
  words: 0,
  reliability: null,
  instant: false,
  responseMinutes: null,
  verified: false,
  listedDays: Infinity,
};
const UNKNOWN_PARTS = standingParts(UNKNOWN);

export interface WhyFacts extends RankingFacts {
  /** Accepted jobs that were kept, and that were not. */
  keptCount: number;
  brokenCount: number;
  /** ISO code of the country searched in; null at sea. */
  country: string | null;
  firstStart: string | undefined;
  /** The provider's zone: the weekday and hour are theirs. */
  timeZone: string;
  /** Those of the languages asked for that the provider speaks, ISO 639. */
  spoken: readonly string[];
}

/**
 * One line that says why a provider is shown: "0.8 mi away · free Sat 9:00 AM · 4.9 from 120". The distance, a language that was
 * asked for, and then the reasons that brought most into the score beside somebody of whom nothing is known. Each is a fact;
 * what is weak or not known is left out.
 */
export const why = (facts: WhyFacts, now: Date): string => {
  const asked = facts.spoken.slice(0, 1).map((language) => `speaks ${languageName(language)}`);
  const reasons = reasonsOf(facts, now)
    .toSorted((a, b) => b.gain - a.gain)
    .slice(0, REASONS_MAX - asked.length)
    .toSorted((a, b) => a.place - b.place);
  return [
    distanceText(facts.distanceMeters, facts.country),
    ...asked,
    ...reasons.map(({ text }) => text),
  ].join(" · ");
};

interface Reason {
  text: string;
  /** What it brings into the score. */
  gain: number;
  /** In the line. */
  place: number;
}

const reasonsOf = (facts: WhyFacts, now: Date): Reason[] => {
  const parts = standingParts(facts);
  const reasons: Reason[] = [];
  const add = (text: string, part: keyof typeof parts): void => {
    const gain = WEIGHTS[part] * (parts[part] - UNKNOWN_PARTS[part]);
    if (gain > 0) reasons.push({ text, gain, place: reasons.length });
  };
  if (facts.firstStart) {
    const text = `free ${dayAndTime(facts.firstStart, facts.timeZone, now)}`;
    reasons.push({ text, gain: soonScore(facts.firstStart, now), place: 0 });
  }
  if (facts.ratingCount > 0 && facts.rating >= RATING_MIN)
    add(`${facts.rating.toFixed(1)} from ${facts.ratingCount}`, "rated");
  const response = facts.responseMinutes;
  if (!facts.instant && response !== null && response <= RESPONSE_MINUTES_MAX)
    add(`answers in ${Math.max(1, response)} min`, "response");
  const kept = keptText(facts);
  if (kept) add(kept, "reliability");
  if (parts.newcomer > 0) add("new here", "newcomer");
  return reasons;
};

/** Rounded down: 99.9 % of the jobs are not all of them. */
const keptText = ({ keptCount, brokenCount }: WhyFacts): string | null => {
  const jobs = keptCount + brokenCount;
  if (jobs < JOBS_MIN) return null;
  if (brokenCount === 0) return `kept all ${jobs} jobs`;
  const percent = Math.floor((100 * keptCount) / jobs);
  return percent < KEPT_PERCENT_MIN ? null : `kept ${percent} % of jobs`;
};

const languageNames = new Intl.DisplayNames("en", { type: "language" });
const languageName = (code: string): string => languageNames.of(code) ?? code;

const distanceText = (meters: number, country: string | null): string => {
  const unit = distanceUnitIn(country);
  const value = meters / METERS_PER[unit];
  return `${value < 9.95 ? Math.max(0.1, value).toFixed(1) : Math.round(value)} ${unit} away`;
};

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** "Sat 9:00 AM" within a week, where a weekday says it all, else "12 Dec 9:00 AM"; by the provider's clocks. */
const dayAndTime = (start: string, timeZone: string, now: Date): string => {
  const time = Date.parse(start);
  const local = time + clockOffsetMs(timeZone, time);
  const today = now.getTime() + clockOffsetMs(timeZone, now.getTime());
  const daysAhead = Math.floor(local / DAY_MS) - Math.floor(today / DAY_MS);
  const shown = new Date(local);
  const day =
    daysAhead < 7
      ? WEEKDAYS[shown.getUTCDay()]
      : `${shown.getUTCDate()} ${MONTHS[shown.getUTCMonth()]}`;
  return `${day} ${clockText(shown.getUTCHours(), shown.getUTCMinutes())}`;
};
