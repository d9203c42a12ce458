import type { AdminUser, Booking, Provider } from "@loconomy/contracts";
import {
  Badge,
  DataTable,
  EmptyState,
  Link,
  formatDay,
  exactMoney,
  formatTime,
} from "@loconomy/ui";
import { type ConsoleView, consoleHref } from "./console-query.ts";
import { RefundButton } from "./refund-button.tsx";
import { texts } from "./texts.ts";

/** Dense on purpose: an operator reads many rows. */
export const dense =
  "text-sm table:[&_td]:py-1.5 table:[&_th]:py-2 table:[&_td_button]:min-h-6 table:[&_td_button]:py-0";
/** A day by UTC, which is the console's zone. */
export const day = (iso: string) => formatDay(iso, "UTC", undefined, { year: true });

function Nothing({ view }: { view: ConsoleView }) {
  return (
    <EmptyState
      action={
        <Link
          className="text-accent underline underline-offset-4 hover:decoration-2"
          href={consoleHref({ view })}
        >
          {texts.clear}
        </Link>
      }
    >
      {texts.none}
    </EmptyState>
  );
}

export function UsersTable({ rows }: { rows: AdminUser[] }) {
  const t = texts.users;
  return (
    <DataTable
      caption={t.caption}
      className={dense}
      rows={rows}
      rowKey={(user) => user.id}
      empty={<Nothing view="users" />}
      columns={[
        { key: "name", header: t.name, cell: (user) => user.displayName },
        {
          key: "email",
          header: t.email,
          cell: (user) => <span className="break-all">{user.email}</span>,
        },
        { key: "role", header: t.role, cell: (user) => t.roles[user.role] },
        { key: "verified", header: t.verified, cell: (user) => (user.isVerified ? t.yes : t.no) },
        { key: "since", header: t.since, numeric: true, cell: (user) => day(user.createdAt) },
      ]}
    />
  );
}

export function ProvidersTable({ rows }: { rows: Provider[] }) {
  const t = texts.providers;
  return (
    <DataTable
      caption={t.caption}
      className={dense}
      rows={rows}
      rowKey={(provider) => provider.id}
      empty={<Nothing view="providers" />}
      columns={[
        {
          key: "name",
          header: t.name,
          cell: (row) => (
            <Link
              className="text-accent underline underline-offset-4 hover:decoration-2"
              href={`/providers/${row.slug}`}
            >
              {row.businessName}
            </Link>
          ),
        },
        { key: "category", header: t.category, cell: (row) => row.category.name },
        { key: "place", header: t.place, cell: (row) => row.locationLabel },
        {
          key: "rating",
          header: t.rating,
          numeric: true,
          cell: (row) => t.ratingOf(row.ratingAverage, row.ratingCount),
        },
        {
          key: "state",
          header: t.state,
          cell: (row) => (
            <span className="flex flex-wrap gap-1">
              <Badge tone={row.isActive ? "success" : "neutral"}>
                {row.isActive ? t.active : t.inactive}
              </Badge>
              {row.isVerified && <Badge tone="accent">{t.verified}</Badge>}
            </span>
          ),
        },
        { key: "since", header: t.since, numeric: true, cell: (row) => day(row.createdAt) },
      ]}
    />
  );
}

/** What was booked, leading to its page. */
export function BookingLink({ booking }: { booking: Pick<Booking, "id" | "serviceName"> }) {
  return (
    <Link
      className="text-accent underline underline-offset-4 hover:decoration-2"
      href={`/bookings/${booking.id}`}
    >
      {booking.serviceName}
    </Link>
  );
}

export function BookingsTable({ rows }: { rows: Booking[] }) {
  const t = texts.bookings;
  return (
    <DataTable
      caption={t.caption}
      className={dense}
      rows={rows}
      rowKey={(booking) => booking.id}
      empty={<Nothing view="bookings" />}
      columns={[
        {
          key: "service",
          header: t.service,
          cell: (row) => <BookingLink booking={row} />,
        },
        { key: "customer", header: t.customer, cell: (row) => row.customerName },
        {
          key: "provider",
          header: t.provider,
          cell: (row) => (
            <Link
              className="text-accent underline underline-offset-4 hover:decoration-2"
              href={`/providers/${row.providerSlug}`}
            >
              {row.providerName}
            </Link>
          ),
        },
        {
          key: "start",
          header: t.start,
          cell: (row) =>
            `${formatDay(row.start, row.timeZone)}, ${formatTime(row.start, row.timeZone)}`,
        },
        {
          key: "price",
          header: t.price,
          numeric: true,
          cell: (row) => exactMoney(row.price),
        },
        { key: "status", header: t.status, cell: (row) => texts.statuses[row.status] },
        {
          key: "actions",
          header: t.actions,
          cell: (row) =>
            ["completed", "cancelled", "no_show", "disputed"].includes(row.status) ? (
              <RefundButton booking={row} />
            ) : null,
        },
      ]}
    />
  );
}
