import type { FeeMonth } from "@loconomy/contracts";
import { DownloadLink, EmptyState, exactMoney, formatMonth } from "@loconomy/ui";
import { invoicesTexts } from "./invoices-texts.ts";

/** The platform's invoices to the provider, month by month. */
export function FeeInvoices({ providerId, items }: { providerId: string; items: FeeMonth[] }) {
  const t = invoicesTexts;
  if (items.length === 0) return <EmptyState>{t.noFees}</EmptyState>;
  return (
    <ul className="flex flex-col">
      {items.map(({ month, amount, number }) => (
        <li key={`${month} ${amount.currency}`}>
          <DownloadLink
            href={`/api/v1/providers/${providerId}/fee-invoice.pdf?${new URLSearchParams({ month, currency: amount.currency })}`}
          >
            {t.fees(formatMonth(month), exactMoney(amount), number)}
          </DownloadLink>
        </li>
      ))}
    </ul>
  );
}
