import { hash } from "node:crypto";
import { calendarFile } from "@loconomy/calendar";
import type { Actor } from "@loconomy/contracts";
import { problem, system, transaction } from "@loconomy/kit";
import { findLinkById, type CalendarLinkRow } from "../calendar-link-store.ts";
import { isTokenOf, linkIdOf } from "../calendar-token.ts";
import type { Bookings } from "../context.ts";
import { feedEntry } from "../feed.ts";
import { findFeed, type FeedRow } from "../feed-store.ts";
import { isFresh, type Revalidation } from "../revalidation.ts";

const DAY_MS = 86_400_000;
const DAYS_BACK = 90;
/** How long a calendar is told that something is off, in case it forgets nothing by itself. */
const OFF_DAYS = 30;
const REFRESH_MINUTES = 15;

interface Input {
  /** `{token}.ics` */
  file: string;
  headers: Revalidation;
}

/** The bookings behind a calendar link, as the calendar app that asks may have them already. @throws not_found */
export const readCalendar = async (deps: Bookings, { file, headers }: Input) => {
  const link = await findLinkOf(deps, file);
  const now = deps.clock.now().getTime();
  // Read as the link's owner, so that row-level security leaves out what is not theirs.
  const rows = await transaction(deps.db, asOwner(link), (tx) =>
    findFeed(tx, link, {
      from: new Date(now - DAYS_BACK * DAY_MS),
      offSince: new Date(now - OFF_DAYS * DAY_MS),
    }),
  );
  const { PUBLIC_URL: origin } = deps.config;
  const party = link.providerId ? "provider" : "customer";
  const text = calendarFile(
    rows.map((row) => feedEntry(row, party, origin)),
    { origin, name: nameOf(link, rows), refreshMinutes: REFRESH_MINUTES },
  );
  const validators = {
    etag: `"${hash("sha1", text, "base64url")}"`,
    "last-modified": lastChange(link, rows).toUTCString(),
  };
  const caching = { ...validators, "cache-control": "private, no-cache" };
  if (isFresh(headers, validators)) return { status: 304 as const, headers: caching };
  return {
    status: 200 as const,
    headers: { ...caching, "content-disposition": 'inline; filename="loconomy.ics"' },
    body: new File([text], "loconomy.ics", { type: "text/calendar; charset=utf-8" }),
  };
};

const findLinkOf = async ({ db, config }: Bookings, file: string): Promise<CalendarLinkRow> => {
  const token = file.replace(/\.ics$/, "");
  const id = linkIdOf(token);
  const link = id && (await transaction(db, system("bookings"), (tx) => findLinkById(tx, id)));
  if (!link || !isTokenOf(token, config.AUTH_SECRET, link))
    throw problem("not_found", "There is no such calendar. Its link may have been replaced.");
  return link;
};

const asOwner = ({ userId }: CalendarLinkRow): Actor => ({
  kind: "user",
  userId,
  role: "customer",
  isVerified: true,
  guestId: null,
});

const nameOf = ({ providerId }: CalendarLinkRow, rows: readonly FeedRow[]): string =>
  providerId ? `${rows.at(-1)?.providerName ?? "Bookings"} – Loconomy` : "Loconomy";

const lastChange = (link: CalendarLinkRow, rows: readonly FeedRow[]): Date =>
  rows.reduce((latest, { changedAt }) => (changedAt > latest ? changedAt : latest), link.createdAt);
