"use client";
import { Badge, DataTable, EmptyState, ShowMore, exactMoney, formatDay } from "@loconomy/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";
import { texts } from "./texts.ts";

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
  const list = useInfiniteQuery({
    queryKey: ["payouts", providerId],
    queryFn: ({ pageParam }) =>
      api.payments.listPayouts({ id: providerId, cursor: pageParam ?? undefined, limit: 20 }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    initialData: { pages: [first], pageParams: [null] },
  });
  const rows = list.data.pages.flatMap((page) => page.items);
  const t = texts.payouts;
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
      <ShowMore
        shown={rows.length}
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onShowMore={() => list.fetchNextPage()}
        label={texts.money.more}
      />
    </>
  );
}
