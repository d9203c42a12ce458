import { CalendarX } from "lucide-react";
import { Avatar } from "./avatar.tsx";
import { Badge } from "./badge.tsx";
import { Button } from "./button.tsx";
import { Card } from "./card.tsx";
import { CategoryIcon, categoryIconNames } from "./category-icon.tsx";
import { DataTable } from "./data-table.tsx";
import { Distance } from "./distance.tsx";
import { EmptyState } from "./empty-state.tsx";
import { GallerySection } from "./gallery-section.tsx";
import { Price } from "./price.tsx";
import { Rating } from "./rating.tsx";
import { ShowMore } from "./show-more.tsx";
import { Skeleton } from "./skeleton.tsx";
import { SummaryLines } from "./summary-lines.tsx";

type Payout = { id: string; customer: string; service: string; minor: number; paid: boolean };
const payouts: Payout[] = [
  { id: "1", customer: "Grace Hopper", service: "Deep clean", minor: 12000, paid: true },
  { id: "2", customer: "Alan Turing", service: "Windows", minor: 6050, paid: false },
  { id: "3", customer: "Katherine Johnson", service: "Weekly clean", minor: 4800, paid: true },
];

/** What lists and pages show. */
export function ContentParts() {
  return (
    <GallerySection id="content" title="Content">
      <div className="grid gap-6 md:grid-cols-2 lg:grid-cols-3">
        <PersonCard />
        <Card className="flex flex-col gap-3">
          <Skeleton className="size-11 rounded-full!" />
          <Skeleton className="h-6 w-40" />
          <Skeleton className="h-5 w-56" />
          <Skeleton className="h-11 w-full" />
        </Card>
        <Card>
          <SummaryLines
            currency="USD"
            lines={[
              { label: "Deep clean", minor: 12000, note: "2 hours" },
              { label: "Travel", minor: 850 },
              { label: "First booking", minor: -1000 },
            ]}
            total={{ label: "Total", minor: 11850 }}
          />
        </Card>
      </div>
      <ul className="grid grid-cols-4 gap-3 sm:grid-cols-8 lg:grid-cols-12">
        {[...categoryIconNames, "unknown"].map((name) => (
          <li
            key={name}
            title={name}
            className="flex h-14 items-center justify-center rounded-card border border-border bg-surface text-accent"
          >
            <CategoryIcon iconName={name} className="size-6" />
          </li>
        ))}
      </ul>
      <DataTable
        caption="Payouts this month"
        rows={payouts}
        rowKey={(row) => row.id}
        columns={[
          { key: "customer", header: "Customer", cell: (row) => row.customer },
          { key: "service", header: "Service", cell: (row) => row.service },
          {
            key: "state",
            header: "State",
            cell: (row) => (row.paid ? <Badge tone="success">Paid</Badge> : <Badge>Waiting</Badge>),
          },
          {
            key: "amount",
            header: "Amount",
            numeric: true,
            cell: (row) => <Price minor={row.minor} currency="USD" exact />,
          },
        ]}
      />
      <ShowMore shown={20} total={143} hasMore href="#content" />
      <EmptyState icon={<CalendarX aria-hidden />} action={<Button>Find someone nearby</Button>}>
        You have no bookings yet.
      </EmptyState>
    </GallerySection>
  );
}

function PersonCard() {
  return (
    <Card as="article" interactive className="flex flex-col gap-3">
      <div className="flex items-center gap-3">
        <Avatar name="Ada Lovelace" />
        <div>
          <h3 className="text-lg">
            <a href="#content" className="card-link">
              Bright &amp; Tidy
            </a>
          </h3>
          <p className="flex flex-wrap gap-x-3 text-muted">
            <Rating value={4.83} count={128} />
            <Distance meters={2400} />
          </p>
        </div>
      </div>
      <p className="text-lg font-semibold">
        <Price minor={6000} currency="USD" from unit="per hour" />
      </p>
      <div className="flex items-center gap-2">
        <Avatar name="Grace Hopper" size={32} />
        <Avatar name="Alan Turing" size={64} />
        <Avatar name="Katherine Johnson" size={96} />
        <Rating value={null} />
      </div>
    </Card>
  );
}
