import { BookingStatus } from "@loconomy/contracts";

export type ConsoleView =
  | "users"
  | "providers"
  | "bookings"
  | "disputes"
  | "money"
  | "chargebacks"
  | "pricing";

export const VIEWS: readonly ConsoleView[] = [
  "users",
  "providers",
  "bookings",
  "disputes",
  "money",
  "chargebacks",
  "pricing",
];

/** What the address of the console asks for. */
export interface ConsoleQuery {
  view: ConsoleView;
  q: string;
  status?: BookingStatus;
  cursor?: string;
}

type SearchParams = Record<string, string | string[] | undefined>;
const one = (value: string | string[] | undefined) =>
  typeof value === "string" ? value.trim() : "";

/** Reads the address; what makes no sense is left out. */
export function consoleQuery(params: SearchParams): ConsoleQuery {
  const view = one(params["view"]);
  const status = BookingStatus.safeParse(one(params["status"]));
  return {
    view: VIEWS.find((known) => known === view) ?? "users",
    q: one(params["q"]).slice(0, 200),
    status: status.success ? status.data : undefined,
    cursor: one(params["cursor"]) || undefined,
  };
}

/** The address of a view. */
export function consoleHref({ view, q, status, cursor }: Partial<ConsoleQuery>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ view, q, status, cursor }))
    if (value) query.set(name, value);
  return `/console?${query}`;
}
