import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "../../api/errors.ts";
import { api } from "../../api/server.ts";
import type { Api } from "../../api/types.ts";
import { ChargebacksView } from "../../features/console/chargebacks-view.tsx";
import { ConsolePage } from "../../features/console/console-page.tsx";
import { type ConsoleQuery, consoleQuery } from "../../features/console/console-query.ts";
import { DisputesTable } from "../../features/console/disputes-table.tsx";
import { MoneyView } from "../../features/console/money-view.tsx";
import { PricingView } from "../../features/console/pricing-view.tsx";
import { BookingsTable, ProvidersTable, UsersTable } from "../../features/console/tables.tsx";
import { texts } from "../../features/console/texts.ts";

export const metadata: Metadata = { title: texts.title };

interface ConsoleRouteProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const LIMIT = 50;

/** @param me Id of the operator who looks */
async function load(client: Api, me: string, { view, q, status, cursor }: ConsoleQuery) {
  const page = { cursor, limit: LIMIT, q: q || undefined };
  if (view === "bookings") {
    const { items, nextCursor } = await client.bookings.listAllBookings({
      cursor,
      limit: LIMIT,
      status,
    });
    return { nextCursor, table: <BookingsTable rows={items} /> };
  }
  if (view === "providers") {
    const { items, nextCursor } = await client.providers.listProviders(page);
    return { nextCursor, table: <ProvidersTable rows={items} /> };
  }
  if (view === "disputes") {
    const { items, nextCursor } = await client.bookings.listDisputes({ cursor, limit: LIMIT });
    return { nextCursor, table: <DisputesTable rows={items} /> };
  }
  if (view === "money") {
    const [overview, discrepancies, proposed, refunds] = await Promise.all([
      client.payments.getMoney(),
      client.payments.listDiscrepancies({ cursor, limit: LIMIT, open: true }),
      client.payments.listRefunds({ status: "proposed", limit: 100 }),
      client.payments.listRefunds({ limit: 20 }),
    ]);
    const { items, nextCursor } = discrepancies;
    return {
      nextCursor,
      table: (
        <MoneyView
          me={me}
          overview={overview}
          discrepancies={items}
          // However old: nobody may forget that one waits for them.
          proposedRefunds={proposed.items}
          latestRefunds={refunds.items.filter(({ status }) => status !== "proposed")}
        />
      ),
    };
  }
  if (view === "chargebacks") {
    const [open, closed] = await Promise.all([
      client.payments.listChargebacks({ open: true, limit: 100 }),
      client.payments.listChargebacks({ open: false, cursor, limit: LIMIT }),
    ]);
    return {
      nextCursor: closed.nextCursor,
      table: <ChargebacksView open={open.items} closed={closed.items} />,
    };
  }
  if (view === "pricing") {
    const [coupons, fees, taxes, categories] = await Promise.all([
      client.payments.listCoupons({ cursor, limit: LIMIT }),
      client.payments.listFees(),
      client.payments.listTaxRates(),
      client.providers.listCategories(),
    ]);
    const facts = { coupons: coupons.items, taxes: taxes.items, categories: categories.items };
    return {
      nextCursor: coupons.nextCursor,
      table: <PricingView {...facts} fees={fees} now={Date.now()} />,
    };
  }
  const { items, nextCursor } = await client.users.listUsers(page);
  return { nextCursor, table: <UsersTable rows={items} /> };
}

export default async function ConsoleRoute({ searchParams }: ConsoleRouteProps) {
  const client = await api();
  const me = await client.users.getMe().catch(orNotFound("/console"));
  if (!me.permissions.includes("admin:access")) notFound();
  const query = consoleQuery(await searchParams);
  const { nextCursor, table } = await load(client, me.id, query);
  return (
    <ConsolePage query={query} nextCursor={nextCursor}>
      {table}
    </ConsolePage>
  );
}
