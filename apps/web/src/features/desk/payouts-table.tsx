"use client";
import { Badge, DataTable, EmptyState, ShowMore, exactMoney, formatDay } from "@loconomy/ui";
import { api } from "../../api/browser.ts";
import { moneyTexts } from "./money-texts.ts";
import { payoutsTexts } from "./payouts-texts.ts";
import { useMore } from "../shell/use-more.ts";

interface PayoutsTableProps {
  providerId: string;
  timeZone: string;
  first: Awaited<ReturnType<typeof api.payments.listPayouts>>;
}

const TONES = {
  on_its_way: "info",
  paid: "success",
  failed: "danger",
  canceled: "neutral",
} as const;

/** A provider's payouts, newest first. */
export function PayoutsTable({ providerId, timeZone, first }: PayoutsTableProps) {
  const { rows, ...more } = useMore(["payouts", providerId], first, (cursor) =>
    api.payments.listPayouts({ id: providerId, cursor, limit: 20 }),
  );
  const t = payoutsTexts;
  // Stripe names a day for it, as the midnight with which that begins by UTC.
  const arrival = (at: string) => formatDay(at, "UTC", undefined, { year: true });
  const day = (at: string) => formatDay(at, timeZone, undefined, { year: true });
  return (
    <>
      <DataTable
        caption={t.caption}
        rows={rows}
        rowKey={(payout) => payout.id}
        empty={<EmptyState>{t.empty}</EmptyState>}
        columns={[
          { key: "at", header: t.sentOn, cell: ({ createdAt }) => day(createdAt) },
          {
            key: "status",
            header: t.state,
            cell: ({ status, failure }) => (
              <span className="flex flex-col items-start gap-1">
                <Badge tone={TONES[status]}>{t.statuses[status]}</Badge>
                {failure && <span className="text-sm text-muted">{failure}</span>}
              </span>
            ),
          },
          { key: "arrives", header: t.arrives, cell: ({ arrivesAt }) => arrival(arrivesAt) },
          {
            key: "amount",
            header: t.amount,
            numeric: true,
            cell: ({ amount }) => exactMoney(amount),
          },
        ]}
      />
      <ShowMore shown={rows.length} {...more} label={moneyTexts.more} />
    </>
  );
}
