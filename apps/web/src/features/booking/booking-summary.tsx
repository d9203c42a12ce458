import type { Hold } from "@loconomy/contracts";
import { Avatar, Card, Skeleton, SummaryLines, formatDuration, formatSlot } from "@loconomy/ui";
import { policyText } from "./policy.ts";
import { texts } from "./texts.ts";
import type { Offer } from "./use-offer.ts";

const MINUTE_MS = 60_000;

/** Who, what, when, how much and what cancelling costs; in view through all steps. */
export function BookingSummary({ hold, offer }: { hold: Hold; offer: Offer | null | undefined }) {
  const { quote } = hold;
  return (
    <Card as="section" aria-label={texts.summary.title} className="flex flex-col gap-5">
      {offer ? (
        <div className="flex items-center gap-3">
          <Avatar
            name={offer.provider.businessName}
            src={offer.provider.avatarUrl ?? undefined}
            size={64}
          />
          <div className="flex min-w-0 flex-col">
            <h2 className="text-lg">{quote.lines[0]?.label ?? offer.service.name}</h2>
            <p className="text-muted">{texts.summary.with(offer.provider.businessName)}</p>
          </div>
        </div>
      ) : (
        <Skeleton className="h-16" />
      )}
      <div className="flex flex-col">
        <p className="font-medium tabular">{formatSlot(hold.start, hold.end, hold.timeZone)}</p>
        <p className="text-muted">
          {[
            formatDuration((Date.parse(hold.end) - Date.parse(hold.start)) / MINUTE_MS),
            offer && offer.service.capacity > 1 && texts.summary.seat(offer.service.capacity),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <SummaryLines
        currency={quote.total.currency}
        lines={quote.lines.map(({ label, amount }) => ({ label, minor: amount.amount }))}
        total={{
          label: texts.summary.total,
          minor: quote.total.amount,
          note: texts.summary.notYet,
        }}
      />
      <div className="flex flex-col gap-1">
        <p className="font-medium">{texts.summary.policy}</p>
        <p className="tabular">{policyText(quote.policy, hold.timeZone)}</p>
        <p className="text-sm text-muted">{texts.policy.explanation}</p>
      </div>
    </Card>
  );
}
